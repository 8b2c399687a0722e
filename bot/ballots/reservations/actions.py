"""The reservations' buttons."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import BallotId, ReservationId


@dataclass(frozen=True)
class ListReservations(Action, code="br"):
    """The reservations on a ballot's outcome."""

    ballot: BallotId
    page: int = 0


@dataclass(frozen=True)
class AttachReservation(Action, code="bra"):
    """The form for a new one."""

    ballot: BallotId


@dataclass(frozen=True)
class ChangeReservation(Action, code="brc"):
    """The form for another wording of one's own."""

    reservation: ReservationId


@dataclass(frozen=True)
class WithdrawReservation(Action, code="brw"):
    """Withdraws one's own. `sure`: asked and confirmed."""

    reservation: ReservationId
    sure: bool = False
