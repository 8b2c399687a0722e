"""Which findings and meetings belong to which milestones."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, insert, select

from bot.ids import CommitteeId, FindingId, MeetingId, MilestoneId
from bot.store import Tx
from bot.timeline.model import Link, Milestone
from bot.timeline.records.milestones import STORED, with_titles
from bot.timeline.records.plan import IN_ORDER
from bot.timeline.records.tables import milestone_links, milestones


def links_of(tx: Tx, numbers: Iterable[MilestoneId]) -> dict[MilestoneId, list[Link]]:
    """What belongs to milestones."""
    rows = tx.execute(
        select(milestone_links)
        .where(milestone_links.c.milestone.in_(list(numbers)))
        .order_by(milestone_links.c.id)
    )
    found: dict[MilestoneId, list[Link]] = {}
    for row in rows:
        link = Link(row.finding and FindingId(row.finding), row.meeting and MeetingId(row.meeting))
        found.setdefault(MilestoneId(row.milestone), []).append(link)
    return found


def add_link(tx: Tx, number: MilestoneId, link: Link) -> None:
    """A finding or a meeting belongs to a milestone."""
    drop_link(tx, number, link)
    tx.execute(insert(milestone_links).values(milestone=number, finding=link.finding, meeting=link.meeting))


def drop_link(tx: Tx, number: MilestoneId, link: Link) -> None:
    """It no longer does."""
    tx.execute(delete(milestone_links).where(milestone_links.c.milestone == number, _is(link)))


def linked_to(tx: Tx, committee: CommitteeId, link: Link) -> list[Milestone]:
    """The milestones to which a finding or a meeting belongs."""
    rows = tx.execute(
        select(milestones)
        .join(milestone_links, milestone_links.c.milestone == milestones.c.id)
        .where(milestones.c.committee == committee, STORED, _is(link))
        .order_by(*IN_ORDER)
    )
    return with_titles(tx, rows.all())


def _is(link: Link) -> ColumnElement[bool]:
    if link.finding:
        return milestone_links.c.finding == link.finding
    return milestone_links.c.meeting == link.meeting
