"""Of which meetings somebody has to be reminded, and when."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.ids import MeetingId
from bot.meetings.model import Meeting
from bot.meetings.records.calendar import OPEN
from bot.meetings.records.meetings import read_meeting
from bot.meetings.records.tables import meetings
from bot.store import Prepared, Tx
from bot.store.columns import UtcDateTime

_open = or_(*(meetings.c.standing == standing for standing in OPEN))


def plan_reminder(tx: Tx, number: MeetingId, at: datetime | None) -> None:
    """When its reminders have to be looked at next (UTC)."""
    tx.execute(update(meetings).where(meetings.c.id == number).values(remind_at=at))


def to_remind(tx: Tx, now: datetime) -> list[Meeting]:
    """Meetings with reminders to look at."""
    return [read_meeting(tx, row) for row in _TO_REMIND.all(tx, now=now)]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


_TO_REMIND = Prepared(
    select(meetings)
    .where(_open, meetings.c.remind_at <= bindparam("now"))
    .order_by(func.coalesce(meetings.c.wall, "9999"), meetings.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(meetings.c.remind_at, type_=UtcDateTime)).where(
        _open, meetings.c.remind_at > bindparam("now")
    )
)
