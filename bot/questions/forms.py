"""The room's forms: which questions they ask, and what their answers mean. Nothing here is drawn."""

from collections.abc import Iterator, Sequence

from bot.errors import Refusal
from bot.forms import Field, Form, at_most, one_of
from bot.forms.deadline import Deadline
from bot.forms.model import Values
from bot.ids import MembershipId
from bot.questions.asking import worded
from bot.questions.model import ANSWER_LIMIT, REASON_LIMIT, Attribution
from bot.seal import Seal

ASK = "ask"
SEARCH = "search-questions"
DECLINE = "decline-question"
ASSIGN = "assign-question"
MERGE = "merge-question"
ANSWER = "answer-question"
IN_ROOM = "answered-in-room"
TRANSLATE = "translate-question"
DRAFT = "draft-from-answer"
PUBLISH, KEEP, LATER = "publish", "keep", "later"
_WORDS = 200


def ask(attributions: Sequence[Attribution], seal: Seal) -> Form:
    """The text, then who is named. Beside a person the text is only ever kept sealed: they may stay nameless."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("text", said=lambda text, _: seal.text(worded(text)))
        yield Field("attribution", said=_one_message, picked=one_of(tuple(attributions)))

    return Form(ASK, lambda values: tuple(fields(values)))


def search() -> Form:
    """Words to look for."""
    return Form(SEARCH, lambda values: (Field("words", said=at_most(_WORDS)),))


def decline() -> Form:
    """Why."""
    return Form(DECLINE, lambda values: (Field("reason", said=at_most(REASON_LIMIT)),))


def assign(owners: Sequence[MembershipId], deadline: Deadline) -> Form:
    """Who answers, by when."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("owner", picked=one_of(tuple(map(str, owners))))
        yield from deadline.fields(values)

    return Form(ASSIGN, lambda values: tuple(fields(values)))


def merge() -> Form:
    """The number of the question that says the same."""
    return Form(MERGE, lambda values: (Field("into", said=_number),))


def answer(kind: str = ANSWER) -> Form:
    """The answer, in one or more messages, then published or kept as a draft. In the room it may be noted later."""

    def fields(values: Values) -> Iterator[Field]:
        later = one_of((LATER,)) if kind == IN_ROOM else None
        yield Field("text", said=at_most(ANSWER_LIMIT), picked=later, collects=True)
        if values.get("text") != LATER:
            yield Field("publish", picked=one_of((PUBLISH, KEEP)))

    return Form(kind, lambda values: tuple(fields(values)))


def _one_message(text: str, _values: Values) -> str:
    raise Refusal("question-one-message")


def _number(text: str, _values: Values) -> int:
    digits = text.strip().lstrip("QqКкСс№# ")
    if not digits.isdecimal() or len(digits) > 9:
        raise Refusal("question-number-wanted")
    return int(digits)
