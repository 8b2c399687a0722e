"""Intake's tables: the updates with their outcomes, the polls, the outages."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Row,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.ids import TelegramId, UpdateId
from bot.intake.model import KEPT, TRIES, Answered, NotStored, Outage, Outcome, Stored
from bot.store import Prepared, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, partial_index, table

updates = table(
    "updates",
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sender", BigInteger, nullable=False),
    Column("body", Json, nullable=True),  # erased once answered
    Column("received_at", UtcDateTime, nullable=False),
    Column("outcome", Json, nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("answer_at", UtcDateTime, nullable=True),  # not before this instant: Telegram asked us to wait
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text, nullable=True),
)
partial_index(
    "ix_updates_unanswered",
    updates.c.received_at,
    where=updates.c.answered_at.is_(None),
)

polls = table(
    "polls",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("completed_at", UtcDateTime, nullable=False),
)
# Whose updates these are: every bot counts its own.
update_source = table(
    "update_source",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("bot", BigInteger, nullable=False),
)
outages = table(
    "outages",
    key(),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("drained_at", UtcDateTime, nullable=True),
)

EARLIER_BOTS = 2**40
"""How far the numbers of an earlier bot's updates are moved down: below zero, in the same order."""
CLOSE = 1_000
"""Numbers of updates that are no further apart than this are looked up together."""
NOBODY = 0
"""Stands for the sender once nobody needs to know any more: a stranger leaves no trace."""
_NOTHING_OF_IT = {"body": None, "sender": NOBODY, "outcome": None}
"""What stays of what somebody sent, once they were told: an outcome may name people and quote what they wrote."""

_unanswered = updates.c.answered_at.is_(None)
_live = and_(_unanswered, updates.c.attempts < TRIES)
_ANSWERS = Prepared(
    select(updates).where(_live, updates.c.answer_at <= bindparam("now")).order_by(updates.c.update_id)
)
_NEXT_ANSWER = Prepared(
    select(func.min(updates.c.answer_at)).where(_live, updates.c.answer_at > bindparam("now"))
)
_parked = and_(_unanswered, updates.c.attempts >= TRIES)
_one = updates.c.update_id == bindparam("number")
_known = Prepared(select(updates).where(updates.c.update_id.between(bindparam("first"), bindparam("last"))))
_add = Prepared(insert(updates))
_outcome = Prepared(select(updates.c.outcome, updates.c.answered_at).where(_one))
_keep_outcome = Prepared(update(updates).where(_one).values(outcome=bindparam("outcome")))
_last_poll = Prepared(select(polls.c.completed_at))
_poll_completed = Prepared(update(polls).values(completed_at=bindparam("at")))
_drained = Prepared(update(outages).where(outages.c.drained_at.is_(None)).values(drained_at=bindparam("at")))
_answered = Prepared(
    update(updates).where(_one).values(answered_at=bindparam("answered_at"), **_NOTHING_OF_IT)
)


def store(tx: Tx, batch: Iterable[Stored]) -> list[Stored]:
    """Stores those that are new; returns them, and those delivered again that still have no answer."""
    arrived = {stored.update_id: stored for stored in batch}
    if not arrived:
        return []
    known = {row.update_id: row for row in _near(tx, arrived) if row.update_id in arrived}
    new = [stored for stored in arrived.values() if stored.update_id not in known]
    for stored in new:
        _add.run(tx, **_new_row(stored))
    again = [
        _stored(row)
        for row in known.values()
        if row.answered_at is None and row.attempts < TRIES and row.answer_at is None
    ]
    return sorted(new + again, key=lambda stored: stored.update_id)


def begin(tx: Tx, bot: int) -> bool:
    """A bot of that number is about to poll; was it another before?

    If so (a new token), updates of the two may bear the same numbers. What was answered is forgotten; what was not is
    handled all the same, under numbers that no bot gives.
    """
    known = tx.execute(select(update_source.c.bot)).scalar()
    if known is None:
        tx.execute(insert(update_source).values(id=1, bot=bot))
    elif known != bot:
        tx.execute(delete(updates).where(updates.c.answered_at.is_not(None)))
        moved = updates.c.update_id - EARLIER_BOTS
        tx.execute(update(updates).where(updates.c.update_id > 0).values(update_id=moved))
        tx.execute(update(update_source).values(bot=bot))
    return known not in (None, bot)


def outcome(tx: Tx, update_id: UpdateId) -> Outcome | None:
    """What the update has done already, if it has.

    Raises Answered where that was told, and is erased: somebody still holds a copy from before, which must do nothing.
    """
    found = _outcome.first(tx, number=update_id)
    if found is not None and found.answered_at is not None:
        raise Answered
    return None if found is None or found.outcome is None else Outcome(**found.outcome)


def keep_outcome(tx: Tx, update_id: UpdateId, result: Outcome) -> None:
    """Together with the effect, in the same transaction. Raises NotStored, which undoes it."""
    if _keep_outcome.run(tx, number=update_id, outcome=result.as_json()) == 0:
        raise NotStored


def answered(tx: Tx, update_id: UpdateId, at: datetime) -> None:
    """The sender has the answer; what they wrote, and who they were, is no longer needed here."""
    _answered.run(tx, number=update_id, answered_at=at)


def park(tx: Tx, update_id: UpdateId) -> None:
    """It failed for good and the sender was told; its number, hour and error stay for whoever runs the bot."""
    tx.execute(update(updates).where(updates.c.update_id == update_id).values(_NOTHING_OF_IT))


def given_up(tx: Tx) -> list[Stored]:
    """What failed for good while the process was killed before the sender was told."""
    rows = tx.execute(
        select(updates).where(_parked, updates.c.body.is_not(None)).order_by(updates.c.update_id)
    )
    return [_stored(row) for row in rows]


def postpone(tx: Tx, update_id: UpdateId, until: datetime) -> None:
    """The answer could not be sent; not again before `until`."""
    tx.execute(update(updates).where(updates.c.update_id == update_id).values(answer_at=until))


def fail(tx: Tx, update_id: UpdateId, error: str) -> int:
    """Notes a failed attempt; returns how many there were."""
    change = update(updates).where(updates.c.update_id == update_id)
    tx.execute(change.values(attempts=updates.c.attempts + 1, error=error))
    return int(tx.execute(select(updates.c.attempts).where(updates.c.update_id == update_id)).scalar_one())


def unanswered(tx: Tx) -> list[Stored]:
    """What a start has to take up again, oldest first; parked ones are left alone."""
    rows = tx.execute(
        select(updates).where(_live, updates.c.answer_at.is_(None)).order_by(updates.c.update_id)
    )
    return [_stored(row) for row in rows]


def postponed(tx: Tx, now: datetime) -> tuple[list[Stored], datetime | None]:
    """Answers whose waiting time is over, and when the next one's will be."""
    later: datetime | None = _NEXT_ANSWER.scalar(tx, now=now)
    return [_stored(row) for row in _ANSWERS.all(tx, now=now)], later


def parked(tx: Tx) -> list[tuple[UpdateId, datetime, str]]:
    """Updates that failed too often: number, when received, the last error. `nac-bot check` lists them."""
    rows = tx.execute(
        select(updates.c.update_id, updates.c.received_at, updates.c.error)
        .where(_parked)
        .order_by(updates.c.update_id)
    )
    return [(UpdateId(row.update_id), row.received_at, row.error or "") for row in rows]


def undecided_before(tx: Tx, instant: datetime) -> bool:
    """Is there an update received before `instant` whose outcome is not known yet?

    One whose answer was put off has had its effect, if it has any.
    """
    waiting = select(updates.c.update_id).where(
        _live, updates.c.outcome.is_(None), updates.c.answer_at.is_(None), updates.c.received_at < instant
    )
    return tx.execute(waiting.limit(1)).first() is not None


def oldest_unanswered(tx: Tx) -> datetime | None:
    """When the oldest update that still waits for its answer was received."""
    return tx.execute(select(func.min(updates.c.received_at)).where(_live)).scalar()


def forget_sender(tx: Tx, sender: TelegramId, but: UpdateId | None, at: datetime) -> None:
    """Somebody has left: answers that were put off are not given any more, what they wrote is erased.

    `but`: the update by which they left. What waits to be handled is a stranger's by now, and erased once answered.
    """
    tx.execute(
        update(updates)
        .where(
            updates.c.sender == sender,
            updates.c.update_id.is_distinct_from(but),
            updates.c.answer_at.is_not(None) | (updates.c.attempts >= TRIES),
        )
        .values(**_NOTHING_OF_IT, answered_at=func.coalesce(updates.c.answered_at, at))
    )


def kept_of(tx: Tx, sender: TelegramId) -> int:
    """How many updates of somebody are kept: those that wait for their answer."""
    counted = select(func.count()).select_from(updates).where(updates.c.sender == sender)
    return int(tx.execute(counted).scalar_one())


def forget_old(tx: Tx, now: datetime) -> int:
    """Removes answered rows after three days (a week is when Telegram starts counting anew); returns how many.

    Of a parked one the number and the error stay, for whoever looks into it; what was written does not.
    """
    removed = tx.execute(delete(updates).where(updates.c.answered_at < now - KEPT)).rowcount
    tx.execute(update(updates).where(_parked, updates.c.received_at < now - KEPT).values(_NOTHING_OF_IT))
    tx.execute(delete(outages).where(outages.c.until < now - timedelta(days=90)))
    return removed


def last_poll(tx: Tx) -> datetime | None:
    """When the last poll was completed; None where there never was one."""
    found: datetime | None = _last_poll.scalar(tx)
    return found


def poll_completed(tx: Tx, at: datetime) -> None:
    """Keeps the instant: after a stop it tells since when the bot was not receiving."""
    if _poll_completed.run(tx, at=at) == 0:
        tx.execute(insert(polls).values(id=1, completed_at=at))


def outage_began(tx: Tx, since: datetime, until: datetime) -> None:
    """The first poll after a gap is done; the backlog may still be coming."""
    tx.execute(insert(outages).values(since=since, until=until))


def drained(tx: Tx, at: datetime) -> bool:
    """Telegram's backlog has been fetched; whether an outage was waiting for that."""
    return _drained.run(tx, at=at) > 0


def outage_at(tx: Tx, instant: datetime) -> Outage | None:
    """The outage that `instant` fell into, if the bot was not receiving then."""
    row: Row[Any] | None = tx.execute(
        select(outages).where(outages.c.since < instant, outages.c.until > instant).order_by(outages.c.id)
    ).first()
    return None if row is None else Outage(row.since, row.until, row.drained_at)


def _near(tx: Tx, numbers: Collection[UpdateId]) -> Iterator[Row[Any]]:
    """The rows of these numbers, and maybe of others between them.

    They nearly always follow each other, and are read in one go. Where Telegram has begun to count anew, days lie
    between.
    """
    first, last = min(numbers), max(numbers)
    spans = [(first, last)] if last - first < CLOSE else [(number, number) for number in numbers]
    return chain.from_iterable(_known.all(tx, first=begin, last=end) for begin, end in spans)


def _new_row(stored: Stored) -> dict[str, Any]:
    return {
        "update_id": stored.update_id,
        "sender": stored.sender,
        "body": stored.body,
        "received_at": stored.received_at,
        "attempts": 0,
    }


def _stored(row: Row[Any]) -> Stored:
    return Stored(UpdateId(row.update_id), TelegramId(row.sender), row.body or {}, row.received_at)
