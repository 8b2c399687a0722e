"""Who may do what with a ballot. Every use case asks here first."""

from bot.ballots import records
from bot.ballots.model import Ballot
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.errors import Refusal
from bot.ids import BallotId, CommitteeId
from bot.store import Tx


def ballot_of(tx: Tx, who: Actor, number: BallotId) -> Ballot:
    """A ballot of the committee in which somebody acts. Refuses `ballot-unknown`."""
    found = records.ballot(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("ballot-unknown")
    return found


def manages(who: Actor) -> bool:
    """Opens ballots, closes them by hand, sees who has not voted: organizer or chair."""
    return who.organizes or who.chairs


def manager(who: Actor) -> None:
    """Refuses `ballot-managers-only`."""
    if not manages(who):
        raise Refusal("ballot-managers-only")


def presiding(tx: Tx, number: CommitteeId) -> list[Actor]:
    """Who declares: the chair, or the organizers where there is no chair."""
    everybody = committee.actors_in(tx, number)
    return [a for a in everybody if a.chairs] or [a for a in everybody if a.organizes]


def presides(tx: Tx, who: Actor) -> bool:
    """Is this one of those who declare?"""
    return who.chairs or (who.organizes and not roster.chairs_joined(tx, who.committee.id))


def president(tx: Tx, who: Actor) -> None:
    """Refuses `ballot-chair-only`, and `organizers-only` where there is no chair."""
    if not presides(tx, who):
        raise Refusal(
            "ballot-chair-only" if roster.chairs_joined(tx, who.committee.id) else "organizers-only"
        )


def declares(tx: Tx, who: Actor, number: BallotId) -> bool:
    """Is this one of those who declare this ballot: whoever presides, or its acting chair?"""
    if presides(tx, who):
        return True
    acting = records.acting_chair(tx, number)
    return acting is not None and acting.membership == who.membership and stands_in(who)


def stands_in(who: Actor) -> bool:
    """Can somebody declare in the chair's stead: a joined member on a voting seat, or an organizer?

    Not whoever presides anyway; nor consultants, who wrote the text, nor observers, who may not read it before.
    """
    return (
        who.person.joined_at is not None
        and not who.chairs
        and (who.organizes or (who.role is Role.MEMBER and who.seat is not None))
    )


def declarer(tx: Tx, who: Actor, number: BallotId) -> None:
    """Refuses `ballot-chair-only`, and `organizers-only` where there is no chair."""
    if not declares(tx, who, number):
        president(tx, who)


def declaring(tx: Tx, ballot: Ballot) -> list[Actor]:
    """All who may declare this ballot."""
    acting = records.acting_chair(tx, ballot.id)
    named = None if acting is None else committee.actor_of_membership(tx, acting.membership)
    found = presiding(tx, ballot.committee)
    return found if named is None or named in found or not stands_in(named) else [*found, named]
