"""Telegram is told that we have an update only after it lies in the database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import FrozenClock
from bot.errors import Unavailable
from bot.ids import UpdateId
from bot.intake import Dispatcher, Poller, Stored, records
from bot.intake.model import Outage
from bot.store import Store, Tx


class Line:
    """Telegram's end: gives out batches, and notes with which offset it was asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.batches: list[list[int] | Exception] = []
        self.asked: list[tuple[int | None, list[int]]] = []
        self.before: Callable[[], None] = lambda: None
        self.bodies: dict[int, dict[str, Any]] = {}

    async def fetch(self, offset: int | None, wait: bool) -> list[dict[str, Any]]:
        kept = await self.store.read(
            lambda tx: list(tx.execute(select(records.updates.c.update_id)).scalars())
        )
        self.asked.append((offset, sorted(kept)))
        if not self.batches:
            raise StopAsyncIteration
        found = self.batches.pop(0)
        self.before()
        if isinstance(found, Exception):
            raise found
        usual = {"message": {"from": {"id": 1}}}
        return [{"update_id": number, **self.bodies.get(number, usual)} for number in found]


class Poll:
    """A poller on a line, with a dispatcher that only notes."""

    def __init__(self, store: Store, clock: FrozenClock) -> None:
        self.store, self.clock, self.line = store, clock, Line(store)
        self.handled: list[int] = []
        self.stored: list[Stored] = []

    async def runs(
        self, *batches: list[int] | Exception, wanted: Callable[[dict[str, Any]], bool] = bool
    ) -> None:
        """Polls until the batches are used up, as a process that starts and ends."""

        async def handle(stored: Stored) -> None:
            self.handled.append(stored.update_id)
            self.stored.append(stored)

        async def never(_stored: Stored) -> None:
            raise AssertionError

        self.line.batches = list(batches)
        dispatcher = Dispatcher(self.store, self.clock, handle, never)
        with pytest.raises(StopAsyncIteration):
            await Poller(self.store, self.clock, self.line.fetch, dispatcher, wanted).run()
        async with asyncio.timeout(10):
            while not dispatcher.idle:  # noqa: ASYNC110 (it tells nobody)
                await asyncio.sleep(0)

    async def outages(self) -> list[Outage]:
        def look(tx: Tx) -> list[Outage]:
            rows = tx.execute(select(records.outages).order_by("id"))
            return [Outage(row.since, row.until, row.drained_at) for row in rows]

        return await self.store.read(look)


def near(one: datetime, other: datetime) -> bool:
    """The same but for the microseconds by which the updates of a batch are told apart."""
    return abs(one - other) < timedelta(milliseconds=1)


@pytest.fixture
def poll(store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Poll:
    monkeypatch.setattr("bot.intake.poller.PAUSE_SECONDS", 0.0)
    return Poll(store, clock)


async def test_the_offset_moves_only_after_the_batch_is_stored(poll: Poll) -> None:
    await poll.runs([5, 6], [7], [])
    assert poll.line.asked == [(None, []), (7, [5, 6]), (8, [5, 6, 7]), (8, [5, 6, 7])]
    assert sorted(poll.handled) == [5, 6, 7]


async def test_of_a_tapped_card_only_its_place_is_stored(poll: Poll) -> None:
    chat = {"id": 1, "type": "private"}
    place = {"message_id": 3, "chat": chat, "date": 5, "has_protected_content": True}
    card = {**place, "text": "A draft", "reply_markup": {"inline_keyboard": []}}
    tap = {"id": "7", "from": {"id": 1}, "message": card, "data": "bv:1:approve"}
    poll.line.bodies[5] = {"callback_query": tap}
    await poll.runs([5], [])
    (stored,) = poll.stored
    assert stored.body == {"update_id": 5, "callback_query": {**tap, "message": place}}


async def test_a_second_delivery_is_not_handled_again(poll: Poll) -> None:
    await poll.runs([5, 6])
    await poll.runs([5, 6, 7], [7])
    assert sorted(poll.handled) == [5, 6, 7]


async def test_what_could_not_be_stored_is_not_confirmed(poll: Poll, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Any], Awaitable[Any]] = poll.store.write
    calls = 0

    async def away_at_first(body: Callable[[Tx], Any], **asked: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            return await real(lambda tx: tx.exec_driver_sql("SELECT * FROM gone"))
        return await real(body, **asked)

    monkeypatch.setattr(poll.store, "write", away_at_first)
    await poll.runs([5], [5], [])
    assert poll.line.asked[:3] == [(None, []), (None, []), (6, [5])]
    assert poll.handled == [5]


async def test_signs_that_no_database_keeps_are_left_outside(poll: Poll) -> None:
    """JSON can spell half of a surrogate pair, and NUL: the votes beside it must count, on every database."""
    words = {"from": {"id": 1, "first_name": "A\0"}, "text": "a\0b\ud83dc 🌱", "entities": [{"url": "\0"}]}
    poll.line.bodies[5] = {"message": words}
    await poll.runs([5, 6], [])
    assert poll.handled == [5, 6]
    kept = {"from": {"id": 1, "first_name": "A "}, "text": "a b?c 🌱", "entities": [{"url": " "}]}
    assert poll.stored[0].body["message"] == kept


async def test_an_update_that_cannot_be_looked_at_ends_nobodys_polling(poll: Poll) -> None:
    poll.line.bodies[5] = {"message": {"from": {"id": 1}, "chat": None}}
    await poll.runs([5, 6], [7], [], wanted=lambda body: bool(body["message"].get("chat", {}).get("type", 1)))
    assert poll.handled == [5, 6, 7]


async def test_while_telegram_is_out_of_reach_polling_goes_on_trying(poll: Poll) -> None:
    await poll.runs(Unavailable("network"), Unavailable("telegram"), [5], [])
    assert poll.handled == [5]


async def test_a_stop_is_an_outage_until_the_backlog_is_fetched(poll: Poll, clock: FrozenClock) -> None:
    await poll.runs([1])
    stopped = clock.now()
    clock.move(stopped + timedelta(hours=25))
    await poll.runs(list(range(2, 102)), [102])
    (outage,) = await poll.outages()
    assert near(outage.since, stopped)
    assert near(outage.until, clock.now())
    assert outage.drained_at is not None
    assert near(outage.drained_at, clock.now())
    assert outage.lost_updates


@pytest.mark.slow
async def test_the_backlog_is_not_drained_while_full_batches_come(poll: Poll, clock: FrozenClock) -> None:
    await poll.runs([1])
    stopped = clock.now()
    clock.move(stopped + timedelta(hours=1))
    await poll.runs(list(range(2, 102)))
    (outage,) = await poll.outages()
    assert outage.drained_at is None
    assert not outage.lost_updates
    await poll.runs([])
    (outage,) = await poll.outages()
    assert outage.drained_at is not None
    assert near(outage.drained_at, clock.now())


async def test_an_empty_poll_after_a_full_one_drains_at_once(poll: Poll, clock: FrozenClock) -> None:
    await poll.runs([1])
    clock.move(clock.now() + timedelta(hours=1))
    await poll.runs(list(range(2, 102)), [])
    (outage,) = await poll.outages()
    assert outage.drained_at is not None
    assert near(outage.drained_at, clock.now())


async def test_a_quiet_long_poll_is_no_outage(poll: Poll, clock: FrozenClock) -> None:
    poll.line.before = lambda: clock.move(clock.now() + timedelta(seconds=25))
    await poll.runs([], [], [1], [])
    assert await poll.outages() == []
    last: datetime | None = await poll.store.read(records.last_poll)
    assert last is not None
    assert near(last, clock.now())


async def test_a_time_when_telegram_was_away_is_an_outage(poll: Poll, clock: FrozenClock) -> None:
    await poll.runs([1], [])
    began = clock.now()
    poll.line.before = lambda: clock.move(clock.now() + timedelta(minutes=2))
    await poll.runs(Unavailable("network"), [2], [])
    (outage,) = await poll.outages()
    assert near(outage.since, began)
    assert outage.until > began + timedelta(minutes=2)


async def test_the_time_of_receipt_is_when_the_poll_was_answered(poll: Poll, clock: FrozenClock) -> None:
    poll.line.before = lambda: clock.move(clock.now() + timedelta(seconds=20))
    began = clock.now()
    await poll.runs([1])

    def received(tx: Tx) -> datetime:
        found = records.updates.c
        found_at: datetime = tx.execute(
            select(found.received_at).where(found.update_id == UpdateId(1))
        ).scalar_one()
        return found_at

    assert near(await poll.store.read(received), began + timedelta(seconds=20))


async def test_what_comes_together_was_received_one_after_the_other(poll: Poll, clock: FrozenClock) -> None:
    """A vote that Telegram had before a tap that closes the ballot is before it, though one poll brings both."""
    await poll.runs([3, 4, 5])

    def received(tx: Tx) -> list[datetime]:
        found = records.updates.c
        return list(tx.execute(select(found.received_at).order_by(found.update_id)).scalars())

    first, second, third = await poll.store.read(received)
    assert first < second < third <= clock.now()
