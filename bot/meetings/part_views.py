"""The questions about the parts of a meeting, which calling one and changing one share; the echo of each date."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.model import Committee
from bot.dataclasses import dataclass
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.forms.cards import deadline, picks
from bot.forms.deadline import SURE, UNTIL
from bot.i18n import Translator
from bot.meetings import forms, part_fields, words
from bot.meetings.flags import flags
from bot.meetings.model import (
    SLOTS_LIMIT,
    TITLE_LIMIT,
    AgendaItem,
    Audience,
    Format,
    Meeting,
)
from bot.meetings.part_fields import KEEP, POLL
from bot.meetings.poll_views import against
from bot.meetings.records import read_wall
from bot.screens import Button, Row, Screen, capitalised
from bot.workdays import instant as at_wall_time

HOURS = ("09:00", "10:00", "11:00", "14:00", "15:00", "16:00")
"""Offered as buttons where only a day was given."""
_ASSUMED = 60
"""Minutes for which a date is looked at while nobody has said how long the meeting lasts."""


Named = Callable[[Translator], Markup]
"""What something is called, in a reader's language."""


@dataclass(frozen=True)
class Asked:
    """What a question of these forms is drawn from.

    `zones`: how many of those usually invited are in which zone; `invited`: how many there are, by audience.
    `meeting`: the one that is changed; `audiences`: how many a reminder would reach, and what each is called.
    """

    committee: Committee
    asking: part_fields.Asking
    zones: Mapping[ZoneInfo, int]
    invited: Mapping[Audience, int]
    meeting: Meeting | None = None
    item: AgendaItem | None = None
    audiences: Mapping[str, tuple[Named, int]] | None = None


def part(t: Translator, state: Open, field: Field, asked: Asked, title: Markup) -> Screen:
    """One question about a part of a meeting, under the form's title."""
    name, _, language = field.name.partition("-")
    if field.name in (UNTIL, SURE):
        ask = t("Until when should people answer? Write a date, or choose.")
        sure, days = t.plain("Yes, this is right"), forms.ANSWER_DAYS
        return deadline(t, state, field, asked.committee.calendar, title, ask=ask, sure=sure, days=days)
    if name in ("when", "hour", "slots"):
        return _when(t, state, field, asked, title)
    keep = _keep(t, state, field, asked)
    match name:
        case "credit":
            said = t("Language: {language}", language=t.language_name(language))
            return screen(title, said, t("Who translated it? Write the name, or skip."))
        case "format":
            options = [(str(how), capitalised(t.plain(words.FORMATS[how]))) for how in Format]
            return screen(title, t("What is the format of the meeting?"), rows=picks(state, options))
        case "minutes":
            ask = t("How long does it last? Write it, such as 90 or 1:30, or choose.")
            return screen(title, ask, rows=_lengths(t, state, asked))
        case "venue":
            return screen(title, _venue(t, language), rows=keep)
        case "spot":
            ask = t(
                "Send the venue as a location (📎 → Location) for the map, or skip. "
                "Two numbers such as 42.8746, 74.5698 do, too."
            )
            return screen(title, ask, rows=keep)
        case "link":
            ask = t(
                "Send the join link (https://…), or skip and add it later. Only those who join online, "
                "or have not answered, get it, in private."
            )
            return screen(title, ask, rows=keep)
        case "title":
            return screen(title, _title(t, language), limit(t, TITLE_LIMIT), rows=keep)
    return screen(title, *_agenda(t, language), *received(t, state), rows=keep)


def echo(t: Translator, wall: str, asked: Asked, minutes: int | None) -> Markup:
    """A date as it was understood, in the committee's hour and the reader's, with what speaks against it."""
    at = read_wall(wall)
    starts = at_wall_time(at.date(), at.time(), asked.committee.zone)
    found = flags(starts, minutes or _ASSUMED, asked.committee, asked.zones)
    return Markup("\n").join([t.moment(starts, weekday=True), *against(t, found)])


def screen(*text: Markup, rows: Sequence[Row] = ()) -> Screen:
    """A question's card."""
    return Screen(Markup("\n\n").join(part for part in text if part), tuple(row for row in rows if row))


def limit(t: Translator, most: int) -> Markup:
    """How long a text may be."""
    return t("Limit: {limit} characters.", limit=most)


def received(t: Translator, state: Open) -> tuple[Markup, ...]:
    """That something has come of a text that may come in parts."""
    return (t("Received so far. Press Done, or write more."),) if state.parts else ()


def _when(t: Translator, state: Open, field: Field, asked: Asked, title: Markup) -> Screen:
    values = state.values
    yes = Button(t.plain("Yes, this is right"), FormPick(state.serial, part_fields.YES), "success")
    match field.name:
        case part_fields.WHEN:
            return _day(t, state, asked, title)
        case part_fields.HOUR:
            hours = [Button(hour, FormPick(state.serial, hour)) for hour in HOURS]
            day = datetime.fromisoformat(values[part_fields.WHEN]).date()
            ask = t(
                "At what hour? Write it, such as 14:00, or choose. City: {city}",
                city=t.zone_city(asked.asking.zone),
            )
            return screen(title, t.day(day, weekday=True), ask, rows=(tuple(hours[:3]), tuple(hours[3:])))
        case part_fields.WHEN_SURE:
            said = echo(t, part_fields.wall_of(values), asked, values.get("minutes"))
            return screen(title, said, t("Is this right?"), rows=((yes,),))
        case part_fields.SLOTS:
            ask = t(
                "Write the dates to choose from, each with its hour on a line of its own, at most {n}. "
                "Then press Done.",
                n=SLOTS_LIMIT,
            )
            return screen(title, ask, *received(t, state))
    lines = [
        Markup("{}. ").format(n) + echo(t, wall, asked, values.get("minutes"))
        for n, wall in enumerate(values[part_fields.SLOTS], 1)
    ]
    return screen(title, *lines, t("Is this right?"), rows=((yes,),))


def _day(t: Translator, state: Open, asked: Asked, title: Markup) -> Screen:
    """What this question takes beside the calendar under it."""
    rows: list[Row] = []
    if asked.meeting is not None and asked.meeting.wall is not None:
        rows.append((Button(t.plain("Keep the day and hour"), FormPick(state.serial, KEEP)),))
    elif asked.meeting is None and asked.asking.organizer:
        rows.append((Button(t.plain("Ask for dates first"), FormPick(state.serial, POLL)),))
    ask = t(
        "When does it begin? Write day and hour, such as “8 December 14:00”, or choose a day. "
        "Days off are in brackets."
    )
    return screen(title, ask, t("City: {city}", city=t.zone_city(asked.asking.zone)), rows=rows)


def _lengths(t: Translator, state: Open, asked: Asked) -> tuple[Row, ...]:
    offered = list(part_fields.LENGTHS)
    base = asked.asking.base
    if base is not None and base.minutes not in offered:
        offered.append(base.minutes)
    buttons = [Button(words.length(t, n).striptags(), FormPick(state.serial, str(n))) for n in offered]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _title(t: Translator, language: str) -> Markup:
    if not language:
        return t("Write the title.")
    return t("Write the title in this language, or skip: {language}", language=t.language_name(language))


def _venue(t: Translator, language: str) -> Markup:
    if not language:
        return t("Where do people meet? Write building, street and room, or skip.")
    return t("Write the venue in this language, or skip: {language}", language=t.language_name(language))


def _agenda(t: Translator, language: str) -> list[Markup]:
    if language:
        return [
            t(
                "Write the agenda in this language, line by line in the same order, or skip: {language}",
                language=t.language_name(language),
            )
        ]
    ask = t(
        "Write the agenda, a line an item: minutes, topic, and the speaker in brackets at the end. "
        "Then press Done. Or skip."
    )
    return [ask, t("<i>Example: 10 Opening (the chair)</i>")]


def _keep(t: Translator, state: Open, field: Field, asked: Asked) -> tuple[Row, ...]:
    """The button that keeps what the meeting has, or the one after whose example this one is made."""
    base = asked.asking.base
    if base is None or not _has(base, field.name, state):
        return ()
    return ((Button(t.plain("Keep as it is"), FormPick(state.serial, KEEP)),),)


def _has(base: Meeting, name: str, state: Open) -> bool:
    part, _, language = name.partition("-")
    match part:
        case "title":
            return (language or base.main) in base.titles
        case "agenda" if language:
            alike = len(base.agenda) == len(state.values.get("agenda") or ())
            return alike and any(language in item.texts for item in base.agenda)
        case "agenda":
            return bool(base.agenda)
        case "venue":
            return (language or base.main) in base.venues
        case "spot" | "link":
            return bool(getattr(base, part))
    return False
