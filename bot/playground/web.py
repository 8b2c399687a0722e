"""The chat page and the Bot API on one port: a newcomer is several people at once and may move the clock."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.playground.doors import add_bot_api
from bot.playground.feed import Feed
from bot.playground.files import UPLOAD_LIMIT
from bot.playground.guard import add_headers, same_machine_only
from bot.playground.model import Chat, User
from bot.playground.refusals import NotPossible
from bot.playground.telegram import Telegram

MoveClock = Callable[[datetime], Awaitable[Any]]
NextDue = Callable[[], Awaitable[datetime | None]]

_PAGE: Final = files("bot.playground") / "page"
_ASSETS: Final = {"page.css": "text/css", "page.js": "text/javascript", "message.js": "text/javascript"} | {
    "column.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_KEEP_ALIVE_SECONDS: Final = 15
_BREATH_SECONDS: Final = 0.03  # a burst of changes becomes one piece of news
_PLAIN_PICTURES: Final = ("image/png", "image/jpeg")


@dataclass
class _Show:
    telegram: Telegram
    banner: str
    cast: Sequence[tuple[User, str, str]]
    move_clock: MoveClock
    zone: ZoneInfo
    next_due: NextDue | None
    streams: set[asyncio.Task[Any]] = field(default_factory=set)


_SHOW: Final = web.AppKey("show", _Show)


def application(
    telegram: Telegram,
    banner: str,
    cast: Sequence[tuple[User, str, str]],
    move_clock: MoveClock,
    zone: ZoneInfo,
    next_due: NextDue | None = None,
) -> web.Application:
    """The page at `/` and the Bot API below `/bot<token>/`.

    `cast`: user, the name over their column, and their role as people read it; it is read anew each time.
    `move_clock` is awaited with an aware instant; `next_due` tells where *Next deadline* goes (no such button
    without it). `zone` is the committee's.
    """
    page = web.Application(middlewares=[same_machine_only], client_max_size=UPLOAD_LIMIT + 2**20)
    page[_SHOW] = _Show(telegram, banner, cast, move_clock, zone, next_due)
    telegram.clock.watch(telegram.changed)
    page.on_response_prepare.append(add_headers)
    page.on_shutdown.append(_end_streams)
    page.router.add_get("/", _index)
    page.router.add_get("/page/{name}", _asset)
    page.router.add_get("/playground/events", _events)
    page.router.add_get("/playground/file/{file_id}", _file)
    page.router.add_post("/playground/say", _say)
    page.router.add_post("/playground/press", _press)
    page.router.add_post("/playground/upload", _upload)
    page.router.add_post("/playground/block", _block)
    page.router.add_post("/playground/clock", _clock)
    add_bot_api(page, telegram)
    return page


async def _index(request: web.Request) -> web.Response:
    return web.Response(text=(_PAGE / "index.html").read_text("utf-8"), content_type="text/html")


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in _ASSETS:
        raise web.HTTPNotFound
    return web.Response(text=(_PAGE / name).read_text("utf-8"), content_type=_ASSETS[name])


async def _events(request: web.Request) -> web.StreamResponse:
    show = request.app[_SHOW]
    feed = Feed(show.telegram, show.cast, show.banner, show.zone)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    task = asyncio.current_task()
    assert task is not None
    show.streams.add(task)
    news = asyncio.ensure_future(feed.next())
    try:
        while True:
            done, _ = await asyncio.wait([news], timeout=_KEEP_ALIVE_SECONDS)
            if not done:
                await response.write(b": still here\n\n")
                continue
            body = json.dumps(
                news.result() | {"has_deadlines": show.next_due is not None}, ensure_ascii=False
            )
            await response.write(f"data: {body}\n\n".encode())
            await asyncio.sleep(_BREATH_SECONDS)
            news = asyncio.ensure_future(feed.next())
    except (ConnectionError, asyncio.CancelledError):
        return response
    finally:
        news.cancel()
        show.streams.discard(task)


async def _end_streams(page: web.Application) -> None:
    for stream in list(page[_SHOW].streams):
        stream.cancel()


async def _file(request: web.Request) -> web.Response:
    stored = request.app[_SHOW].telegram.files.find(request.match_info["file_id"])
    if stored is None:
        raise web.HTTPNotFound
    kind = stored.mime_type if stored.mime_type in _PLAIN_PICTURES else "application/octet-stream"
    return web.Response(body=stored.data, content_type=kind)


async def _say(request: web.Request) -> web.Response:
    show, told = request.app[_SHOW], await _told(request)
    user, chat = _who_and_where(show, told)
    show.telegram.send_text(user, str(told.get("text", "")), chat=chat)
    return web.json_response({})


async def _press(request: web.Request) -> web.Response:
    show, told = request.app[_SHOW], await _told(request)
    user, chat = _who_and_where(show, told)
    try:
        show.telegram.press(user, _number(told, "message_id"), str(told.get("data")), chat)
    except NotPossible as reason:
        raise web.HTTPConflict(text=str(reason)) from None
    return web.json_response({})


async def _upload(request: web.Request) -> web.Response:
    show, form = request.app[_SHOW], await request.post()
    user, chat = _who_and_where(show, form)
    file = form.get("file")
    if not isinstance(file, web.FileField):
        raise web.HTTPBadRequest(text="no file")
    show.telegram.send_document(
        user, file.filename, file.file.read(), str(form.get("caption", "")), chat=chat
    )
    return web.json_response({})


async def _block(request: web.Request) -> web.Response:
    show, told = request.app[_SHOW], await _told(request)
    user, _ = _who_and_where(show, told)
    (show.telegram.block if told.get("blocked") else show.telegram.unblock)(user)
    return web.json_response({})


async def _clock(request: web.Request) -> web.Response:
    show, told = request.app[_SHOW], await _told(request)
    now = show.telegram.clock.now()
    if told.get("to") == "deadline":
        to = await show.next_due() if show.next_due is not None else None
    else:
        to = _instant(told, now, show.zone)
    if to is not None and to > now:
        await show.move_clock(to)
    return web.json_response(
        {"now": show.telegram.clock.now().isoformat(), "moved": to is not None and to > now}
    )


async def _told(request: web.Request) -> dict[str, Any]:
    # A form of another website cannot send this content type without being asked first (CORS).
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    told = await request.json()
    if not isinstance(told, dict):
        raise web.HTTPBadRequest
    return told


def _who_and_where(show: _Show, told: Any) -> tuple[User, Chat]:
    user = show.telegram.users.get(_number(told, "user"))
    chat = show.telegram.chats.get(_number(told, "chat" if told.get("chat") else "user"))
    if user is None or chat is None or not (chat.user is user or user.id in chat.members):
        raise web.HTTPNotFound(text="nobody of that number is there")
    return user, chat


def _number(told: Any, name: str) -> int:
    try:
        return int(told[name])
    except (KeyError, TypeError, ValueError):
        raise web.HTTPBadRequest(text=f"{name} is no number") from None


def _instant(told: dict[str, Any], now: datetime, zone: ZoneInfo) -> datetime:
    """`to`: an ISO instant, in the committee's zone where it names none; or `hours` from now."""
    try:
        if "to" not in told:
            return now + timedelta(hours=float(told["hours"]))
        to = datetime.fromisoformat(told["to"])
        return to if to.tzinfo else to.replace(tzinfo=zone)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise web.HTTPBadRequest(text="this is no time to move to") from None
