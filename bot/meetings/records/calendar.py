"""Which meetings there are, in the order of their time."""

from sqlalchemy import ColumnElement, func, select

from bot.ids import CommitteeId
from bot.meetings.model import Meeting, Standing
from bot.meetings.records.meetings import read_meeting
from bot.meetings.records.tables import meetings
from bot.store import Tx

OPEN = (Standing.POLL, Standing.CALLED, Standing.STARTED)
"""Called, going on, or a date is being looked for."""


def open_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Meetings that lie ahead or go on, and polls; the earliest first, polls last."""
    return _all(tx, meetings.c.committee == committee, meetings.c.standing.in_(OPEN))


def drafts_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Those that are not called yet."""
    return _all(tx, meetings.c.committee == committee, meetings.c.standing == Standing.DRAFT)


def page(
    tx: Tx, committee: CommitteeId, *, drafts: bool, limit: int, offset: int
) -> tuple[list[Meeting], bool]:
    """The committee's meetings, newest first, and whether there are more. `drafts`: with those not called yet."""
    asked = select(meetings).where(meetings.c.committee == committee)
    if not drafts:
        asked = asked.where(meetings.c.called_at.is_not(None))
    order = func.coalesce(meetings.c.wall, "9999")
    rows = tx.execute(
        asked.order_by(order.desc(), meetings.c.id.desc()).limit(limit + 1).offset(offset)
    ).all()
    return [read_meeting(tx, row) for row in rows[:limit]], len(rows) > limit


def held_or_called(tx: Tx, committee: CommitteeId, limit: int) -> list[Meeting]:
    """The newest that were called: what a further one can be made after."""
    rows = tx.execute(
        select(meetings)
        .where(meetings.c.committee == committee, meetings.c.called_at.is_not(None))
        .order_by(meetings.c.id.desc())
        .limit(limit)
    ).all()
    return [read_meeting(tx, row) for row in rows]


def ended_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Meetings that were held, the earliest first."""
    return _all(tx, meetings.c.committee == committee, meetings.c.ended_at.is_not(None))


def _all(tx: Tx, *where: ColumnElement[bool]) -> list[Meeting]:
    order = func.coalesce(meetings.c.wall, "9999")
    rows = tx.execute(select(meetings).where(*where).order_by(order, meetings.c.id)).all()
    return [read_meeting(tx, row) for row in rows]
