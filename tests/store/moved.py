"""What was prepared in one database, moved into another: a server takes several times as long to prepare it in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select

from bot.store import Tx, metadata

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]


def all_rows(tx: Tx) -> Rows:
    """Whatever there is, what is referred to first."""
    return {
        table: [dict(row._mapping) for row in tx.execute(select(table))] for table in metadata.sorted_tables
    }


def put(tx: Tx, all_of_it: Rows) -> None:
    """Writes the rows into an empty database; what counts by itself goes on after them."""
    for table, rows in all_of_it.items():
        if not rows:
            continue
        tx.execute(insert(table), rows)
        counts = table.autoincrement_column
        if counts is not None and tx.dialect.name == "postgresql":
            sequence = func.pg_get_serial_sequence(table.name, counts.name)
            tx.execute(select(func.setval(sequence, max(row[counts.name] for row in rows))))
