"""A Bot API server with as little in it as possible, in a process of its own: what is measured are the bots.

Serves several bots by their tokens, hands out the taps that it is told of, and keeps how long each answer took.
"""

import asyncio
import json
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

# As JSON, urlencoded or in parts: each bot has its own way.
_CHAT = re.compile(rb'chat_id(?:=|"\r\n\r\n|": *)(\d+)')
_OFFSET = re.compile(rb'offset(?:=|"\r\n\r\n|": *)(\d+)')
_SECONDS = re.compile(rb'timeout(?:=|"\r\n\r\n|": *)(\d+)')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_PATH = re.compile(r"/(?:bot)?(?P<token>[^/ ]+)/(?P<method>\w+)")
_BATCH = 100  # Bot API, getUpdates
_ME = {"id": 7, "is_bot": True, "first_name": "NAC Bot", "username": "nac_bench_bot"}
Answer = Callable[[object], None]


def tap(update_id: int, chat: int, message: int, data: str) -> bytes:
    """A tap on a protected card, as getUpdates hands it out."""
    sender = {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": "ru"}
    card = {
        "message_id": message,
        "from": _ME,
        "chat": {"id": chat, "type": "private", "first_name": "Somebody"},
        "date": 1671000000,
        "text": "F4 v1. No legal definition of social enterprises",
        "has_protected_content": True,
    }
    query = {
        "id": str(update_id),
        "from": sender,
        "message": card,
        "chat_instance": "1",
        "data": data,
    }
    return json.dumps({"update_id": update_id, "callback_query": query}).encode()


class Account:
    """One bot: what waits for it, and what it has done."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.first_poll: float | None = None
        self._updates: deque[tuple[int, bytes]] = deque()
        self._next_update = 1
        self._poll: tuple[Answer, asyncio.TimerHandle] | None = None
        self._messages = 1_000_000
        self._sent: dict[int, int] = defaultdict(int)
        self.reset()

    def reset(self) -> None:
        """Forgets what was measured."""
        self._asked: dict[int, deque[float]] = defaultdict(deque)
        self._open = 0
        self._took: list[float] = []
        self._began = self._ended = 0.0
        self._calls: dict[str, int] = defaultdict(int)

    def offer(self, taps: list[tuple[int, int, str]], rate: float | None) -> None:
        """Taps to hand out, all at once or `rate` a second."""
        self.reset()
        self._open = len(taps)
        self._began = time.monotonic()
        ready = [(chat, self._number(), message, data) for chat, message, data in taps]
        written = [(chat, number, tap(number, chat, message, data)) for chat, number, message, data in ready]
        if rate is None:
            self._began = time.monotonic()
            self._release(written)
        else:
            asyncio.get_running_loop().create_task(self._trickle(written, rate))

    async def _trickle(self, written: list[tuple[int, int, bytes]], rate: float) -> None:
        start, given = time.monotonic(), 0
        while given < len(written):
            due = min(len(written), int((time.monotonic() - start) * rate) + 1)
            self._release(written[given:due])
            given = due
            await asyncio.sleep(max(0.0, start + given / rate - time.monotonic()))

    def _release(self, written: list[tuple[int, int, bytes]]) -> None:
        now = time.monotonic()
        for chat, number, body in written:
            self._asked[chat].append(now)
            self._updates.append((number, body))
        if self._poll is not None and written:
            answer, timer = self._poll
            self._poll = None
            timer.cancel()
            answer(self._batch())

    def _number(self) -> int:
        self._next_update += 1
        return self._next_update

    def _batch(self) -> bytes:
        found = [body for _, body in list(self._updates)[:_BATCH]]
        return b'{"ok":true,"result":[' + b",".join(found) + b"]}"

    def report(self) -> dict[str, Any]:
        """What was measured since the last offer. Times are seconds; `open`: taps not answered yet.

        `sent`: messages by chat, since the start.
        """
        return {
            "open": self._open,
            "took": self._took,
            "seconds": self._ended - self._began,
            "sent": dict(self._sent),
            "calls": dict(self._calls),
            "first_poll": self.first_poll,
        }

    def call(self, method: str, body: bytes, answer: Answer) -> None:
        """Answers a call, after the latency that was asked for."""
        if method == "getUpdates":
            self._poll_for(body, answer)
            return
        self._calls[method] += 1
        chat = int(found.group(1)) if (found := _CHAT.search(body)) else 0
        if method == "getMe":
            result: object = _ME
        elif method in ("sendMessage", "editMessageText"):
            self._messages += 1
            result = {
                "message_id": self._messages,
                "from": _ME,
                "chat": {"id": chat, "type": "private", "first_name": "Somebody"},
                "date": 1671000000,
                "text": "F4 v1. No legal definition of social enterprises",
            }
        else:
            result = True

        def finish() -> None:
            if method == "editMessageText":
                self._answered(chat)
            elif method == "sendMessage":
                self._sent[chat] += 1
            answer({"ok": True, "result": result})

        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, finish)
        else:
            finish()

    def _answered(self, chat: int) -> None:
        self._ended = time.monotonic()
        if self._asked[chat]:
            self._took.append(self._ended - self._asked[chat].popleft())
            self._open -= 1

    def _poll_for(self, body: bytes, answer: Answer) -> None:
        self.first_poll = self.first_poll or time.monotonic()
        offset = int(found.group(1)) if (found := _OFFSET.search(body)) else 0
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        seconds = int(found.group(1)) if (found := _SECONDS.search(body)) else 0
        if self._updates or not seconds:
            answer(self._batch())
            return
        timer = asyncio.get_running_loop().call_later(seconds, self._run_out)
        self._poll = (answer, timer)

    def _run_out(self) -> None:
        if self._poll is not None:
            answer, _ = self._poll
            self._poll = None
            answer({"ok": True, "result": []})


ACCOUNTS: dict[str, Account] = defaultdict(Account)


class Wire(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, one request at a time, bodies with a length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = int(found.group(1)) if (found := _LENGTH.search(head)) else 0
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self._serve(head.split(b" ", 2)[1].decode(), body)

    def _serve(self, path: str, body: bytes) -> None:
        match = _PATH.match(path.replace("%3A", ":"))
        if match is None:
            self._answer({"ok": False, "error_code": 404, "description": "Not Found"})
            return
        account = ACCOUNTS[match["token"]]
        match match["method"]:
            case "offer":
                told = json.loads(body)
                account.latency = told["latency"]
                account.offer(told["taps"], told["rate"])
                self._answer({})
            case "report":
                self._answer(account.report())
            case method:
                account.call(method, body, self._answer)

    def _answer(self, answer: object) -> None:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)


async def _main() -> None:
    server = await asyncio.get_running_loop().create_server(Wire, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until the parent lets go


if __name__ == "__main__":
    asyncio.run(_main())
