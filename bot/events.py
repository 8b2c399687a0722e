"""News that goes up: a room publishes, rooms above it act in the publisher's transaction; `bot/app` wires them."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

E = TypeVar("E")
_listeners: dict[type, list[Callable[[Connection, Any], None]]] = {}


def subscribe(event: type[E], listener: Callable[[Connection, E], None]) -> None:
    """`listener` is called in the transaction that publishes such an event. Subscribing twice changes nothing."""
    listeners = _listeners.setdefault(event, [])
    if listener not in listeners:
        listeners.append(listener)


def publish(tx: Connection, event: object) -> None:
    """Tells the listeners, in the order in which they subscribed. What one raises undoes the transaction."""
    for listener in _listeners.get(type(event), ()):
        listener(tx, event)
