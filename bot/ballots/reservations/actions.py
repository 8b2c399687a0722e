"""The reservations' buttons."""

from bot.actions import Action
from bot.ids import BallotId, ReservationId


class ListReservations(Action, code="br"):
    """The reservations on a ballot's outcome."""

    ballot: BallotId
    page: int = 0


class AttachReservation(Action, code="bra"):
    """The form for a new one."""

    ballot: BallotId


class ChangeReservation(Action, code="brc"):
    """The form for another wording of one's own."""

    reservation: ReservationId


class WithdrawReservation(Action, code="brw"):
    """Withdraws one's own. `sure`: asked and confirmed."""

    reservation: ReservationId
    sure: bool = False
