"""What is erased is not left behind in any file of the database."""

import asyncio
import math
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.committee.records import tables
from bot.store import Remembered, Store, Tx, erased
from tests.conftest import DATABASE

SECRET = "Zhyldyz-who-asked-to-be-forgotten"
LONG = SECRET + "x" * 9000  # over several pages


@pytest.fixture
async def store(data: Path) -> AsyncIterator[Store]:
    """On SQLite only: a server keeps its own files."""
    opened = Store(f"sqlite+aiosqlite:///{data / DATABASE}")
    await opened.open()
    yield opened
    await opened.close()


def left_in(data: Path) -> list[str]:
    """The files in which it can still be read."""
    return sorted(p.name for p in data.iterdir() if SECRET.encode() in p.read_bytes())


def remember(tx: Tx) -> None:
    for number in range(40):
        tx.execute(
            text("INSERT INTO names (person, name, telegram_name) VALUES (:n, :name, :long)"),
            {"n": number, "name": f"{SECRET} {number}", "long": LONG},
        )


def forget(tx: Tx) -> None:
    tx.execute(text("DELETE FROM names"))


def forget_for_good(tx: Tx) -> None:
    forget(tx)
    erased(tx)


async def test_what_is_deleted_stays_in_the_journal_unless_it_is_erased(store: Store, data: Path) -> None:
    await store.write(forget)  # the first commit empties the journal, whatever it does
    await store.write(remember)
    await store.write(forget)
    assert left_in(data) == ["nac-bot.sqlite3-wal"]
    await store.write(remember)
    await store.write(forget_for_good)
    assert left_in(data) == []


async def test_it_is_gone_once_the_write_returns_also_beside_others_and_readers(
    store: Store, data: Path
) -> None:
    await store.write(remember)
    bodies: list[Callable[[Tx], None]] = [forget_for_good, lambda tx: None, lambda tx: None]
    reads = [store.read(lambda tx: tx.execute(text("SELECT * FROM names")).all()) for _ in range(20)]
    await asyncio.gather(*(store.write(body) for body in bodies), *reads)
    await store.write(lambda tx: None)  # a reader may have been in the way of the first try
    assert left_in(data) == []


def forget_soon(tx: Tx) -> None:
    forget(tx)
    erased(tx, at_once=False)


async def test_of_many_that_may_wait_one_empties_the_journal_for_all(data: Path) -> None:
    store = Store(f"sqlite+aiosqlite:///{data / DATABASE}", empty_seconds=1000.0)
    await store.open()
    await store.write(remember)  # the first commit empties the journal, whatever it does
    await store.write(forget_soon)
    assert left_in(data) != []
    await store.write(remember)
    store._emptied_at = -math.inf  # long ago
    await store.write(forget_soon)
    assert left_in(data) == []
    await store.write(remember)
    await store.write(forget_for_good)
    assert left_in(data) == [], "who leaves waits for nobody"
    await store.close()


async def test_what_may_wait_is_gone_soon_also_where_nobody_writes_any_more(data: Path) -> None:
    store = Store(f"sqlite+aiosqlite:///{data / DATABASE}", empty_seconds=1000.0)
    await store.open()
    await store.write(remember)
    await store.write(forget_soon)
    assert left_in(data) != []
    assert store._empties is not None, "it is set to ring"
    store._emptied_at = -math.inf
    store._empty_soon()
    await store._jobs.join()
    assert left_in(data) == []
    await store.close()


async def test_a_start_empties_what_a_killed_process_left_in_the_journal(store: Store, data: Path) -> None:
    await store.write(remember)
    await store.write(forget)
    assert left_in(data) != []
    other = Store(store.url)  # as a new process finds it
    await other.open()
    await other.write(lambda tx: None)
    assert left_in(data) == []
    await other.close()


async def test_an_erasure_that_is_rolled_back_erases_nothing(store: Store, data: Path) -> None:
    def fails(tx: Tx) -> None:
        forget_for_good(tx)
        raise ValueError

    await store.write(remember)
    outcome = await _outcome(store, fails)
    assert isinstance(outcome, ValueError)
    assert "nac-bot.sqlite3" in left_in(data)


async def _outcome(store: Store, body: Callable[[Tx], None]) -> BaseException | None:
    try:
        await store.write(body)
    except ValueError as error:
        return error
    return None


async def test_a_reader_that_still_saw_what_was_erased_leaves_nothing_of_it_in_memory(store: Store) -> None:
    seen: list[int] = []
    names = Remembered(select(tables.names), lambda rows: seen.append(len(rows)))
    reads, erases = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        tx.execute(text("SELECT 1 FROM names")).all()  # from here on it sees what stands now
        reads.set()
        assert erases.wait(10)
        names.of(tx)

    await store.write(remember)
    reading = asyncio.create_task(store.read(slow, long=True))
    await asyncio.to_thread(reads.wait, 10)
    await store.write(forget_for_good)
    erases.set()
    await reading
    await store.write(lambda tx: None)
    await store.write(remember)
    await store.read(names.of)
    assert seen == [40, 40], "the very same rows, and nobody remembered them"
