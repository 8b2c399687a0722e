"""What is asked about each part of a meeting: its title, hour, venue, link and agenda. Nothing here is drawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.forms import Days, Field, at_most
from bot.forms.deadline import Deadline
from bot.forms.model import Values, one_of
from bot.meetings import checking
from bot.meetings import typed as read
from bot.meetings.model import (
    ITEMS_LIMIT,
    TITLE_LIMIT,
    VENUE_LIMIT,
    AgendaItem,
    AgendaLine,
    AgendaText,
    Meeting,
)
from bot.meetings.records import read_wall, written_wall
from bot.texts import typed_line
from bot.translations.model import TRANSLATOR_LIMIT

WHEN, HOUR, WHEN_SURE, SLOTS, SLOTS_SURE = "when", "hour", "when-sure", "slots", "slots-sure"
CARRY, ALL, EACH, NONE = "carry", "all", "each", "none"
POLL, KEEP, YES, CALL, PROPOSE, ASK = "poll", "keep", "yes", "call", "propose", "ask"
LENGTHS = (60, 90, 120, 180)
"""Minutes that are offered as buttons."""


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


def polls(values: Values) -> bool:
    """Are dates asked for first?"""
    return values.get(WHEN) == POLL


def offered(name: str, asking: Asking) -> AgendaLine | None:
    """The line that a question of the form is about."""
    return next((line for line in asking.left_open if carry_name(line) == name), None)


def main_language(asking: Asking, values: Values) -> str:
    """The language in which a meeting is written first."""
    if asking.base is not None:
        return asking.base.main
    return str(values["language"]) if len(asking.languages) > 1 else asking.languages[0]


def title(asking: Asking, name: str, language: str, *, optional: bool = False) -> Field:
    """What it is called in a language."""
    kept = asking.base and asking.base.titles.get(language)
    return Field(
        name, said=lambda text, v: typed_line(text, TITLE_LIMIT), picked=_keeping(kept), optional=optional
    )


def when(asking: Asking, deadline: Deadline, values: Values, *, poll: bool) -> Iterator[Field]:
    """The day, typed or picked, and its hour; of a date poll the slots; each echoed. In the zone of the meeting."""
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


def minutes(asking: Asking) -> Field:
    """How long it lasts."""

    def pick(value: str, _values: Values) -> int:
        offered = [str(n) for n in LENGTHS]
        if asking.base is not None:
            offered.append(str(asking.base.minutes))
        if value not in offered:
            raise Refusal("form-stale")
        return int(value)

    return Field("minutes", said=lambda text, v: read.length(text), picked=pick)


def venue(asking: Asking, values: Values) -> Iterator[Field]:
    """Where, and the point on the map."""
    base = asking.base
    yield _venue_in(asking, "venue", main_language(asking, values))
    if values.get("venue"):
        point = base and base.spot and [base.spot.latitude, base.spot.longitude]
        yield Field("spot", said=_spot, picked=_keeping(point), optional=True, point=True)


def venues_in(asking: Asking, values: Values, languages: Iterable[str]) -> Iterator[Field]:
    """The venue in the other languages, where there is one."""
    if values.get("venue"):
        main = main_language(asking, values)
        yield from (_venue_in(asking, f"venue-{tag}", tag) for tag in languages if tag != main)


def _venue_in(asking: Asking, name: str, language: str) -> Field:
    kept = asking.base and asking.base.venues.get(language)
    return Field(name, said=at_most(VENUE_LIMIT), picked=_keeping(kept), optional=True)


def _spot(text: str, _values: Values) -> list[float]:
    found = checking.spot(text)
    return [found.latitude, found.longitude]


def link(asking: Asking) -> Field:
    """The join link."""
    kept = asking.base and asking.base.link
    return Field("link", said=lambda text, v: checking.link(text), picked=_keeping(kept), optional=True)


def agenda(asking: Asking, main: str) -> Iterator[Field]:
    """The lines of the agenda, in the main language."""
    kept = None
    if asking.base is not None and asking.base.agenda:
        kept = [_kept(item, main) for item in asking.base.agenda]
    yield Field(
        "agenda", said=lambda text, v: read.agenda(text), picked=_keeping(kept), collects=True, optional=True
    )


def left_open(asking: Asking, values: Values) -> Iterator[Field]:
    """All of it, none of it, or one by one."""
    if not asking.left_open:
        return

    def pick(value: str, values: Values) -> str:
        if value == ALL and len(values.get("agenda") or []) + len(asking.left_open) > ITEMS_LIMIT:
            raise Refusal("agenda-too-long", limit=ITEMS_LIMIT)
        return str(one_of((ALL, EACH, NONE))(value, values))

    yield Field(CARRY, picked=pick)
    if values.get(CARRY) == EACH:
        yield from (Field(carry_name(line), picked=one_of((YES, NONE))) for line in asking.left_open)


def carry_name(line: AgendaLine) -> str:
    """The name of the question whether a line is carried over."""
    assert line.carried is not None
    return f"{CARRY}-{line.carried.key}"


def agenda_in(asking: Asking, values: Values, language: str) -> Iterator[Field]:
    """The lines in another language, and whose translation it is."""
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
        yield Field(credit(language), said=at_most(TRANSLATOR_LIMIT), optional=True)


def credit(language: str) -> str:
    """The name of the question who translated the agenda into a language."""
    return f"credit-{language}"


def translation(asking: Asking, values: Values, language: str) -> Iterator[Field]:
    """All that can be said in another language."""
    yield title(asking, f"title-{language}", language, optional=True)
    if values.get(f"title-{language}"):
        yield from venues_in(asking, values, [language])
        yield from agenda_in(asking, values, language)


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
