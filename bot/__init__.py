"""The committee's work: rooms, rules, durable intake and delivery. Knows nothing of Telegram except at its edges."""
