"""The tables of the plan."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint

from bot.store.columns import Day, UtcDateTime
from bot.store.tables import key, refers, table

milestones = table(
    "milestones",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("starts", Day, nullable=False),
    Column("ends", Day, nullable=False),
    Column("standing", Text, nullable=False),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("removed", Boolean, nullable=False),
    Column("done_at", UtcDateTime, nullable=True),
    Column("remind_at", UtcDateTime, nullable=True, index=True),
    UniqueConstraint("committee", "number"),
    Index("ix_milestones_by_start", "committee", "removed", "starts", "number"),
    Index("ix_milestones_by_end", "committee", "removed", "standing", "ends"),
)
milestone_titles = table(
    "milestone_titles",
    refers("milestone", "milestones.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
)
milestone_needs = table(
    "milestone_needs",
    refers("milestone", "milestones.id", primary_key=True),
    refers("needs", "milestones.id", primary_key=True, index=True),
)
milestone_links = table(
    "milestone_links",
    key(),
    refers("milestone", "milestones.id", index=True),
    refers("finding", "findings.id", nullable=True, index=True),
    refers("meeting", "meetings.id", nullable=True, index=True),
)
plan_changes = table(
    "plan_changes",
    key(),
    refers("committee", "committees.id", index=True),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # None: there is no reason, or it was written before the languages of reasons were kept.
    Column("reason_language", Text, nullable=True),
    refers("changed_by", "memberships.id", index=True),
    Column("changed_at", UtcDateTime, nullable=False),
)
milestone_changes = table(
    "milestone_changes",
    refers("plan_change", "plan_changes.id", primary_key=True),
    refers("milestone", "milestones.id", primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("starts_before", Day, nullable=True),
    Column("ends_before", Day, nullable=True),
    Column("starts", Day, nullable=True),
    Column("ends", Day, nullable=True),
)
digests = table(
    "digests",
    refers("membership", "memberships.id", primary_key=True, autoincrement=False),
    Column("next_at", UtcDateTime, nullable=False, index=True),
)
