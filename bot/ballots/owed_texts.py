"""The texts that votes still owe, once their ballot no longer takes votes."""

from datetime import datetime

from bot import forms
from bot.ballots.forms import VOTE_TEXT
from bot.errors import Facts
from bot.forms import Slot
from bot.ids import BallotId
from bot.store import Tx


def expire(tx: Tx, number: BallotId, code: str, facts: Facts, at: datetime) -> None:
    """Nobody is asked any more. A text that comes all the same is answered with this refusal of a vote."""
    for person, request in forms.asked(tx, Slot.REQUEST, VOTE_TEXT):
        if request.facts["ballot"] == number:
            forms.expire(tx, person, code, {**facts, "ballot": number}, at)


def forget(tx: Tx, number: BallotId, code: str) -> None:
    """Voting goes on: no text is refused any more."""
    for person, overdue in forms.asked(tx, Slot.OVERDUE, code):
        if overdue.facts["ballot"] == number:
            forms.close(tx, person, Slot.OVERDUE)
