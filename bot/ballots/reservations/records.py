"""The tables of the reservations and every query on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Row, Text, UniqueConstraint, insert, select, update

from bot.ballots.reservations.model import Reservation
from bot.committee.model import Seat
from bot.ids import BallotId, MembershipId, ReservationId, SeatId
from bot.store import Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import key, next_number, refers, table

reservations = table(
    "reservations",
    key(),
    refers("ballot", "ballots.id"),
    Column("number", Integer, nullable=False),
    refers("author", "memberships.id", index=True),
    refers("seat", "seats.id"),
    Column("for_group", Boolean, nullable=False),
    Column("constituency", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=True),
    Column("withdrawn_at", UtcDateTime, nullable=True),
    # Whoever wrote it was not whom the seat was meant for.
    Column("struck_at", UtcDateTime, nullable=True),
    UniqueConstraint("ballot", "number"),
)
# Earlier wordings, which their author has replaced.
reservation_history = table(
    "reservation_history",
    key(),
    refers("reservation", "reservations.id", index=True),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("ended_at", UtcDateTime, nullable=False),
)


def add(
    tx: Tx,
    ballot: BallotId,
    *,
    author: MembershipId,
    seat: Seat,
    group: bool,
    text: str,
    language: str,
    at: datetime,
) -> Reservation:
    """A reservation with the ballot's next number."""
    row = tx.execute(
        insert(reservations)
        .values(
            ballot=ballot,
            number=next_number(tx, reservations, reservations.c.ballot == ballot),
            author=author,
            seat=seat.id,
            for_group=group,
            constituency=seat.constituency,
            organization=seat.organization,
            text=text,
            language=language,
            made_at=at,
        )
        .returning(reservations)
    ).one()
    return _reservation(row)


def one(tx: Tx, number: ReservationId) -> Reservation | None:
    """One reservation, by its id."""
    row = tx.execute(select(reservations).where(reservations.c.id == number)).first()
    return None if row is None else _reservation(row)


def on_ballot(tx: Tx, ballot: BallotId) -> list[Reservation]:
    """All on a ballot's outcome, withdrawn ones too, in the order of their numbers."""
    rows = tx.execute(
        select(reservations).where(reservations.c.ballot == ballot).order_by(reservations.c.number)
    )
    return [_reservation(row) for row in rows]


def reword(tx: Tx, of: Reservation, text: str, language: str, at: datetime) -> None:
    """Another wording in place of the one that stands, which is kept as history."""
    tx.execute(
        insert(reservation_history).values(reservation=of.id, text=of.text, language=of.language, ended_at=at)
    )
    tx.execute(
        update(reservations)
        .where(reservations.c.id == of.id)
        .values(text=text, language=language, changed_at=at)
    )


def withdraw(tx: Tx, number: ReservationId, at: datetime) -> None:
    """Its author upholds it no more; what it said is kept."""
    tx.execute(update(reservations).where(reservations.c.id == number).values(withdrawn_at=at))


def standing_by(tx: Tx, author: MembershipId) -> list[Reservation]:
    """What somebody wrote and has not withdrawn, in any ballot."""
    theirs = reservations.c.author == author, reservations.c.withdrawn_at.is_(None)
    return [_reservation(row) for row in tx.execute(select(reservations).where(*theirs))]


def strike(tx: Tx, author: MembershipId, at: datetime) -> None:
    """What was written by `author` was not for them to write, withdrawn or not."""
    tx.execute(update(reservations).where(reservations.c.author == author).values(struck_at=at))


def history(tx: Tx, number: ReservationId) -> list[tuple[str, str, datetime]]:
    """Earlier wordings, oldest first: text, language, until when it stood (UTC)."""
    rows = tx.execute(
        select(reservation_history)
        .where(reservation_history.c.reservation == number)
        .order_by(reservation_history.c.id)
    )
    return [(row.text, row.language, row.ended_at) for row in rows]


def _reservation(row: Row[Any]) -> Reservation:
    return Reservation(
        id=ReservationId(row.id),
        ballot=BallotId(row.ballot),
        number=row.number,
        author=MembershipId(row.author),
        seat=SeatId(row.seat),
        group=row.for_group,
        constituency=row.constituency,
        organization=row.organization,
        text=row.text,
        language=row.language,
        made_at=row.made_at,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
        struck_at=row.struck_at,
    )
