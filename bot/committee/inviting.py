"""How an invitation is made and voided, whatever it is made for. Who may do so, the use cases say."""

import secrets
from datetime import datetime, timedelta

from bot.committee import records
from bot.committee.model import Invitation, Role, Seat
from bot.ids import CommitteeId, MembershipId
from bot.store import Tx


def invite(
    tx: Tx,
    committee: CommitteeId,
    role: Role,
    seat: Seat | None,
    name: str,
    language: str,
    *,
    at: datetime,
    lasts: timedelta,
) -> Invitation:
    """Somebody new on the roster, and the way in that is for them."""
    person = records.add_person(tx, name, language)
    membership = records.add_membership(tx, committee, person, role, None if seat is None else seat.id, at)
    return new_invitation(tx, membership, at, lasts)


def new_invitation(tx: Tx, membership: MembershipId, at: datetime, lasts: timedelta) -> Invitation:
    """A way in for somebody on the roster; an earlier one stays as it is."""
    number = records.add_invitation(tx, membership, secrets.token_hex(16), at, at + lasts)
    made = records.invitation(tx, number)
    assert made is not None
    return made


def revoke(tx: Tx, membership: MembershipId, at: datetime) -> None:
    """The newest invitation opens nothing any more."""
    newest = records.newest_invitation(tx, membership)
    if newest is not None and newest.revoked_at is None:
        records.change_invitation(tx, newest.id, revoked_at=at)
