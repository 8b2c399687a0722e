"""Reads the day that somebody typed, the hour taken out: numbers, month names, weekdays, «in three days»."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.i18n.typed.words import Pattern, month, pattern, weekday


class AmbiguousDay(ValueError):
    """It can be read as two different days: 12/08/22."""


class ImpossibleDay(ValueError):
    """There is no such day: 31.02."""


_FILLERS = pattern(
    r"(?<!\w)(?:в|во|на|к|до|с|г|год|года|числа|on|at|by|from|the|of|саат|күнү|чейин|ж|жыл|жылы|жылдын|айынын)(?!\w)\.?"
)
# Behind digits: 8-го, 8th, and in Kyrgyz 8-инчи, (декабрдын) 8и, 9унда, 20сында.
_NTH = r"(?:-?(?:го|ого|му|ому|е|ое)|st|nd|rd|th|-?(?:[ыиуү]?нч[ыиуү](?:с[ыиуү])?|с?[ыиуү])(?:нд[аеоө]|н[аеоө])?)(?!\w)"
_ORDINAL = pattern(rf"(?<=\d){_NTH}")
_OF_NUMBERED = pattern(rf"(?P<m>\d\d?)(?:{_NTH})?[- ]?айдын\s+(?P<d>\d\d?)(?:{_NTH})?(?:\s+(?:күнү|чейин))*")
_OF_A_MONTH = pattern(
    r"(?:(?:в|во|на|к|до|с|по|on|by|from|until|the)\s+)*"
    r"(?:(?P<this>ушул|бул)\s+айдын\s+|(?P<next>кийинки|келерки)\s+айдын\s+)?"
    rf"(?P<d>\d\d?)(?:{_NTH}(?:\s+числа)?|\s+числа)"
    r"(?:\s+(?:of\s+)?(?:(?P<this2>этого|текущего|this)|(?P<next2>следующего|next))\s+(?:месяца|month))?"
    r"(?:\s+(?:күнү|чейин))*"
)
_YEAR_ENDING = pattern(r"(?<=\d)-?(?:жылдын|жылы|жыл|ж|г)(?!\w)\.?")

_DOTTED = re.compile(
    r"(?P<d>\d\d?)([.-])(?P<m>\d\d?)(?:\2(?P<y>\d{4}|\d\d))\.?|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.?"
)
_ISO = re.compile(r"(?P<y>\d{4})([-./])(?P<m>\d\d?)\2(?P<d>\d\d?)")
_SLASHED = re.compile(r"(?P<a>\d\d?)/(?P<b>\d\d?)(?:/(?P<y>\d{4}|\d\d))?")

_TODAY_AND_ON: dict[int, Pattern] = {
    -1: pattern(r"вчера|кечээ|yesterday"),
    0: pattern(r"сегодня|бүгүн|today"),
    1: pattern(r"завтра|эртең|эртеңки|tomorrow"),
    2: pattern(r"послезавтра|бүрсүгүн(?:ү|кү)?|day after tomorrow"),
}
_IN = pattern(
    r"(?:через|in)\s+(?P<n>\d+|an?)?\s*(?P<unit>\w+)"
    r"|(?P<n2>\d+)?\s*(?P<unit2>күндөн|жумадан|аптадан|айдан)\s+кийин"
    r"|(?P<n3>\d+|an?)\s+(?P<unit3>\w+)\s+(?:now|today)"  # «from» is a small word and gone by now
)
_DAYS = pattern(r"день|дня|дней|days?|күндөн")
_WEEKS = pattern(r"недел\w+|weeks?|жумадан|аптадан")
_MONTHS = pattern(r"месяц\w*|months?|айдан")

_NEXT_WEEK = pattern(
    r"(?:на )?следующей неделе|next week|(?:кийинки|келерки) (?:жума|апта)(?:да|дагы|нын)(?!\w)"
)
_THIS_WEEK = pattern(
    r"(?:на )?(?:этой|текущей) неделе|this week|(?:ушул|бул) (?:жума|апта)(?:да|дагы|нын)(?!\w)"
)
_NEXT = pattern(r"следующ\w+|next|кийинки|келерки")
_THIS = pattern(r"эт\w{1,2}|ближайш\w+|this|coming|ушул|бул")


def read_day(text: str, today: date) -> date | None:
    """The day in folded `text`; None where none is understood.

    A day without a year is the next such one, today included. Raises AmbiguousDay and ImpossibleDay.
    """
    if day := _of_a_month(text, today) or _of_that_weekday(text, today):
        return day
    text = _plain(text)
    for read in (_relative, _week_on, _numeric, _named, _weekday):
        day = read(text, today)
        if day:
            return day
    return None


def is_blank(text: str) -> bool:
    """Whether nothing but small words is left."""
    return not _plain(text)


def _plain(text: str) -> str:
    text = text.replace(",", " ")
    text = _YEAR_ENDING.sub("", text)
    text = _ORDINAL.sub("", text)
    return " ".join(_FILLERS.sub(" ", text).split()).strip(" .")


def _relative(text: str, today: date) -> date | None:
    near, said = _without_weekday(text)  # «завтра, в пятницу»
    for days, words in _TODAY_AND_ON.items():
        if words.fullmatch(near):
            return _agreeing(today + timedelta(days=days), said)
    match = _IN.fullmatch(text)
    if not match:
        return None
    found = match.groupdict()
    count = found["n"] or found["n2"] or found["n3"] or "1"
    if text == "через день":  # tomorrow to some, the day after it to others
        raise AmbiguousDay
    unit = found["unit"] or found["unit2"] or found["unit3"]
    n = int(count) if count.isdecimal() else 1
    try:
        if _DAYS.fullmatch(unit):
            return today + timedelta(days=n)
        if _WEEKS.fullmatch(unit):
            return today + timedelta(weeks=n)
        if _MONTHS.fullmatch(unit):
            return _months_on(today, n)
    except (OverflowError, ValueError) as error:
        raise ImpossibleDay from error
    return None


def _week_on(text: str, today: date) -> date | None:
    """«через неделю в пятницу». On a Thursday such a Monday can be one of two: AmbiguousDay."""
    text, said = _without_weekday(text)
    match = None if said is None else _IN.fullmatch(text)
    if said is None or match is None:
        return None
    found = match.groupdict()
    if not _WEEKS.fullmatch(found["unit"] or found["unit2"] or found["unit3"]):
        return None
    day = _relative(text, today)
    if day is None or said < day.weekday():
        raise AmbiguousDay
    return day + timedelta(days=said - day.weekday())


def _of_that_weekday(text: str, today: date) -> date | None:
    """«вт 13» where the next 13th is a Tuesday; else the number may be an hour, or one of the two is wrong."""
    number, said = _without_weekday(" ".join(text.replace(",", " ").split()))
    if said is None or not re.fullmatch(r"\d\d?", number):
        return None
    try:
        day = _of_a_month(f"{number}-го", today)
    except ImpossibleDay:
        return None
    return day if day is not None and day.weekday() == said else None


def _months_on(day: date, n: int) -> date:
    year, index = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def _of_a_month(text: str, today: date) -> date | None:
    """«15-го», «15 числа», «ушул айдын 15инде»: the next such day, or that of the month that is named."""
    text, said = _without_weekday(" ".join(text.replace(",", " ").split()))
    if numbered := _OF_NUMBERED.fullmatch(text):  # «12-айдын 9у»
        return _agreeing(_day(numbered["d"], numbered["m"], None, today), said)
    match = _OF_A_MONTH.fullmatch(text.strip(" ."))
    if match is None:
        return None
    named = 0 if match["this"] or match["this2"] else 1 if match["next"] or match["next2"] else None
    for ahead in range(12) if named is None else [named]:
        first = _months_on(today.replace(day=1), ahead)
        try:
            day = first.replace(day=int(match["d"]))
        except ValueError:
            continue
        if named is not None or day >= today:
            return _agreeing(day, said)
    raise ImpossibleDay


def _numeric(text: str, today: date) -> date | None:
    text, said = _without_weekday(text)
    if match := _ISO.fullmatch(text):
        return _agreeing(_day(match["d"], match["m"], match["y"], today), said)
    if match := _DOTTED.fullmatch(text):
        return _agreeing(_day(match["d"] or match["d2"], match["m"] or match["m2"], match["y"], today), said)
    if match := _SLASHED.fullmatch(text):
        a, b = int(match["a"]), int(match["b"])
        # 12/08 is 12 August to some and 8 December to others.
        if a <= 12 and b <= 12 and a != b:
            raise AmbiguousDay
        return _agreeing(_day(*((a, b) if b <= 12 else (b, a)), match["y"], today), said)
    return None


def _named(text: str, today: date) -> date | None:
    text, said = _without_weekday(text)
    words = re.findall(r"\d+|[^\W\d]+", text)
    months = [number for word in words if (number := month(word))]
    numbers = [word for word in words if word.isdecimal()]
    years = [word for word in numbers if len(word) == 4 and word[:2] in ("19", "20")]
    others = [word for word in numbers if len(word) <= 2]
    if len(months) != 1 or len(words) != 1 + len(years) + len(others) or not others:
        return None
    if len(years) + len(others) > 2 or len(years) > 1:
        return None
    year = years[0] if years else None
    if len(others) == 2:
        year, near = others[1], range(today.year - 1, today.year + 10)
        # «9 декабря 14» is rather an hour, «25-30 декабря» goes from day to day.
        if month(words[-1]) or 2000 + int(year) not in near or re.search(r"\d-\d", text):
            return None
    return _agreeing(_day(others[0], months[0], year, today), said)


def _weekday(text: str, today: date) -> date | None:
    next_week, this_week = bool(_NEXT_WEEK.search(text)), bool(_THIS_WEEK.search(text))
    rest, said = _without_weekday(_THIS_WEEK.sub(" ", _NEXT_WEEK.sub(" ", text)).strip())
    if said is None:
        return None
    if _NEXT.fullmatch(rest):
        if pattern(r"кийинки жума|келерки жума").fullmatch(text):
            raise AmbiguousDay  # «жума» is both a Friday and a week
        next_week = True
    elif rest and not _THIS.fullmatch(rest):
        return None
    monday = today - timedelta(days=today.weekday())
    if next_week:
        return monday + timedelta(days=7 + said)
    day = monday + timedelta(days=said)
    return day if this_week or day > today else day + timedelta(days=7)


def _without_weekday(text: str) -> tuple[str, int | None]:
    """`text` without its only weekday, and that weekday; unchanged where it names none or several."""
    words = text.split()
    said = [(word, number) for word in words if (number := weekday(word)) is not None]
    if len(said) != 1:
        return text, None
    words.remove(said[0][0])
    return " ".join(words), said[0][1]


def _agreeing(day: date, said: int | None) -> date:
    if said is not None and day.weekday() != said:
        raise ImpossibleDay
    return day


def _day(day: str | int, month: str | int, year: str | None, today: date) -> date:
    make: Callable[[int], date] = lambda y: date(y, int(month), int(day))  # noqa: E731
    if year:
        try:
            return make(int(year) + (2000 if len(year) == 2 else 0))
        except ValueError as error:
            raise ImpossibleDay from error
    # Nine years hold a 29 February whatever the century.
    for candidate in range(today.year, today.year + 9):
        try:
            if make(candidate) >= today:
                return make(candidate)
        except ValueError:
            continue
    raise ImpossibleDay
