"""A plan: milestones with their days, what each depends on, and how a moved one carries others along. Pure rules."""

import enum
import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.dataclasses import dataclass
from bot.ids import CommitteeId, FindingId, MeetingId, MembershipId, MilestoneId, PlanChangeId
from bot.workdays import WorkCalendar

N = TypeVar("N", bound=int)
TITLE_LIMIT = 160
REASON_LIMIT = 500
MOST = 1_000
"""Milestones of one plan."""
SOON = timedelta(days=30)
_FARTHEST_YEARS = 20


class Standing(enum.StrEnum):
    """Where a milestone stands. `POSTPONED`: planned, and moved to a later day."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    POSTPONED = "postponed"


class Which(enum.StrEnum):
    """Which milestones a list shows."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    SOON = "soon"


class ChangeKind(enum.StrEnum):
    """What was done to a plan."""

    POSTED = "posted"
    ADDED = "added"
    MOVED = "moved"
    DAY_OFF = "day-off"
    """Moved from a day off to the next working day."""
    REMOVED = "removed"
    """One milestone was taken out."""
    UNDONE = "undone"
    """The change before it was taken back."""


@dataclass(frozen=True)
class Days:
    """From `first` to `last`, both included; a single day where they are the same."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        """One day and no range."""
        return self.first == self.last

    def far_from(self, day: date) -> bool:
        """So many years away that somebody has mistyped it."""
        return any(abs(one.year - day.year) > _FARTHEST_YEARS for one in (self.first, self.last))

    def shifted(self, n: int, calendar: WorkCalendar) -> "Days":
        """Moved by n working days."""
        return Days(calendar.shifted(self.first, n), calendar.shifted(self.last, n))

    def ending(self, last: date) -> "Days":
        """With another end; a single day moves, a range keeps its start unless the end lies before it."""
        return Days(last if self.single or last < self.first else self.first, last)


@dataclass(frozen=True)
class Milestone:
    """`number`: T1, T2 … per committee. `titles`: by language, as posted. `owner`: who is reminded of it."""

    id: MilestoneId
    committee: CommitteeId
    number: int
    days: Days
    standing: Standing
    owner: MembershipId | None
    titles: Mapping[str, str]

    @property
    def label(self) -> str:
        """`T3`."""
        return f"T{self.number}"

    @property
    def done(self) -> bool:
        """Nothing waits for it any more."""
        return self.standing is Standing.DONE

    def title(self, language: str) -> str:
        """In the reader's language, else in the first that it has."""
        return self.titles.get(language) or next(iter(self.titles.values()))

    def translated(self, language: str) -> bool:
        """Whether it has a title of its own in that language."""
        return language in self.titles

    def late_by(self, today: date) -> int:
        """Days since it should have been done; 0 where it is done, or not yet due."""
        return 0 if self.done else max((today - self.days.last).days, 0)

    def flagged(self, calendar: WorkCalendar) -> date | None:
        """The working day that comes after its end, where that is a day off and it is not done."""
        if self.done or not calendar.is_day_off(self.days.last):
            return None
        return calendar.next_working_day(self.days.last)


@dataclass(frozen=True)
class Change:
    """One date of one milestone: `was` is None where it was added, `now` is None where it was taken out."""

    milestone: MilestoneId
    was: Days | None
    now: Days | None


@dataclass(frozen=True)
class PlanChange:
    """What somebody did to a plan at one time; its number is the plan's revision from then on.

    `language`: in which the reason is written, where that is known.
    """

    id: PlanChangeId
    committee: CommitteeId
    kind: ChangeKind
    reason: str
    by: MembershipId
    at: datetime
    changes: tuple[Change, ...] = ()
    language: str | None = None

    @property
    def of_one(self) -> bool:
        """About one milestone, its first, and what moved along with it; else about the plan as a whole."""
        return self.kind in (ChangeKind.MOVED, ChangeKind.DAY_OFF, ChangeKind.REMOVED)


@dataclass(frozen=True)
class Link:
    """A finding or a meeting that belongs to a milestone."""

    finding: FindingId | None = None
    meeting: MeetingId | None = None


Needs = Mapping[MilestoneId, Collection[MilestoneId]]
"""What each milestone depends on."""


def dependents(of: MilestoneId, needs: Needs) -> list[MilestoneId]:
    """All that depend on a milestone, directly or through others, nearest first."""
    following: dict[MilestoneId, list[MilestoneId]] = {}
    for one, on in needs.items():
        for other in on:
            following.setdefault(other, []).append(one)
    found: dict[MilestoneId, None] = {}
    layer = [of]
    while layer:
        nearest = dict.fromkeys(m for n in layer for m in following.get(n, ()))
        layer = [m for m in nearest if m not in found and m != of]
        found.update(dict.fromkeys(layer))
    return list(found)


def circle(needs: Mapping[N, Collection[N]]) -> list[N]:
    """A circle among what depends on what: its members in order, each needing the next; empty where there is none."""
    clear: set[N] = set()
    for start in needs:
        path: list[N] = []
        on_path: set[N] = set()
        stack = [(start, iter(needs.get(start, ())))] if start not in clear else []
        if stack:
            path.append(start)
            on_path.add(start)
        while stack:
            here, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                stack.pop()
                path.pop()
                on_path.discard(here)
                clear.add(here)
            elif step in on_path:
                return path[path.index(step) :]
            elif step not in clear:
                stack.append((step, iter(needs.get(step, ()))))
                path.append(step)
                on_path.add(step)
    return []


@dataclass(frozen=True)
class Slip:
    """What a move would do: `n` working days; `shifts` and `stays` are the dependents, those that are done stay."""

    milestone: Milestone
    to: Days
    n: int
    shifts: tuple[tuple[Milestone, Days], ...]
    stays: tuple[Milestone, ...]

    @property
    def seen(self) -> str:
        """What would shift and where to, in eight hex digits: a button says with it what its reader looked at."""
        shifts = [f"{m.id} {days.first} {days.last}" for m, days in self.shifts]
        return hashlib.sha256("\n".join(shifts).encode()).hexdigest()[:8]


def slip(moved: Milestone, to: Days, others: Iterable[Milestone], calendar: WorkCalendar) -> Slip:
    """What becomes of the dependents `others` of a milestone that moves: each as many working days as its end."""
    n = calendar.working_days_between(moved.days.last, to.last)
    shifts, stays = [], []
    for other in others:
        days = other.days.shifted(n, calendar)
        if other.done or days == other.days:
            stays.append(other)
        else:
            shifts.append((other, days))
    return Slip(moved, to, n, tuple(shifts), tuple(stays))


def moved_standing(standing: Standing, was: Days, now: Days) -> Standing:
    """What is planned and moves to a later day is postponed."""
    if standing is Standing.PLANNED and now.last > was.last:
        return Standing.POSTPONED
    return standing
