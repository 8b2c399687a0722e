"""Buttons of seats and of people's roles, for organizers. `sure`: asked and confirmed."""

from bot.actions import Action
from bot.committee.model import Role
from bot.ids import CommitteeId, MembershipId, SeatId


class ShowSeat(Action, code="ks"):
    """A seat and who holds it."""

    committee: CommitteeId
    seat: SeatId


class NameHolder(Action, code="kn"):
    """The form for the next titular or alternate of a seat."""

    committee: CommitteeId
    seat: SeatId
    role: Role


class Vacate(Action, code="kv"):
    """Nobody holds that place any more."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


class Promote(Action, code="kp"):
    """The alternate of a vacant seat becomes its titular."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


class MarkChair(Action, code="kc"):
    """Whoever holds the seat presides, or no longer does."""

    committee: CommitteeId
    seat: SeatId
    chair: bool
    sure: bool = False


class CorrectOrganization(Action, code="ko"):
    """The form for the organization of a seat."""

    committee: CommitteeId
    seat: SeatId


class CorrectName(Action, code="km"):
    """The form for somebody's name."""

    committee: CommitteeId
    membership: MembershipId


class GiveRole(Action, code="kr"):
    """What somebody without a seat is from now on; None: which roles there are."""

    committee: CommitteeId
    membership: MembershipId
    role: Role | None = None
    sure: bool = False


class RemoveMember(Action, code="kx"):
    """Takes somebody without a seat off the roster."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False
