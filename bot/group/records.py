"""The groups' table and every query on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Row,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.group.model import Group
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.store import Prepared, Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import refers, table

groups = table(
    "groups",
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    refers("committee", "committees.id", nullable=True),
    Column("added_by", BigInteger, nullable=True),
    Column("leave_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee"),
)
_NEXT_LEAVING = Prepared(select(func.min(groups.c.leave_at)).where(groups.c.leave_at > bindparam("now")))


def group(tx: Tx, chat: TelegramId) -> Group | None:
    """A group in which the bot is."""
    row = tx.execute(select(groups).where(groups.c.chat == chat)).first()
    return None if row is None else _read(row)


def committees(tx: Tx) -> list[CommitteeId]:
    """Those that have a group."""
    found = select(groups.c.committee).where(groups.c.committee.is_not(None)).order_by(groups.c.committee)
    return [CommitteeId(number) for number in tx.execute(found).scalars()]


def group_of(tx: Tx, committee: CommitteeId) -> Group | None:
    """A committee's group."""
    row = tx.execute(select(groups).where(groups.c.committee == committee)).first()
    return None if row is None else _read(row)


def bound(tx: Tx) -> list[Group]:
    """The groups that a committee has connected."""
    return [_read(row) for row in tx.execute(select(groups).where(groups.c.committee.is_not(None)))]


def add(tx: Tx, chat: TelegramId, title: str, added_by: PersonId | None, leave_at: datetime) -> None:
    """The bot was added to a group."""
    tx.execute(insert(groups).values(chat=chat, title=title, added_by=added_by, leave_at=leave_at))


def change(tx: Tx, chat: TelegramId, **values: Any) -> None:
    """Sets columns of a group."""
    tx.execute(update(groups).where(groups.c.chat == chat).values(**values))


def leave_later(tx: Tx, chat: TelegramId, until: datetime) -> None:
    """A group that still belongs to no committee is left then."""
    unbound = groups.c.chat == chat, groups.c.committee.is_(None)
    tx.execute(update(groups).where(*unbound).values(leave_at=until))


def renumber(tx: Tx, chat: TelegramId, to: TelegramId) -> None:
    """The group has become another chat."""
    tx.execute(update(groups).where(groups.c.chat == chat).values(chat=to))


def remove(tx: Tx, chat: TelegramId) -> None:
    """The bot is not there any more."""
    tx.execute(delete(groups).where(groups.c.chat == chat))


def to_leave(tx: Tx, now: datetime) -> list[TelegramId]:
    """Groups that nobody has bound in time."""
    found = tx.execute(select(groups.c.chat).where(groups.c.leave_at <= now).order_by(groups.c.leave_at))
    return [TelegramId(chat) for chat in found.scalars()]


def next_leaving(tx: Tx, now: datetime) -> datetime | None:
    """When the next one has to be left."""
    found: datetime | None = _NEXT_LEAVING.scalar(tx, now=now)
    return found


def _read(row: Row[Any]) -> Group:
    return Group(
        TelegramId(row.chat),
        row.title,
        None if row.committee is None else CommitteeId(row.committee),
        None if row.added_by is None else PersonId(row.added_by),
        row.leave_at,
    )
