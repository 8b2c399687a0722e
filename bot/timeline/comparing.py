"""A posted plan beside the stored one: what is added, moved, removed, and what stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.timeline.model import Milestone
from bot.timeline.plan import Line


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
    """Each line is the milestone that it names, else the one of the same title (of the same days first), else the one
    of the same days that has no title in its language. `adding`: what is stored stays, and every line is new.
    """
    lines = list(lines)
    if adding:
        return Comparison(tuple(lines), (), (), ())
    found: dict[int, Milestone] = {}
    left = {m.id: m for m in stored}

    def match(same: object) -> None:
        for place, line in enumerate(lines):
            if place in found:
                continue
            milestone = next((m for m in left.values() if same(m, line)), None)  # type: ignore[operator]
            if milestone is not None:
                found[place] = left.pop(milestone.id)

    match(lambda m, line: line.label == m.number)
    match(lambda m, line: line.label is None and _alike(m, line) and m.days == line.days)
    match(lambda m, line: line.label is None and _alike(m, line))
    match(
        lambda m, line: (
            line.label is None and m.days == line.days and not set(m.titles) & set(line.titles or {})
        )
    )
    pairs = [(found[place], line) for place, line in enumerate(lines) if place in found]
    return Comparison(
        added=tuple(line for place, line in enumerate(lines) if place not in found),
        moved=tuple((m, line) for m, line in pairs if m.days != line.days),
        kept=tuple((m, line) for m, line in pairs if m.days == line.days),
        removed=tuple(left.values()),
    )


def _alike(milestone: Milestone, line: Line) -> bool:
    ours = {title.casefold() for title in milestone.titles.values()}
    return any(title.casefold() in ours for title in (line.titles or {}).values())


def _new_titles(milestone: Milestone, line: Line) -> bool:
    return any(milestone.titles.get(code) != title for code, title in (line.titles or {}).items())
