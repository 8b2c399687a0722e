"""The day or range that a line of a plan begins or ends with: «13–27 апреля 2023 г. — Замечания», «до 5 января»."""

import re
from datetime import date, timedelta

from bot.dataclasses import dataclass
from bot.i18n.typed.days import AmbiguousDay, ImpossibleDay, read_day
from bot.i18n.typed.periods import leading_period
from bot.i18n.typed.words import ANY_MONTH, ANY_WEEKDAY, pattern, same_length

BEFORE_ANCHOR = timedelta(days=60)
"""A day without a year is the first such one from so long before the anchor on: plans begin a little in the past."""

_ACROSS_NEW_YEAR = timedelta(days=310)
"""Where the year turns within a range, it is no longer than that: «10.03–05.03» is a slip and no year."""


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Doubt:
    """Why there is no span: `impossible` (31.02), `backwards` (an end before its start), `ambiguous` (12/08/22).

    `days`: the readings of an ambiguous day, the day first and the month first.
    """

    reason: str
    days: tuple[date, ...] = ()


_YEAR = r"\d{4}(?!\d)"
_ENDING = r"(?:\s?-?(?:года|год|г|жылдын|жылы|жыл|ж)(?!\w)\.?)?"
_DAY = r"\d{1,2}(?!\d)(?:-?(?:ого|го|ое|е|st|nd|rd|th)(?!\w))?"
_MONTH = rf"(?<!\w)(?:{ANY_MONTH})(?!\w)\.?"
_ATOMS = (
    rf"\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d){_ENDING}",
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d{{2}}(?!\d)){_ENDING}",
    rf"\d{{1,2}}[./]\d{{1,2}}(?![\d]){_ENDING}",
    rf"{_YEAR}{_ENDING}[.,]*\s+{_DAY}(?:\s|-)?{_MONTH}",
    rf"{_DAY}(?:\s|-)?(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?{_ENDING}",
    rf"{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?",
)
_FROM = r"(?:(?:начиная с|не позднее|со|с|от|до|к|в|from|by|until|before|on)\s+)?"
_TO = r"(?:\s*(?:-|\.{2,3}|…)\s*(?:(?:по|до|to|until|till)\s+)?|\s+(?:по|до|to|until|till)\s+)"
_UNTIL = r"(?:\s*чейин)?"
_ENDS = r"(?=[\s:;,|.)-]|$)"
_WEEKDAY = rf"(?:(?<!\w)(?:{ANY_WEEKDAY})(?!\w)\.?,?\s+)?"
_BEHIND = (
    rf"(?:,\s+(?:{ANY_WEEKDAY})(?!\w)\.?(?=\s*(?:[:;,|)-]|$)))?"  # «5 января, среда обитания» is a title
)
_ATOM = rf"{_WEEKDAY}(?:{'|'.join(f'(?:{atom})' for atom in _ATOMS)}){_BEHIND}"
_KY_CASE = r"-?\w{0,6}"
_ONE = pattern(rf"{_FROM}(?P<one>{_ATOM}){_UNTIL}{_ENDS}")
_TWO = pattern(rf"{_FROM}(?P<one>{_ATOM})(?:{_TO}|\s+(?=.*чейин))(?P<two>{_ATOM}){_UNTIL}{_ENDS}")
_SHARED = pattern(
    rf"{_FROM}(?P<day>{_DAY}){_TO}(?P<two>{_ATOMS[4]}){_UNTIL}{_ENDS}"
)  # «с 13 по 27 апреля 2023 г.»
_SHARED_EN = pattern(
    rf"{_FROM}(?P<month>{_MONTH})\s(?P<day>{_DAY}){_TO}(?P<last>{_DAY})(?P<year>,?\s{_YEAR})?{_ENDS}"
)  # «April 13–27, 2023»
_SHARED_KY = pattern(
    rf"(?P<year>{_YEAR}{_ENDING}[.,]*\s+)(?P<day>{_DAY}){_TO}(?P<two>{_DAY}(?:\s|-)?{_MONTH}){_UNTIL}{_ENDS}"
)  # «2023-ж., 13–27-апрель»
_ENDED_KY = pattern(
    rf"(?:(?P<one>{_ATOMS[3]}|{_ATOMS[4]})|(?P<month>{_MONTH})\s(?P<day>\d{{1,2}}){_KY_CASE})"
    rf"\s+(?P<until>\d{{1,2}})(?!-?(?:{ANY_MONTH})){_KY_CASE}\s+чейин{_ENDS}"
)  # «1-февралдан 5ине чейин», «апрелдин 13үнөн 27сине чейин»
_FORMS = (_SHARED_KY, _SHARED, _SHARED_EN, _ENDED_KY, _TWO, _ONE)
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}|[./-]\d\d?[./-]\d\d(?!\d)")
_CAPITAL = re.compile(r"\s[ГЖ]\.?$")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?")


def leading_span(line: str, anchor: date) -> tuple[Span | Doubt | None, str]:
    """The span that a line begins with, else the one that it ends with, else a whole month or quarter; and the rest of
    the line as it was typed.

    `anchor`: near which a day without a year is meant. None where there is no date, and the rest is then the line.
    """
    folded = same_length(line)
    for form in _FORMS:
        if match := form.match(folded):
            end = _end(line, match)
            return _read(match, anchor), line[end:]
    for form in _FORMS:
        for match in form.finditer(folded):
            if not folded[match.end() :].strip(" .;,)"):
                return _read(match, anchor), line[: match.start()].rstrip(" (")
    if (period := leading_period(line, anchor - BEFORE_ANCHOR)) is not None:
        (first, last), rest = period
        return Span(first, last), rest
    return None, line


def date_inside(line: str) -> str | None:
    """A date somewhere in a line that neither begins nor ends with one, as it was typed."""
    match = next(_ONE.finditer(same_length(line)), None)
    return None if match is None else line[match.start() : match.end()].strip()


def _end(line: str, match: re.Match[str]) -> int:
    """Where the date ends: «г.» after it is its year, but a capital begins the title («05.01.2023 Г. Осмонов»)."""
    capital = _CAPITAL.search(line, match.start(), match.end())
    return capital.start() if capital else match.end()


def read_span(text: str, anchor: date) -> Span | Doubt | None:
    """The span that the whole text is."""
    found, rest = leading_span(text.strip(), anchor)
    return None if rest.strip(" .;)") else found


def _read(match: re.Match[str], anchor: date) -> Span | Doubt:
    found = match.groupdict()
    try:
        if found.get("until"):
            first = _day(found["one"] or f"{found['month']} {found['day']}", anchor)
            last = first.replace(day=int(found["until"]))
        elif found.get("last"):
            year = found.get("year") or ""
            last = _day(f"{found['month']} {found['last']}{year}", anchor)
            first = _day(f"{found['month']} {found['day']}, {last.year}", anchor)
        elif found.get("day"):
            last = _day((found.get("year") or "") + found["two"], anchor)
            first = last.replace(day=int(re.match(r"\d+", found["day"])[0]))  # type: ignore[index]
        elif found.get("two"):
            first, last = _pair(found["one"], found["two"], anchor)
        else:
            first = last = _day(found["one"], anchor)
    except AmbiguousDay:
        slashed = _SLASHED.search(match[0])
        return Doubt("ambiguous", _both(slashed, anchor) if slashed and not found.get("two") else ())
    except ValueError:  # ImpossibleDay is one
        return Doubt("impossible")
    return Span(first, last) if first <= last else Doubt("backwards")


def _pair(one: str, two: str, anchor: date) -> tuple[date, date]:
    """A year that only one of the two has is the other's, too, unless the year turns between them; an end that would
    then be too far is before its start.
    """
    if _HAS_YEAR.search(two) and not _HAS_YEAR.search(one):
        last = _day(two, anchor)
        first = _day_in(one, last.year)
        return _turned(first, last, _day_in(one, last.year - 1), last) if first > last else (first, last)
    first = _day(one, anchor)
    if _HAS_YEAR.search(two):
        return first, _day(two, anchor)
    last = _day_in(two, first.year)
    return _turned(first, last, first, _day_in(two, first.year + 1)) if first > last else (first, last)


def _turned(first: date, last: date, earlier: date, later: date) -> tuple[date, date]:
    return (earlier, later) if later - earlier <= _ACROSS_NEW_YEAR else (first, last)


def _day_in(text: str, year: int) -> date:
    found = read_day(text, date(year, 1, 1))
    if found is None or found.year != year:
        raise ImpossibleDay
    return found


def _day(text: str, anchor: date) -> date:
    found = read_day(text, anchor - BEFORE_ANCHOR)
    if found is None:
        raise ImpossibleDay
    return found


def _both(slashed: re.Match[str], anchor: date) -> tuple[date, ...]:
    a, b, year = slashed.groups()
    year = "" if year is None else f".{year}"
    return tuple(_day(f"{day}.{month}{year}", anchor) for day, month in ((a, b), (b, a)))


__all__ = ["Doubt", "Span", "date_inside", "leading_span", "read_span"]
