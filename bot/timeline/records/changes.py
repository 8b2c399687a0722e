"""What was done to a plan, by whom and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from bot.committee.model import Actor
from bot.ids import CommitteeId, MembershipId, MilestoneId, PlanChangeId
from bot.store import Tx
from bot.timeline.model import Change, ChangeKind, Days, PlanChange
from bot.timeline.records.tables import milestone_changes, plan_changes
from bot.translations.model import language_of


def revision(tx: Tx, committee: CommitteeId) -> int:
    """The plan's revision: the number of its last change, 0 before the first. Writers take turns."""
    found = select(func.max(plan_changes.c.id)).where(plan_changes.c.committee == committee)
    return tx.execute(found).scalar() or 0


def add_change(
    tx: Tx, who: Actor, kind: ChangeKind, reason: str, at: datetime, changes: Sequence[Change]
) -> PlanChangeId:
    """Keeps what somebody did to their committee's plan; its number."""
    number = tx.execute(
        insert(plan_changes)
        .values(
            committee=who.committee.id,
            kind=kind,
            reason=reason,
            reason_language=language_of(reason, who.person.language) if reason else None,
            changed_by=who.membership,
            changed_at=at,
        )
        .returning(plan_changes.c.id)
    ).scalar_one()
    rows = [
        {
            "plan_change": number,
            "milestone": one.milestone,
            "position": place,
            "starts_before": one.was and one.was.first,
            "ends_before": one.was and one.was.last,
            "starts": one.now and one.now.first,
            "ends": one.now and one.now.last,
        }
        for place, one in enumerate(changes)
    ]
    if rows:
        tx.execute(insert(milestone_changes), rows)
    return PlanChangeId(number)


def plan_change(tx: Tx, number: int) -> PlanChange | None:
    """One change with everything that moved in it, in the order in which it was kept."""
    row = tx.execute(select(plan_changes).where(plan_changes.c.id == number)).first()
    if row is None:
        return None
    moved = tx.execute(
        select(milestone_changes)
        .where(milestone_changes.c.plan_change == number)
        .order_by(milestone_changes.c.position)
    )
    return _plan_change(row, tuple(_change(one) for one in moved))


def plan_changes_page(tx: Tx, committee: CommitteeId, limit: int, offset: int) -> list[PlanChange]:
    """What was done to a plan, newest first."""
    rows = tx.execute(
        select(plan_changes.c.id)
        .where(plan_changes.c.committee == committee)
        .order_by(plan_changes.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = (plan_change(tx, number) for number in rows.scalars().all())
    return [change for change in found if change is not None]


def count_plan_changes(tx: Tx, committee: CommitteeId) -> int:
    """How often a plan was changed."""
    asked = select(func.count()).select_from(plan_changes).where(plan_changes.c.committee == committee)
    return int(tx.execute(asked).scalar_one())


def history(tx: Tx, number: MilestoneId) -> list[PlanChange]:
    """What was done to one milestone's days, newest first; of each change only its own part."""
    rows = tx.execute(
        select(plan_changes, milestone_changes)
        .join(milestone_changes, milestone_changes.c.plan_change == plan_changes.c.id)
        .where(milestone_changes.c.milestone == number)
        .order_by(plan_changes.c.id.desc())
    )
    return [_plan_change(row, (_change(row),)) for row in rows]


def _change(row: Row[Any]) -> Change:
    was = None if row.starts_before is None else Days(row.starts_before, row.ends_before)
    return Change(MilestoneId(row.milestone), was, None if row.starts is None else Days(row.starts, row.ends))


def _plan_change(row: Row[Any], changes: tuple[Change, ...]) -> PlanChange:
    return PlanChange(
        PlanChangeId(row.id),
        CommitteeId(row.committee),
        ChangeKind(row.kind),
        row.reason,
        MembershipId(row.changed_by),
        row.changed_at,
        changes,
        row.reason_language,
    )
