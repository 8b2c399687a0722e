"""The schema's history. A released migration is never edited."""

NEWEST = "0025"
"""The head of `versions/`, so that a start need not ask Alembic; a test compares the two."""
