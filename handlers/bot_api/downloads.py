"""Files in: fetched beside the turns, since a large one may take longer than a turn, and put on the shelf at once."""

import asyncio

from telegram import Bot

from bot.delivery import TryLater
from bot.errors import Refusal
from bot.files import Shelf
from bot.ids import Digest

AT_ONCE = 4
"""How many files lie in memory at the same time."""
WAIT_SECONDS = 20.0
"""How long a turn waits, well below the patience of `bot/intake`; the download goes on after that."""
AGAIN_SECONDS = 3.0
LONGEST_SECONDS = 900.0
REMEMBERED_SECONDS = 3600.0
"""How long it is known what became of a file, for whoever asks again."""

Received = tuple[Digest, int]


class Downloads:
    """Brings what people send onto the shelf, each file once however often it is asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, asyncio.Task[Received]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def receive(self, bot: Bot, file_id: str) -> Received:
        """Its SHA-256 and size in bytes.

        Raises TryLater while it is still coming, Telegram's errors, and Refusal("file-too-slow") (fact: `minutes`).
        """
        task = self._known.get(file_id)
        if task is None:
            task = self._known[file_id] = asyncio.create_task(self._fetch(bot, file_id), name="a download")
            task.add_done_callback(lambda done: self._came(file_id, done))
        await asyncio.wait([task], timeout=WAIT_SECONDS)
        if not task.done():
            raise TryLater(AGAIN_SECONDS)
        try:
            digest, size = task.result()
        except TimeoutError:  # ours, not Telegram's
            raise Refusal("file-too-slow", minutes=round(LONGEST_SECONDS / 60)) from None
        if not await self._shelf.has(digest):  # whoever sent it has left since, and the bytes went with them
            self._known.pop(file_id, None)
            return await self.receive(bot, file_id)
        return digest, size

    async def stop(self) -> None:
        """Gives up what is under way; it is fetched again when its update is taken up."""
        for task in self._known.values():
            task.cancel()
        await asyncio.gather(*self._known.values(), return_exceptions=True)

    async def _fetch(self, bot: Bot, file_id: str) -> Received:
        async with self._slots, asyncio.timeout(LONGEST_SECONDS):
            file = await bot.get_file(file_id)
            data = await file.download_as_bytearray()
            return await self._shelf.put(data), len(data)

    def _came(self, file_id: str, done: asyncio.Task[Received]) -> None:
        if done.cancelled() or done.exception() is not None:
            self._known.pop(file_id, None)  # the next to ask tries anew
        else:
            asyncio.get_running_loop().call_later(REMEMBERED_SECONDS, self._known.pop, file_id, None)
