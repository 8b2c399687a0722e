"""The acting chair: where the chair does not declare a ballot, an organizer names somebody who may."""

from datetime import datetime

from bot.ballots import notices, records, schedule
from bot.ballots.declaring import undeclared
from bot.ballots.model import ActingChair, Ballot
from bot.ballots.rights import ballot_of, stands_in
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import BallotId, MembershipId
from bot.intake import Outcome
from bot.store import Tx


def name_acting_chair(
    tx: Tx, who: Actor, number: BallotId, membership: MembershipId, at: datetime
) -> Outcome:
    """From now on this member may mark the texts, extend and declare, too. The chair and the other organizers are told.

    Refuses as `to_stand_in` does, `acting-unfit` for anybody who is not among those, and `acting-already`.
    """
    ballot, able = to_stand_in(tx, who, number, at)
    named = next((actor for actor in able if actor.membership == membership), None)
    if named is None:
        raise Refusal("acting-unfit")
    before = records.acting_chair(tx, number)
    if before is not None and before.membership == membership:
        raise Refusal("acting-already", name=named.person.name)
    records.add_acting_chair(tx, ActingChair(number, membership, who.membership, at))
    schedule.plan(tx, number, at)
    everybody = committee.actors_in(tx, ballot.committee)
    notices.tell(
        tx,
        "acting-chair",
        (
            a
            for a in everybody
            if a.membership != who.membership and (a.chairs or a.organizes or a.membership == membership)
        ),
        key=f"{number}/{membership}/{as_fact(at)}",
        at=at,
        facts={"ballot": number},
        subject=notices.subject(number),
    )
    return Outcome("acting-named", {"ballot": number, "name": named.person.name})


def to_stand_in(tx: Tx, who: Actor, number: BallotId, at: datetime) -> tuple[Ballot, list[Actor]]:
    """A ballot for which an organizer may name an acting chair now, and whom.

    Refuses `ballot-unknown`, `organizers-only`, `acting-too-early` (fact: from when on), and whatever `declare` refuses
    of a ballot that does not wait for its result.
    """
    ballot = ballot_of(tx, who, number)
    if not who.organizes:
        raise Refusal("organizers-only")
    undeclared(ballot)
    since = nameable_from(tx, ballot, who)
    if at < since:
        raise Refusal("acting-too-early", since=as_fact(since))
    return ballot, [a for a in committee.actors_in(tx, ballot.committee) if stands_in(a)]


def nameable_from(tx: Tx, ballot: Ballot, who: Actor) -> datetime:
    """At once where no chair can be reminded, else once the chair has been reminded for the last time. UTC."""
    assert ballot.closed_at is not None
    if any(roster.chairs_joined(tx, ballot.committee)):
        return schedule.overdue_at(ballot, who.committee.calendar)
    return ballot.closed_at
