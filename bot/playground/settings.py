"""The methods with which a bot polls, answers taps, looks at chats and sets its own menu."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.playground.fields import Fields
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.messages import known_chat, open_chat
from bot.playground.model import Chat, Json
from bot.playground.refusals import bad_request, forbidden
from bot.playground.world import World

_TAP_LIVES = timedelta(minutes=15)
_POPUP_LIMIT = 200
_COMMANDS_LIMIT = 100
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


async def get_me(world: World, fields: Fields) -> Json:
    """getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    more = (
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
    )
    return {
        **world.bot.json(),
        **abilities,
        **dict.fromkeys((*more, "can_manage_bots", "supports_guest_queries"), False),
    }


async def get_updates(world: World, fields: Fields) -> list[Json]:
    """getUpdates."""
    allowed = fields.structure("allowed_updates", list, "String")
    if world.updates.confirm(fields.integer("offset")):
        world.changed()
    return await world.updates.get(fields.integer("limit", 100), fields.integer("timeout"), allowed)


async def delete_webhook(world: World, fields: Fields) -> bool:
    """deleteWebhook; there never is one here."""
    if fields.flag("drop_pending_updates"):
        world.updates.clear()
        world.changed()
    return True


async def get_webhook_info(world: World, fields: Fields) -> Json:
    """getWebhookInfo."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


async def answer_callback_query(world: World, fields: Fields) -> bool:
    """answerCallbackQuery, once for each tap and not too late."""
    text = fields.text("text")
    if len(text) > _POPUP_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.pop(fields.text("callback_query_id"), None)
    if tap is None or world.clock.now() - tap.at > _TAP_LIVES:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    tap.user.popup, tap.user.popup_alert = text or None, fields.flag("show_alert")
    tap.user.popups += 1
    world.changed(world.chats[tap.user.id])
    return True


async def set_my_commands(world: World, fields: Fields) -> bool:
    """setMyCommands."""
    commands = fields.structure("commands", list, "BotCommand") or []
    if len(commands) > _COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_scope(world, fields)] = [
        {"command": c["command"].removeprefix("/"), "description": c["description"]} for c in commands
    ]
    world.changed()
    return True


async def delete_my_commands(world: World, fields: Fields) -> bool:
    """deleteMyCommands."""
    world.profile.commands.pop(_scope(world, fields), None)
    world.changed()
    return True


async def get_my_commands(world: World, fields: Fields) -> list[dict[str, str]]:
    """getMyCommands: those set for exactly this scope and language."""
    return world.profile.commands.get(_scope(world, fields), [])


def _scope(world: World, fields: Fields) -> str:
    scope = fields.structure("scope", dict, "BotCommandScope") or {"type": "default"}
    kind = str(scope.get("type"))
    language = fields.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("Invalid language code specified")
    if kind == "chat":
        return f"chat {known_chat(world, str(scope.get('chat_id', ''))).id} {language}".strip()
    if kind not in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    return f"{kind} {language}".strip()


async def get_file(world: World, fields: Fields) -> Json:
    """getFile, for files of at most 20 MB."""
    if not fields.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id(fields.text("file_id"))
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.json(), "file_path": stored.path}


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


def _profile(attribute: str, limit: int, code: str) -> Callable[[World, Fields], Any]:
    async def set_it(world: World, fields: Fields) -> bool:
        value = fields.text(attribute)
        if len(value) > limit:
            raise bad_request(code)
        if not fields.text("language_code"):
            setattr(world.profile, attribute, value)
        world.changed()
        return True

    return set_it


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
        body |= dict.fromkeys((*rights, *more, "can_delete_stories", "can_be_edited", "is_anonymous"), False)
    return body


def _group(chat: Chat, world: World) -> Chat:
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.members.get(world.bot.id, "left") in ("left", "kicked"):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


METHODS: dict[str, Callable[[World, Fields], Any]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "getfile": get_file,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "sendchataction": send_chat_action,
    "setmyname": _profile("name", 64, "BOT_TITLE_INVALID"),
    "setmydescription": _profile("description", 512, "BOT_DESCRIPTION_TOO_LONG"),
    "setmyshortdescription": _profile("short_description", 120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
}
