"""The line to a PostgreSQL server, which can be cut: at once, or when a commit was done and nobody has heard of it.

Or it falls silent: what is said goes nowhere, and neither end hears that the other has gone.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import URL, make_url


class Line:
    """Stands between a bot and its server, in a thread of its own: to close a connection the bot waits for it."""

    def __init__(self, server: URL) -> None:
        self._there = server.host or "127.0.0.1", server.port or 5432
        self._loop = asyncio.new_event_loop()
        self._ends: set[asyncio.StreamWriter] = set()
        self._unheard: set[asyncio.StreamWriter] = set()
        self._lost_in: int | None = None
        self._cut_in: int | None = None
        self.down = False
        self.silent = False

    async def open(self) -> int:
        """Begins to listen on a port of its own."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Hangs up, and waits until nobody holds a connection."""
        self._server.close()
        self._hang_up()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)

    def lose(self, commit: int) -> None:
        """Of so many commits from now on the last one is done, and its answer lost with every connection."""
        self._lost_in = commit

    def cut(self) -> None:
        """Every connection ends, and none can be made until `mend`."""
        self.down = True
        self._do(self._hang_up)

    def hush(self) -> None:
        """Nothing arrives any more: over these connections never again, over new ones not until `mend`."""
        self.silent = True
        self._do(lambda: self._unheard.update(self._ends))

    def cut_at(self, request: int) -> None:
        """Of so many requests from now on the last one does not arrive, and the line is cut."""
        self._cut_in = request

    def mend(self) -> None:
        """The server is back."""
        self.down = self.silent = False

    def _do(self, what: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(what)

    def _hang_up(self) -> None:
        for end in self._ends:
            end.close()

    async def _connected(self, asks: asyncio.StreamReader, hears: asyncio.StreamWriter) -> None:
        if self.down:
            hears.close()
            return
        if self.silent:
            self._ends.add(hears)
            while await asks.read(1 << 16):
                pass
            self._ends.discard(hears)
            hears.close()
            return
        answers, told = await asyncio.open_connection(*self._there)
        ends = {hears, told}
        self._ends |= ends
        lost = asyncio.Event()
        await asyncio.gather(self._ask(asks, told, lost), self._answer(answers, hears, lost))
        for end in ends:
            end.close()
        self._ends -= ends
        self._unheard -= ends

    async def _ask(self, asks: asyncio.StreamReader, told: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        try:
            while said := await asks.read(1 << 16):
                if self._cut_in is not None:
                    self._cut_in -= 1
                    if self._cut_in == 0:
                        self._cut_in, self.down = None, True
                        self._hang_up()
                        return
                if b"COMMIT" in said and self._lost_in is not None:
                    self._lost_in -= 1
                    if self._lost_in == 0:
                        self._lost_in = None
                        lost.set()
                await self._pass_on(said, told)
        except OSError:
            pass
        finally:
            self._end(told)

    async def _answer(
        self, answers: asyncio.StreamReader, hears: asyncio.StreamWriter, lost: asyncio.Event
    ) -> None:
        try:
            while said := await answers.read(1 << 16):
                if lost.is_set():
                    self._hang_up()
                    return
                await self._pass_on(said, hears)
        except OSError:
            pass
        finally:
            self._end(hears)

    async def _pass_on(self, said: bytes, to: asyncio.StreamWriter) -> None:
        if to not in self._unheard:
            to.write(said)
            await to.drain()

    def _end(self, other: asyncio.StreamWriter) -> None:
        if other not in self._unheard:
            other.close()

    def run(self) -> None:
        """Until the loop is stopped."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    @classmethod
    @contextmanager
    def to(cls, url: str) -> Iterator[tuple[Self, str]]:
        """The line, and the URL of the same database at its end."""
        server = make_url(url)
        line = cls(server)
        thread = threading.Thread(target=line.run, name="line", daemon=True)
        thread.start()
        port = asyncio.run_coroutine_threadsafe(line.open(), line._loop).result(10)
        there = server.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        try:
            yield line, there
        finally:
            asyncio.run_coroutine_threadsafe(line.close(), line._loop).result(10)
            line._loop.call_soon_threadsafe(line._loop.stop)
            thread.join(10)
            line._loop.close()
