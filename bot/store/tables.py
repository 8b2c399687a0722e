"""The one MetaData. Tables are declared by their owners (in their records), here is only what they share."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    Table,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem) -> Table:
    """A table on the shared MetaData, STRICT on SQLite."""
    for item in items:
        if isinstance(item, Column):
            item.type = _shared(item.type)
    return Table(name, metadata, *items, sqlite_strict=True)


_types: dict[type, TypeEngine[Any]] = {}


def _shared(own: TypeEngine[Any]) -> TypeEngine[Any]:
    """One for all columns of that type, but where a length is said: its own would take every column half a kilobyte."""
    return own if getattr(own, "length", None) else _types.setdefault(type(own), own)


def partial_index(name: str, *columns: Column[Any], where: ColumnElement[bool]) -> None:
    """An index of those rows only. To PostgreSQL its migration says so: said here, it would load that dialect."""
    Index(name, *columns, sqlite_where=where)


def key(name: str = "id") -> Column[int]:
    """A primary key that counts by itself."""
    return Column(name, BigInteger, primary_key=True, autoincrement=True)


def add_new(tx: Connection, to: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]) -> None:
    """Inserts rows, but those of which the `unique` columns are there already."""
    if tx.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  # a server's dialect, of no use to a file

        tx.execute(postgresql.insert(to).on_conflict_do_nothing(index_elements=unique), rows)
    else:
        tx.execute(sqlite.insert(to).on_conflict_do_nothing(index_elements=unique), rows)


def next_number(tx: Connection, of: Table, *within: ColumnElement[bool]) -> int:
    """The `number` after the last one; from 1. Writers take turns, so nobody else takes it meanwhile."""
    last: int | None = tx.execute(select(func.max(of.c.number)).where(*within)).scalar()
    return (last or 0) + 1


def refers(name: str, to: str, **kwargs: Any) -> Column[int]:
    """A column that holds the id of a row elsewhere, `refers("person", "people.id")`."""
    kwargs.setdefault("nullable", False)
    return Column(name, BigInteger, ForeignKey(to), **kwargs)
