"""What is in no hurry goes along with the next commit that somebody needs, and is never left behind."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import event, text

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


def _fails(tx: Tx) -> None:
    add(3, tx)
    raise ValueError("no")
