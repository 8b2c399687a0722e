"""The house of the findings' tests, with its constituencies: they are asked for input."""

import pytest

from bot.committee import records as people
from bot.committee.model import CONSTITUENCIES
from bot.store import Tx
from tests.findings.conftest import on_postgres, on_sqlite, tx
from tests.findings.house import House, populate

__all__ = ["on_postgres", "on_sqlite", "tx"]


def settled(tx: Tx, code: str) -> House:
    made = House(tx, populate(tx, code))
    for position, constituency in enumerate(CONSTITUENCIES):
        people.add_constituency(tx, made.chair.committee.id, constituency, position, {})
    return made


@pytest.fixture
def house(tx: Tx) -> House:
    return settled(tx, "KG")


@pytest.fixture
def neighbour(house: House) -> House:
    """Another committee in the same database."""
    return settled(house.tx, "MN")
