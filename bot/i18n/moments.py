"""Days and hours as they are written in ky, ru and en.

The patterns are our own: CLDR's short and full ones mislead here (two-digit years, hours without a city),
and a Kyrgyz case ending must never meet a variable.
"""

from datetime import date, datetime
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
    pattern = (_DAY if year else _DAY_OF_THIS_YEAR)[language]
    text = pattern.format(day=day.day, month=names.months(language)[day.month], year=day.year)
    if not weekday:
        return text
    return _WITH_WEEKDAY[language].format(weekday=names.weekdays(language)[day.weekday()], day=text)


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
