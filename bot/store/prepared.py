"""Statements that nearly every update needs: built once, and on SQLite compiled once for the driver's own cursor.

SQLAlchemy's way to a row and back takes several times as long as SQLite itself.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Row
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]
_SQLITE = sqlite.dialect(paramstyle="qmark")


def on_driver(tx: Connection, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Runs something on SQLite's driver. Raises SQLAlchemy's errors, as all else does, without the values."""
    driver = cast(sqlite3.Connection, tx.connection.dbapi_connection)
    try:
        return driver.execute(sql, values)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            sql, None, error, sqlite3.Error, hide_parameters=True, dialect=tx.dialect
        ) from error


def say(tx: Connection, sql: str) -> None:
    """A word to the database that takes and gives no values."""
    if _on_sqlite(tx):
        on_driver(tx, sql)
    else:
        tx.exec_driver_sql(sql)


class Prepared:
    """A Core statement whose `bindparam`s are filled by name. A column that an INSERT is not given is NULL.

    A name that it does not have is a TypeError: a value that goes nowhere would be a silent NULL.

    Columns have no defaults here, and IN takes no list.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement

    def run(self, tx: Connection, **values: Any) -> int:
        """Returns how many rows an UPDATE or DELETE touched; of an INSERT the drivers do not agree."""
        given = self._given(values)
        if _on_sqlite(tx):
            return self._compiled.run(tx, given).rowcount
        return int(tx.execute(self._statement, given).rowcount)

    def all(self, tx: Connection, **values: Any) -> list[Row[Any]]:
        """Every row."""
        given = self._given(values)
        return list(self._compiled.rows(tx, given) if _on_sqlite(tx) else tx.execute(self._statement, given))

    def first(self, tx: Connection, **values: Any) -> Row[Any] | None:
        """The first row; None where there is none."""
        given = self._given(values)
        if _on_sqlite(tx):
            return next(self._compiled.rows(tx, given), None)
        return tx.execute(self._statement, given).first()

    def scalar(self, tx: Connection, **values: Any) -> Any:
        """The first row's first column; None where there is no row."""
        row = self.first(tx, **values)
        return None if row is None else row[0]

    def _given(self, values: dict[str, Any]) -> dict[str, Any]:
        if not values.keys() <= self._names:
            raise TypeError(f"the statement does not take {sorted(values.keys() - self._names)}")
        return values

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._statement.compile().binds)

    @cached_property
    def _compiled(self) -> "_Compiled":
        return _Compiled(self._statement)


class _Compiled:
    """A statement's text for SQLite, and what turns Python's values into the driver's and back."""

    def __init__(self, statement: Any) -> None:
        compiled = statement.compile(dialect=_SQLITE)
        self._sql = str(compiled)
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup]
        self._takes = [(name, bind.value, _impl(bind).bind_processor(_SQLITE)) for name, bind in binds]
        columns = list(statement.exported_columns)
        converts = [(n, _impl(column).result_processor(_SQLITE, None)) for n, column in enumerate(columns)]
        self._gives: list[tuple[int, Convert]] = [
            (n, convert) for n, convert in converts if convert is not None
        ]
        self._row: Callable[[Sequence[Any]], Row[Any]] = result_tuple([column.key for column in columns])

    def run(self, tx: Connection, values: dict[str, Any]) -> sqlite3.Cursor:
        filled = []
        for name, default, convert in self._takes:
            value = values.get(name, default)
            filled.append(value if convert is None else convert(value))
        return on_driver(tx, self._sql, filled)

    def rows(self, tx: Connection, values: dict[str, Any]) -> Iterator[Row[Any]]:
        # All at once: a cursor that is left half-read would hold its transaction.
        for found in self.run(tx, values).fetchall():
            row = list(found)
            for n, convert in self._gives:
                row[n] = convert(row[n])
            yield self._row(row)


def _impl(of: Any) -> Any:
    return of.type.dialect_impl(_SQLITE)


def _on_sqlite(tx: Connection) -> bool:
    return tx.dialect.name == _SQLITE.name
