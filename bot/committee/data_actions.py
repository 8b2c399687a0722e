"""Buttons about one's own data."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import CommitteeId


@dataclass(frozen=True)
class MyData(Action, code="md"):
    """A file with everything that is stored about me."""


@dataclass(frozen=True)
class Leave(Action, code="lv"):
    """Leave a committee, or all of them (None). `sure`: asked and confirmed."""

    committee: CommitteeId | None
    sure: bool = False
