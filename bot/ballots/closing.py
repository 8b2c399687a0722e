"""Closing a ballot: at the deadline or by hand, once everything received before that instant has its outcome."""

from datetime import datetime, timedelta
from functools import partial

from bot.ballots import group, notices, owed_texts, records, schedule
from bot.ballots.counting import Tally, propose, tally
from bot.ballots.model import Ballot, Outcome, Standing
from bot.ballots.rights import ballot_of, declarer, manager
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import service as findings
from bot.findings.model import Standing as VersionStanding
from bot.i18n import as_fact
from bot.ids import BallotId, MembershipId, PersonId
from bot.intake import Outcome as Said
from bot.intake import records as intake
from bot.reminding import records as reminded
from bot.scheduler import Due, Item
from bot.store import Tx, wake

SOON = timedelta(seconds=1)
"""How long to wait before looking again whether what was received in time is settled."""
PROMPTLY = timedelta(seconds=30)
"""For how long that is worth a look every second: a poll and the handling of an update take less.

Where Telegram is away for longer, the minute's look and the first poll after it, which wakes the scheduler, will do.
"""


def tally_of(tx: Tx, ballot: Ballot) -> Tally:
    """Counted from the rows, in the committee's order of constituencies."""
    codes = [constituency.code for constituency in roster.constituencies_of(tx, ballot.committee)]
    return tally(records.counted(tx, ballot.id), codes, ballot.rules)


def due(tx: Tx, now: datetime) -> Due:
    """Ballots whose closing instant has come. One that cannot close yet is soon looked at again."""
    items: list[Item] = []
    waits = False
    past = records.past_end(tx, now)
    polled = intake.last_poll(tx) if past else None
    for ballot in past:
        if _away_too_long(tx, ballot):
            items.append(partial(_leave_open, number=ballot.id, now=now))
        elif _settled(tx, ballot):
            items += [partial(_take, number=ballot.id, person=who) for who in owed_texts.brought(tx, ballot)]
            items.append(partial(_close_if_settled, number=ballot.id, now=now))
        elif now - max(ballot.ends_at, polled or ballot.ends_at) < PROMPTLY:
            waits = True
    return Due(tuple(items), now + SOON if waits else records.next_end(tx, now))


def close_by_hand(tx: Tx, who: Actor, number: BallotId, at: datetime) -> Said:
    """Organizer or chair close a running ballot; the closing instant is their tap.

    It closes at once where every update received before it has its outcome, else as soon as that is so. Refuses
    `ballot-unknown`, `ballot-managers-only`, `ballot-not-running`.
    """
    ballot = closable(tx, who, number)
    if at < ballot.ends_at or ballot.left_open_at is not None or _away_too_long(tx, ballot):
        records.change_ballot(tx, number, closing_at=at, closing_by=who.membership, left_open_at=None)
    wake(tx)
    ballot = ballot_of(tx, who, number)
    if not _settled(tx, ballot):
        return Said("ballot-closing", {"ballot": number, "at": as_fact(ballot.ends_at)})
    _close(tx, ballot, at, but=who.membership)
    return Said("ballot-closed", {"ballot": number})


def closable(tx: Tx, who: Actor, number: BallotId) -> Ballot:
    """A running ballot that somebody may close. Refuses as `close_by_hand` does."""
    ballot = ballot_of(tx, who, number)
    manager(who)
    if not ballot.running:
        raise Refusal("ballot-not-running")
    return ballot


def extend(tx: Tx, who: Actor, number: BallotId, deadline: datetime, at: datetime) -> Said:
    """A new deadline, set by whoever declares: once for missing quorum, or where the bot had been away for too long.

    Refuses `ballot-unknown`, `ballot-chair-only`, `ballot-extended-already`, `ballot-not-extendable`,
    `ballot-too-short`.
    """
    ballot = extendable(tx, who, number)
    ballot.rules.check_deadline(deadline, at)
    for_quorum = ballot.standing is Standing.WITHOUT_QUORUM
    former = ballot.ends_at
    records.add_extension(
        tx, number, former=former, deadline=deadline, by=who.membership, at=at, for_quorum=for_quorum
    )
    records.change_ballot(
        tx,
        number,
        standing=Standing.RUNNING,
        deadline=deadline,
        extended=ballot.extended or for_quorum,
        closing_at=None,
        closing_by=None,
        left_open_at=None,
        closed_at=None,
        proposed=None,
    )
    findings.move(tx, ballot.version, VersionStanding.BALLOT)
    running = records.ballot(tx, number)
    assert running is not None
    everybody = committee.actors_in(tx, ballot.committee)
    reminded.anew(tx, schedule.REMINDED, number, schedule.owed(tx, running, everybody), at)
    owed_texts.forget(tx, number, "vote-late")
    schedule.plan(tx, number, at)
    notices.tell(
        tx,
        "ballot-extended",
        (a for a in everybody if a.reads_drafts and a.membership != who.membership),
        key=f"{number}/{as_fact(deadline)}",
        at=at,
        facts={"ballot": number, "for_quorum": for_quorum},
        subject=notices.subject(number),
    )
    group.say_extended(tx, ballot, deadline, at)
    return Said("ballot-extended", {"ballot": number, "deadline": as_fact(deadline)})


def extendable(tx: Tx, who: Actor, number: BallotId) -> Ballot:
    """A ballot that somebody may give a new deadline. Refuses as `extend` does, but for the deadline."""
    ballot = ballot_of(tx, who, number)
    declarer(tx, who, number)
    if ballot.standing is Standing.WITHOUT_QUORUM:
        if ballot.extended:
            raise Refusal("ballot-extended-already")
    elif not (ballot.running and ballot.left_open_at is not None):
        raise Refusal("ballot-not-extendable")
    return ballot


def _settled(tx: Tx, ballot: Ballot) -> bool:
    """Has the bot received since the closing instant, and has everything that counts its outcome?"""
    polled = intake.last_poll(tx)
    if polled is None or polled < ballot.ends_at or intake.undecided_before(tx, ballot.ends_at):
        return False
    outage = intake.outage_at(tx, ballot.ends_at)
    if outage is None:
        return True
    # What the backlog brought was received up to and at `drained_at`.
    last = outage.drained_at
    return last is not None and not intake.undecided_before(tx, last + timedelta(microseconds=1))


def _away_too_long(tx: Tx, ballot: Ballot) -> bool:
    """Was the bot away at the closing instant for longer than Telegram keeps updates?"""
    outage = intake.outage_at(tx, ballot.ends_at)
    return outage is not None and outage.lost_updates


def _close_if_settled(tx: Tx, number: BallotId, now: datetime) -> Said | None:
    ballot = records.ballot(tx, number)
    assert ballot is not None
    if not ballot.running or ballot.ends_at > now or ballot.left_open_at is not None:
        return None
    if not _settled(tx, ballot):
        return None
    _close(tx, ballot, now)
    return Said("ballot-closed", {"ballot": number, "committee": ballot.committee})


def _take(tx: Tx, number: BallotId, person: PersonId) -> Said | None:
    """What an outage kept from being finished."""
    ballot = records.ballot(tx, number)
    return None if ballot is None else owed_texts.take(tx, ballot, person)


def _close(tx: Tx, ballot: Ballot, now: datetime, but: MembershipId | None = None) -> None:
    """Counts, keeps the proposal, tells everybody but the closer, who sees it in their answer."""
    proposed = propose(tally_of(tx, ballot), ballot.rules).outcome
    quorum = proposed is not Outcome.NO_QUORUM
    records.change_ballot(
        tx,
        ballot.id,
        standing=Standing.CLOSED if quorum else Standing.WITHOUT_QUORUM,
        closed_at=ballot.ends_at,
        proposed=proposed,
    )
    findings.move(tx, ballot.version, VersionStanding.AWAITING)
    owed_texts.expire(tx, ballot.id, "vote-late", {"closed_at": as_fact(ballot.ends_at)}, now)
    schedule.plan(tx, ballot.id, now)
    notices.tell(
        tx,
        "ballot-closed",
        (a for a in committee.actors_in(tx, ballot.committee) if a.reads_drafts and a.membership != but),
        key=f"{ballot.id}/{as_fact(ballot.ends_at)}",
        at=now,
        facts={"ballot": ballot.id},
        subject=notices.subject(ballot.id),
    )
    group.follow(tx, ballot)


def _leave_open(tx: Tx, number: BallotId, now: datetime) -> Said | None:
    """Nobody knows which votes were lost: whoever manages the ballot has to extend or close it."""
    ballot = records.ballot(tx, number)
    assert ballot is not None
    if not ballot.running or ballot.left_open_at is not None:
        return None
    records.change_ballot(tx, number, left_open_at=now)
    notices.tell(
        tx,
        "ballot-left-open",
        (a for a in committee.actors_in(tx, ballot.committee) if a.chairs or a.organizes),
        key=f"{number}/{as_fact(ballot.ends_at)}",
        at=now,
        facts={"ballot": number},
        subject=notices.subject(number),
    )
    return Said("ballot-left-open", {"ballot": number, "committee": ballot.committee})
