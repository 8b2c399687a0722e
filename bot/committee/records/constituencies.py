"""The constituencies of a committee, in the order in which they are shown."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.committee.model import Constituency
from bot.committee.records.tables import constituencies
from bot.ids import CommitteeId
from bot.store import Remembered, Tx


def add_constituency(
    tx: Tx, committee: CommitteeId, code: str, position: int, names: Mapping[str, str]
) -> None:
    """A constituency, shown at `position`."""
    tx.execute(
        insert(constituencies).values(committee=committee, code=code, position=position, names=dict(names))
    )


def change_constituency(tx: Tx, committee: CommitteeId, code: str, **values: Any) -> None:
    """Sets columns of a constituency."""
    here = (constituencies.c.committee == committee) & (constituencies.c.code == code)
    tx.execute(update(constituencies).where(here).values(**values))


def remove_constituency(tx: Tx, committee: CommitteeId, code: str) -> None:
    """The committee has it no more."""
    here = (constituencies.c.committee == committee) & (constituencies.c.code == code)
    tx.execute(delete(constituencies).where(here))


def last_place(tx: Tx, committee: CommitteeId) -> int:
    """The position of the last constituency."""
    last = select(func.max(constituencies.c.position)).where(constituencies.c.committee == committee)
    return int(tx.execute(last).scalar_one())


def constituencies_of(tx: Tx, committee: CommitteeId) -> list[Constituency]:
    """In order of display."""
    return list(_constituencies.of(tx, committee=committee))


_constituencies = Remembered(
    select(constituencies)
    .where(constituencies.c.committee == bindparam("committee"))
    .order_by(constituencies.c.position),
    lambda rows: tuple(Constituency(row.code, row.names) for row in rows),
)
