"""Whose card a letter about a ballot is."""

from bot.committee.notices import silent, tell
from bot.ids import BallotId

__all__ = ["silent", "subject", "tell"]


def subject(number: BallotId) -> str:
    """A newer letter about a ballot folds the one before."""
    return f"ballot:{number}"
