"""The room's forms: which questions they ask, and what their answers mean. Nothing here is drawn."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.errors import Refusal
from bot.forms import Attached, Field, Form, at_most
from bot.forms.deadline import SURE, Deadline, chosen
from bot.forms.model import Values, one_of
from bot.meetings import part_fields
from bot.meetings import typed as read
from bot.meetings.changing import Edit
from bot.meetings.model import (
    NOTE_LIMIT,
    AgendaItem,
    AgendaLine,
    Audience,
    Format,
    Plan,
    Spot,
)
from bot.meetings.part_fields import (
    ALL,
    ASK,
    CALL,
    CARRY,
    KEEP,
    PROPOSE,
    SLOTS,
    WHEN_SURE,
    YES,
    Asking,
)
from bot.meetings.records import read_wall

NEW_MEETING = "new-meeting"
EDIT = "edit-meeting"
CANCEL = "cancel-meeting"
REMIND = "remind-meeting"
FILES = "agenda-files"
ANSWER_DAYS = 3
"""Working days within which answers to a date poll are wanted, unless said otherwise."""
PARTS = ("title", "format", "when", "venue", "link", "agenda")
"""What of a meeting is edited at a time."""


def new_meeting(asking: Asking, deadline: Deadline) -> Form:
    """Everything that the contract names, in its order; at last a look in each language, and who is told.

    `deadline`: of a date poll's answers; it also knows the instant and the committee's days off.
    """
    return Form(NEW_MEETING, lambda values: tuple(_new(asking, deadline, values)))


def edit(asking: Asking, part: str, deadline: Deadline) -> Form:
    """One part of a meeting. The last tap says which state of the meeting its editor has seen."""

    def fields(values: Values) -> Iterator[Field]:
        base = asking.base
        assert base is not None
        yield from _part(asking, deadline, part, values)
        yield Field(SURE, picked=_revision)

    return Form(EDIT, lambda values: tuple(fields(values)))


def cancel() -> Form:
    """Why, and then surely: the last tap says which state of the meeting was seen."""
    return Form(
        CANCEL,
        lambda values: (
            Field("reason", said=at_most(NOTE_LIMIT)),
            Field(SURE, picked=_revision),
        ),
    )


def remind(audiences: Sequence[str]) -> Form:
    """To whom, with which words, and then surely."""
    return Form(
        REMIND,
        lambda values: (
            Field("audience", picked=one_of(audiences)),
            Field("note", said=at_most(NOTE_LIMIT), optional=True),
            Field(SURE, picked=one_of((YES,))),
        ),
    )


def files(item: AgendaItem) -> Form:
    """Which files a line of the agenda carries."""
    given = tuple(Attached(file.name, file.digest, file.size, message=0) for file in item.files)
    return Form(FILES, lambda values: (Field("files", files=True, given=given, optional=True),))


def plan_of(values: Values, asking: Asking) -> Plan:
    """The meeting that a form describes."""
    main = part_fields.main_language(asking, values)
    how = Format(values["format"])
    return Plan(
        main=main,
        titles=titles_of(values, asking),
        format=how,
        wall=None if part_fields.polls(values) else read_wall(values[WHEN_SURE]),
        minutes=values["minutes"],
        venues=venues_of(values, asking) if how.in_room else {},
        spot=spot_of(values) if how.in_room else None,
        link=values.get("link") if how.on_line else None,
        audience=Audience(values["audience"]),
        agenda=agenda_of(values, asking),
    )


def edit_of(values: Values, asking: Asking, part: str) -> Edit:
    """What an edit changes; the time is changed otherwise."""
    base = asking.base
    assert base is not None
    match part:
        case "title":
            return Edit(titles=titles_of(values, asking))
        case "format":
            how = Format(values["format"])
            return Edit(
                format=how,
                venues=(venues_of(values, asking) or None) if how.in_room else {},
                spot=spot_of(values) if how.in_room else "",
                link=values.get("link") if how.on_line else "",
            )
        case "venue":
            return Edit(venues=venues_of(values, asking), spot=spot_of(values) or "")
        case "link":
            return Edit(link=values["link"] or "")
        case _:
            return Edit(agenda=agenda_of(values, asking))


def slots_of(values: Values) -> list[datetime]:
    """The dates of a poll."""
    return [read_wall(wall) for wall in values[SLOTS]]


def answers_until(values: Values) -> datetime:
    """By when answers to a poll are wanted (UTC)."""
    until = chosen(values)
    assert until is not None
    return until


def revision_of(values: Values) -> int:
    """Which state of the meeting its editor saw when they confirmed."""
    return int(values[SURE])


def titles_of(values: Values, asking: Asking) -> dict[str, str]:
    """The titles by language, the first one first."""
    return _by_language("title", values, asking)


def venues_of(values: Values, asking: Asking) -> dict[str, str]:
    """Where people meet, by language; nothing where that is not said."""
    return _by_language("venue", values, asking) if values.get("venue") else {}


def _by_language(name: str, values: Values, asking: Asking) -> dict[str, str]:
    main = part_fields.main_language(asking, values)
    others = {tag: text for tag in asking.languages if tag != main and (text := values.get(f"{name}-{tag}"))}
    return {main: values[name], **others}


def agenda_of(values: Values, asking: Asking) -> tuple[AgendaLine, ...]:
    """The lines with their texts, the first language first."""
    main, lines = part_fields.main_language(asking, values), values.get("agenda") or []
    found = []
    for place, line in enumerate(lines):
        texts = {line.get("language", main): read.text_of(line)}
        for tag in asking.languages:
            others = values.get(f"agenda-{tag}") if tag != main else None
            if others and others[place] is not None:
                texts[tag] = read.text_of(
                    {"translator": values.get(part_fields.credit(tag)), **others[place]}
                )
        found.append(AgendaLine(line["minutes"], texts))
    return (*found, *carried_of(values, asking))


def carried_of(values: Values, asking: Asking) -> tuple[AgendaLine, ...]:
    """The lines that are carried over; what was settled meanwhile is not."""
    ways = values.get(CARRY)
    chosen_ = [
        line for line in asking.left_open if ways == ALL or values.get(part_fields.carry_name(line)) == YES
    ]
    return tuple(chosen_)


def spot_of(values: Values) -> Spot | None:
    """The point on the map."""
    return Spot(*values["spot"]) if values.get("spot") else None


def _new(asking: Asking, deadline: Deadline, values: Values) -> Iterator[Field]:
    if asking.base is None and len(asking.languages) > 1:
        yield Field("language", picked=one_of(asking.languages))
        if "language" not in values:
            return
    main = part_fields.main_language(asking, values)
    yield part_fields.title(asking, "title", main)
    yield Field("format", picked=one_of(tuple(Format)))
    yield from part_fields.when(asking, deadline, values, poll=asking.organizer)
    yield part_fields.minutes(asking)
    how = Format(values["format"]) if "format" in values else Format.HYBRID
    if how.in_room:
        yield from part_fields.venue(asking, values)
    if how.on_line:
        yield part_fields.link(asking)
    yield from part_fields.agenda(asking, main)
    yield from part_fields.left_open(asking, values)
    for language in asking.languages:
        if language != main:
            yield from part_fields.translation(asking, values, language)
    yield Field("audience", picked=one_of(tuple(Audience)))
    for language in asking.languages:
        if language == main or values.get(f"title-{language}"):
            yield Field(f"look-{language}", picked=one_of(("ok",)))
    if part_fields.polls(values):
        yield Field("publish", picked=one_of((ASK,)))
    else:
        yield Field("publish", picked=one_of((CALL, KEEP) if asking.organizer else (PROPOSE,)))


def _part(asking: Asking, deadline: Deadline, part: str, values: Values) -> Iterator[Field]:
    base = asking.base
    assert base is not None
    match part:
        case "title":
            yield part_fields.title(asking, "title", base.main)
            for language in asking.languages:
                if language != base.main:
                    yield part_fields.title(asking, f"title-{language}", language, optional=True)
        case "format":
            yield Field("format", picked=one_of(tuple(Format)))
            how = Format(values["format"]) if "format" in values else base.format
            if how.in_room and not base.format.in_room:
                yield from part_fields.venue(asking, values)
                yield from part_fields.venues_in(asking, values, base.languages)
            if how.on_line and not base.format.on_line:
                yield part_fields.link(asking)
        case "when":
            yield from part_fields.when(asking, deadline, values, poll=False)
            yield part_fields.minutes(asking)
            yield Field("note", said=at_most(NOTE_LIMIT), optional=True)
        case "venue":
            yield from part_fields.venue(asking, values)
            yield from part_fields.venues_in(asking, values, asking.languages)
        case "link":
            yield part_fields.link(asking)
        case "agenda":
            yield from part_fields.agenda(asking, base.main)
            for language in asking.languages:
                if language != base.main:
                    yield from part_fields.agenda_in(asking, values, language)


def _revision(value: str, _values: Values) -> int:
    if not value.isdecimal():
        raise Refusal("form-stale")
    return int(value)
