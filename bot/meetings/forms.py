"""The room's forms: which questions they ask, and what their answers mean. Nothing here is drawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.forms import Attached, Days, Field, Form
from bot.forms.deadline import SURE, Deadline, chosen
from bot.forms.model import Values, one_of
from bot.meetings import checking
from bot.meetings import typed as read
from bot.meetings.changing import Edit
from bot.meetings.model import (
    ITEMS_LIMIT,
    NOTE_LIMIT,
    TITLE_LIMIT,
    VENUE_LIMIT,
    AgendaItem,
    AgendaLine,
    AgendaText,
    Audience,
    Format,
    Meeting,
    Plan,
    Spot,
)
from bot.meetings.records import read_wall, written_wall
from bot.texts import typed
from bot.translations.model import TRANSLATOR_LIMIT

NEW_MEETING = "new-meeting"
EDIT = "edit-meeting"
CANCEL = "cancel-meeting"
REMIND = "remind-meeting"
FILES = "agenda-files"
WHEN, HOUR, WHEN_SURE, SLOTS, SLOTS_SURE = "when", "hour", "when-sure", "slots", "slots-sure"
CARRY, ALL, EACH, NONE = "carry", "all", "each", "none"
POLL, KEEP, YES, CALL, PROPOSE, ASK = "poll", "keep", "yes", "call", "propose", "ask"
LENGTHS = (60, 90, 120, 180)
"""Minutes that are offered as buttons."""
ANSWER_DAYS = 3
"""Working days within which answers to a date poll are wanted, unless said otherwise."""
PARTS = ("title", "format", "when", "venue", "link", "agenda")
"""What of a meeting is edited at a time."""


@dataclass(frozen=True)
class Asking:
    """What a meeting's form asks within: the committee's languages and zone, and whether an organizer is asked.

    `base`: the meeting that is edited, or that a new one is made after; its parts can be kept.
    """

    languages: Sequence[str]
    zone: ZoneInfo
    organizer: bool
    base: Meeting | None = None
    left_open: Sequence[AgendaLine] = ()
    """What was left open before and may be carried over."""


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
    """Why, and then surely."""
    return Form(
        CANCEL,
        lambda values: (
            Field("reason", said=lambda text, v: typed(text, NOTE_LIMIT)),
            Field(SURE, picked=one_of((YES,))),
        ),
    )


def remind(audiences: Sequence[str]) -> Form:
    """To whom, with which words, and then surely."""
    return Form(
        REMIND,
        lambda values: (
            Field("audience", picked=one_of(audiences)),
            Field("note", said=lambda text, v: typed(text, NOTE_LIMIT), optional=True),
            Field(SURE, picked=one_of((YES,))),
        ),
    )


def files(item: AgendaItem) -> Form:
    """Which files a line of the agenda carries."""
    given = tuple(Attached(file.name, file.digest, file.size, message=0) for file in item.files)
    return Form(FILES, lambda values: (Field("files", files=True, given=given, optional=True),))


def plan_of(values: Values, asking: Asking) -> Plan:
    """The meeting that a form describes."""
    main = _main(asking, values)
    how = Format(values["format"])
    return Plan(
        main=main,
        titles=titles_of(values, asking),
        format=how,
        wall=None if polls(values) else read_wall(values[WHEN_SURE]),
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


def polls(values: Values) -> bool:
    """Are dates asked for first?"""
    return values.get(WHEN) == POLL


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
    main = _main(asking, values)
    others = {tag: text for tag in asking.languages if tag != main and (text := values.get(f"{name}-{tag}"))}
    return {main: values[name], **others}


def agenda_of(values: Values, asking: Asking) -> tuple[AgendaLine, ...]:
    """The lines with their texts, the first language first."""
    main, lines = _main(asking, values), values.get("agenda") or []
    found = []
    for place, line in enumerate(lines):
        texts = {line.get("language", main): read.text_of(line)}
        for tag in asking.languages:
            others = values.get(f"agenda-{tag}") if tag != main else None
            if others and others[place] is not None:
                texts[tag] = read.text_of({"translator": values.get(_credit(tag)), **others[place]})
        found.append(AgendaLine(line["minutes"], texts))
    return (*found, *carried_of(values, asking))


def carried_of(values: Values, asking: Asking) -> tuple[AgendaLine, ...]:
    """The lines that are carried over; what was settled meanwhile is not."""
    ways = values.get(CARRY)
    chosen_ = [line for line in asking.left_open if ways == ALL or values.get(_carry(line)) == YES]
    return tuple(chosen_)


def offered(name: str, asking: Asking) -> AgendaLine | None:
    """The line that a question of the form is about."""
    return next((line for line in asking.left_open if _carry(line) == name), None)


def spot_of(values: Values) -> Spot | None:
    """The point on the map."""
    return Spot(*values["spot"]) if values.get("spot") else None


def _new(asking: Asking, deadline: Deadline, values: Values) -> Iterator[Field]:
    if asking.base is None and len(asking.languages) > 1:
        yield Field("language", picked=one_of(asking.languages))
        if "language" not in values:
            return
    main = _main(asking, values)
    yield _title(asking, "title", main)
    yield Field("format", picked=one_of(tuple(Format)))
    yield from _when(asking, deadline, values, poll=asking.organizer)
    yield _minutes(asking)
    how = Format(values["format"]) if "format" in values else Format.HYBRID
    if how.in_room:
        yield from _venue(asking, values)
    if how.on_line:
        yield _link(asking)
    yield from _agenda(asking, values, main)
    yield from _left_open(asking, values)
    for language in asking.languages:
        if language != main:
            yield from _translation(asking, values, language)
    yield Field("audience", picked=one_of(tuple(Audience)))
    for language in asking.languages:
        if language == main or values.get(f"title-{language}"):
            yield Field(f"look-{language}", picked=one_of(("ok",)))
    if polls(values):
        yield Field("publish", picked=one_of((ASK,)))
    else:
        yield Field("publish", picked=one_of((CALL, KEEP) if asking.organizer else (PROPOSE,)))


def _part(asking: Asking, deadline: Deadline, part: str, values: Values) -> Iterator[Field]:
    base = asking.base
    assert base is not None
    match part:
        case "title":
            yield _title(asking, "title", base.main)
            for language in asking.languages:
                if language != base.main:
                    yield _title(asking, f"title-{language}", language, optional=True)
        case "format":
            yield Field("format", picked=one_of(tuple(Format)))
            how = Format(values["format"]) if "format" in values else base.format
            if how.in_room and not base.format.in_room:
                yield from _venue(asking, values)
                yield from _venues_in(asking, values, base.languages)
            if how.on_line and not base.format.on_line:
                yield _link(asking)
        case "when":
            yield from _when(asking, deadline, values, poll=False)
            yield _minutes(asking)
            yield Field("note", said=lambda text, v: typed(text, NOTE_LIMIT), optional=True)
        case "venue":
            yield from _venue(asking, values)
            yield from _venues_in(asking, values, asking.languages)
        case "link":
            yield _link(asking)
        case "agenda":
            yield from _agenda(asking, values, base.main)
            for language in asking.languages:
                if language != base.main:
                    yield from _agenda_in(asking, values, language)


def _main(asking: Asking, values: Values) -> str:
    if asking.base is not None:
        return asking.base.main
    return str(values["language"]) if len(asking.languages) > 1 else asking.languages[0]


def _title(asking: Asking, name: str, language: str, *, optional: bool = False) -> Field:
    kept = asking.base and asking.base.titles.get(language)
    return Field(name, said=lambda text, v: _one_line(text), picked=_keeping(kept), optional=optional)


def _one_line(text: str) -> str:
    return typed(" ".join(text.split()), TITLE_LIMIT)


def _when(asking: Asking, deadline: Deadline, values: Values, *, poll: bool) -> Iterator[Field]:
    at, zone = deadline.at, asking.zone
    days = Days(at.astimezone(zone).date(), deadline.calendar.is_day_off)
    kept = None if asking.base is None or poll else written_wall(asking.base.wall)

    def pick(value: str, _values: Values) -> str:
        if value == POLL and poll:
            return POLL
        if value == KEEP and kept is not None:
            return kept
        from bot.forms import picker  # noqa: PLC0415  # with the calendar library

        return picker.picked(value, days).isoformat()

    def hour(text: str, values: Values) -> str:
        return read.hour(text, values[WHEN], at, zone)

    yield Field(WHEN, said=lambda text, v: read.when(text, at, zone), picked=pick, days=days)
    if polls(values):
        yield Field(SLOTS, said=lambda text, v: read.slots(text, at, zone), collects=True)
        yield Field(SLOTS_SURE, picked=one_of((YES,)))
        yield from deadline.fields(values)
        return
    wall = values.get(WHEN)
    if wall is not None and "T" not in wall:
        yield Field(HOUR, said=hour, picked=hour)
        wall = values.get(HOUR)
    if wall is not None:
        yield Field(WHEN_SURE, picked=lambda value, v: _confirmed(value, v, at, zone))


def _confirmed(value: str, values: Values, at: datetime, zone: ZoneInfo) -> str:
    if value != YES:
        raise Refusal("form-stale")
    wall = wall_of(values)
    checking.ahead(read_wall(wall), zone, at)  # it may have passed while the question stood there
    return wall


def wall_of(values: Values) -> str:
    """The wall time that is echoed."""
    return str(values.get(HOUR) or values[WHEN])


def _minutes(asking: Asking) -> Field:
    def pick(value: str, _values: Values) -> int:
        offered = [str(n) for n in LENGTHS]
        if asking.base is not None:
            offered.append(str(asking.base.minutes))
        if value not in offered:
            raise Refusal("form-stale")
        return int(value)

    return Field("minutes", said=lambda text, v: read.length(text), picked=pick)


def _venue(asking: Asking, values: Values) -> Iterator[Field]:
    base = asking.base
    yield _venue_in(asking, "venue", _main(asking, values))
    if values.get("venue"):
        point = base and base.spot and [base.spot.latitude, base.spot.longitude]
        yield Field("spot", said=_spot, picked=_keeping(point), optional=True, point=True)


def _venues_in(asking: Asking, values: Values, languages: Iterable[str]) -> Iterator[Field]:
    """The venue in the other languages, where there is one."""
    if values.get("venue"):
        main = _main(asking, values)
        yield from (_venue_in(asking, f"venue-{tag}", tag) for tag in languages if tag != main)


def _venue_in(asking: Asking, name: str, language: str) -> Field:
    kept = asking.base and asking.base.venues.get(language)
    return Field(name, said=lambda text, v: typed(text, VENUE_LIMIT), picked=_keeping(kept), optional=True)


def _spot(text: str, _values: Values) -> list[float]:
    found = checking.spot(text)
    return [found.latitude, found.longitude]


def _link(asking: Asking) -> Field:
    kept = asking.base and asking.base.link
    return Field("link", said=lambda text, v: checking.link(text), picked=_keeping(kept), optional=True)


def _agenda(asking: Asking, values: Values, main: str) -> Iterator[Field]:
    kept = None
    if asking.base is not None and asking.base.agenda:
        kept = [_kept(item, main) for item in asking.base.agenda]
    yield Field(
        "agenda", said=lambda text, v: read.agenda(text), picked=_keeping(kept), collects=True, optional=True
    )


def _left_open(asking: Asking, values: Values) -> Iterator[Field]:
    """All of it, none of it, or one by one."""
    if not asking.left_open:
        return

    def pick(value: str, values: Values) -> str:
        if value == ALL and len(values.get("agenda") or []) + len(asking.left_open) > ITEMS_LIMIT:
            raise Refusal("agenda-too-long", limit=ITEMS_LIMIT)
        return str(one_of((ALL, EACH, NONE))(value, values))

    yield Field(CARRY, picked=pick)
    if values.get(CARRY) == EACH:
        yield from (Field(_carry(line), picked=one_of((YES, NONE))) for line in asking.left_open)


def _carry(line: AgendaLine) -> str:
    assert line.carried is not None
    return f"{CARRY}-{line.carried.key}"


def _agenda_in(asking: Asking, values: Values, language: str) -> Iterator[Field]:
    if not values.get("agenda"):
        return
    kept, base = None, asking.base
    if base is not None and len(base.agenda) == len(values["agenda"]):
        texts = [item.texts.get(language) for item in base.agenda]
        kept = [text and _line(text) for text in texts] if any(texts) else None
    yield Field(
        f"agenda-{language}",
        said=lambda text, v: read.translated(text, v["agenda"]),
        partly=lambda text, v: text,
        picked=_keeping(kept),
        collects=True,
        optional=True,
    )
    if any(line is not None and "translator" not in line for line in values.get(f"agenda-{language}") or ()):
        yield Field(_credit(language), said=lambda text, v: typed(text, TRANSLATOR_LIMIT), optional=True)


def _credit(language: str) -> str:
    return f"credit-{language}"


def _translation(asking: Asking, values: Values, language: str) -> Iterator[Field]:
    yield _title(asking, f"title-{language}", language, optional=True)
    if values.get(f"title-{language}"):
        yield from _venues_in(asking, values, [language])
        yield from _agenda_in(asking, values, language)


def _kept(item: AgendaItem, main: str) -> dict[str, Any]:
    """A line as it stands. One that was carried over may have no text in the meeting's first language: then it says
    in which it has one.
    """
    other = {} if main in item.texts else {"language": next(iter(item.texts))}
    return {"minutes": item.minutes, **_line(item.text_for(main)), **other}


def _line(text: AgendaText) -> dict[str, str | None]:
    """A text that is kept, with whoever was credited for it: that is not asked again."""
    return {"topic": text.topic, "speaker": text.speaker, "translator": text.translator}


def _keeping(kept: Any) -> Callable[[str, Values], Any]:
    """Reads *Keep*: what was there before."""

    def pick(value: str, _values: Values) -> Any:
        if value != KEEP or not kept:
            raise Refusal("form-stale")
        return kept

    return pick


def _revision(value: str, _values: Values) -> int:
    if not value.isdigit():
        raise Refusal("form-stale")
    return int(value)
