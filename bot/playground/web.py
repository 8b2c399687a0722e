"""The chat page and the Bot API on one port: a newcomer is several people at once and may move the clock."""

import asyncio
import json
from importlib.resources import files
from typing import Any, Final

from aiohttp import web

from bot.playground import steering
from bot.playground.doors import add_bot_api
from bot.playground.feed import Feed
from bot.playground.files import UPLOAD_LIMIT
from bot.playground.guard import add_headers, same_machine_only
from bot.playground.show import Show

_PAGE: Final = files("bot.playground") / "page"
_KINDS: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_KEEP_ALIVE_SECONDS: Final = 15
_BREATH_SECONDS: Final = 0.03  # a burst of changes becomes one piece of news
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_STREAMS: Final[web.AppKey[set[asyncio.Task[Any]]]] = web.AppKey("streams")


def application(show: Show) -> web.Application:
    """The page at `/` and the Bot API below `/bot<token>/`."""
    page = web.Application(
        middlewares=[same_machine_only], client_max_size=steering.ALBUM * UPLOAD_LIMIT + 2**20
    )
    page[steering.SHOW] = show
    streams: set[asyncio.Task[Any]] = set()
    page[_STREAMS] = streams
    page.on_response_prepare.append(add_headers)
    page.on_shutdown.append(_end_streams)
    page.router.add_get("/", _index)
    page.router.add_get("/page/{name}", _asset)
    page.router.add_get("/playground/events", _events)
    page.router.add_get("/playground/file/{file_id}", _file)
    steering.add_to(page)
    add_bot_api(page, lambda: show.telegram)
    return page


async def _index(request: web.Request) -> web.Response:
    return web.Response(text=(_PAGE / "index.html").read_text("utf-8"), content_type="text/html")


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None or name not in {asset.name for asset in _PAGE.iterdir()}:
        raise web.HTTPNotFound
    return web.Response(text=(_PAGE / name).read_text("utf-8"), content_type=kind)


async def _events(request: web.Request) -> web.StreamResponse:
    feed, streams = Feed(request.app[steering.SHOW]), request.app[_STREAMS]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    task = asyncio.current_task()
    assert task is not None
    streams.add(task)
    news = asyncio.ensure_future(feed.next())
    try:
        while True:
            done, _ = await asyncio.wait([news], timeout=_KEEP_ALIVE_SECONDS)
            if not done:
                await response.write(b": still here\n\n")
                continue
            body = json.dumps(news.result(), ensure_ascii=False)
            await response.write(f"data: {body}\n\n".encode())
            if feed.over:
                return response
            await asyncio.sleep(_BREATH_SECONDS)
            news = asyncio.ensure_future(feed.next())
    except (ConnectionError, asyncio.CancelledError):
        return response
    finally:
        news.cancel()
        streams.discard(task)


async def _end_streams(page: web.Application) -> None:
    streams = page[_STREAMS]
    for stream in list(streams):
        stream.cancel()


async def _file(request: web.Request) -> web.Response:
    stored = request.app[steering.SHOW].telegram.files.find(request.match_info["file_id"])
    if stored is None:
        raise web.HTTPNotFound
    # Anything but a picture might act as a page of this origin.
    kind = next((kind for start, kind in _PICTURES.items() if stored.data.startswith(start)), None)
    return web.Response(body=stored.data, content_type=kind or "application/octet-stream")
