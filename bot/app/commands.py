"""Which commands Telegram shows: told anew at every start, beside the polling, because nobody waits for it."""

import asyncio
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.committee import service as committee
from bot.committee.service import UTC_ZONE
from bot.errors import place
from bot.group import service as group_service
from bot.i18n import LANGUAGES, translator
from bot.screens import Menu
from bot.store import Store, Tx
from handlers.bot_api.sending import Sender
from handlers.menus import commands_for_groups, commands_for_strangers, fingerprint

log = structlog.get_logger(__name__)


class Commands:
    """`start` tells them, and `stop` lets be what is not told yet: the next start tells it."""

    def __init__(self, store: Store, clock: Clock, sender: Sender) -> None:
        self._store = store
        self._clock = clock
        self._sender = sender
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins."""
        self._task = asyncio.create_task(self._tell(), name="commands")

    async def stop(self) -> None:
        """Ends, whatever was told."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    @property
    def idle(self) -> bool:
        """All is told."""
        return self._task is None or self._task.done()

    async def _tell(self) -> None:
        # The sentences of all languages are read for it: in a thread, so that nobody waits for that either.
        now = await asyncio.to_thread(fingerprint)
        try:
            await self._store.write(partial(self._follow, now), long=True)
        except DBAPIError as error:
            log.error("the commands were not compared", error=type(error).__name__, place=place(error))
        codes: tuple[str | None, ...] = (None, *LANGUAGES)
        voices = [(code, translator(code, UTC_ZONE, UTC_ZONE)) for code in codes]
        tell = self._sender.set_common_menu
        await asyncio.gather(
            *(tell(Menu(commands_for_strangers(t)), code) for code, t in voices),
            *(tell(Menu(commands_for_groups([t])), code, in_groups=True) for code, t in voices),
        )

    def _follow(self, fingerprint: str, tx: Tx) -> None:
        """Those who have commands of their own are shown this version's."""
        at = self._clock.now()
        if committee.menus_follow(tx, fingerprint, at):
            group_service.set_menus(tx, at)
