"""What of a group's talk concerns the bot. The rest is not even stored, also where the bot, as admin, hears all."""

from collections.abc import Collection
from typing import Any

from telegram import Message, MessageEntity
from telegram.ext import filters

_MIGRATIONS = ("migrate_to_chat_id", "migrate_from_chat_id")


class _UnderAFile(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        first = message.caption_entities[:1]
        return bool(first) and first[0].type == MessageEntity.BOT_COMMAND and first[0].offset == 0


COMMAND = filters.COMMAND | _UnderAFile()
"""A message that begins with a command; a picture's or file's text does as well as any."""


def said(message: Message) -> str:
    """The words of a message, or those under its picture or file."""
    return message.text or message.caption or ""


def behind(message: Message | None) -> str:
    """What stands behind the command."""
    return "" if message is None else (said(message).split(maxsplit=1)[1:] or [""])[0].strip()


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
    entities = message.get("entities") or message.get("caption_entities") or [{}]
    if entities[0].get("type") != "bot_command" or entities[0].get("offset") != 0:
        return False
    word = str(message.get("text") or message.get("caption") or "").split(maxsplit=1)[0]
    name, _, of = word[1:].partition("@")
    return of.lower() == (bot or "").lower() if of else name.lower() in commands
