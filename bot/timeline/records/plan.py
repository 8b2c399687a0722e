"""Many milestones, by what somebody looks for."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select

from bot.ids import CommitteeId, MembershipId
from bot.store import Tx
from bot.timeline.model import Milestone, Standing, Which
from bot.timeline.records.milestones import STORED, with_titles
from bot.timeline.records.tables import milestones

IN_ORDER = (milestones.c.starts, milestones.c.number)
_OPEN = [standing.value for standing in Standing if standing is not Standing.DONE]


def whole_plan(tx: Tx, committee: CommitteeId) -> list[Milestone]:
    """All of a committee's milestones, in the order of their starts."""
    rows = tx.execute(
        select(milestones).where(milestones.c.committee == committee, STORED).order_by(*IN_ORDER)
    )
    return with_titles(tx, rows.all())


def page(
    tx: Tx,
    committee: CommitteeId,
    which: Which,
    mine: MembershipId,
    today: date,
    soon: date,
    offset: int,
    limit: int,
) -> list[Milestone]:
    """Some of the milestones that a filter shows, in the order of their starts."""
    where = _filter(committee, which, mine, today, soon)
    rows = tx.execute(select(milestones).where(*where).order_by(*IN_ORDER).offset(offset).limit(limit))
    return with_titles(tx, rows.all())


def count(tx: Tx, committee: CommitteeId, which: Which, mine: MembershipId, today: date, soon: date) -> int:
    """How many a filter shows."""
    where = _filter(committee, which, mine, today, soon)
    return int(tx.execute(select(func.count()).select_from(milestones).where(*where)).scalar_one())


def count_before(tx: Tx, committee: CommitteeId, day: date) -> int:
    """How many milestones have ended before a day and begun before it: where a list opens on that day."""
    return int(
        tx.execute(
            select(func.count())
            .select_from(milestones)
            .where(
                milestones.c.committee == committee,
                STORED,
                milestones.c.starts < day,
                milestones.c.ends < day,
            )
        ).scalar_one()
    )


def due_for(tx: Tx, owner: MembershipId, until: date) -> list[Milestone]:
    """Open milestones of an owner that end on a day or before."""
    rows = tx.execute(
        select(milestones)
        .where(
            milestones.c.owner == owner, STORED, milestones.c.standing.in_(_OPEN), milestones.c.ends <= until
        )
        .order_by(milestones.c.ends, milestones.c.number)
    )
    return with_titles(tx, rows.all())


def done_since(tx: Tx, committee: CommitteeId, since: datetime) -> list[Milestone]:
    """What was done after an instant."""
    rows = tx.execute(
        select(milestones)
        .where(milestones.c.committee == committee, STORED, milestones.c.done_at > since)
        .order_by(milestones.c.done_at, milestones.c.number)
    )
    return with_titles(tx, rows.all())


def ending(tx: Tx, committee: CommitteeId, first: date, last: date) -> list[Milestone]:
    """Milestones that are not done and end between two days, both included."""
    rows = tx.execute(
        select(milestones)
        .where(
            milestones.c.committee == committee,
            STORED,
            milestones.c.standing.in_(_OPEN),
            milestones.c.ends.between(first, last),
        )
        .order_by(milestones.c.ends, milestones.c.number)
    )
    return with_titles(tx, rows.all())


def open_in(tx: Tx, committee: CommitteeId) -> list[Milestone]:
    """Those that are not done."""
    rows = tx.execute(
        select(milestones).where(
            milestones.c.committee == committee, STORED, milestones.c.standing.in_(_OPEN)
        )
    )
    return with_titles(tx, rows.all())


def _filter(
    committee: CommitteeId, which: Which, mine: MembershipId, today: date, soon: date
) -> list[ColumnElement[bool]]:
    here = [milestones.c.committee == committee, STORED]
    still_open = milestones.c.standing.in_(_OPEN)
    match which:
        case Which.ALL:
            return here
        case Which.MINE:
            return [*here, milestones.c.owner == mine]
        case Which.LATE:
            return [*here, still_open, milestones.c.ends < today]
        case Which.SOON:
            return [*here, still_open, and_(milestones.c.ends >= today, milestones.c.starts <= soon)]
