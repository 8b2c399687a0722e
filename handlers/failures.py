"""When something breaks: intake hears of it, and after the last try the sender is told what stands."""

from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.committee import service as committee
from bot.i18n import Translator, translator
from bot.ids import TelegramId
from bot.intake import Stored, records
from bot.screens import Screen
from bot.store import Store, Tx
from handlers.bot_api.readable import readable
from handlers.bot_api.sending import Sender


class Errors:
    """PTB swallows a handler's error; this keeps it for whoever asked for the update to be handled."""

    def __init__(self) -> None:
        self._by_update: dict[int, BaseException] = {}

    async def hear(self, update: object, context: Any) -> None:
        """PTB's error handler."""
        if isinstance(update, Update):
            self._by_update[update.update_id] = context.error

    def take(self, update_id: int) -> BaseException | None:
        """What went wrong with an update, once."""
        return self._by_update.pop(update_id, None)


async def handle(
    application: "Application[Any, Any, Any, Any, Any, Any]", errors: Errors, stored: Stored
) -> None:
    """Hands a stored update to PTB; raises what its handler raised."""
    update = readable(stored.body, application.bot)
    await application.process_update(update)
    error = errors.take(stored.update_id)
    if error is not None:
        raise error


async def apologise(store: Store, sender: Sender, stored: Stored) -> None:
    """The last try failed: one sentence, in the person's language where it is known."""

    def look(tx: Tx) -> tuple[Translator, bool]:
        person = committee.person_of(tx, stored.sender)
        reader = None if person is None else committee.reader_of(tx, person.id, None)
        t = reader.t if reader else translator(None, committee.UTC_ZONE, committee.UTC_ZONE)
        outcome = records.outcome(tx, stored.update_id)
        return t, outcome is not None and not outcome.refused

    t, recorded = await store.read(look)
    text = (
        t("What you did was recorded, but it cannot be shown. /menu shows what stands now.")
        if recorded
        else t("Something went wrong. Nothing was changed. Please try again later.")
    )
    await sender.send(TelegramId(stored.sender), Screen(text), silent=False)
