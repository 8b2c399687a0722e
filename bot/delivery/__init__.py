"""Letters written in the caller's transaction, a courier that sends them, the earlier card folded away."""

from bot.delivery.courier import Courier, Outbox
from bot.delivery.model import Letter, Reader, TryLater, Undeliverable, Unsure
from bot.delivery.pace import Pace
from bot.delivery.records import write_letter

__all__ = [
    "Courier",
    "Letter",
    "Outbox",
    "Pace",
    "Reader",
    "TryLater",
    "Undeliverable",
    "Unsure",
    "write_letter",
]
