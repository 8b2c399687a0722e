"""The log's two tables: the entries, which are only ever added, and whose the tokens are, which is erased."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Row, Text, bindparam, delete, insert, select

from bot.audit.model import BEGINNING, Entry, Verified, digest, entry_for, ids
from bot.errors import Facts
from bot.ids import CommitteeId, PersonId
from bot.store import Prepared, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import table

audit = table(
    "audit",
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("committee", BigInteger, nullable=True),
    Column("actor", Text, nullable=True),
    Column("what", Text, nullable=False),
    Column("about", Json, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
# The one place that knows whose a token is. Without its row a token is a random number.
pseudonyms = table(
    "pseudonyms",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False, unique=True),
)

_LAST = Prepared(select(audit.c.sequence, audit.c.hash).order_by(audit.c.sequence.desc()).limit(1))
_ADD = Prepared(insert(audit))
_TOKEN = Prepared(select(pseudonyms.c.token).where(pseudonyms.c.person == bindparam("person")))


def record(
    tx: Tx,
    code: str,
    facts: Facts,
    *,
    at: datetime,
    committee: CommitteeId | None = None,
    actor: PersonId | None = None,
) -> None:
    """Adds an entry for an outcome, in the transaction of its effect. Writers take turns, so the chain has no fork.

    `actor`: who did it; None for what fell due.
    """
    entry = entry_for(code)
    if entry is None:
        return
    what, tells_who = entry
    last = _LAST.first(tx)
    sequence, previous = (1, BEGINNING) if last is None else (last.sequence + 1, last.hash)
    token = _token(tx, actor) if tells_who and actor is not None else None
    about = ids(what, facts)
    made = digest(sequence, at, committee, token, what, about, previous)
    _ADD.run(
        tx,
        sequence=sequence,
        at=at,
        committee=committee,
        actor=token,
        what=what,
        about=about,
        previous=previous,
        hash=made,
    )


def verify(tx: Tx) -> Verified:
    """Recomputes the chain from its beginning."""
    count, head = 0, BEGINNING
    rows = tx.execution_options(yield_per=1000).execute(select(audit).order_by(audit.c.sequence))
    for row in rows:
        entry = _entry(row)
        count += 1
        if (entry.sequence, entry.previous, entry.hash) != (count, head, entry.expected):
            return Verified(count, head, broken=entry.sequence)
        head = entry.hash
    return Verified(count, head)


def token_of(tx: Tx, person: PersonId) -> str | None:
    """How the log calls a person; None where it has not, or no longer."""
    found: str | None = _TOKEN.scalar(tx, person=person)
    return found


def entries_of(tx: Tx, person: PersonId) -> list[Entry]:
    """What a person has done, oldest first; votes are not among it, they have rows of their own."""
    token = token_of(tx, person)
    if token is None:
        return []
    return [
        _entry(row)
        for row in tx.execute(select(audit).where(audit.c.actor == token).order_by(audit.c.sequence))
    ]


def acts_of(tx: Tx, token: str, committee: CommitteeId) -> list[Entry]:
    """What whoever has that token did in a committee, oldest first."""
    own = audit.c.actor == token, audit.c.committee == committee
    return [_entry(row) for row in tx.execute(select(audit).where(*own).order_by(audit.c.sequence))]


def forget(tx: Tx, person: PersonId) -> None:
    """From now on nobody can tell whose their entries are; the chain stays whole."""
    tx.execute(delete(pseudonyms).where(pseudonyms.c.person == person))


def _token(tx: Tx, person: PersonId) -> str:
    known = token_of(tx, person)
    if known is None:
        known = secrets.token_hex(8)
        tx.execute(insert(pseudonyms).values(person=person, token=known))
    return known


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.sequence, row.at, row.committee, row.actor, row.what, row.about, row.previous, row.hash)
