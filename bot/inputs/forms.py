"""The room's forms: which questions they ask. Nothing here is drawn."""

from collections.abc import Iterator, Sequence

from bot.files import File
from bot.forms import Field, Form, Open, at_most, one_of
from bot.forms.deadline import Deadline
from bot.forms.model import Values
from bot.ids import InputRequestId
from bot.inputs.model import TEXT_LIMIT, Way
from bot.translations.model import TRANSLATOR_LIMIT, Translation, language_of

REQUEST = "request-input"
GIVE = "give-input"
OFFER = "offer-input"
DRAFT = "draft-from-input"
TRANSLATE = "translate-input"
RECEIVED = "received-input"
OWN = "own"
"""No request asked for it: it is offered."""
ALL, ENOUGH = "all", "enough"


def request(
    groups: Sequence[str], findings: Sequence[int], deadline: Deadline, languages: Sequence[str], spoken: str
) -> Form:
    """The text, its translations, files, whom to ask (one constituency after the other), about which finding, until
    when. `spoken`: the language of whoever asks."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("text", said=at_most(TEXT_LIMIT), collects=True)
        for language in others(languages, values, spoken):
            yield Field(f"text-{language}", said=at_most(TEXT_LIMIT), collects=True, optional=True)
            if values.get(f"text-{language}"):
                yield Field(f"credit-{language}", said=at_most(TRANSLATOR_LIMIT))
        yield Field("files", files=True, optional=True)
        yield from _whom(values, groups)
        if findings:
            yield _about(findings)
        yield from deadline.fields(values)

    return Form(REQUEST, lambda values: tuple(fields(values)))


def others(languages: Sequence[str], values: Values, spoken: str) -> list[str]:
    """The languages into which the text may be translated; none before it is written."""
    original = language_of(values["text"], spoken) if values.get("text") else None
    return [language for language in languages if original not in (None, language)]


def translations_of(values: Values) -> list[Translation]:
    """Those that were written."""
    return [
        Translation(language, text, values[f"credit-{language}"])
        for name, text in values.items()
        if text and (language := name.removeprefix("text-")) != name
    ]


def give(way: Way) -> Form:
    """A text, with files where there are some; files, with a note; or a contact."""
    text = Field(
        "text",
        said=at_most(TEXT_LIMIT),
        collects=way is Way.TEXT,
        optional=way is Way.FILE,
        contact=way is Way.CONTACT,
    )
    files = Field("files", files=True, optional=way is Way.TEXT)
    fields = {Way.TEXT: (text, files), Way.FILE: (files, text), Way.CONTACT: (text,)}[way]
    return Form(GIVE, lambda values: fields)


def offer(findings: Sequence[int]) -> Form:
    """A text, with files where there are some, and which finding it is about."""
    fields = [
        Field("text", said=at_most(TEXT_LIMIT), collects=True),
        Field("files", files=True, optional=True),
    ]
    if findings:
        fields.append(_about(findings))
    return Form(OFFER, lambda values: tuple(fields))


def received(requests: Sequence[InputRequestId]) -> Form:
    """What the files are that a member sent unasked: an answer to a request, or input of their own."""
    return Form(
        RECEIVED, lambda values: (Field("what", picked=one_of((OWN, *map(str, requests))), files=True),)
    )


def groups_of(values: Values) -> list[str]:
    """The constituencies that were chosen; none for all."""
    chosen = [value for name, value in values.items() if name.startswith("whom-")]
    return [] if ALL in chosen else [code for code in chosen if code != ENOUGH]


def files_of(state: Open) -> list[File]:
    """What was attached."""
    return [File(file.name, file.digest, file.size) for file in state.files or ()]


def _whom(values: Values, groups: Sequence[str]) -> Iterator[Field]:
    chosen = groups_of(values)
    asked = [name for name in values if name.startswith("whom-")]
    for name in asked:
        yield Field(name, picked=one_of((ALL, ENOUGH, *groups)))
    left = [code for code in groups if code not in chosen]
    over = any(values[name] in (ALL, ENOUGH) for name in asked)
    if not over and left:
        offered = (*left, ENOUGH) if chosen else (ALL, *left)
        yield Field(f"whom-{len(asked)}", picked=one_of(offered))


def _about(findings: Sequence[int]) -> Field:
    return Field("finding", picked=one_of(tuple(map(str, findings))), optional=True)
