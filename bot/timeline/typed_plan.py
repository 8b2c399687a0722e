"""A plan typed as a message: one line a milestone, its date or range and its title, in either order."""

import re
from dataclasses import replace
from datetime import date

from bot.errors import Refusal
from bot.i18n.typed.spans import Doubt, Span, leading_span
from bot.texts import typed
from bot.timeline.model import TITLE_LIMIT, Days
from bot.timeline.plan import Fault, Line

TEXT_LINES = 200
"""Lines of one message; a longer plan comes as a table."""
_LONGEST_LINE = 400
"""Characters of a line that are searched for a date; no title is so long."""
_BULLET = re.compile(r"^\s*(?:[•●▪*–—-]\s+|\d{1,3}[.)]\s+(?=\D|\d{1,2}[./]\d|\d{4}-|\d{1,2}\s|\d{1,2}-))")
_OUTLINE = re.compile(r"\s*(?:(?:[1-9]\d?\.)+[1-9]\d?\)|(?:[1-9]\d?\.){2,}[1-9][.)]?)\s+")
"""«1.2)», «1.2.3.»: a line's number that can be no day."""
_OUTLINE_OR_DAY = re.compile(r"\s*[1-9]\d?\.[1-9]\d?\.\s+(?=\S)")
"""«1.2.»: a number, if the line has a day elsewhere."""
_PART = re.compile(r"(?:верси\w*|раздел\w*|пункт\w*|version|section|item|бөлүм\w*|№)\s*$", re.IGNORECASE)
"""Behind these words «2.1» is no day."""
_AFTER = re.compile(
    r"\s*\((?:после|after|кийин)\s*:?\s*(?P<a>[\d,;\s]+)\)\s*$|\s*\((?P<b>[\d,;\s]+)(?:дан|ден|дон|дөн|тан|тен|тон|төн)?\s+кийин\)\s*$",
    re.IGNORECASE,
)
_AROUND = " \t.,:;|—–-•"
_NEXT = re.compile(r"(\d{1,4})\s*[:.)]\s+(.+)", re.DOTALL)


def read(text: str, language: str, today: date) -> list[Line]:
    """The lines of a message, all of them, understood or not. Titles are in `language`.

    A day without a year is meant near the line before. Raises Refusal: `plan-empty`, `plan-too-long` (fact `limit`).
    """
    written = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not written:
        raise Refusal("plan-empty")
    if len(written) > TEXT_LINES:
        raise Refusal("plan-too-long", limit=TEXT_LINES)
    found: list[Line] = []
    anchor = today
    for number, (_, line) in enumerate(written, start=1):
        found.append(read_line(number, line, language, anchor))
        if (days := found[-1].days) is not None:
            anchor = days.first
    return found


def read_line(number: int, text: str, language: str, anchor: date) -> Line:
    """One line; its fault says what could not be understood."""
    line = Line(number, " ".join(text.split())[:TITLE_LIMIT])
    if len(text) > _LONGEST_LINE:
        return replace(line, fault=Fault("title-too-long", str(TITLE_LIMIT)))
    plain = _unnumbered(text, anchor).strip()
    after: tuple[int, ...] = ()
    if match := _AFTER.search(plain):
        after = tuple(int(n) for n in re.findall(r"\d{1,4}", match["a"] or match["b"]))
        plain = plain[: match.start()]
    span, rest = leading_span(plain, anchor)
    titles, fault = titled({language: rest.strip(_AROUND)})
    line = replace(line, titles=titles, after=after)
    if span is None:
        return replace(line, fault=Fault("no-date"))
    if isinstance(span, Doubt):
        return replace(line, fault=Fault(span.reason), choices=span.days)
    days = Days(span.first, span.last)
    if days.far_from(anchor):
        return replace(line, fault=Fault("far"))
    return replace(line.on(days), fault=fault)


def _unnumbered(text: str, anchor: date) -> str:
    """The line without the sign or the number that it begins with."""
    if match := _OUTLINE.match(text):
        return text[match.end() :]
    if match := _OUTLINE_OR_DAY.match(text):
        span, title = leading_span(text[match.end() :], anchor)
        if isinstance(span, Span) and title.strip(_AROUND) and not _PART.search(title):
            return text[match.end() :]
    return _BULLET.sub("", text, count=1)


def titled(texts: dict[str, str]) -> tuple[dict[str, str], Fault | None]:
    """Titles by language out of what was written, and what is wrong with them."""
    titles = {}
    for language, text in texts.items():
        try:
            titles[language] = " ".join(typed(text, TITLE_LIMIT).split())
        except Refusal as refusal:
            if refusal.code != "text-empty":
                return {}, Fault("title-too-long", str(TITLE_LIMIT))
    return titles, None if titles else Fault("no-title")


def numbered(text: str) -> tuple[int, str] | None:
    """A correction that names its line: `3: 9 января — Вводный отчёт`."""
    match = _NEXT.fullmatch(text.strip())
    return None if match is None else (int(match[1]), match[2])
