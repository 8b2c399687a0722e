"""The screens of the timeline that several of its files answer with: a page of the plan, a milestone's card."""

from collections.abc import Callable

from bot.committee.model import Actor
from bot.ids import CommitteeId, MilestoneId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from bot.timeline import card_views, reading, views
from bot.timeline.model import Which
from bot.timeline.rights import committee_of
from handlers.context import Answer
from handlers.turn import Turn


def acting(turn: Turn, tx: Tx, number: MilestoneId) -> Actor:
    """The person in the committee that a milestone belongs to."""
    return turn.who(tx, committee_of(tx, number))


def plan(turn: Turn, tx: Tx, where: CommitteeId, which: Which = Which.ALL, page: int | None = None) -> Screen:
    """A page of the plan; None for the one on which today lies."""
    who = turn.who(tx, where)
    return views.timeline(turn.t, reading.timeline(tx, who, which, page, turn.at))


def card(turn: Turn, tx: Tx, number: MilestoneId) -> Screen:
    """One milestone."""
    return card_views.card(turn.t, found(turn, tx, number))


def found(turn: Turn, tx: Tx, number: MilestoneId) -> reading.Card:
    """What its card shows."""
    return reading.card(tx, acting(turn, tx, number), number, turn.t.language, turn.at)


async def tapped(
    turn: Turn,
    number: MilestoneId,
    act: Callable[[Tx, Actor], Outcome],
    shown: Callable[[Tx], Screen] | None = None,
) -> Answer:
    """A tap that does something to a milestone, and what is `shown` after it: else its card."""
    outcome = await turn.write(lambda tx: act(tx, acting(turn, tx, number)))
    screen = await turn.read(shown or (lambda tx: card(turn, tx, number)))
    return screen.noted(turn.note(outcome))
