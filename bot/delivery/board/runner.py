"""Sends and edits posts: a group's one after the other, each drawn the moment it goes."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot.clock import Clock
from bot.delivery.board import records
from bot.delivery.board.model import EDIT_EVERY, FORMER, GroupPost, Groups, Place, PostKind
from bot.delivery.model import Gone, Moved, State, TryLater, Undeliverable, Unsure
from bot.delivery.pace import Pace
from bot.delivery.rounds import MEND_SECONDS, PAUSE_SECONDS, TRIES, UNSURE_SECONDS, Rounds
from bot.ids import TelegramId
from bot.screens import Card, Menu, Screen
from bot.store import Store, Tx


class GroupOutbox(Protocol):
    """What the board needs of Telegram. All raise Undeliverable, Moved, TryLater or Unsure."""

    async def send(self, chat: TelegramId, card: Card, silent: bool) -> int:
        """Sends a post, returns its message id."""

    async def set_menu(self, chat: TelegramId, menu: Menu) -> None:
        """Sets the commands that the group shows."""

    async def edit(self, chat: TelegramId, message: int, screen: Screen) -> None:
        """Draws a post anew in its place. Raises Gone, too."""

    async def leave(self, chat: TelegramId) -> None:
        """Leaves a group."""


class Board(Rounds[int]):
    """In hand for a committee is its group's post, for a chat (a negative number) its leaving."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        kinds: dict[str, PostKind],
        groups: Groups,
        outbox: GroupOutbox,
        pace: Pace,
    ) -> None:
        super().__init__("board")
        self._store = store
        self._clock = clock
        self._kinds = kinds
        self._groups = groups
        self._outbox = outbox
        self._pace = pace
        self._taken_up = False

    async def hand_out(self) -> None:
        """Begins with the oldest post of each group, and with the groups to be left."""
        if not self._taken_up:
            await self._store.write(records.interrupted)
            self._taken_up = True
        now, busy = self._clock.now(), list(self.in_hand)
        posts, chats = await self._store.read(
            lambda tx: (records.waiting(tx, now, busy), self._groups.to_leave(tx, now))
        )
        for post in posts:
            if post.committee not in self.in_hand:
                broken = partial(self._failed, post, MEND_SECONDS, State.BROKEN)
                again = partial(self._put_back, post)
                self.begin(post.committee, self._deliver(post), broken, again, post=post.id, kind=post.kind)
        for chat in chats:
            if chat not in self.in_hand:
                later = partial(self._leave_later, chat, MEND_SECONDS)
                self.begin(chat, self._leave(chat), later, partial(self._leave_later, chat, PAUSE_SECONDS))

    async def _deliver(self, post: GroupPost) -> None:
        place = await self._store.read(lambda tx: self._groups.place(tx, post.committee))
        if place is not None:
            await self._pace.turn(place.chat)
        drawn = await self._store.write(lambda tx: self._draw(tx, post))
        if drawn is None:
            return
        post, place, screen = drawn
        try:
            message = await self._put(place.chat, post, screen)
        except Moved as moved:
            await self._again(post, place.chat, moved.to)
        except Undeliverable as refused:
            await self._refused(post, place.chat, refused.state)
        except TryLater as later:  # 429 in a group is the group's; letters go on
            until = self._clock.now() + timedelta(seconds=later.seconds)

            def hold(tx: Tx) -> None:
                records.postpone(tx, post.id, until, failed=False)
                records.hold(tx, post.committee, until)

            await self._store.record(hold)
        except Unsure:
            if post.card:
                await self._failed(post, UNSURE_SECONDS, State.FAILED)
            else:
                await self._settle(post, State.UNSURE)
        else:
            await self._settle(replace(post, message=message), State.SENT)

    def _draw(self, tx: Tx, post: GroupPost) -> tuple[GroupPost, Place, Screen | Menu] | None:
        """Takes it and looks at what stands in one transaction: a touch after it is another edit."""
        now = self._clock.now()
        taken = records.take(tx, post.id, now)
        if taken is None:
            return None
        place = self._groups.place(tx, taken.committee)
        screen = None if place is None else self._kinds.get(taken.kind, FORMER).draw(tx, taken, place)
        if place is None or screen is None:
            records.settle(tx, taken.id, State.STALE, taken.message, now)
            return None
        return taken, place, screen

    async def _put(self, chat: TelegramId, post: GroupPost, screen: Screen | Menu) -> int | None:
        if isinstance(screen, Menu):
            await self._outbox.set_menu(chat, screen)
            return None
        if post.message is not None:
            try:
                await self._outbox.edit(chat, post.message, screen)
            except Gone:
                pass
            else:
                return post.message
        return await self._outbox.send(chat, screen, post.silent)

    async def _settle(self, post: GroupPost, state: State) -> None:
        again = max(post.drawn_at, self._clock.now()) + EDIT_EVERY
        await self._store.record(lambda tx: records.settle(tx, post.id, state, post.message, again))

    async def _failed(self, post: GroupPost, seconds: float, at_last: State) -> None:
        if post.attempts + 1 >= TRIES:
            await self._settle(post, at_last)
            return
        until = self._clock.now() + timedelta(seconds=seconds)
        await self._store.record(lambda tx: records.postpone(tx, post.id, until, failed=True))

    async def _put_back(self, post: GroupPost) -> None:
        until = self._clock.now() + timedelta(seconds=PAUSE_SECONDS)
        await self._store.record(lambda tx: records.postpone(tx, post.id, until, failed=False))

    async def _again(self, post: GroupPost, chat: TelegramId, to: TelegramId) -> None:
        now = self._clock.now()

        def body(tx: Tx) -> None:
            self._groups.moved(tx, chat, to, now)
            records.postpone(tx, post.id, now, failed=True)

        await self._store.record(body)

    async def _refused(self, post: GroupPost, chat: TelegramId, state: State) -> None:
        if state is State.FAILED:
            await self._settle(post, state)
            return
        now = self._clock.now()
        await self._store.record(lambda tx: self._groups.gone(tx, chat, now))

    async def _leave(self, chat: TelegramId) -> None:
        try:
            # A group that is not there any more is left; one with another number is known by that, too.
            with suppress(Undeliverable, Moved):
                await self._outbox.leave(chat)
        except (TryLater, Unsure) as later:
            await self._leave_later(chat, later.seconds if isinstance(later, TryLater) else UNSURE_SECONDS)
        else:
            now = self._clock.now()
            await self._store.record(lambda tx: self._groups.gone(tx, chat, now))

    async def _leave_later(self, chat: TelegramId, seconds: float) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)
        await self._store.record(lambda tx: self._groups.wait(tx, chat, until))
