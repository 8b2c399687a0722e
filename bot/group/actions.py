"""Buttons of the group, all in private."""

from bot.actions import Action
from bot.ids import CommitteeId


class Unbind(Action, code="gu"):
    """The committee's group is to be let go. `sure`: asked and confirmed."""

    committee: CommitteeId
    sure: bool = False


class GroupSpeaks(Action, code="gl"):
    """A language more, or one less, in the group's posts."""

    committee: CommitteeId
    language: str
