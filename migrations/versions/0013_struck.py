"""What somebody wrote on a seat that was not theirs is struck; a seat's history knows of promotions and impostors."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    for table in ("comments", "reservations", "inputs"):
        op.add_column(table, sa.Column("struck_at", UtcDateTime(), nullable=True))
    op.add_column("memberships", sa.Column("promoted_at", UtcDateTime(), nullable=True))
    op.add_column(
        "memberships", sa.Column("disowned", sa.Boolean(), nullable=False, server_default=sa.false())
    )
