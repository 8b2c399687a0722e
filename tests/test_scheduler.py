"""What is due is asked, never remembered: a restart forgets nothing, a failure stops nobody else."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.clock import FrozenClock
from bot.scheduler import Due, Scheduler
from bot.store import Store, Tx


class Room:
    """Things that fall due at certain instants; each is done once."""

    def __init__(self, *instants: datetime) -> None:
        self.waiting = sorted(instants)
        self.done: list[datetime] = []
        self.broken = False

    def due(self, _tx: Tx, now: datetime) -> Due:
        if self.broken:
            raise LookupError
        ripe = tuple(at for at in self.waiting if at <= now)

        def do(_tx: Tx) -> None:
            for at in ripe:
                self.waiting.remove(at)
                self.done.append(at)

        return Due((do,) if ripe else (), next((at for at in self.waiting if at > now), None))


@pytest.fixture
async def scheduler(store: Store, clock: FrozenClock) -> AsyncIterator[Scheduler]:
    made = Scheduler(store, clock)
    made.start()
    yield made
    await made.stop()


async def settled(scheduler: Scheduler) -> None:
    async with asyncio.timeout(10):
        while not scheduler.idle:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.001)


async def test_it_does_what_is_due_and_knows_when_something_will_be(
    scheduler: Scheduler, clock: FrozenClock
) -> None:
    begin = clock.now()
    room, other = Room(begin, begin + timedelta(hours=2)), Room(begin + timedelta(hours=1))
    scheduler.queries += [room.due, other.due]
    scheduler.nudge()
    await settled(scheduler)
    assert room.done == [begin]
    assert scheduler.next_at == begin + timedelta(hours=1)
    clock.move(begin + timedelta(hours=3))
    await settled(scheduler)
    assert len(room.done + other.done) == 3, "a moved clock skips nothing"
    assert scheduler.next_at is None


async def test_what_fails_is_logged_and_stops_nobody_else(
    scheduler: Scheduler, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_tx: Tx) -> None:
        raise LookupError("some words that people wrote")

    room = Room(clock.now())
    scheduler.queries += [lambda tx, now: Due((fails,)), room.due]
    scheduler.nudge()
    await settled(scheduler)
    assert room.done == [clock.now()]
    said = "".join(capsys.readouterr())
    assert "LookupError" in said
    assert "some words" not in said


async def test_a_question_that_cannot_be_asked_is_asked_again_and_stops_nobody_else(
    scheduler: Scheduler, clock: FrozenClock
) -> None:
    room, other = Room(clock.now()), Room(clock.now(), clock.now() + timedelta(hours=1))
    room.broken = True
    scheduler.queries += [room.due, other.due]
    scheduler.nudge()
    await settled(scheduler)
    assert (room.done, other.done) == ([], [clock.now()])
    assert scheduler.next_at == clock.now() + timedelta(hours=1)
    room.broken = False
    scheduler.nudge()
    await settled(scheduler)
    assert room.done == [clock.now()]


async def test_a_real_clock_wakes_it_at_the_due_instant(store: Store) -> None:
    from bot.clock import Clock

    clock = Clock()
    room = Room(clock.now() + timedelta(milliseconds=120))
    scheduler = Scheduler(store, clock, [room.due])
    scheduler.start()
    async with asyncio.timeout(10):
        while not room.done:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.01)
    await scheduler.stop()
