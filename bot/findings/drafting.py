"""Draft findings out of what somebody wrote elsewhere: of an answer, of an input. One, or several in one go."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.committee.model import Actor
from bot.findings import words
from bot.findings.model import BODY_LIMIT, TITLE_LIMIT, Kind, Text, split_title
from bot.findings.writing import create
from bot.forms import Field, Form, Open, one_of
from bot.forms.cards import picks, received, screen
from bot.forms.model import Values
from bot.i18n import Translator
from bot.ids import FindingId
from bot.screens import Screen, capitalised
from bot.store import Tx
from bot.texts import quoted, shortened, typed
from bot.translations.model import Worded, language_of

WHOLE, SEVERAL, ONE = "whole", "several", "one"
_SHOWN = 1200
_TITLE = 100
"""Characters of a first sentence that can be a title."""


def form(kind: str) -> Form:
    """What the finding is, and its words: those that were written, or others; and whether they are several findings."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("kind", picked=one_of(tuple(Kind)))
        yield Field("text", said=_titled, picked=one_of((WHOLE,)), collects=True)
        if len(_parts(values.get("text") or "")) > 1:
            yield Field("several", picked=_checked)

    return Form(kind, lambda values: tuple(fields(values)))


def draw(
    t: Translator,
    state: Open,
    field: Field,
    *,
    title: Markup,
    original: str,
    ask: Markup,
    take: str,
    protect: bool = False,
) -> Screen:
    """The form's questions. `ask`, `take`: what is asked below the `original`, and the button that takes that."""
    match field.name:
        case "kind":
            options = [(str(kind), capitalised(t.plain(words.KINDS[kind]))) for kind in Kind]
            return screen(title, t("Choose the kind."), rows=picks(state, options))
        case "several":
            parts = _parts(state.values["text"])
            titles = Markup("\n").join(
                Markup("{}. {}").format(n, shortened(part.partition("\n")[0], _TITLE))
                for n, part in enumerate(parts, start=1)
            )
            options = [
                (SEVERAL, t.plain("Several findings: {n}", n=len(parts))),
                (ONE, t.plain("One finding")),
            ]
            asked = t("An empty line stands between these parts. Is each of them a finding?")
            return screen(title, asked, titles, rows=picks(state, options), protect=protect)
    if got := received(t, state, TITLE_LIMIT + BODY_LIMIT):
        return screen(title, got)
    limits = t(
        "The first line is the title. Limit: {title} characters, then {body}.",
        title=TITLE_LIMIT,
        body=BODY_LIMIT,
    )
    several = t("For several findings at once, leave an empty line between them.")
    text = quoted(shortened(original, _SHOWN))
    return screen(title, text, ask, limits, several, rows=picks(state, [(WHOLE, take)]), protect=protect)


def chosen(values: Values) -> tuple[Kind, tuple[str, ...]]:
    """What they are, and the words of each; none for those that were written."""
    kind, text = Kind(values["kind"]), values["text"]
    if text == WHOLE:
        return kind, ()
    return kind, tuple(_parts(text)) if values.get("several") == SEVERAL else (text,)


def draft(
    tx: Tx, who: Actor, kind: Kind, own: Sequence[str], given: Worded, at: datetime
) -> tuple[list[FindingId], list[str]]:
    """Draft findings in the consultant's `own` words, or one in what was `given`, with its translations.

    Their ids and labels. Refuses `consultants-only`, and what `split_title` refuses.
    """
    wordings = [[_written(text, who.person.language)] for text in own] or [
        _taken(given, who.committee.languages)
    ]
    made = [
        create(
            tx, who, kind=kind, texts=texts, authoritative=texts[0].language, comments_until=None, at=at
        ).facts
        for texts in wordings
    ]
    return [FindingId(facts["finding"]) for facts in made], [facts["label"] for facts in made]


def _written(text: str, spoken: str) -> Text:
    title, body = split_title(text)
    return Text(language_of(text, spoken), title, body)


def _taken(given: Worded, languages: Collection[str]) -> list[Text]:
    return [
        _first_sentence(given.language, given.text),
        *(
            _first_sentence(made.language, made.text, made.translator)
            for made in given.translations
            if made.language in languages
        ),
    ]


def _first_sentence(language: str, text: str, translator: str | None = None) -> Text:
    """An answer has no title: its first sentence is one, where that is short enough; else it is cut."""
    first, _, rest = text.strip().partition("\n")
    for end in (". ", "; ", "? "):
        head, sign, tail = first.partition(end)
        if sign and len(head) < len(first):
            first, rest = head + sign.strip(), f"{tail}\n{rest}".strip()
            break
    if len(first) > _TITLE:
        first, rest = first[: _TITLE - 1] + "…", text
    return Text(language, first, rest, unofficial=translator is not None, translator=translator)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def _titled(text: str, _values: Values) -> str:
    split_title(text)
    return typed(text, TITLE_LIMIT + BODY_LIMIT)


def _checked(value: str, values: Values) -> str:
    """Several findings need a title each."""
    if value == SEVERAL:
        for part in _parts(values["text"]):
            split_title(part)
    return str(one_of((SEVERAL, ONE))(value, values))
