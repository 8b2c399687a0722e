"""Leaving a committee, or all of them: what a person was is erased, what their seat has done stays with the seat."""

from datetime import datetime

from bot import audit, forms
from bot.committee import records
from bot.committee.acting import actors_in, serving
from bot.committee.departing import depart, last_organizer
from bot.committee.model import Actor, SeatFreed
from bot.committee.notices import tell
from bot.delivery import records as letters
from bot.errors import Refusal
from bot.events import publish
from bot.ids import CommitteeId, PersonId, UpdateId
from bot.intake import Outcome
from bot.intake import records as updates
from bot.store import Tx, erased


def may_leave(tx: Tx, who: Actor) -> None:
    """Refuses `last-organizer`."""
    if last_organizer(tx, who):
        raise Refusal("last-organizer", committee_code=who.committee.code)


def leave(tx: Tx, who: Actor, update: UpdateId, at: datetime) -> Outcome:
    """Ends a membership; with the last one, everything that says who somebody was is erased.

    `update`: the one by which they leave; it is erased once it is answered. Refuses `last-organizer`.
    """
    may_leave(tx, who)
    elsewhere = _go(tx, who, at)
    if not elsewhere:
        forget(tx, who.person.id, update, at)
    return Outcome(
        "left", {"committee": who.committee.id, "membership": who.membership, "elsewhere": elsewhere}
    )


def leave_all(tx: Tx, person: PersonId, update: UpdateId, at: datetime) -> Outcome:
    """Ends every membership, of whoever was taken off the last one none. Refuses `last-organizer`, as a whole."""
    found = served(tx, person)
    for who in found:
        may_leave(tx, who)
    for who in found:
        _go(tx, who, at)
    forget(tx, person, update, at)
    return Outcome("left-all", {"memberships": [who.membership for who in found], "elsewhere": False})


def served(tx: Tx, person: PersonId) -> list[Actor]:
    """Where somebody serves; nothing for whoever was taken off every roster and is still known here for a while."""
    try:
        return serving(tx, person)
    except Refusal:
        return []


def dissolve(tx: Tx, committee: CommitteeId, at: datetime) -> list[PersonId]:
    """Ends every membership of a committee whose time is over; returns who serves nowhere now."""
    people = records.person_ids_in(tx, committee)
    for membership in records.memberships_in(tx, committee):
        records.end_membership(tx, membership.id, at)
    return [person for person in people if not records.memberships_of(tx, person)]


def forget(tx: Tx, person: PersonId, update: UpdateId | None, at: datetime) -> None:
    """Erases who somebody was. Their number stays, because rows refer to it; nothing leads from it to them."""
    known = records.person(tx, person)
    assert known is not None
    if known.telegram_id is not None:
        updates.forget_sender(tx, known.telegram_id, update, at)
    forms.close_all(tx, person)
    letters.forget_person(tx, person)
    audit.forget(tx, person)
    records.forget_person(tx, person)
    erased(tx)


def _go(tx: Tx, who: Actor, at: datetime) -> bool:
    """Ends one membership; returns whether there is another."""
    here = who.committee.id
    found = records.membership(tx, who.membership)
    assert found is not None
    elsewhere = depart(tx, found, at)
    if who.seat is not None:
        publish(tx, SeatFreed(here, who.seat, who.person.id, at))
    facts = {"role": who.role, "seat": who.seat.id if who.seat else None, "chairs": who.chairs}
    organizers = (other for other in actors_in(tx, here) if other.organizes)
    tell(tx, "left", organizers, key=str(who.membership), at=at, facts=facts)
    return elsewhere
