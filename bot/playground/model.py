"""Who and what is there: users, chats, messages, each able to write itself as the Bot API's JSON."""

from dataclasses import field
from typing import Any

from bot.dataclasses import dataclass
from bot.playground.keyboards import Button, Keyboard

Json = dict[str, Any]


@dataclass(eq=False)
class User:
    """Somebody on Telegram. `started`: has written to the bot, so that it may write to them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    popup: str | None = None
    """What the bot's answer to the last tap showed over the chat."""
    popup_alert: bool = False
    popups: int = 0
    """How many taps were answered, so that the same words twice are noticed as new."""

    @property
    def name(self) -> str:
        """First and last name."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def json(self) -> Json:
        """As `User`."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **_known(optional)}


GROUP_ANONYMOUS = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Telegram's own account: who a group's anonymous administrators appear to be."""


@dataclass(eq=False)
class Chat:
    """A private chat (its id is the user's) or a group. `members`: user id → status; `anonymous`: administrators who
    write as the group itself."""

    id: int
    type: str
    title: str | None = None
    user: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    messages: dict[int, "Message"] = field(default_factory=dict)
    migrated_to: int | None = None
    version: int = 0
    """The world's version when something last changed here."""

    def json(self) -> Json:
        """As `Chat`."""
        if self.user is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        person = self.user.json()
        names = {name: person.get(name) for name in ("first_name", "last_name", "username")}
        return {"id": self.id, "type": self.type, **_known(names)}


@dataclass(eq=False)
class Message:
    """One message. `content` holds what makes its kind: text and entities, a document and its caption, …

    `author`: who wrote it, also where nobody is shown that.
    """

    message_id: int
    chat: Chat
    author: User
    date: int
    content: Json
    keyboard: Keyboard = field(default_factory=list)
    protected: bool = False
    reply_to: "Message | None" = None
    edit_date: int | None = None
    anonymous: bool = False

    @property
    def sender(self) -> User:
        """Who it seems to come from."""
        return GROUP_ANONYMOUS if self.anonymous else self.author

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row after row."""
        return [button for row in self.keyboard for button in row]

    def json(self, with_reply: bool = True) -> Json:
        """As `Message`."""
        body = {
            "message_id": self.message_id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
            **self.content,
        }
        if self.anonymous:
            body["sender_chat"] = self.chat.json()
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.protected:
            body["has_protected_content"] = True
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        if with_reply and self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.json(with_reply=False)
        return body


def _known(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def place(latitude: float, longitude: float, title: str = "", address: str = "") -> Json:
    """The content of a message with a point on the map; with a title it is a venue, which carries its point twice."""
    point = {"latitude": latitude, "longitude": longitude}
    venue = {"venue": {"location": point, "title": title, "address": address}} if title else {}
    return {"location": point, **venue}


def contact(phone: str, first_name: str, last_name: str = "") -> Json:
    """The content of a message with somebody's contact."""
    known = {"phone_number": phone, "first_name": first_name, "last_name": last_name or None}
    return {"contact": _known(known)}
