"""Reservations on outcomes, and their earlier wordings."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "reservations",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("ballot", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("for_group", sa.Boolean(), nullable=False),
        sa.Column("constituency", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["memberships.id"], name=op.f("fk_reservations_author")),
        sa.ForeignKeyConstraint(["ballot"], ["ballots.id"], name=op.f("fk_reservations_ballot")),
        sa.ForeignKeyConstraint(["seat"], ["seats.id"], name=op.f("fk_reservations_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations")),
        sa.UniqueConstraint("ballot", "number", name=op.f("uq_reservations_ballot_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reservations_author"), "reservations", ["author"], unique=False)
    op.create_table(
        "reservation_history",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("reservation", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservation"], ["reservations.id"], name=op.f("fk_reservation_history_reservation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation_history")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reservation_history_reservation"), "reservation_history", ["reservation"], unique=False
    )
