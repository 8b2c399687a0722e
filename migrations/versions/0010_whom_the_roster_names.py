"""Whom the roster names where somebody known from elsewhere took the seat."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whom the roster names where somebody known from elsewhere took the seat."""
    op.add_column("memberships", sa.Column("expected_person", sa.BigInteger(), nullable=True))
