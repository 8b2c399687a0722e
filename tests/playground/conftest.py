"""A server on a clock that stands still, a person, and `api`: one call as the bot makes it."""

from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import FrozenClock
from bot.playground.model import User
from bot.playground.telegram import Telegram
from tests import specification

TOKEN = "123456:playground"
Api = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(datetime(2022, 12, 8, 8, 0, tzinfo=UTC))


@pytest.fixture
def telegram(clock: FrozenClock) -> Telegram:
    return Telegram(clock, TOKEN)


@pytest.fixture
def aida(telegram: Telegram) -> User:
    """Somebody who has started the bot and whose /start was confirmed."""
    user = telegram.user("Айда", "Токтогулова", "aida", "ky")
    telegram.send_text(user, "/start")
    telegram.updates.clear()
    return user


@pytest.fixture
def api(telegram: Telegram) -> Api:
    """Calls a method; returns its result, or the description where it was refused."""

    async def call(method: str, **fields: Any) -> Any:
        files = {name: value for name, value in fields.items() if isinstance(value, tuple)}
        values = {name: value for name, value in fields.items() if name not in files}
        _, answer = await telegram.call(method, values, files)
        return answer["result"] if answer["ok"] else answer["description"]

    return call


@pytest.fixture
def well_formed(telegram: Telegram) -> Iterator[None]:
    """Holds every call of the test against the official description."""
    complaints = specification.watch(telegram)
    yield
    assert not complaints
