"""What happens in meetings, and their minutes."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Json, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "attendances",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("membership", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_attendances_meeting")),
        sa.ForeignKeyConstraint(["membership"], ["memberships.id"], name=op.f("fk_attendances_membership")),
        sa.ForeignKeyConstraint(["recorded_by"], ["memberships.id"], name=op.f("fk_attendances_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attendances_meeting"), "attendances", ["meeting"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("object_until", UtcDateTime(), nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("ripe_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by"], ["memberships.id"], name=op.f("fk_minutes_approved_by")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_minutes_meeting")),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_minutes")),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes_notes",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_minutes_notes_meeting")),
        sa.PrimaryKeyConstraint("meeting", "item", "language", name=op.f("pk_minutes_notes")),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes_versions",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("papers", Json(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_minutes_versions_meeting")),
        sa.PrimaryKeyConstraint("meeting", "number", name=op.f("pk_minutes_versions")),
        sqlite_strict=True,
    )
    op.create_table(
        "room_codes",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_room_codes_meeting")),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_room_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_room_codes_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("committee", sa.BigInteger(), nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("objects", sa.Boolean(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("owner", sa.BigInteger(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("struck_at", UtcDateTime(), nullable=True),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["memberships.id"], name=op.f("fk_entries_author")),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_entries_committee")),
        sa.ForeignKeyConstraint(["item"], ["agenda_items.id"], name=op.f("fk_entries_item")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_entries_meeting")),
        sa.ForeignKeyConstraint(["owner"], ["memberships.id"], name=op.f("fk_entries_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint(
            "committee", "meeting", "kind", "number", name=op.f("uq_entries_committee_meeting_kind_number")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_entries_meeting"), "entries", ["meeting"], unique=False)
    op.create_index(op.f("ix_entries_owner"), "entries", ["owner"], unique=False)
    op.create_index("ix_entries_remind", "entries", ["remind_at"], unique=False)
    op.create_table(
        "session_spans",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["agenda_items.id"], name=op.f("fk_session_spans_item")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_session_spans_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_spans")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_session_spans_meeting"), "session_spans", ["meeting"], unique=False)
    op.create_table(
        "entry_texts",
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_entry_texts_entry")),
        sa.PrimaryKeyConstraint("entry", "language", name=op.f("pk_entry_texts")),
        sqlite_strict=True,
    )
