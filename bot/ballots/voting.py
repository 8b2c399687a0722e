"""Casting a vote: who may, until when, and when a text has to come first."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import forms
from bot.ballots import forms as ballot_forms
from bot.ballots import group, notices, records
from bot.ballots.actions import ShowBallot
from bot.ballots.model import Ballot, Choice, Elector, Standing
from bot.ballots.rights import ballot_of
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Role, SeatFreed
from bot.errors import Refusal
from bot.findings import service as findings
from bot.forms import Slot
from bot.i18n import as_fact
from bot.ids import BallotId, PersonId
from bot.intake import Outcome
from bot.intake import records as intake
from bot.store import Tx
from bot.translations.model import language_of


def vote(tx: Tx, who: Actor, number: BallotId, choice: Choice, at: datetime) -> Outcome:
    """A tap on a choice; `at` is when it was received.

    *Approve* and *Abstain* count at once and drop a text that was asked for. The other two ask for their text: until it
    comes the earlier vote stands, or else the seat has not voted. Refuses what `seat_in` refuses.
    """
    ballot, mine, late = seat_in(tx, who, number, at)
    if choice.needs_text:
        return _ask_for_text(tx, who, ballot, mine, choice, at)
    dropped = _drop_request(tx, who.person.id, number)
    if mine.choice is choice and mine.person == who.person.id:
        return Outcome("vote-stands", {**_facts(ballot, mine.choice, mine.receipt), "dropped": dropped})
    return _cast(tx, who, ballot, mine, choice, None, at, late)


def give_text(tx: Tx, who: Actor, number: BallotId, choice: Choice, text: str, at: datetime) -> Outcome:
    """The text of a change or a reason for revision: with it the vote counts.

    Refuses what `seat_in` and `ballot_forms.vote_words` refuse.
    """
    words = ballot_forms.vote_words(text)
    ballot, mine, late = seat_in(tx, who, number, at)
    _drop_request(tx, who.person.id, number)
    if (mine.choice, mine.text, mine.person) == (choice, words, who.person.id):
        return Outcome("vote-stands", {**_facts(ballot, choice, mine.receipt), "dropped": False})
    return _cast(tx, who, ballot, mine, choice, words, at, late)


def seat_in(tx: Tx, who: Actor, number: BallotId, at: datetime) -> tuple[Ballot, Elector, bool]:
    """The ballot, the row of somebody's seat, and whether the vote is received after an outage.

    Refuses `ballot-unknown`, `vote-observer`, `vote-no-seat`, `vote-not-in-electorate` (the seat came later),
    `vote-superseded` (a new version took the text's place), `vote-late` (fact: the closing time), and
    `vote-titular-voted` (an alternate votes only while the titular has not).
    """
    ballot = ballot_of(tx, who, number)
    if who.role is Role.OBSERVER:
        raise Refusal("vote-observer")
    if who.seat is None or not who.votes:
        raise Refusal("vote-no-seat")
    mine = records.elector(tx, number, who.seat.id)
    if mine is None:
        raise Refusal("vote-not-in-electorate")
    if ballot.standing is Standing.SUPERSEDED:
        newer = None if ballot.superseded_by is None else findings.version(tx, ballot.superseded_by).number
        raise Refusal("vote-superseded", version=newer)
    late = after_outage(tx, ballot, at)
    if titular_voted(tx, who, mine):
        raise Refusal("vote-titular-voted")
    return ballot, mine, late


def after_outage(tx: Tx, ballot: Ballot, at: datetime) -> bool:
    """False for a vote in time, True for one that counts all the same: the bot was not receiving at the deadline.

    Then everything in Telegram's backlog counts; and where the bot was away for longer than Telegram keeps updates,
    the ballot stays open, until a person extends or closes it. Refuses `vote-late`.
    """
    if ballot.running and at < ballot.ends_at:
        return False
    outage = intake.outage_at(tx, ballot.ends_at) if ballot.running else None
    if outage is None:
        raise Refusal("vote-late", closed_at=as_fact(ballot.closed_at or ballot.ends_at))
    if not outage.lost_updates and outage.drained_at is not None and at > outage.drained_at:
        raise Refusal("vote-late", closed_at=as_fact(ballot.ends_at))
    return True


def titular_voted(tx: Tx, who: Actor, mine: Elector) -> bool:
    """Has the titular of an alternate's seat voted, so that the alternate no longer can?"""
    if who.role is not Role.ALTERNATE or mine.choice is None:
        return False
    return any(m.person == mine.person and m.role is Role.MEMBER for m in roster.holders(tx, mine.seat))


def pending_choice(tx: Tx, person: PersonId, number: BallotId) -> Choice | None:
    """The choice for which somebody still owes the text."""
    asked = forms.find(tx, person, Slot.REQUEST)
    if asked is None or asked.kind != ballot_forms.VOTE_TEXT or asked.facts["ballot"] != number:
        return None
    return Choice(asked.facts["choice"])


def seat_freed(tx: Tx, event: SeatFreed) -> None:
    """Somebody has left, or was not whom the seat was meant for: their vote in a running ballot is void.

    A wrong person's also in one that ended without quorum: where it is extended, that vote would count.
    """
    for ballot in records.undecided_in(tx, event.committee):
        extendable = ballot.standing is Standing.WITHOUT_QUORUM
        if not (ballot.running or (event.disowned and extendable)):
            continue
        _drop_request(tx, event.person, ballot.id)
        mine = records.elector(tx, ballot.id, event.seat.id)
        if mine is not None and mine.person == event.person:
            records.uncast(tx, ballot.id, mine, event.at)
            group.follow(tx, ballot)


def _cast(
    tx: Tx,
    who: Actor,
    ballot: Ballot,
    mine: Elector,
    choice: Choice,
    text: str | None,
    at: datetime,
    late: bool,
) -> Outcome:
    receipt = records.cast(
        tx,
        ballot.id,
        mine,
        choice=choice,
        text=text,
        text_language=None if text is None else language_of(text, who.person.language),
        person=who.person.id,
        at=at,
        after_outage=late,
    )
    if mine.choice is None:  # the group sees how many have voted, and no more
        group.follow(tx, ballot)
    elif mine.person != who.person.id:
        _tell_holders(tx, ballot, mine, receipt, at)
    facts = {**_facts(ballot, choice, receipt), "after_outage": late}
    if mine.choice is not None and mine.person == who.person.id:
        return Outcome("vote-changed", {**facts, "former": mine.choice.value})
    # How the seat's other holder voted, nobody learns from this.
    return Outcome("vote-recorded", {**facts, "replaces": mine.choice is not None})


def _tell_holders(tx: Tx, ballot: Ballot, mine: Elector, receipt: int, at: datetime) -> None:
    """Both learn that the titular's vote has replaced the alternate's; neither learns how the other voted."""
    holders = roster.holders(tx, mine.seat)
    if all(holder.person != mine.person for holder in holders):
        return  # whoever cast it holds the seat no more
    readers = (committee.actor_of_membership(tx, holder.id) for holder in holders)
    notices.tell(
        tx,
        "vote-replaced",
        (reader for reader in readers if reader is not None),
        key=f"{ballot.id}/{receipt}",
        at=at,
        facts={"ballot": ballot.id},
    )


def _ask_for_text(tx: Tx, who: Actor, ballot: Ballot, mine: Elector, choice: Choice, at: datetime) -> Outcome:
    form = ballot_forms.vote_text()
    facts = {"ballot": ballot.id, "choice": choice.value}
    asked = forms.find(tx, who.person.id, Slot.REQUEST)
    if (
        asked is None or asked.kind != form.kind or asked.facts != facts
    ):  # a second tap keeps what was written
        forms.close(tx, who.person.id, Slot.OVERDUE)
        state = forms.begin(form, who.committee.id, facts)
        state = replace(state, back=ShowBallot(ballot.id).pack())
        forms.save(tx, who.person.id, Slot.REQUEST, state, at)
    own = mine.choice is not None and mine.person == who.person.id
    stands = mine.choice if own else None
    by_other = mine.choice is not None and not own
    gave_way = asked is not None and asked.facts.get("ballot") != ballot.id
    return Outcome(
        "vote-text-wanted", {**facts, "stands": stands, "by_other": by_other, "gave_way": gave_way}
    )


def _drop_request(tx: Tx, person: PersonId, number: BallotId) -> bool:
    if pending_choice(tx, person, number) is None:
        return False
    forms.close(tx, person, Slot.REQUEST)
    return True


def _facts(ballot: Ballot, choice: Choice, receipt: int | None) -> dict[str, Any]:
    return {
        "ballot": ballot.id,
        "choice": choice.value,
        "receipt": receipt,
        "deadline": as_fact(ballot.ends_at),
    }
