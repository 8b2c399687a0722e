"""How updates arrive: stored before Telegram is told so, handled once, then answered."""

from bot.intake.dispatcher import Dispatcher
from bot.intake.model import Answered, AnswerLater, Outcome, Stored, current, leave_no_trace
from bot.intake.poller import Poller

__all__ = [
    "AnswerLater",
    "Answered",
    "Dispatcher",
    "Outcome",
    "Poller",
    "Stored",
    "current",
    "leave_no_trace",
]
