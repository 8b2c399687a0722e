"""Dates as people type them, in ky, ru and en. A doubtful text is refused, never guessed.

Our own grammar comes first: dateparser reads `послезавтра в 10` as another hour, without an error. It is asked last,
for a day in words alone.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.dataclasses import dataclass
from bot.i18n import names
from bot.i18n.catalogs import LANGUAGES
from bot.i18n.typed.days import AmbiguousDay, ImpossibleDay, is_blank, read_day
from bot.i18n.typed.hours import ImpossibleHour, UnsureHour, readings
from bot.i18n.typed.words import fold, with_digits

Reason = Literal["no-day", "hour-unsure", "impossible", "ambiguous", "not-understood"]
_LONGEST = 80
# Where several readings fail, the reason that helps most.
_ORDER: tuple[Reason, ...] = ("no-day", "hour-unsure", "ambiguous", "impossible", "not-understood")
_BETWEEN = re.compile(r"\s[-/@|](?=\s|\d)|[;()]|\s@")
"""Signs between day and hour that say nothing."""
_TONIGHT = re.compile(r"\b(?:tonight|this evening)\b")
# dateparser skips what it does not know (names of zones, numbers in words, all but one of several days) and makes a day
# of «next week» and «within the day».
_BEYOND_IT = re.compile(
    r"\b(?:utc|gmt|ces?t|ees?t|bst|[ep][sd]t|msk|мск)\b|\d|рабоч|work|business|недел|week|жума|месяц|month|час|hour|саат|минут|minute|мунот"
    r"|надцат|двадцат|тридцат|сорок|пятьдесят|полно[чщ]|midnight|-|\bи\b|течени"
)


@dataclass(frozen=True)
class Typed:
    """A day and, where one was typed, the hour: wall time of the zone asked for. It may be past."""

    day: date
    at: time | None


@dataclass(frozen=True)
class Unread:
    """Why there is no day.

    `no-day`: an hour only; `hour-unsure`: before or after noon («в пятницу в 3»); `impossible`: 31.02., 25:00, a
    weekday that the date is not; `ambiguous`: 12/08/22; `not-understood`: the rest.
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
    text = _of_this_zone(re.sub(r"(?<=\d)t(?=\d)", " ", fold(text).rstrip(" .!?")), zone)
    text = _TONIGHT.sub("today in the evening", with_digits(" ".join(_BETWEEN.sub(" ", text).split())))
    reasons: set[Reason] = set()
    unread: list[tuple[time | None, str]] = []
    for hour, rest in readings(text):
        if isinstance(hour, ImpossibleHour):
            reasons.add("impossible")
            continue
        if is_blank(rest):
            reasons.add("no-day" if hour is not None else "not-understood")
            continue
        try:
            day = read_day(rest, local.date())
        except AmbiguousDay:
            reasons.add("ambiguous")
            continue
        except ImpossibleDay:
            reasons.add("impossible")
            continue
        if isinstance(hour, UnsureHour):
            reasons |= {"hour-unsure"} if day else set()
            continue
        if day and not date.min.year < day.year < date.max.year:  # in other zones it is no day at all
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
    """Drops the city whose time is meant, where it is that of `zone`; another one is not understood."""
    for language in LANGUAGES:
        city = fold(names.city(names.zone_key(zone), language))
        stem = re.escape(city[:-1] if city[-1] in "аоуяйь" else city)
        text = re.sub(
            rf"(?<!\w)(?:по (?:времени )?)?{stem}(?:\w{{0,3}}|ск\w+)(?:\s(?:убактысы\w*|time|времен\w+))?(?!\w)",
            " ",
            text,
        )
    return _LOCAL.sub(" ", text)


_LOCAL = re.compile(
    r"(?<!\w)(?:по местному(?: времени)?|местного времени|local time|жергиликтуу убакыт\w*)(?!\w)"
)


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
