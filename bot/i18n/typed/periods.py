"""Whole months and quarters, as plans name them: «январь–март 2023», «2023-ж., 1-чейрек», «Q1 2023»."""

import re
from calendar import monthrange
from datetime import date

from bot.i18n.typed.words import month, pattern, same_length

_MONTH = (
    r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьяею]|[дг][аеоө]н?)"
    r"|(?:март|август)(?:[ае]|[дтгк][аеоө]н?)?|ма(?:[йяе]|й[дг][аеоө]н?)|(?:янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек)\.?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)(?!\w)(?:\s+айы(?:нда|нан|на)?(?!\w))?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)(?:\s?-?(?:года|году|год|г|жылдын|жылы|жыл|ж)(?!\w)\.?)?"
_BEFORE, _BEHIND = _YEAR.format("before"), _YEAR.format("behind")
_TO = r"(?:\s*-\s*|\s+(?:по|до|to|until|till)\s+|\s+(?=.*чейин))"
_WITHIN = r"(?:(?:в|во|с|со|за|from|in|during)\s+)?"
_NTH = r"(?:-?(?:й|ый|ой|ий|чи|чү|чу|st|nd|rd|th)(?!\w))?"
_QUARTER = (
    r"(?:q(?P<q>[1-4])(?!\w)|(?P<nth>[1-4]|i{1,3}|iv)"
    rf"{_NTH}[\s-]*(?:квартал|чейрек|кв(?!\w)|quarter)\w{{0,4}}\.?)"
)
_ENDS = r"(?=\s*(?:[:;,|)]|-|$))"
"""Behind a bare month: «Май айында…» and «March of …» are titles."""
_AGAIN = r"(?=[\s:;,|.)-]|$)"
_MONTHS = rf"(?P<one>{_MONTH})(?:{_TO}(?P<two>{_MONTH})(?:\s*чейин)?)?"
_FORMS = tuple(
    pattern(form)
    for form in (
        rf"{_WITHIN}{_BEFORE}[.,]*\s+(?:{_MONTHS}|{_QUARTER}){_AGAIN}",
        rf"{_WITHIN}(?:{_MONTHS}|{_QUARTER})[\s,-]\s*{_BEHIND}{_AGAIN}",
        rf"{_WITHIN}(?:{_MONTHS}|{_QUARTER}){_ENDS}",
    )
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTED = " \t.,;:)"


def leading_period(line: str, anchor: date) -> tuple[tuple[date, date], str] | None:
    """The first and last day of the period that a line begins with, or that stands behind a dash, colon or bracket at
    its end, and the rest of the line. `anchor`: from which day on one without a year is looked for.
    """
    folded = same_length(line)
    for form in _FORMS:
        if match := form.match(folded):
            return _read(match, anchor), line[match.end() :]
    for form in _FORMS:
        for match in form.finditer(folded):
            before = folded[: match.start()].rstrip()
            if not folded[match.end() :].strip(_PARTED) and before.endswith(("-", ":", ";", ",", "(", "|")):
                return _read(match, anchor), line[: match.start()].rstrip(" (")
    return None


def _read(match: re.Match[str], anchor: date) -> tuple[date, date]:
    found = match.groupdict()
    quarter = found["q"] or found["nth"]
    if quarter:
        n = _ROMAN.get(quarter) or int(quarter)
        first, last = 3 * n - 2, 3 * n
    else:
        first = _number(found["one"])
        last = _number(found["two"]) if found["two"] else first
    said = found.get("before") or found.get("behind")
    turns = last < first  # «ноябрь–февраль»
    if said:
        year = int(said) - turns if found.get("behind") else int(said)
    else:
        year = anchor.year + (_end(anchor.year + turns, last) < anchor)
    return date(year, first, 1), _end(year + turns, last)


def _number(word: str) -> int:
    number = month(word.split(maxsplit=1)[0])
    assert number is not None, word
    return number


def _end(year: int, number: int) -> date:
    return date(year, number, monthrange(year, number)[1])


__all__ = ["leading_period"]
