"""Buttons of the committee's settings, for organizers."""

from bot.actions import Action
from bot.ids import CommitteeId
from bot.settings import Page


class ShowSettings(Action, code="ck"):
    """What the committee decides for itself."""

    committee: CommitteeId


class ShowSettingsPage(Action, code="ckp"):
    """How the settings of a page stand."""

    committee: CommitteeId
    page: Page


class ChangeSetting(Action, code="ce"):
    """The form for one of them."""

    committee: CommitteeId
    setting: str


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
