"""What is done with ballots: opening, voting, closing, marking, declaring, judging the version that follows."""

from bot.ballots.acting import name_acting_chair, to_stand_in
from bot.ballots.closing import closable, close_by_hand, extend, extendable
from bot.ballots.declaring import closed, declarable, declare, mark_text, overridable, override
from bot.ballots.fetching import send_file
from bot.ballots.opening import ballotable, open_ballot
from bot.ballots.succession import mark_version, version_published, votes_set_aside
from bot.ballots.voting import give_text, seat_freed, vote

__all__ = [
    "ballotable",
    "closable",
    "close_by_hand",
    "closed",
    "declarable",
    "declare",
    "extend",
    "extendable",
    "give_text",
    "mark_text",
    "mark_version",
    "name_acting_chair",
    "open_ballot",
    "overridable",
    "override",
    "seat_freed",
    "send_file",
    "to_stand_in",
    "version_published",
    "vote",
    "votes_set_aside",
]
