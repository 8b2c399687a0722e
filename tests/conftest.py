"""What tests share: a migrated database by copy, a clock that stands still, and the whole bot on a stage."""

import logging
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from aiohttp.test_utils import TestServer
from hypothesis import settings
from sqlalchemy import Engine, NullPool, create_engine, event

from bot.clock import Clock, FrozenClock
from bot.playground.doors import bot_api
from bot.playground.stage import TOKEN, Stage, stage
from bot.playground.telegram import Telegram
from bot.store import Store, metadata
from bot.store.engines import knows_capitals
from bot.store.migrate import migrate
from tests.specification import PATH, check_call

BISHKEK = ZoneInfo("Asia/Bishkek")
KICK_OFF = datetime(2022, 12, 8, 14, 0, tzinfo=BISHKEK)
DATABASE = "nac-bot.sqlite3"

# How long an example takes is the machine's affair: no test depends on real time.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")

QUICK_SECONDS = 3.0
"""Of the processor's time, several times what an unmarked test may take: a busy machine must not fail it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Keeps the unmarked part quick: what takes long is marked."""
    since = time.process_time()
    yield
    spent = time.process_time() - since
    if spent > QUICK_SECONDS and item.get_closest_marker("slow") is None:
        pytest.fail(f"{spent:.1f} s of the processor: make it shorter, or mark it slow", pytrace=False)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file, to be copied: 7 ms instead of 40."""
    import asyncio

    path = tmp_path_factory.mktemp("template") / DATABASE
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}", datetime(2022, 1, 1, tzinfo=UTC)))
    return path


@pytest.fixture
def data(tmp_path: Path, migrated: Path) -> Path:
    """A data directory with a fresh database in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(migrated, folder / DATABASE)
    return folder


@pytest.fixture(scope="session")
def in_memory() -> Iterator[Engine]:
    """Each connection is to a database of its own, a copy with all tables in it: to create them takes much longer.

    One engine for all tests, because each would compile every statement anew.
    """
    engine = create_engine("sqlite://", poolclass=NullPool)
    with engine.connect() as connection:
        metadata.create_all(connection)
        connection.commit()
        driver: Any = connection.connection.driver_connection
        template = driver.serialize()

    @event.listens_for(engine, "connect")
    def _fill(connection: sqlite3.Connection, _record: Any) -> None:
        connection.deserialize(template)
        connection.execute("PRAGMA foreign_keys=ON")
        knows_capitals(connection)

    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> FrozenClock:
    """Stands at the kick-off, 8 December 2022, 14:00 in Bishkek, until moved."""
    return FrozenClock(KICK_OFF)


@pytest.fixture
async def store(data: Path) -> AsyncIterator[Store]:
    """An open store on a fresh database."""
    opened = Store(f"sqlite+aiosqlite:///{data / DATABASE}")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def bot(data: Path, clock: FrozenClock) -> AsyncIterator[Stage]:
    """The whole bot, running on a Telegram of its own; every call it makes is checked against the Bot API."""
    complaints: list[str] = []

    def listen(method: str, fields: Mapping[str, Any]) -> None:
        # Gathered, because an error raised in a call is taken for one of the network, and borne.
        if PATH.exists():
            complaints.extend(check_call(method, fields))

    async with stage(data, clock, on_call=listen) as here:
        yield here
    assert complaints == []


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telegram]:
    """A Telegram over HTTP, which the settings point to."""
    here = Telegram(Clock(), TOKEN)
    async with TestServer(bot_api(here)) as server:
        monkeypatch.setenv("NAC_BOT_API_URL", str(server.make_url("")))
        monkeypatch.setenv("NAC_BOT_TOKEN", TOKEN)
        yield here


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the machine that runs the tests must not reach them."""
    import os

    for name in list(os.environ):
        if name.startswith("NAC_BOT_") and not name.startswith("NAC_BOT_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command configures logging for its whole process; the next test must find it as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    levels = _levels()
    yield
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    if root.level != level:
        root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    for name, level in _levels().items():
        if level != levels.get(name, logging.NOTSET):  # setting one clears what all loggers remember
            logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


def _levels() -> dict[str, int]:
    loggers = logging.root.manager.loggerDict.items()
    return {name: logger.level for name, logger in loggers if isinstance(logger, logging.Logger)}
