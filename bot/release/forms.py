"""The form of a named copy: for whom, in which language, a last look. Nothing here is drawn."""

from collections.abc import Iterator, Sequence

from bot.forms import Field, Form, one_of
from bot.forms.model import Values
from bot.release.copying import recipient_of

COPY = "named-copy"
RECIPIENT, LANGUAGE, SURE = "recipient", "language", "sure"
YES = "yes"


def named_copy(languages: Sequence[str]) -> Form:
    """For a version with texts in these languages."""

    def fields(_values: Values) -> Iterator[Field]:
        yield Field(RECIPIENT, said=lambda text, _v: recipient_of(text))
        if len(languages) > 1:
            yield Field(LANGUAGE, picked=one_of(tuple(languages)))
        yield Field(SURE, picked=one_of((YES,)))

    return Form(COPY, lambda values: tuple(fields(values)))


def language_of(values: Values, languages: Sequence[str]) -> str:
    """The language that was chosen, or the only one."""
    return str(values.get(LANGUAGE) or languages[0])
