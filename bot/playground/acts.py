"""What people do on Telegram. Every act that a bot may see queues an update."""

from typing import Any

from bot.playground import texts, utf16
from bot.playground.model import Chat, Json, Message, User
from bot.playground.refusals import NotPossible
from bot.playground.world import Tap, World


class Acts(World):
    """The people's side. `chat`: where it happens, their private chat with the bot by default."""

    def send_text(
        self, user: User, text: str, reply_to: int | None = None, chat: Chat | None = None
    ) -> list[Message]:
        """Sends text; the apps split what exceeds 4096 UTF-16 units into several messages."""
        return [
            self._send(user, _text(piece), chat, reply_to)
            for piece in utf16.split(text.strip(), texts.TEXT_LIMIT)
            if piece
        ]

    def send_document(
        self,
        user: User,
        name: str,
        data: bytes,
        caption: str = "",
        album: str | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Sends a file; those with the same `album` belong together."""
        content = {"document": self.files.keep(name, data, "documents").document(), **_caption(caption)}
        return self._send(user, content | ({"media_group_id": album} if album else {}), chat)

    def send_photo(
        self, user: User, data: bytes, caption: str = "", album: str | None = None, chat: Chat | None = None
    ) -> Message:
        """Sends a PNG or JPEG as a photo."""
        content = {"photo": self.files.keep("photo.jpg", data, "photos").photo(), **_caption(caption)}
        return self._send(user, content | ({"media_group_id": album} if album else {}), chat)

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

    def forward(self, user: User, message_id: int, to: Chat | None = None) -> Message:
        """Forwards a message of their private chat. Raises NotPossible where it is protected or gone."""
        message = self._message(self.chats[user.id], message_id)
        if message.protected:
            raise NotPossible("a protected message cannot be forwarded")
        origin = {"type": "user", "sender_user": message.sender.json(), "date": message.date}
        return self._send(user, {**message.content, "forward_origin": origin}, to)

    def edit(self, user: User, message_id: int, text: str) -> Message:
        """Edits a message of their own in their private chat."""
        chat = self.chats[user.id]
        message = self._message(chat, message_id)
        if message.sender is not user:
            raise NotPossible("only one's own messages can be edited")
        message.content = {
            **message.content,
            **(_text(text) if "text" in message.content else _caption(text)),
        }
        message.edit_date = self.unix_time()
        self._tell("edited_message", message.json(), chat)
        return message

    def press(
        self, user: User, message_id: int, data: str, chat: Chat | None = None, *, forge: bool = False
    ) -> str:
        """Taps a button; returns the tap's id. Only a forged tap may carry data that no button there has."""
        chat = chat or self.chats[user.id]
        message = chat.messages.get(message_id)
        if not forge and data not in [
            b.get("callback_data") for b in self._message(chat, message_id).buttons
        ]:
            raise NotPossible(f"there is no button with {data!r} on message {message_id}")
        tap_id = str(4_000_000_000_000_000_000 + self.version)
        self.taps[tap_id] = Tap(user, self.clock.now())
        user.popup = None
        gone = {"chat": chat.json(), "message_id": message_id, "date": 0}
        query: Json = {
            "id": tap_id,
            "from": user.json(),
            "message": message.json() if message else gone,
            "chat_instance": str(abs(chat.id) * 7919),
            "data": data,
        }
        self._tell("callback_query", query, chat)
        return tap_id

    def delete(self, user: User, message_id: int) -> None:
        """Deletes a message of their private chat for both sides; the bot is not told."""
        chat = self.chats[user.id]
        del chat.messages[self._message(chat, message_id).message_id]
        self.changed(chat)

    def block(self, user: User) -> None:
        """Stops the bot."""
        if not user.blocked:
            user.blocked = True
            self._membership(self.chats[user.id], user, "member", "kicked")

    def unblock(self, user: User) -> None:
        """Lets the bot write again."""
        if user.blocked:
            user.blocked = False
            self._membership(self.chats[user.id], user, "kicked", "member")

    def _send(self, user: User, content: Json, chat: Chat | None, reply_to: int | None = None) -> Message:
        chat = chat or self.chats[user.id]
        if chat.user is not None:
            self.unblock(user)
            user.started = True
        message = self.post(chat, user, content, reply_to=self._message(chat, reply_to) if reply_to else None)
        if self.reaches_bot(message):
            self._tell("message", message.json(), chat)
        return message

    def reaches_bot(self, message: Message) -> bool:
        """Whether the bot is told of a message: in a group only what privacy mode lets through."""
        return message.chat.user is not None

    def _membership(self, chat: Chat, by: User, old: str, new: str) -> None:
        def member(status: str) -> dict[str, Any]:
            return {"status": status, "user": self.bot.json()} | (
                {"until_date": 0} if status == "kicked" else {}
            )

        change = {"chat": chat.json(), "from": by.json(), "date": self.unix_time()}
        self._tell(
            "my_chat_member", {**change, "old_chat_member": member(old), "new_chat_member": member(new)}, chat
        )

    def _tell(self, kind: str, body: Json, chat: Chat) -> None:
        self.updates.put(kind, body)
        self.changed(chat)

    def _message(self, chat: Chat, message_id: int) -> Message:
        if message_id not in chat.messages:
            raise NotPossible(f"there is no message {message_id} in this chat")
        return chat.messages[message_id]


def _text(text: str) -> Json:
    entities = texts.found(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def _caption(text: str) -> Json:
    entities = texts.found(text, [])
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
