"""Statements that nearly every update needs: built once, and on SQLite compiled once for the driver's own cursor.

SQLAlchemy's way to a row and back takes several times as long as SQLite itself.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Convert = Callable[[Any], Any]
Raw = tuple[Any, ...]
"""A row as SQLite's driver gives it."""
_SQLITE = sqlite.dialect(paramstyle="qmark")


def on_driver(tx: Connection, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Runs something on SQLite's driver. Raises SQLAlchemy's errors, as all else does, without the values."""
    driver: Any = tx.connection.dbapi_connection
    try:
        return driver.execute(sql, values)  # type: ignore[no-any-return]
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
        if _on_sqlite(tx):
            return self.read(self.fetched(tx, values))
        return list(tx.execute(self._statement, self._given(values)))

    def first(self, tx: Connection, **values: Any) -> Row[Any] | None:
        """The first row; None where there is none."""
        return next(iter(self.all(tx, **values)), None)

    def scalar(self, tx: Connection, **values: Any) -> Any:
        """The first row's first column; None where there is no row."""
        row = self.first(tx, **values)
        return None if row is None else row[0]

    def fetched(self, tx: Connection, values: dict[str, Any]) -> list[Raw]:
        """SQLite's own rows, all at once: a cursor that is half-read would hold its transaction."""
        return self._compiled.run(tx, self._given(values)).fetchall()

    def read(self, raw: Iterable[Raw]) -> list[Row[Any]]:
        """The driver's rows with Python's values."""
        return self._compiled.read(raw)

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


class Remembered(Generic[T]):
    """A statement with what is made of its rows, such as a frozen dataclass: of the very same rows it is made once.

    The rows are read every time, so what is given is what stands. It is given to many: nobody may change it.
    """

    def __init__(self, statement: Any, make: Callable[[list[Row[Any]]], T], *, kept: int = 512) -> None:
        """`make` may look at nothing but the rows. `kept`: how many are remembered, those that were asked for last."""
        self._statement = Prepared(statement)
        self._make = make
        self._made = lru_cache(kept)(self._of_driver)
        _memories.append(self._made.cache_clear)

    def of(self, tx: Connection, **values: Any) -> T:
        """What stands."""
        if not _on_sqlite(tx):
            return self._make(self._statement.all(tx, **values))
        return self._made(tuple(self._statement.fetched(tx, values)))

    def _of_driver(self, rows: tuple[Raw, ...]) -> T:
        return self._make(self._statement.read(rows))


_memories: list[Callable[[], None]] = []


def forget() -> None:
    """Nothing is remembered any more, for the case that it was of somebody who has been erased."""
    for memory in _memories:
        memory()


def one(make: Callable[[Row[Any]], T]) -> Callable[[list[Row[Any]]], T | None]:
    """For a statement of at most one row: what is made of it; None where there is none."""
    return lambda rows: make(rows[0]) if rows else None


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
        filled = [
            values.get(name, default) if convert is None else convert(values.get(name, default))
            for name, default, convert in self._takes
        ]
        return on_driver(tx, self._sql, filled)

    def read(self, raw: Iterable[Raw]) -> list[Row[Any]]:
        rows = [list(found) for found in raw]
        for row in rows:
            for n, convert in self._gives:
                row[n] = convert(row[n])
        return [self._row(row) for row in rows]


def _impl(of: Any) -> Any:
    return of.type.dialect_impl(_SQLITE)


def _on_sqlite(tx: Connection) -> bool:
    return tx.dialect.name == _SQLITE.name
