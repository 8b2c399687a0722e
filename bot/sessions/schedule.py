"""When owners of actions are reminded: a working moment a day before, and once it is overdue (product §4, §9a)."""

from datetime import datetime, timedelta

from bot.committee.model import Committee
from bot.sessions import records
from bot.sessions.model import Entry
from bot.store import Tx
from bot.workdays import last_allowed_moment

_BEFORE = timedelta(days=1)


def next_reminder(entry: Entry, of: Committee, after: datetime) -> datetime | None:
    """The next instant (UTC) later than `after` at which the owner of an action hears of it; None: never again."""
    if entry.due_at is None or entry.done_at is not None:
        return None
    before = last_allowed_moment(entry.due_at - _BEFORE, of.zone, of.calendar, after)
    late = of.calendar.default_deadline(entry.due_at, 1)
    return min((at for at in (before, late) if at is not None and at > after), default=None)


def plan(tx: Tx, entry: Entry, of: Committee, after: datetime) -> None:
    """Notes when to look at it next."""
    records.change_entry(tx, entry.id, remind_at=next_reminder(entry, of, after))
