"""What the store promises: nothing lost, nothing half, nobody else's trouble, no words in errors."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column as Col
from sqlalchemy import Connection, Integer, MetaData, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bot.store import Store, erased, metadata, wake
from bot.store.columns import Json, UtcDateTime

counters = Table(
    "counters", MetaData(), Col("id", Integer, primary_key=True), Col("n", Integer), sqlite_strict=True
)
moments = Table(
    "moments",
    MetaData(),
    Col("id", Integer, primary_key=True),
    Col("at", UtcDateTime),
    Col("facts", Json),
    sqlite_strict=True,
)


@pytest.fixture
def url(data: Path) -> str:
    """SQLite: how PostgreSQL keeps its promises is its own affair."""
    return f"sqlite+aiosqlite:///{data / 'nac-bot.sqlite3'}"


@pytest.fixture
async def counting(store: Store) -> Store:
    """A store with a counter at 0 and a table of moments."""

    def make(tx: Connection) -> None:
        counters.create(tx)
        moments.create(tx)
        tx.execute(insert(counters).values(id=1, n=0))

    await store.write(make)
    return store


def present(tx: Connection) -> int:
    return int(tx.execute(select(counters.c.n)).scalar_one())


def read_then_write(tx: Connection) -> int:
    n = present(tx) + 1
    tx.execute(update(counters).values(n=n))
    return n


async def test_a_hundred_parallel_increments_keep_a_hundred(counting: Store) -> None:
    found = await asyncio.gather(*(counting.write(read_then_write) for _ in range(100)))
    assert sorted(found) == list(range(1, 101))
    assert await counting.read(present) == 100


async def test_a_body_that_raises_undoes_only_itself(counting: Store) -> None:
    def wrong(tx: Connection) -> None:
        read_then_write(tx)
        raise LookupError("no")

    bodies = [wrong if n % 2 else read_then_write for n in range(20)]
    found = await asyncio.gather(*map(counting.write, bodies), return_exceptions=True)
    assert [type(f) for f in found[1::2]] == [LookupError] * 10
    assert sorted(f for f in found if isinstance(f, int)) == list(range(1, 11))
    assert await counting.read(present) == 10


async def test_a_broken_constraint_undoes_only_itself(counting: Store) -> None:
    twice = insert(counters).values(id=1, n=5)
    found = await asyncio.gather(
        counting.write(read_then_write),
        counting.write(lambda tx: tx.execute(twice)),
        counting.write(read_then_write),
        return_exceptions=True,
    )
    assert isinstance(found[1], IntegrityError)
    assert await counting.read(present) == 2


async def test_after_an_operational_error_each_body_runs_alone(counting: Store) -> None:
    runs: list[str] = []

    def good(tx: Connection) -> int:
        runs.append("good")
        return read_then_write(tx)

    def bad(tx: Connection) -> None:
        runs.append("bad")
        tx.execute(text("SELECT * FROM no_such_table"))

    found = await asyncio.gather(
        counting.write(good), counting.write(bad), counting.write(good), return_exceptions=True
    )
    assert isinstance(found[1], OperationalError)
    assert [found[0], found[2]] == [1, 2], "what the batch had counted was rolled back, then counted once"
    assert runs == ["good", "bad", "good", "bad", "good"]
    assert await counting.read(present) == 2


async def test_one_writer_goes_on_after_an_error(counting: Store) -> None:
    with pytest.raises(OperationalError):
        await counting.write(lambda tx: tx.execute(text("SELECT nonsense")))
    assert await counting.write(read_then_write) == 1


async def test_after_a_commit_that_failed_everything_is_counted_once_and_the_next_ones_go_on(
    counting: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = counting._writer_engine.dialect
    commit, refused = dialect.do_commit, iter([True, False, False, True])

    def full(connection: Any) -> None:
        if next(refused, False):
            raise sqlite3.OperationalError("database or disk is full")
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", full)
    assert await asyncio.gather(counting.write(read_then_write), counting.write(read_then_write)) == [1, 2]
    with pytest.raises(OperationalError, match="full"):
        await counting.write(read_then_write)
    assert await counting.write(read_then_write) == 3
    assert await counting.read(present) == 3


async def test_a_caller_who_gave_up_does_not_stop_the_others(counting: Store) -> None:
    gone = asyncio.create_task(counting.write(read_then_write))
    await asyncio.sleep(0)
    gone.cancel()
    await counting.write(read_then_write)
    assert await counting.read(present) == 2, "the effect stands; whoever asks again reads it"


async def test_while_another_process_writes_the_loop_goes_on_and_the_body_has_its_turn(
    data: Path, counting: Store
) -> None:
    other = sqlite3.connect(data / "nac-bot.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    since = time.monotonic()
    waiting = asyncio.create_task(counting.write(read_then_write))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not waiting.done()
    assert time.monotonic() - since < 4, "SQLite would wait for five seconds, and everybody with it"
    other.execute("ROLLBACK")
    other.close()
    assert await waiting == 1
    assert await counting.write(read_then_write) == 2


async def test_a_reader_sees_one_moment_while_others_write(counting: Store) -> None:
    with counting._reader_engine.connect() as reader, reader.begin():
        assert present(reader) == 0
        await counting.write(read_then_write)
        assert present(reader) == 0
    assert await counting.read(present) == 1


async def test_a_long_look_that_is_in_the_way_of_erasing_holds_up_nobody(counting: Store) -> None:
    def erases(tx: Connection) -> int:
        erased(tx)
        return read_then_write(tx)

    with counting._reader_engine.connect() as reader, reader.begin():
        assert present(reader) == 0
        since = time.monotonic()
        assert await counting.write(erases) == 1
        assert time.monotonic() - since < 4, "SQLite would wait for five seconds, and every vote with it"
    assert counting._journal_to_empty
    await counting.write(read_then_write)
    assert not counting._journal_to_empty, "done once nobody looks any more"


async def test_a_reader_cannot_write(counting: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await counting.read(read_then_write)
    assert await counting.read(present) == 0


async def test_readers_do_not_wait_for_each_other(counting: Store) -> None:
    assert await asyncio.gather(*(counting.read(present) for _ in range(50))) == [0] * 50


async def test_columns_take_only_their_own_type(counting: Store) -> None:
    with pytest.raises(IntegrityError, match="cannot store TEXT value in INTEGER column"):
        await counting.write(lambda tx: tx.execute(text("UPDATE counters SET n = 'many'")))


async def test_every_table_is_strict(store: Store) -> None:
    def look(tx: Connection) -> dict[str, int]:
        rows = tx.execute(text("PRAGMA table_list")).all()
        return {row.name: row.strict for row in rows if row.schema == "main" and row.type == "table"}

    strict = await store.read(look)
    assert metadata.tables
    assert all(strict[name] for name in metadata.tables)


async def test_instants_keep_their_moment_in_utc_and_their_order(counting: Store) -> None:
    bishkek = timezone(timedelta(hours=6))
    first = datetime(2022, 12, 8, 14, 0, tzinfo=bishkek)
    second = datetime(2022, 12, 8, 8, 0, 0, 1, tzinfo=UTC)

    def body(tx: Connection) -> list[Any]:
        tx.execute(insert(moments), [{"at": second, "facts": None}, {"at": first, "facts": {"ө": [1]}}])
        return list(tx.execute(select(moments.c.at, moments.c.facts).order_by(moments.c.at)))

    (one, facts), (other, nothing) = await counting.write(body)
    assert (one, other) == (first, second)
    assert one.utcoffset() == timedelta(0)
    assert facts == {"ө": [1]}
    assert nothing is None


async def test_an_instant_without_a_zone_is_refused(counting: Store) -> None:
    naive = datetime(2022, 12, 8, 14, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="an instant needs its zone"):
        await counting.write(lambda tx: tx.execute(insert(moments).values(at=naive)))


async def test_errors_do_not_show_what_people_wrote(counting: Store) -> None:
    secret = "the draft nobody may read"
    with pytest.raises(IntegrityError) as caught:
        await counting.write(lambda tx: tx.execute(insert(moments), [{"id": 1, "facts": secret}] * 2))
    with pytest.raises(OperationalError) as refused:
        await counting.read(lambda tx: tx.execute(insert(moments).values(facts=secret)))
    assert secret not in str(caught.value) + str(refused.value)


async def test_whoever_waits_for_letters_is_woken_by_the_commit_and_by_nothing_else(counting: Store) -> None:
    woken: list[int] = []
    counting.after_commit = lambda: woken.append(1)
    await counting.write(read_then_write)
    assert woken == []

    def writes_a_letter(tx: Connection) -> None:
        wake(tx)

    await counting.write(writes_a_letter)
    assert woken == [1]


async def test_what_was_committed_is_in_the_file_and_what_was_erased_is_not(data: Path, store: Store) -> None:
    path = data / "nac-bot.sqlite3"
    words = "зачёркнутый черновик"

    def keep(tx: Connection) -> None:
        moments.create(tx)
        tx.execute(insert(moments).values(facts=words))

    await store.write(keep)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT facts FROM moments").fetchall() == [(f'"{words}"',)]
    other.close()
    await store.write(lambda tx: tx.execute(update(moments).values(facts=None)))
    await store.close()
    await store.open()
    assert words.encode() not in path.read_bytes()


async def test_closing_finishes_what_waits(counting: Store) -> None:
    waiting = [asyncio.create_task(counting.write(read_then_write)) for _ in range(200)]
    await asyncio.sleep(0)
    await counting.close()
    await asyncio.gather(*waiting)
    await counting.open()
    assert await counting.read(present) == 200
