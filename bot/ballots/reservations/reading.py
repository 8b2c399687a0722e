"""What people see of reservations."""

from datetime import datetime

from bot.ballots import reading
from bot.ballots.reservations import records, service
from bot.ballots.reservations.cards import Draft, Line, Page
from bot.ballots.reservations.model import Reservation
from bot.committee import records as roster
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import BallotId, ReservationId
from bot.store import Tx
from bot.texts import filling, units

PAGE_UNITS = 3000
"""Of what a card may fill with reservations; the longest one always fits."""
_FRAME = 200  # number, group, author, dates


def page(tx: Tx, who: Actor, number: BallotId, at: datetime, page: int = 0) -> Page:
    """The reservations on a ballot; a page beyond the last one gives the last.

    Refuses `ballot-unknown`, and `reservation-not-yet` where no outcome is shown.
    """
    paper = reading.paper(tx, who, number, at)
    if not paper.ballot.opened_up:
        raise Refusal("reservation-not-yet")
    lines = [line(tx, who, found) for found in records.on_ballot(tx, number)]
    leaves = filling(list(map(_units, lines)), PAGE_UNITS)
    last = len(leaves) - 1
    shown = min(max(page, 0), last)
    return Page(paper, tuple(lines[leaves[shown]]), len(lines), shown, last, _may_attach(tx, who, number))


def line(tx: Tx, who: Actor, found: Reservation) -> Line:
    """A reservation for one reader."""
    if not who.reads_drafts:
        return Line(found, "", mine=False, named=False)
    name, _ = roster.author_name(tx, found.author)
    return Line(found, name, mine=found.author == who.membership and found.stands)


def draft_of(tx: Tx, who: Actor, number: BallotId) -> Draft:
    """What a new reservation is about. Refuses as `attachable` does."""
    _, seat, taken = service.attachable(tx, who, number)
    paper = reading.paper(tx, who, number)
    return Draft(paper, seat.constituency, seat.organization, who.committee.languages, taken)


def rewording_of(tx: Tx, who: Actor, number: ReservationId) -> Draft:
    """What is said in other words. Refuses as `own` does."""
    ballot, found = service.own(tx, who, number)
    paper = reading.paper(tx, who, ballot.id)
    return Draft(paper, found.constituency, found.organization, who.committee.languages, {}, found)


def _may_attach(tx: Tx, who: Actor, number: BallotId) -> bool:
    try:
        return len(service.attachable(tx, who, number)[2]) < 2
    except Refusal:
        return False


def _units(found: Line) -> int:
    return _FRAME + (units(found.of.text) if found.of.stands else 0)
