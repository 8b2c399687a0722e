"""Long polling whose updates are in the database before Telegram is told that we have them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.errors import Unavailable
from bot.ids import UpdateId
from bot.intake import records
from bot.intake.dispatcher import Dispatcher
from bot.intake.model import BRIEF, Stored, sender_of
from bot.store import Store, Tx

Fetch = Callable[[int | None], Awaitable[list[dict[str, Any]]]]
"""Asks Telegram for up to 100 updates from an offset on. Raises Unavailable where Telegram is out of reach."""

FULL = 100
"""A poll that returns this many may have left more behind."""
PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0

_WHY = {
    "second-poller": "another process is polling with this token",
    "asked-to-wait": "telegram asked to poll less often",
    "network": "telegram is out of reach",
    "telegram": "telegram refused a poll",
}

log = structlog.get_logger(__name__)


class Poller:
    """Fetches, stores, confirms, hands over. One at a time for a token."""

    def __init__(self, store: Store, clock: Clock, fetch: Fetch, dispatcher: Dispatcher) -> None:
        self._store = store
        self._clock = clock
        self._fetch = fetch
        self._dispatcher = dispatcher
        self._offset: int | None = None
        self._completed: datetime | None = None
        self._more = False
        self.rounds = 0
        """Completed polls, for whoever waits until one more is done."""

    async def run(self) -> None:
        """Polls until cancelled. Raises what `fetch` raises other than Unavailable."""
        pause = PAUSE_SECONDS
        while True:
            await self._dispatcher.room()
            started = self._clock.now()
            try:
                bodies = await self._fetch(self._offset)
                await self._take(bodies, started)
            except (Unavailable, DBAPIError) as error:
                # What could not be stored is not confirmed either: the next poll brings it again.
                log.warning(_WHY.get(str(error), "the database is out of reach"), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                pause = PAUSE_SECONDS

    async def _take(self, bodies: list[dict[str, Any]], started: datetime) -> None:
        completed = self._clock.now()
        batch = [Stored(UpdateId(b["update_id"]), sender_of(b), b, completed) for b in bodies]

        def keep(tx: Tx) -> list[Stored]:
            before = records.last_poll(tx)
            if before is not None and started - before > BRIEF:
                records.outage_began(tx, before, completed if batch else started)
            if len(batch) < FULL:
                records.drained(tx, completed)
            records.poll_completed(tx, completed)
            return records.store(tx, batch)

        # Quiet polls are written at most every few seconds: no disk work while nothing happens.
        worth = (
            bool(batch)
            or self._more
            or self._completed is None
            or completed - self._completed > timedelta(seconds=5)
        )
        if worth or started - (self._completed or started) > BRIEF:
            new = await self._store.write(keep)
            self._completed = completed
            self._more = len(batch) >= FULL
            self._dispatcher.take(new)
        if batch:
            self._offset = max(stored.update_id for stored in batch) + 1
        self.rounds += 1
