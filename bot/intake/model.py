"""What intake knows of an update: who sent it, when it came, what came of it. Never what it means."""

import json
from contextvars import ContextVar
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from bot.dataclasses import dataclass
from bot.errors import Facts
from bot.ids import TelegramId, UpdateId

TRIES = 3
"""How often an update is handled at most before it is parked."""
PATIENCE = timedelta(seconds=30)
"""How long one attempt may take."""
KEPT = timedelta(days=3)
"""How long an answered update's row is kept, so that a second delivery is recognised."""
BRIEF = timedelta(seconds=1)
"""A pause between two polls up to this long is not an outage: storing a batch takes its time."""
TELEGRAM_KEEPS = timedelta(hours=24)
"""How long Telegram keeps updates that nobody fetches (Bot API, getUpdates)."""


@dataclass(frozen=True)
class Outcome:
    """What an update has done: a code and its JSON facts, from which the answer can be drawn again at any time."""

    code: str
    facts: Facts = field(default_factory=dict)
    refused: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the update's row."""
        return {"code": self.code, "facts": self.facts, "refused": self.refused}


@dataclass(frozen=True)
class Stored:
    """An update as it lies in the database. `received_at` (UTC) is the time that counts for deadlines."""

    update_id: UpdateId
    sender: TelegramId
    body: dict[str, Any]
    received_at: datetime
    overtaken: bool = False
    """Its answer was put off, and the sender has been answered something newer since: only what stands counts."""


current: ContextVar[Stored] = ContextVar("current")
"""The update that this task is handling."""


_traceless: ContextVar[bool] = ContextVar("traceless", default=False)


def leave_no_trace(*, wanted: bool = True) -> None:
    """The update that this task handles is a stranger's: once answered, nothing of it stays in any file."""
    _traceless.set(wanted)


def traceless() -> bool:
    """Was that asked for?"""
    return _traceless.get()


@dataclass(frozen=True)
class Outage:
    """A time in which the bot was not receiving, from the last completed poll to the first one after it.

    `drained_at`: when Telegram's backlog had been fetched; None while it is being fetched.
    """

    since: datetime
    until: datetime
    drained_at: datetime | None

    @property
    def lost_updates(self) -> bool:
        """Longer than Telegram keeps updates: some may be gone."""
        return self.until - self.since > TELEGRAM_KEEPS


class AnswerLater(Exception):
    """The effect stands, its answer could not be sent now (429, time-out); to be sent after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class NotStored(Exception):
    """The update was handed over, and then could not be stored: it has no effect until Telegram delivers it again."""


class Answered(Exception):
    """There is nobody to answer (blocked, deleted account): counts as answered."""


def sender_of(body: dict[str, Any]) -> TelegramId:
    """Whose queue an update stands in: the person who acted, else the chat; 0 for neither."""
    for content in body.values():
        if isinstance(content, dict):
            for origin in (content.get("from"), content.get("chat"), content.get("user")):
                if isinstance(origin, dict) and isinstance(origin.get("id"), int):
                    return TelegramId(origin["id"])
    return TelegramId(0)


CARD = ("message_id", "chat", "date", "has_protected_content")
"""What is kept of a card whose button was tapped: where it is. What it says is ours, and may be a draft."""


def lean(body: dict[str, Any]) -> dict[str, Any]:
    """An update's body without the words of the tapped card."""
    query = body.get("callback_query")
    card = query.get("message") if isinstance(query, dict) else None
    if not isinstance(card, dict):
        return body
    place = {name: card[name] for name in CARD if name in card}
    return {**body, "callback_query": {**body["callback_query"], "message": place}}


def writable(body: dict[str, Any]) -> dict[str, Any]:
    """An update's body with a question mark for each half of a surrogate pair, and a space for NUL.

    JSON can spell both. No database keeps the one, PostgreSQL not the other: what holds one would never be handled, and
    whatever came with it would wait. Each sign stays one sign, so that Telegram's places in the text stay right.
    """
    if _keepable(json.dumps(body, ensure_ascii=False)):
        return body
    return {_written(name): _written(held) for name, held in body.items()}


def _keepable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text  # so JSON spells NUL


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", " ").encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_written(name): _written(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_written(held) for held in value]
    return value
