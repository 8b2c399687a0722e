"""A committee with everybody in it, in a small real database."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, event

from bot.store import Tx, metadata
from tests.findings.house import House, populate


@pytest.fixture
def tx() -> Iterator[Tx]:
    engine = create_engine("sqlite://")

    @event.listens_for(engine, "connect")
    def _check_references(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")

    metadata.create_all(engine)
    with engine.connect() as connection, connection.begin():
        yield connection
    engine.dispose()


@pytest.fixture
def house(tx: Tx) -> House:
    return House(tx, populate(tx, "KG"))


@pytest.fixture
def neighbour(house: House) -> House:
    """Another committee in the same database."""
    return House(house.tx, populate(house.tx, "MN"))
