"""A person as tests and the story drive them: says, presses, sees. An act ends when the bot is done."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.playground.model import Chat, Message, User
from bot.playground.telegram import Telegram

Settle = Callable[[], Awaitable[Any]]
_SHOWN = 3


class Someone:
    """A user in one chat: with the bot, or in the group `chat`. `settle` is awaited after every act."""

    def __init__(self, telegram: Telegram, user: User, settle: Settle, chat: Chat | None = None) -> None:
        self.telegram = telegram
        self.user = user
        self.chat = chat or telegram.chats[user.id]
        self._settle = settle
        self.clipboard: str | None = None
        self.visited: str | None = None

    def within(self, group: Chat) -> "Someone":
        """The same person, acting in a group."""
        return Someone(self.telegram, self.user, self._settle, group)

    async def says(self, text: str, reply_to: Message | None = None, quote: str | None = None) -> None:
        """Sends text; as a reply it may quote some words of what it replies to."""
        replied = reply_to.message_id if reply_to else None
        self.telegram.send_text(self.user, text, replied, self.chat, quote)
        await self._settle()

    async def opens(self, link: str) -> None:
        """Opens a deep link to the bot (or its payload) and presses Start."""
        payload = (
            parse_qs(urlsplit(link).query).get("start", [""])[0] if "://" in link or "t.me/" in link else link
        )
        self.telegram.send_text(self.user, f"/start {payload}".strip())
        await self._settle()

    async def press(self, words: str) -> None:
        """Taps the button with these words, whatever their capitals (or the one that contains them), on the newest
        card that has it."""
        message, button = self._button(words)
        if "callback_data" in button:
            self.telegram.press(self.user, message.message_id, button["callback_data"], self.chat)
            await self._settle()
        elif "copy_text" in button:
            self.clipboard = button["copy_text"]["text"]
        elif f"t.me/{self.telegram.bot.username}?" in button["url"]:
            await self.opens(button["url"])
        else:
            self.visited = button["url"]

    async def forges(self, data: str, message: Message | None = None) -> None:
        """Sends a tap with data that no button here carries, on the newest card unless told otherwise."""
        newest = message.message_id if message else max(self.chat.messages, default=1)
        self.telegram.press(self.user, newest, data, self.chat, forge=True)
        await self._settle()

    async def edits(self, message: Message, text: str) -> None:
        """Edits a message of their own."""
        self.telegram.edit(self.user, message.message_id, text, self.chat)
        await self._settle()

    async def sends_file(self, name: str, data: bytes, caption: str = "") -> None:
        """Sends a document."""
        self.telegram.send_document(self.user, name, data, caption, chat=self.chat)
        await self._settle()

    async def sends_album(self, *files: tuple[str, bytes]) -> None:
        """Sends documents together."""
        self.telegram.send_documents(self.user, files, chat=self.chat)
        await self._settle()

    async def sends_photo(self, data: bytes, caption: str = "") -> None:
        """Sends a PNG or JPEG as a photo."""
        self.telegram.send_photo(self.user, data, caption, chat=self.chat)
        await self._settle()

    async def sends_place(
        self, latitude: float, longitude: float, title: str = "", address: str = ""
    ) -> None:
        """Sends a point on the map; with a title it is a venue."""
        self.telegram.send_place(self.user, latitude, longitude, title, address, self.chat)
        await self._settle()

    async def sends_contact(self, phone: str, first_name: str, last_name: str = "") -> None:
        """Sends somebody's contact."""
        self.telegram.send_contact(self.user, phone, first_name, last_name, self.chat)
        await self._settle()

    @property
    def received(self) -> list[tuple[str, bytes]]:
        """Names and bytes of the files that the bot sent, oldest first."""
        sent = [m.content["document"] for m in self.cards if "document" in m.content]
        return [
            (d["file_name"], found.data) for d in sent if (found := self.telegram.files.find(d["file_id"]))
        ]

    async def blocks(self) -> None:
        """Stops the bot."""
        self.telegram.block(self.user)
        await self._settle()

    def sees(self, pattern: str) -> Message:
        """The newest message from the bot that matches. Raises AssertionError with the last screens."""
        for message in reversed(self.cards):
            if re.search(pattern, message.text, re.DOTALL):
                return message
        raise AssertionError(f"{self.user.name} does not see {pattern!r}. {self._described()}")

    def does_not_see(self, pattern: str) -> None:
        """Raises AssertionError where a message from the bot matches."""
        for message in self.cards:
            assert not re.search(pattern, message.text, re.DOTALL), f"{self.user.name} sees: {message.text}"

    @property
    def cards(self) -> list[Message]:
        """The bot's messages, oldest first."""
        return [m for m in self.chat.messages.values() if m.sender is self.telegram.bot]

    @property
    def latest(self) -> Message:
        """The card that the bot sent or changed last. Raises AssertionError where there is none."""
        for call in reversed(self.telegram.calls):
            message = call.answer.get("result")
            if isinstance(message, dict) and message.get("chat", {}).get("id") == self.chat.id:
                return self.chat.messages[message["message_id"]]
        raise AssertionError(f"{self.user.name} has no message from the bot")

    @property
    def own(self) -> list[Message]:
        """Their own messages, oldest first."""
        return [m for m in self.chat.messages.values() if m.author is self.user]

    @property
    def screens(self) -> list[str]:
        """The texts of the bot's messages, oldest first."""
        return [message.text for message in self.cards]

    @property
    def screen(self) -> str:
        """The newest one's text, empty where there is none."""
        return self.screens[-1] if self.cards else ""

    @property
    def buttons(self) -> list[str]:
        """The words on the newest card's buttons."""
        return [button["text"] for button in self.cards[-1].buttons] if self.cards else []

    @property
    def popup(self) -> str | None:
        """What the answer to the last tap showed over the chat."""
        return self.user.popup

    @property
    def menu(self) -> list[str]:
        """The commands that the app offers here."""
        return [c["command"] for c in self.telegram.commands_for(self.chat, self.user.language_code)]

    def _button(self, words: str) -> tuple[Message, dict[str, Any]]:
        for fits in (str.__eq__, _in_other_capitals, str.__contains__):
            for message in reversed(self.cards):
                found = [button for button in message.buttons if fits(button["text"], words)]
                assert len(found) < 2, f"{words!r} is on several buttons: {[b['text'] for b in found]}"
                if found:
                    return message, found[0]
        raise AssertionError(f"{self.user.name} has no button {words!r}. {self._described()}")

    def _described(self) -> str:
        cards = self.cards[-_SHOWN:]
        return "\n".join(
            ["The last screens:", *(f"{m.text}\n{[b['text'] for b in m.buttons]}" for m in cards)]
        )


def _in_other_capitals(label: str, words: str) -> bool:
    return label.casefold() == words.casefold()
