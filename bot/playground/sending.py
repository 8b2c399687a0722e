"""What people send: words, files, places, contacts. Whatever a bot may see queues an update."""

from collections.abc import Sequence
from typing import Any

from bot.playground import texts, utf16
from bot.playground.model import Chat, Json, Message, User, contact, place
from bot.playground.refusals import NotPossible
from bot.playground.world import World


class Sending(World):
    """`chat`: where it is sent, the private chat with the bot by default."""

    def send_text(
        self,
        user: User,
        text: str,
        reply_to: int | None = None,
        chat: Chat | None = None,
        quote: str | None = None,
    ) -> list[Message]:
        """Sends text; the apps split what exceeds 4096 UTF-16 units into several messages.

        `quote`: the words of the message replied to that are quoted. Raises NotPossible where it has none such.
        """
        chat = chat or self.chats[user.id]
        quoted = self._quoted(chat, reply_to, quote) if reply_to and quote else {}
        return [
            self._send(user, worded(piece) | quoted, chat, reply_to)
            for piece in utf16.split(text.strip(), texts.TEXT_LIMIT)
            if piece
        ]

    def send_document(
        self, user: User, name: str, data: bytes, caption: str = "", chat: Chat | None = None
    ) -> Message:
        """Sends a file."""
        return self.send_documents(user, [(name, data)], caption, chat)[0]

    def send_documents(
        self, user: User, files: Sequence[tuple[str, bytes]], caption: str = "", chat: Chat | None = None
    ) -> list[Message]:
        """Sends files; several are one album, whose messages follow each other with nothing between them."""
        contents = [{"document": self.files.keep(name, data, "documents").document()} for name, data in files]
        return self._send_together(user, contents, caption, chat)

    def send_photo(self, user: User, data: bytes, caption: str = "", chat: Chat | None = None) -> Message:
        """Sends a PNG or JPEG as a photo."""
        return self.send_photos(user, [data], caption, chat)[0]

    def send_photos(
        self, user: User, pictures: Sequence[bytes], caption: str = "", chat: Chat | None = None
    ) -> list[Message]:
        """Sends photos; several are one album. Raises Refused where one is no picture: none of them is sent then."""
        contents = [{"photo": self.files.keep("photo.jpg", data, "photos").photo()} for data in pictures]
        return self._send_together(user, contents, caption, chat)

    def _send_together(
        self, user: User, contents: list[Json], caption: str, chat: Chat | None
    ) -> list[Message]:
        album = {"media_group_id": f"album{self.version + 1}"} if len(contents) > 1 else {}
        captions = [captioned(caption), *({} for _ in contents[1:])]
        return [
            self._send(user, content | words | album, chat)
            for content, words in zip(contents, captions, strict=True)
        ]

    def send_voice(self, user: User, data: bytes, seconds: int = 1, chat: Chat | None = None) -> Message:
        """Sends a voice message."""
        voice = {
            **self.files.keep("voice.ogg", data, "voice").json(),
            "duration": seconds,
            "mime_type": "audio/ogg",
        }
        return self._send(user, {"voice": voice}, chat)

    def send_sticker(self, user: User, emoji: str = "🙂", chat: Chat | None = None) -> Message:
        """Sends a sticker."""
        sticker = self.files.keep("sticker.webp", b"sticker", "stickers").json()
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send(user, {"sticker": {**sticker, **kind, "emoji": emoji}}, chat)

    def send_place(
        self,
        user: User,
        latitude: float,
        longitude: float,
        title: str = "",
        address: str = "",
        chat: Chat | None = None,
    ) -> Message:
        """Sends a point on the map, in degrees; with a `title` it is a venue."""
        return self._send(user, place(latitude, longitude, title, address), chat)

    def send_contact(
        self, user: User, phone: str, first_name: str, last_name: str = "", chat: Chat | None = None
    ) -> Message:
        """Sends somebody's contact, out of their address book."""
        return self._send(user, contact(phone, first_name, last_name), chat)

    def reaches_bot(self, message: Message) -> bool:
        """Whether the bot is told of a message: in a group only what privacy mode lets through."""
        return message.chat.user is not None

    def _send(self, user: User, content: Json, chat: Chat | None, reply_to: int | None = None) -> Message:
        chat = chat or self.chats[user.id]
        if chat.user is not None:
            self._start(user)
        message = self.post(chat, user, content, reply_to=self._message(chat, reply_to) if reply_to else None)
        if self.reaches_bot(message):
            self._tell("message", message.json(), chat)
        return message

    def _start(self, user: User) -> None:
        """Whoever writes to the bot lets it write back."""
        user.started = True

    def _tell(self, kind: str, body: Json, chat: Chat) -> None:
        self.updates.put(kind, body)
        self.changed(chat)

    def _message(self, chat: Chat, message_id: int) -> Message:
        if message_id not in chat.messages:
            raise NotPossible(f"there is no message {message_id} in this chat")
        return chat.messages[message_id]

    def _quoted(self, chat: Chat, message_id: int, quote: str) -> Json:
        before, found, _ = self._message(chat, message_id).text.partition(quote)
        if not found:
            raise NotPossible(f"message {message_id} does not say {quote!r}")
        return {"quote": {"text": quote, "position": utf16.length(before), "is_manual": True}}


def worded(text: str) -> dict[str, Any]:
    """A text message's content."""
    entities = texts.found(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def captioned(text: str) -> dict[str, Any]:
    """What stands below a file; nothing where it is empty."""
    entities = texts.found(text, [])
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
