"""The whole bot on a Telegram of our own, with a clock that moves when told: for the story, the demo and the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, Ways
from bot.clock import Clock
from bot.delivery import Pace
from bot.playground.doors import InProcess
from bot.playground.people import Someone
from bot.playground.telegram import Telegram
from bot.store import Store
from bot.store.migrate import migrate
from handlers.bot_api.transport import Request

TOKEN = "7000000001:" + "playground-token-nobody-knows-it"
SECRET = b"playground"
SETTLED_WITHIN = 90.0
"""Real seconds; a bot that is still busy then hangs."""


class Stage:
    """A running bot and its Telegram. Acts end when the bot has nothing left to do."""

    def __init__(
        self,
        telegram: Telegram,
        clock: Clock,
        data: Path,
        api_url: str,
        door: Callable[[], Request],
        token: str = TOKEN,
        url: str | None = None,
    ):
        """`url`: of the database; None: an SQLite file in `data`."""
        self.telegram = telegram
        self.clock = clock
        self.data = data
        self.url = url or f"sqlite+aiosqlite:///{data / 'nac-bot.sqlite3'}"
        self._api_url = api_url
        self._door = door
        self._token = token
        self._task: asyncio.Task[None] | None = None
        self.app = self._new_app()

    def _new_app(self) -> App:
        ways = Ways(self._door(), self._door(), self.clock, Pace(0.0, 0.0), poll_seconds=20)
        return App(
            token=self._token,
            api_url=self._api_url,
            store=Store(self.url, empty_seconds=0.0),  # what is erased is gone when an act ends
            data=self.data,
            secret=SECRET,
            ways=ways,
        )

    async def start(self) -> None:
        """Starts the bot, on a migrated database."""
        await migrate(self.url, self.clock.now())
        await self.app.open()
        self._task = asyncio.create_task(self.app.run(), name="the bot")
        await self.settle()

    async def stop(self) -> None:
        """Stops the bot; Telegram goes on."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await self.app.close()

    async def restart(self) -> None:
        """Stops the bot and starts it anew on the same database."""
        await self.stop()
        self.app = self._new_app()
        await self.start()

    @property
    def running(self) -> bool:
        """Is the bot there at all?"""
        return self._task is not None

    async def settle(self) -> None:
        """Returns when nothing waits: no update, no answer, no letter, nothing due. Raises what stopped the bot."""
        if not self.running:
            return
        async with asyncio.timeout(SETTLED_WITHIN):
            quiet = 0
            while quiet < 2:  # looking twice: the last look may itself have set something going
                if self._task is not None and self._task.done():
                    await self._task
                done = self.telegram.idle and self.telegram.updates.polled and self.app.idle
                quiet = quiet + 1 if done else 0
                await asyncio.sleep(0 if done else 0.0005)

    async def move(self, to: datetime) -> None:
        """Moves the clock forward, stopping at every instant at which something is due."""
        while self.running:
            await self.settle()
            due = self.app.scheduler.next_at
            if due is None or due > to:
                break
            await self._tick(max(due, self.clock.now() + timedelta(milliseconds=1)))
        await self._tick(to)

    async def _tick(self, to: datetime) -> None:
        self.clock.move(to)
        # A poll completed after the deadline shows that nothing sent before it is still to come.
        self.telegram.updates.release()
        await self.settle()

    def someone(
        self,
        first_name: str,
        last_name: str | None = None,
        *,
        username: str | None = None,
        language: str = "en",
    ) -> Someone:
        """A person with a telephone, who has not started the bot."""
        user = self.telegram.user(first_name, last_name, username, language)
        return Someone(self.telegram, user, self.settle)


@asynccontextmanager
async def stage(
    data: Path,
    clock: Clock,
    on_call: Callable[[str, Mapping[str, Any]], None] | None = None,
    url: str | None = None,
) -> AsyncIterator[Stage]:
    """A running bot on an empty (or left) database, without sockets. `on_call` hears every call it makes.

    `url`: of the database; None: an SQLite file in `data`.
    """
    telegram = Telegram(clock, TOKEN)
    if on_call is not None:
        telegram.on_call.append(on_call)
    here = Stage(telegram, clock, data, "https://telegram.playground", lambda: InProcess(telegram), url=url)
    await here.start()
    try:
        yield here
    finally:
        await here.stop()
