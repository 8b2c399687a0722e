"""Delivery's tables: the letters, and the newest card of each subject in each chat."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Text,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    select,
    update,
)

from bot.delivery.model import NOBODY, NOT_REACHED, Letter, Post, State
from bot.errors import Facts
from bot.ids import CommitteeId, LetterId, PersonId
from bot.store import Prepared, Tx, wake
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import add_new, key, partial_index, table

letters = table(
    "letters",
    key(),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("person", BigInteger, nullable=False, index=True),
    Column("committee", BigInteger, nullable=True),
    Column("facts", Json, nullable=False),
    Column("subject", Text, nullable=True),
    Column("silent", Boolean, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("settled_at", UtcDateTime, nullable=True),
    Column("message", BigInteger, nullable=True),
    Column(
        "sealed", Text, nullable=True
    ),  # whom it is for, where nothing here may name them; erased once settled
)
partial_index(
    "ix_letters_unsettled",
    letters.c.not_before,
    where=letters.c.settled_at.is_(None),
)
Index("ix_letters_not_reached", letters.c.committee, letters.c.state)

cards = table(
    "cards",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", Text, primary_key=True),
    Column("message", BigInteger, nullable=False),
)

_unsettled = letters.c.settled_at.is_(None)
_NEXT = Prepared(
    select(func.min(letters.c.not_before)).where(_unsettled, letters.c.not_before > bindparam("now"))
)
_WAITING = (
    select(letters)
    .where(_unsettled, letters.c.not_before <= bindparam("now"))
    .order_by(letters.c.not_before, letters.c.id)
    .limit(bindparam("most", type_=Integer))
)
_NEXT_ONES = Prepared(_WAITING)
_SENDING = Prepared(
    update(letters)
    .where(letters.c.id == bindparam("number"), _unsettled, letters.c.state == bindparam("seen"))
    .values(state=State.SENDING)
)
_SETTLE = Prepared(
    update(letters)
    .where(letters.c.id == bindparam("number"))
    .values({name: bindparam(name) for name in ("state", "settled_at", "message")} | {"sealed": None})
)
_CARD = Prepared(
    select(cards).where(cards.c.person == bindparam("of"), cards.c.subject == bindparam("about"))
)
_KEEP_CARD = Prepared(insert(cards))


def write_letters(
    tx: Tx,
    kind: str,
    posts: Iterable[Post],
    *,
    key: str,
    at: datetime,
    committee: CommitteeId | None = None,
    subject: str | None = None,
) -> None:
    """Writes a letter to each, in the caller's transaction; whoever has one with this key is passed over.

    `at`: when they were written, and the earliest instant (UTC) they may go.
    """
    rows = [
        {
            "key": _key(kind, key, post.person),
            "kind": kind,
            "person": post.person,
            "committee": committee,
            "facts": post.facts,
            "subject": subject,
            "silent": post.silent,
            "written_at": at,
            "not_before": at,
            "state": State.WAITING,
            "attempts": 0,
        }
        for post in posts
    ]
    if rows:
        add_new(tx, letters, rows, unique=["key"])
        wake(tx)


def write_letter(
    tx: Tx,
    kind: str,
    person: PersonId,
    *,
    key: str,
    at: datetime,
    committee: CommitteeId | None = None,
    facts: Facts | None = None,
    subject: str | None = None,
    silent: bool = False,
) -> None:
    """Writes one letter, as `write_letters` does."""
    post = Post(person, facts or {}, silent)
    write_letters(tx, kind, [post], key=key, at=at, committee=committee, subject=subject)


def write_sealed(
    tx: Tx, kind: str, address: str, *, key: str, at: datetime, committee: CommitteeId, facts: Facts
) -> None:
    """Writes a letter to somebody whom the database does not know; `key` is unique among the sealed ones of a kind."""
    row = {
        "key": f"{kind}/{key}/sealed",
        "kind": kind,
        "person": NOBODY,
        "committee": committee,
        "facts": facts,
        "subject": None,
        "silent": False,
        "written_at": at,
        "not_before": at,
        "state": State.WAITING,
        "attempts": 0,
        "sealed": address,
    }
    add_new(tx, letters, [row], unique=["key"])
    wake(tx)


def waiting(tx: Tx, now: datetime, limit: int, busy: Sequence[int]) -> list[Letter]:
    """The next letters to send, oldest first, but for the lines of `busy`, which have one under way."""
    if not busy:
        return [_letter(row) for row in _NEXT_ONES.all(tx, now=now, most=limit)]
    free = _WAITING.where(
        letters.c.person.not_in([line for line in busy if line > 0]),
        letters.c.id.not_in([-line for line in busy if line < 0]),
    )
    return [_letter(row) for row in tx.execute(free, {"now": now, "most": limit})]


def next_at(tx: Tx, now: datetime) -> datetime | None:
    """When the next letter that has to wait may go."""
    found: datetime | None = _NEXT.scalar(tx, now=now)
    return found


def backlog(tx: Tx) -> int:
    """Letters that are not settled."""
    return int(
        tx.execute(
            select(func.count()).select_from(letters).where(letters.c.settled_at.is_(None))
        ).scalar_one()
    )


def unsettled(tx: Tx, kind: str, person: PersonId, *, key: str) -> bool:
    """Whether a letter that `write_letters` wrote is still to be sent."""
    found = select(letters.c.id).where(
        letters.c.key == _key(kind, key, person), letters.c.settled_at.is_(None)
    )
    return tx.execute(found).first() is not None


def on_its_way(tx: Tx, kind: str, person: PersonId, subject: str) -> bool:
    """Whether a letter of that kind about that subject is still to be sent to somebody."""
    found = select(letters.c.id).where(
        letters.c.person == person,
        letters.c.kind == kind,
        letters.c.subject == subject,
        letters.c.settled_at.is_(None),
    )
    return tx.execute(found).first() is not None


def earlier(tx: Tx, than: Letter) -> list[Letter]:
    """What was written before a letter to the same person about the same thing, newest first."""
    found = select(letters).where(
        letters.c.person == than.person,
        letters.c.kind == than.kind,
        letters.c.subject == than.subject,
        letters.c.id < than.id,
    )
    return [_letter(row) for row in tx.execute(found.order_by(letters.c.id.desc()))]


def sending(tx: Tx, letter: Letter) -> bool:
    """It is about to be handed to Telegram; False where it waits no more as it did when it was read.

    The person has left meanwhile, or a second process on the same database, begun by mistake, is sending it.
    """
    return _SENDING.run(tx, number=letter.id, seen=letter.state) > 0


def settle(tx: Tx, letter: LetterId, state: State, at: datetime, message: int | None = None) -> bool:
    """Nothing more will be tried with it; False where it is there no more. Of a sealed one no address is left."""
    return _SETTLE.run(tx, number=letter, state=state, settled_at=at, message=message) > 0


def postpone(tx: Tx, letter: LetterId, until: datetime, *, failed: bool) -> None:
    """Not again before `until`. `failed`: counts as an attempt; being asked to wait does not."""
    change = update(letters).where(letters.c.id == letter)
    tx.execute(
        change.values(state=State.WAITING, not_before=until, attempts=letters.c.attempts + int(failed))
    )


def keep_card(tx: Tx, person: PersonId, subjects: Sequence[str], message: int) -> list[tuple[int, str]]:
    """From now on this message is the card of these subjects; returns those that were, each with one of its subjects.

    One that is still the newest card of something else is left out: it has to be seen. So is the message itself, where
    nobody heard that this was committed, and it is done once more.
    """
    found = [_CARD.first(tx, of=person, about=subject) for subject in subjects]
    earlier = {row.message: row.subject for row in found if row is not None}
    kept: set[int] = set()
    if earlier:
        mine = cards.c.person == person
        tx.execute(delete(cards).where(mine, cards.c.subject.in_(subjects)))
        earlier.pop(message, None)
        kept = set(tx.execute(select(cards.c.message).where(mine, cards.c.message.in_(earlier))).scalars())
    for subject in subjects:
        _KEEP_CARD.run(tx, person=person, subject=subject, message=message)
    return [(number, subject) for number, subject in earlier.items() if number not in kept]


def forget_cards(tx: Tx) -> None:
    """The bot is another one: it can edit nothing that the earlier one sent, and its messages have other numbers."""
    tx.execute(delete(cards))


def release_card(tx: Tx, person: PersonId, message: int) -> None:
    """This message says something that must stay to be read: a newer card leaves it as it is."""
    tx.execute(delete(cards).where(cards.c.person == person, cards.c.message == message))


def count_not_reached(tx: Tx, committee: CommitteeId, among: Sequence[PersonId]) -> int:
    """How many of these people were not reached by a letter of the committee."""
    people = select(func.count(distinct(letters.c.person))).where(
        *_missed(committee), letters.c.person.in_(among)
    )
    return int(tx.execute(people).scalar_one())


def not_reached(
    tx: Tx, committee: CommitteeId, among: Sequence[PersonId], place: int, limit: int
) -> list[Letter]:
    """What one of these people missed, newest first: the person at `place`, whoever missed something last first."""
    person = (
        select(letters.c.person)
        .where(*_missed(committee), letters.c.person.in_(among))
        .group_by(letters.c.person)
        .order_by(func.max(letters.c.id).desc())
        .limit(1)
        .offset(place)
        .scalar_subquery()
    )
    missed = select(letters).where(*_missed(committee), letters.c.person == person)
    return [_letter(row) for row in tx.execute(missed.order_by(letters.c.id.desc()).limit(limit))]


def _missed(committee: CommitteeId) -> tuple[ColumnElement[bool], ...]:
    return letters.c.committee == committee, letters.c.state.in_(NOT_REACHED)


def letter(tx: Tx, number: LetterId) -> Letter | None:
    """One letter."""
    row = tx.execute(select(letters).where(letters.c.id == number)).first()
    return None if row is None else _letter(row)


def drop_for(tx: Tx, person: PersonId, at: datetime) -> None:
    """A person is no longer to be written to: what waits for them goes stale."""
    tx.execute(
        update(letters)
        .where(letters.c.person == person, letters.c.settled_at.is_(None))
        .values(state=State.STALE, settled_at=at)
    )


def forget_person(tx: Tx, person: PersonId, committee: CommitteeId | None = None) -> None:
    """Removes what was written to somebody who leaves: everything, or the letters of one committee."""
    if committee is None:
        tx.execute(delete(letters).where(letters.c.person == person))
        tx.execute(delete(cards).where(cards.c.person == person))
    else:
        tx.execute(delete(letters).where(letters.c.person == person, letters.c.committee == committee))


def letters_to(tx: Tx, person: PersonId) -> list[tuple[str, CommitteeId | None, datetime, State]]:
    """What was written to somebody, newest first: kind, committee, when, where it stands."""
    rows = tx.execute(select(letters).where(letters.c.person == person).order_by(letters.c.id.desc()))
    return [(row.kind, row.committee, row.written_at, State(row.state)) for row in rows]


def count_cards(tx: Tx, person: PersonId) -> int:
    """Of how many things the bot knows which message shows them to a person."""
    counted = select(func.count()).select_from(cards).where(cards.c.person == person)
    return int(tx.execute(counted).scalar_one())


def forget_old(tx: Tx, before: datetime, committee: CommitteeId | None) -> int:
    """Removes a committee's letters that were settled before an instant; None: those of no committee."""
    old = delete(letters).where(letters.c.settled_at < before)
    return tx.execute(old.where(letters.c.committee.is_not_distinct_from(committee))).rowcount


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        LetterId(row.id),
        row.kind,
        PersonId(row.person),
        None if row.committee is None else CommitteeId(row.committee),
        row.facts,
        row.subject,
        row.silent,
        row.written_at,
        row.written_at,
        State(row.state),
        row.attempts,
        row.sealed,
    )


def _key(kind: str, key: str, person: PersonId) -> str:
    return f"{kind}/{key}/{person}"
