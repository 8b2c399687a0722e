"""python-telegram-bot on our transport, which answers each tap with the two calls of a vote and does nothing else."""

import asyncio
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import ApplicationBuilder, CallbackContext, CallbackQueryHandler

from benchmarks.paper import POPUP, TEXT, keyboard
from handlers.bot_api.transport import AiohttpRequest

AT_ONCE = 64  # as many as our dispatcher handles side by side
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def on_tap(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Answers and edits."""
    query = update.callback_query
    assert query is not None
    await asyncio.gather(
        query.answer(POPUP),
        query.edit_message_text(
            TEXT,
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(keyboard()),
            link_preview_options=NO_PREVIEW,
        ),
    )


async def run(token: str, api_url: str, _data: Path) -> None:
    """Until its process ends."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest(connection_limit=2))
        .concurrent_updates(AT_ONCE)
        .job_queue(None)
        .build()
    )
    application.add_handler(CallbackQueryHandler(on_tap))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=25, allowed_updates=["callback_query"])
        await asyncio.Event().wait()
