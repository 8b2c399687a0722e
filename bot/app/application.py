"""The bot, put together: updates in, letters and posts out, what falls due between them."""

import asyncio
import contextlib
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot import audit
from bot import forms as open_forms
from bot.app.clearing import Clearing
from bot.app.commands import Commands
from bot.app.polling import CLOCK_MAY_BE_OFF, Polling, clocks_apart
from bot.app.wiring import DUE, POSTS, letter_kinds, rooms
from bot.clock import Clock
from bot.committee import service as committee
from bot.committee.links import Links
from bot.dataclasses import dataclass
from bot.delivery import Courier, Pace
from bot.delivery import records as letters
from bot.delivery.board import Board
from bot.delivery.board import records as posts
from bot.errors import Refusal
from bot.files import FOLDER, Shelf
from bot.group import records as groups
from bot.group import service as group_service
from bot.group.service import Places
from bot.intake import Dispatcher, Outcome, Poller
from bot.intake import records as updates
from bot.scheduler import Due, Scheduler
from bot.seal import Seal
from bot.store import Store, Tx
from handlers import failures, routes
from handlers.bot_api.addressed import addressed
from handlers.bot_api.calls import Calls
from handlers.bot_api.downloads import Downloads
from handlers.bot_api.sending import Sender
from handlers.bot_api.transport import Request
from handlers.bot_api.uploads import Uploads
from handlers.context import Rooms
from handlers.turn import Turn

POLL_SECONDS = 25


@dataclass(frozen=True)
class Ways:
    """What differs between the bot at work, the demo and a test."""

    request: Request
    updates_request: Request
    clock: Clock
    pace: Pace
    poll_seconds: int = POLL_SECONDS


class App:
    """The bot, put together. `open`, `run` until cancelled, `close`."""

    def __init__(
        self, *, token: str, api_url: str, store: Store, data: Path, secret: bytes, ways: Ways
    ) -> None:
        """`data`: the folder that holds what is not in the database."""
        self.store = store
        self.clock = ways.clock
        self._ways = ways
        self._links = Links(secret)
        self._seal = Seal(secret)
        self._errors = failures.Errors()
        builder = (
            ApplicationBuilder()
            .token(token)
            .base_url(f"{api_url}/bot")
            .base_file_url(f"{api_url}/file/bot")
            .request(ways.request)
            .get_updates_request(ways.updates_request)
            .context_types(ContextTypes(context=Turn))
            .updater(None)
            .job_queue(None)
        )
        self.telegram: Application[Any, Turn, Any, Any, Any, Any] = builder.build()
        self.shelf = Shelf(data / FOLDER)
        self._downloads = Downloads(self.shelf)
        self._polling = Polling(
            self.telegram.bot, ways.updates_request, self.clock, ways.poll_seconds, self._clock_believed
        )
        self.clearing = Clearing(store, self.shelf, self._polling.clock_right)
        self._sender = Sender(
            self.telegram.bot,
            Calls(self.telegram.bot, ways.request),
            Uploads(store, self.shelf),
            self._downloads,
        )
        self._commands = Commands(store, self.clock, self._sender)
        self._kinds = letter_kinds(self._link, self._seal)
        self._posts = dict(POSTS)
        self.dispatcher = Dispatcher(
            store,
            self.clock,
            handle=partial(failures.handle, self.telegram, self._errors),
            apologise=partial(failures.apologise, store, self._sender),
        )
        self.poller = Poller(store, self.clock, self._polling.fetch, self.dispatcher, self._wanted)
        self.courier = Courier(
            store,
            self.clock,
            self._kinds,
            reader_of=committee.reader_of,
            reach_changed=committee.reach_changed,
            outbox=self._sender,
            pace=ways.pace,
            seal=self._seal,
        )
        self.board = Board(
            store,
            self.clock,
            self._posts,
            Places(self._link),
            outbox=self._sender,
            pace=ways.pace,
        )
        self.scheduler = Scheduler(
            store,
            self.clock,
            [*DUE, self._answers_due, self._letters_due, self._board_due, self.clearing.due],
            log=_log_due,
        )

    async def open(self) -> None:
        """Connects to database and Telegram. Raises InvalidToken or NetworkError from the latter.

        Refuses `clock-wrong` (fact: `seconds`): ballots would close, and data be erased, at wrong hours.
        """
        self._loop = asyncio.get_running_loop()  # what the store runs is run in its threads
        self.clearing.open()
        await self.store.open()
        await self.telegram.initialize()
        apart = clocks_apart(self.clock, self._ways.request)
        if apart is not None and apart > CLOCK_MAY_BE_OFF:
            raise Refusal("clock-wrong", seconds=round(apart.total_seconds()))
        self._links = Links(self._links.secret, self.telegram.bot.username)
        self.telegram.bot_data.update(
            rooms=Rooms(self.store, self.clock, self._links, self.shelf, rooms(self._seal)),
            sender=self._sender,
            kinds=self._kinds,
        )
        routes.register(self.telegram)
        self.telegram.add_error_handler(self._errors.hear)
        self.store.after_commit = self._nudge

    async def run(self) -> None:
        """Takes up what was left, then polls until cancelled. Raises Conflict after a minute of another poller."""
        await self.store.write(partial(self._begin, at=self.clock.now()), long=True)
        self.courier.start()
        self.board.start()
        self.scheduler.start()
        try:
            await self.dispatcher.take_up()
            self._commands.start()
            await self.poller.run()
        finally:
            await self.dispatcher.stop()
            await self.scheduler.stop()
            await self.courier.stop()
            await self._downloads.stop()
            await self.board.stop()
            await self._commands.stop()
            await self.clearing.stop()

    async def close(self) -> None:
        """Lets go of everything."""
        with contextlib.suppress(TelegramError):
            await self.telegram.shutdown()
        await self.store.close()

    @property
    def links(self) -> Links:
        """The deep links, once the bot's name is known."""
        return self._links

    @property
    def idle(self) -> bool:
        """Nothing is being handled, sent or due; long polling goes on."""
        sent = self.courier.idle and self.board.idle
        settled = self.dispatcher.idle and self.scheduler.idle and self._commands.idle
        return settled and sent and self.store.waiting == 0

    def _begin(self, tx: Tx, at: datetime) -> None:
        """What a start has to see to once it is known which bot this is."""
        if updates.begin(tx, self.telegram.bot.id):
            letters.forget_cards(tx)
            open_forms.forget_cards(tx)
            committee.another_bot(tx)
            group_service.another_bot(tx, at)

    def _nudge(self) -> None:
        self.courier.nudge()
        self.board.nudge()
        self.scheduler.nudge()

    def _clock_believed(self) -> None:
        if self.clearing.waiting:
            self.scheduler.nudge()

    def _link(self, item: str) -> str:
        """The bot's name is known only once it has connected."""
        return self._links.to(item)

    def _wanted(self, body: dict[str, Any]) -> bool:
        """What groups say to each other is not the bot's to keep."""
        rooms: Rooms = self.telegram.bot_data["rooms"]
        return addressed(body, self._links.bot, {*rooms.commands, *rooms.group_commands})

    def _answers_due(self, tx: Tx, now: datetime) -> Due:
        """Answers that Telegram asked us to send later; the dispatcher passes over what it has in hand."""
        due, next_at = updates.postponed(tx, now)
        if due:
            self._loop.call_soon_threadsafe(self.dispatcher.take, due)
        return Due((), next_at)

    def _letters_due(self, tx: Tx, now: datetime) -> Due:
        """Letters whose waiting time is over are found by the courier, once it looks."""
        self._loop.call_soon_threadsafe(self.courier.nudge)
        return Due((), letters.next_at(tx, now))

    def _board_due(self, tx: Tx, now: datetime) -> Due:
        """So are a group's posts, and groups that are to be left."""
        self._loop.call_soon_threadsafe(self.board.nudge)
        instants = [at for at in (posts.next_at(tx, now), groups.next_leaving(tx, now)) if at is not None]
        return Due((), min(instants, default=None))


def _log_due(tx: Tx, outcome: Outcome, at: datetime) -> None:
    """What fell due nobody did."""
    audit.record(tx, outcome.code, outcome.facts, at=at, committee=outcome.facts.get("committee"))
