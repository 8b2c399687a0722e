"""Letters written in the caller's transaction, a courier that sends them, the earlier card folded away."""

from bot.delivery.courier import Courier, Outbox
from bot.delivery.model import Letter, Post, Reader, TryLater, Undeliverable, Unsure
from bot.delivery.pace import Pace
from bot.delivery.records import write_letter, write_letters

__all__ = [
    "Courier",
    "Letter",
    "Outbox",
    "Pace",
    "Post",
    "Reader",
    "TryLater",
    "Undeliverable",
    "Unsure",
    "write_letter",
    "write_letters",
]
