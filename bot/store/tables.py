"""The one MetaData. Tables are declared by their owners (`records.py`), here is only what they share."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import SchemaItem

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
    return Table(name, metadata, *items, sqlite_strict=True)


def key(name: str = "id") -> Column[int]:
    """A primary key that counts by itself."""
    return Column(name, BigInteger, primary_key=True, autoincrement=True)


def add_new(tx: Connection, to: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]) -> None:
    """Inserts rows, but those of which the `unique` columns are there already."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    tx.execute(dialect.insert(to).on_conflict_do_nothing(index_elements=unique), rows)


def refers(name: str, to: str, **kwargs: Any) -> Column[int]:
    """A column that holds the id of a row elsewhere, `refers("person", "people.id")`."""
    kwargs.setdefault("nullable", False)
    return Column(name, BigInteger, ForeignKey(to), **kwargs)
