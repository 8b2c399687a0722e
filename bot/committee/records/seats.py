"""Seats: the places of organizations."""

from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from bot.committee.model import Seat
from bot.committee.records.tables import constituencies, seats
from bot.ids import CommitteeId, SeatId
from bot.store import Tx

of_their_constituency = and_(
    constituencies.c.committee == seats.c.committee, constituencies.c.code == seats.c.constituency
)
SEAT = (
    seats.c.constituency,
    seats.c.organization,
    seats.c.chair,
    constituencies.c.names.label("constituency_names"),
)
_seats = select(seats, constituencies.c.names.label("constituency_names")).select_from(
    seats.outerjoin(constituencies, of_their_constituency)
)


def add_seat(tx: Tx, committee: CommitteeId, constituency: str, organization: str, *, chair: bool) -> SeatId:
    """A seat."""
    row = tx.execute(
        insert(seats)
        .values(committee=committee, constituency=constituency, organization=organization, chair=chair)
        .returning(seats.c.id)
    )
    return SeatId(row.scalar_one())


def seats_of(tx: Tx, committee: CommitteeId) -> list[Seat]:
    """All seats, vacant ones too."""
    found = tx.execute(_seats.where(seats.c.committee == committee).order_by(seats.c.id))
    return [read_seat(row.id, CommitteeId(row.committee), row) for row in found]


def seat(tx: Tx, number: SeatId) -> Seat | None:
    """One seat."""
    row = tx.execute(_seats.where(seats.c.id == number)).first()
    return None if row is None else read_seat(row.id, CommitteeId(row.committee), row)


def change_seat(tx: Tx, number: SeatId, **values: Any) -> None:
    """Sets columns of a seat."""
    tx.execute(update(seats).where(seats.c.id == number).values(**values))


def read_seat(number: int, committee: CommitteeId, row: Row[Any]) -> Seat:
    """`row`: with the columns of `SEAT`."""
    names = row.constituency_names or {}
    return Seat(SeatId(number), committee, row.constituency, row.organization, row.chair, names)
