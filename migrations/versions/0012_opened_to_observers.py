"""Findings opened to observers."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("versions", sa.Column("opened", sa.Boolean(), nullable=False, server_default=sa.false()))
