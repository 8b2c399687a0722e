"""Seats and who holds them: a successor, an alternate, an alternate who becomes titular, nobody, the wrong person.

A ballot's electorate is frozen, so a seat that becomes vacant stays in the denominator of those that run. A vote that
was cast for it stands, unless it was cast by the wrong person; whoever holds the seat next may change it.
"""

from datetime import datetime, timedelta

from bot import audit
from bot.committee import impostors, inviting, organizations, records
from bot.committee.acting import actor_of_membership
from bot.committee.choosing import menu_changed
from bot.committee.departing import depart, take_off
from bot.committee.leaving import forget
from bot.committee.model import (
    Actor,
    Disowned,
    Membership,
    Person,
    Role,
    RoleChanged,
    RosterEntry,
    Seat,
    SeatCard,
    SeatFreed,
)
from bot.committee.notices import tell
from bot.committee.rights import on_roster, seat_of
from bot.errors import Refusal
from bot.events import publish
from bot.ids import MembershipId, PersonId, SeatId
from bot.intake import Outcome
from bot.store import Tx


def seat_card(tx: Tx, who: Actor, number: SeatId) -> SeatCard:
    """A seat with its holders, today's and former ones. Refuses as `seat_of` does."""
    seat = seat_of(tx, who, number)
    holders = {m.role: RosterEntry.of(m, _person(tx, m)) for m in records.holders(tx, number)}
    former = tuple(records.ended_on(tx, number))
    return SeatCard(seat, holders.get(Role.MEMBER), holders.get(Role.ALTERNATE), former)


def vacate(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """Nobody holds that place any more. Refuses `organizers-only`, `member-gone`, `seat-none`."""
    found, seat = seated(tx, who, membership)
    take_off(tx, found, at)
    return Outcome("seat-vacated", {"seat": seat.id, "membership": membership})


def name_holder(
    tx: Tx,
    who: Actor,
    number: SeatId,
    role: Role,
    *,
    name: str,
    language: str,
    at: datetime,
    lasts: timedelta | None = None,
    instead_of: MembershipId | None = None,
) -> Outcome:
    """Invites a titular or alternate for a seat, in place of whoever holds it.

    `instead_of`: that holder, as whoever names the next one saw it. Refuses `organizers-only`, `seat-unknown`, and
    `seat-taken` where somebody else has taken the place meanwhile.
    """
    seat = seat_of(tx, who, number)
    holder = _holder(tx, number, role)
    if holder is not None:
        if holder.id != instead_of:
            raise Refusal("seat-taken", seat=number)
        take_off(tx, holder, at)
    lasts = lasts or who.committee.invitation_lasts
    made = inviting.invite(tx, seat.committee, role, seat, name, language, at=at, lasts=lasts)
    return Outcome("holder-named", {"invited": [made.membership], "seat": number})


def promote(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """The alternate of a vacant seat holds it from now on. Refuses as `promotable` does."""
    seat = promotable(tx, who, membership)
    records.change_membership(tx, membership, role=Role.MEMBER, promoted_at=at)
    role_changed(tx, membership, at)
    publish(tx, RoleChanged(seat.committee, membership, Role.ALTERNATE, at))
    return Outcome("alternate-promoted", {"membership": membership, "seat": seat.id})


def promotable(tx: Tx, who: Actor, membership: MembershipId) -> Seat:
    """The seat that its alternate may take over.

    Refuses `organizers-only`, `member-gone`, `seat-none`, `not-an-alternate`, `seat-taken`.
    """
    found, seat = seated(tx, who, membership)
    if found.role is not Role.ALTERNATE:
        raise Refusal("not-an-alternate")
    if _holder(tx, seat.id, Role.MEMBER) is not None:
        raise Refusal("seat-taken", seat=seat.id)
    return seat


def correct_organization(tx: Tx, who: Actor, number: SeatId, organization: str, at: datetime) -> Outcome:
    """Whose seat it is, spelled anew; running ballots keep what they were opened with. Refuses as `seat_of` does."""
    seat = seat_of(tx, who, number)
    records.change_seat(tx, number, organization=organization)
    organizations.spelled_anew(tx, who, seat.organization, organization, at)
    return Outcome("organization-corrected", {"seat": number})


def not_this_person(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """Somebody else took the seat: frees it, voids what they have running, strikes what they wrote, makes a new link.

    Where the taker serves nowhere else, their Telegram id, username and name are erased: they are a stranger again.
    The new link has the name that the roster had. Refuses as `wrong_person`, and `not-yourself`.
    """
    found = wrong_person(tx, who, membership)
    if found.person == who.person.id:
        raise Refusal("not-yourself")
    impostor = _person(tx, found)
    if impostor.joined_at is None:
        inviting.revoke(tx, membership, at)
        inviting.new_invitation(tx, membership, at, who.committee.invitation_lasts)
        return Outcome("invitation-made", {"membership": membership})
    token = audit.token_of(tx, impostor.id)
    meant, serves = _free_of(tx, found, impostor, at)
    if found.seat is not None:
        publish(tx, SeatFreed(found.committee, found.seat, impostor.id, at, disowned=True))
    records.change_membership(tx, membership, disowned=True)
    publish(tx, Disowned(found.committee, membership, at))
    impostors.found_out(tx, found, token, at)
    if not serves:
        forget(tx, impostor.id, None, at)
    lasts = who.committee.invitation_lasts
    made = inviting.invite(
        tx, found.committee, found.role, found.seat, meant, impostor.language, at=at, lasts=lasts
    )
    return Outcome("seat-freed", {"membership": made.membership})


def wrong_person(tx: Tx, who: Actor, membership: MembershipId) -> Membership:
    """Whoever an organizer says is not whom the place is meant for.

    Refuses as `on_roster`, and `seat-freed` (fact `membership`: of the new link) where that was said before and the
    link waits: a second tap learns what the first one did.
    """
    try:
        return on_roster(tx, who, membership)
    except Refusal:
        made = records.invited_instead(tx, membership) if who.organizes else None
        instead = None if made is None else actor_of_membership(tx, made)
        if (
            instead is None
            or instead.committee.id != who.committee.id
            or instead.person.joined_at is not None
        ):
            raise
        raise Refusal("seat-freed", membership=made) from None


def role_changed(tx: Tx, membership: MembershipId, at: datetime) -> None:
    """Tells whoever joined what they are now, and sets their commands anew."""
    now = actor_of_membership(tx, membership)
    if now is not None and now.person.joined_at is not None:
        menu_changed(tx, now.person.id, at)
        tell(tx, "role-changed", [now], key=f"{membership}/{at.isoformat()}", at=at, facts={})


def seated(tx: Tx, who: Actor, membership: MembershipId) -> tuple[Membership, Seat]:
    """Somebody's membership and the seat that they hold. Refuses `organizers-only`, `member-gone`, `seat-none`."""
    found = on_roster(tx, who, membership)
    if found.seat is None:
        raise Refusal("seat-none")
    return found, found.seat


def _holder(tx: Tx, seat: SeatId, role: Role) -> Membership | None:
    return next((m for m in records.holders(tx, seat) if m.role is role), None)


def _person(tx: Tx, found: Membership) -> Person:
    person = records.person(tx, found.person)
    assert person is not None
    return person


def _free_of(tx: Tx, found: Membership, impostor: Person, at: datetime) -> tuple[str, bool]:
    """Ends what the wrong person took.

    Returns the name of the right one, where it is known, and whether the wrong one still serves somewhere.
    """
    meant = "" if found.expected is None else _named(tx, found.expected)
    took_the_name = found.expected is None and _joined_first(tx, impostor.id) in (None, found.id)
    serves = depart(tx, found, at)
    if serves and took_the_name:  # where they serve still, the roster calls them by another
        elsewhere = records.memberships_of(tx, impostor.id)[0].expected
        if elsewhere is not None:
            records.rename(tx, impostor.id, _named(tx, elsewhere), impostor.telegram_name)
    return (impostor.name if took_the_name else meant), serves


def _named(tx: Tx, number: PersonId) -> str:
    person = records.person(tx, number)
    return "" if person is None else person.name


def _joined_first(tx: Tx, person: PersonId) -> MembershipId | None:
    """The membership with which somebody joined first: the name that they have is from there. None: not known."""
    spent = []
    for membership in records.memberships_of(tx, person):
        invitation = records.newest_invitation(tx, membership.id)
        if invitation is not None and invitation.spent_at is not None:
            spent.append((invitation.spent_at, membership.id))
    return min(spent)[1] if spent else None
