"""What became of a comment is said in a language."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("entries", sa.Column("reply_language", sa.Text(), nullable=True))
