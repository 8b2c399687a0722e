"""The bot counts, a person declares: marks on the texts, the proposal that follows from them, the declaration."""

from datetime import datetime

from bot.ballots import group, notices, pictures, records
from bot.ballots.cards import Judgement
from bot.ballots.closing import tally_of
from bot.ballots.counting import propose, propose_after_marks
from bot.ballots.model import REASON_LIMIT, Ballot, Outcome, Standing
from bot.ballots.rights import ballot_of, declarer
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import service as findings
from bot.findings.model import Standing as VersionStanding
from bot.i18n import as_fact
from bot.ids import BallotId, SeatId
from bot.intake import Outcome as Said
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of


def judgement(tx: Tx, ballot: Ballot) -> Judgement:
    """The proposal after the marks made so far. Only *with amendments* depends on marks, so only there any are due."""
    tally = tally_of(tx, ballot)
    texts, unmarked, taken_in = records.marks(tx, ballot.id)
    proposal = propose(tally, ballot.rules)
    amendable = taken_in > 0 and not unmarked
    if proposal.outcome is not Outcome.AMENDED:
        return Judgement(tally, proposal, texts, 0, amendable)
    if not unmarked:
        proposal = propose_after_marks(tally, ballot.rules, taken_in)
    return Judgement(tally, proposal, texts, unmarked, amendable)


def mark_text(tx: Tx, who: Actor, number: BallotId, seat: SeatId, taken_in: bool) -> Said:
    """Whoever declares marks a change text or a reason for revision *taken in* or *not*, until the declaration.

    Refuses `ballot-unknown`, `ballot-chair-only`, `ballot-not-closed`, `ballot-declared-already`, `mark-unknown`.
    """
    ballot = closed(tx, who, number)
    marked = records.elector(tx, number, seat)
    if ballot.standing is not Standing.CLOSED or marked is None or marked.text is None:
        raise Refusal("mark-unknown")
    records.mark(tx, number, seat, taken_in, who.membership)
    left = judgement(tx, ballot).to_mark
    return Said("text-marked", {"ballot": number, "taken_in": taken_in, "left": left})


def declare(tx: Tx, who: Actor, number: BallotId, outcome: Outcome, at: datetime) -> Said:
    """Confirms the proposal; the version carries it, and everybody receives the result.

    `outcome` is the one that was shown for confirmation. Refuses `ballot-unknown`, `ballot-chair-only`,
    `ballot-not-closed`, `ballot-declared-already`, `declare-marks-missing`, and `declare-changed` where the proposal
    is another by now.
    """
    ballot, found = declarable(tx, who, number)
    if outcome is not found.proposal.outcome:
        raise Refusal("declare-changed")
    return _declare(tx, who, ballot, outcome, at)


def override(
    tx: Tx, who: Actor, number: BallotId, proposed: Outcome, outcome: Outcome, reason: str, at: datetime
) -> Said:
    """Declares another outcome than the proposed one; everybody receives both, and the reason.

    `proposed` is the proposal that was shown. Refuses as `overridable` does, what `typed` refuses of the reason,
    `declare-changed` where the proposal is another by now, and `override-unlawful` for an outcome that is not among
    `Judgement.others`.
    """
    ballot, found = overridable(tx, who, number)
    if proposed is not found.proposal.outcome:
        raise Refusal("declare-changed")
    if outcome not in found.others:
        raise Refusal("override-unlawful")
    return _declare(tx, who, ballot, outcome, at, typed(reason, REASON_LIMIT))


def overridable(tx: Tx, who: Actor, number: BallotId) -> tuple[Ballot, Judgement]:
    """A ballot of which another outcome may be declared now.

    Refuses as `declare` does, and `override-without-quorum`: votes too few to decide stay too few.
    """
    ballot, found = declarable(tx, who, number)
    if ballot.standing is Standing.WITHOUT_QUORUM:
        raise Refusal("override-without-quorum")
    return ballot, found


def _declare(
    tx: Tx, who: Actor, ballot: Ballot, outcome: Outcome, at: datetime, reason: str | None = None
) -> Said:
    number = ballot.id
    records.change_ballot(
        tx,
        number,
        standing=Standing.DECLARED,
        outcome=outcome,
        declared_at=at,
        declared_by=who.membership,
        reason=reason,
        reason_language=None if reason is None else language_of(reason, who.person.language),
        remind_at=None,
    )
    findings.move(tx, ballot.version, VersionStanding(outcome.value))
    group.say_declared(tx, ballot, at)
    everybody = committee.actors_in(tx, ballot.committee)
    notices.tell(
        tx,
        "result",
        (a for a in everybody if a.membership != who.membership),
        key=str(number),
        at=at,
        facts={"ballot": number},
        subject=notices.subject(number),
    )
    pictures.send(tx, ballot.committee, number, everybody, at)
    return Said("ballot-declared", {"ballot": number, "outcome": outcome.value, "at": as_fact(at)})


def declarable(tx: Tx, who: Actor, number: BallotId) -> tuple[Ballot, Judgement]:
    """A ballot that somebody may declare now, and its proposal. Refuses as `declare` does."""
    ballot = closed(tx, who, number)
    found = judgement(tx, ballot)
    if found.to_mark:
        raise Refusal("declare-marks-missing", left=found.to_mark)
    return ballot, found


def closed(tx: Tx, who: Actor, number: BallotId) -> Ballot:
    """A ballot that waits for somebody to declare it. Refuses as `declare` does."""
    ballot = ballot_of(tx, who, number)
    declarer(tx, who, number)
    return undeclared(ballot)


def undeclared(ballot: Ballot) -> Ballot:
    """The ballot, where its result is yet to be declared. Refuses as `declare` does."""
    if ballot.standing is Standing.DECLARED:
        raise Refusal("ballot-declared-already")
    if ballot.standing is Standing.SUPERSEDED:
        raise Refusal("ballot-superseded-already")
    if ballot.standing is Standing.RUNNING:
        raise Refusal("ballot-not-closed")
    return ballot
