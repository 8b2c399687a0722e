"""Buttons of the committee's settings, for organizers."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import CommitteeId
from bot.settings import Page


@dataclass(frozen=True)
class ShowSettings(Action, code="ck"):
    """What the committee decides for itself."""

    committee: CommitteeId


@dataclass(frozen=True)
class ShowSettingsPage(Action, code="ckp"):
    """How the settings of a page stand."""

    committee: CommitteeId
    page: Page


@dataclass(frozen=True)
class ChangeSetting(Action, code="ce"):
    """The form for one of them."""

    committee: CommitteeId
    setting: str


@dataclass(frozen=True)
class ShowConstituencies(Action, code="co"):
    """The committee's groups, in their order."""

    committee: CommitteeId


@dataclass(frozen=True)
class ShowConstituency(Action, code="cog"):
    """One group: its names, its place, its seats."""

    committee: CommitteeId
    constituency: str


@dataclass(frozen=True)
class NameConstituency(Action, code="con"):
    """The form for the name of a group."""

    committee: CommitteeId
    constituency: str


@dataclass(frozen=True)
class AddConstituency(Action, code="coa"):
    """The form for one more group."""

    committee: CommitteeId


@dataclass(frozen=True)
class RaiseConstituency(Action, code="cou"):
    """A group stands one place further up."""

    committee: CommitteeId
    constituency: str


@dataclass(frozen=True)
class RemoveConstituency(Action, code="cox"):
    """A group that never had a seat goes. `sure`: asked and confirmed."""

    committee: CommitteeId
    constituency: str
    sure: bool = False
