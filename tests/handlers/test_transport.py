"""The transport against a server that misbehaves, on loopback."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from handlers.bot_api.transport import AiohttpRequest, NotSent, told

TOKEN = "7000000001:AAF-" + "x" * 31
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def bot_of(answer: Answer, **settings: Any) -> AsyncIterator[Bot]:
    """A bot whose server gives `answer` to every request."""
    app = web.Application(client_max_size=8 * 2**20)
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, AiohttpRequest(**settings) as request:
        address = str(server.make_url("/"))
        bot = Bot(TOKEN, base_url=f"{address}bot", base_file_url=f"{address}file/bot", request=request)
        yield bot


@asynccontextmanager
async def raw_bot_of(serve: Serve, transport: AiohttpRequest) -> AsyncIterator[Bot]:
    """A bot whose server is `serve`, below HTTP."""
    async with await asyncio.start_server(serve, "127.0.0.1") as server, transport as request:
        port = server.sockets[0].getsockname()[1]
        yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request)


async def failure_of(call: Awaitable[object]) -> TelegramError:
    """The error that the call ends with, once it is sure that it does not tell the token to anybody."""
    with pytest.raises(TelegramError) as caught:
        await call
    error = caught.value
    for text in (str(error), repr(error), "".join(traceback.format_exception(error))):
        assert TOKEN not in text
    assert error.__cause__ is None
    assert error.__context__ is None
    return error


async def sent(request: web.Request) -> web.Response:
    message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}
    return web.json_response({"ok": True, "result": message})


async def test_parameters_and_answer_pass_through() -> None:
    seen: list[tuple[str, dict[str, Any]]] = []
    keyboard = {"inline_keyboard": [[{"text": "Макул ✓", "callback_data": "bv:1:approve"}]]}

    async def answer(request: web.Request) -> web.Response:
        seen.append(
            (request.path, await request.json())
        )  # what is of another content type, this does not read
        return await sent(request)

    async with bot_of(answer) as bot:
        message = await bot.send_message(
            5,
            "Чечим <b>бар</b> & 100 %",
            disable_notification=True,
            reply_markup=InlineKeyboardMarkup.de_json(keyboard, bot),
        )
    assert message.message_id == 1
    assert seen == [
        (
            f"/bot{TOKEN}/sendMessage",
            {
                "chat_id": 5,
                "text": "Чечим <b>бар</b> & 100 %",
                "disable_notification": True,
                "reply_markup": keyboard,
            },
        )
    ]


@pytest.mark.parametrize("name", ["Аныктама өңү ү.txt", 'a "quoted" name.txt', "100%25.txt"])
async def test_a_file_arrives_byte_for_byte_under_its_own_name(name: str) -> None:
    content = bytes(range(256)) * 8000  # two megabytes: written in several pieces
    bodies: list[bytes] = []

    async def answer(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        return await sent(request)

    async with bot_of(answer) as bot:
        await bot.send_document(5, content, filename=name, caption="Долбоор")
    (body,) = bodies
    escaped = name.replace('"', '\\"').encode()
    assert b'name="document"; filename="' + escaped + b'"' in body
    assert b"\r\n\r\n" + content + b"\r\n" in body
    assert "Долбоор".encode() in body


async def test_a_file_is_downloaded() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == f"/file/bot{TOKEN}/documents/1.txt":
            return web.Response(body=b"\x00bytes\xff")
        return web.json_response(
            {"ok": True, "result": {"file_id": "a", "file_unique_id": "b", "file_path": "documents/1.txt"}}
        )

    async with bot_of(answer) as bot:
        file = await bot.get_file("a")
        assert bytes(await file.download_as_bytearray()) == b"\x00bytes\xff"


async def test_refusals_of_the_server_become_ptbs_errors() -> None:
    refusals: Iterator[tuple[dict[str, Any], int]] = iter(
        [
            ({"description": "Bad Request: message is not modified"}, 400),
            ({"description": "Too Many Requests", "parameters": {"retry_after": 7}}, 429),
            ({"description": "Unauthorized"}, 401),
        ]
    )

    async def answer(_: web.Request) -> web.Response:
        body, status = next(refusals)
        return web.json_response({"ok": False, "error_code": status, **body}, status=status)

    async with bot_of(answer) as bot:
        assert isinstance(await failure_of(bot.send_message(5, "a")), BadRequest)
        assert isinstance(await failure_of(bot.send_message(5, "a")), RetryAfter)
        assert isinstance(await failure_of(bot.send_message(5, "a")), InvalidToken)


async def test_a_silent_server_is_a_time_out_that_may_have_acted() -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with bot_of(answer) as bot:
        error = await failure_of(bot.send_message(5, "a", read_timeout=0.05))
    assert isinstance(error, TimedOut)
    assert not isinstance(error, NotSent)


async def test_an_answer_in_drops_is_bounded_as_a_whole() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(10_000):  # each drop comes well within the read time-out
            await response.write(b" ")
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.02)
        return response

    async with bot_of(answer, connect_timeout=0.1, pool_timeout=0.1, write_timeout=0.1) as bot:
        started = asyncio.get_running_loop().time()
        error = await failure_of(bot.send_message(5, "a", read_timeout=0.2))
        took = asyncio.get_running_loop().time() - started
    assert isinstance(error, TimedOut)
    assert 0.4 < took < 2


async def test_an_upload_that_nobody_reads_is_bounded_as_a_whole() -> None:
    closed = asyncio.Event()

    async def ignore(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await closed.wait()
        writer.close()

    limits = AiohttpRequest(connect_timeout=0.1, pool_timeout=0.1, media_write_timeout=0.1)
    async with raw_bot_of(ignore, limits) as bot:
        call = bot.send_document(5, bytes(40 * 2**20), filename="big.bin", read_timeout=0.1)
        assert isinstance(await failure_of(call), TimedOut)
        closed.set()


async def test_a_refused_connection_was_not_sent() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))  # bound but not listening: nobody else can answer there
        async with AiohttpRequest() as request:
            bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{reserved.getsockname()[1]}/bot", request=request)
            error = await failure_of(bot.send_message(5, "a"))
    assert isinstance(error, NotSent)
    assert "sendMessage" in str(error)


async def test_a_request_that_waits_for_a_connection_in_vain_was_not_sent() -> None:
    arrived, go = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        arrived.set()
        await go.wait()
        return await sent(request)

    async with bot_of(answer, connection_limit=1) as bot:
        first = asyncio.ensure_future(bot.send_message(5, "a"))
        await arrived.wait()
        error = await failure_of(bot.send_message(5, "b", pool_timeout=0.03, connect_timeout=0.03))
        go.set()
        await first
    assert isinstance(error, NotSent)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"])
async def test_a_connection_cut_in_mid_answer_may_have_acted(head: bytes) -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head)
        writer.close()

    async with raw_bot_of(cut, AiohttpRequest()) as bot:
        error = await failure_of(bot.send_message(5, "a"))
    assert isinstance(error, NetworkError)
    assert not isinstance(error, NotSent | TimedOut)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"\xff\xfe"])
async def test_an_answer_that_is_no_json_object_is_an_error_and_no_log_line(
    body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body)

    async with bot_of(answer) as bot:
        await failure_of(bot.send_message(5, "a"))
    assert "telegram.request" not in {record.name.rpartition(".")[0] for record in caplog.records}
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("address", ["http://[broken/bot", "ftp://127.0.0.1/bot", "http:///bot"])
async def test_an_impossible_address_tells_no_token_either(address: str) -> None:
    async with AiohttpRequest() as request:
        await failure_of(Bot(TOKEN, base_url=address, request=request).send_message(5, "a"))


async def test_it_can_be_opened_again_after_closing() -> None:
    async with bot_of(sent) as bot:
        await bot.request.shutdown()
        await bot.request.shutdown()
        await bot.request.initialize()
        await bot.send_message(5, "a")


async def test_the_read_time_out_is_told_to_ptb_for_long_polls() -> None:
    assert AiohttpRequest(read_timeout=3.5).read_timeout == 3.5


@pytest.mark.parametrize(
    ("header", "hour"),
    [
        ("Thu, 08 Dec 2022 08:00:00 GMT", 8),
        ("Thu, 08 Dec 2022 14:00:00 +0600", 8),
        ("Thu, 08 Dec 2022 08:00:00 -0000", 8),
        ("Thu, 08 Dec 2022 08:00:00", 8),
        ("yesterday", None),
        (None, None),
    ],
)
def test_the_servers_clock_is_told_in_utc_or_not_at_all(header: str | None, hour: int | None) -> None:
    assert told(header) == (None if hour is None else datetime(2022, 12, 8, hour, tzinfo=UTC))
