"""Of which milestones somebody has to be reminded, and when."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.ids import MilestoneId
from bot.store import Prepared, Tx, wake
from bot.timeline.model import Milestone
from bot.timeline.records.milestones import STORED, with_titles
from bot.timeline.records.tables import milestones


def plan_reminders(tx: Tx, times: Mapping[MilestoneId, datetime | None]) -> None:
    """When the reminders of milestones have to be looked at again."""
    if times:
        planned = update(milestones).where(milestones.c.id == bindparam("of"))
        rows = [{"of": number, "at": at} for number, at in times.items()]
        tx.execute(planned.values(remind_at=bindparam("at")), rows)
    wake(tx)


def to_remind(tx: Tx, until: datetime) -> list[Milestone]:
    """Milestones whose reminders have to be looked at, now or until an instant."""
    return with_titles(tx, _TO_REMIND.all(tx, until=until))


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


_TO_REMIND = Prepared(
    select(milestones).where(milestones.c.remind_at <= bindparam("until"), STORED).order_by(milestones.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(milestones.c.remind_at)).where(milestones.c.remind_at > bindparam("now"), STORED)
)
