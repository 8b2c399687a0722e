"""A posted plan beside the stored one: what is added, moved, removed, and what stays."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.dataclasses import dataclass
from bot.timeline.model import Days, Milestone
from bot.timeline.plan import Line

_CLOSE = 0.7
"""How alike two titles of the same days are that differ by a slip of the pen (difflib's ratio)."""
_TOGETHER = 20
"""Milestones of the same days among which such titles are looked for: each is compared with each."""
_One = TypeVar("_One")
_Of = Callable[[_One], Iterable[object]]
_Fits = Callable[[Milestone, Line], bool]


@dataclass(frozen=True)
class Comparison:
    """`kept`: lines that are there on the same days, perhaps with further titles. `removed`: those without a line."""

    added: tuple[Line, ...]
    moved: tuple[tuple[Milestone, Line], ...]
    kept: tuple[tuple[Milestone, Line], ...]
    removed: tuple[Milestone, ...]

    @property
    def needs_reason(self) -> bool:
        """Dates change, or milestones go."""
        return bool(self.moved or self.removed)

    @property
    def changes_something(self) -> bool:
        """Anything but lines that stand there already."""
        return bool(self.added or self.needs_reason or any(_new_titles(m, line) for m, line in self.kept))


def compare(lines: Iterable[Line], stored: Sequence[Milestone], *, adding: bool = False) -> Comparison:
    """Which milestone each line is. `adding`: what is stored stays, and every line is new.

    A line is the milestone that it names, if there is one of that number; else that of the same title (of the same days
    first); else that of the same days whose title in its language is missing, or differs little.
    """
    lines = list(lines)
    if adding:
        return Comparison(tuple(lines), (), (), ())
    known_numbers = {m.number for m in stored}
    lines = [line if line.label in known_numbers else replace(line, label=None) for line in lines]
    found: dict[int, Milestone] = {}
    left = {m.id for m in stored}

    def match(of_milestone: _Of[Milestone], of_line: _Of[Line], fits: _Fits = lambda _m, _line: True) -> None:
        """Each line takes the first milestone left that shares a name with it and fits."""
        known: dict[object, list[Milestone]] = {}
        for milestone in stored:
            for name in of_milestone(milestone):
                known.setdefault(name, []).append(milestone)
        for place, line in enumerate(lines):
            named = [known.get(name, ()) for name in of_line(line)] if place not in found else []
            here = [next((m for m in ms if m.id in left and fits(m, line)), None) for ms in named]
            if chosen := [m for m in here if m is not None]:
                found[place] = min(chosen, key=stored.index) if len(chosen) > 1 else chosen[0]
                left.remove(found[place].id)

    match(lambda m: [m.number], lambda line: [line.label] if line.label is not None else [])
    match(lambda m: _named(m, m.days), lambda line: _named(line, line.days))
    match(lambda m: _named(m, None), lambda line: _named(line, None))
    match(
        lambda m: [m.days],
        lambda line: [line.days] if line.label is None else [],
        lambda m, line: not set(m.titles) & set(line.titles or {}),
    )
    together = Counter(m.days for m in stored)
    match(
        lambda m: [m.days] if together[m.days] <= _TOGETHER else [],
        lambda line: [line.days] if line.label is None else [],
        lambda m, line: any(_close(m.titles.get(code), title) for code, title in (line.titles or {}).items()),
    )
    pairs = [(found[place], line) for place, line in enumerate(lines) if place in found]
    return Comparison(
        added=tuple(line for place, line in enumerate(lines) if place not in found),
        moved=tuple((m, line) for m, line in pairs if m.days != line.days),
        kept=tuple((m, line) for m, line in pairs if m.days == line.days),
        removed=tuple(m for m in stored if m.id in left),
    )


def _named(of: Milestone | Line, days: Days | None) -> list[object]:
    """Its titles, with the days; none of a line that names its milestone itself."""
    if isinstance(of, Line) and of.label is not None:
        return []
    return [(title, days) for title in {title.casefold() for title in (of.titles or {}).values()}]


def renamed(milestone: Milestone, line: Line) -> str | None:
    """The title that a line puts another in place of; None where it adds some, or none."""
    titles = line.titles or {}
    return next((old for code, old in milestone.titles.items() if titles.get(code, old) != old), None)


def _close(one: str | None, other: str) -> bool:
    from difflib import SequenceMatcher  # noqa: PLC0415  # a start does without

    return one is not None and SequenceMatcher(None, one.casefold(), other.casefold()).ratio() > _CLOSE


def _new_titles(milestone: Milestone, line: Line) -> bool:
    return any(milestone.titles.get(code) != title for code, title in (line.titles or {}).items())
