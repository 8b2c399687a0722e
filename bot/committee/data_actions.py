"""Buttons about one's own data."""

from bot.actions import Action
from bot.ids import CommitteeId


class MyData(Action, code="md"):
    """A file with everything that is stored about me."""


class Leave(Action, code="lv"):
    """Leave a committee, or all of them (None). `sure`: asked and confirmed."""

    committee: CommitteeId | None
    sure: bool = False
