"""One writer, a few readers. Bodies that wait share a commit, each in its own savepoint.

`store.write` is the only commit.
"""

import asyncio
import contextlib
import contextvars
import math
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Transaction, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.dataclasses import dataclass
from bot.store.engines import AT_ONCE, PATIENTLY, WRITE_LOCK, engine_of
from bot.store.prepared import forget, say
from bot.store.transaction import ERASED, WAKE, Body, away, savepoint

log = structlog.get_logger(__name__)
T = TypeVar("T")

READERS = 4
"""On a server, where to read is to wait."""
SHARED_COMMIT = 64
"""How many waiting bodies share a commit at most."""
LINGER_SECONDS = 0.01
"""How long a body that is in no hurry waits at most for a commit that somebody else needs."""
EMPTY_SECONDS = 0.5
"""A commit that empties the journal takes three times as long as another."""
SLICE_SECONDS = 0.005
"""After so long with short bodies the loop turns to what else waits."""
PAUSE_SECONDS = 1.0
"""Between two tries to write to a database that is away."""


@dataclass
class _Job:
    body: Body[Any]
    long: bool
    early: Callable[[Any], None] | None
    done: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


def _do(job: _Job, connection: Connection) -> None:
    job.result, job.error = None, None
    try:
        with savepoint(connection):
            job.result = job.body(connection)
    except OperationalError:
        raise
    except Exception as error:
        job.error = error


class Store:
    """The database behind a URL (`sqlite+aiosqlite:///…` or `postgresql+psycopg://…`).

    On SQLite a body computes and hardly waits, so it runs on the loop's own thread: another one would fight it for the
    interpreter at every statement. What waits for the disk, and a body that is `long`, runs in a thread. On a server
    every statement waits, so every body does.
    """

    def __init__(self, url: str, empty_seconds: float = EMPTY_SECONDS) -> None:
        """`empty_seconds`: between two times that the journal is emptied of what may wait so long."""
        self.url = url
        self._empty_seconds = empty_seconds
        self.sqlite = url.startswith("sqlite")
        self._writer_engine = engine_of(url, readers=0)
        self._readers = 1 if self.sqlite else READERS
        self._reader_engine = engine_of(url, readers=self._readers + self.sqlite)
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue()
        self._unhurried: list[_Job] = []
        self._writer: Connection | None = None
        self._reader: Connection | None = None
        self._task: asyncio.Task[None] | None = None
        self._journal_to_empty = True
        self._emptied_at = -math.inf
        self._empties: asyncio.TimerHandle | None = None
        self.after_commit: Callable[[], None] = lambda: None
        """Called after a commit in which a body called `wake`."""
        self.away_at = -math.inf
        """When the database was last found out of reach (monotonic seconds)."""

    async def open(self) -> None:
        """Connects and starts the writer. Raises OperationalError where the database cannot be reached."""
        self._write_thread = ThreadPoolExecutor(1, "writer")
        self._read_threads = ThreadPoolExecutor(self._readers, "reader")
        self._writer = await self._in(self._write_thread, self._writer_engine.connect)
        if self.sqlite:
            self._reader = self._reader_engine.connect()
        self._task = asyncio.create_task(self._write_forever(), name="store writer")

    async def close(self) -> None:
        """Finishes what waits and lets go of the connections."""
        if self._task is not None:
            if self._empties is not None:
                self._empties.cancel()  # the last connection takes the journal with it
            self._hurry()
            await self._jobs.join()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._write_thread.shutdown()
            self._read_threads.shutdown()
            self._task = None
        for connection in (self._writer, self._reader):
            if connection is not None:
                connection.close()
        self._writer_engine.dispose()
        self._reader_engine.dispose()

    async def write(
        self,
        body: Body[T],
        *,
        long: bool = False,
        hurry: bool = True,
        early: Callable[[T], None] | None = None,
    ) -> T:
        """Runs `body` in a write transaction and returns its result once it is committed.

        `body` must bear being run again; what it raises rolls only itself back and reaches the caller.
        `long`: it may take more than some milliseconds. Without `hurry` it goes along with the next commit that
        somebody needs, or soon has one of its own.
        `early` is given the result before the commit, so that what it sets off can write in the same one. It is called
        again where that commit fails, and the body alone succeeds.
        """
        loop = asyncio.get_running_loop()
        job = _Job(body, long, early, loop.create_future())
        if hurry:
            self._jobs.put_nowait(job)
        else:
            if not self._unhurried:
                loop.call_later(LINGER_SECONDS, self._hurry)
            self._unhurried.append(job)
        return await job.done  # type: ignore[no-any-return]

    async def record(self, body: Body[T], *, hurry: bool = True) -> T:
        """`write`, for what has happened already: a database that is away is waited for."""
        while True:
            try:
                return await self.write(body, hurry=hurry)
            except DBAPIError as error:
                if not away(error):
                    raise
                log.error("the database is out of reach", error=type(error.orig).__name__)
                await asyncio.sleep(PAUSE_SECONDS)

    def _hurry(self) -> None:
        """They wait no longer for somebody to take them along."""
        for job in self._unhurried:
            self._jobs.put_nowait(job)
        self._unhurried.clear()

    def _empty_soon(self) -> None:
        """The journal is emptied after a commit; nobody may have anything to write now."""
        self._empties = None
        if self._journal_to_empty:
            done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            self._jobs.put_nowait(_Job(lambda _: None, long=False, early=None, done=done))

    async def read(self, body: Body[T], *, long: bool = False) -> T:
        """Runs `body` on a consistent snapshot. Writing there is an error. `long` as for `write`."""

        if self._reader is not None and not long:
            with self._reader.begin():
                return body(self._reader)

        def run() -> T:
            with self._reader_engine.connect() as connection, connection.begin():
                return body(connection)

        try:
            return await self._in(self._read_threads, run)
        except DBAPIError as error:
            self._note(error)
            raise

    def _note(self, error: DBAPIError) -> None:
        if away(error):
            self.away_at = time.monotonic()

    @property
    def is_open(self) -> bool:
        """Between `open` and `close`."""
        return self._task is not None

    @property
    def waiting(self) -> int:
        """Bodies that wait for the writer."""
        return self._jobs.qsize() + len(self._unhurried)

    async def _write_forever(self) -> None:
        while True:
            first = await self._jobs.get()
            self._hurry()
            await self._commit_together([first, *self._next(SHARED_COMMIT - 1)], room=SHARED_COMMIT)

    def _next(self, most: int) -> list[_Job]:
        return [self._jobs.get_nowait() for _ in range(min(most, self._jobs.qsize()))]

    async def _commit_together(self, jobs: list[_Job], room: int) -> None:
        """`room`: how many may join them; they are added to `jobs`."""
        woken = False
        try:
            woken = await self._commit(jobs, room)
        except DBAPIError as error:
            self._note(error)
            if len(jobs) == 1:
                jobs[0].error = error
            else:  # One body's trouble must not be the others': each runs alone.
                for job in jobs:
                    await self._commit_together([job], room=0)
                return
        except Exception as error:
            for job in jobs:
                job.error = error
        if woken:
            self.after_commit()
        if self._journal_to_empty and self._empties is None:
            self._empties = asyncio.get_running_loop().call_later(self._empty_seconds, self._empty_soon)
        for job in jobs:
            self._jobs.task_done()
            if job.done.cancelled():
                continue
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.result)

    async def _commit(self, jobs: list[_Job], room: int) -> bool:
        """Runs the bodies in one transaction; True where one of them called `wake`."""
        assert self._writer is not None, "the store is not open"
        connection = self._writer
        transaction = self._begin_at_once(connection) if self.sqlite else None
        if transaction is None:
            transaction = await self._in(self._write_thread, lambda: self._begin_patiently(connection))
        try:
            await self._run(connection, jobs)
            joined = await self._joined(jobs, room)
            jobs += joined
            await self._run(connection, joined)
            await self._in(self._write_thread, lambda: self._end(connection, transaction))
        except BaseException:
            await self._in(self._write_thread, lambda: self._undo(connection, transaction))
            raise
        return bool(connection.info.get(WAKE))

    async def _run(self, connection: Connection, jobs: list[_Job]) -> None:
        since = time.monotonic()
        for job in jobs:
            if self.sqlite and not job.long:
                _do(job, connection)
            else:
                await self._in(self._write_thread, partial(_do, job, connection))
            if time.monotonic() - since > SLICE_SECONDS:
                await asyncio.sleep(0)
                since = time.monotonic()

    async def _joined(self, jobs: list[_Job], room: int) -> list[_Job]:
        """Tells those that want it early what their bodies give; returns who has something to write in answer."""
        told = False
        for job in jobs:
            if job.early is not None and job.error is None:
                job.early(job.result)
                told = True
        if not told:
            return []
        await asyncio.sleep(
            0
        )  # tasks that were made just now run until they wait: for this commit, nearly always
        return self._next(room)

    def _begin_at_once(self, connection: Connection) -> Transaction | None:
        """On the loop, since there is nothing to wait for unless another process writes; None where one does.

        By way of a thread a transaction began a millisecond later: what else the loop had to do came first.
        """
        with contextlib.suppress(OperationalError):
            return self._begin(connection)
        return None

    def _begin_patiently(self, connection: Connection) -> Transaction:
        if not self.sqlite:
            return self._begin(connection)
        say(connection, PATIENTLY)
        try:
            return self._begin(connection)
        finally:
            say(connection, AT_ONCE)

    def _begin(self, connection: Connection) -> Transaction:
        transaction = connection.begin()
        connection.info.pop(WAKE, None)
        connection.info.pop(ERASED, None)
        if not self.sqlite:
            try:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
            except BaseException:
                transaction.rollback()
                raise
        return transaction

    def _end(self, connection: Connection, transaction: Transaction) -> None:
        transaction.commit()
        at_once = connection.info.get(ERASED)
        self._journal_to_empty |= at_once is not None
        if self._journal_to_empty and (at_once or time.monotonic() - self._emptied_at >= self._empty_seconds):
            self._empty_journal()
            self._emptied_at = -math.inf if self._journal_to_empty else time.monotonic()
            forget()  # after it: a reader that still saw what was erased is done now, or both are tried again

    def _undo(self, connection: Connection, transaction: Transaction) -> None:
        """A commit that failed leaves SQLite in its transaction, and SQLAlchemy believes that it has ended."""
        transaction.rollback()
        if self.sqlite:
            driver: Any = connection.connection.driver_connection
            if driver.in_transaction:
                driver.rollback()

    def _empty_journal(self) -> None:
        """Also after the first commit: a process that was killed may have left something erased there.

        A reader may be in the way; then it is tried again after the next commit, for nobody's vote waits for that.
        """
        if not self.sqlite:
            self._journal_to_empty = False
            return
        assert self._writer is not None
        driver: Any = self._writer.connection.driver_connection  # outside of any transaction
        with contextlib.suppress(sqlite3.Error):  # what was committed stands, whatever happens here
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._journal_to_empty = bool(busy)

    async def _in(self, threads: ThreadPoolExecutor, run: Callable[[], T]) -> T:
        context = contextvars.copy_context()  # so that what is logged there names the update
        return await asyncio.get_running_loop().run_in_executor(threads, lambda: context.run(run))
