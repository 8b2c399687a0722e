"""Two doors to the same server: python-telegram-bot's own request class without a socket, and plain HTTP."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web
from telegram.error import NetworkError
from telegram.request import RequestData

from bot.playground.fields import Upload
from bot.playground.files import UPLOAD_LIMIT
from bot.playground.refusals import ConnectionDied, Refused
from bot.playground.telegram import Telegram
from handlers.bot_api.transport import Request

_ADDRESS = re.compile(r"^[a-z]+://[^/]+.*?/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.+)$")
_BODY_LIMIT: Final = UPLOAD_LIMIT + 2**20
TELEGRAM: Final[web.AppKey[Callable[[], Telegram]]] = web.AppKey("telegram")


class InProcess(Request):
    """For `ApplicationBuilder.request` and `.get_updates_request`: calls the server directly."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    @property
    def date(self) -> datetime | None:
        """The server's clock: as an answer would say, it is always now."""
        return self._telegram.clock.now()

    @property
    def read_timeout(self) -> float | None:
        """None: nothing can be slow in between."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Answers as `/bot<token>/<method>` or `/file/bot<token>/<path>` would. Raises NetworkError."""
        address = _ADDRESS.match(unquote(url))  # PTB quotes the address of a file, the token's colon included
        if address is None:
            raise NetworkError("this address is not one of the Bot API")
        if refused := self._telegram.refuse_token(address["token"]):
            return refused[0], _written(refused[1])
        if address["file"]:
            stored = self._telegram.files.by_path(address["rest"])
            return (200, stored.data) if stored else (404, _written(Refused(404, "Not Found").answer()[1]))
        fields = request_data.parameters if request_data else {}
        files = {
            name: _upload(part)
            for name, part in (request_data.multipart_data if request_data else {}).items()
        }
        try:
            status, answer = await self._telegram.call(address["rest"], fields, files)
        except ConnectionDied:
            raise NetworkError("the connection died") from None
        return status, _written(answer)


def bot_api(telegram: Telegram) -> web.Application:
    """The server over HTTP: `/bot<token>/<method>` (JSON, urlencoded, multipart) and the files."""
    application = web.Application(client_max_size=_BODY_LIMIT)
    add_bot_api(application, lambda: telegram)
    return application


def add_bot_api(application: web.Application, telegram: Callable[[], Telegram]) -> None:
    """Adds the same addresses to an application that serves more; `telegram` is asked at each call."""
    application[TELEGRAM] = telegram
    application.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", _call)
    application.router.add_get("/file/bot{token:[^/]+}/{path:.+}", _download)


async def _call(request: web.Request) -> web.Response:
    telegram = request.app[TELEGRAM]()
    if refused := telegram.refuse_token(request.match_info["token"]):
        return web.json_response(refused[1], status=refused[0])
    fields: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            fields |= await request.json()
        else:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[name] = (value.filename, value.file.read())
                else:
                    fields[name] = value
    except web.HTTPRequestEntityTooLarge:
        refusal = Refused(413, "Request Entity Too Large").answer()
        return web.json_response(refusal[1], status=refusal[0])
    except ValueError:
        refusal = Refused(400, "Bad Request: can't parse request body as JSON object").answer()
        return web.json_response(refusal[1], status=refusal[0])
    try:
        status, answer = await telegram.call(request.match_info["method"], fields, files)
    except ConnectionDied:
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)
    now = format_datetime(telegram.clock.now().astimezone(UTC), usegmt=True)
    return web.json_response(answer, status=status, headers={"Date": now})


async def _download(request: web.Request) -> web.Response:
    telegram = request.app[TELEGRAM]()
    if refused := telegram.refuse_token(request.match_info["token"]):
        return web.json_response(refused[1], status=refused[0])
    stored = telegram.files.by_path(request.match_info["path"])
    if stored is None:
        return web.json_response(Refused(404, "Not Found").answer()[1], status=404)
    return web.Response(body=stored.data, content_type=stored.mime_type)


def _upload(part: Any) -> Upload:
    name, content = part[0], part[1]
    return name, content if isinstance(content, bytes) else content.read()


def _written(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell, and UTF-8 cannot
        return json.dumps(answer).encode()
