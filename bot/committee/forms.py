"""The organizer's two forms: one invitation, and a roster file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.committee import organizations, roster
from bot.committee.model import MOST_DAYS, SEATED, Role, RosterEntry, Seat
from bot.errors import Refusal
from bot.forms import Field, Form, one_of
from bot.forms.model import Values
from bot.texts import blank, one_line


def invitation(constituencies: tuple[str, ...], seats: Sequence[Seat]) -> Form:
    """Role, constituency and organization (for a seat), name, language, how long the link is valid.

    `seats`: those there are; the number of one stands for its organization on a button.
    """
    homes = {str(seat.id): seat.organization for seat in seats}

    def fields(values: Values) -> tuple[Field, ...]:
        role = values.get("role")
        seated = role in SEATED or role == "chair-seat"
        questions = [Field("role", picked=one_of((*(r.value for r in Role), "chair-seat")))]
        if seated:
            questions.append(Field("constituency", picked=one_of(constituencies)))
            questions.append(Field("organization", said=line, picked=_key_of(homes)))
        return *questions, *_WHO

    return Form("invite", fields)


def holder() -> Form:
    """Who is to hold a place on a seat."""
    return Form("holder", lambda _: _WHO)


def correction(kind: str) -> Form:
    """A name, a person's or an organization's, spelled anew."""
    return Form(kind, lambda _: (Field("name", said=line),))


def roster_file(
    constituencies: Mapping[str, str], present: Sequence[RosterEntry], spell: Callable[[str], str]
) -> Form:
    """The file (or its text, as many messages as it takes), then a look at what it says, then the import.

    `spell`: how the roster spells an organization that a line names.
    """

    def read(data: bytes, _values: Values) -> list[list[Any]]:
        checked = roster.check(roster.read_csv(data), constituencies)
        lines = organizations.spelled(checked.lines, spell)
        roster.refuse(checked.faults or roster.conflicts(lines, present))
        return [
            [
                line.number,
                line.organization,
                line.constituency,
                line.role.value,
                line.name,
                line.language,
                line.organization_names,
            ]
            for line in lines
        ]

    return Form(
        "roster",
        lambda values: (
            Field(
                "lines",
                said=lambda text, v: read(text.encode(errors="replace"), v),
                partly=lambda text, _: roster.read_csv(text.encode(errors="replace")),
                sent=read,
                collects=True,
                anew=roster.begins,
            ),
            Field("confirm", picked=one_of(("import",))),
        ),
    )


def lines_of(values: Values) -> list[roster.RosterLine]:
    """The lines of a roster form, as the service takes them."""
    return [
        roster.RosterLine(number, organization, constituency, Role(role), *who)
        for number, organization, constituency, role, *who in values["lines"]
    ]


def _days(text: str, _values: Values) -> int:
    """For how long the link is valid, typed or by button."""
    if not (text.strip().isdecimal() and 1 <= int(text) <= MOST_DAYS):
        raise Refusal("validity-unknown", limit=MOST_DAYS)
    return int(text)


def _key_of(options: Mapping[str, str]) -> Any:
    def read(value: str, _values: Values) -> str:
        if value not in options:
            raise Refusal("form-stale")
        return options[value]

    return read


def line(text: str, _values: Values, limit: int = roster.LIMIT_CHARACTERS) -> str:
    """A name in one line. Refuses `name-empty`, `name-too-long` (fact: `limit`)."""
    name = one_line(text)
    if blank(name):
        raise Refusal("name-empty")
    if len(name) > limit:
        raise Refusal("name-too-long", limit=limit)
    return name


_WHO = (
    Field("name", said=line),
    Field("language", picked=one_of(roster.LANGUAGES)),
    Field("days", said=_days, picked=_days),
)
"""Whom an invitation is for."""
