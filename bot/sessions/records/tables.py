"""The tables of what happens in and after a meeting."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Text, UniqueConstraint

from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

# The code that hangs in the room: whoever scans it is there.
room_codes = table(
    "room_codes",
    refers("meeting", "meetings.id", primary_key=True),
    Column("code", BigInteger, nullable=False, unique=True),
)
session_spans = table(
    "session_spans",
    key(),
    refers("meeting", "meetings.id", index=True),
    refers("item", "agenda_items.id"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
)
attendances = table(
    "attendances",
    key(),
    refers("meeting", "meetings.id", index=True),
    refers("membership", "memberships.id"),
    Column("mode", Text, nullable=False),
    Column("came_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime, nullable=True),
    refers("recorded_by", "memberships.id", nullable=True),
)
entries = table(
    "entries",
    key(),
    refers("committee", "committees.id"),
    refers("meeting", "meetings.id", index=True),
    Column("kind", Text, nullable=False),
    # Counted in the committee; comments on minutes are counted in their meeting.
    Column("number", Integer, nullable=False),
    refers("item", "agenda_items.id", nullable=True),
    refers("author", "memberships.id", nullable=True),
    Column("language", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("objects", Boolean, nullable=False),
    Column("disposition", Text, nullable=True),
    Column("reply", Text, nullable=True),
    # None: written before the languages of replies were kept.
    Column("reply_language", Text, nullable=True),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("due_at", UtcDateTime, nullable=True),
    Column("done_at", UtcDateTime, nullable=True),
    Column("struck_at", UtcDateTime, nullable=True),
    # When the owner of an action has to be reminded next.
    Column("remind_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee", "meeting", "kind", "number"),
)
Index("ix_entries_remind", entries.c.remind_at)
entry_texts = table(
    "entry_texts",
    refers("entry", "entries.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("translator", Text, nullable=True),
)
minutes = table(
    "minutes",
    refers("meeting", "meetings.id", primary_key=True),
    Column("standing", Text, nullable=False),
    Column("object_until", UtcDateTime, nullable=True),
    Column("approved_at", UtcDateTime, nullable=True),
    refers("approved_by", "memberships.id", nullable=True),
    # When the chair is told that they may be approved.
    Column("ripe_at", UtcDateTime, nullable=True),
)
minutes_notes = table(
    "minutes_notes",
    refers("meeting", "meetings.id", primary_key=True),
    # 0: of the meeting as a whole.
    Column("item", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
)
minutes_versions = table(
    "minutes_versions",
    refers("meeting", "meetings.id", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("papers", Json, nullable=False),
    Column("hash", Text, nullable=False),
)
