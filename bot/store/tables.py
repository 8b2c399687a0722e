"""The one MetaData. Tables are declared by their owners (`records.py`), here is only what they share."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData, Table
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


def refers(name: str, to: str, **kwargs: Any) -> Column[int]:
    """A column that holds the id of a row elsewhere, `refers("person", "people.id")`."""
    kwargs.setdefault("nullable", False)
    return Column(name, BigInteger, ForeignKey(to), **kwargs)
