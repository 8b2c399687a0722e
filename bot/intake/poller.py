"""Long polling whose updates are in the database before Telegram is told that we have them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.errors import Unavailable, place
from bot.ids import UpdateId
from bot.intake import records
from bot.intake.dispatcher import Dispatcher
from bot.intake.model import BRIEF, Stored, lean, sender_of, writable
from bot.store import Store, Tx, wake

Fetch = Callable[[int | None, bool], Awaitable[list[dict[str, Any]]]]
"""Asks Telegram for up to 100 updates from an offset on; waits for one only where told to.

Raises Unavailable where Telegram is out of reach.
"""

FULL = 100
"""A poll that returns this many may have left more behind."""
PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
_OFTEN = timedelta(seconds=5)
_STEP = timedelta(microseconds=1)

_WHY = {
    "second-poller": "another process is polling with this token",
    "asked-to-wait": "telegram asked to poll less often",
    "network": "telegram is out of reach",
    "telegram": "telegram refused a poll",
}

log = structlog.get_logger(__name__)


class Poller:
    """Fetches, stores, hands over, confirms. One at a time for a token."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        fetch: Fetch,
        dispatcher: Dispatcher,
        wanted: Callable[[dict[str, Any]], bool] = lambda body: True,
    ) -> None:
        """`wanted`: what of an update's body says no is confirmed and never stored."""
        self._wanted = wanted
        self._store = store
        self._clock = clock
        self._fetch = fetch
        self._dispatcher = dispatcher
        self._offset: int | None = None
        self._completed: datetime | None = None
        self._written: datetime | None = None
        self._more = True
        self.rounds = 0
        """Completed polls, for whoever waits until one more is done."""

    async def run(self) -> None:
        """Polls until cancelled. Raises what `fetch` raises other than Unavailable."""
        pause = PAUSE_SECONDS
        while True:
            await self._dispatcher.room()
            started = self._clock.now()
            try:
                # What waits at Telegram is fetched first, without waiting for more: only that is a backlog.
                bodies = await self._fetch(self._offset, not self._more)
                await self._take(bodies, started)
            except (Unavailable, DBAPIError) as error:
                # What could not be stored is not confirmed either: the next poll brings it again.
                self._more = True
                log.warning(_WHY.get(str(error), "the database is out of reach"), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                pause = PAUSE_SECONDS

    async def _take(self, bodies: list[dict[str, Any]], started: datetime) -> None:
        completed = self._clock.now()
        # Each its own instant, in the order in which Telegram had them: what came before a closing tap is before it.
        instants = [completed - i * _STEP for i in reversed(range(len(bodies)))]
        batch = [
            Stored(UpdateId(b["update_id"]), sender_of(b), writable(lean(b)), at)
            for b, at in zip(bodies, instants, strict=True)
            if self._keeps(b)
        ]

        def keep(tx: Tx) -> list[Stored]:
            before = max(
                (at for at in (records.last_poll(tx), self._completed) if at is not None), default=None
            )
            if before is not None and started - before > BRIEF:
                records.outage_began(tx, before, completed if bodies else started)
                wake(tx)  # a ballot whose deadline fell into it may close now
            if len(bodies) < FULL and records.drained(tx, completed):
                wake(tx)
            records.poll_completed(tx, completed)
            return records.store(tx, batch)

        # Quiet polls are written at most every few seconds: no disk work while nothing happens.
        recently = self._written is not None and completed - self._written < _OFTEN
        quiet = not batch and not self._more and recently
        if not quiet or started - (self._completed or started) > BRIEF:
            # Handed over before the commit: it stores an update and what that does in one, for nearly all of them.
            await self._store.write(keep, early=self._dispatcher.take)
            self._written = completed
            self._more = len(bodies) >= FULL
        self._completed = completed
        if bodies:
            self._offset = max(body["update_id"] for body in bodies) + 1
        self.rounds += 1

    def _keeps(self, body: dict[str, Any]) -> bool:
        """One that cannot even be looked at is stored, to fail on its own: here it would end polling for everybody."""
        try:
            return self._wanted(body)
        except Exception as error:
            log.error("an update of an unknown shape", error=type(error).__name__, place=place(error))
            return True
