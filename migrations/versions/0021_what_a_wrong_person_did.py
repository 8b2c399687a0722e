"""What somebody did who had taken another's place can be found in the audit log after they were forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("memberships", sa.Column("acts_as", sa.Text(), nullable=True))
