"""What is done with reservations: attached to an outcome, reworded and withdrawn by their author alone."""

from datetime import datetime

from bot.ballots import notices
from bot.ballots.model import Ballot
from bot.ballots.reservations import records
from bot.ballots.reservations.model import LIMIT, Reservation
from bot.ballots.rights import ballot_of
from bot.committee import service as committee
from bot.committee.model import Actor, Disowned, Seat
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import BallotId, CommitteeId, MembershipId, ReservationId
from bot.intake import Outcome
from bot.store import Tx
from bot.texts import typed


def attach(
    tx: Tx, who: Actor, number: BallotId, *, group: bool, text: str, language: str, at: datetime
) -> Outcome:
    """A member's statement on an outcome, or their constituency's (`group`); the committee is told.

    Refuses as `attachable` does, `reservation-has` where one like it stands already, the author's own or the
    constituency's, and what `typed` refuses of the text.
    """
    ballot, seat, taken = attachable(tx, who, number)
    if group in taken:
        raise Refusal("reservation-has", number=taken[group])
    words = typed(text, LIMIT)
    made = records.add(
        tx, number, author=who.membership, seat=seat, group=group, text=words, language=language, at=at
    )
    _tell(tx, who, ballot, made, "made", at)
    return Outcome("reservation-attached", _facts(made))


def reword(tx: Tx, who: Actor, number: ReservationId, text: str, language: str, at: datetime) -> Outcome:
    """Another wording by its author; the earlier one is kept as history, and the committee is told.

    Refuses as `own` does, `reservation-same` where nothing changes, and what `typed` refuses of the text.
    """
    ballot, found = own(tx, who, number)
    words = typed(text, LIMIT)
    if (words, language) == (found.text, found.language):
        raise Refusal("reservation-same", number=found.number)
    records.reword(tx, found, words, language, at)
    _tell(tx, who, ballot, found, "changed", at)
    return Outcome("reservation-changed", _facts(found))


def withdraw(tx: Tx, who: Actor, number: ReservationId, at: datetime) -> Outcome:
    """Its author upholds it no more; the committee is told. Refuses as `own` does."""
    ballot, found = own(tx, who, number)
    records.withdraw(tx, number, at)
    _tell(tx, who, ballot, found, "withdrawn", at)
    return Outcome("reservation-withdrawn", _facts(found))


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: what they attached is struck, and whoever was told of it is told that, too."""
    stood = records.standing_by(tx, event.membership)
    records.strike(tx, event.membership, event.at)
    for found in stood:
        _tell_all(tx, event.committee, found, "struck", event.at)


def attachable(tx: Tx, who: Actor, number: BallotId) -> tuple[Ballot, Seat, dict[bool, int]]:
    """The ballot and somebody's seat, where they can attach a reservation now.

    The third says what stands already: the number of their own one (False), of their constituency's (True). Refuses
    `ballot-unknown`, `reservation-no-seat`, `reservation-not-yet` (there is no outcome that is shown).
    """
    ballot = ballot_of(tx, who, number)
    if who.seat is None or not who.votes:
        raise Refusal("reservation-no-seat")
    if not ballot.opened_up:
        raise Refusal("reservation-not-yet")
    taken = {}
    for found in records.on_ballot(tx, number):
        same_group = found.constituency == who.seat.constituency
        if found.stands and (same_group if found.group else found.author == who.membership):
            taken[found.group] = found.number
    return ballot, who.seat, taken


def own(tx: Tx, who: Actor, number: ReservationId) -> tuple[Ballot, Reservation]:
    """A reservation that stands, for its author.

    Refuses `reservation-unknown`, `reservation-author-only` to everybody else, `reservation-withdrawn-already`.
    """
    found = records.one(tx, number)
    if found is None:
        raise Refusal("reservation-unknown")
    try:
        ballot = ballot_of(tx, who, found.ballot)
    except Refusal:
        raise Refusal("reservation-unknown") from None
    if found.author != who.membership:
        raise Refusal("reservation-author-only", ballot=found.ballot)
    if not found.stands:
        raise Refusal("reservation-withdrawn-already", ballot=found.ballot)
    return ballot, found


def _facts(of: Reservation) -> dict[str, int]:
    return {"ballot": of.ballot, "reservation": of.id, "number": of.number}


def _tell(tx: Tx, who: Actor, ballot: Ballot, of: Reservation, what: str, at: datetime) -> None:
    _tell_all(tx, ballot.committee, of, what, at, but=who.membership)


def _tell_all(
    tx: Tx, here: CommitteeId, of: Reservation, what: str, at: datetime, but: MembershipId | None = None
) -> None:
    notices.tell(
        tx,
        "reservation",
        (a for a in committee.actors_in(tx, here) if a.reads_drafts and a.membership != but),
        key=f"{of.id}/{what}/{as_fact(at)}",
        at=at,
        facts={"reservation": of.id, "what": what},
        subject=f"reservation:{of.id}",
    )
