"""Who shares a commit: what is in no hurry, never left behind, and what a body sets off that is told early."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.store import Store, Tx


async def rounds() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@contextmanager
def commits(store: Store) -> Iterator[list[None]]:
    """The transactions that the writer commits meanwhile."""
    seen: list[None] = []
    assert store._writer is not None
    event.listen(store._writer, "commit", lambda _: seen.append(None))
    yield seen


def add(number: int, tx: Tx) -> int:
    tx.execute(text(f"INSERT INTO polls (id, completed_at) VALUES ({number}, '2022-12-14T00:00:00')"))
    return number


async def kept(store: Store) -> list[int]:
    return await store.read(lambda tx: list(tx.execute(text("SELECT id FROM polls ORDER BY id")).scalars()))


async def test_it_goes_along_with_the_next_commit_that_somebody_needs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.LINGER_SECONDS", 3600.0)
    with commits(store) as seen:
        unhurried = [asyncio.create_task(store.write(partial(add, n), hurry=False)) for n in (2, 3)]
        await rounds()
        assert store.waiting == 2, "nobody has needed a commit yet"
        assert not any(task.done() for task in unhurried)
        assert await store.write(lambda tx: add(4, tx)) == 4
        assert [await task for task in unhurried] == [2, 3]
    assert len(seen) == 1
    assert await kept(store) == [2, 3, 4]
    assert store.waiting == 0


async def test_where_nobody_needs_one_it_soon_has_a_commit_of_its_own(store: Store) -> None:
    async with asyncio.timeout(10):
        assert await store.write(lambda tx: add(2, tx), hurry=False) == 2
    assert await kept(store) == [2]


async def test_what_fails_beside_it_takes_nothing_of_it_along(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.LINGER_SECONDS", 3600.0)
    unhurried = asyncio.create_task(store.write(lambda tx: add(2, tx), hurry=False))
    await rounds()
    with pytest.raises(ValueError, match="no"):
        await store.write(_fails)
    assert await unhurried == 2
    assert await kept(store) == [2]


async def test_a_store_that_closes_leaves_none_behind(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.store.LINGER_SECONDS", 3600.0)
    first, again = Store(url), Store(url)
    await first.open()
    unhurried = asyncio.create_task(first.write(lambda tx: add(2, tx), hurry=False))
    await rounds()
    await first.close()
    assert await unhurried == 2
    await again.open()
    try:
        assert await kept(again) == [2]
    finally:
        await again.close()


class Echo:
    """Writes a number of its own as soon as it is told one, as an update's effect follows its storing."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[int] = []
        self.written: list[asyncio.Task[int]] = []

    def hear(self, number: int) -> None:
        self.told.append(number)
        if len(self.told) == 1:
            write = self.store.write(lambda tx: add(number + 1, tx))
            self.written.append(asyncio.get_running_loop().create_task(write))

    @property
    def done(self) -> bool:
        return any(task.done() for task in self.written)


@pytest.fixture
def echo(store: Store) -> Echo:
    return Echo(store)


async def test_what_a_body_sets_off_that_is_told_early_shares_its_commit(store: Store, echo: Echo) -> None:
    with commits(store) as seen:
        assert await store.write(lambda tx: add(2, tx), early=echo.hear) == 2
        assert await asyncio.gather(*echo.written) == [3]
    assert len(seen) == 1
    assert echo.told == [2]
    assert await kept(store) == [2, 3]


async def test_nobody_is_told_early_of_what_failed(store: Store, echo: Echo) -> None:
    with pytest.raises(ValueError, match="no"):
        await store.write(_fails, early=echo.hear)
    assert echo.told == []


async def test_what_was_set_off_has_no_answer_before_the_commit(
    store: Store, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is to be told of a vote that a power cut may still take."""
    end, done_before = store._end, []

    def ends(*of: Any) -> None:
        done_before.append(echo.done)
        end(*of)

    monkeypatch.setattr(store, "_end", ends)
    await store.write(lambda tx: add(2, tx), early=echo.hear)
    assert done_before == [False]


async def test_after_a_commit_that_failed_each_stands_alone_and_once(
    store: Store, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = _refuses(store, monkeypatch, [True])
    assert await store.write(lambda tx: add(2, tx), early=echo.hear) == 2
    assert await asyncio.gather(*echo.written) == [3]
    assert await kept(store) == [2, 3]
    assert echo.told == [2, 2], "once more: what is told may have been set off by it or not"
    assert list(refused) == []


async def test_what_was_set_off_hears_of_its_own_commit_only(
    store: Store, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shared, then alone: the first body's commit fails twice, and what it set off must know by itself."""
    _refuses(store, monkeypatch, [True, True])
    with pytest.raises(DBAPIError, match="full"):
        await store.write(lambda tx: add(2, tx), early=echo.hear)
    assert await asyncio.gather(*echo.written) == [3]
    assert await kept(store) == [3]


def _refuses(store: Store, monkeypatch: pytest.MonkeyPatch, commits: list[bool]) -> Iterator[bool]:
    """The disk is full at those commits."""
    dialect = store._writer_engine.dialect
    commit, refused = dialect.do_commit, iter(commits)
    full = psycopg.errors.DiskFull if dialect.name == "postgresql" else sqlite3.OperationalError

    def do_commit(connection: Any) -> None:
        if next(refused, False):
            connection.rollback()
            raise full("database or disk is full")
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", do_commit)
    return refused


def _fails(tx: Tx) -> None:
    add(3, tx)
    raise ValueError("no")
