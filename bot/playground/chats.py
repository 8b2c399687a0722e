"""The methods about chats, and the question that most methods begin with: may the bot write there?"""

from collections.abc import Callable
from typing import Any

from bot.playground.fields import Fields
from bot.playground.model import Chat, Json
from bot.playground.refusals import bad_request, forbidden
from bot.playground.world import World

_ACTIONS = (
    "typing",
    "upload_photo",
    "upload_document",
    "record_voice",
    "upload_voice",
    "choose_sticker",
    "find_location",
)
_FULL = {"accent_color_id": 0, "max_reaction_count": 11}
_NO_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def open_chat(world: World, fields: Fields, name: str = "chat_id") -> Chat:
    """The chat that the bot may write to. Raises Refused: unknown, never started, blocked, left, upgraded."""
    chat = known_chat(world, fields.text(name))
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.user is None:
        match chat.members.get(world.bot.id, "left"):
            case "kicked":
                raise forbidden(f"bot was kicked from the {chat.type} chat")
            case "left":
                raise forbidden(f"bot is not a member of the {chat.type} chat")
    elif chat.user.deactivated:
        raise forbidden("user is deactivated")
    elif chat.user.blocked:
        raise forbidden("bot was blocked by the user")
    elif not chat.user.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def known_chat(world: World, chat_id: str) -> Chat:
    """The chat with this id. Raises Refused."""
    if not chat_id:
        raise bad_request("chat_id is empty")
    try:
        return world.chats[int(chat_id)]
    except (ValueError, KeyError):
        raise bad_request("chat not found") from None


async def get_chat(world: World, fields: Fields) -> Json:
    """getChat."""
    chat = known_chat(world, fields.text("chat_id"))
    return {**chat.json(), **_FULL, "accepted_gift_types": dict.fromkeys(_NO_GIFTS, False)}


async def get_chat_member(world: World, fields: Fields) -> Json:
    """getChatMember."""
    chat = _group(known_chat(world, fields.text("chat_id")), world)
    user = world.users.get(fields.integer("user_id"))
    if fields.integer("user_id") == world.bot.id:
        user = world.bot
    if user is None:
        raise bad_request("user not found")
    return chat_member(world, chat, user.id)


async def leave_chat(world: World, fields: Fields) -> bool:
    """leaveChat."""
    chat = _group(open_chat(world, fields), world)
    chat.members[world.bot.id] = "left"
    world.changed(chat)
    return True


async def send_chat_action(world: World, fields: Fields) -> bool:
    """sendChatAction."""
    open_chat(world, fields)
    if fields.text("action") not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    return True


def chat_member(world: World, chat: Chat, user_id: int) -> Json:
    """As `ChatMember`."""
    user = world.bot if user_id == world.bot.id else world.users[user_id]
    status = chat.members.get(user_id, "left")
    body: Json = {"status": status, "user": user.json()}
    if status == "kicked":
        body["until_date"] = 0
    if status == "administrator":
        rights = ("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members")
        more = (
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
        )
        body |= dict.fromkeys((*rights, *more, "can_delete_stories", "can_be_edited"), False)
        body["is_anonymous"] = user_id in chat.anonymous
    return body


def _group(chat: Chat, world: World) -> Chat:
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.members.get(world.bot.id, "left") in ("left", "kicked"):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


METHODS: dict[str, Callable[[World, Fields], Any]] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "sendchataction": send_chat_action,
}
