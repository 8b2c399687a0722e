"""Buttons of seats and of people's roles, for organizers. `sure`: asked and confirmed."""

from dataclasses import dataclass

from bot.actions import Action
from bot.committee.model import Role
from bot.ids import CommitteeId, MembershipId, SeatId


@dataclass(frozen=True)
class ShowSeat(Action, code="ks"):
    """A seat and who holds it."""

    committee: CommitteeId
    seat: SeatId


@dataclass(frozen=True)
class NameHolder(Action, code="kn"):
    """The form for the next titular or alternate of a seat."""

    committee: CommitteeId
    seat: SeatId
    role: Role


@dataclass(frozen=True)
class Vacate(Action, code="kv"):
    """Nobody holds that place any more."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


@dataclass(frozen=True)
class Promote(Action, code="kp"):
    """The alternate of a vacant seat becomes its titular."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


@dataclass(frozen=True)
class MarkChair(Action, code="kc"):
    """Whoever holds the seat presides, or no longer does."""

    committee: CommitteeId
    seat: SeatId
    chair: bool
    sure: bool = False


@dataclass(frozen=True)
class CorrectOrganization(Action, code="ko"):
    """The form for the organization of a seat."""

    committee: CommitteeId
    seat: SeatId


@dataclass(frozen=True)
class CorrectName(Action, code="km"):
    """The form for somebody's name."""

    committee: CommitteeId
    membership: MembershipId


@dataclass(frozen=True)
class GiveRole(Action, code="kr"):
    """What somebody without a seat is from now on; None: which roles there are."""

    committee: CommitteeId
    membership: MembershipId
    role: Role | None = None
    sure: bool = False


@dataclass(frozen=True)
class RemoveMember(Action, code="kx"):
    """Takes somebody without a seat off the roster."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False
