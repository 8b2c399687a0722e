"""What people do with messages that are there: forward, edit, press, delete; and that they block the bot."""

from bot.playground.model import Chat, Json, Message, User
from bot.playground.refusals import NotPossible
from bot.playground.sending import Sending, captioned, worded
from bot.playground.world import Tap

_WORDS = ("text", "entities", "caption", "caption_entities")


class Acts(Sending):
    """The people's side. `chat`: where it happens, their private chat with the bot by default."""

    def forward(self, user: User, message_id: int, to: Chat | None = None) -> Message:
        """Forwards a message of their private chat. Raises NotPossible where it is protected or gone."""
        message = self._message(self.chats[user.id], message_id)
        if message.protected:
            raise NotPossible("a protected message cannot be forwarded")
        origin = {"type": "user", "sender_user": message.sender.json(), "date": message.date}
        return self._send(user, {**message.content, "forward_origin": origin}, to)

    def edit(self, user: User, message_id: int, text: str, chat: Chat | None = None) -> Message:
        """Edits a message of their own; in a group the bot is told where privacy mode lets the new words through."""
        chat = chat or self.chats[user.id]
        message = self._message(chat, message_id)
        if message.author is not user:
            raise NotPossible("only one's own messages can be edited")
        again = worded(text) if "text" in message.content else captioned(text)
        message.content = {k: v for k, v in message.content.items() if k not in _WORDS} | again
        message.edit_date = self.unix_time()
        if self.reaches_bot(message):
            self._tell("edited_message", message.json(), chat)
        else:
            self.changed(chat)
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

    def delete(self, user: User, message_id: int, chat: Chat | None = None) -> None:
        """Deletes a message for everybody; the bot is not told."""
        chat = chat or self.chats[user.id]
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

    def _start(self, user: User) -> None:
        self.unblock(user)
        super()._start(user)

    def _membership(self, chat: Chat, by: User, old: str, new: str) -> None:
        def member(status: str) -> Json:
            return {"status": status, "user": self.bot.json()} | (
                {"until_date": 0} if status == "kicked" else {}
            )

        change = {"chat": chat.json(), "from": by.json(), "date": self.unix_time()}
        self._tell(
            "my_chat_member", {**change, "old_chat_member": member(old), "new_chat_member": member(new)}, chat
        )
