"""Lines of an agenda say what they were carried over from."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("agenda_items", sa.Column("carried", sa.Text(), nullable=True))
