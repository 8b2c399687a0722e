"""The room's forms: the text of a vote, the opening of a ballot, a new deadline. Nothing here is drawn."""

from dataclasses import replace
from datetime import datetime

from bot.ballots.model import REASON_LIMIT, TEXT_LIMIT, Rules
from bot.errors import Refusal
from bot.forms import Field, Form, at_most, one_of
from bot.forms.deadline import SURE, UNTIL, WORKING_DAY, YES, Deadline, chosen, next_working_day
from bot.forms.model import Read, Values
from bot.i18n import instant
from bot.texts import typed
from bot.workdays import WorkCalendar

VOTE_TEXT = "vote-text"
OPEN = "open-ballot"
EXTEND = "extend-ballot"
OVERRIDE = "override"
REASON = "reason"
EARLY, LANGUAGES = "early", "languages"
"""What an opener confirms together with the deadline: that comments are still open, that a language is missing."""
_AND = "+"


def vote_text() -> Form:
    """The text that *Approve with changes* and *Needs revision* need. It may come in several messages."""
    return Form(
        VOTE_TEXT, lambda values: (Field("text", said=lambda text, v: vote_words(text), collects=True),)
    )


def vote_words(text: str) -> str:
    """A vote's text, canonical and trimmed. Refuses `text-empty` and `text-too-long`."""
    return typed(text, TEXT_LIMIT)


def open_ballot(deadline: Deadline, rules: Rules) -> Form:
    """The deadline, then a look at what stands; the button there names what is confirmed with it."""

    def fields(values: Values) -> tuple[Field, ...]:
        until = _far_enough(deadline, rules)[0]
        if UNTIL not in values:
            return (until,)
        return until, Field(SURE, picked=lambda value, v: _confirmation(value))

    return Form(OPEN, fields)


def extend(deadline: Deadline, rules: Rules) -> Form:
    """A new deadline and its echo."""
    return Form(EXTEND, lambda values: _far_enough(deadline, rules, values))


def override() -> Form:
    """Why another outcome than the proposed one is declared, then a last look."""
    return Form(
        OVERRIDE,
        lambda values: (
            Field(REASON, said=at_most(REASON_LIMIT), collects=True),
            Field(SURE, picked=one_of((YES,))),
        ),
    )


def confirming(day: str, *also: str) -> str:
    """The value of a button that opens the ballot: with the deadline (`YES`) or the suggested one, and knowing what."""
    return _AND.join([day, *also])


def deadline_of(values: Values, calendar: WorkCalendar) -> datetime:
    """The deadline that was confirmed."""
    if isinstance(values[SURE], list):
        until = instant(values[UNTIL])
        return next_working_day(until, calendar) if WORKING_DAY in values[SURE] else until
    found = chosen(values)
    assert found is not None
    return found


def confirmed(values: Values, what: str) -> bool:
    """Whether the opener confirmed `EARLY` or `LANGUAGES`."""
    return what in values[SURE]


def _confirmation(value: str) -> list[str]:
    words = value.split(_AND)
    if words[0] not in (YES, WORKING_DAY) or not {*words[1:]} <= {EARLY, LANGUAGES}:
        raise Refusal("form-stale")
    return words


def _far_enough(deadline: Deadline, rules: Rules, values: Values | None = None) -> tuple[Field, ...]:
    """The deadline's own questions, which also refuse `ballot-too-short`."""

    def checking(read: Read | None) -> Read | None:
        if read is None:
            return None

        def checked(value: str, values: Values) -> str:
            until: str = read(value, values)
            rules.check_deadline(instant(until), deadline.at)
            return until

        return checked

    return tuple(
        replace(field, said=checking(field.said), picked=checking(field.picked))
        for field in deadline.fields(values or {})
    )
