"""What an organizer may do with whom. The committee's use cases ask here first."""

from bot.committee import records
from bot.committee.model import (
    Actor,
    Membership,
    Seat,
)
from bot.errors import Refusal
from bot.ids import MembershipId, SeatId
from bot.store import Tx


def organizer(who: Actor) -> None:
    """Refuses `organizers-only`."""
    if not who.organizes:
        raise Refusal("organizers-only")


def on_roster(tx: Tx, who: Actor, membership: MembershipId) -> Membership:
    """Somebody on the roster, for an organizer of that committee. Refuses `organizers-only`, `member-gone`."""
    organizer(who)
    found = records.membership(tx, membership)
    if found is None or found.committee != who.committee.id:
        raise Refusal("member-gone")
    return found


def seat_of(tx: Tx, who: Actor, number: SeatId) -> Seat:
    """A seat of the committee in which an organizer acts. Refuses `organizers-only`, `seat-unknown`."""
    organizer(who)
    found = records.seat(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("seat-unknown")
    return found
