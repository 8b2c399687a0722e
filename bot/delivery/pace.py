"""Even pacing: about 30 messages a second, one a second into a chat, and 20 a minute into a group."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.ids import TelegramId

EVERY_SECONDS = 1 / 29
PER_CHAT_SECONDS = 1.0
IN_A_GROUP = 3
"""So many times longer than in a private chat."""


class Pace:
    """Gives each sending its moment, on monotonic time, so that a moved clock changes nothing."""

    def __init__(
        self,
        every: float = EVERY_SECONDS,
        per_chat: float = PER_CHAT_SECONDS,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`every`, `per_chat`: seconds between two sendings, in all and into one private chat.

        `now`, `sleep`: a virtual time for tests.
        """
        self._every = every
        self._per_chat = per_chat
        self._now = now
        self._sleep = sleep
        self._next = 0.0
        self._chats: dict[TelegramId, float] = {}
        self._first_in_line = asyncio.Lock()

    async def turn(self, chat: TelegramId) -> None:
        """Returns when it is this chat's turn."""
        moment = max(self._now(), self._chats.get(chat, 0.0))
        self._chats[chat] = moment + self._per_chat * (IN_A_GROUP if chat < 0 else 1)
        if len(self._chats) > 1000:
            self._chats = {c: at for c, at in self._chats.items() if at > self._now()}
        if moment > self._now():
            await self._sleep(moment - self._now())
        # One waits for the moment, the others for the one: a hold holds them all, and a stall bunches nothing.
        async with self._first_in_line:
            while (wait := self._next - self._now()) > 0:
                await self._sleep(wait)
            self._next = self._now() + self._every

    def hold(self, seconds: float) -> None:
        """Telegram asked the whole bot to wait (429)."""
        self._next = max(self._next, self._now() + seconds)
