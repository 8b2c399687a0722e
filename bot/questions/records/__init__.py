"""The questions' records: what was asked, who follows it, what was answered.

- `tables`: every table of the room
- `questions`: a question; `answers`, `translations`: its answers, and both in other languages
- `followers`: who supports it, and who is told of its answer
- `filter`: the ledger, by whatever somebody looks for; `at_meetings`: what was asked at one
- `pending`: which ones wait for somebody, and of which to remind
- `drafted`: findings that were drafted from an answer
"""

from bot.questions.records.answers import add_answer, answer_by_id, answers_to, publish_answer
from bot.questions.records.at_meetings import accepted, live
from bot.questions.records.drafted import behind, drafted_from, link_finding
from bot.questions.records.filter import Filter, about_finding
from bot.questions.records.followers import (
    follow,
    follower,
    following,
    move_followers,
    part_followers,
    support,
    unfollow,
)
from bot.questions.records.pending import count_unowned, next_reminder, owned_open, reminding_in, to_remind
from bot.questions.records.questions import (
    add,
    asked_by,
    asked_in,
    change,
    erase_addresses,
    forget_wording,
    merged_into,
    numbered,
    question,
)
from bot.questions.records.translations import translate, translations_of

__all__ = [
    "Filter",
    "about_finding",
    "accepted",
    "add",
    "add_answer",
    "answer_by_id",
    "answers_to",
    "asked_by",
    "asked_in",
    "behind",
    "change",
    "count_unowned",
    "drafted_from",
    "erase_addresses",
    "follow",
    "follower",
    "following",
    "forget_wording",
    "link_finding",
    "live",
    "merged_into",
    "move_followers",
    "next_reminder",
    "numbered",
    "owned_open",
    "part_followers",
    "publish_answer",
    "question",
    "reminding_in",
    "support",
    "to_remind",
    "translate",
    "translations_of",
    "unfollow",
]
