"""Wakes at the next due instant, and once a minute in any case, and asks every room "what is due?".

It holds no jobs of its own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.dataclasses import dataclass
from bot.errors import place
from bot.intake import Outcome
from bot.store import Store, Tx

log = structlog.get_logger(__name__)


Item = Callable[[Tx], Outcome | None]


@dataclass(frozen=True)
class Due:
    """What is due now, each a transaction of its own, and when something will be due next (None: nothing known).

    An item returns what came of it where that is an act of the committee: a ballot closed, say.
    """

    items: tuple[Item, ...] = ()
    next_at: datetime | None = None


DueQuery = Callable[[Tx, datetime], Due]
Log = Callable[[Tx, Outcome, datetime], None]


@dataclass
class Scheduler:
    """What is due is a query: a restart forgets nothing, a stall skips nothing."""

    store: Store
    clock: Clock
    queries: list[DueQuery] = field(default_factory=list)
    log: Log | None = None
    """Keeps what came of an item, in its transaction."""
    next_at: datetime | None = None

    def __post_init__(self) -> None:
        self._ticks = AsyncIOScheduler(timezone=UTC)
        self._again = asyncio.Event()
        self._looking = False
        self.clock.watch(self.nudge)

    def start(self) -> None:
        """Begins to look, now and from then on."""
        # misfire_grace_time=None: by default a tick that comes a second late is dropped.
        # UTC, or the machine would be searched for its zone.
        every_minute = IntervalTrigger(minutes=1, timezone=UTC)
        self._ticks.add_job(self.nudge, every_minute, id="minute", misfire_grace_time=None)
        self._ticks.start()
        self._task = asyncio.create_task(self._run(), name="scheduler")
        self.nudge()

    async def stop(self) -> None:
        """Stops looking; what falls due meanwhile is found at the next start."""
        self._ticks.shutdown(wait=False)
        self._task.cancel()
        await asyncio.wait([self._task])

    def nudge(self) -> None:
        """Look again: something was written, or the clock was moved."""
        self._again.set()

    @property
    def idle(self) -> bool:
        """Nothing is due and nobody asked to look."""
        return not self._looking and not self._again.is_set()

    async def look(self) -> None:
        """Asks every room once, does what is due, and notes when to look next.

        A room that cannot be asked is asked again with the next look; nobody's deadline waits for it.
        """
        upcoming: list[datetime] = []
        for query in self.queries:
            now = self.clock.now()
            try:
                due = await self.store.read(lambda tx, query=query, now=now: query(tx, now))  # type: ignore[misc]
            except Exception as error:
                log.error("looking for what is due failed", error=type(error).__name__, place=place(error))
                continue
            for item in due.items:
                try:
                    await self.store.write(partial(self._do, item, now), long=True)
                except Exception as error:
                    log.error("something that was due failed", error=type(error).__name__, place=place(error))
            if due.next_at is not None:
                upcoming.append(due.next_at)
        self.next_at = min(upcoming, default=None)
        if self.next_at is not None:
            wait = max(self.next_at - self.clock.now(), timedelta(milliseconds=50))
            self._ticks.add_job(
                self.nudge,
                DateTrigger(datetime.now(UTC) + wait),
                id="next",
                replace_existing=True,
                misfire_grace_time=None,
            )

    def _do(self, item: Item, now: datetime, tx: Tx) -> None:
        outcome = item(tx)
        if outcome is not None and self.log is not None:
            self.log(tx, outcome, now)

    async def _run(self) -> None:
        while True:
            await self._again.wait()
            self._looking = True
            self._again.clear()
            try:
                await self.look()
            except Exception as error:
                log.error("looking for what is due ended", error=type(error).__name__, place=place(error))
            finally:
                self._looking = False
