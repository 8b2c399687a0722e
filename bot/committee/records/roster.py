"""Everybody who is in a committee now."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, bindparam, select

from bot.committee.model import Membership, Person, Role
from bot.committee.records.memberships import MEMBERSHIP, read_membership
from bot.committee.records.people import PERSON, read_person
from bot.committee.records.tables import memberships, people, present, seats
from bot.ids import CommitteeId, PersonId
from bot.store import Remembered, Tx


def memberships_in(tx: Tx, committee: CommitteeId) -> list[Membership]:
    """Everybody in a committee, in the order in which they were put on the roster."""
    return list(_memberships_in.of(tx, committee=committee))


def people_in(tx: Tx, committee: CommitteeId) -> Mapping[PersonId, Person]:
    """Who serves in a committee now, by number."""
    return _people_in.of(tx, committee=committee)


def person_ids_in(tx: Tx, committee: CommitteeId) -> list[PersonId]:
    """Whoever is on the roster now, by number."""
    found = tx.execute(select(memberships.c.person).where(memberships.c.committee == committee, present))
    return [PersonId(number) for number in found.scalars()]


def joined(tx: Tx) -> list[PersonId]:
    """Everybody who has joined and serves somewhere."""
    serving = select(memberships.c.person).where(present)
    found = select(people.c.id).where(people.c.joined_at.is_not(None), people.c.id.in_(serving))
    return [PersonId(number) for number in tx.execute(found.order_by(people.c.id)).scalars()]


def chairs_joined(tx: Tx, committee: CommitteeId) -> list[bool]:
    """For each who presides there, whether they have joined; empty where nobody presides."""
    found = tx.execute(
        select(people.c.joined_at)
        .select_from(
            memberships.join(people, people.c.id == memberships.c.person).outerjoin(
                seats, seats.c.id == memberships.c.seat
            )
        )
        .where(
            memberships.c.committee == committee,
            present,
            (memberships.c.role == Role.CHAIR) | ((memberships.c.role == Role.MEMBER) & seats.c.chair),
        )
    )
    return [row.joined_at is not None for row in found]


_here: ColumnElement[bool] = and_(memberships.c.committee == bindparam("committee"), present)
_memberships_in = Remembered(
    MEMBERSHIP.where(_here).order_by(memberships.c.id),
    lambda rows: tuple(read_membership(row) for row in rows),
    kept=4,  # whole committees
)
_people_in = Remembered(
    PERSON.where(people.c.id.in_(select(memberships.c.person).where(_here))),
    lambda rows: MappingProxyType({PersonId(row.id): read_person(row) for row in rows}),
    kept=4,
)
