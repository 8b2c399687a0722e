"""The words for what a meeting is and what people answer; times and lengths as they are written on cards."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.i18n import Translator, mark
from bot.meetings.model import (
    AgendaItem,
    AgendaLine,
    AgendaText,
    Answer,
    Audience,
    Availability,
    Carried,
    Change,
    Format,
    Meeting,
    Origin,
    Standing,
)
from bot.texts import units

AGENDA_UNITS = 1500
"""How much of an agenda stands on a card, in UTF-16 units; the whole has screens of its own."""
FORMATS = {
    Format.HYBRID: mark("hybrid"),
    Format.IN_PERSON: mark("in person"),
    Format.ONLINE: mark("online"),
}
STANDINGS = {
    Standing.DRAFT: mark("not called yet"),
    Standing.POLL: mark("choosing a date"),
    Standing.CALLED: mark("called"),
    Standing.STARTED: mark("in session"),
    Standing.ENDED: mark("held"),
    Standing.CANCELLED: mark("cancelled"),
}
ANSWERS = {
    Answer.IN_PERSON: mark("In person"),
    Answer.ONLINE: mark("Online"),
    Answer.ABSENT: mark("Can't attend"),
    Answer.ALTERNATE: mark("My alternate will come"),
}
AVAILABILITIES = {
    Availability.YES: mark("Yes"),
    Availability.IF_NEED_BE: mark("If need be"),
    Availability.NO: mark("No"),
}
AUDIENCES = {
    Audience.MEMBERS: mark("all but observers"),
    Audience.EVERYBODY: mark("everybody, observers too"),
    Audience.TITULARS: mark("all but observers and alternates"),
}
CHANGES = {
    Change.CALLED: mark("called"),
    Change.EDITED: mark("changed"),
    Change.RESCHEDULED: mark("rescheduled"),
    Change.CANCELLED: mark("cancelled"),
}


def heading(t: Translator, meeting: Meeting) -> Markup:
    """`M3 · Kick-off briefing`, in bold."""
    return Markup("<b>{} · {}</b>").format(meeting.label, meeting.title(t.language))


def length(t: Translator, minutes: int) -> Markup:
    """`2 h`, `1 h 30 min`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    parts = [t("{n} h", n=hours)] if hours else []
    if rest or not hours:
        parts.append(t("{n} min", n=rest))
    return Markup(" ").join(parts)


def agenda_line(t: Translator, number: int, minutes: int, text: AgendaText) -> Markup:
    """`2. 20 min · Objectives — the chair`."""
    line = Markup("{}. ").format(number) + t("{n} min", n=minutes) + Markup(" · {}").format(text.topic)
    return line + Markup(" — <i>{}</i>").format(text.speaker) if text.speaker else line


def carried(t: Translator, found: Carried) -> Markup:
    """`Left open before: Q2, M1`: the way that a line has come."""
    return t("Left open before: {path}", path=" → ".join(found.path))


def translated(
    t: Translator, lines: Iterable[AgendaItem | AgendaLine], language: str | None = None
) -> Markup | None:
    """That an agenda is a translation as it is read in a language (the reader's), and whose; None where no line is.

    What the bot itself wrote in every language (of minutes) is none.
    """
    read = language or t.language
    made = [
        line.texts[read]
        for line in lines
        if read in line.texts
        and read != next(iter(line.texts))
        and (line.carried is None or line.carried.origin is not Origin.MINUTES)
    ]
    if not made:
        return None
    names = list(dict.fromkeys(text.translator for text in made if text.translator))
    return t("Unofficial translation: {name}", name=t.list(names)) if names else t("Unofficial translation.")


def planned(t: Translator, minutes: int, of: int) -> Markup:
    """How many minutes an agenda takes of its meeting; that it is too long is said, not refused."""
    text = t("Agenda: {n} min of {all} min", n=minutes, all=of)
    return text + Markup(" · ") + t("longer than the meeting") if minutes > of else text


def fitting(lines: Sequence[Markup]) -> Markup:
    """As many lines of an agenda as a card has room for."""
    shown, room = [], AGENDA_UNITS
    for line in lines:
        room -= units(str(line)) + 1
        if room < 0:
            shown.append(Markup("…"))
            break
        shown.append(line)
    return Markup("\n").join(shown)


def moved(t: Translator, meeting: Meeting, before: datetime) -> list[Markup]:
    """Old and new time; where it was moved back before anybody was told, that it stays."""
    if before == meeting.starts_at:
        return [t("The meeting was moved and moved back: its time stays."), when(t, meeting)]
    return [
        t("The meeting has another time."),
        t("Earlier: {moment}", moment=t.moment(before, weekday=True)),
        t("Now: {moment}", moment=when(t, meeting)),
    ]


def when(t: Translator, meeting: Meeting) -> Markup:
    """Day and hour in the committee's zone and the reader's, how long it lasts; or that the date is being chosen."""
    if meeting.wall is None:
        return t("Date: being chosen")
    return t.moment(meeting.starts_at, weekday=True) + Markup(" · ") + length(t, meeting.minutes)
