"""Who wants the weekly digest, and when their next one goes."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from bot.committee.records.tables import memberships
from bot.ids import CommitteeId, MembershipId
from bot.store import Prepared, Tx, wake
from bot.timeline.records.tables import digests


def digest_at(tx: Tx, who: MembershipId) -> datetime | None:
    """When somebody's next weekly digest goes; None where they want none."""
    return tx.execute(select(digests.c.next_at).where(digests.c.membership == who)).scalar()


def set_digest(tx: Tx, who: MembershipId, at: datetime | None) -> None:
    """From when on somebody receives the digest; None for no longer."""
    tx.execute(delete(digests).where(digests.c.membership == who))
    if at is not None:
        tx.execute(insert(digests).values(membership=who, next_at=at))
        wake(tx)


def digests_in(tx: Tx, committee: CommitteeId) -> list[tuple[MembershipId, datetime]]:
    """Who of a committee wants it, and when their next one goes."""
    rows = tx.execute(
        select(digests)
        .join(memberships, memberships.c.id == digests.c.membership)
        .where(memberships.c.committee == committee)
        .order_by(digests.c.membership)
    )
    return [(MembershipId(row.membership), row.next_at) for row in rows]


def digests_due(tx: Tx, now: datetime) -> list[MembershipId]:
    """Whose digest is to go."""
    return [MembershipId(row.membership) for row in _DIGESTS_DUE.all(tx, now=now)]


def next_digest(tx: Tx, now: datetime) -> datetime | None:
    """When the next one goes."""
    found: datetime | None = _NEXT_DIGEST.scalar(tx, now=now)
    return found


_DIGESTS_DUE = Prepared(
    select(digests.c.membership).where(digests.c.next_at <= bindparam("now")).order_by(digests.c.membership)
)
_NEXT_DIGEST = Prepared(select(func.min(digests.c.next_at)).where(digests.c.next_at > bindparam("now")))
