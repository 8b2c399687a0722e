"""What a reservation is, and whose."""

from datetime import datetime

from bot.dataclasses import dataclass
from bot.ids import BallotId, MembershipId, ReservationId, SeatId

LIMIT = 2000
"""Of its text, in UTF-16 units: it stands on a card as a whole."""


@dataclass(frozen=True)
class Reservation:
    """A statement on the outcome of a ballot, numbered within the ballot. Times are UTC.

    `author`: who alone can change or withdraw it. `group`: it speaks for the whole constituency, else for the seat's
    organization. `constituency` and `organization` are the seat's when it was written. `language`: a BCP 47 tag.
    `changed_at`: of the wording that stands; None for the first one. `struck_at`: since then it is known that whoever
    wrote it was not whom the seat was meant for.
    """

    id: ReservationId
    ballot: BallotId
    number: int
    author: MembershipId
    seat: SeatId
    group: bool
    constituency: str
    organization: str
    text: str
    language: str
    made_at: datetime
    changed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    struck_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether its author upholds it, and was the one to write it."""
        return self.withdrawn_at is None and self.struck_at is None
