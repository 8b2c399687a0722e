"""The meetings' tables."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint

from bot.files.attached import files_table
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

meetings = table(
    "meetings",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("main", Text, nullable=False),
    # Wall time (2022-12-08T14:00) and IANA zone; UTC is computed when it is needed.
    Column("wall", Text, nullable=True),
    Column("zone", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("spot", Text, nullable=True),
    Column("link", Text, nullable=True),
    Column("audience", Text, nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("note", Text, nullable=True),
    # None: there is no note, or it was written before the languages of notes were kept.
    Column("note_language", Text, nullable=True),
    refers("proposed_by", "memberships.id"),
    Column("poll_until", UtcDateTime, nullable=True),
    Column("called_at", UtcDateTime, nullable=True),
    Column("started_at", UtcDateTime, nullable=True),
    Column("ended_at", UtcDateTime, nullable=True),
    # When its reminders have to be looked at next.
    Column("remind_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee", "number"),
)
Index("ix_meetings_remind", meetings.c.remind_at)
meeting_titles = table(
    "meeting_titles",
    refers("meeting", "meetings.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("title", Text, nullable=False),
)
meeting_venues = table(
    "meeting_venues",
    refers("meeting", "meetings.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("venue", Text, nullable=False),
)
agenda_items = table(
    "agenda_items",
    key(),
    refers("meeting", "meetings.id"),
    Column("number", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("carried", Json, nullable=True),  # origin, thing and path of what was left open before
    UniqueConstraint("meeting", "number"),
)
agenda_texts = table(
    "agenda_texts",
    refers("item", "agenda_items.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("translator", Text, nullable=True),
)
agenda_files = files_table("agenda_files", refers("item", "agenda_items.id", primary_key=True))
# Who has answered, or is invited or not by exception; all others are invited as the audience says.
meeting_people = table(
    "meeting_people",
    refers("meeting", "meetings.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("invited", Boolean, nullable=True),
    Column("answer", Text, nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("earlier", Text, nullable=True),
)
meeting_slots = table(
    "meeting_slots",
    key(),
    refers("meeting", "meetings.id"),
    Column("place", Integer, nullable=False),
    Column("wall", Text, nullable=False),
    UniqueConstraint("meeting", "place"),
)
slot_answers = table(
    "slot_answers",
    refers("slot", "meeting_slots.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("answer", Text, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
)
meeting_changes = table(
    "meeting_changes",
    key(),
    refers("meeting", "meetings.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    refers("changed_by", "memberships.id"),
    Column("kind", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("before", UtcDateTime, nullable=True),
    Column("note", Text, nullable=True),
    Column("note_language", Text, nullable=True),
)
