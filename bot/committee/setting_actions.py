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
