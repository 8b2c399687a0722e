"""Whoever translated a line of an agenda, or of a meeting's record, is credited."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    for of in ("agenda_texts", "entry_texts"):
        op.add_column(of, sa.Column("translator", sa.Text(), nullable=True))
