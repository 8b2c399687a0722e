"""Who was there before, and who took a place that was not meant for them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select

from bot.committee.model import Committee, Membership, Role, Tenure
from bot.committee.records.committees import committee
from bot.committee.records.memberships import MEMBERSHIP, read_membership
from bot.committee.records.tables import memberships
from bot.ids import CommitteeId, MembershipId, PersonId, SeatId
from bot.store import Tx


def served_between(tx: Tx, committee: CommitteeId, since: datetime, until: datetime) -> list[Membership]:
    """Everybody who was in a committee at any time between two instants, in the order of the roster."""
    overlap = (
        memberships.c.since <= until,
        memberships.c.ended_at.is_(None) | (memberships.c.ended_at > since),
    )
    found = MEMBERSHIP.where(memberships.c.committee == committee, ~memberships.c.disowned, *overlap)
    return [read_membership(row) for row in tx.execute(found.order_by(memberships.c.id))]


def last_committee(tx: Tx, person: PersonId) -> Committee | None:
    """Where somebody served last, once they serve nowhere."""
    last = (
        select(memberships.c.committee)
        .where(memberships.c.person == person)
        .order_by(memberships.c.ended_at.desc(), memberships.c.id.desc())
        .limit(1)
    )
    number = tx.execute(last).scalar()
    return None if number is None else committee(tx, CommitteeId(number))


def ended_on(tx: Tx, seat: SeatId) -> list[Tenure]:
    """Who held a seat and holds it no more, or no more as an alternate, oldest first."""
    over = memberships.c.ended_at.is_not(None) | memberships.c.promoted_at.is_not(None)
    rows = tx.execute(select(memberships).where(memberships.c.seat == seat, over).order_by(memberships.c.id))
    return sorted((part for row in rows for part in _tenures(row)), key=lambda part: part.until)


def _tenures(row: Row[Any]) -> Iterator[Tenure]:
    since = row.since
    if row.promoted_at is not None:
        yield Tenure(Role.ALTERNATE, since, row.promoted_at, promoted=True)
        since = row.promoted_at
    if row.ended_at is not None:
        yield Tenure(Role(row.role), since, row.ended_at, disowned=row.disowned)


def disowned(tx: Tx, number: MembershipId) -> bool:
    """Had somebody taken a place that was not meant for them?"""
    return bool(tx.execute(select(memberships.c.disowned).where(memberships.c.id == number)).scalar())


def invited_instead(tx: Tx, number: MembershipId) -> MembershipId | None:
    """Whose membership began where a place was taken from somebody whom it was not meant for, if it has not ended."""
    was, now = memberships.alias("was"), memberships.alias("now")
    same = (now.c.committee == was.c.committee, now.c.role == was.c.role, now.c.since == was.c.ended_at)
    found = (
        select(now.c.id)
        .join(was, and_(*same, now.c.seat.is_not_distinct_from(was.c.seat)))
        .where(was.c.id == number, was.c.disowned.is_(True), now.c.ended_at.is_(None))
    )
    began = tx.execute(found).scalar()
    return None if began is None else MembershipId(began)


def acts_as(tx: Tx, committee: CommitteeId, number: MembershipId) -> str | None:
    """How the audit log calls whoever had taken a place that was not meant for them; None where it is not known."""
    own = memberships.c.id == number, memberships.c.committee == committee, memberships.c.disowned.is_(True)
    found: str | None = tx.execute(select(memberships.c.acts_as).where(*own)).scalar()
    return found


def with_acts(tx: Tx, committee: CommitteeId) -> list[tuple[MembershipId, datetime]]:
    """Places that were taken by somebody else whose acts are not settled, and until when (UTC); the newest first."""
    found = select(memberships.c.id, memberships.c.ended_at).where(
        memberships.c.committee == committee, memberships.c.acts_as.is_not(None)
    )
    rows = tx.execute(found.order_by(memberships.c.ended_at.desc()))
    return [(MembershipId(row.id), row.ended_at) for row in rows]
