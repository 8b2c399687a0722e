"""With which merged question somebody came to follow another, so that the two can be parted again."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("question_followers", sa.Column("via", sa.BigInteger(), nullable=True))
