"""What a chair did: marked a text as taken in, moved a deadline, named who declares in their place."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.ballots.model import ActingChair
from bot.ballots.records.electorate import one_seat
from bot.ballots.records.tables import acting_chairs, ballot_extensions, electorate
from bot.ids import BallotId, MembershipId, SeatId
from bot.store import Tx


def mark(tx: Tx, number: BallotId, seat: SeatId, taken_in: bool, by: MembershipId) -> None:
    """The chair's mark on a text, over an earlier one."""
    tx.execute(update(electorate).where(*one_seat(number, seat)).values(taken_in=taken_in, marked_by=by))


def add_extension(
    tx: Tx,
    number: BallotId,
    *,
    former: datetime,
    deadline: datetime,
    by: MembershipId,
    at: datetime,
    for_quorum: bool,
) -> None:
    """Keeps who moved the deadline, and why."""
    tx.execute(
        insert(ballot_extensions).values(
            ballot=number,
            former=former,
            deadline=deadline,
            extended_at=at,
            extended_by=by,
            for_quorum=for_quorum,
        )
    )


def add_acting_chair(tx: Tx, acting: ActingChair) -> None:
    """Somebody is named to declare a ballot, in place of whoever was before."""
    tx.execute(
        insert(acting_chairs).values(
            ballot=acting.ballot,
            membership=acting.membership,
            named_by=acting.named_by,
            named_at=acting.named_at,
        )
    )


def acting_chair(tx: Tx, number: BallotId) -> ActingChair | None:
    """Who was named last to declare a ballot, if anybody was."""
    row = tx.execute(
        select(acting_chairs)
        .where(acting_chairs.c.ballot == number)
        .order_by(acting_chairs.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return ActingChair(
        BallotId(row.ballot), MembershipId(row.membership), MembershipId(row.named_by), row.named_at
    )
