"""What one person was asked to vote on."""

from sqlalchemy import ColumnElement, func, select

from bot.ballots.model import Ballot, Elector
from bot.ballots.records.ballots import ballots_where
from bot.ballots.records.electorate import read_elector
from bot.ballots.records.tables import ballots, electorate
from bot.ids import BallotId, CommitteeId, PersonId, SeatId
from bot.store import Tx


def votes_of(
    tx: Tx, person: PersonId, seat: SeatId | None, committee: CommitteeId, *, limit: int, offset: int
) -> list[tuple[Ballot, Elector]]:
    """What somebody was asked to vote on: ballots of their seat, and those in which they cast a vote; newest first."""
    rows = tx.execute(
        select(electorate)
        .join(ballots, ballots.c.id == electorate.c.ballot)
        .where(ballots.c.committee == committee, _mine(person, seat))
        .order_by(electorate.c.ballot.desc(), electorate.c.seat)
        .limit(limit)
        .offset(offset)
    ).all()
    found = {b.id: b for b in ballots_where(tx, ballots.c.id.in_([row.ballot for row in rows]))}
    return [(found[BallotId(row.ballot)], read_elector(row)) for row in rows]


def count_votes_of(tx: Tx, person: PersonId, seat: SeatId | None, committee: CommitteeId) -> int:
    """How many rows `votes_of` has in all."""
    counted = (
        select(func.count())
        .select_from(electorate.join(ballots, ballots.c.id == electorate.c.ballot))
        .where(ballots.c.committee == committee, _mine(person, seat))
    )
    return int(tx.execute(counted).scalar_one())


def _mine(person: PersonId, seat: SeatId | None) -> ColumnElement[bool]:
    cast = electorate.c.person == person
    return cast if seat is None else cast | (electorate.c.seat == seat)
