"""As whom somebody may act."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, select

from bot.committee.model import Actor, Person, Role
from bot.committee.records.committees import COMMITTEE, read_committee
from bot.committee.records.people import read_person
from bot.committee.records.seats import SEAT, of_their_constituency, read_seat
from bot.committee.records.tables import (
    committees,
    constituencies,
    memberships,
    names,
    people,
    present,
    seats,
)
from bot.ids import MembershipId, PersonId, TelegramId
from bot.store import Remembered, Tx

_serving = (
    select(
        people,
        names.c.name,
        names.c.telegram_name,
        memberships.c.id.label("membership"),
        memberships.c.role,
        memberships.c.seat,
        *SEAT,
        *COMMITTEE,
    )
    .select_from(
        people.outerjoin(names, names.c.person == people.c.id)
        .outerjoin(memberships, and_(memberships.c.person == people.c.id, present))
        .outerjoin(seats, seats.c.id == memberships.c.seat)
        .outerjoin(constituencies, of_their_constituency)
        .outerjoin(committees, committees.c.id == memberships.c.committee)
    )
    .order_by(memberships.c.id)
)


def serving(
    tx: Tx, *, person: PersonId | None = None, telegram_id: TelegramId | None = None
) -> tuple[Person, Sequence[Actor]] | None:
    """A person, by number or by Telegram account, and how they may act, oldest membership first."""
    if person is not None:
        return _serving_by_number.of(tx, person=person)
    return _serving_by_telegram.of(tx, telegram_id=telegram_id)


def _read_serving(rows: Sequence[Row[Any]]) -> tuple[Person, Sequence[Actor]] | None:
    if not rows:
        return None
    who, several = read_person(rows[0]), len(rows) > 1
    return who, tuple(_actor(who, row, several=several) for row in rows if row.membership is not None)


def _actor(who: Person, row: Row[Any], *, several: bool) -> Actor:
    committee = read_committee(row)
    seat = None if row.seat is None else read_seat(row.seat, committee.id, row)
    return Actor(who, committee, MembershipId(row.membership), Role(row.role), seat, several)


_serving_by_number = Remembered(_serving.where(people.c.id == bindparam("person")), _read_serving)
_serving_by_telegram = Remembered(
    _serving.where(people.c.telegram_id == bindparam("telegram_id")), _read_serving
)
