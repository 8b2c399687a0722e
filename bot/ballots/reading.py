"""What people see of ballots: each looks at rows as they stand, and shows a reader what they may see."""

from dataclasses import replace
from datetime import datetime

from bot.ballots import records
from bot.ballots.acting import nameable_from, to_stand_in
from bot.ballots.cards import (
    Holders,
    OnFinding,
    Paper,
    Prospect,
    StandIn,
    StandIns,
    Succession,
    ToDo,
    VotesPage,
)
from bot.ballots.declaring import judgement
from bot.ballots.model import Ballot, Elector, Progress, Rules, Standing
from bot.ballots.opening import ballotable, languages_missing, voting_seats
from bot.ballots.reservations import records as reservations
from bot.ballots.reservations.model import Reservation
from bot.ballots.rights import ballot_of, declarer, declares, manager, manages, presides
from bot.ballots.settings import rules_of
from bot.ballots.succession import to_judge
from bot.ballots.voting import pending_choice, titular_voted
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.findings.model import Finding, Version, sight
from bot.findings.model import Standing as VersionStanding
from bot.findings.reading import version_before
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, VersionId
from bot.store import Tx

PAGE = 6


def committee_of(tx: Tx, number: BallotId) -> CommitteeId:
    """In which committee somebody acts who taps a button of this ballot. Refuses `ballot-unknown`."""
    found = records.committee_of(tx, number)
    if found is None:
        raise Refusal("ballot-unknown")
    return found


def rules(tx: Tx, number: BallotId) -> Rules:
    """The rules that were frozen into a ballot. Refuses `ballot-unknown`."""
    found = records.ballot(tx, number)
    if found is None:
        raise Refusal("ballot-unknown")
    return found.rules


def paper(tx: Tx, who: Actor, number: BallotId, at: datetime | None = None) -> Paper:
    """A ballot as somebody may see it at the instant `at`; None: whenever it takes votes.

    Refuses `ballot-unknown`, to observers also before it is declared.
    """
    ballot = ballot_of(tx, who, number)
    if not who.reads_drafts and ballot.standing is not Standing.DECLARED:
        raise Refusal("ballot-unknown")
    version = findings.version(tx, ballot.version)
    here = roster.constituencies_of(tx, ballot.committee)
    progress = Progress.of(records.voted(tx, number), [c.code for c in here])
    row = None if who.seat is None or not who.votes else records.elector(tx, number, who.seat.id)
    newer = None if ballot.superseded_by is None else findings.version(tx, ballot.superseded_by).number
    titular = row is not None and titular_voted(tx, who, row)
    ended = ballot.standing in (Standing.CLOSED, Standing.WITHOUT_QUORUM)
    chairs = roster.chairs_joined(tx, ballot.committee) if ended else [True]
    to_wait = ballot.running and ballot.left_open_at is None  # nothing is to be declared or decided yet
    return Paper(
        ballot=ballot,
        finding=findings.finding_of(tx, version),
        version=version,
        constituencies=tuple(here),
        progress=progress,
        needed=ballot.rules.needed(progress.seats),
        mine=None if row is None else _sealed(row, who, ballot),
        owed=pending_choice(tx, who.person.id, number),
        by_other=row is not None and row.choice is not None and row.person != who.person.id,
        titular_voted=titular,
        chaired=bool(chairs),
        chair_joined=any(chairs),
        may_vote=row is not None and not titular and _takes_votes(ballot, at),
        manages=manages(who),
        presides=presides(tx, who) if to_wait else declares(tx, who, number),
        reads_drafts=who.reads_drafts,
        ended=ballot.running and at is not None and at >= ballot.ends_at,
        judgement=judgement(tx, ballot) if ballot.opened_up else None,
        late_votes=records.late_votes(tx, number) if ballot.opened_up else 0,
        superseded_by=newer,
        stand_in=None if ballot.running else _stand_in(tx, ballot),
        may_name=ended and who.organizes and at is not None and at >= nameable_from(tx, ballot, who),
        before=version_before(tx, who, version) if ballot.running else None,
        reservations=_reservations(tx, ballot),
        may_reserve=ballot.opened_up and who.votes,
        exception_by=_name(tx, ballot.exception_by),
        wrongly_opened=(ballot.running or ended) and manages(who) and roster.disowned(tx, ballot.opened_by),
        unanswered=_unanswered(tx, ballot.finding) if ended and declares(tx, who, number) else 0,
    )


def stand_ins(tx: Tx, who: Actor, number: BallotId, at: datetime) -> StandIns:
    """Whom an organizer may name acting chair. Refuses as `to_stand_in` does."""
    _, able = to_stand_in(tx, who, number, at)
    people = tuple((a.membership, a.person.name, a.seat.organization if a.seat else None) for a in able)
    return StandIns(paper(tx, who, number, at), people)


def not_voted(tx: Tx, who: Actor, number: BallotId, at: datetime) -> Holders:
    """Seats that have not voted, with who holds them, for organizer and chair. Refuses `ballot-managers-only`."""
    manager(who)
    found = paper(tx, who, number, at)
    if found.ballot.opened_up or found.ballot.standing is Standing.SUPERSEDED:
        raise Refusal("ballot-not-running")
    silent = tuple(elector for elector in records.electors(tx, number) if elector.choice is None)
    holders: dict[int, tuple[str, ...]] = {}
    for actor in committee.actors_in(tx, who.committee.id):
        if actor.seat is not None and actor.votes:
            holders[actor.seat.id] = (*holders.get(actor.seat.id, ()), actor.person.name)
    return Holders(found, silent, of_seat=holders)


def named_votes(tx: Tx, who: Actor, number: BallotId, at: datetime) -> Holders:
    """Every seat's choice and who cast it, once an open ballot is closed. Refuses `ballot-names-hidden`."""
    found = paper(tx, who, number, at)
    if not found.ballot.opened_up or not who.reads_drafts:
        raise Refusal("ballot-names-hidden")
    return _named(tx, found)


def texts_to_mark(tx: Tx, who: Actor, number: BallotId, at: datetime) -> Holders:
    """The texts of a closed ballot with who wrote them, for whoever declares.

    Refuses `ballot-chair-only`, and `ballot-names-hidden` where it ended without quorum.
    """
    declarer(tx, who, number)
    return named_votes(tx, who, number, at)


def prospect(tx: Tx, who: Actor, number: VersionId, at: datetime) -> Prospect:
    """What stands before a ballot is opened. Refuses as `ballotable` does."""
    version = ballotable(tx, who, number)
    everybody = committee.actors_in(tx, who.committee.id)
    here = roster.constituencies_of(tx, who.committee.id)
    seats = [seat.constituency for seat in voting_seats(everybody)]
    order = dict.fromkeys([*(c.code for c in here), *seats])
    running = version.comments_until is not None and at < version.comments_until
    return Prospect(
        finding=findings.finding_of(tx, version),
        version=version,
        constituencies=tuple(here),
        seats={code: seats.count(code) for code in order},
        missing=tuple(languages_missing(everybody, version)),
        until=version.comments_until if running else None,
        rules=rules_of(who.committee),
        unanswered=_unanswered(tx, version.finding),
    )


def my_votes(tx: Tx, who: Actor, page: int = 0) -> VotesPage:
    """What somebody was asked to vote on, with their receipts; a page beyond the last one gives the last."""
    seat = who.seat.id if who.seat is not None and who.votes else None
    last = max(0, (records.count_votes_of(tx, who.person.id, seat, who.committee.id) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows = records.votes_of(tx, who.person.id, seat, who.committee.id, limit=PAGE, offset=page * PAGE)
    lines = []
    for ballot, elector in rows:
        version = findings.version(tx, ballot.version)
        lines.append((ballot, _sealed(elector, who, ballot), findings.finding_of(tx, version), version))
    return VotesPage(who.committee.id, who.person.id, tuple(lines), page, last, who.votes)


def succession(tx: Tx, who: Actor, number: VersionId) -> Succession:
    """A version that the chair has to judge, beside the declared one. Refuses as `to_judge` does."""
    earlier, outcome = to_judge(tx, who, number)
    version = findings.version(tx, number)
    return Succession(findings.finding_of(tx, version), findings.version(tx, earlier), version, outcome)


def to_do(tx: Tx, who: Actor, at: datetime) -> ToDo:
    """Votes to cast, ballots to declare or to decide about, versions to judge."""
    votes, declarations, left_open, chairless = [], [], [], []
    for ballot in records.undecided_in(tx, who.committee.id):
        pair = (ballot, findings.finding_of(tx, findings.version(tx, ballot.version)))
        if ballot.running:
            if _takes_votes(ballot, at) and owes_vote(tx, who, ballot):
                votes.append(pair)
            if ballot.left_open_at is not None and manages(who):
                left_open.append(pair)
        elif declares(tx, who, ballot.id):
            declarations.append(pair)
        elif (
            who.organizes
            and records.acting_chair(tx, ballot.id) is None
            and at >= nameable_from(tx, ballot, who)
        ):
            chairless.append(pair)
    judged = []
    for number in records.to_judge(tx, who.committee.id) if presides(tx, who) else []:
        version = findings.version(tx, number)
        judged.append((version, findings.finding_of(tx, version)))
    return ToDo(tuple(votes), tuple(declarations), tuple(left_open), tuple(chairless), tuple(judged))


def running(tx: Tx, who: Actor) -> list[tuple[Ballot, Finding]]:
    """The committee's running ballots, the next to end first; none for whoever does not read drafts."""
    found = records.undecided_in(tx, who.committee.id) if who.reads_drafts else []
    return [(b, findings.finding_of(tx, findings.version(tx, b.version))) for b in found if b.running]


def on_finding(tx: Tx, who: Actor, number: FindingId) -> OnFinding | None:
    """What this room offers on a finding's card."""
    version = finding_records.shown(tx, number, sight(who))
    if version is None:
        return None
    ballot = records.newest_on(tx, number)
    if ballot is not None and (
        ballot.standing is Standing.SUPERSEDED
        or not (who.reads_drafts or ballot.standing is Standing.DECLARED)
    ):
        ballot = None
    return OnFinding(
        version=version,
        may_open=manages(who)
        and version.standing is VersionStanding.COMMENTS
        and (ballot is None or not ballot.standing.undecided),
        ballot=ballot,
        may_vote=ballot is not None and ballot.running and owes_vote(tx, who, ballot),
        to_judge=records.succession(tx, version.id) is not None and presides(tx, who),
        reservations=0 if ballot is None else len(_reservations(tx, ballot)),
    )


def _name(tx: Tx, number: MembershipId | None) -> str:
    return "" if number is None else roster.author_name(tx, number)[0]


def _reservations(tx: Tx, ballot: Ballot) -> tuple[Reservation, ...]:
    if not ballot.opened_up:
        return ()
    return tuple(found for found in reservations.on_ballot(tx, ballot.id) if found.stands)


def on_version(tx: Tx, version: Version) -> OnFinding | None:
    """The declared result that an earlier version has or carries; None where there is none."""
    ballot = records.declared_on(tx, version.carries or version.id)
    if ballot is None:
        return None
    return OnFinding(version, ballot=ballot, reservations=len(_reservations(tx, ballot)))


def _stand_in(tx: Tx, ballot: Ballot) -> StandIn | None:
    acting = records.acting_chair(tx, ballot.id)
    if acting is None:
        return None
    name, _ = roster.author_name(tx, acting.membership)
    by, _ = roster.author_name(tx, acting.named_by)
    return StandIn(acting.membership, name, by, acting.named_at)


def _unanswered(tx: Tx, finding: FindingId) -> int:
    return finding_records.count_comments(tx, finding)[1]


def _sealed(row: Elector, who: Actor, ballot: Ballot) -> Elector:
    """A seat's row as its holder may see it: how the other holder voted, they learn with everybody, at closing."""
    if row.person == who.person.id or ballot.opened_up:
        return row
    return replace(row, choice=None, text=None, text_language=None, receipt=None, cast_at=None)


def _takes_votes(ballot: Ballot, at: datetime | None) -> bool:
    in_time = at is None or at < ballot.ends_at
    return ballot.running and (in_time or ballot.left_open_at is not None)


def owes_vote(tx: Tx, who: Actor, ballot: Ballot) -> bool:
    """Has somebody's seat still to vote, or do they owe a text?"""
    if who.seat is None or not who.votes:
        return False
    mine = records.elector(tx, ballot.id, who.seat.id)
    if mine is None:
        return False
    return mine.choice is None or pending_choice(tx, who.person.id, ballot.id) is not None


def _named(tx: Tx, found: Paper) -> Holders:
    people = roster.people_in(tx, found.ballot.committee)
    electors = tuple(records.electors(tx, found.ballot.id))
    names = {e.person: people[e.person].name for e in electors if e.person is not None and e.person in people}
    return Holders(found, electors, {person: name for person, name in names.items() if name})
