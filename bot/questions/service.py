"""What is done with questions, and what rooms above may use. The use cases stand in their own files."""

from bot.questions.answering import (
    answer,
    answered_in_room,
    draft_findings,
    publish,
    standing,
    translatable,
    translate,
)
from bot.questions.asking import (
    ask,
    ask_in_group,
    attribute,
    attributions,
    capture,
    edited_in_group,
    withdraw,
)
from bot.questions.following import follow, support
from bot.questions.ledger import (
    accept,
    assign,
    call_up,
    claim,
    close,
    decline,
    merge,
    moderate,
    separate,
)
from bot.questions.reading import asked_at
from bot.questions.rights import (
    answerable,
    answering,
    in_sight,
    pending,
    question_in_sight,
    waiting_for_answer,
)

__all__ = [
    "accept",
    "answer",
    "answerable",
    "answered_in_room",
    "answering",
    "ask",
    "ask_in_group",
    "asked_at",
    "assign",
    "attribute",
    "attributions",
    "call_up",
    "capture",
    "claim",
    "close",
    "decline",
    "draft_findings",
    "edited_in_group",
    "follow",
    "in_sight",
    "merge",
    "moderate",
    "pending",
    "publish",
    "question_in_sight",
    "separate",
    "standing",
    "support",
    "translatable",
    "translate",
    "waiting_for_answer",
    "withdraw",
]
