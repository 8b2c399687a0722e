"""The committee's group chat on Telegram: bound to the committee, told little, never asked to vote."""
