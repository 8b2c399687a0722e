"""Named copies of drafts, and findings on their way to the public."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "named_copies",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("committee", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_named_copies_committee")),
        sa.ForeignKeyConstraint(["made_by"], ["memberships.id"], name=op.f("fk_named_copies_made_by")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_named_copies_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_copies")),
        sa.UniqueConstraint("committee", "number", name=op.f("uq_named_copies_committee_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_named_copies_version"), "named_copies", ["version"], unique=False)
    op.create_table(
        "releases",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("finding", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("by_chair", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["memberships.id"], name=op.f("fk_releases_confirmed_by")),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name=op.f("fk_releases_finding")),
        sa.ForeignKeyConstraint(["proposed_by"], ["memberships.id"], name=op.f("fk_releases_proposed_by")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_releases_version")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["memberships.id"], name=op.f("fk_releases_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_releases_finding"), "releases", ["finding"], unique=False)
