"""The answer to a comment, and why a plan was changed, are said in a language."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("comments", sa.Column("reason_language", sa.Text(), nullable=True))
    op.add_column("plan_changes", sa.Column("reason_language", sa.Text(), nullable=True))
