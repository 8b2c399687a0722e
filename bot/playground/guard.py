"""Keeps other websites from driving the page: it answers only to this machine's names and its own origin."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

_OWN_NAMES: Final = ("127.0.0.1", "localhost", "::1")
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def same_machine_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses (403) a Host that is not this machine (another name may be rebound to it), a foreign Origin."""
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    foreign = origin is not None and origin != f"http://{host}"
    if _name(host) not in _OWN_NAMES or foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise web.HTTPForbidden(text="This page belongs to the machine on which it runs.")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`: nothing from elsewhere is loaded, nobody frames the page."""
    response.headers.update(_HEADERS)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
