"""The ballots' tables."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Text

from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

ballots = table(
    "ballots",
    key(),
    refers("committee", "committees.id", index=True),
    refers("finding", "findings.id", index=True),
    refers("version", "versions.id", index=True),
    Column("mode", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("rules", Json, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    refers("opened_by", "memberships.id"),
    Column("deadline", UtcDateTime, nullable=False),
    Column("exception", Json, nullable=False),
    refers("exception_by", "memberships.id", nullable=True),
    Column("closing_at", UtcDateTime, nullable=True),
    refers("closing_by", "memberships.id", nullable=True),
    Column("left_open_at", UtcDateTime, nullable=True),
    Column("extended", Boolean, nullable=False),
    Column("closed_at", UtcDateTime, nullable=True),
    Column("proposed", Text, nullable=True),
    Column("outcome", Text, nullable=True),
    Column("declared_at", UtcDateTime, nullable=True),
    refers("declared_by", "memberships.id", nullable=True),
    refers("superseded_by", "versions.id", nullable=True),
    Column("receipts", Integer, nullable=False),
    # When its reminders (to voters while it runs, to the chair once closed) have to be looked at next.
    Column("remind_at", UtcDateTime, nullable=True),
    Column("reason", Text, nullable=True),
    # Languages of texts are None where there is no text, or it was written before they were kept.
    Column("reason_language", Text, nullable=True),
)
Index("ix_ballots_running", ballots.c.standing, ballots.c.remind_at)
electorate = table(
    "electorate",
    refers("ballot", "ballots.id", primary_key=True),
    refers("seat", "seats.id", primary_key=True),
    Column("constituency", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("choice", Text, nullable=True),
    Column("text", Text, nullable=True),
    Column("text_language", Text, nullable=True),
    Column("person", BigInteger, nullable=True, index=True),
    Column("cast_at", UtcDateTime, nullable=True),
    Column("receipt", Integer, nullable=True),
    Column("after_outage", Boolean, nullable=False),
    Column("taken_in", Boolean, nullable=True),
    refers("marked_by", "memberships.id", nullable=True),
)
Index("ix_electorate_seat", electorate.c.seat)
ballot_history = table(
    "ballot_history",
    key(),
    refers("ballot", "ballots.id", index=True),
    refers("seat", "seats.id"),
    Column("choice", Text, nullable=False),
    Column("text", Text, nullable=True),
    Column("text_language", Text, nullable=True),
    Column("person", BigInteger, nullable=False),
    Column("cast_at", UtcDateTime, nullable=False),
    Column("receipt", Integer, nullable=False),
    Column("after_outage", Boolean, nullable=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("void", Boolean, nullable=False),  # the seat was freed; else another vote replaced it
)
ballot_extensions = table(
    "ballot_extensions",
    key(),
    refers("ballot", "ballots.id", index=True),
    Column("former", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("extended_at", UtcDateTime, nullable=False),
    refers("extended_by", "memberships.id"),
    Column("for_quorum", Boolean, nullable=False),  # else the bot had been away at the deadline
)
# The last one named for a ballot acts; the others stay on record.
acting_chairs = table(
    "acting_chairs",
    key(),
    refers("ballot", "ballots.id", index=True),
    refers("membership", "memberships.id"),
    refers("named_by", "memberships.id"),
    Column("named_at", UtcDateTime, nullable=False),
)
# A version that took the place of a declared one: the chair says whether it carries the outcome.
successions = table(
    "successions",
    refers("version", "versions.id", primary_key=True),
    refers("committee", "committees.id", index=True),
    refers("earlier", "versions.id"),
    Column("outcome", Text, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("as_declared", Boolean, nullable=True),
    Column("judged_at", UtcDateTime, nullable=True),
    refers("judged_by", "memberships.id", nullable=True),
    refers("replaced_by", "versions.id", nullable=True),
)
