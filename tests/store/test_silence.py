"""A PostgreSQL server that falls silent is given up, and what it held for the bot is let go of."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, make_url, select, update
from sqlalchemy.exc import OperationalError

from bot.intake.model import PATIENCE
from bot.store import Store, Tx, away, server
from tests.store.conftest import needs_postgres, postgres
from tests.store.line import Line

__all__ = ["postgres"]
pytestmark = [needs_postgres, pytest.mark.slow]
counters = Table("counters", MetaData(), Column("n", Integer))


@pytest.fixture
def lines(postgres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Line, str]]:
    """Whoever waits for the server waits for a second."""
    monkeypatch.setattr(server, "ANSWER_SECONDS", 1)
    with Line.to(postgres) as found:
        yield found


@pytest.fixture
def line(lines: tuple[Line, str]) -> Line:
    return lines[0]


@pytest.fixture
async def store(lines: tuple[Line, str]) -> AsyncIterator[Store]:
    """A counter at 0, at the other end of the line."""
    opened = Store(f"{lines[1]}?connect_timeout=2")
    await opened.open()

    def make(tx: Tx) -> None:
        counters.create(tx)
        tx.execute(insert(counters).values(n=0))

    await opened.write(make)
    yield opened
    await opened.close()


def look(tx: Tx) -> int:
    return int(tx.execute(select(counters.c.n)).scalar_one())


def count(tx: Tx) -> int:
    tx.execute(update(counters).values(n=counters.c.n + 1))
    return look(tx)


async def test_nobody_waits_long_for_a_server_that_says_nothing(line: Line, store: Store) -> None:
    assert await store.read(look) == 0
    line.hush()
    since = time.monotonic()
    for silent in (store.read(look), store.write(count)):
        with pytest.raises(OperationalError) as gone:
            await silent
        assert away(gone.value), "what was asked is asked again"
    assert time.monotonic() - since < 20, "TCP would wait for a quarter of an hour"
    line.mend()
    assert await store.write(count) == 1
    assert await store.read(look) == 1


async def test_a_transaction_that_is_cut_off_does_not_hold_up_the_writers_after_it(
    line: Line, store: Store
) -> None:
    """The server does not hear that the bot has gone, and keeps its lock for two hours."""
    runs: list[int] = []

    def cut_off(tx: Tx) -> int:
        runs.append(len(runs))
        if runs == [0]:
            count(tx)
            line.hush()
        return count(tx)

    with pytest.raises(OperationalError):
        await store.write(cut_off)
    line.mend()
    assert await asyncio.wait_for(store.record(cut_off), 20) == 1, "what was counted before was taken back"


async def test_what_an_update_is_given_is_enough_to_find_out_that_the_server_has_gone() -> None:
    assert PATIENCE.total_seconds() > server.ANSWER_SECONDS + server.CONNECT_SECONDS


async def test_a_transaction_that_stood_still_for_too_long_is_tried_again(store: Store) -> None:
    """The machine of the bot was put to sleep in the middle of it: the server has ended it."""
    naps = iter([1.5])

    def sleeps(tx: Tx) -> int:
        count(tx)
        time.sleep(next(naps, 0.0))
        return count(tx)

    assert await asyncio.wait_for(store.record(sleeps), 20) == 2


@pytest.mark.parametrize(
    ("said", "limit", "probed"), [("", 15_000, 15), ("?tcp_user_timeout=7000&keepalives_idle=40", 7000, 40)]
)
async def test_the_system_watches_the_line_too_as_the_url_says_or_else_as_we_do(
    postgres: str,
    said: str,
    limit: int,
    probed: int,
) -> None:
    store = Store(postgres + said)
    await store.open()
    assert store._writer is not None
    driver = store._writer.connection.driver_connection
    assert driver is not None
    with socket.socket(fileno=os.dup(driver.fileno())) as line:
        found = [
            line.getsockopt(socket.IPPROTO_TCP, option)
            for option in (socket.TCP_USER_TIMEOUT, socket.TCP_KEEPIDLE)
        ]
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert found == [limit, probed]
    await store.close()


def test_the_url_wins_in_all_that_it_says() -> None:
    own = make_url("postgresql+psycopg://x/y?connect_timeout=60&keepalives_count=9")
    assert server.limits(own).keys().isdisjoint({"connect_timeout", "keepalives_count"})
    assert server.limits(make_url("postgresql+psycopg://x/y"))["connect_timeout"] == server.CONNECT_SECONDS
