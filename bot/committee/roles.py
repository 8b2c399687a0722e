"""What people without a seat are in a committee, who presides over it, and how they are called on the roster."""

from datetime import datetime

from bot.committee import records
from bot.committee.acting import actor_of_membership, actors_in
from bot.committee.departing import last_organizer, take_off
from bot.committee.model import UNSEATED, Actor, Role, RoleChanged, Seat
from bot.committee.rights import on_roster, seat_of
from bot.committee.seats import role_changed
from bot.errors import Refusal
from bot.events import publish
from bot.ids import MembershipId, SeatId
from bot.intake import Outcome
from bot.store import Tx


def change_role(tx: Tx, who: Actor, membership: MembershipId, role: Role, at: datetime) -> Outcome:
    """Somebody without a seat is something else from now on. A chair without a seat takes the mark off a seat.

    Refuses `organizers-only`, `member-gone`, `role-of-seat` (theirs comes with the seat), `role-same`,
    `organizer-needed` (the last one), `second-chair` (fact: `name`, of another chair without a seat).
    """
    theirs = unseated(tx, who, membership)
    if role not in UNSEATED:
        raise Refusal("role-of-seat")
    if theirs.role is role:
        raise Refusal("role-same")
    if last_organizer(tx, theirs):
        raise Refusal("organizer-needed")
    if role is Role.CHAIR:
        _no_other_chair(tx, who)
        _take_mark(tx, who, at)
    records.change_membership(tx, membership, role=role)
    role_changed(tx, membership, at)
    publish(tx, RoleChanged(theirs.committee.id, membership, theirs.role, at))
    return Outcome("role-given", {"membership": membership, "role": role.value})


def remove(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """Takes somebody without a seat off the roster.

    Refuses `organizers-only`, `member-gone`, `role-of-seat`, `not-yourself`, `organizer-needed`.
    """
    theirs = unseated(tx, who, membership)
    if theirs.person.id == who.person.id:
        raise Refusal("not-yourself")
    if last_organizer(tx, theirs):
        raise Refusal("organizer-needed")
    take_off(tx, on_roster(tx, who, membership), at)
    return Outcome("member-removed", {"membership": membership})


def mark_chair(tx: Tx, who: Actor, number: SeatId, chair: bool, at: datetime) -> Outcome:
    """Whoever holds the seat presides, or no longer does. The mark is on one seat only.

    Refuses `organizers-only`, `seat-unknown`, `second-chair` (fact: `name`, of a chair without a seat).
    """
    seat = seat_of(tx, who, number)
    if chair and not seat.chair:
        _no_other_chair(tx, who)
        _take_mark(tx, who, at)
        _set_mark(tx, seat, True, at)
    elif seat.chair and not chair:
        _set_mark(tx, seat, False, at)
    return Outcome("chair-marked" if chair else "chair-unmarked", {"seat": number})


def correct_name(tx: Tx, who: Actor, membership: MembershipId, name: str) -> Outcome:
    """Somebody's name, spelled anew; in all their committees. Refuses `organizers-only`, `member-gone`."""
    found = on_roster(tx, who, membership)
    person = records.person(tx, found.person)
    assert person is not None
    records.rename(tx, found.person, name, person.telegram_name)
    return Outcome("name-corrected", {"membership": membership})


def unseated(tx: Tx, who: Actor, membership: MembershipId) -> Actor:
    """Somebody who holds no seat. Refuses `organizers-only`, `member-gone`, `role-of-seat`."""
    on_roster(tx, who, membership)
    theirs = actor_of_membership(tx, membership)
    assert theirs is not None
    if theirs.seat is not None:
        raise Refusal("role-of-seat")
    return theirs


def _no_other_chair(tx: Tx, who: Actor) -> None:
    for other in actors_in(tx, who.committee.id):
        if other.role is Role.CHAIR:
            raise Refusal("second-chair", name=other.person.name)


def _take_mark(tx: Tx, who: Actor, at: datetime) -> None:
    for seat in records.seats_of(tx, who.committee.id):
        if seat.chair:
            _set_mark(tx, seat, False, at)


def _set_mark(tx: Tx, seat: Seat, chair: bool, at: datetime) -> None:
    records.change_seat(tx, seat.id, chair=chair)
    for holder in records.holders(tx, seat.id):
        if holder.role is Role.MEMBER:
            role_changed(tx, holder.id, at)
