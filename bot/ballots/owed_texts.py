"""The texts that votes still owe, once their ballot no longer takes votes."""

from collections.abc import Iterator
from datetime import datetime

from bot import forms
from bot.ballots import voting
from bot.ballots.forms import VOTE_TEXT
from bot.ballots.model import Ballot, Choice
from bot.committee import service as committee
from bot.errors import Facts, Refusal
from bot.forms import Slot
from bot.ids import BallotId, PersonId
from bot.intake import Outcome
from bot.store import Tx


def brought(tx: Tx, ballot: Ballot) -> Iterator[PersonId]:
    """Who wrote a text while the bot was not receiving at the deadline: it could not tell them to press *Done*."""
    for person, request, changed_at in forms.asked(tx, Slot.REQUEST, VOTE_TEXT):
        if request.facts["ballot"] == ballot.id and request.parts and changed_at >= ballot.ends_at:
            yield person


def take(tx: Tx, ballot: Ballot, person: PersonId) -> Outcome | None:
    """Counts what somebody has written as the text of their vote; None where it came too late, or can be none."""
    for writer, request, changed_at in forms.asked(tx, Slot.REQUEST, VOTE_TEXT):
        if writer != person or request.facts["ballot"] != ballot.id:
            continue
        text, choice = forms.whole(request.parts), Choice(request.facts["choice"])
        try:
            who = committee.actor(tx, person, ballot.committee)
            outcome = voting.give_text(tx, who, ballot.id, choice, text, changed_at)
        except Refusal:
            return None
        return Outcome(outcome.code, {**outcome.facts, "committee": ballot.committee})
    return None


def expire(tx: Tx, number: BallotId, code: str, facts: Facts, at: datetime) -> None:
    """Nobody is asked any more. A text that comes all the same is answered with this refusal of a vote."""
    for person, request, _ in forms.asked(tx, Slot.REQUEST, VOTE_TEXT):
        if request.facts["ballot"] == number:
            forms.expire(tx, person, code, {**facts, "ballot": number}, at)


def forget(tx: Tx, number: BallotId, code: str) -> None:
    """Voting goes on: no text is refused any more."""
    for person, overdue, _ in forms.asked(tx, Slot.OVERDUE, code):
        if overdue.facts["ballot"] == number:
            forms.close(tx, person, Slot.OVERDUE)
