"""A statement compiled once for the driver gives what SQLAlchemy gives, and takes no name that it does not have."""

import contextlib
import gc
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import visitors

import bot.app  # it knows every room, so their statements are all there
from bot.store import Remembered, Store, Tx, erased, metadata, one, savepoint
from bot.store.columns import Day, Json, UtcDateTime
from bot.store.prepared import Prepared
from tests.store.conftest import on_postgres, postgres, tx

__all__ = ["bot", "on_postgres", "postgres", "tx"]

AT = datetime(2022, 12, 8, 8, 0, tzinfo=UTC)
things = Table(
    "things",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("words", Text),
    Column("at", UtcDateTime),
)
ADD = Prepared(insert(things))
FIND = Prepared(select(things).where(things.c.number == bindparam("number")))
CHANGE = Prepared(
    update(things).where(things.c.number == bindparam("which")).values(words=bindparam("words"))
)


async def test_what_goes_in_comes_out_and_what_is_not_given_is_null(store: Store) -> None:
    await store.write(things.create)
    await store.write(lambda tx: ADD.run(tx, number=1, words="үч", at=AT))
    await store.write(lambda tx: ADD.run(tx, number=2))
    found = await store.read(lambda tx: FIND.first(tx, number=1))
    assert found is not None
    assert (found.words, found.at) == ("үч", AT)
    assert await store.read(lambda tx: [tuple(row) for row in FIND.all(tx, number=2)]) == [(2, None, None)]
    assert await store.read(lambda tx: FIND.first(tx, number=3)) is None
    assert await store.write(lambda tx: CHANGE.run(tx, which=2, words="эки")) == 1
    assert await store.write(lambda tx: CHANGE.run(tx, which=3, words="төрт")) == 0


async def test_a_name_that_the_statement_does_not_have_is_an_error_and_not_a_null(store: Store) -> None:
    await store.write(things.create)
    with pytest.raises(TypeError, match="wrods"):
        await store.write(lambda tx: ADD.run(tx, number=1, wrods="lost"))


async def test_of_the_very_same_row_a_thing_is_made_once_and_of_a_changed_one_anew(store: Store) -> None:
    made: list[str] = []

    def make(row: Row[Any]) -> str:
        made.append(row.words)
        return f"{row.words} ({row.at:%d.%m.%Y})"

    thing = Remembered(select(things).where(things.c.number == bindparam("number")), one(make))
    await store.write(things.create)
    await store.write(lambda tx: ADD.run(tx, number=1, words="үч", at=AT))
    assert await store.read(lambda tx: thing.of(tx, number=2)) is None
    for _ in range(2):
        assert await store.read(lambda tx: thing.of(tx, number=1)) == "үч (08.12.2022)"
    assert made == ["үч"] * (1 if store.sqlite else 2)

    # In the transaction that changes it, and after one that was undone.
    def change_and_fail(tx: Tx) -> None:
        CHANGE.run(tx, which=1, words="төрт")
        assert thing.of(tx, number=1) == "төрт (08.12.2022)"
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(change_and_fail)
    assert await store.read(lambda tx: thing.of(tx, number=1)) == "үч (08.12.2022)"


async def test_what_was_remembered_is_forgotten_once_something_is_erased(store: Store) -> None:
    made: list[str] = []
    thing = Remembered(select(things), lambda rows: made.extend(row.words for row in rows))
    await store.write(things.create)
    await store.write(lambda tx: ADD.run(tx, number=1, words="үч", at=AT))
    await store.read(thing.of)
    await store.write(erased)
    await store.read(thing.of)
    assert made == ["үч", "үч"]


def of_the_rooms() -> list[Prepared]:
    """Every statement that is prepared for the bot's own tables."""
    gc.unfreeze()  # what a start has set aside is not listed
    found = [thing for thing in gc.get_objects() if isinstance(thing, Prepared)]
    return [one for one in found if all(table.metadata is metadata for table in _tables(one._statement))]


def _tables(statement: Any) -> set[Table]:
    tables = {part for part in visitors.iterate(statement) if isinstance(part, Table)}
    return tables | {statement.table} if hasattr(statement, "table") else tables


def _fitting(kind: Any) -> Any:
    fits = {UtcDateTime: AT, Day: AT.date(), Json: {}, Boolean: True}
    return next((value for of, value in fits.items() if isinstance(kind, of)), None) or (
        1 if isinstance(kind, Integer) else "x"
    )


def test_every_prepared_statement_is_understood_by_every_backend(tx: Tx) -> None:
    """Each is run with values of the right kind; there may be no row for it, or none that it could refer to."""
    statements = of_the_rooms()
    assert len(statements) > 50
    for prepared in statements:
        binds = prepared._statement.compile().binds
        values = {name: _fitting(bind.type) for name, bind in binds.items() if bind.required}
        run = prepared.all if prepared._statement.is_select else prepared.run
        with contextlib.suppress(IntegrityError), savepoint(tx):
            run(tx, **values)
