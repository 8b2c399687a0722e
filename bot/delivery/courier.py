"""Sends letters: 64 workers, one even pace; each letter is drawn for its reader the moment it goes."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.delivery import records
from bot.delivery.model import Kind, Letter, Reader, State, TryLater, Undeliverable, Unsure
from bot.delivery.pace import Pace
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.screens import Menu, Screen
from bot.store import Store, Tx

WORKERS = 64
TRIES = 5
log = structlog.get_logger(__name__)


class Outbox(Protocol):
    """What the courier needs of Telegram. All raise Undeliverable, TryLater or Unsure."""

    async def send(self, chat: TelegramId, screen: Screen, silent: bool) -> int:
        """Sends a card, returns its message id."""

    async def fold(self, chat: TelegramId, message: int, line: str) -> None:
        """Leaves one line of an earlier card, without buttons."""

    async def set_menu(self, chat: TelegramId, menu: Menu) -> None:
        """Sets the commands that this chat shows."""


ReaderOf = Callable[[Tx, PersonId, CommitteeId | None], Reader | None]
ReachChanged = Callable[[Tx, PersonId, State], None]


class Courier:
    """Letters go out in the order in which they were written, a person's one after the other."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        kinds: dict[str, Kind],
        reader_of: ReaderOf,
        reach_changed: ReachChanged,
        outbox: Outbox,
        pace: Pace,
    ) -> None:
        self._store = store
        self._clock = clock
        self._kinds = kinds
        self._reader_of = reader_of
        self._reach_changed = reach_changed
        self._outbox = outbox
        self._pace = pace
        self._wake = asyncio.Event()
        self._in_hand: dict[int, PersonId] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: asyncio.Task[None] | None = None
        self._looking = False

    def start(self) -> None:
        """Begins to send."""
        self._runner = asyncio.create_task(self._run(), name="courier")
        self.nudge()

    async def stop(self) -> None:
        """Lets what is under way finish, and stops."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)

    def nudge(self) -> None:
        """There may be letters."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """No letter is in hand and none is known to wait."""
        return not self._in_hand and not self._wake.is_set() and not self._looking

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._looking = True
            self._wake.clear()
            try:
                await self._hand_out()
            except Exception:
                log.exception("looking for letters failed")
            finally:
                self._looking = False

    async def _hand_out(self) -> None:
        free = WORKERS - len(self._in_hand)
        if free <= 0:
            return
        now = self._clock.now()
        busy = list(self._in_hand)
        found = await self._store.read(lambda tx: records.waiting(tx, now, free + WORKERS, busy))
        persons = set(self._in_hand.values())
        for letter in found:
            if letter.person in persons or len(self._in_hand) >= WORKERS:
                continue  # its turn comes when the one before it is done
            persons.add(letter.person)
            self._in_hand[letter.id] = letter.person
            task = asyncio.create_task(self._carry(letter), name=f"letter {letter.id}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(self, letter: Letter) -> None:
        try:
            await self._deliver(letter)
        except Exception:
            # Drawn wrongly, or the database is away: the letter stays, and one bad letter must not spin.
            log.exception("a letter failed", letter=letter.id, kind=letter.kind)
            with contextlib.suppress(Exception):
                await self._later(letter, 60.0)
        finally:
            del self._in_hand[letter.id]
            self.nudge()

    async def _deliver(self, letter: Letter) -> None:
        kind = self._kinds[letter.kind]
        if letter.state is State.SENDING and kind.once:
            await self._settle(letter, State.UNSURE)
            return

        def draw(tx: Tx) -> tuple[Reader, Screen | Menu | None, int | None] | None:
            reader = self._reader_of(tx, letter.person, letter.committee)
            if reader is None:
                return None
            earlier = records.card(tx, letter.person, letter.subject) if letter.subject else None
            return reader, kind.draw(tx, letter, reader), earlier

        drawn = await self._store.read(draw)
        reader, post, earlier = drawn or (None, None, None)
        if reader is None or post is None:
            log.info("a letter went stale", letter=letter.id, kind=letter.kind)
            await self._settle(letter, State.STALE)
            return
        if reader.telegram_id is None or reader.blocked:
            await self._settle(letter, State.BLOCKED if reader.blocked else State.UNSTARTED)
            return
        await self._store.write(lambda tx: records.sending(tx, letter.id))
        await self._pace.turn(reader.telegram_id)
        try:
            message = await self._post(reader.telegram_id, post, letter.silent)
        except Undeliverable as refused:
            await self._settle(letter, refused.state)
        except TryLater as later:
            if later.everybody:
                self._pace.hold(later.seconds)
            await self._later(letter, later.seconds)
        except Unsure:
            await (self._settle(letter, State.UNSURE) if kind.once else self._later(letter, 5.0))
        else:
            await self._settle(letter, State.SENT, message)
            if earlier is not None and message is not None and isinstance(post, Screen) and post.folded:
                with contextlib.suppress(Undeliverable, TryLater, Unsure):
                    await self._outbox.fold(reader.telegram_id, earlier, post.folded)

    async def _post(self, chat: TelegramId, post: Screen | Menu, silent: bool) -> int | None:
        if isinstance(post, Menu):
            await self._outbox.set_menu(chat, post)
            return None
        return await self._outbox.send(chat, post, silent)

    async def _settle(self, letter: Letter, state: State, message: int | None = None) -> None:
        now = self._clock.now()

        def body(tx: Tx) -> None:
            records.settle(tx, letter.id, state, now, message)
            if message is not None and letter.subject:
                records.keep_card(tx, letter.person, letter.subject, message)
            if state in (State.SENT, State.BLOCKED):
                self._reach_changed(tx, letter.person, state)

        await self._store.write(body)

    async def _later(self, letter: Letter, seconds: float) -> None:
        if letter.attempts + 1 >= TRIES and seconds >= 5.0:
            await self._settle(letter, State.FAILED)
            return
        until = self._clock.now() + timedelta(seconds=seconds)
        await self._store.write(lambda tx: records.postpone(tx, letter.id, until))
