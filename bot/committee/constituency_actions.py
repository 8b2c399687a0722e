"""Buttons of the committee's groups, for organizers."""

from bot.actions import Action
from bot.ids import CommitteeId


class ShowConstituencies(Action, code="co"):
    """The committee's groups, in their order."""

    committee: CommitteeId


class ShowConstituency(Action, code="cog"):
    """One group: its names, its place, its seats."""

    committee: CommitteeId
    constituency: str


class NameConstituency(Action, code="con"):
    """The form for the name of a group."""

    committee: CommitteeId
    constituency: str


class AddConstituency(Action, code="coa"):
    """The form for one more group."""

    committee: CommitteeId


class RaiseConstituency(Action, code="cou"):
    """A group stands one place further up."""

    committee: CommitteeId
    constituency: str


class RemoveConstituency(Action, code="cox"):
    """A group that never had a seat goes. `sure`: asked and confirmed."""

    committee: CommitteeId
    constituency: str
    sure: bool = False
