"""A plan typed as a message: one line a milestone, its date or range and its title, in either order, maybe a label."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.errors import Refusal
from bot.i18n.typed.spans import Doubt, Span, date_inside, leading_span
from bot.texts import typed_line
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
_LABEL = re.compile(
    r"\s*[\[(]?(?P<sign>№\s?|#)?(?P<letters>[^\W\d_]{0,3})(?P<digits>\d{1,3})(?:\.\d{1,2})?(?P<end>[\])]?[.:]?)\s+(?:[—–-]\s+)?"
)
"""«T3», «M1:», «[Д2.1]», «№ 3»: what its author calls a milestone."""
_OURS = re.compile(r"\s*[\[(]?[TtТт](?P<number>\d{1,3})[\])]?[.:]?\s+(?:[—–-]\s+)?")
"""«T3»: what the bot calls a milestone, wherever the date stands."""
_PART = re.compile(r"(?:верси\w*|раздел\w*|пункт\w*|version|section|item|бөлүм\w*|№)\s*$", re.IGNORECASE)
"""Behind these words «2.1» is no day."""
_AFTER = re.compile(
    r"\s*\((?:после|after|кийин)\s*:?\s*(?P<a>[\d,;\sTТ]+)\)\s*$|\s*\((?P<b>[\d,;\sTТ]+)(?:дан|ден|дон|дөн|тан|тен|тон|төн)?\s+кийин\)\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[TtТт]?(\d{1,3})")
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
    return _by_marks(found)


def read_line(number: int, text: str, language: str, anchor: date) -> Line:
    """One line; its fault says what could not be understood."""
    line = Line(number, " ".join(text.split())[:TITLE_LIMIT])
    if len(text) > _LONGEST_LINE:
        return replace(line, fault=Fault("title-too-long", str(TITLE_LIMIT)))
    mark, plain = _unnumbered(text, anchor)
    plain = plain.strip()
    after: tuple[int, ...] = ()
    if match := _AFTER.search(plain):
        after = tuple(int(n) for n in re.findall(r"\d{1,4}", match["a"] or match["b"]))
        plain = plain[: match.start()]
    label = None
    if match := _OURS.match(plain):
        mark, label, plain = match[0], int(match["number"]), plain[match.end() :]
    span, rest, kept = _dated(plain, anchor)
    titles, fault = titled({language: f"{kept} {rest.strip(_AROUND)}"})
    line = replace(line, titles=titles, after=after, label=label, mark=mark.strip(_AROUND + "[]()"))
    if span is None:
        inside = date_inside(plain)
        return replace(line, fault=Fault("no-date") if inside is None else Fault("date-inside", inside))
    if isinstance(span, Doubt):
        return replace(line, fault=Fault(span.reason), choices=span.days)
    days = Days(span.first, span.last)
    if days.far_from(anchor):
        return replace(line, fault=Fault("far"))
    return replace(line.on(days), fault=fault)


def _dated(text: str, anchor: date) -> tuple[Span | Doubt | None, str, str]:
    """The days of a line, the rest of it, and the author's own label before the date, which stays with the title; one
    that is a mere number tells nothing and goes.
    """
    span, rest = leading_span(text, anchor)
    match = _LABEL.match(text)
    if match is None or (span is not None and text.endswith(rest) and rest != text):
        return span, rest, ""
    behind = text[match.end() :]
    there, title = leading_span(behind, anchor)
    leads = there is not None and title.strip(_AROUND) and behind.endswith(title)
    if not leads or not (match["letters"] or match["sign"] or match["end"]):
        return span, rest, ""
    return there, title, match[0].strip(_AROUND + "[]()") if match["letters"] else ""


def _by_marks(lines: Sequence[Line]) -> list[Line]:
    """`after` names lines as their author numbers them; between the lines it is which line it is."""
    known = {int(n[1]): line.number for line in lines if (n := _NUMBERED.fullmatch(line.mark))}
    return [replace(line, after=tuple(known.get(n, n) for n in line.after)) for line in lines]


def _unnumbered(text: str, anchor: date) -> tuple[str, str]:
    """The sign or the number that a line begins with, and what comes behind it."""
    if match := _OUTLINE.match(text):
        return match[0], text[match.end() :]
    if match := _OUTLINE_OR_DAY.match(text):
        span, title = leading_span(text[match.end() :], anchor)
        if isinstance(span, Span) and title.strip(_AROUND) and not _PART.search(title):
            return match[0], text[match.end() :]
    if match := _BULLET.match(text):
        return match[0], text[match.end() :]
    return "", text


def titled(texts: dict[str, str]) -> tuple[dict[str, str], Fault | None]:
    """Titles by language out of what was written, and what is wrong with them."""
    titles = {}
    for language, text in texts.items():
        try:
            titles[language] = typed_line(text, TITLE_LIMIT)
        except Refusal as refusal:
            if refusal.code != "text-empty":
                return {}, Fault("title-too-long", str(TITLE_LIMIT))
    return titles, None if titles else Fault("no-title")


def numbered(text: str) -> tuple[int, str] | None:
    """A correction that names its line: `3: 9 января — Вводный отчёт`."""
    match = _NEXT.fullmatch(text.strip())
    return None if match is None else (int(match[1]), match[2])
