"""The methods with which a bot sets its command menus and what it tells about itself."""

import re
from collections.abc import Callable
from typing import Any

from bot.playground.chats import known_chat
from bot.playground.fields import Fields
from bot.playground.refusals import bad_request
from bot.playground.world import World

_COMMANDS_LIMIT = 100


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
        chat = known_chat(world, str(scope.get("chat_id", "")))
        if (
            chat.user is not None and not chat.user.started
        ):  # a bot does not know whoever has never started it
            raise bad_request("chat not found")
        return f"chat {chat.id} {language}".strip()
    if kind not in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    return f"{kind} {language}".strip()


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


METHODS: dict[str, Callable[[World, Fields], Any]] = {
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "setmyname": _profile("name", 64, "BOT_TITLE_INVALID"),
    "setmydescription": _profile("description", 512, "BOT_DESCRIPTION_TOO_LONG"),
    "setmyshortdescription": _profile("short_description", 120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
}
