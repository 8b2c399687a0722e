"""What tests share: a migrated database by copy, a clock that stands still, and the whole bot on a stage."""

import logging
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import settings

from bot.clock import FrozenClock
from bot.playground.stage import Stage, stage
from bot.store import Store
from bot.store.migrate import migrate
from tests.specification import PATH, check_call

BISHKEK = ZoneInfo("Asia/Bishkek")
KICK_OFF = datetime(2022, 12, 8, 14, 0, tzinfo=BISHKEK)
DATABASE = "nac-bot.sqlite3"

# How long an example takes is the machine's affair: no test depends on real time.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


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
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    yield
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
