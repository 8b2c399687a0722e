"""The board's table: one row for each thing that is told, or shown, in a committee's group."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    Row,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    true,
    update,
)

from bot.delivery.board.model import GroupPost
from bot.delivery.model import State
from bot.errors import Facts
from bot.ids import CommitteeId
from bot.store import Prepared, Tx, wake
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import add_new, key, partial_index, table

group_posts = table(
    "group_posts",
    key(),
    Column("committee", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("card", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("pending", Boolean, nullable=False),  # to be sent, or a card that shows less than what stands
    Column("message", BigInteger, nullable=True),
    Column("written_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("committee", "key"),
)
partial_index(
    "ix_group_posts_pending",
    group_posts.c.not_before,
    where=group_posts.c.pending == true(),
)

_pending = group_posts.c.pending == true()
_NEXT = Prepared(
    select(func.min(group_posts.c.not_before)).where(_pending, group_posts.c.not_before > bindparam("now"))
)
_one = group_posts.c.id == bindparam("number")
_touch = Prepared(
    update(group_posts)
    .where(
        group_posts.c.committee == bindparam("home"),
        group_posts.c.key == bindparam("what"),
        group_posts.c.pending != true(),
    )
    .values(pending=True)
)


def post(
    tx: Tx,
    committee: CommitteeId,
    kind: str,
    *,
    key: str,
    at: datetime,
    facts: Facts,
    card: bool = False,
    silent: bool = False,
) -> None:
    """Writes a post in the caller's transaction, once a key; not to be sent before `at` (UTC)."""
    row = {
        "committee": committee,
        "key": key,
        "kind": kind,
        "facts": facts,
        "card": card,
        "silent": silent,
        "state": State.WAITING,
        "pending": True,
        "message": None,
        "written_at": at,
        "not_before": at,
        "attempts": 0,
    }
    add_new(tx, group_posts, [row], unique=["committee", "key"])
    wake(tx)


def show(
    tx: Tx, committee: CommitteeId, kind: str, *, key: str, at: datetime, facts: Facts, silent: bool = False
) -> None:
    """A common card: sent where there is none yet, else edited."""
    post(tx, committee, kind, key=key, at=at, facts=facts, card=True, silent=silent)
    touch(tx, committee, key)


def touch(tx: Tx, committee: CommitteeId, key: str) -> None:
    """What a common card shows has changed. Nothing is drawn here, and most often nothing is written."""
    if _touch.run(tx, home=committee, what=key):
        wake(tx)


def waiting(tx: Tx, now: datetime, busy: Collection[int]) -> list[GroupPost]:
    """What may go now, oldest first, but for committees that have something under way."""
    rows = tx.execute(
        select(group_posts)
        .where(_pending, group_posts.c.not_before <= now, group_posts.c.committee.not_in(busy))
        .order_by(group_posts.c.not_before, group_posts.c.id)
    )
    return [_read(row, now) for row in rows]


def earlier(tx: Tx, than: GroupPost, kinds: Collection[str]) -> list[GroupPost]:
    """The posts of those kinds before a post in the same group, newest first."""
    same = group_posts.c.committee == than.committee, group_posts.c.kind.in_(kinds)
    found = select(group_posts).where(*same, group_posts.c.id < than.id).order_by(group_posts.c.id.desc())
    return [_read(row, than.drawn_at) for row in tx.execute(found)]


def next_at(tx: Tx, now: datetime) -> datetime | None:
    """When the next post that has to wait may go."""
    found: datetime | None = _NEXT.scalar(tx, now=now)
    return found


def take(tx: Tx, number: int, now: datetime) -> GroupPost | None:
    """It is about to be handed to Telegram: what is touched from here on is another edit. None: it is gone."""
    change = update(group_posts).where(_one, _pending).values(pending=False, state=State.SENDING)
    if not tx.execute(change, {"number": number}).rowcount:
        return None
    return _read(tx.execute(select(group_posts).where(_one), {"number": number}).one(), now)


def settle(tx: Tx, number: int, state: State, message: int | None, not_before: datetime) -> None:
    """Done, until a card is touched again, and then not before that instant."""
    values = {"state": state, "message": message, "not_before": not_before, "attempts": 0}
    tx.execute(update(group_posts).where(_one).values(values), {"number": number})


def postpone(tx: Tx, number: int, until: datetime, *, failed: bool) -> None:
    """Again, and not before `until`. `failed`: counts as an attempt."""
    change = update(group_posts).where(_one)
    attempts = group_posts.c.attempts + int(failed)
    tx.execute(
        change.values(pending=True, state=State.WAITING, not_before=until, attempts=attempts),
        {"number": number},
    )
    wake(tx)


def hold(tx: Tx, committee: CommitteeId, until: datetime) -> None:
    """Telegram asked not to write into this group before `until`."""
    change = update(group_posts).where(group_posts.c.committee == committee, group_posts.c.not_before < until)
    tx.execute(change.values(not_before=until))
    wake(tx)


def interrupted(tx: Tx) -> None:
    """After a start: a card is edited again; a notice may have been said, and is rather never said twice."""
    sending = update(group_posts).where(group_posts.c.state == State.SENDING)
    tx.execute(sending.where(group_posts.c.card == true()).values(pending=True, state=State.WAITING))
    tx.execute(sending.where(group_posts.c.card != true()).values(state=State.UNSURE))


def forget(tx: Tx, committee: CommitteeId) -> None:
    """The committee has no group any more."""
    tx.execute(delete(group_posts).where(group_posts.c.committee == committee))


def lose_messages(tx: Tx, committee: CommitteeId) -> None:
    """The group has become another chat: what stands there is no longer known."""
    tx.execute(update(group_posts).where(group_posts.c.committee == committee).values(message=None))


def _read(row: Row[Any], now: datetime) -> GroupPost:
    return GroupPost(
        row.id,
        CommitteeId(row.committee),
        row.key,
        row.kind,
        row.facts,
        row.card,
        row.silent,
        State(row.state),
        row.message,
        row.attempts,
        now,
    )
