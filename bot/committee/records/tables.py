"""The committee's tables."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Text, UniqueConstraint

from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

committees = table(
    "committees",
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("names", Json, nullable=False),
    Column("country", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("languages", Json, nullable=False),
    Column("group_languages", Json, nullable=False),
    Column("settings", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
constituencies = table(
    "constituencies",
    refers("committee", "committees.id", primary_key=True),
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("names", Json, nullable=False),
)
people = table(
    "people",
    key(),
    Column("telegram_id", BigInteger, nullable=True, unique=True),
    Column("username", Text, nullable=True),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=True),
    Column("reach", Text, nullable=False),
    Column("joined_at", UtcDateTime, nullable=True),
    Column("active", BigInteger, nullable=True),
)
# Names stand here and nowhere else, so that they can be erased.
names = table(
    "names",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("telegram_name", Text, nullable=True),
)
seats = table(
    "seats",
    key(),
    refers("committee", "committees.id", index=True),
    Column("constituency", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("chair", Boolean, nullable=False),
)
memberships = table(
    "memberships",
    key(),
    refers("committee", "committees.id", index=True),
    refers("person", "people.id", index=True),
    Column("role", Text, nullable=False),
    refers("seat", "seats.id", nullable=True, index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("promoted_at", UtcDateTime, nullable=True),  # from alternate to titular
    Column("disowned", Boolean, nullable=False, default=False),  # it was somebody else who took it
    Column("acts_as", Text, nullable=True),  # of a disowned one: how the audit log calls whoever had taken it
    # Whom the roster names, where somebody took it whose own name is from elsewhere. Gone when the membership ends.
    Column("expected_person", BigInteger, nullable=True),
)
# Which commands people were shown last: those of another version of the program have to be sent to all.
menus = table(
    "menus",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False),
)
invitations = table(
    "invitations",
    key(),
    refers("membership", "memberships.id", index=True),
    Column("nonce", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime, nullable=True),
    Column("spent_at", UtcDateTime, nullable=True),
    UniqueConstraint("nonce"),
)
present = memberships.c.ended_at.is_(None)
"""The person is in the committee in this role now."""
