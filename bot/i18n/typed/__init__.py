"""Dates as people type them, in ky, ru and en. A doubtful text is refused, never guessed.

Our own grammar comes first: dateparser reads `послезавтра в 10` as another hour, without an error. It is asked last,
for a day in words alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.i18n import names
from bot.i18n.catalogs import LANGUAGES
from bot.i18n.typed.days import AmbiguousDay, ImpossibleDay, is_blank, read_day
from bot.i18n.typed.hours import ImpossibleHour, readings
from bot.i18n.typed.words import fold, with_digits

Reason = Literal["no-day", "impossible", "ambiguous", "not-understood"]
_LONGEST = 80
# Where several readings fail, the reason that helps most.
_ORDER: tuple[Reason, ...] = ("no-day", "ambiguous", "impossible", "not-understood")
# dateparser skips what it does not know («завтра около 10» loses its hour) and makes a day of «next week».
_BEYOND_IT = re.compile(
    r"\d|рабоч|work|business|недел|week|жума|месяц|month|час|hour|саат|минут|minute|мунот"
)


@dataclass(frozen=True)
class Typed:
    """A day and, where one was typed, the hour: wall time of the zone asked for. It may be past."""

    day: date
    at: time | None


@dataclass(frozen=True)
class Unread:
    """Why there is no day.

    `no-day`: an hour only; `impossible`: 31.02., 25:00, a weekday that the date is not; `ambiguous`: 12/08/22;
    `not-understood`: the rest.
    """

    reason: Reason


def read_moment(
    text: str, now: datetime, zone: ZoneInfo, languages: Sequence[str] = LANGUAGES
) -> Typed | Unread:
    """The day and hour in `text`, seen from the instant `now` in `zone`.

    A month and day without a year are the next such day; a weekday is the next one after today. The grammar knows all
    three languages at once; `languages` only tell dateparser which to try, in order.
    """
    if len(text) > _LONGEST:
        return Unread("not-understood")
    local = now.astimezone(zone)
    text = with_digits(_of_this_zone(re.sub(r"(?<=\d)t(?=\d)", " ", fold(text).rstrip(" .!")), zone))
    reasons: set[Reason] = set()
    unread: list[tuple[time | None, str]] = []
    for hour, rest in readings(text):
        if isinstance(hour, ImpossibleHour):
            reasons.add("impossible")
            continue
        if is_blank(rest):
            reasons.add("no-day" if hour else "not-understood")
            continue
        try:
            day = read_day(rest, local.date())
        except AmbiguousDay:
            reasons.add("ambiguous")
            continue
        except ImpossibleDay:
            reasons.add("impossible")
            continue
        if day:
            return Typed(day, hour)
        unread.append((hour, rest))
    if not reasons:
        for hour, rest in unread:
            if found := _by_dateparser(rest, local, languages):
                return Typed(found, hour)
    return Unread(next((reason for reason in _ORDER if reason in reasons), "not-understood"))


def _of_this_zone(text: str, zone: ZoneInfo) -> str:
    """Drops the city that our own cards name, where it is that of `zone`; another one is not understood."""
    for language in LANGUAGES:
        text = text.replace(f"({fold(names.city(names.zone_key(zone), language))})", "")
    return text


def _by_dateparser(text: str, local: datetime, languages: Sequence[str]) -> date | None:
    if _BEYOND_IT.search(text) or not re.search(r"[^\W\d]{2}", text):
        return None
    # Imported late: it costs 60 ms and is rarely asked.
    import dateparser  # noqa: PLC0415

    found = dateparser.parse(
        text,
        languages=list(languages),
        settings={
            "RELATIVE_BASE": local.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    if found is None or abs(found.year - local.year) > 5:
        return None
    return date(found.year, found.month, found.day)
