"""What is no longer needed goes: rows by the committees' limits, and then the files to which none refers any more."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot import forms
from bot.app.retention import Retention
from bot.errors import place
from bot.files import Shelf
from bot.files import records as files
from bot.scheduler import Due
from bot.store import Store, Tx
from bot.store.migrate import forget_copies

UNCLAIMED_KEPT = timedelta(days=1)
"""Of bytes on the shelf to which no row refers: the row of a file that is being sent is written a little later."""
COPIES_KEPT = timedelta(days=7)
"""Of the database's copies that are made before a migration."""

log = structlog.get_logger(__name__)


class Clearing:
    """Due as `Retention` is. `files`: the removal of files that is under way, or was last."""

    def __init__(self, store: Store, shelf: Shelf, clock_right: Callable[[datetime], bool]) -> None:
        self._store = store
        self._shelf = shelf
        self._retention = Retention(clock_right)
        self.files: asyncio.Task[None] | None = None

    def open(self) -> None:
        """To be called on the loop on which files are removed: what is due is asked for in the store's threads."""
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        """Lets what is under way finish."""
        if self.files is not None:
            await asyncio.wait([self.files])

    @property
    def waiting(self) -> bool:
        """It is due, and waits until the clock is known to be right."""
        return self._retention.waiting

    def due(self, tx: Tx, now: datetime) -> Due:
        """Old rows, and then old files."""
        due = self._retention.due(tx, now)
        if due.items:
            self._loop.call_soon_threadsafe(self._begin, now)
        return due

    def _begin(self, now: datetime) -> None:
        self.files = asyncio.create_task(self._remove(now), name="files that nobody refers to")

    async def _remove(self, now: datetime) -> None:
        try:
            await self._store.write(files.forget_unused, long=True)
            kept = await self._store.read(lambda tx: files.known(tx) | forms.digests(tx), long=True)
            removed = await self._shelf.clear(kept, now - UNCLAIMED_KEPT)
            copies = await asyncio.to_thread(forget_copies, self._store.url, now - COPIES_KEPT)
        except (OSError, DBAPIError) as error:
            log.error("old files were not removed", error=type(error).__name__, place=place(error))
        else:
            if removed or copies:
                log.info("old files were removed", files=removed, copies=copies)
