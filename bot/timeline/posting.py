"""Posting a plan: the draft that was confirmed takes the place of what is stored, all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import MilestoneId
from bot.intake import Outcome
from bot.store import Tx
from bot.timeline import notices, records, schedule
from bot.timeline.comparing import Comparison, compare
from bot.timeline.model import MOST, Change, ChangeKind, Days, Milestone, circle, moved_standing
from bot.timeline.plan import Line, faulty
from bot.timeline.rights import planner


def post(
    tx: Tx,
    who: Actor,
    lines: Sequence[Line],
    *,
    revision: int,
    reason: str,
    adding: bool,
    at: datetime,
    needs: Iterable[tuple[int, MilestoneId]] = (),
) -> Outcome:
    """Stores a plan that its poster has looked at. `revision`: that of the stored plan it was compared with.

    `adding`: what is stored stays. `needs`: lines that depend on stored milestones. Refuses `planners-only`,
    `plan-faulty`, `plan-unchanged`, `plan-overtaken` (somebody else has changed the plan meanwhile), `plan-full` (fact
    `limit`), `milestones-circle`.
    """
    planner(who)
    here = who.committee.id
    if records.revision(tx, here) != revision:
        raise Refusal("plan-overtaken")
    stored = records.whole_plan(tx, here)
    found = compare(lines, stored, adding=adding)
    if not lines or faulty(lines):
        raise Refusal("plan-faulty")
    if not found.changes_something:
        raise Refusal("plan-unchanged")
    if len(lines) + (len(stored) if adding else 0) > MOST:
        raise Refusal("plan-full", limit=MOST)
    milestones, changes = _apply(tx, who, found)
    _connect(tx, who, milestones, lines, needs)
    kind = ChangeKind.ADDED if adding else ChangeKind.POSTED
    number = records.add_change(tx, who, kind, reason, at, changes)
    schedule.plan(tx, who.committee, list(milestones.values()), at)
    counts = {
        "added": len(found.added),
        "moved": len(found.moved),
        "removed": len(found.removed),
        "kept": len(found.kept),
    }
    if changes:
        notices.changed(tx, who, number, at)
    return Outcome("plan-posted", {"committee": here, "change": number, **counts})


def _apply(tx: Tx, who: Actor, found: Comparison) -> tuple[dict[int, Milestone], list[Change]]:
    """Writes the milestones; by the number of their lines, and what was done to their days."""
    here = who.committee.id
    milestones: dict[int, Milestone] = {}
    for milestone, line in (*found.moved, *found.kept):
        assert line.days is not None
        if any(milestone.titles.get(code) != title for code, title in (line.titles or {}).items()):
            records.set_titles(tx, milestone.id, line.titles or {})
        if line.owner not in (None, milestone.owner):
            records.change(tx, milestone.id, owner=line.owner)
        milestones[line.number] = replace(
            milestone,
            days=line.days,
            standing=moved_standing(milestone.standing, milestone.days, line.days),
            owner=line.owner or milestone.owner,
        )
    records.set_days(tx, [milestones[line.number] for _, line in found.moved])
    changes = [Change(m.id, m.days, milestones[line.number].days) for m, line in found.moved]
    new = [(_days(line), line.titles or {}, line.owner or who.membership) for line in found.added]
    for line, made in zip(found.added, records.add_all(tx, here, new), strict=True):
        milestones[line.number] = made
        changes.append(Change(made.id, None, made.days))
    for milestone in found.removed:
        records.remove(tx, milestone.id)
        changes.append(Change(milestone.id, milestone.days, None))
    return milestones, changes


def _connect(
    tx: Tx,
    who: Actor,
    milestones: dict[int, Milestone],
    lines: Sequence[Line],
    needs: Iterable[tuple[int, MilestoneId]],
) -> None:
    pairs = [(milestones[line.number].id, milestones[n].id) for line in lines for n in line.after]
    pairs += [(milestones[number].id, other) for number, other in needs]
    records.add_needs(tx, pairs)
    if pairs and circle(records.needs_in(tx, who.committee.id)):
        raise Refusal("milestones-circle")


def _days(line: Line) -> Days:
    assert line.days is not None
    return line.days
