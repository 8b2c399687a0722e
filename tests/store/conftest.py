"""The same store on every backend: SQLite always, PostgreSQL where NAC_BOT_TEST_POSTGRES names a server."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from bot.store import Store, Tx, metadata
from bot.store.migrate import migrate

SERVER = "NAC_BOT_TEST_POSTGRES"
needs_postgres = pytest.mark.skipif(SERVER not in os.environ, reason=f"{SERVER} is not set")


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of an empty database of its own on the server."""
    server = make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg")
    name = f"nac_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[needs_postgres, pytest.mark.slow])])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database."""
    if request.param == "postgres":
        found = str(request.getfixturevalue("postgres"))
        asyncio.run(migrate(found, datetime(2022, 1, 1, tzinfo=UTC)))
        return found
    data: Path = request.getfixturevalue("data")
    return f"sqlite+aiosqlite:///{data / 'nac-bot.sqlite3'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on either backend."""
    opened = Store(url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def on_postgres(postgres: str) -> Iterator[Engine]:
    """The server's database with all tables in it."""
    engine = create_engine(postgres, poolclass=NullPool)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["in_memory", pytest.param("on_postgres", marks=[needs_postgres, pytest.mark.slow])])
def tx(request: pytest.FixtureRequest) -> Iterator[Tx]:
    """A transaction on either backend, which is taken back."""
    engine: Engine = request.getfixturevalue(request.param)
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
