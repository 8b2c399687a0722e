"""The forms of a reservation: for whom it speaks, its text, its language, a last look. Nothing here is drawn."""

from collections.abc import Iterator, Mapping, Sequence

from bot.ballots.reservations.model import LIMIT
from bot.forms import Field, Form, at_most, one_of
from bot.forms.model import Values

ATTACH = "attach-reservation"
CHANGE = "change-reservation"
SCOPE, TEXT, LANGUAGE, INSTEAD, SURE = "scope", "text", "language", "instead", "sure"
OWN, GROUP = "own", "group"
YES = "yes"


def attach(languages: Sequence[str], taken: Mapping[bool, int]) -> Form:
    """A new one. For whom it speaks is asked where there is a choice, and again where that was taken meanwhile."""
    free = [scope for scope in (OWN, GROUP) if (scope == GROUP) not in taken]

    def fields(values: Values) -> Iterator[Field]:
        chosen = values.get(SCOPE)
        if chosen is not None or len(free) > 1:
            yield Field(SCOPE, picked=one_of(free))
        *wording, sure = _wording(languages)
        yield from wording
        if chosen is not None and chosen not in free:
            yield Field(INSTEAD, picked=one_of(free))
        yield sure

    return Form(ATTACH, lambda values: tuple(fields(values)))


def change(languages: Sequence[str]) -> Form:
    """Another wording."""
    return Form(CHANGE, lambda values: tuple(_wording(languages)))


def for_group(values: Values, taken: Mapping[bool, int]) -> bool:
    """Whether the constituency speaks: as chosen, or because only that is left."""
    chosen = values.get(INSTEAD) or values.get(SCOPE)
    return False in taken if chosen is None else bool(chosen == GROUP)


def language_of(values: Values, languages: Sequence[str]) -> str:
    """The language that was named, or the only one there is."""
    return str(values.get(LANGUAGE) or languages[0])


def _wording(languages: Sequence[str]) -> Iterator[Field]:
    yield Field(TEXT, said=at_most(LIMIT), collects=True)
    if len(languages) > 1:
        yield Field(LANGUAGE, picked=one_of(tuple(languages)))
    yield Field(SURE, picked=one_of((YES,)))
