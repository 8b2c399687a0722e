"""The table of reminders that are done with: they went out, went along on another's card, or were skipped."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import BigInteger, Column, Text, delete, func, select

from bot.ids import PersonId
from bot.reminding.model import Owed
from bot.store import Tx
from bot.store.tables import add_new, table

Done = tuple[str, int, str, PersonId]
"""Source, thing, occasion, person."""

_KEY = ("source", "thing", "occasion", "person")
reminded = table(
    "reminded",
    Column("source", Text, primary_key=True),
    Column("thing", BigInteger, primary_key=True, autoincrement=False),
    Column("occasion", Text, primary_key=True),
    Column("person", BigInteger, primary_key=True, autoincrement=False, index=True),
)


def done(tx: Tx, source: str, things: Collection[int]) -> set[Done]:
    """What is done with of these things."""
    asked = select(reminded).where(reminded.c.source == source, reminded.c.thing.in_(things))
    return {(row.source, row.thing, row.occasion, PersonId(row.person)) for row in tx.execute(asked)}


def add(tx: Tx, found: Iterable[Done]) -> None:
    """These are done with."""
    rows = [dict(zip(_KEY, each, strict=True)) for each in sorted(found)]
    if rows:
        add_new(tx, reminded, rows, unique=_KEY)


def anew(tx: Tx, source: str, thing: int, owed: Iterable[Owed], at: datetime) -> None:
    """Its time has moved, of which everybody is told `at` (UTC): they are reminded of what lies ahead, and of nothing
    that would have been due before.
    """
    tx.execute(delete(reminded).where(reminded.c.source == source, reminded.c.thing == thing))
    add(
        tx,
        [
            (source, thing, r.occasion, each.reader.person.id)
            for each in owed
            for r in each.reminders
            if r.at <= at
        ],
    )


def counted(tx: Tx, person: PersonId) -> dict[str, int]:
    """How many reminders of each source are noted of somebody."""
    asked = select(reminded.c.source, func.count()).where(reminded.c.person == person)
    rows = tx.execute(asked.group_by(reminded.c.source).order_by(reminded.c.source))
    return {source: int(n) for source, n in rows}
