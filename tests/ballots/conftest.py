"""The committee in a small real database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot import events
from bot.ballots import service
from bot.committee.model import SeatFreed
from bot.findings.model import VersionPublished
from bot.store import Tx
from tests.ballots.hall import Hall, convene


@pytest.fixture
def tx(in_memory: Engine) -> Iterator[Tx]:
    with in_memory.connect() as connection, connection.begin():
        yield connection


@pytest.fixture
def hall(tx: Tx) -> Hall:
    return convene(tx)


@pytest.fixture
def neighbour(hall: Hall) -> Hall:
    """Another committee in the same database."""
    return convene(hall.tx, "MN")


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the room hears of, as the app wires it, and nothing that another test has wired."""
    monkeypatch.setattr(events, "_listeners", {})
    events.subscribe(SeatFreed, service.seat_freed)
    events.subscribe(VersionPublished, service.version_published)
