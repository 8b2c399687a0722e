"""Brings a database to this program's schema, after a copy of the file; refuses one that is newer than the program.

Alembic and the asynchronous engine are imported only where there is something to do: they cost a start 18 MB.
"""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, make_url, text

from bot.errors import Refusal, Unavailable
from bot.store.engines import WRITE_LOCK, engine_of
from migrations import NEWEST

if TYPE_CHECKING:
    from alembic.config import Config


OTHERS_SECONDS = 60.0
"""How long it waits for its turn to change a file: another process may be migrating it."""


def newest() -> str:
    """The revision that this program expects."""
    return NEWEST


def present(connection: Connection) -> str | None:
    """The revision that the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_read_only(connection: Connection) -> None:
    """Writes what stands there already. Raises OperationalError where that cannot be done: SQLite begins a transaction
    for writing in a file that can only be read, and refuses the first change in it."""
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


async def migrate(url: str, at: datetime) -> bool:
    """Brings the database to the newest revision, in one transaction; True where there was something to do.

    A SQLite file is copied beside itself first (`….before-<revision>-<time>`). Raises Refusal("database-newer") where
    the database is at a revision that this program does not know, Unavailable("database") where a file cannot be
    opened, and sqlite3.Error where it cannot be copied.
    """
    _refuse_unopenable(url)
    if await asyncio.to_thread(_revision, url) == NEWEST:
        return False
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

    engine = create_async_engine(url, hide_parameters=True, connect_args=_connect_args(url))
    try:
        async with engine.connect() as connection:
            if url.startswith("sqlite"):
                # The driver leaves BEGIN to us: a migration that fails rolls back whole.
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
            revision = await connection.run_sync(present)
            if revision == NEWEST:  # somebody else was quicker, and this one has waited
                return False
            if revision is not None:
                refuse_unknown(revision)
                _copy(url, revision, at)
            await connection.run_sync(_upgrade)
            await connection.commit()
            return True
    finally:
        await engine.dispose()


def _connect_args(url: str) -> dict[str, Any]:
    """A migration may take as long as it needs, and waits for its turn; a server that is not there is given up."""
    if url.startswith("sqlite"):
        return {"isolation_level": None, "timeout": OTHERS_SECONDS}
    from bot.store.server import limits  # noqa: PLC0415  # a driver that a file does not need

    return limits(make_url(url))


def _revision(url: str) -> str | None:
    engine = engine_of(url, readers=1)
    try:
        with engine.connect() as connection:
            return present(connection)
    finally:
        engine.dispose()


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_unopenable(url: str) -> None:
    """Where a file cannot be opened, aiosqlite lets go of its thread, which then speaks to a loop that is closed."""
    name = make_url(url).database
    if not url.startswith("sqlite") or not name:
        return
    try:
        sqlite3.connect(name).close()
    except sqlite3.Error as error:
        raise Unavailable("database", reason=str(error)) from None


def refuse_unknown(revision: str) -> None:
    """Raises Refusal("database-newer") where this program does not know the revision."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise Refusal("database-newer", revision=revision) from error


def forget_copies(url: str, before: datetime) -> int:
    """Removes the copies beside a SQLite file that are older than an instant: they hold whom it no longer knows."""
    name = make_url(url).database
    if not url.startswith("sqlite") or not name:
        return 0
    path = Path(name)
    old = [p for p in path.parent.glob(f"{path.name}.before-*") if p.stat().st_mtime < before.timestamp()]
    for copy in old:
        copy.unlink(missing_ok=True)
    return len(old)


def _copy(url: str, revision: str, at: datetime) -> None:
    name = make_url(url).database
    if not url.startswith("sqlite") or not name or not Path(name).exists():
        return
    target = f"{name}.before-{revision}-{at:%Y%m%dT%H%M%S}"
    try:
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        Path(target).chmod(0o600)
    except BaseException:
        Path(target).unlink(missing_ok=True)  # half a copy helps nobody, and takes the room that is wanting
        raise
