"""Buttons of what organizations are called in each language, for organizers. An organization is meant by one seat."""

from bot.actions import Action
from bot.ids import CommitteeId, SeatId


class ShowOrganizations(Action, code="ol"):
    """All organizations with seats."""

    committee: CommitteeId
    page: int = 0


class ShowOrganization(Action, code="os"):
    """One of them, with what it is called in each language."""

    committee: CommitteeId
    seat: SeatId


class NameOrganization(Action, code="on"):
    """The form for what it is called."""

    committee: CommitteeId
    seat: SeatId
