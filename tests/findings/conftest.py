"""A committee with everybody in it, in a small real database: SQLite, and PostgreSQL for what its records promise."""

import os
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from bot.store import Tx, metadata
from tests.findings.house import House, populate
from tests.store.conftest import SERVER


@pytest.fixture(scope="session")
def on_postgres() -> Iterator[Engine]:
    """A database of its own with all tables; tests roll back what they do in it."""
    server = make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg")
    name = f"nac_{secrets.token_hex(6)}"
    maintenance = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(server.set(database=name), poolclass=NullPool)
    metadata.create_all(engine)
    yield engine
    engine.dispose()
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def on_sqlite(in_memory: Engine) -> Engine:
    """An empty database in memory."""
    return in_memory


@pytest.fixture
def tx(request: pytest.FixtureRequest) -> Iterator[Tx]:
    engine: Engine = request.getfixturevalue(f"on_{getattr(request, 'param', 'sqlite')}")
    with engine.connect() as connection:
        connection.begin()
        yield connection
        connection.rollback()


@pytest.fixture
def house(tx: Tx) -> House:
    return House(tx, populate(tx, "KG"))


@pytest.fixture
def neighbour(house: House) -> House:
    """Another committee in the same database."""
    return House(house.tx, populate(house.tx, "MN"))
