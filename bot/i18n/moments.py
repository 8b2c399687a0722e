"""Days and hours as they are written in ky, ru and en.

The patterns are our own: CLDR's short and full ones mislead here (two-digit years, hours without a city),
and a Kyrgyz case ending must never meet a variable.
"""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.i18n import names
from bot.i18n.catalogs import Language

_DAY: dict[Language, str] = {
    "en": "{day} {month} {year}",
    "ru": "{day} {month} {year}\u00a0г.",
    "ky": "{year}-ж., {day}-{month}",
}
_DAY_OF_THIS_YEAR: dict[Language, str] = {"en": "{day} {month}", "ru": "{day} {month}", "ky": "{day}-{month}"}
_WITH_WEEKDAY: dict[Language, str] = {
    "en": "{weekday}, {day}",
    "ru": "{weekday}, {day}",
    "ky": "{day}, {weekday}",
}


def written_day(day: date, language: Language, *, weekday: bool = False, year: bool = True) -> str:
    """`8 December 2022`, `8 декабря 2022 г.`, `2022-ж., 8-декабрь`; with the weekday or without the year."""
    text = _written(str(day.day), day, language, year=year)
    if not weekday:
        return text
    return _WITH_WEEKDAY[language].format(weekday=names.weekdays(language)[day.weekday()], day=text)


def _written(days: str, of: date, language: Language, *, year: bool) -> str:
    pattern = (_DAY if year else _DAY_OF_THIS_YEAR)[language]
    return pattern.format(day=days, month=names.months(language)[of.month], year=of.year)


def written_days(first: date, last: date, language: Language, *, year: bool = True) -> str:
    """A day, or a range with what both have in common said once where the language allows: `13–27 April 2023`."""
    if first == last:
        return written_day(first, language, year=year)
    if (first.year, first.month) == (last.year, last.month):
        return _written(f"{first.day}–{last.day}", last, language, year=year)
    turns = first.year != last.year
    # Where the year stands in front, it stands for the whole range.
    in_front = language == "ky"
    begin = written_day(first, language, year=year and (turns or in_front))
    return f"{begin} – {written_day(last, language, year=year and (turns or not in_front))}"


def written_month(day: date, language: Language) -> str:
    """The month of a day as a heading: `December 2022`, `Декабрь 2022`, `2022-ж., декабрь`."""
    if language == "ky":
        return f"{day.year}-ж., {names.months(language)[day.month]}"
    name = names.months_alone(language)[day.month]
    return f"{name[:1].upper()}{name[1:]} {day.year}"


@lru_cache(256)  # a deadline stands on everybody's card
def written_moment(
    at: datetime, language: Language, home: ZoneInfo, reader: ZoneInfo, *, weekday: bool = False
) -> str:
    """Day and hour in the zone `home` with its city, then the reader's hour where theirs is another one."""
    here = at.astimezone(home)
    text = f"{written_day(here.date(), language, weekday=weekday)}, {_hour(here, language, home)}"
    return text + _elsewhere(here, language, reader)


def written_hour(at: datetime, language: Language, home: ZoneInfo, reader: ZoneInfo) -> str:
    """As `written_moment`, without the day (that of `home`)."""
    here = at.astimezone(home)
    return _hour(here, language, home) + _elsewhere(here, language, reader)


def _hour(at: datetime, language: Language, zone: ZoneInfo) -> str:
    return f"{at:%H:%M} ({names.city(names.zone_key(zone), language)})"


def _elsewhere(here: datetime, language: Language, reader: ZoneInfo) -> str:
    there = here.astimezone(reader)
    if there.utcoffset() == here.utcoffset():
        return ""
    hour = _hour(there, language, reader)
    if there.date() == here.date():
        return f" · {hour}"
    return f" · {written_day(there.date(), language, year=there.year != here.year)}, {hour}"
