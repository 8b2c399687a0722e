"""Which update goes where. Everything ends in a screen that is shown, or in an error that intake hears of."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.actions import UnknownAction, unpack
from bot.errors import Refusal
from bot.forms.actions import FormDiscard
from bot.intake import leave_no_trace
from handlers import gate, group, home
from handlers.bot_api.addressed import COMMAND, said
from handlers.context import Answer
from handlers.forms import asking, steps
from handlers.turn import Turn

Act = Callable[[Turn], Awaitable[Answer]]
log = structlog.get_logger(__name__)
PRIVATE = filters.ChatType.PRIVATE
EDITED = PRIVATE & filters.UpdateType.EDITED_MESSAGE
GROUP = filters.ChatType.GROUPS


def register(application: "Application[Any, Turn, Any, Any, Any, Any]") -> None:
    """Puts the routes in their order: the first that fits handles an update."""
    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(ChatMemberHandler(on_reach, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(EDITED & filters.LOCATION, on_anything_else))
    application.add_handler(MessageHandler(EDITED, on_edit))
    application.add_handler(MessageHandler(PRIVATE & filters.UpdateType.MESSAGE & COMMAND, on_command))
    application.add_handler(MessageHandler(GROUP & filters.StatusUpdate.MIGRATE, group.on_migrated))
    application.add_handler(MessageHandler(GROUP & filters.UpdateType.MESSAGE & COMMAND, group.on_command))
    application.add_handler(
        MessageHandler(GROUP & filters.UpdateType.EDITED_MESSAGE & COMMAND, group.on_edit)
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.ALL, on_anything_else))
    application.add_handler(MessageHandler(PRIVATE & filters.UpdateType.MESSAGE, on_message))
    application.add_handler(TypeHandler(Update, on_anything_else))


async def on_tap(_update: Update, turn: Turn) -> None:
    """A button: its data is a claim, the services check what it may do."""
    assert turn.query is not None
    if turn.tapped is not None and not turn.tapped.private:  # no post in a group has such a button: a forgery
        return

    async def act(turn: Turn) -> Answer:
        assert turn.query is not None
        try:
            action = unpack(turn.query.data or "")
            if isinstance(action, FormDiscard):
                turn.discarding = True
                action = unpack(action.then)
            press = turn.rooms.buttons[type(action)]
        except (UnknownAction, KeyError):
            return (await home.screen(turn)).noted(turn.say("button-unknown"))
        return await press(turn, action)

    await _answer(turn, act)


async def on_command(_update: Update, turn: Turn) -> None:
    """A command that was typed or picked from the menu. One that nobody knows shows the way."""

    async def act(turn: Turn) -> Answer:
        assert turn.message is not None
        word, *turn.args = said(turn.message).split()
        name = word[1:].partition("@")[0].lower()
        command = turn.rooms.commands.get(name)
        if command is None:
            return (await home.screen(turn)).noted(turn.say("command-unknown"))
        return await command(turn)

    await _answer(turn, act)


async def on_message(_update: Update, turn: Turn) -> None:
    """A message: an answer to the open question, or something to show the way for."""
    await _answer(turn, steps.said)


async def on_edit(_update: Update, turn: Turn) -> None:
    """An edited message changes nothing until its author says so."""
    await _answer(turn, steps.edited)


async def on_reach(update: Update, turn: Turn) -> None:
    """Somebody started or blocked the bot, or took it into a group or out of it. There is nobody to answer."""
    change = update.my_chat_member
    if change is not None and change.chat.type == "private":
        await gate.reach(turn, blocked=change.new_chat_member.status == "kicked")
    elif change is not None:
        await group.on_member(turn)


async def on_anything_else(_update: Update, turn: Turn) -> None:
    """Kinds of updates that mean nothing here, and what Telegram itself says in a chat (a pin, a timer, that whoever
    shares their place has moved)."""
    log.debug("an update of no known kind", update_id=turn.stored.update_id)


async def _answer(turn: Turn, act: Act) -> None:
    await turn.learn_who()
    try:
        answer: Answer | None = await gate.stranger(turn) if turn.person is None else None
        answer = answer or await act(turn)
    except Refusal as refusal:
        answer = (await home.screen(turn)).noted(turn.say(refusal.code, refusal.facts))
    if turn.person is None:
        leave_no_trace()
    # Side by side: one way to Telegram and back, not two.
    popup = asyncio.create_task(_pop_up(turn, answer))
    try:
        shown = await turn.show(answer)
    finally:
        await popup
    await asking.remember_card(turn, answer, shown)


async def _pop_up(turn: Turn, answer: Answer) -> None:
    if turn.query is not None:
        await turn.sender.pop_up(turn.query.id, answer if not isinstance(answer, tuple) else answer[0])
