"""The findings' tables."""

from sqlalchemy import Boolean, Column, Integer, Text, UniqueConstraint

from bot.files.attached import files_table
from bot.store.columns import UtcDateTime
from bot.store.tables import key, refers, table

findings = table(
    "findings",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("committee", "number"),
)
versions = table(
    "versions",
    key(),
    refers("finding", "findings.id"),
    Column("number", Integer, nullable=False),
    refers("author", "memberships.id"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("change_note", Text, nullable=False),
    # None: there is no note, or it was written before the languages of notes were kept.
    Column("note_language", Text, nullable=True),
    Column("authoritative", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("comments_until", UtcDateTime, nullable=True),
    Column("shared_at", UtcDateTime, nullable=True),
    refers("carries", "versions.id", nullable=True),
    # An organizer has opened it to observers.
    Column("opened", Boolean, nullable=False, default=False),
    UniqueConstraint("finding", "number"),
)
version_texts = table(
    "version_texts",
    refers("version", "versions.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("unofficial", Boolean, nullable=False),
    Column("translator", Text, nullable=True),
)
version_files = files_table("version_files", refers("version", "versions.id", primary_key=True))
comments = table(
    "comments",
    key(),
    refers("finding", "findings.id"),
    Column("number", Integer, nullable=False),
    refers("version", "versions.id"),
    refers("author", "memberships.id", index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("disposition", Text, nullable=True),
    Column("reason", Text, nullable=True),
    # None: written before the languages of answers were kept.
    Column("reason_language", Text, nullable=True),
    refers("answered_by", "memberships.id", nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    refers("taken_into", "versions.id", nullable=True),
    # Whoever wrote it was not whom the place was meant for.
    Column("struck_at", UtcDateTime, nullable=True),
    UniqueConstraint("finding", "number"),
)
