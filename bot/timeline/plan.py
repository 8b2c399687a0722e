"""A plan that is being posted: its lines as they were understood, and what is wrong with each. Nothing is stored yet.

A line is kept in a form as JSON (`Line.as_json`), and corrections are kept beside the lines: the draft is what they
make together, so that *Back* takes one correction back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Self

from bot.dataclasses import dataclass
from bot.ids import MembershipId
from bot.timeline.model import Days, circle
from bot.workdays import WorkCalendar


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be taken: a code, and the words it speaks of."""

    code: str
    cell: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a posted plan. `number` counts from 1; in a sheet it is the row.

    `choices`: the days that an ambiguous one can be. `label`: the milestone that it names itself, as `T3`. `mark`: how
    its author numbered it. `after`: the numbers of lines (in a sheet: its column `no`) that it depends on.
    """

    number: int
    text: str
    days: Days | None = None
    titles: Mapping[str, str] | None = None
    owner: MembershipId | None = None
    after: tuple[int, ...] = ()
    label: int | None = None
    mark: str = ""
    choices: tuple[date, ...] = ()
    fault: Fault | None = None

    def as_json(self) -> dict[str, Any]:
        """For the form's row."""
        days = self.days and [self.days.first.isoformat(), self.days.last.isoformat()]
        return {
            "number": self.number,
            "text": self.text,
            "days": days,
            "titles": dict(self.titles or {}),
            "owner": self.owner,
            "after": list(self.after),
            "label": self.label,
            "mark": self.mark,
            "choices": [day.isoformat() for day in self.choices],
            "fault": self.fault and [self.fault.code, self.fault.cell],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        days = kept["days"]
        return cls(
            kept["number"],
            kept["text"],
            days and Days(*(date.fromisoformat(day) for day in days)),
            kept["titles"],
            kept["owner"],
            tuple(kept["after"]),
            kept["label"],
            kept.get("mark", ""),
            tuple(date.fromisoformat(day) for day in kept["choices"]),
            kept["fault"] and Fault(*kept["fault"]),
        )

    @property
    def title(self) -> str:
        """The first of its titles; what was written where there is none."""
        return next(iter((self.titles or {}).values()), self.text)

    def renumbered(self, number: int) -> "Line":
        """At another place."""
        return replace(self, number=number)

    def completed(self, before: "Line") -> "Line":
        """A correction of `before`: what it does not say, a date or a title, is that of before."""
        line = replace(
            self,
            owner=before.owner,
            label=self.label if self.label is not None else before.label,
            mark=self.mark or before.mark,
            after=self.after or before.after,
        )
        if self.fault is None:
            return line
        if self.fault.code in ("no-date", "date-inside") and before.days is not None:
            return line.on(before.days)
        if self.fault.code == "no-title" and before.titles:
            return replace(line, titles=before.titles, fault=None)
        return line

    def on(self, days: Days) -> "Line":
        """With these days, which settle what was doubtful about them."""
        return replace(self, days=days, choices=(), fault=None)


Edit = Mapping[str, Any]
"""One correction: `{"line": Line as JSON}`, `{"drop": number}`, `{"day": [number, iso]}`, `{"working": number | None}`,
`{"language": code}`, `{"more": [lines as JSON]}`; `{"page": n}` only turns the page."""


def edited(lines: Iterable[Line], edits: Iterable[Edit], calendar: WorkCalendar) -> list[Line]:
    """The draft after its corrections, with the faults that lie between lines."""
    draft = {line.number: line for line in lines}
    for edit in edits:
        match edit:
            case {"line": kept}:
                line = Line.from_json(kept)
                draft[line.number] = line
            case {"drop": number}:
                draft.pop(number, None)
            case {"day": [number, day]} if number in draft:
                chosen = date.fromisoformat(day)
                draft[number] = draft[number].on(Days(chosen, chosen))
            case {"working": number}:
                for line in list(draft.values()):
                    if number in (None, line.number) and line.days and calendar.is_day_off(line.days.last):
                        draft[line.number] = replace(line, days=on_working_day(line.days, calendar))
            case {"more": further}:
                draft |= {line.number: line for line in map(Line.from_json, further)}
            case {"language": code}:
                draft = {n: in_language(line, code) for n, line in draft.items()}
    return between(draft.values())


def on_working_day(days: Days, calendar: WorkCalendar) -> Days:
    """The same days, ending on the next working day where they end on a day off."""
    return days.ending(calendar.next_working_day(days.last)) if calendar.is_day_off(days.last) else days


def in_language(line: Line, code: str) -> Line:
    """A line whose only title is in another language than was thought."""
    if line.titles is None or len(line.titles) != 1:
        return line
    return replace(line, titles={code: line.title})


def between(lines: Iterable[Line]) -> list[Line]:
    """The lines with what is wrong between them: two alike, an unknown predecessor, a circle."""
    found = list(lines)
    seen: dict[tuple[Any, ...], int] = {}
    known = {line.number for line in found}
    ring = circle({line.number: line.after for line in found})
    checked = []
    for line in found:
        fault = line.fault
        if fault is None:
            what = (line.days, *sorted(title.casefold() for title in (line.titles or {}).values()))
            unknown = [n for n in line.after if n not in known]
            if what in seen:
                fault = Fault("alike", str(seen[what]))
            elif unknown:
                fault = Fault("after-unknown", ", ".join(map(str, unknown)))
            elif line.number in ring:
                fault = Fault("circle", _way_round(ring, line.number))
            else:
                seen[what] = line.number
        checked.append(replace(line, fault=fault))
    return checked


def _way_round(ring: Sequence[int], start: int) -> str:
    turn = ring.index(start)
    return " → ".join(map(str, [*ring[turn:], *ring[:turn], start]))


def faulty(lines: Iterable[Line]) -> list[Line]:
    """Those that cannot be taken as they are."""
    return [line for line in lines if line.fault is not None]


def on_days_off(lines: Iterable[Line], calendar: WorkCalendar) -> list[Line]:
    """Those that end on a day off."""
    return [line for line in lines if line.days is not None and calendar.is_day_off(line.days.last)]


def languages_of(lines: Sequence[Line], known: Collection[str]) -> list[str]:
    """In which of the committee's languages the lines have titles, in the committee's order."""
    return [code for code in known if any(code in (line.titles or {}) for line in lines)]
