"""Moving a milestone: why, what depends on it, and which of that moves along. One notice tells the committee."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import MilestoneId
from bot.intake import Outcome
from bot.store import Tx
from bot.timeline import notices, records, schedule
from bot.timeline.model import (
    Change,
    ChangeKind,
    Days,
    Milestone,
    Slip,
    dependents,
    moved_standing,
    slip,
)
from bot.timeline.rights import milestone, planner


def prospect(tx: Tx, who: Actor, number: MilestoneId, to: Days) -> Slip:
    """What a move would do. Refuses `planners-only`, `milestone-unknown`."""
    planner(who)
    found = milestone(tx, who, number)
    return slip(found, to, followers(tx, found), who.committee.calendar)


def followers(tx: Tx, of: Milestone) -> list[Milestone]:
    """All that depend on a milestone, directly or through others, nearest first."""
    numbers = dependents(of.id, records.needs_in(tx, of.committee))
    known = records.named(tx, numbers)
    return [known[n] for n in numbers]


def move(
    tx: Tx,
    who: Actor,
    number: MilestoneId,
    to: Days,
    *,
    reason: str,
    along: Collection[MilestoneId],
    seen: date,
    at: datetime,
    kind: ChangeKind = ChangeKind.MOVED,
) -> Outcome:
    """Moves a milestone and those of its dependents in `along` that can move. `seen`: the end that the mover saw.
    `kind`: `DAY_OFF` is its own reason.

    Refuses `planners-only`, `milestone-unknown`, `milestone-done`, `milestone-overtaken` (it has another end by now),
    `milestone-unmoved`.
    """
    found = prospect(tx, who, number, to)
    moved = found.milestone
    if moved.days.last != seen:
        raise Refusal("milestone-overtaken")
    if moved.done:
        raise Refusal("milestone-done")
    if moved.days == to:
        raise Refusal("milestone-unmoved")
    shifts = [(moved, to), *((m, days) for m, days in found.shifts if m.id in along)]
    return _write(tx, who, kind, reason, shifts, at)


def to_working_day(tx: Tx, who: Actor, number: MilestoneId) -> Slip:
    """What it would do to move the end of a milestone from a day off to the next working day.

    Refuses `planners-only`, `milestone-unknown`, `milestone-on-working-day`.
    """
    planner(who)
    found = milestone(tx, who, number)
    day = found.flagged(who.committee.calendar)
    if day is None:
        raise Refusal("milestone-on-working-day")
    return prospect(tx, who, number, found.days.ending(day))


def take_working_day(tx: Tx, who: Actor, number: MilestoneId, at: datetime) -> Outcome:
    """Does that to the milestone alone; the day off is the reason. Refuses as `to_working_day` does."""
    found = to_working_day(tx, who, number)
    return _write(tx, who, ChangeKind.DAY_OFF, "", [(found.milestone, found.to)], at)


def _write(
    tx: Tx, who: Actor, kind: ChangeKind, reason: str, shifts: list[tuple[Milestone, Days]], at: datetime
) -> Outcome:
    keeps = kind is ChangeKind.DAY_OFF
    moved = [
        replace(m, days=days, standing=m.standing if keeps else moved_standing(m.standing, m.days, days))
        for m, days in shifts
    ]
    records.set_days(tx, moved)
    schedule.plan(tx, who.committee, moved, at)
    changes = [Change(m.id, m.days, days) for m, days in shifts]
    change = records.add_change(tx, who, kind, reason, at, changes)
    notices.changed(tx, who, change, at)
    first = shifts[0][0]
    return Outcome(
        "milestone-moved",
        {"committee": who.committee.id, "milestone": first.id, "change": change, "along": len(shifts) - 1},
    )
