"""The kinds of settings that are numbers, shares, hours, lines, days or a choice."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.errors import Facts, Refusal
from bot.i18n import LANGUAGES, Translator
from bot.i18n.typed import Unread, read_moment
from bot.settings import words
from bot.settings.model import About, Kind
from bot.texts import blank

_HOURS = re.compile(r"(\d{1,2})[:.](\d\d)\s*[-–—]\s*(\d{1,2})[:.](\d\d)")
_NUMBER = re.compile(r"(\d{1,6})(?:\s*[^\W\d]+(?:\s+[^\W\d]+)*)?")
_PERCENT = re.compile(r"(\d{1,3})\s*%?")
_FRACTION = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_SPAN = re.compile(r"(\d{1,4})\s*([^\W\d]*)\.?")
_UNITS = {"h": 1, "ч": 1, "саа": 1, "d": 24, "д": 24, "сут": 24, "к": 24, "w": 168, "н": 168, "а": 168}
"""How hour, day and week begin in en, ru and ky: час, саат; день, сутки, күн; неделя, апта. In hours."""
_LONGEST = 60 * 24
MOST_REMINDERS = 5


@dataclass(frozen=True)
class Number(Kind[int]):
    """A whole number with its unit. `usual`: those offered as buttons."""

    code = "number-wanted"
    least: int
    most: int
    unit: Callable[[Translator, int], Markup]
    usual: tuple[int, ...] = ()

    @property
    def facts(self) -> Facts:
        return {"least": self.least, "most": self.most}

    def read(self, text: str, about: About) -> int:
        match = _NUMBER.fullmatch(text)
        if match is None or not self.least <= int(match[1]) <= self.most:
            raise self.refusal
        return int(match[1])

    def value(self, kept: Any) -> int:
        return int(kept)

    def written(self, t: Translator, value: int) -> Markup:
        return self.unit(t, value)

    def choices(self, t: Translator, value: int) -> Sequence[tuple[str, str]]:
        return [(str(n), self.unit(t, n).striptags()) for n in self.usual if n != value]


@dataclass(frozen=True)
class Share(Kind[Fraction]):
    """A share of seats or votes, kept as `2/3`. `exceeded`: more than that is asked for, so it is never all of them."""

    code = "share-wanted"
    exceeded: bool = False

    def read(self, text: str, about: About) -> str:
        percent, fraction = _PERCENT.fullmatch(text), _FRACTION.fullmatch(text)
        if percent is not None:
            found = Fraction(int(percent[1]), 100)
        elif fraction is not None and int(fraction[2]):
            found = Fraction(int(fraction[1]), int(fraction[2]))
        else:
            raise self.refusal
        if not 0 < found <= 1 or (self.exceeded and found == 1):
            raise self.refusal
        return str(found)

    def value(self, kept: Any) -> Fraction:
        return Fraction(kept)

    def written(self, t: Translator, value: Fraction) -> Markup:
        return (words.more_than if self.exceeded else words.share)(t, value)

    def choices(self, t: Translator, value: Fraction) -> Sequence[tuple[str, str]]:
        offered = [Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]
        return [(str(f), self.written(t, f).striptags()) for f in offered if f != value]


@dataclass(frozen=True)
class Switch(Kind[bool]):
    """One of two ways, each in words."""

    typed = False
    on: str
    off: str

    def read(self, text: str, about: About) -> bool:
        if text not in ("on", "off"):
            raise self.refusal
        return text == "on"

    def value(self, kept: Any) -> bool:
        return bool(kept)

    def written(self, t: Translator, value: bool) -> Markup:
        return t(self.on if value else self.off)

    def choices(self, t: Translator, value: bool) -> Sequence[tuple[str, str]]:
        return [("off", t.plain(self.off))] if value else [("on", t.plain(self.on))]


@dataclass(frozen=True)
class Before(Kind[tuple[int, ...]]):
    """So long before something: hours, or days where `whole_days`; the longest first."""

    code = "before-wanted"
    whole_days: bool = False

    @property
    def facts(self) -> Facts:
        return {"most": MOST_REMINDERS, "whole_days": self.whole_days}

    def read(self, text: str, about: About) -> list[int]:
        by = 24 if self.whole_days else 1
        found = {self._hours(part.strip(), by) for part in re.split(r"[,;]", text)}
        if len(found) > MOST_REMINDERS:
            raise self.refusal
        return sorted((n // by for n in found), reverse=True)

    def _hours(self, part: str, by: int) -> int:
        match = _SPAN.fullmatch(part.lower())
        if match is None:
            raise self.refusal
        unit = next((n for begins, n in _UNITS.items() if match[2].startswith(begins)), 0) if match[2] else by
        hours = int(match[1]) * unit
        if not 0 < hours <= _LONGEST or hours % by:
            raise self.refusal
        return hours

    def value(self, kept: Any) -> tuple[int, ...]:
        return tuple(map(int, kept))

    def written(self, t: Translator, value: tuple[int, ...]) -> Markup:
        return words.spans(t, [n * (24 if self.whole_days else 1) for n in value])


@dataclass(frozen=True)
class Hours(Kind[tuple[time, time]]):
    """From one wall time to another. `overnight`: the second may be on the next day."""

    code = "hours-wanted"
    overnight: bool = False

    @property
    def facts(self) -> Facts:
        return {"overnight": self.overnight}

    def read(self, text: str, about: About) -> list[str]:
        match = _HOURS.fullmatch(text)
        if match is None:
            raise self.refusal
        try:
            begins, ends = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        except ValueError:
            raise self.refusal from None
        if begins == ends or (begins > ends and not self.overnight):
            raise self.refusal
        return [f"{begins:%H:%M}", f"{ends:%H:%M}"]

    def value(self, kept: Any) -> tuple[time, time]:
        begins, ends = kept
        return time.fromisoformat(begins), time.fromisoformat(ends)

    def written(self, t: Translator, value: tuple[time, time]) -> Markup:
        return Markup("{:%H:%M}–{:%H:%M}").format(*value)


@dataclass(frozen=True)
class Line(Kind[str | None]):
    """A line of text; `unset` is what stands in its place."""

    code = "line-wanted"
    limit: int
    unset: str

    @property
    def facts(self) -> Facts:
        return {"limit": self.limit}

    def read(self, text: str, about: About) -> str:
        if blank(text) or len(text) > self.limit or not text.isprintable():
            raise self.refusal
        return text

    def value(self, kept: Any) -> str | None:
        return kept or None

    def written(self, t: Translator, value: str | None) -> Markup:
        return Markup.escape(value) if value else t(self.unset)


@dataclass(frozen=True)
class Day(Kind[date | None]):
    """A day, or none."""

    code = "day-wanted"

    def read(self, text: str, about: About) -> str:
        found = read_moment(text, about.at, about.here.zone, LANGUAGES)
        if isinstance(found, Unread):
            raise Refusal(f"date-{found.reason}")
        return found.day.isoformat()

    def value(self, kept: Any) -> date | None:
        return None if kept is None else date.fromisoformat(kept)

    def written(self, t: Translator, value: date | None) -> Markup:
        return t("not set") if value is None else t.day(value)
