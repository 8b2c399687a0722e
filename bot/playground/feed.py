"""What the page is told: everything at first, then only the chats that changed and the calls made since."""

import json
from typing import Any

from bot.playground.model import Chat
from bot.playground.show import Player, Show
from bot.playground.telegram import Call

_MESSAGES_SHOWN = 300
_CALLS_SHOWN = 200
_TEXT_SHOWN = 160
_FIELD_SHOWN = 2000


class Feed:
    """One viewer's stream. The cast is read anew each time: people may join while the page is open."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._scene = show.scene
        self._number = show.number
        self._seen = -1
        self._calls_seen = 0

    async def next(self) -> dict[str, Any]:
        """Waits for news; the first call returns at once. After a new beginning `scene` counts on: all is new then."""
        scene, telegram = self._scene, self._scene.telegram
        since, self._seen = self._seen, await telegram.wait(self._seen)
        new_calls = telegram.calls_made - self._calls_seen
        self._calls_seen = telegram.calls_made
        chats = [chat for chat in telegram.chats.values() if chat.version > since or since < 0]
        calls = list(telegram.calls)[-min(new_calls, _CALLS_SHOWN) :] if new_calls else []
        now, due = telegram.clock.now(), scene.next_due()
        done = [False] * len(scene.steps) if scene.done is None else await scene.done()
        return {
            "scene": self._show.number,
            "whole": since < 0,
            "now": now.isoformat(),
            "ticks": telegram.clock.now() is not now,  # one that stands still hands out one instant
            "next_due": due.isoformat() if due else None,
            "zone": str(scene.zone),
            "banner": scene.banner,
            "steps": [step._asdict() | {"done": over} for step, over in zip(scene.steps, done, strict=True)],
            "opening": scene.opening,
            "can_begin_anew": self._show.can_begin_anew,
            "bot": {"name": telegram.profile.name, "username": telegram.bot.username}
            | {"description": telegram.profile.description, "id": telegram.bot.id},
            "people": [self._person(player) for player in scene.cast],
            "groups": [
                self._group(chat)
                for chat in telegram.chats.values()
                if chat.user is None and chat.migrated_to is None
            ],
            "chats": [_chat(chat) for chat in chats],
            "calls": [_call(call) for call in calls],
            "calls_made": telegram.calls_made,
        }

    @property
    def over(self) -> bool:
        """Is another scene on by now? Then this feed ends."""
        return self._show.number != self._number

    def _person(self, player: Player) -> dict[str, Any]:
        user, telegram = player.user, self._scene.telegram
        return {
            **user.json(),
            "caption": player.caption,
            "role": player.role,
            "invitation": player.invitation,
            "started": user.started,
            "blocked": user.blocked,
            "popup": {"text": user.popup, "alert": user.popup_alert, "number": user.popups},
            "commands": telegram.commands_for(telegram.chats[user.id], user.language_code),
        }

    def _group(self, chat: Chat) -> dict[str, Any]:
        telegram = self._scene.telegram
        was = [old.id for old in telegram.chats.values() if old.migrated_to == chat.id]
        return {
            **chat.json(),
            "was": was[0] if was else None,
            "bot": chat.members.get(telegram.bot.id, "left"),
            "members": [member for member in chat.members if member != telegram.bot.id],
            "anonymous": sorted(chat.anonymous),
            "commands": telegram.commands_for(chat, None),
        }


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
        "fields": {name: _written(value) for name, value in call.fields.items()},
    }


def _written(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _FIELD_SHOWN else f"{text[:_FIELD_SHOWN]}…"
