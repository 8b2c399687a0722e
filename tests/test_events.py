"""News goes up inside the publisher's own transaction."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Connection

from bot import events
from bot.intake import records
from bot.store import Store
from tests.conftest import KICK_OFF


@dataclass(frozen=True)
class Happened:
    what: str


@pytest.fixture(autouse=True)
def _nobody_else_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_listeners", {})


async def test_listeners_are_told_in_order_and_once(store: Store) -> None:
    heard: list[str] = []

    def first(_tx: Connection, event: Happened) -> None:
        heard.append(f"first {event.what}")

    def second(_tx: Connection, event: Happened) -> None:
        heard.append(f"second {event.what}")

    for listener in (first, second, first):
        events.subscribe(Happened, listener)
    await store.write(lambda tx: events.publish(tx, Happened("it")))
    assert heard == ["first it", "second it"]


async def test_what_a_listener_raises_undoes_what_was_published_about(store: Store) -> None:
    def refuses(_tx: Connection, _event: Happened) -> None:
        raise LookupError

    events.subscribe(Happened, refuses)

    def body(tx: Connection) -> None:
        records.poll_completed(tx, KICK_OFF)
        events.publish(tx, Happened("it"))

    with pytest.raises(LookupError):
        await store.write(body)
    assert await store.read(records.last_poll) is None
