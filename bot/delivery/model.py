"""A letter: what is to be said to whom, not yet in words. It is drawn for its reader when it is sent."""

import enum
from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.errors import Facts
from bot.i18n import Translator
from bot.ids import CommitteeId, LetterId, PersonId, TelegramId
from bot.screens import Card, Menu
from bot.store import Tx

NOBODY = PersonId(0)
"""Stands for the addressee of a sealed letter."""


class State(enum.StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"  # handed to Telegram; after a crash nobody knows whether it arrived
    SENT = "sent"
    STALE = "stale"  # no longer true when its turn came
    UNSTARTED = "unstarted"  # the person has not joined, or never pressed Start
    BLOCKED = "blocked"
    FAILED = "failed"  # Telegram refused it for good
    BROKEN = "broken"  # cannot be drawn or handed over: our own fault
    SEALED = "sealed"  # settled; whether its reader was reached would point at them, so it is not kept
    UNSURE = "unsure"  # may have arrived, and is of a kind that must not come twice


NOT_REACHED = (State.UNSTARTED, State.BLOCKED, State.FAILED, State.BROKEN, State.UNSURE)
"""Settled, and nobody can say that the person has it."""


@dataclass(frozen=True)
class Post:
    """What differs from reader to reader among letters that are written together."""

    person: PersonId
    facts: Facts
    silent: bool = False


@dataclass(frozen=True)
class Letter:
    """`key` is unique: one letter per (what, whom, which occurrence). `subject`: the thing whose card this is.

    `drawn_at`: the instant (UTC) for which it is drawn: when it goes, and until then when it was written.
    `sealed`: the address of somebody whom nothing here may name; `person` is NOBODY then, and so is the card's reader
    to everybody but the courier.
    """

    id: LetterId
    kind: str
    person: PersonId
    committee: CommitteeId | None
    facts: Facts
    subject: str | None
    silent: bool
    written_at: datetime
    drawn_at: datetime
    state: State = State.WAITING
    attempts: int = 0
    sealed: str | None = field(default=None, repr=False)

    @property
    def line(self) -> int:
        """Letters of one line go one after the other: a person's. A sealed one stands in a line of its own."""
        return -self.id if self.sealed else self.person


@dataclass(frozen=True)
class Reader:
    """Whom a letter is drawn for. `telegram_id`: None before they joined.

    `heading`: names the letter's committee, for somebody who serves in several.
    """

    person: PersonId
    telegram_id: TelegramId | None
    blocked: bool
    t: Translator = field(repr=False)
    heading: Markup | None = None


Draw = Callable[[Tx, Letter, Reader], Card | Menu | None]
"""Draws a letter from what stands at `letter.drawn_at`; None where it is no longer true.

Raises TryLater where another letter has to go before it.
"""


@dataclass(frozen=True)
class Kind:
    """How letters of a kind are drawn. `once`: rather never than twice (reminders).

    `outline`: the sentence (a msgid) that stands for a protected letter where it is told by other means.
    `courtesy`: it only goes with another letter, which alone decides who was not reached.
    """

    draw: Draw
    once: bool = False
    outline: str | None = None
    courtesy: bool = False


FORMER = Kind(lambda _tx, _letter, _reader: None)
"""Of letters that an earlier version of the program wrote and this one knows no more: there is nothing to say."""


class Undeliverable(Exception):
    """Telegram will not take it for this person: `state` says why (unstarted, blocked, failed)."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class TryLater(Exception):
    """Surely not delivered; again after `seconds`. `everybody`: Telegram asked the whole bot to wait."""

    def __init__(self, seconds: float, everybody: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.everybody = everybody


class Unsure(Exception):
    """The line broke while it was under way: it may have been delivered."""


class Gone(Exception):
    """The card that was to be edited is no longer there."""


class Moved(Exception):
    """The group has become another chat (a supergroup): `to`."""

    def __init__(self, to: TelegramId) -> None:
        super().__init__(to)
        self.to = to
