"""One card over all rooms: who is reminded of what, when, and what goes along on the same card (product §9a)."""

from bot.reminding.model import Owed, Reminder, Source, before, told_at
from bot.reminding.service import Reminders

__all__ = ["Owed", "Reminder", "Reminders", "Source", "before", "told_at"]
