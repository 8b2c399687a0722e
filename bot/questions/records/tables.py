"""The questions' tables."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Text, UniqueConstraint

from bot.store.columns import UtcDateTime
from bot.store.tables import key, partial_index, refers, table
from bot.translations.records import translations_table

questions = table(
    "questions",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    refers("asker", "memberships.id", nullable=True, index=True),
    Column("return_address", Text, nullable=True),  # sealed; erased once the answer is on its way
    Column("origin", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    refers("captured_by", "memberships.id", nullable=True),
    Column("chat", BigInteger, nullable=True),
    Column("message", BigInteger, nullable=True),
    Column("edited", Text, nullable=True),
    # Languages of what is written about a question are None where it was written before they were kept.
    Column("edited_language", Text, nullable=True),
    Column("edited_at", UtcDateTime, nullable=True),
    Column("meeting", BigInteger, nullable=True),  # rooms above this one know meetings and items
    Column("item", BigInteger, nullable=True),
    refers("finding", "findings.id", nullable=True),
    Column("standing", Text, nullable=False),
    Column("reason", Text, nullable=True),
    Column("reason_language", Text, nullable=True),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("due_at", UtcDateTime, nullable=True),
    Column("remind_at", UtcDateTime, nullable=True),
    Column("reminders", Integer, nullable=False, default=0),
    refers("merged_into", "questions.id", nullable=True, index=True),
    Column("called_at", UtcDateTime, nullable=True),
    Column("in_room", Boolean, nullable=False, default=False),
    UniqueConstraint("committee", "number"),
)
Index("ix_questions_committee_standing", questions.c.committee, questions.c.standing)
Index("ix_questions_meeting", questions.c.meeting)
partial_index(
    "ix_questions_remind_at",
    questions.c.remind_at,
    where=questions.c.remind_at.is_not(None),
)
Index("ix_questions_chat_message", questions.c.chat, questions.c.message)
followers = table(
    "question_followers",
    refers("question", "questions.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("supports", Boolean, nullable=False),  # +1
    Column("follows", Boolean, nullable=False),  # is told of the answer
    Column("via", BigInteger, nullable=True),  # with which merged question they came, if they did
)
answers = table(
    "answers",
    key(),
    refers("question", "questions.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    refers("author", "memberships.id", index=True),
    Column("written_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime, nullable=True),
    UniqueConstraint("question", "number"),
)
translations = translations_table(
    "question_translations",
    refers("question", "questions.id", index=True),
    refers("answer", "answers.id", nullable=True),  # None: of the question itself
)
drafted = table(
    "question_findings",
    refers("question", "questions.id", primary_key=True),
    refers("finding", "findings.id", primary_key=True, index=True),
)
