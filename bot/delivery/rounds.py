"""What courier and board share: woken by a nudge, they look for work; each person or group has one task at a time."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from typing import Generic, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from bot.errors import place
from bot.store import away

TRIES = 5
UNSURE_SECONDS = 5.0
"""After a sending of which nobody knows whether it arrived."""
MEND_SECONDS = 60.0
"""After an error of our own."""
PAUSE_SECONDS = 1.0
"""After something that could not be noted, or not even begun."""
STOP_SECONDS = 5.0
"""How long a stop waits for what is under way."""

K = TypeVar("K")
log = structlog.get_logger(__name__)


class Rounds(ABC, Generic[K]):
    """Runs `hand_out` after every nudge. `K`: what one task at a time is in hand for (a person, a group)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._wake = asyncio.Event()
        self.in_hand: set[K] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: asyncio.Task[None] | None = None
        self._looking = False

    @abstractmethod
    async def hand_out(self) -> None:
        """Looks for what waits and begins it."""

    def start(self) -> None:
        """Begins to look."""
        self._runner = asyncio.create_task(self._run(), name=self._name)
        self.nudge()

    async def stop(self) -> None:
        """Lets what is under way finish, and stops."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])
        if self._tasks:
            _, waiting = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
            for task in waiting:  # they wait for their turn; the next start takes them up
                task.cancel()
            if waiting:
                await asyncio.wait(waiting)

    def nudge(self) -> None:
        """There may be something to do."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """Nothing is in hand and nothing is known to wait."""
        return not self.in_hand and not self._wake.is_set() and not self._looking

    def begin(
        self,
        key: K,
        work: Coroutine[None, None, None],
        failed: Callable[[], Awaitable[None]],
        again: Callable[[], Awaitable[None]],
        **about: object,
    ) -> None:
        """Does `work` beside the others; until it is done, nothing else begins for `key`.

        After an error of our own `failed` notes it; `about` says in the log what it was about. Where the database was
        away before anything was sent, `again` puts it back. What came of a sending is recorded by `Store.record`.
        """
        self.in_hand.add(key)
        task = asyncio.create_task(self._carry(key, work, failed, again, about), name=f"{self._name} {key}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(
        self,
        key: K,
        work: Coroutine[None, None, None],
        failed: Callable[[], Awaitable[None]],
        again: Callable[[], Awaitable[None]],
        about: dict[str, object],
    ) -> None:
        try:
            await work
        except Exception as error:
            name = type(error).__name__
            log.error("a delivery failed", who=self._name, error=name, place=place(error), **about)
            try:
                await (again if away(error) else failed)()
            except DBAPIError:  # it cannot be noted; not at once again, or this would spin
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            self.in_hand.discard(key)
            self.nudge()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._looking = True
            self._wake.clear()
            try:
                await self.hand_out()
            except Exception as error:
                log.error(
                    "looking for work failed", who=self._name, error=type(error).__name__, place=place(error)
                )
            finally:
                self._looking = False
