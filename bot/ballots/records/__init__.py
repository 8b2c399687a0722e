"""The ballots' records: what was asked, who may answer it, and what each seat said.

- `tables`: every table of the room but those of the reservations
- `ballots`: a ballot, from its opening until it is declared; `due`: what ends next, and of whom to remind
- `electorate`: the seats that vote, what they said last, and what was counted
- `casting`: a seat's vote, in place of an earlier one, which is kept
- `own`: what one person was asked to vote on
- `chairing`: what a chair did with texts, deadlines and their own place
- `successions`: versions that took the place of a declared one
"""

from bot.ballots.records.ballots import (
    add_ballot,
    ballot,
    change_ballot,
    committee_of,
    declared_between,
    declared_on,
    newest_on,
    undecided_in,
    undecided_on,
)
from bot.ballots.records.casting import cast, history, uncast
from bot.ballots.records.chairing import acting_chair, add_acting_chair, add_extension, mark
from bot.ballots.records.due import next_end, next_reminder, past_end, to_remind
from bot.ballots.records.electorate import counted, elector, electors, late_votes, marks, voted
from bot.ballots.records.own import count_votes_of, votes_of
from bot.ballots.records.successions import (
    add_succession,
    change_succession,
    replaced_by,
    succession,
    to_judge,
)

__all__ = [
    "acting_chair",
    "add_acting_chair",
    "add_ballot",
    "add_extension",
    "add_succession",
    "ballot",
    "cast",
    "change_ballot",
    "change_succession",
    "committee_of",
    "count_votes_of",
    "counted",
    "declared_between",
    "declared_on",
    "elector",
    "electors",
    "history",
    "late_votes",
    "mark",
    "marks",
    "newest_on",
    "next_end",
    "next_reminder",
    "past_end",
    "replaced_by",
    "succession",
    "to_judge",
    "to_remind",
    "uncast",
    "undecided_in",
    "undecided_on",
    "voted",
    "votes_of",
]
