"""Taking a milestone out of the plan, and taking back the last change of the plan. One notice tells the committee."""

from dataclasses import replace
from datetime import datetime

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.ids import CommitteeId, MilestoneId, PlanChangeId
from bot.intake import Outcome
from bot.store import Tx
from bot.timeline import notices, records, schedule
from bot.timeline.model import Change, ChangeKind, Milestone, PlanChange, Standing, circle
from bot.timeline.rights import milestone, planner


@dataclass(frozen=True)
class Undoing:
    """What taking back a change would do: `changes`, each the other way round; `stays`: milestones done since then."""

    of: PlanChange
    changes: tuple[Change, ...]
    stays: tuple[Milestone, ...]


def take_out(tx: Tx, who: Actor, number: MilestoneId, reason: str, at: datetime) -> Outcome:
    """Takes a milestone out; its history stays. Refuses `planners-only`, `milestone-unknown`."""
    planner(who)
    found = milestone(tx, who, number)
    records.remove(tx, number)
    changes = [Change(number, found.days, None)]
    change = records.add_change(tx, who, ChangeKind.REMOVED, reason, at, changes)
    notices.changed(tx, who, change, at)
    return Outcome("milestone-removed", {"committee": who.committee.id, "change": change})


def committee_of(tx: Tx, number: PlanChangeId) -> CommitteeId:
    """The committee whose plan was changed. Refuses `change-unknown`."""
    found = records.plan_change(tx, number)
    if found is None:
        raise Refusal("change-unknown")
    return found.committee


def prospect(tx: Tx, who: Actor, number: PlanChangeId) -> Undoing:
    """What taking back the plan's last change would do.

    Refuses `planners-only`, `change-unknown`, `change-overtaken` where it is not the last one, `change-kept` where
    nothing of it can be taken back.
    """
    planner(who)
    found = records.plan_change(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("change-unknown")
    if records.revision(tx, who.committee.id) != number:
        raise Refusal("change-overtaken")
    known = records.named(tx, [one.milestone for one in found.changes])
    stays = tuple(known[one.milestone] for one in found.changes if known[one.milestone].done and one.now)
    staying = {m.id for m in stays}
    changes = tuple(
        Change(one.milestone, one.now, one.was) for one in found.changes if one.milestone not in staying
    )
    if not changes:
        raise Refusal("change-kept")
    return Undoing(found, changes, stays)


def undo(tx: Tx, who: Actor, number: PlanChangeId, at: datetime) -> Outcome:
    """Takes back the plan's last change: what moved moves back, what was added goes, what was taken out comes back.

    Refuses as `prospect` does, and `milestones-circle`.
    """
    changes = prospect(tx, who, number).changes
    known = records.named(tx, [one.milestone for one in changes])
    standing = []
    for one in changes:
        if one.now is None:
            records.remove(tx, one.milestone)
            continue
        if one.was is None:
            records.put_back(tx, one.milestone)
        before = known[one.milestone]
        now = before.standing if one.was is None else _standing(tx, one, before.standing)
        standing.append(replace(before, days=one.now, standing=now))
    records.set_days(tx, standing)
    schedule.plan(tx, who.committee, standing, at)
    if circle(records.needs_in(tx, who.committee.id)):
        raise Refusal("milestones-circle")
    change = records.add_change(tx, who, ChangeKind.UNDONE, "", at, changes)
    notices.changed(tx, who, change, at)
    return Outcome("change-undone", {"committee": who.committee.id, "change": change})


def _standing(tx: Tx, back: Change, now: Standing) -> Standing:
    """What was postponed by what is taken back is planned again, unless it had been postponed before."""
    if now is not Standing.POSTPONED:
        return now
    _, *earlier = records.history(tx, back.milestone)
    moves = [change.changes[0] for change in earlier if change.kind is not ChangeKind.UNDONE]
    later = any(one.was and one.now and one.now.last > one.was.last for one in moves)
    return Standing.POSTPONED if later else Standing.PLANNED
