"""A post in a committee's group: what is to be said, not yet in words; drawn when it goes, in the group's languages."""

from collections.abc import Callable
from dataclasses import field
from datetime import datetime, timedelta
from typing import Protocol

from bot.dataclasses import dataclass
from bot.delivery.model import State
from bot.errors import Facts
from bot.i18n import Translator
from bot.ids import CommitteeId, TelegramId
from bot.screens import Menu, Screen
from bot.store import Tx

EDIT_EVERY = timedelta(seconds=3)
"""A common card changes no oftener (Telegram lets a bot write some 20 times a minute into a group)."""


@dataclass(frozen=True)
class GroupPost:
    """`key` is unique in a committee. `card`: edited in place whenever it was touched; else said once.

    `message`: where it stands in the group; None before it was sent, or when the group has become another chat.
    `drawn_at`: the instant (UTC) for which it is drawn.
    """

    id: int
    committee: CommitteeId
    key: str
    kind: str
    facts: Facts
    card: bool
    silent: bool
    state: State
    message: int | None
    attempts: int
    drawn_at: datetime


@dataclass(frozen=True)
class Place:
    """A committee's group and how it is spoken to: in each of these languages, one below the other.

    `link`: makes the address that opens an item in the private chat.
    """

    chat: TelegramId
    voices: tuple[Translator, ...] = field(repr=False)
    link: Callable[[str], str] = field(repr=False)


Draw = Callable[[Tx, GroupPost, Place], Screen | Menu | None]
"""Draws a post from what stands, or the group's commands; None where there is nothing to say (any more)."""


@dataclass(frozen=True)
class PostKind:
    """How posts of a kind are drawn."""

    draw: Draw


FORMER = PostKind(lambda _tx, _post, _place: None)
"""Of posts that an earlier version of the program wrote and this one knows no more."""


class Groups(Protocol):
    """What the board has to know of groups."""

    def place(self, tx: Tx, committee: CommitteeId) -> Place | None:
        """Where a committee's posts go; None where it has no group."""

    def to_leave(self, tx: Tx, now: datetime) -> list[TelegramId]:
        """Groups in which the bot has no business any more."""

    def gone(self, tx: Tx, chat: TelegramId, at: datetime) -> None:
        """The bot is not in this group any more."""

    def moved(self, tx: Tx, chat: TelegramId, to: TelegramId, at: datetime) -> None:
        """The group has become another chat."""

    def wait(self, tx: Tx, chat: TelegramId, until: datetime) -> None:
        """It could not be left now."""
