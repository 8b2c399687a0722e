"""What of a group's talk concerns the bot. The rest is not even stored, also where the bot, as admin, hears all."""

from collections.abc import Collection
from typing import Any

_MIGRATIONS = ("migrate_to_chat_id", "migrate_from_chat_id")


def addressed(body: dict[str, Any], bot: str | None, commands: Collection[str]) -> bool:
    """Whether an update is to be stored: all of a private chat's; in groups only commands, new or edited, and what
    Telegram tells."""
    for kind in ("message", "edited_message", "channel_post", "edited_channel_post"):
        message = body.get(kind)
        if not isinstance(message, dict) or message.get("chat", {}).get("type") == "private":
            continue
        if kind == "edited_message":
            return _commands(message, bot, commands)
        if kind != "message":
            return False
        return any(name in message for name in _MIGRATIONS) or _commands(message, bot, commands)
    return True


def _commands(message: dict[str, Any], bot: str | None, commands: Collection[str]) -> bool:
    """A command to this bot by name, or one of its own that names no bot."""
    entities = message.get("entities") or [{}]
    if entities[0].get("type") != "bot_command" or entities[0].get("offset") != 0:
        return False
    word = str(message.get("text", "")).split(maxsplit=1)[0]
    name, _, of = word[1:].partition("@")
    return of.lower() == (bot or "").lower() if of else name.lower() in commands
