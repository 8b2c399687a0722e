"""The room's forms: a line of the record, what became of a comment, words of the minutes. Nothing here is drawn."""

from collections.abc import Iterator, Sequence

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.forms import Field, Form, at_most, one_of
from bot.forms.deadline import Deadline
from bot.forms.model import Values
from bot.i18n import LANGUAGES
from bot.ids import MembershipId
from bot.sessions.model import ENTRY_LIMIT, NOTE_LIMIT, REPLY_LIMIT, Kind
from bot.translations.model import TRANSLATOR_LIMIT

ENTRY = "session-entry"
DISPOSE = "dispose-remark"
TRANSLATE = "translate-entry"
NOTE = "minutes-note"
CIRCULATE = "circulate-minutes"
COMMENT = "comment-minutes"
TEXT, OWNER, REPLY, LANGUAGE, TRANSLATOR = "text", "owner", "reply", "language", "translator"
NOBODY, TAKE_OUT = "0", "take-out"
OFFERED = 8
"""How many people have a button as possible owners; any other is named in a message."""


def entry(kind: Kind, people: Sequence[Actor], deadline: Deadline) -> Form:
    """The text; of an action also its owner and due date."""

    def fields(values: Values) -> Iterator[Field]:
        yield _text(ENTRY_LIMIT)
        if kind is Kind.ACTION:
            yield Field(
                OWNER, said=lambda text, _: _named(text, people), picked=lambda v, _: _picked(v, people)
            )
            yield from deadline.fields(values)

    return Form(ENTRY, lambda values: tuple(fields(values)))


def dispose() -> Form:
    """Where a comment was taken up, or why it is declined."""
    return Form(DISPOSE, lambda values: (Field(REPLY, said=at_most(REPLY_LIMIT)),))


def translate(*, original: bool) -> Form:
    """The words of a line in a language, and who is credited, unless it is its `original` one."""
    credit = () if original else (Field(TRANSLATOR, said=at_most(TRANSLATOR_LIMIT)),)
    return Form(TRANSLATE, lambda values: (_text(ENTRY_LIMIT), *credit))


def note() -> Form:
    """The language, and what the minutes say in it."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field(LANGUAGE, picked=one_of(LANGUAGES))
        yield Field(TEXT, said=at_most(NOTE_LIMIT), picked=one_of((TAKE_OUT,)), collects=True)

    return Form(NOTE, lambda values: tuple(fields(values)))


def circulate(deadline: Deadline) -> Form:
    """Until when one may object."""
    return Form(CIRCULATE, deadline.fields)


def comment() -> Form:
    """The comment, or the objection."""
    return Form(COMMENT, lambda values: (_text(ENTRY_LIMIT),))


def owner_of(values: Values) -> MembershipId | None:
    """Whose action it is; None: nobody's yet."""
    return MembershipId(values[OWNER]) if values.get(OWNER) else None


def _text(limit: int) -> Field:
    return Field(TEXT, said=at_most(limit), collects=True)


def _picked(value: str, people: Sequence[Actor]) -> int:
    if value == NOBODY:
        return 0
    if all(str(a.membership) != value for a in people):
        raise Refusal("form-stale")
    return int(value)


def _named(text: str, people: Sequence[Actor]) -> int:
    """Whose name holds what was typed. Refuses `owner-unknown`, and `owner-ambiguous` (fact `names`)."""
    wanted = " ".join(text.casefold().split())
    found = [a for a in people if wanted and wanted in a.person.name.casefold()]
    if not found:
        raise Refusal("owner-unknown")
    if len(found) > 1:
        raise Refusal("owner-ambiguous", names=[a.person.name for a in found[:5]])
    return found[0].membership
