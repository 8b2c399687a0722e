"""News goes up inside the publisher's own transaction."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection

import bot.app  # noqa: F401 (it wires the listeners)
from bot import events
from bot.intake import records
from bot.store import Store
from tests.conftest import KICK_OFF

_WIRED = tuple(event.__name__ for event in events._listeners)
_PUBLISHED = re.compile(r"publish\(\s*tx,\s*(\w+)\(")


@dataclass(frozen=True)
class Happened:
    what: str


def test_all_that_is_published_is_heard_and_nothing_else_is_listened_for() -> None:
    published = {
        event
        for file in Path(events.__file__).parent.rglob("*.py")
        for event in _PUBLISHED.findall(file.read_text("utf-8"))
    }
    assert published == set(_WIRED)


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
