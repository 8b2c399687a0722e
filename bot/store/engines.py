"""How each backend is connected to: SQLite with what a vote needs to survive, PostgreSQL with looks of one moment."""

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    NullPool,
    QueuePool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.util import LRUCache

from bot.store.prepared import say

WRITE_LOCK = 0x6E6163
"""Any constant: the advisory lock that makes PostgreSQL's writers take turns, as SQLite's do."""
AT_ONCE, PATIENTLY = "PRAGMA busy_timeout=0", "PRAGMA busy_timeout=5000"
"""Another process may be writing, too: a command on the terminal. The writer waits for it in a thread only."""
_COMPILED: LRUCache[Any, Any] = LRUCache(1000)
"""Statements that were compiled for SQLite, by a writer or a reader of whatever store."""
_OF_A_LOOK = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""On PostgreSQL every statement of a look would otherwise see another moment."""


def engine_of(url: str, readers: int) -> Engine:
    """The engine behind a URL, for so many who read at once; 0: for the one who writes."""
    # hide_parameters: an error's text would otherwise show what people wrote.
    if not url.startswith("sqlite"):
        from bot.store.server import server_engine  # noqa: PLC0415  # a driver that a file does not need

        return server_engine(
            make_url(url),
            hide_parameters=True,
            pool_size=max(readers, 1),
            pool_pre_ping=True,
            execution_options=_OF_A_LOOK if readers else {},
        )
    engine = create_engine(
        make_url(url).set(drivername="sqlite"),
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=max(readers, 1),
        max_overflow=0,
        # None: the driver leaves BEGIN to us. Its own way begins late, and two writers then lose updates.
        connect_args={"isolation_level": None, "check_same_thread": False},
        execution_options={"compiled_cache": _COMPILED},
    )
    engine.dialect = _dialect()

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        knows_capitals(connection)
        cursor = connection.cursor()
        cursor.execute(PATIENTLY)
        cursor.execute("PRAGMA foreign_keys=ON")
        if readers:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute(AT_ONCE)
            cursor.execute("PRAGMA synchronous=FULL")  # a confirmed vote survives a power cut
            cursor.execute("PRAGMA secure_delete=ON")  # what is erased is not left behind in free pages
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        say(connection, "BEGIN" if readers else "BEGIN IMMEDIATE")

    return engine


@cache
def _dialect() -> Dialect:
    """The one of all engines for SQLite, since a statement is compiled for a dialect."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    engine.connect().close()  # it asks once which SQLite this is
    return engine.dialect


def knows_capitals(connection: sqlite3.Connection) -> None:
    """Gives a connection a `lower()` for all alphabets, as PostgreSQL has: SQLite's own knows Latin letters only."""
    connection.create_function(
        "lower", 1, lambda text: text.lower() if isinstance(text, str) else text, deterministic=True
    )
