"""Memberships: a person in a committee, in a role, on a seat or without one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from bot.committee.model import SEATED, Membership, Role
from bot.committee.records.forgetting import remove_person
from bot.committee.records.seats import SEAT, of_their_constituency, read_seat
from bot.committee.records.tables import constituencies, memberships, names, present, seats
from bot.ids import CommitteeId, MembershipId, PersonId, SeatId
from bot.store import Tx

MEMBERSHIP = select(memberships, *SEAT).select_from(
    memberships.outerjoin(seats, seats.c.id == memberships.c.seat).outerjoin(
        constituencies, of_their_constituency
    )
)


def add_membership(
    tx: Tx, committee: CommitteeId, person: PersonId, role: Role, seat: SeatId | None, at: datetime
) -> MembershipId:
    """A person in a committee."""
    row = tx.execute(
        insert(memberships)
        .values(committee=committee, person=person, role=role, seat=seat, since=at)
        .returning(memberships.c.id)
    )
    return MembershipId(row.scalar_one())


def membership(tx: Tx, number: MembershipId) -> Membership | None:
    """One membership that has not ended."""
    row = tx.execute(MEMBERSHIP.where(memberships.c.id == number, present)).first()
    return None if row is None else read_membership(row)


def memberships_of(tx: Tx, person: PersonId) -> list[Membership]:
    """Where a person serves, oldest first."""
    found = tx.execute(MEMBERSHIP.where(memberships.c.person == person, present).order_by(memberships.c.id))
    return [read_membership(row) for row in found]


def holders(tx: Tx, seat: SeatId) -> list[Membership]:
    """Titular and alternate of a seat."""
    found = tx.execute(MEMBERSHIP.where(memberships.c.seat == seat, present, memberships.c.role.in_(SEATED)))
    return [read_membership(row) for row in found]


def author_name(tx: Tx, number: MembershipId) -> tuple[str, str | None]:
    """Name and organization of whoever holds a membership; no name where they hold it no more."""
    row = tx.execute(
        select(names.c.name, seats.c.organization)
        .select_from(
            memberships.outerjoin(names, and_(names.c.person == memberships.c.person, present)).outerjoin(
                seats, seats.c.id == memberships.c.seat
            )
        )
        .where(memberships.c.id == number)
    ).one()
    return row.name or "", row.organization


def author(tx: Tx, number: MembershipId) -> tuple[str, str | None, str | None]:
    """As `author_name`, with the constituency of the seat."""
    row = tx.execute(
        select(seats.c.constituency)
        .select_from(memberships.join(seats, seats.c.id == memberships.c.seat))
        .where(memberships.c.id == number)
    ).first()
    return *author_name(tx, number), None if row is None else row.constituency


def give_membership(tx: Tx, number: MembershipId, person: PersonId, expected: PersonId | None = None) -> None:
    """The membership is this person's, who is known from elsewhere. `expected`: who was invited."""
    change_membership(tx, number, person=person, expected_person=expected)


def change_membership(tx: Tx, number: MembershipId, **values: Any) -> None:
    """Sets columns of a membership."""
    tx.execute(update(memberships).where(memberships.c.id == number).values(**values))


def end_membership(tx: Tx, number: MembershipId, at: datetime) -> None:
    """The person is no longer in the committee in this role; whom the roster had named is forgotten."""
    expected = tx.execute(
        select(memberships.c.expected_person).where(memberships.c.id == number)
    ).scalar_one()
    change_membership(tx, number, ended_at=at, expected_person=None)
    if expected is not None:
        remove_person(tx, PersonId(expected))


def read_membership(row: Row[Any]) -> Membership:
    """`row`: of `MEMBERSHIP`."""
    number = CommitteeId(row.committee)
    seat = None if row.seat is None else read_seat(row.seat, number, row)
    expected = None if row.expected_person is None else PersonId(row.expected_person)
    return Membership(MembershipId(row.id), number, PersonId(row.person), Role(row.role), seat, expected)
