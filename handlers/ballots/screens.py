"""The screens of a ballot that several files answer with: the ballot as it stands, with what was just done."""

from collections.abc import Callable

from bot.ballots import reading, views
from bot.ballots.cards import Paper
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings.rights import committee_of_version
from bot.ids import BallotId, VersionId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer
from handlers.turn import Turn

_RECEIPTS = ("vote-recorded", "vote-changed", "ballot-opened")
"""What these say of choice, receipt and deadline need not be said again below them."""


def acting(turn: Turn, tx: Tx, number: BallotId) -> Actor:
    """The person as they act in the ballot's committee. Refuses `ballot-unknown`, `not-a-member`."""
    return turn.who(tx, reading.committee_of(tx, number))


def acting_on_version(turn: Turn, tx: Tx, number: VersionId) -> Actor:
    """The person as they act in the version's committee. Refuses `version-unknown`, `not-a-member`."""
    return turn.who(tx, committee_of_version(tx, number))


def ballot(turn: Turn, tx: Tx, number: BallotId) -> Screen:
    """The ballot's card."""
    found = paper(turn, tx, number)  # first: it settles whose hours are told
    return views.ballot(turn.t, found)


def paper(turn: Turn, tx: Tx, number: BallotId) -> Paper:
    """What its card is drawn from."""
    return reading.paper(tx, turn.acts or acting(turn, tx, number), number, turn.at)


async def after(turn: Turn, outcome: Outcome, number: BallotId, found: Paper | None = None) -> Answer:
    """What now stands, under what was just done or refused; home where they may not see the ballot.

    `found`: the ballot, where it was read with what was done.
    """
    # An answer that was put off comes without its sentence: then the paper itself says what stands.
    said = outcome.code in _RECEIPTS and not turn.stored.overtaken
    try:
        if found is None:
            found = await turn.read(lambda tx: paper(turn, tx, number), long=False)
    except Refusal:
        screen = await home.screen(turn)
    else:
        screen = turn.named(views.ballot(turn.t, found, said=said))
    return screen.noted(turn.note(outcome))


async def or_ballot(turn: Turn, number: BallotId, look: Callable[[Tx], Screen]) -> Answer:
    """A screen, or else the ballot as it stands with the reason why not."""
    try:
        return await turn.read(look)
    except Refusal as refusal:
        return await after(turn, Outcome(refusal.code, refusal.facts, refused=True), number)
