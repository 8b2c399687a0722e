"""The links that organizers send: who has which, until when; a new one, a longer one, none any more."""

from datetime import datetime, timedelta

from bot.committee import inviting, records
from bot.committee.importing import entries
from bot.committee.model import MOST_DAYS, Actor, Invitation, RosterEntry
from bot.committee.rights import on_roster, organizer
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import MembershipId
from bot.intake import Outcome
from bot.store import Tx


def invitation_for(tx: Tx, who: Actor, membership: MembershipId) -> tuple[RosterEntry, Invitation | None]:
    """A person on the roster and their newest invitation. Refuses `organizers-only`, `member-gone`."""
    found = on_roster(tx, who, membership)
    person = records.person(tx, found.person)
    assert person is not None
    return RosterEntry.of(found, person), records.newest_invitation(tx, membership)


def invitations_of(tx: Tx, who: Actor) -> list[tuple[RosterEntry, Invitation | None]]:
    """Everybody on the roster, in its order, with their newest invitation. Refuses `organizers-only`."""
    organizer(who)
    newest = records.newest_invitations(tx, who.committee.id)
    return [(entry, newest.get(entry.membership)) for entry in entries(tx, who)]


def sendable(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> tuple[RosterEntry, Invitation]:
    """Somebody who has not joined, and the link that opens for them now.

    Refuses `organizers-only`, `member-gone`, `already-joined`, `invitation-closed` (revoked or expired).
    """
    _not_joined(tx, who, membership)
    entry, invitation = invitation_for(tx, who, membership)
    if invitation is None or not invitation.opens_at(at):
        raise Refusal("invitation-closed")
    return entry, invitation


def renew_invitation(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """A new link for somebody who has not joined; the earlier one is revoked.

    Refuses `organizers-only`, `member-gone`, `already-joined`.
    """
    _not_joined(tx, who, membership)
    inviting.revoke(tx, membership, at)
    inviting.new_invitation(tx, membership, at, who.committee.invitation_lasts)
    return Outcome("invitation-made", {"membership": membership})


def revoke_invitation(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """The link no longer opens anything. Refuses `organizers-only`, `member-gone`, `already-joined`."""
    _not_joined(tx, who, membership)
    inviting.revoke(tx, membership, at)
    return Outcome("invitation-revoked-now", {"membership": membership})


def set_validity(tx: Tx, who: Actor, membership: MembershipId, days: int, at: datetime) -> Outcome:
    """The same link opens for that many days from now, also where it had expired.

    Refuses `organizers-only`, `member-gone`, `already-joined`, `validity-unknown` (not 1 to `MOST_DAYS`), and
    `invitation-closed` where it was revoked: what is revoked stays so.
    """
    lasts = lasting(days)
    _not_joined(tx, who, membership)
    newest = records.newest_invitation(tx, membership)
    if newest is None or newest.revoked_at is not None:
        raise Refusal("invitation-closed")
    records.change_invitation(tx, newest.id, expires_at=at + lasts)
    return Outcome("invitation-valid-until", {"membership": membership, "until": as_fact(at + lasts)})


def lasting(days: int) -> timedelta:
    """For how long a link opens. Refuses `validity-unknown`."""
    if not 1 <= days <= MOST_DAYS:
        raise Refusal("validity-unknown", limit=MOST_DAYS)
    return timedelta(days=days)


def _not_joined(tx: Tx, who: Actor, membership: MembershipId) -> None:
    found = on_roster(tx, who, membership)
    person = records.person(tx, found.person)
    if person is None or person.joined_at is not None:
        raise Refusal("already-joined")
