"""The form for a person's translation of what somebody wrote: of a question, an answer, a request, an input."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.forms import Field, Form, Open, at_most, one_of
from bot.forms.cards import picks, received, screen
from bot.forms.model import Values
from bot.i18n import OWN_NAMES, Translator
from bot.screens import Screen
from bot.texts import quoted, shortened
from bot.translations.model import TRANSLATOR_LIMIT, Translation

_ECHO = 1200


def others(languages: Sequence[str], original: str | None, own: str) -> tuple[str, ...]:
    """Those into which a text can be translated, the reader's own first."""
    found = [code for code in languages if code != original]
    return tuple(sorted(found, key=lambda code: code != own))


def form(kind: str, languages: Sequence[str], limit: int) -> Form:
    """Into which language, the text, and who translated it."""

    def fields(values: Values) -> Iterator[Field]:
        if len(languages) > 1:
            yield Field("language", picked=one_of(languages))
        yield Field("text", said=at_most(limit), collects=True)
        yield Field("translator", said=at_most(TRANSLATOR_LIMIT))

    return Form(kind, lambda values: tuple(fields(values)))


def chosen(values: Values, languages: Sequence[str]) -> Translation:
    """What the form holds in the end."""
    return Translation(values.get("language") or languages[0], values["text"], values["translator"])


def draw(
    t: Translator,
    state: Open,
    field: Field,
    *,
    title: Markup,
    original: str,
    languages: Sequence[str],
    limit: int,
    protect: bool = False,
) -> Screen:
    """The form's questions."""
    text = quoted(shortened(original, _ECHO))
    match field.name:
        case "language":
            options = [(code, OWN_NAMES.get(code, code)) for code in languages]
            return screen(title, text, t("Into which language?"), rows=picks(state, options), protect=protect)
        case "text":
            if got := received(t, state, limit):
                return screen(title, got)
            language = state.values.get("language") or languages[0]
            lines = [
                t("Language: {language}", language=t.language_name(language)),
                t("Write the translation. Limit: {limit} characters.", limit=limit),
            ]
            return screen(title, text, *lines, protect=protect)
        case _:
            return screen(title, credit(t))


def credit(t: Translator) -> Markup:
    """Who is named with a translation."""
    return t(
        "Who translated it? Write the name: readers see it. Limit: {limit} characters.",
        limit=TRANSLATOR_LIMIT,
    )
