"""What a meeting's parts must be like, wherever they come from: a form, a template, a test."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.i18n import as_fact
from bot.meetings.model import ITEMS_LIMIT, LINK_LIMIT, LONGEST, SHORTEST, TITLE_LIMIT, AgendaLine, Plan, Spot
from bot.texts import typed
from bot.workdays import instant

FARTHEST = timedelta(days=2 * 366)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_COORDINATES = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)")


def checked(plan: Plan) -> Plan:
    """The plan as it is. Refuses `meeting-without-title`, and what the checks below refuse."""
    if not plan.titles.get(plan.main):
        raise Refusal("meeting-without-title")
    for title in plan.titles.values():
        typed(title, TITLE_LIMIT)
    minutes(plan.minutes)
    if plan.link is not None:
        link(plan.link)
    agenda(plan.agenda)
    return plan


def agenda(lines: Sequence[AgendaLine]) -> None:
    """Refuses `agenda-too-long`; one that takes more time than the meeting is only shown as such."""
    if len(lines) > ITEMS_LIMIT:
        raise Refusal("agenda-too-long", limit=ITEMS_LIMIT)


def minutes(n: int) -> int:
    """How long a meeting lasts. Refuses `meeting-too-short` and `meeting-too-long`."""
    if n < SHORTEST:
        raise Refusal("meeting-too-short", limit=SHORTEST)
    if n > LONGEST:
        raise Refusal("meeting-too-long", limit=LONGEST)
    return n


def link(text: str) -> str:
    """A join link; out of a pasted invitation, the only address that stands in it.

    Refuses `link-not-https`, `link-unreadable`, and `link-several` where there are more.
    """
    found = list(dict.fromkeys(_ADDRESS.findall(text)))
    if len(found) > 1:
        raise Refusal("link-several")
    if found and found[0] != text.strip():
        text = found[0].rstrip(".,;:!?)")  # the sentence around it goes on
    address = typed(text, LINK_LIMIT)
    if any(sign.isspace() for sign in address):
        raise Refusal("link-unreadable")
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise Refusal("link-unreadable") from None
    if parts.scheme.lower() != "https":
        raise Refusal("link-not-https")
    if not host or "." not in host.strip("."):
        raise Refusal("link-unreadable")
    return address


def spot(text: str) -> Spot:
    """A point on the map out of `42.8746, 74.5698`. Refuses `spot-unreadable`."""
    match = _COORDINATES.fullmatch(text.strip())
    if match is None:
        raise Refusal("spot-unreadable")
    latitude, longitude = (float(part.replace(",", ".")) for part in match.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Refusal("spot-unreadable")
    return Spot(latitude, longitude)


def ahead(wall: datetime, zone: ZoneInfo, at: datetime) -> datetime:
    """The beginning in UTC of what lies ahead. Refuses `meeting-past` and `meeting-too-far` (two years)."""
    starts = instant(wall.date(), wall.time(), zone)
    if starts <= at:
        raise Refusal("meeting-past", starts=as_fact(starts))
    if starts - at > FARTHEST:
        raise Refusal("meeting-too-far")
    return starts
