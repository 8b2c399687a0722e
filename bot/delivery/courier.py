"""Sends letters: 64 workers, one even pace; each letter is drawn for its reader the moment it goes."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.delivery import records
from bot.delivery.model import (
    FORMER,
    NOT_REACHED,
    Kind,
    Letter,
    Reader,
    State,
    TryLater,
    Undeliverable,
    Unsure,
)
from bot.delivery.pace import Pace
from bot.delivery.rounds import MEND_SECONDS, PAUSE_SECONDS, TRIES, UNSURE_SECONDS, Rounds
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.screens import Card, Menu, Screen
from bot.seal import Seal
from bot.store import Store, Tx, erased, wake

WORKERS = 64
log = structlog.get_logger(__name__)


class Outbox(Protocol):
    """What the courier needs of Telegram. All raise Undeliverable, TryLater or Unsure."""

    async def send(self, chat: TelegramId, card: Card, silent: bool) -> int:
        """Sends a card, returns its message id."""

    @property
    def edits(self) -> int:
        """How many cards were drawn anew in their place so far, to be compared with later."""

    async def fold(self, chat: TelegramId, message: int, line: str, since: int) -> None:
        """Leaves one line of an earlier card, without buttons; unless it was drawn anew after so many `edits`."""

    async def set_menu(self, chat: TelegramId, menu: Menu) -> None:
        """Sets the commands that this chat shows."""


ReaderOf = Callable[[Tx, PersonId, CommitteeId | None], Reader | None]
ReachChanged = Callable[[Tx, PersonId, State], None]


class Courier(Rounds[int]):
    """Letters go out in the order in which they were written, a person's one after the other.

    Of a sealed letter only its reader hears: neither a card, nor whether they were reached, is noted under their name.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        kinds: dict[str, Kind],
        reader_of: ReaderOf,
        reach_changed: ReachChanged,
        outbox: Outbox,
        pace: Pace,
        seal: Seal,
    ) -> None:
        super().__init__("courier")
        self._seal = seal
        self._store = store
        self._clock = clock
        self._kinds = kinds
        self._reader_of = reader_of
        self._reach_changed = reach_changed
        self._outbox = outbox
        self._pace = pace

    async def hand_out(self) -> None:
        """Begins with as many letters as there are workers."""
        while (free := WORKERS - len(self.in_hand)) > 0:
            now, busy = self._clock.now(), list(self.in_hand)
            found = await self._store.read(lambda tx: records.waiting(tx, now, free, busy))  # noqa: B023
            if not found:
                return
            for letter in found:
                if letter.line not in self.in_hand:  # else its turn comes when the one before it is done
                    broken = partial(self._failed, letter, MEND_SECONDS, State.BROKEN)
                    again = partial(self._later, letter, PAUSE_SECONDS)
                    work = self._deliver(letter)
                    self.begin(letter.line, work, broken, again, letter=letter.id, kind=letter.kind)

    async def _deliver(self, letter: Letter) -> None:
        kind = self._kind(letter)
        if letter.state is State.SENDING and kind.once:
            await self._settle(letter, State.UNSURE)
            return

        to = letter.person if letter.sealed is None else self._seal.person(letter.sealed)
        reader = None
        if to is not None:
            reader = await self._store.read(lambda tx: self._reader_of(tx, to, letter.committee))
        if reader is None:
            await self._stale(letter)
            return
        if reader.telegram_id is None or reader.blocked:
            await self._settle(letter, State.BLOCKED if reader.blocked else State.UNSTARTED)
            return
        await self._pace.turn(reader.telegram_id)

        now, since = self._clock.now(), self._outbox.edits

        def draw(tx: Tx) -> Card | Menu | None:
            drawn = kind.draw(tx, replace(letter, drawn_at=now), reader)
            return drawn if drawn is None or isinstance(drawn, Menu) else drawn.under(reader.heading)

        try:
            post = await self._store.read(draw, long=True)
        except TryLater as later:
            await self._later(letter, later.seconds)
            return
        if post is None:
            await self._stale(letter)
            return
        if not await self._store.write(lambda tx: records.sending(tx, letter)):
            return  # the person has left while it waited for its turn, or another process has it in hand
        try:
            message = await self._post(reader.telegram_id, post, letter.silent)
        except Undeliverable as refused:
            await self._settle(letter, refused.state)
        except TryLater as later:
            if later.everybody:
                self._pace.hold(later.seconds)
            await self._later(letter, later.seconds)
        except Unsure:
            if kind.once:
                await self._settle(letter, State.UNSURE)
            else:
                await self._failed(letter, UNSURE_SECONDS, State.FAILED)
        else:
            lines = _lines(letter, post)
            for earlier, subject in await self._settle(letter, State.SENT, message, tuple(lines)):
                if line := lines[subject]:
                    # A tap that was answered there meanwhile must stay to be read.
                    with contextlib.suppress(Undeliverable, TryLater, Unsure):
                        await self._outbox.fold(reader.telegram_id, earlier, line, since)

    def _kind(self, letter: Letter) -> Kind:
        return self._kinds.get(letter.kind, FORMER)

    async def _stale(self, letter: Letter) -> None:
        log.info("a letter went stale", letter=letter.id, kind=letter.kind)
        await self._settle(letter, State.STALE)

    async def _post(self, chat: TelegramId, post: Card | Menu, silent: bool) -> int | None:
        if isinstance(post, Menu):
            await self._outbox.set_menu(chat, post)
            return None
        return await self._outbox.send(chat, post, silent)

    async def _settle(
        self, letter: Letter, state: State, message: int | None = None, subjects: Sequence[str] = ()
    ) -> list[tuple[int, str]]:
        """Returns the cards whose place the letter has taken, each with a subject that it was of."""
        now = self._clock.now()
        kept = State.STALE if self._kind(letter).courtesy and state in NOT_REACHED else state

        def body(tx: Tx) -> list[tuple[int, str]]:
            if letter.sealed is not None:
                records.settle(tx, letter.id, State.SEALED, now)
                erased(tx)
                return []
            if not records.settle(tx, letter.id, kept, now, message):
                return []  # the person has left: nothing of them is noted any more
            if state in (State.SENT, State.BLOCKED):
                self._reach_changed(tx, letter.person, state)
            return [] if message is None else records.keep_card(tx, letter.person, subjects, message)

        return await self._store.record(body)

    async def _failed(self, letter: Letter, seconds: float, at_last: State) -> None:
        if letter.attempts + 1 < TRIES:
            await self._later(letter, seconds, failed=True)
        else:
            await self._settle(letter, at_last)

    async def _later(self, letter: Letter, seconds: float, *, failed: bool = False) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)

        def body(tx: Tx) -> None:
            records.postpone(tx, letter.id, until, failed=failed)
            wake(tx)  # the scheduler has to know when

        await self._store.record(body)


def _lines(letter: Letter, post: Card | Menu) -> dict[str, str | None]:
    """Whose card it is, and the one line that is left of the earlier one."""
    if isinstance(post, Screen) and post.folds:
        return dict(post.folds)
    return {letter.subject: post.folded if isinstance(post, Screen) else None} if letter.subject else {}
