"""The form that makes a draft finding of what somebody wrote elsewhere: of an answer, of an input."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.findings import words
from bot.findings.form_parts import picks, received, screen
from bot.findings.model import BODY_LIMIT, TITLE_LIMIT, Kind, split_title, typed
from bot.forms import Field, Form, Open, one_of
from bot.forms.model import Values
from bot.i18n import Translator
from bot.screens import Screen, capitalised

WHOLE = "whole"
_SHOWN = 1200


def form(kind: str) -> Form:
    """What the finding is, and its words: those that were written, or others."""

    def fields(_values: Values) -> Iterator[Field]:
        yield Field("kind", picked=one_of(tuple(Kind)))
        yield Field("text", said=_titled, picked=one_of((WHOLE,)), collects=True)

    return Form(kind, lambda values: tuple(fields(values)))


def draw(
    t: Translator, state: Open, field: Field, *, title: Markup, original: str, ask: Markup, take: str
) -> Screen:
    """The form's questions. `ask`, `take`: what is asked below the `original`, and the button that takes that."""
    if field.name == "kind":
        options = [(str(kind), capitalised(t.plain(words.KINDS[kind]))) for kind in Kind]
        return screen(title, t("Choose the kind."), rows=picks(state, options))
    if got := received(t, state, TITLE_LIMIT + BODY_LIMIT):
        return screen(title, got)
    limits = t(
        "The first line is the title. Limit: {title} characters, then {body}.",
        title=TITLE_LIMIT,
        body=BODY_LIMIT,
    )
    text = words.quoted(words.shortened(original, _SHOWN))
    return screen(title, text, ask, limits, rows=picks(state, [(WHOLE, take)]))


def chosen(values: Values) -> tuple[Kind, str | None]:
    """What it is, and its own words; None for those that were written."""
    text = values["text"]
    return Kind(values["kind"]), None if text == WHOLE else text


def _titled(text: str, _values: Values) -> str:
    split_title(text)
    return typed(text, TITLE_LIMIT + BODY_LIMIT)
