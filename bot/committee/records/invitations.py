"""Invitations, each for one membership."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.committee.model import Invitation
from bot.committee.records.tables import invitations, memberships, present
from bot.ids import CommitteeId, InvitationId, MembershipId, PersonId
from bot.store import Tx


def add_invitation(
    tx: Tx, membership: MembershipId, nonce: str, at: datetime, expires_at: datetime
) -> InvitationId:
    """A way in."""
    row = tx.execute(
        insert(invitations)
        .values(membership=membership, nonce=nonce, created_at=at, expires_at=expires_at)
        .returning(invitations.c.id)
    )
    return InvitationId(row.scalar_one())


def invitation(tx: Tx, number: InvitationId) -> Invitation | None:
    """One invitation."""
    row = tx.execute(select(invitations).where(invitations.c.id == number)).first()
    return None if row is None else _invitation(row)


def newest_invitation(tx: Tx, membership: MembershipId) -> Invitation | None:
    """The newest invitation for a membership."""
    row = tx.execute(
        select(invitations)
        .where(invitations.c.membership == membership)
        .order_by(invitations.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _invitation(row)


def newest_invitations(tx: Tx, committee: CommitteeId) -> dict[MembershipId, Invitation]:
    """The newest invitation of everybody on the roster."""
    last = (
        select(func.max(invitations.c.id))
        .join(memberships, memberships.c.id == invitations.c.membership)
        .where(memberships.c.committee == committee, present)
        .group_by(invitations.c.membership)
    )
    found = tx.execute(select(invitations).where(invitations.c.id.in_(last)))
    return {MembershipId(row.membership): _invitation(row) for row in found}


def holder_of_invitation(tx: Tx, number: InvitationId) -> PersonId:
    """Whose membership an invitation is for, or was spent on."""
    return PersonId(
        tx.execute(
            select(memberships.c.person)
            .join(invitations, invitations.c.membership == memberships.c.id)
            .where(invitations.c.id == number)
        ).scalar_one()
    )


def change_invitation(tx: Tx, number: InvitationId, **values: Any) -> None:
    """Sets columns of an invitation."""
    tx.execute(update(invitations).where(invitations.c.id == number).values(**values))


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        InvitationId(row.id),
        MembershipId(row.membership),
        row.nonce,
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.spent_at,
    )
