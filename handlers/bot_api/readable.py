"""An update as python-telegram-bot reads it: it asks for fields that an older Bot API server does not send."""

from typing import Any

import structlog
from telegram import Bot, Message, Update

from handlers.bot_api.tapped_card import without_card

_MESSAGES = ("message", "edited_message")
_ALWAYS = ("message_id", "date", "chat", "from")
_WITHIN = ("reply_to_message", "pinned_message")
_MISSING = (TypeError, KeyError, ValueError, AttributeError)
"""What python-telegram-bot raises where something that it asks for is not there."""

log = structlog.get_logger(__name__)


def readable(body: dict[str, Any], bot: Bot) -> Update:
    """The update; where something in a message cannot be read, it counts as a kind of content that is not known yet."""
    body = without_card(body)
    try:
        return Update.de_json(body, bot)
    except _MISSING:
        return Update.de_json({n: _read(v, bot) if n in _MESSAGES else v for n, v in body.items()}, bot)


def _read(message: dict[str, Any], bot: Bot) -> dict[str, Any]:
    always = {name: message[name] for name in _ALWAYS if name in message}
    kept = dict(always)
    for name, value in message.items():
        found = _read(value, bot) if name in _WITHIN else value
        try:
            Message.de_json({**always, name: found}, bot)
        except _MISSING:
            log.warning("a part of a message cannot be read", part=name)
        else:
            kept[name] = found
    return kept
