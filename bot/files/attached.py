"""Files that belong to something: a table for each kind of thing, all alike, in the order in which they were given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Row, Table, Text, insert, select

from bot.files import records
from bot.files.model import File
from bot.ids import Digest
from bot.store import Tx
from bot.store.tables import table


def files_table(name: str, of: Column[int]) -> Table:
    """A room's table. `of`: the first column of its primary key, which says whose files they are."""
    return table(
        name,
        of,
        Column("position", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        Column("digest", Text, ForeignKey("files.digest"), nullable=False, index=True),
        Column("size", BigInteger, nullable=False),
    )


def attach(tx: Tx, to: Table, of: int, files: Sequence[File], at: datetime) -> None:
    """The files of something that has none yet. Their bytes are on the shelf since `at` (UTC) at the latest."""
    owner = to.primary_key.columns[0].name
    for position, file in enumerate(files):
        records.keep(tx, file.digest, file.size, at)
        row = {owner: of, "position": position, "name": file.name, "digest": file.digest, "size": file.size}
        tx.execute(insert(to).values(row))


def attached(tx: Tx, to: Table, of: int) -> tuple[File, ...]:
    """The files of something, in order."""
    owner = to.primary_key.columns[0]
    return tuple(map(file_of, tx.execute(select(to).where(owner == of).order_by(to.c.position))))


def file_of(row: Row[Any]) -> File:
    """A row of such a table."""
    return File(row.name, Digest(row.digest), row.size)
