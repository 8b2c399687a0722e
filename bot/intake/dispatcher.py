"""One person's updates in order, different people's side by side, each handled until it has its answer."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from bot.clock import Clock
from bot.errors import place
from bot.ids import TelegramId, UpdateId
from bot.intake import records
from bot.intake.model import (
    PATIENCE,
    TRIES,
    Answered,
    AnswerLater,
    NotStored,
    Stored,
    current,
    leave_no_trace,
    traceless,
)
from bot.store import Store, Tx, away, erased, wake

AT_ONCE = 64
"""How many updates are handled side by side."""
ROOM = 256
"""How many people may wait before polling pauses. One who sends without end holds up nobody but themselves."""
MOST = 4_096
"""How many updates may wait in memory, whoever sent them."""
SENDERS_REMEMBERED = 10_000
PAUSE_SECONDS = 1.0
"""Between two tries to handle an update while the database is away."""
STOP_SECONDS = 5.0
"""How long a stop waits for answers that are under way; each would otherwise be given twice."""

log = structlog.get_logger(__name__)


class Dispatcher:
    """Hands stored updates to `handle` and records what came of it.

    `handle` returns when the sender has been answered, raises AnswerLater or Answered where that cannot be now or ever,
    and anything else for a failure: it is tried three times, then parked and `apologise` tells the sender.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        handle: Callable[[Stored], Awaitable[None]],
        apologise: Callable[[Stored], Awaitable[None]],
        patience: timedelta = PATIENCE,
    ) -> None:
        """`patience`: how long one attempt may take."""
        self._store = store
        self._clock = clock
        self._handle = handle
        self._apologise = apologise
        self._patience = patience.total_seconds()
        self._queues: dict[TelegramId, deque[Stored]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Event()
        self._room.set()
        self._in_hand: set[UpdateId] = set()
        self._answered: dict[TelegramId, UpdateId] = {}
        self._stopping = False

    def take(self, batch: list[Stored]) -> None:
        """Queues updates behind what their senders sent before; one that is in hand already is not queued again."""
        for stored in batch:
            if stored.update_id in self._in_hand:
                continue
            self._in_hand.add(stored.update_id)
            queue = self._queues.get(stored.sender)
            if queue is not None:
                queue.append(stored)
                continue
            self._queues[stored.sender] = deque([stored])
            task = asyncio.create_task(self._work(stored.sender), name=f"updates of {stored.sender}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if not self._has_room:
            self._room.clear()

    async def take_up(self) -> None:
        """After a start: whatever was stored and never answered."""
        left, given_up = await self._store.read(lambda tx: (records.unanswered(tx), records.given_up(tx)))
        self.take(left)
        for stored in given_up:
            await self._give_up(stored)

    async def room(self) -> None:
        """Returns when there is room for more."""
        await self._room.wait()

    @property
    def waiting(self) -> int:
        """Updates that wait or are being handled."""
        return len(self._in_hand)

    @property
    def idle(self) -> bool:
        """Nothing is being handled and nothing waits."""
        return self.waiting == 0

    async def stop(self) -> None:
        """Lets what is under way finish; what is unfinished then is taken up at the next start."""
        self._stopping = True
        if not self._tasks:
            return
        _, unfinished = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished)

    async def _work(self, sender: TelegramId) -> None:
        queue = self._queues[sender]
        while queue and not self._stopping:
            try:
                async with self._slots:
                    await self._settle(queue[0])
            except Exception as error:  # nothing could be noted of it: the next start takes it up
                log.error("an update was left", error=type(error).__name__, place=place(error))
            self._in_hand.discard(queue.popleft().update_id)
            self._make_room()
        del self._queues[sender]
        self._make_room()

    @property
    def _has_room(self) -> bool:
        return len(self._queues) < ROOM and self.waiting < MOST

    def _make_room(self) -> None:
        if self._has_room:
            self._room.set()

    async def _settle(self, stored: Stored) -> None:
        stored = replace(
            stored, overtaken=self._answered.get(stored.sender, stored.update_id) > stored.update_id
        )
        current.set(stored)
        leave_no_trace(wanted=False)
        while True:
            began = monotonic()
            try:
                async with asyncio.timeout(self._patience):
                    await self._handle(stored)
            except AnswerLater as later:
                await self._postpone(stored, later.seconds)
                return
            except Answered:
                pass
            except Exception as error:
                # Nothing can go on without the database, and it is not this update's fault: nor is it where others
                # found it away, and this one waited behind them until its time was over.
                if away(error) or isinstance(error, NotStored) or self._store.away_at > began:
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                if await self._failed(stored, error) < TRIES:
                    continue
                await self._give_up(stored)
                return
            self._note_answer(stored)
            # Where others are being handled, their commits take it along: only the sender's next update waits for it.
            alone = len(self._queues) == 1
            await self._store.record(
                partial(self._answer, stored, self._clock.now(), traceless()), hurry=alone
            )
            return

    def _note_answer(self, stored: Stored) -> None:
        """Remembers whom it was given last: only an answer that was put off asks for it, and that is not for long."""
        newest = self._answered.pop(stored.sender, stored.update_id)
        self._answered[stored.sender] = max(newest, stored.update_id)
        if len(self._answered) > SENDERS_REMEMBERED:
            del self._answered[next(iter(self._answered))]

    async def _give_up(self, stored: Stored) -> None:
        with contextlib.suppress(Exception):
            await self._apologise(stored)
        await self._store.record(lambda tx: records.park(tx, stored.update_id))

    def _answer(self, stored: Stored, now: datetime, stranger: bool, tx: Tx) -> None:
        records.answered(tx, stored.update_id, now)
        if stranger:
            erased(tx, at_once=False)  # a flood of them would hold up whoever votes

    async def _postpone(self, stored: Stored, seconds: float) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)

        def body(tx: Tx) -> None:
            records.postpone(tx, stored.update_id, until)
            wake(tx)

        await self._store.record(body)

    async def _failed(self, stored: Stored, error: Exception) -> int:
        name = type(error).__name__
        log.error("an update failed", update_id=stored.update_id, error=name, place=place(error))
        return await self._store.record(lambda tx: records.fail(tx, stored.update_id, name))
