"""What depends on what."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from bot.ids import CommitteeId, MilestoneId
from bot.store import Tx
from bot.store.tables import add_new
from bot.timeline.records.milestones import STORED
from bot.timeline.records.tables import milestone_needs, milestones


def needs_in(tx: Tx, committee: CommitteeId) -> dict[MilestoneId, set[MilestoneId]]:
    """What depends on what in a plan; of those that were taken out nothing does."""
    others = milestones.alias()
    rows = tx.execute(
        select(milestone_needs)
        .join(milestones, milestones.c.id == milestone_needs.c.milestone)
        .join(others, others.c.id == milestone_needs.c.needs)
        .where(milestones.c.committee == committee, STORED, others.c.removed.is_(False))
    )
    found: dict[MilestoneId, set[MilestoneId]] = {}
    for row in rows:
        found.setdefault(MilestoneId(row.milestone), set()).add(MilestoneId(row.needs))
    return found


def add_needs(tx: Tx, pairs: Iterable[tuple[MilestoneId, MilestoneId]]) -> None:
    """Each first depends on its second; once, however often it is said."""
    rows = [{"milestone": one, "needs": other} for one, other in dict.fromkeys(pairs)]
    if rows:
        add_new(tx, milestone_needs, rows, unique=["milestone", "needs"])


def drop_need(tx: Tx, one: MilestoneId, other: MilestoneId) -> None:
    """The first no longer depends on the second."""
    tx.execute(
        delete(milestone_needs).where(milestone_needs.c.milestone == one, milestone_needs.c.needs == other)
    )
