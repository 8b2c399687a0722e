"""Group chats: who is in them, and what privacy mode lets a bot read there."""

from bot.playground import utf16
from bot.playground.acts import Acts
from bot.playground.chats import chat_member
from bot.playground.model import Chat, Message, User

_SUPERGROUP = -1_000_000_000_000


class Groups(Acts):
    """The groups' side of people's acts. Every change of the bot's own standing is told to it."""

    def add_bot(self, group: Chat, by: User) -> None:
        """Somebody adds the bot."""
        self._change(group, by, "member")
        message = self.post(group, by, {"new_chat_members": [self.bot.json()]})
        self._tell("message", message.json(), group)

    def remove_bot(self, group: Chat, by: User) -> None:
        """Somebody removes the bot."""
        self._change(group, by, "kicked")

    def promote_bot(self, group: Chat, by: User) -> None:
        """Somebody makes the bot an administrator: privacy mode no longer holds for it."""
        self._change(group, by, "administrator")

    def remain_anonymous(self, group: Chat, user: User) -> Chat:
        """Somebody becomes an administrator who writes as the group itself. Only supergroups have such: a group
        becomes one by it. Returns where they write from then on."""
        chat = group if group.type == "supergroup" else self.migrate(group, user)
        chat.members[user.id] = "administrator"
        chat.anonymous.add(user.id)
        self.changed(chat)
        return chat

    def show_name(self, group: Chat, user: User) -> None:
        """An anonymous administrator writes under their own name again."""
        group.anonymous.discard(user.id)
        self.changed(group)

    def join(self, group: Chat, user: User) -> None:
        """Somebody joins."""
        group.members[user.id] = "member"
        if self._bot_is_in(group):
            message = self.post(group, user, {"new_chat_members": [user.json()]})
            self._tell("message", message.json(), group)

    def migrate(self, group: Chat, by: User) -> Chat:
        """The group becomes a supergroup with another id; the old one then only names the new."""
        supergroup = Chat(_SUPERGROUP + group.id, "supergroup", group.title, members=dict(group.members))
        self.chats[supergroup.id] = supergroup
        self._tell("message", self.post(group, by, {"migrate_to_chat_id": supergroup.id}).json(), group)
        group.migrated_to = supergroup.id
        self._tell(
            "message", self.post(supergroup, by, {"migrate_from_chat_id": group.id}).json(), supergroup
        )
        return supergroup

    def reaches_bot(self, message: Message) -> bool:
        """In privacy mode: commands, unless they name another bot; replies to the bot; mentions of it."""
        if message.chat.user is not None:
            return True
        if not self._bot_is_in(message.chat):
            return False
        if not self.profile.privacy_mode or message.chat.members[self.bot.id] == "administrator":
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        content = message.content
        for entity in content.get("entities") or content.get("caption_entities", []):
            words = utf16.piece(message.text, entity["offset"], entity["length"])
            name = words.partition("@")[2].lower()
            if entity["type"] == "bot_command" and name in ("", str(self.bot.username).lower()):
                return True
            if entity["type"] == "mention" and name == str(self.bot.username).lower():
                return True
        return False

    def _bot_is_in(self, group: Chat) -> bool:
        return group.members.get(self.bot.id) in ("member", "administrator")

    def _change(self, group: Chat, by: User, status: str) -> None:
        change = {"chat": group.json(), "from": by.json(), "date": self.unix_time()}
        change["old_chat_member"] = chat_member(self, group, self.bot.id)
        group.members[self.bot.id] = status
        change["new_chat_member"] = chat_member(self, group, self.bot.id)
        self._tell("my_chat_member", change, group)
