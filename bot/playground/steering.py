"""What people do on the page, as its scripts ask for it: JSON in, an act on Telegram, a plain refusal or nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.playground.model import Chat, User
from bot.playground.refusals import NotPossible, Refused
from bot.playground.show import Player, Scene, Show

SHOW: Final = web.AppKey("show", Show)
_ONE_AT_A_TIME: Final = web.AppKey("one_at_a_time", asyncio.Lock)
_LANGUAGES: Final = ("ky", "ru", "en")
_NAME_LIMIT: Final = 64
_FAR: Final = timedelta(days=60)
ALBUM: Final = 10
"""How many files Telegram's apps send together at most."""


def add_to(page: web.Application) -> None:
    """Adds the addresses below /playground/."""
    page[_ONE_AT_A_TIME] = asyncio.Lock()
    acts = {"say": _say, "press": _press, "edit": _edit, "upload": _upload, "block": _block}
    makes = {"person": _person, "group": _group, "membership": _membership}
    for name, act in (acts | makes | {"clock": _clock, "anew": _anew}).items():
        page.router.add_post(f"/playground/{name}", act)


async def _say(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    user, chat = _who_and_where(scene, told)
    reply = _number(told, "reply_to") if told.get("reply_to") else None
    with _refusals():
        scene.telegram.send_text(user, _text(told, "text"), reply, chat)
    return _done()


async def _press(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    user, chat = _who_and_where(scene, told)
    with _refusals():
        scene.telegram.press(user, _number(told, "message_id"), str(told.get("data")), chat)
    return _done()


async def _edit(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    user, chat = _who_and_where(scene, told)
    with _refusals():
        scene.telegram.edit(user, _number(told, "message_id"), _text(told, "text"), chat)
    return _done()


async def _upload(request: web.Request) -> web.Response:
    """The files of one message, or of one album: telephones upload each and then send all at once."""
    scene, form = _scene(request), await request.post()
    user, chat = _who_and_where(scene, form)
    uploads = [file for file in form.getall("file", ()) if isinstance(file, web.FileField)]
    if not 1 <= len(uploads) <= ALBUM:
        raise web.HTTPBadRequest(text=f"One file is sent, or an album of {ALBUM} at most.")
    files, caption = [(file.filename, file.file.read()) for file in uploads], str(form.get("caption", ""))
    with _refusals():
        if form.get("photo"):
            scene.telegram.send_photos(user, [data for _, data in files], caption, chat)
        else:
            scene.telegram.send_documents(user, files, caption, chat)
    return _done()


async def _block(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    user, _ = _who_and_where(scene, told)
    (scene.telegram.block if told.get("blocked") else scene.telegram.unblock)(user)
    return _done()


async def _person(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    first, _, last = _name(told).partition(" ")
    language = told.get("language")
    if language not in _LANGUAGES:
        raise web.HTTPBadRequest(text="This language is not one of the page's.")
    user = scene.telegram.user(first, last.strip() or None, language_code=language)
    scene.cast.append(Player(user, user.name, "newcomer"))
    scene.telegram.changed()
    return web.json_response({"id": user.id})


async def _group(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    user, _ = _who_and_where(scene, told)
    others = [player.user for player in scene.cast if player.user is not user]
    return web.json_response({"id": scene.telegram.group(_name(told), user, *others).id})


async def _membership(request: web.Request) -> web.Response:
    """Somebody changes who is in a group, what the bot is in it, or the group's kind."""
    scene, told = _scene(request), await _told(request)
    telegram = scene.telegram
    user, chat = _who_and_where(scene, told)
    if chat.user is not None:
        raise web.HTTPBadRequest(text="This is no group.")
    match told.get("change"):
        case "add":
            if chat.members.get(telegram.bot.id) not in ("member", "administrator"):
                telegram.add_bot(chat, user)
            if payload := _text(told, "payload"):
                telegram.send_text(user, f"/start@{telegram.bot.username} {payload}", chat=chat)
        case "remove":
            telegram.remove_bot(chat, user)
        case "promote":
            telegram.promote_bot(chat, user)
        case "migrate" if chat.type == "group":
            telegram.migrate(chat, user)
        case "hide":
            telegram.remain_anonymous(chat, user)
        case "show":
            telegram.show_name(chat, user)
        case "join" if joining := telegram.users.get(_number(told, "person")):
            telegram.join(chat, joining)
        case _:
            raise web.HTTPBadRequest(text="A group has no such change.")
    telegram.changed(chat)
    return _done()


async def _clock(request: web.Request) -> web.Response:
    scene, told = _scene(request), await _told(request)
    async with request.app[_ONE_AT_A_TIME]:
        now = scene.telegram.clock.now()
        if told.get("to") == "event":
            happened = await _to_the_next_event(scene)
        else:
            to = _instant(told, now, scene.zone)
            happened = to > now
            if happened:
                await scene.move_clock(to)
    return web.json_response({"now": scene.telegram.clock.now().isoformat(), "moved": happened})


async def _to_the_next_event(scene: Scene) -> bool:
    """From one due instant to the next until the bot has sent something, as it does not when it tidies up at night."""
    telegram = scene.telegram
    before, last = telegram.calls_made, telegram.clock.now() + _FAR
    while telegram.calls_made == before:
        due = scene.next_due()
        if due is None or not telegram.clock.now() < due < last:
            return False
        await scene.move_clock(due)
    return True


async def _anew(request: web.Request) -> web.Response:
    await _told(request)
    show = request.app[SHOW]
    async with request.app[_ONE_AT_A_TIME]:
        try:
            await show.begin_anew()
        except AssertionError as wrong:
            raise web.HTTPInternalServerError(text=f"The story did not go as expected: {wrong}") from None
    return web.json_response({"scene": show.number})


@contextmanager
def _refusals() -> Iterator[None]:
    """What Telegram's apps would not let people do is told to the page (409)."""
    try:
        yield
    except (NotPossible, Refused) as reason:
        raise web.HTTPConflict(text=str(reason)) from None


def _scene(request: web.Request) -> Scene:
    return request.app[SHOW].scene


async def _told(request: web.Request) -> dict[str, Any]:
    # A form of another website cannot send this content type without being asked first (CORS).
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        told = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="This is no JSON.") from None
    if not isinstance(told, dict):
        raise web.HTTPBadRequest
    return told


def _who_and_where(scene: Scene, told: Any) -> tuple[User, Chat]:
    user = scene.telegram.users.get(_number(told, "user"))
    chat = scene.telegram.chats.get(_number(told, "chat" if told.get("chat") else "user"))
    if user is None or chat is None or not (chat.user is user or user.id in chat.members):
        raise web.HTTPNotFound(text="nobody of that number is there")
    return user, chat


def _number(told: Any, name: str) -> int:
    try:
        return int(told[name])
    except (KeyError, TypeError, ValueError):
        raise web.HTTPBadRequest(text=f"{name} is no number") from None


def _text(told: dict[str, Any], name: str) -> str:
    return str(told.get(name, ""))


def _name(told: dict[str, Any]) -> str:
    name = " ".join(_text(told, "name").split())[:_NAME_LIMIT]
    if not name:
        raise web.HTTPBadRequest(text="A name is missing.")
    return name


def _instant(told: dict[str, Any], now: datetime, zone: ZoneInfo) -> datetime:
    """`to`: an ISO instant, in the committee's zone where it names none; or `hours` from now."""
    try:
        if "to" not in told:
            return now + timedelta(hours=float(told["hours"]))
        to = datetime.fromisoformat(told["to"])
        return to if to.tzinfo else to.replace(tzinfo=zone)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise web.HTTPBadRequest(text="this is no time to move to") from None


def _done() -> web.Response:
    return web.json_response({})
