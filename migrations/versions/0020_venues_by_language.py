"""Where people meet is written in each language."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    venues = op.create_table(
        "meeting_venues",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_meeting_venues_meeting")),
        sa.PrimaryKeyConstraint("meeting", "language", name=op.f("pk_meeting_venues")),
        sqlite_strict=True,
    )
    meetings = sa.table("meetings", sa.column("id"), sa.column("main"), sa.column("venue"))
    said = sa.select(meetings.c.id, meetings.c.main, meetings.c.venue).where(meetings.c.venue.is_not(None))
    op.execute(sa.insert(venues).from_select(["meeting", "language", "venue"], said))
    op.drop_column("meetings", "venue")
