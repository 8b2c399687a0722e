"""The updates that wait for the bot, and long polling as the Bot API does it."""

import asyncio
from collections import deque
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.playground.refusals import Refused

KEPT_FOR = timedelta(hours=24)
_FIRST_ID = 700_000_001
_NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class UpdateQueue:
    """Updates in the order of their ids, kept for 24 hours of the clock or until an offset confirms them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[tuple[float, dict[str, Any]]] = deque()
        self._newest: dict[str, Any] = {}
        self._next_id = _FIRST_ID
        self._allowed: list[str] = []
        self._poll: asyncio.Future[bool] | None = None

    def put(self, kind: str, body: dict[str, Any]) -> None:
        """Queues an update of `kind`, unless the bot asked not to get it, and wakes the poll that waits."""
        if kind not in self._allowed if self._allowed else kind in _NOT_BY_DEFAULT:
            return
        self._newest = {"update_id": self._next_id, kind: body}
        self._next_id += 1
        self.repeat()

    def repeat(self) -> None:
        """Brings the newest update, once more where it was there already: its confirmation may have got lost."""
        self._waiting.append((self._clock.now().timestamp(), self._newest))
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    def __len__(self) -> int:
        """How many wait unconfirmed."""
        oldest = self._clock.now().timestamp() - KEPT_FOR.total_seconds()
        while self._waiting and self._waiting[0][0] < oldest:
            self._waiting.popleft()
        return len(self._waiting)

    def clear(self) -> None:
        """Forgets all that wait."""
        self._waiting.clear()

    def confirm(self, offset: int) -> bool:
        """Forgets the updates below `offset` (a negative one keeps that many); whether there were any."""
        before = len(self._waiting)
        while offset < 0 and len(self._waiting) > -offset:
            self._waiting.popleft()
        while self._waiting and self._waiting[0][1]["update_id"] < offset:
            self._waiting.popleft()
        return len(self._waiting) < before

    @property
    def polled(self) -> bool:
        """Is the bot waiting for updates just now?"""
        return self._poll is not None and not self._poll.done()

    def release(self) -> None:
        """Ends the poll that waits, empty, as its time-out would."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    async def get(self, limit: int, seconds: float, allowed: list[str] | None) -> list[dict[str, Any]]:
        """What getUpdates answers: at once if something waits, else after at most `seconds` of real time.

        Raises Refused (409) in the earlier of two calls that wait at the same time.
        """
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        if allowed is not None:
            self._allowed = allowed
        if not len(self) and seconds > 0:
            await self._wait(seconds)
        return [update for _, update in list(self._waiting)[: max(1, min(limit, 100))]] if len(self) else []

    async def _wait(self, seconds: float) -> None:
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = mine
        try:
            done, _ = await asyncio.wait([mine], timeout=seconds)
        finally:
            if self._poll is mine:
                self._poll = None
        if done and not mine.result():
            raise Refused(409, _CONFLICT)
