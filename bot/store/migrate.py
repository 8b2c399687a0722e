"""Brings a database to this program's schema, after a copy of the file; refuses one that is newer than the program."""

import sqlite3
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import Refusal


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    return config


def newest() -> str:
    """The revision that this program expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def present(connection: Connection) -> str | None:
    """The revision that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(url: str, at: datetime) -> bool:
    """Brings the database to the newest revision, in one transaction; True where there was something to do.

    A SQLite file is copied beside itself first (`….before-<revision>-<time>`). Raises Refusal("database-newer") where
    the database is at a revision that this program does not know.
    """
    connect_args = {"isolation_level": None} if url.startswith("sqlite") else {}
    engine = create_async_engine(url, hide_parameters=True, connect_args=connect_args)
    try:
        async with engine.connect() as connection:
            revision = await connection.run_sync(present)
            await connection.rollback()
            if revision == newest():
                return False
            if revision is not None:
                try:
                    ScriptDirectory.from_config(_config()).get_revision(revision)
                except CommandError as error:
                    raise Refusal("database-newer", revision=revision) from error
                _copy(url, revision, at)
            if url.startswith("sqlite"):
                # The driver leaves BEGIN to us: a migration that fails rolls back whole.
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            await connection.run_sync(_upgrade)
            await connection.commit()
            return True
    finally:
        await engine.dispose()


def _copy(url: str, revision: str, at: datetime) -> None:
    name = make_url(url).database
    if not url.startswith("sqlite") or not name or not Path(name).exists():
        return
    target = f"{name}.before-{revision}-{at:%Y%m%dT%H%M%S}"
    with sqlite3.connect(name) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    Path(target).chmod(0o600)
