"""Which questions wait for somebody, and of which to remind."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from bot.committee.records.tables import memberships
from bot.ids import CommitteeId, MembershipId
from bot.questions.model import OPEN, Question, Standing
from bot.questions.records.questions import read_question
from bot.questions.records.tables import questions
from bot.store import Prepared, Tx


def owned_open(tx: Tx, owner: MembershipId) -> list[Question]:
    """Open questions that wait for an owner's answer, the one that is due first first."""
    rows = tx.execute(
        select(questions)
        .where(questions.c.owner == owner, questions.c.standing.in_(OPEN))
        .order_by(questions.c.due_at, questions.c.number)
    )
    return [read_question(row) for row in rows]


def count_unowned(tx: Tx, committee: CommitteeId) -> tuple[int, int]:
    """How many wait to be accepted, and how many accepted ones for somebody who answers them.

    Whoever was to answer and is not of the committee any more answers nothing.
    """
    gone = select(memberships.c.id).where(memberships.c.ended_at.is_not(None))
    row = tx.execute(
        select(
            func.count().filter(questions.c.standing == Standing.PENDING),
            func.count().filter(
                questions.c.standing.in_(OPEN), or_(questions.c.owner.is_(None), questions.c.owner.in_(gone))
            ),
        ).where(questions.c.committee == committee, questions.c.standing.in_((Standing.PENDING, *OPEN)))
    ).one()
    return row[0], row[1]


def to_remind(tx: Tx, now: datetime) -> list[Question]:
    """Open questions of which a reminder is due."""
    return [read_question(row) for row in _TO_REMIND.all(tx, now=now)]


def reminding_in(tx: Tx, committee: CommitteeId, after: datetime) -> list[Question]:
    """Those of a committee of which a reminder is due later."""
    where = questions.c.committee == committee, questions.c.remind_at > after
    return [
        read_question(row) for row in tx.execute(select(questions).where(*where).order_by(questions.c.number))
    ]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next one is due."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


_TO_REMIND = Prepared(
    select(questions).where(questions.c.remind_at <= bindparam("now")).order_by(questions.c.number)
)
_NEXT_REMINDER = Prepared(
    select(func.min(questions.c.remind_at)).where(questions.c.remind_at > bindparam("now"))
)
