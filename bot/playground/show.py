"""What the page stands on: one Telegram with its bot, its people and its clock, and how to begin anew."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.dataclasses import dataclass
from bot.playground.model import User
from bot.playground.telegram import Telegram

MoveClock = Callable[[datetime], Awaitable[Any]]
NextDue = Callable[[], datetime | None]


class Player(NamedTuple):
    """Somebody whom the page can be: who, the name over their chat, and the line below, which begins with the role.

    `invitation`: the link that they were sent and have not opened yet.
    """

    user: User
    caption: str
    role: str
    invitation: str = ""


class Step(NamedTuple):
    """Something that a newcomer may try: what to do, and in whose chat; None: with the clock."""

    words: str
    chat: int | None


@dataclass(frozen=True)
class Scene:
    """`cast` grows as people are added. `move_clock` is awaited with an aware instant; `next_due` tells (in UTC)
    when something is due next, None: nothing is. `zone` is the committee's. `steps`: what a newcomer may try, in order;
    `done`: which of them they have; `opening`: whose chats are open at first."""

    telegram: Telegram
    cast: list[Player]
    zone: ZoneInfo
    move_clock: MoveClock
    next_due: NextDue
    banner: str = ""
    steps: tuple[Step, ...] = ()
    done: Callable[[], Awaitable[Sequence[bool]]] | None = None
    opening: tuple[int, ...] = ()


class Show:
    """The scene that is on. `begin_anew` makes another, ready to go on; what it raises leaves the present one on."""

    def __init__(self, scene: Scene, begin_anew: Callable[[], Awaitable[Scene]] | None = None) -> None:
        self.scene = scene
        self.number = 1
        self._begin_anew = begin_anew
        self._watch()

    @property
    def can_begin_anew(self) -> bool:
        """Is there a way back to the beginning?"""
        return self._begin_anew is not None

    @property
    def telegram(self) -> Telegram:
        """The scene's."""
        return self.scene.telegram

    async def begin_anew(self) -> None:
        """Puts the next scene on, and wakes whoever watches the one before."""
        if self._begin_anew is None:
            return
        before, self.scene = self.scene, await self._begin_anew()
        self.number += 1
        self._watch()
        before.telegram.changed()

    def _watch(self) -> None:
        self.telegram.clock.watch(self.telegram.changed)
