"""Buttons of the committee's settings, for organizers."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import CommitteeId


@dataclass(frozen=True)
class ShowSettings(Action, code="ck"):
    """What the committee decides for itself."""

    committee: CommitteeId


@dataclass(frozen=True)
class ChangeSetting(Action, code="ce"):
    """The form for one of them."""

    committee: CommitteeId
    setting: str
