"""The methods with which a bot hears what happened: polling, taps, files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.playground.fields import Fields
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.model import Json
from bot.playground.refusals import bad_request
from bot.playground.world import World

_TAP_LIVES = timedelta(minutes=15)
_POPUP_LIMIT = 200


async def get_me(world: World, fields: Fields) -> Json:
    """getMe."""
    abilities = {
        "can_join_groups": world.profile.joins_groups,
        "can_read_all_group_messages": not world.profile.privacy_mode,
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


async def get_file(world: World, fields: Fields) -> Json:
    """getFile, for files of at most 20 MB."""
    if not fields.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id(fields.text("file_id"))
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.json(), "file_path": stored.path}


METHODS: dict[str, Callable[[World, Fields], Any]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "answercallbackquery": answer_callback_query,
    "getfile": get_file,
}
