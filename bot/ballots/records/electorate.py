"""The electorate: the seats that vote, what they said last, and what was counted."""

from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select

from bot.ballots.model import Choice, Elector
from bot.ballots.records.tables import electorate
from bot.ids import BallotId, PersonId, SeatId
from bot.store import Prepared, Tx

ONE_SEAT = (electorate.c.ballot == bindparam("in_ballot"), electorate.c.seat == bindparam("of_seat"))
"""Named unlike the columns, which an UPDATE sets by their own names."""


def electors(tx: Tx, number: BallotId) -> list[Elector]:
    """The electorate, in the order of seats."""
    rows = tx.execute(select(electorate).where(electorate.c.ballot == number).order_by(electorate.c.seat))
    return [read_elector(row) for row in rows]


def elector(tx: Tx, number: BallotId, seat: SeatId) -> Elector | None:
    """One seat of the electorate."""
    row = _ELECTOR.first(tx, in_ballot=number, of_seat=seat)
    return None if row is None else read_elector(row)


def voted(tx: Tx, number: BallotId) -> dict[str, tuple[int, int]]:
    """By constituency: seats that have voted, and seats."""
    return {row.constituency: (row.voted, row.seats) for row in _VOTED.all(tx, in_ballot=number)}


def counted(tx: Tx, number: BallotId) -> dict[tuple[str, Choice | None], int]:
    """Seats by constituency and choice (None: not voted)."""
    rows = tx.execute(
        select(electorate.c.constituency, electorate.c.choice, func.count().label("seats"))
        .where(electorate.c.ballot == number)
        .group_by(electorate.c.constituency, electorate.c.choice)
        .order_by(electorate.c.constituency)
    )
    return {(row.constituency, None if row.choice is None else Choice(row.choice)): row.seats for row in rows}


def marks(tx: Tx, number: BallotId) -> tuple[int, int, int]:
    """How many change texts and reasons there are, how many have no mark yet, how many are marked *taken in*."""
    row = tx.execute(
        select(
            func.count(),
            func.count().filter(electorate.c.taken_in.is_(None)),
            func.count().filter(electorate.c.taken_in.is_(True)),
        ).where(electorate.c.ballot == number, electorate.c.text.is_not(None))
    ).one()
    return row[0], row[1], row[2]


def late_votes(tx: Tx, number: BallotId) -> int:
    """How many votes were received after an outage."""
    late = select(func.count()).where(electorate.c.ballot == number, electorate.c.after_outage)
    return int(tx.execute(late).scalar_one())


def one_seat(number: BallotId, seat: SeatId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """As `ONE_SEAT`, with values."""
    return electorate.c.ballot == number, electorate.c.seat == seat


def read_elector(row: Row[Any]) -> Elector:
    """`row`: of `electorate`."""
    return Elector(
        SeatId(row.seat),
        row.constituency,
        row.organization,
        None if row.choice is None else Choice(row.choice),
        row.text,
        None if row.person is None else PersonId(row.person),
        row.cast_at,
        row.receipt,
        row.after_outage,
        row.taken_in,
        row.text_language,
    )


_ELECTOR = Prepared(select(electorate).where(*ONE_SEAT))
_VOTED = Prepared(
    select(
        electorate.c.constituency,
        func.count(electorate.c.choice).label("voted"),
        func.count().label("seats"),
    )
    .where(electorate.c.ballot == bindparam("in_ballot"))
    .group_by(electorate.c.constituency)
)
