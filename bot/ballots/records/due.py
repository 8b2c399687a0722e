"""Which ballots end next, and of which somebody has to be reminded."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.ballots.model import Ballot, Standing
from bot.ballots.records.ballots import ends_at, read_ballot, undecided
from bot.ballots.records.tables import ballots
from bot.store import Prepared, Tx
from bot.store.columns import UtcDateTime


def past_end(tx: Tx, now: datetime) -> list[Ballot]:
    """Running ballots whose closing instant has come, but those left open for a person to decide."""
    return [read_ballot(row) for row in _PAST_END.all(tx, now=now)]


def next_end(tx: Tx, now: datetime) -> datetime | None:
    """When the next running ballot ends."""
    found: datetime | None = _NEXT_END.scalar(tx, now=now)
    return found


def to_remind(tx: Tx, now: datetime) -> list[Ballot]:
    """Ballots with reminders to look at."""
    return [read_ballot(row) for row in _TO_REMIND.all(tx, now=now)]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


_runs = ballots.c.standing == Standing.RUNNING
_PAST_END = Prepared(
    select(ballots)
    .where(_runs, ends_at <= bindparam("now"), ballots.c.left_open_at.is_(None))
    .order_by(ends_at, ballots.c.id)
)
_NEXT_END = Prepared(select(func.min(ends_at, type_=UtcDateTime)).where(_runs, ends_at > bindparam("now")))
_TO_REMIND = Prepared(
    select(ballots).where(undecided, ballots.c.remind_at <= bindparam("now")).order_by(ends_at, ballots.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(ballots.c.remind_at, type_=UtcDateTime)).where(
        undecided, ballots.c.remind_at > bindparam("now")
    )
)
