"""aiogram 3 and a handler as one writes it: one transaction a tap, the same statements and card as ours, two calls."""

from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.assembly import now
from benchmarks.ours import database
from bot.actions import unpack
from bot.ballots import reading, sentences, voting
from bot.ballots import views as ballot_views
from bot.ballots.actions import CastVote
from bot.committee import records as people
from bot.committee import service as committee
from bot.i18n import translator
from bot.ids import TelegramId
from bot.screens import Button, Screen
from bot.store import Tx

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def voted(tx: Tx, sender: TelegramId, action: CastVote) -> Screen:
    """Counts the vote and draws the card."""
    at = now()
    person = people.person_by_telegram(tx, sender)
    assert person is not None
    who = committee.actor(tx, person.id, reading.committee_of(tx, action.ballot))
    outcome = voting.vote(tx, who, action.ballot, action.choice, at)
    t = translator(person.language, person.zone or who.committee.zone, who.committee.zone)
    card = ballot_views.ballot(t, reading.paper(tx, who, action.ballot, at))
    return card.noted(sentences.SENTENCES[outcome.code](t, outcome.facts))


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    """The card's buttons."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=b.label, callback_data=b.action.pack(), style=b.style)
                for b in row
                if isinstance(b, Button)
            ]
            for row in screen.rows
        ]
    )


async def run(token: str, api_url: str, data: Path) -> None:
    """Until its process ends."""
    # One connection, so that no tap fails on a locked database; as durable as ours.
    engine = create_async_engine(
        database(data), pool_size=1, max_overflow=0, connect_args={"isolation_level": None}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def on_tap(query: CallbackQuery) -> None:
        action = unpack(query.data or "")
        assert isinstance(action, CastVote)
        async with engine.begin() as connection:
            screen = await connection.run_sync(voted, TelegramId(query.from_user.id), action)
        await query.answer(screen.popup)
        assert isinstance(query.message, Message)
        await query.message.edit_text(
            str(screen.text),
            parse_mode="HTML",
            reply_markup=keyboard(screen),
            link_preview_options=NO_PREVIEW,
        )

    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    await dispatcher.start_polling(
        bot, polling_timeout=25, allowed_updates=["callback_query"], handle_signals=False
    )
