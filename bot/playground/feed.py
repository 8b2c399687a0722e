"""What the page is told: everything at first, then only the chats that changed and the calls made since."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.playground.model import Chat, User
from bot.playground.telegram import Call, Telegram

_MESSAGES_SHOWN = 300
_CALLS_SHOWN = 200
_TEXT_SHOWN = 160


class Player(NamedTuple):
    """One of the cast: who, the name over the column, and the line below it, which begins with the role."""

    user: User
    caption: str
    role: str


class Feed:
    """One viewer's stream. `cast` is read anew each time: people may join while the page is open."""

    def __init__(
        self, telegram: Telegram, cast: Sequence[tuple[User, str, str]], banner: str, zone: ZoneInfo
    ) -> None:
        self._telegram = telegram
        self._cast = cast
        self._banner = banner
        self._zone = zone
        self._seen = -1
        self._calls_seen = 0

    async def next(self) -> dict[str, Any]:
        """Waits for news; the first call returns at once."""
        telegram = self._telegram
        since, self._seen = self._seen, await telegram.wait(self._seen)
        new_calls = telegram.calls_made - self._calls_seen
        self._calls_seen = telegram.calls_made
        chats = [chat for chat in telegram.chats.values() if chat.version > since or since < 0]
        return {
            "whole": since < 0,
            "now": telegram.clock.now().isoformat(),
            "ticks": telegram.clock.now()
            is not telegram.clock.now(),  # one that stands still hands out one instant
            "zone": str(self._zone),
            "banner": self._banner,
            "bot": {"name": telegram.profile.name, "username": telegram.bot.username}
            | {"description": telegram.profile.description, "id": telegram.bot.id},
            "people": [self._person(Player(*player)) for player in self._cast],
            "chats": [self._chat(chat) for chat in chats],
            "calls": [_call(c) for c in list(telegram.calls)[-min(new_calls, _CALLS_SHOWN) :]]
            if new_calls
            else [],
        }

    def _person(self, player: Player) -> dict[str, Any]:
        user = player.user
        chats = [c for c in self._telegram.chats.values() if c.id == user.id or user.id in c.members]
        return {
            **user.json(),
            "caption": player.caption,
            "role": player.role,
            "started": user.started,
            "blocked": user.blocked,
            "popup": {"text": user.popup, "alert": user.popup_alert, "number": user.popups},
            "chats": [
                {
                    "id": chat.id,
                    "title": chat.title or self._telegram.profile.name,
                    "commands": self._menu(chat, user),
                }
                for chat in chats
                if chat.migrated_to is None
            ],
        }

    def _menu(self, chat: Chat, user: User) -> list[dict[str, Any]]:
        return self._telegram.commands_for(chat, user.language_code)

    @staticmethod
    def _chat(chat: Chat) -> dict[str, Any]:
        messages = list(chat.messages.values())[-_MESSAGES_SHOWN:]
        return {"id": chat.id, "messages": [message.json() for message in messages]}


def _call(call: Call) -> dict[str, Any]:
    result = call.answer.get("result")
    sent = result if isinstance(result, dict) else call.fields
    text = str(sent.get("text") or sent.get("caption") or "")
    return {
        "method": call.method,
        "chat": call.fields.get("chat_id"),
        "text": text[:_TEXT_SHOWN],
        "status": call.status,
        "refusal": call.answer.get("description"),
        "at": call.at.isoformat(),
    }
