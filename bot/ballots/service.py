"""What is done with ballots: opening, voting, closing, marking, declaring, judging the version that follows."""

from bot.ballots.closing import close_by_hand, extend
from bot.ballots.declaring import declare, mark_text
from bot.ballots.opening import open_ballot
from bot.ballots.succession import mark_version, version_published, votes_set_aside
from bot.ballots.voting import give_text, seat_freed, vote

__all__ = [
    "close_by_hand",
    "declare",
    "extend",
    "give_text",
    "mark_text",
    "mark_version",
    "open_ballot",
    "seat_freed",
    "version_published",
    "vote",
    "votes_set_aside",
]
