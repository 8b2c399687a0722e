"""Which places on which seats are free while a roster is imported: read once, however many lines there are."""

from collections.abc import Iterable

from bot.committee.model import Role, RosterEntry, Seat
from bot.ids import SeatId


class Seating:
    """The seats of a committee by organization, and who holds which."""

    def __init__(self, seats: Iterable[Seat], present: Iterable[RosterEntry]) -> None:
        self._by_home: dict[tuple[str, str], list[Seat]] = {}
        for seat in seats:
            self._add(seat)
        self._taken: set[tuple[SeatId, Role]] = {(e.seat.id, e.role) for e in present if e.seat is not None}

    def free(self, home: tuple[str, str], place: Role, *, chair: bool) -> Seat | None:
        """A seat of `home` (organization, constituency) without a titular or alternate, as `place` says.

        A titular sits on the chair's seat only as the chair; an alternate may sit on any.
        """
        for seat in self._by_home.get(home, ()):
            fits = place is Role.ALTERNATE or seat.chair is chair
            if fits and (seat.id, place) not in self._taken:
                return seat
        return None

    def take(self, seat: Seat, place: Role) -> None:
        """From now on that place is held."""
        if seat not in self._by_home.get((seat.organization, seat.constituency), ()):
            self._add(seat)
        self._taken.add((seat.id, place))

    def _add(self, seat: Seat) -> None:
        self._by_home.setdefault((seat.organization, seat.constituency), []).append(seat)
