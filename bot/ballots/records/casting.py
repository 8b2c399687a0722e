"""A seat's vote, in place of an earlier one, which is kept."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from bot.ballots.model import Choice, Elector
from bot.ballots.records.electorate import ONE_SEAT, one_seat
from bot.ballots.records.tables import ballot_history, ballots, electorate
from bot.ids import BallotId, PersonId, SeatId
from bot.store import Prepared, Tx

_NEXT_RECEIPT = Prepared(
    update(ballots)
    .where(ballots.c.id == bindparam("ballot"))
    .values(receipts=ballots.c.receipts + 1)
    .returning(ballots.c.receipts)
)
_VOTE = ("choice", "text", "text_language", "person", "cast_at", "receipt", "after_outage")
_CAST = Prepared(update(electorate).where(*ONE_SEAT).values({name: bindparam(name) for name in _VOTE}))
_KEEP = Prepared(insert(ballot_history))


def cast(
    tx: Tx,
    number: BallotId,
    former: Elector,
    *,
    choice: Choice,
    text: str | None,
    text_language: str | None,
    person: PersonId,
    at: datetime,
    after_outage: bool,
) -> int:
    """Counts a seat's vote in place of its former one, which is kept as history. Returns the receipt's number."""
    _keep(tx, number, former, at, void=False)
    receipt = int(_NEXT_RECEIPT.scalar(tx, ballot=number))
    _CAST.run(
        tx,
        in_ballot=number,
        of_seat=former.seat,
        choice=choice,
        text=text,
        text_language=text_language,
        person=person,
        cast_at=at,
        receipt=receipt,
        after_outage=after_outage,
    )
    return receipt


def uncast(tx: Tx, number: BallotId, former: Elector, at: datetime) -> None:
    """The seat has not voted; its void vote is kept as history."""
    _keep(tx, number, former, at, void=True)
    tx.execute(
        update(electorate)
        .where(*one_seat(number, former.seat))
        .values(dict.fromkeys(_VOTE) | {"after_outage": False})
    )


def history(tx: Tx, number: BallotId, seat: SeatId) -> list[Elector]:
    """A seat's earlier votes, oldest first."""
    rows = tx.execute(
        select(ballot_history, electorate.c.constituency, electorate.c.organization)
        .join(
            electorate,
            (electorate.c.ballot == ballot_history.c.ballot) & (electorate.c.seat == ballot_history.c.seat),
        )
        .where(ballot_history.c.ballot == number, ballot_history.c.seat == seat)
        .order_by(ballot_history.c.id)
    )
    return [
        Elector(
            SeatId(row.seat),
            row.constituency,
            row.organization,
            Choice(row.choice),
            row.text,
            PersonId(row.person),
            row.cast_at,
            row.receipt,
            row.after_outage,
            text_language=row.text_language,
        )
        for row in rows
    ]


def _keep(tx: Tx, number: BallotId, former: Elector, at: datetime, *, void: bool) -> None:
    if former.choice is None:
        return
    _KEEP.run(
        tx,
        ballot=number,
        seat=former.seat,
        choice=former.choice,
        text=former.text,
        text_language=former.text_language,
        person=former.person,
        cast_at=former.cast_at,
        receipt=former.receipt,
        after_outage=former.after_outage,
        ended_at=at,
        void=void,
    )
