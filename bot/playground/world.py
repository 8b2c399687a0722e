"""The state behind the server: who is there, what was written, what the bot has set; a wait for changes."""

import asyncio
from dataclasses import field
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.dataclasses import dataclass
from bot.playground.files import Files
from bot.playground.keyboards import Keyboard
from bot.playground.model import Chat, Json, Message, User
from bot.playground.updates import UpdateQueue

_FIRST_USER_ID = 500_000_001
_FIRST_GROUP_ID = -4_000_000_001


@dataclass
class Tap:
    """A tap on a button that the bot has not answered yet."""

    user: User
    at: datetime


@dataclass
class BotProfile:
    """What the bot tells about itself, and what its owner allows it at @BotFather."""

    name: str
    privacy_mode: bool = True
    joins_groups: bool = True
    description: str = ""
    short_description: str = ""
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)


class World:
    """Everything that one bot's Telegram holds."""

    def __init__(self, clock: Clock, bot_username: str, bot_id: int) -> None:
        self.clock = clock
        self.bot = User(bot_id, "NAC Bot", username=bot_username, is_bot=True)
        self.profile = BotProfile(self.bot.first_name)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(clock)
        self.files = Files()
        self.taps: dict[str, Tap] = {}
        self.version = 0
        self._last_message = 0
        self._watchers: set[asyncio.Future[None]] = set()

    @property
    def idle(self) -> bool:
        """No update waits unconfirmed."""
        return not len(self.updates)

    def changed(self, chat: Chat | None = None) -> None:
        """Marks a change and wakes those who wait for one."""
        self.version += 1
        if chat is not None:
            chat.version = self.version
        watchers, self._watchers = self._watchers, set()
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)

    async def wait(self, since: int) -> int:
        """Returns the version as soon as it is greater than `since`."""
        while self.version <= since:
            watcher = asyncio.get_running_loop().create_future()
            self._watchers.add(watcher)
            try:
                await watcher
            finally:
                self._watchers.discard(watcher)
        return self.version

    def user(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> User:
        """A new user, who has a private chat with the bot but has not started it."""
        user = User(_FIRST_USER_ID + len(self.users), first_name, last_name, username, language_code)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", user=user)
        self.changed()
        return user

    def group(self, title: str, *members: User) -> Chat:
        """A new group without the bot."""
        chat = Chat(
            _FIRST_GROUP_ID - len(self.chats), "group", title, members={m.id: "member" for m in members}
        )
        self.chats[chat.id] = chat
        self.changed(chat)
        return chat

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Json,
        keyboard: Keyboard | None = None,
        protected: bool = False,
        reply_to: Message | None = None,
    ) -> Message:
        """A new message at the clock's time."""
        self._last_message += 1
        message = Message(
            self._last_message, chat, sender, self.unix_time(), content, keyboard or [], protected, reply_to
        )
        message.anonymous = sender.id in chat.anonymous
        chat.messages[message.message_id] = message
        self.changed(chat)
        return message

    def unix_time(self) -> int:
        """The clock's time in whole seconds, as Telegram writes dates."""
        return int(self.clock.now().timestamp())

    def commands_for(self, chat: Chat, language_code: str | None) -> list[dict[str, Any]]:
        """The command menu that Telegram shows in a chat to somebody whose app speaks `language_code`."""
        scope = "all_private_chats" if chat.user is not None else "all_group_chats"
        for key in (f"chat {chat.id}", scope, "default"):
            for language in (language_code or "", ""):
                if commands := self.profile.commands.get(f"{key} {language}".strip()):
                    return commands
        return []
