"""What somebody writes with a vote, a version, an outcome, a meeting or a refused question is said in a language."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ADDED = {
    "electorate": ("text_language",),
    "ballot_history": ("text_language",),
    "ballots": ("reason_language",),
    "versions": ("note_language",),
    "modalities": ("note_language",),
    "meetings": ("note_language",),
    "meeting_changes": ("note_language",),
    "questions": ("reason_language", "edited_language"),
}


def upgrade() -> None:
    """To this revision."""
    for table, names in _ADDED.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
