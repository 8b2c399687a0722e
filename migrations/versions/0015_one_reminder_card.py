"""Reminders of all rooms are noted in one place, and go on one card."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FORMER = {
    "ballot": ("ballot_reminders", "ballot"),
    "meeting": ("meeting_reminders", "meeting"),
    "request": ("input_reminders", "request"),
    "milestone": ("milestone_reminded", "milestone"),
}
_LETTERS = (
    "ballot-reminder",
    "meeting-reminder",
    "input-reminder",
    "question-reminder",
    "action-due",
    "milestone-reminder",
)


def upgrade() -> None:
    """To this revision. Letters of the former kinds cannot be drawn any more."""
    reminded = op.create_table(
        "reminded",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("thing", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("source", "thing", "occasion", "person", name=op.f("pk_reminded")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reminded_person"), "reminded", ["person"])
    for source, (table, thing) in _FORMER.items():
        former = sa.table(table, *(sa.column(name) for name in (thing, "occasion", "person")))
        kept = sa.select(
            sa.literal_column(f"'{source}'"), former.c[thing], former.c.occasion, former.c.person
        )
        op.execute(sa.insert(reminded).from_select(["source", "thing", "occasion", "person"], kept))
        op.drop_table(table)
    letters = sa.table("letters", sa.column("kind", sa.Text()))
    op.execute(letters.delete().where(letters.c.kind.in_(_LETTERS)))
