"""PTB's requests through aiohttp: the default transport walks its whole pool on every request.

The Bot API's addresses hold the token and aiohttp's errors hold the addresses: none leaves this file.
"""

import io
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTION_LIMIT = 256  # the dispatcher's 64, the courier's 64, polling, and room for uploads
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class NotSent(NetworkError):
    """The request surely never reached the server: repeating it cannot do anything twice."""


class Request(BaseRequest):
    """A way to a Bot API server that also knows what the time is there."""

    @property
    def date(self) -> datetime | None:
        """The server's clock when it last answered (UTC, whole seconds); None where it does not say."""
        return None


class AiohttpRequest(Request):
    """A transport for `Application.builder().request(…)`. Time-outs are monotonic seconds, None for no limit.

    `connect` and `pool` bound the way to a connection, `read` a silence of the server. A POST is also bounded
    as a whole, by the sum of all four; with a file in it `media_write_timeout` stands for `write`.
    Raises NotSent, telegram.error.TimedOut or another telegram.error.NetworkError.
    """

    def __init__(
        self,
        connection_limit: int = _CONNECTION_LIMIT,
        *,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 60.0,
    ) -> None:
        self._connection_limit = connection_limit
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._session: aiohttp.ClientSession | None = None
        self._date: str | None = None

    @property
    def date(self) -> datetime | None:
        """The server's clock when it last answered (UTC); None where it does not say."""
        return told(self._date)

    @property
    def read_timeout(self) -> float | None:
        """The read time-out where a request names none. PTB adds it to the seconds of a long poll."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the session, in the loop that will use it. May be called again, also after `shutdown`."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connection_limit),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Closes the session and its connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The answer's status and body. Called by PTB."""
        if self._session is None:
            raise RuntimeError("the transport is not initialized")
        has_files = request_data is not None and request_data.contains_files
        write = self._media_write_timeout if has_files else self._write_timeout
        connect = _given(connect_timeout, self._connect_timeout)
        way = _sum(_given(pool_timeout, self._pool_timeout), connect)
        read = _given(read_timeout, self._read_timeout)
        # A download may take as long as bytes keep coming; Telegram bounds its size.
        whole = None if method == "GET" else _sum(way, _given(write_timeout, write), read)
        timeout = aiohttp.ClientTimeout(total=whole, connect=way, sock_connect=connect, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                self._date = response.headers.get("Date")
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = _translated(error, url)
        # Outside the except block, so that aiohttp's error is not even its context.
        raise failure from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises TelegramError. PTB's own logs what it cannot read: people's text."""
        try:
            answer: object = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def told(date: str | None) -> datetime | None:
    """The instant in a `Date` header, which is UTC where it names no zone; None where there is none."""
    try:
        at = None if date is None else parsedate_to_datetime(date)
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def _translated(error: Exception, url: str) -> NetworkError:
    # Only parts that cannot hold the token: the API method, the error's class, the operating system's words.
    words = getattr(error, "strerror", None)
    text = f"{url.rpartition('/')[2]}: {type(error).__name__}" + (f" ({words})" if words else "")
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent(text)
    if isinstance(error, TimeoutError):
        return TimedOut(text)
    return NetworkError(text)


def _body(data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if data is None or not (data.contains_files or data.parameters):
        return None
    if not data.contains_files:  # nearly every call; a form would spell each Cyrillic letter as %D0%9F
        return aiohttp.BytesPayload(_encoded(data.parameters).encode(), content_type="application/json")
    # Unquoted: Telegram takes a percent-encoded file name literally, Cyrillic would arrive as %D0%9F….
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        # As a stream, because aiohttp writes bytes of more than 1 MB in one go.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mimetype)
    return form


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _sum(*seconds: float | None) -> float | None:
    finite = [part for part in seconds if part is not None]
    return sum(finite) if len(finite) == len(seconds) else None
