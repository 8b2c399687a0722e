"""One person's updates in order, others side by side; what fails is tried three times, then parked."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.clock import FrozenClock
from bot.errors import Unavailable
from bot.ids import TelegramId, UpdateId
from bot.intake import Answered, AnswerLater, Dispatcher, Outcome, Stored, records
from bot.intake.dispatcher import AT_ONCE, ROOM
from bot.intake.model import TRIES
from bot.store import Store, Tx

AT = datetime(2022, 12, 8, 8, 0, tzinfo=UTC)
Handle = Callable[[Stored], Awaitable[None]]
Make = Callable[..., Dispatcher]


def updates(*senders: int, first: int = 1) -> list[Stored]:
    return [
        Stored(UpdateId(first + n), TelegramId(sender), {"text": "secret words"}, AT)
        for n, sender in enumerate(senders)
    ]


class Desk:
    """Who is being handled, in which order, and how many at once."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.by_person: dict[int, list[int]] = defaultdict(list)
        self.most = 0
        self.go = asyncio.Event()
        self.sorry: list[int] = []

    async def handle(self, stored: Stored) -> None:
        self.begun.append(stored.update_id)
        self.most = max(self.most, len(self.begun) - len(self.ended))
        await self.go.wait()
        self.ended.append(stored.update_id)
        self.by_person[stored.sender].append(stored.update_id)

    async def apologise(self, stored: Stored) -> None:
        self.sorry.append(stored.update_id)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def make(store: Store, clock: FrozenClock, desk: Desk) -> AsyncIterator[Make]:
    """Makes a dispatcher around a way to handle."""
    made: list[Dispatcher] = []

    def dispatcher(handle: Handle, patience: timedelta = timedelta(seconds=30)) -> Dispatcher:
        made.append(Dispatcher(store, clock, handle, desk.apologise, patience))
        return made[-1]

    yield dispatcher
    for one in made:
        await one.stop()


async def keep(store: Store, batch: list[Stored]) -> list[Stored]:
    return await store.write(lambda tx: records.store(tx, batch))


async def until_idle(dispatcher: Dispatcher) -> None:
    async with asyncio.timeout(10):
        while not dispatcher.idle:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0)


async def rounds(n: int = 20) -> None:
    for _ in range(n):
        await asyncio.sleep(0)


async def test_one_persons_updates_are_handled_in_order(store: Store, make: Make, desk: Desk) -> None:
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(*[1, 2] * 10)))
    await rounds()
    assert desk.begun == [1, 2], "the second waits for the first of the same person"
    desk.go.set()
    await until_idle(dispatcher)
    assert desk.by_person == {1: list(range(1, 21, 2)), 2: list(range(2, 21, 2))}
    assert await store.read(records.unanswered) == []


async def test_where_several_are_answered_the_next_commit_notes_it(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.LINGER_SECONDS", 3600.0)
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(1, 2)))
    desk.go.set()
    await rounds()
    assert desk.ended == [1, 2]
    assert not dispatcher.idle, "neither is noted yet, and there is no hurry"
    await keep(store, updates(3, first=3))
    await until_idle(dispatcher)
    assert [stored.update_id for stored in await store.read(records.unanswered)] == [3]


async def test_one_who_is_alone_is_noted_at_once(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.LINGER_SECONDS", 3600.0)
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(1, 1, 1)))
    desk.go.set()
    await until_idle(dispatcher)
    assert await store.read(records.unanswered) == []


async def test_at_most_sixty_four_are_handled_side_by_side(store: Store, make: Make, desk: Desk) -> None:
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(*range(1, 201))))
    await rounds()
    assert len(desk.begun) == AT_ONCE
    desk.go.set()
    await until_idle(dispatcher)
    assert len(desk.ended) == 200
    assert desk.most <= AT_ONCE


@pytest.mark.slow
async def test_one_who_sends_without_end_leaves_room_for_the_others(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(*[1] * ROOM)))
    await asyncio.wait_for(dispatcher.room(), 1)
    monkeypatch.setattr("bot.intake.dispatcher.MOST", ROOM + 1)  # but not for ever
    dispatcher.take(await keep(store, updates(1, first=1000)))
    waiting = asyncio.create_task(dispatcher.room())
    await rounds()
    assert not waiting.done()
    desk.go.set()
    await asyncio.wait_for(waiting, 10)
    await until_idle(dispatcher)


async def test_polling_has_no_room_while_two_hundred_and_fifty_six_people_wait(
    store: Store, make: Make, desk: Desk
) -> None:
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(*range(1, ROOM))))
    await asyncio.wait_for(dispatcher.room(), 10)
    dispatcher.take(await keep(store, updates(1000, first=1000)))
    waiting = asyncio.create_task(dispatcher.room())
    await rounds()
    assert not waiting.done()
    desk.go.set()
    await asyncio.wait_for(waiting, 10)
    await until_idle(dispatcher)


async def test_an_update_that_is_in_hand_is_not_taken_twice(store: Store, make: Make, desk: Desk) -> None:
    dispatcher = make(desk.handle)
    batch = await keep(store, updates(1, 1))
    dispatcher.take(batch)
    dispatcher.take(batch)
    desk.go.set()
    await until_idle(dispatcher)
    assert desk.ended == [1, 2]


async def test_what_fails_three_times_is_parked_and_its_sender_told(
    store: Store, make: Make, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails_on_the_first(stored: Stored) -> None:
        desk.begun.append(stored.update_id)
        if stored.update_id == 1:
            raise LookupError(f"cannot handle {stored.body['text']}")

    dispatcher = make(fails_on_the_first)
    dispatcher.take(await keep(store, updates(1, 1, 2)))
    await until_idle(dispatcher)
    assert sorted(desk.begun) == [1, 1, 1, 2, 3]
    assert desk.sorry == [1]
    assert await store.read(records.parked) == [(1, AT, "LookupError")]
    assert await store.read(records.unanswered) == [], "a start leaves it alone"
    out, err = capsys.readouterr()
    assert "LookupError" in out + err
    assert "fails_on_the_first" in out + err, "the log says where"
    assert "secret words" not in out + err, "and not what was written"


async def test_what_is_out_of_reach_for_the_update_itself_is_not_tried_for_ever(
    store: Store, make: Make, desk: Desk
) -> None:
    """A full disk under a file, say: only for the database, and for what it could not store, is waited."""
    tries = 0

    async def full(_stored: Stored) -> None:
        nonlocal tries
        tries += 1
        raise Unavailable("disk-full")

    dispatcher = make(full)
    dispatcher.take(await keep(store, updates(1)))
    await until_idle(dispatcher)
    assert tries == TRIES
    assert desk.sorry == [1]


async def test_attempts_are_counted_over_restarts(store: Store, make: Make, desk: Desk) -> None:
    await keep(store, updates(1))
    for _ in range(2):
        await store.write(lambda tx: records.fail(tx, UpdateId(1), "KilledHere"))

    async def fails(stored: Stored) -> None:
        desk.begun.append(stored.update_id)
        raise LookupError

    dispatcher = make(fails)
    await dispatcher.take_up()
    await until_idle(dispatcher)
    assert desk.begun == [1]
    assert desk.sorry == [1]


async def test_a_kill_between_the_last_try_and_its_apology_leaves_nobody_untold(
    store: Store, make: Make, desk: Desk
) -> None:
    await keep(store, updates(1))
    told = Outcome("acting-named", {"name": "somebody's name"})

    def failed_for_good(tx: Tx) -> None:
        records.keep_outcome(tx, UpdateId(1), told)
        for _ in range(3):
            records.fail(tx, UpdateId(1), "LookupError")

    await store.write(failed_for_good)
    for _ in range(2):
        await make(desk.handle).take_up()
    assert (desk.begun, desk.sorry) == ([], [1])
    row = await store.read(lambda tx: tx.execute(select(records.updates)).one())
    assert (row.body, row.outcome, row.sender, row.error) == (None, None, 0, "LookupError")


async def test_a_slow_one_is_cut_off_and_does_not_hold_up_the_next(
    store: Store, make: Make, desk: Desk
) -> None:
    async def slow(stored: Stored) -> None:
        desk.begun.append(stored.update_id)
        if stored.update_id == 1:
            await asyncio.Event().wait()

    dispatcher = make(slow, timedelta(milliseconds=5))
    dispatcher.take(await keep(store, updates(1, 1)))
    await until_idle(dispatcher)
    assert desk.begun == [1, 1, 1, 2]
    assert await store.read(records.parked) == [(1, AT, "TimeoutError")]
    assert desk.sorry == [1]


async def test_an_answer_that_must_wait_is_due_later_and_the_next_goes_on(
    store: Store, clock: FrozenClock, make: Make, desk: Desk
) -> None:
    async def told_to_wait(stored: Stored) -> None:
        desk.begun.append(stored.update_id)
        if stored.update_id == 1:
            raise AnswerLater(7)

    dispatcher = make(told_to_wait)
    dispatcher.take(await keep(store, updates(1, 1)))
    await until_idle(dispatcher)
    assert desk.begun == [1, 2]
    soon = clock.now() + timedelta(seconds=7)
    assert await store.read(lambda tx: records.postponed(tx, clock.now())) == ([], soon)
    due, _ = await store.read(lambda tx: records.postponed(tx, soon))
    assert [stored.update_id for stored in due] == [1]


async def test_whom_it_answered_is_not_remembered_for_ever(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.dispatcher.SENDERS_REMEMBERED", 3)
    desk.go.set()
    dispatcher = make(desk.handle)
    dispatcher.take(await keep(store, updates(*range(1, 11), 1)))
    await until_idle(dispatcher)
    assert len(desk.ended) == 11
    assert len(dispatcher._answered) == 3


async def test_where_nobody_is_left_to_answer_the_update_is_done(
    store: Store, make: Make, desk: Desk
) -> None:
    async def gone(_stored: Stored) -> None:
        raise Answered

    dispatcher = make(gone)
    dispatcher.take(await keep(store, updates(1)))
    await until_idle(dispatcher)
    row = await store.read(lambda tx: tx.execute(select(records.updates)).one())
    assert row.answered_at is not None
    assert row.body is None


async def test_what_was_stored_and_not_handled_is_taken_up_at_the_next_start(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.dispatcher.STOP_SECONDS", 0.01)
    first = make(desk.handle)
    first.take(await keep(store, updates(1, 1, 2)))
    await rounds()
    await first.stop()
    assert desk.ended == []
    desk.go.set()
    second = make(desk.handle)
    await second.take_up()
    await until_idle(second)
    assert desk.by_person == {1: [1, 2], 2: [3]}


async def test_a_database_that_is_away_is_waited_for(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.PAUSE_SECONDS", 0.0)
    real, tries = store.write, 0

    async def away(body: Callable[[Tx], object], **_: bool) -> object:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise OperationalError("", None, sqlite3.OperationalError("disk I/O error"))
        return await real(body)

    desk.go.set()
    dispatcher = make(desk.handle)
    batch = await keep(store, updates(1, 1))
    monkeypatch.setattr(store, "write", away)
    dispatcher.take(batch)
    await until_idle(dispatcher)
    assert desk.ended == [1, 2], "handled once, and its record written when the database was back"
    assert await store.read(records.unanswered) == []


async def test_whoever_waits_behind_others_for_a_database_that_is_away_has_not_failed(
    store: Store, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.dispatcher.PAUSE_SECONDS", 0.0)
    tries = 0

    def gone(_: Tx) -> None:
        raise OperationalError("", None, sqlite3.OperationalError("disk I/O error"))

    async def waits(_stored: Stored) -> None:
        nonlocal tries
        tries += 1
        if tries < 6:  # more often than what is at fault itself is tried
            with pytest.raises(OperationalError):
                await store.read(gone, long=True)
            await asyncio.sleep(60)

    dispatcher = make(waits, timedelta(seconds=0.05))
    dispatcher.take(await keep(store, updates(1)))
    await until_idle(dispatcher)
    assert tries == 6
    assert desk.sorry == []
    assert await store.read(records.unanswered) == []


async def test_what_could_not_be_stored_has_no_effect_until_it_is_delivered_again(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in hand before the commit that stores it: where that failed, it would count once now and once again."""
    monkeypatch.setattr("bot.intake.dispatcher.PAUSE_SECONDS", 0.0)
    tries: list[int] = []

    async def vote(stored: Stored) -> None:
        tries.append(stored.update_id)
        await store.write(lambda tx: records.keep_outcome(tx, stored.update_id, Outcome("vote-counted")))

    dispatcher = make(vote)
    batch = updates(1)
    dispatcher.take(batch)
    async with asyncio.timeout(10):
        while len(tries) < 5:  # noqa: ASYNC110 (it tells nobody): more often than what is at fault itself is tried
            await asyncio.sleep(0)
    dispatcher.take(await keep(store, batch))
    await until_idle(dispatcher)
    assert await store.read(records.parked) == []
    with pytest.raises(Answered):
        await store.read(lambda tx: records.outcome(tx, UpdateId(1)))


async def test_an_outcome_is_read_back_as_it_was_kept(store: Store) -> None:
    kept = Outcome("vote-counted", {"choice": "approve", "names": ["Ө", None]}, refused=True)

    def body(tx: Tx) -> Outcome | None:
        records.store(tx, updates(1))
        records.keep_outcome(tx, UpdateId(1), kept)
        return records.outcome(tx, UpdateId(1))

    assert await store.write(body) == kept
