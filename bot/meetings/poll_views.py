"""The screens of a date poll: to answer it, to read the table, to choose. No I/O, no clock."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.committee.views import constituency_name, home_row, pages
from bot.i18n import Translator
from bot.meetings import words
from bot.meetings.actions import (
    AnswerSlot,
    CancelMeeting,
    ChooseSlot,
    ManageMeeting,
    ShowMeeting,
    ShowPeople,
    ShowSlots,
)
from bot.meetings.flags import DayOff, Flag, OddHour
from bot.meetings.model import Availability, Standing
from bot.meetings.reading import Poll, SlotLine
from bot.screens import Button, Row, Screen, leaf
from bot.texts import quoted

ZONES_SHOWN = 4
"""In how many cities the hour is shown to be odd; more would only repeat it."""
SLOTS_A_PAGE = 4


def ballot(t: Translator, found: Poll, news: Markup | None = None) -> Screen:
    """The slots with one's own answers, and a row of buttons for each. `news`: why it is shown."""
    meeting = found.meeting
    lines = [words.heading(t, meeting), _what(t, found)]
    rows: list[Row] = []
    for line in found.lines:
        text = Markup("<b>{}.</b> ").format(line.slot.place) + t.moment(line.starts_at, weekday=True)
        if line.mine is not None:
            text += Markup("\n") + t("Your answer: {answer}", answer=t(words.AVAILABILITIES[line.mine]))
        lines.append(Markup("\n").join([text, *against(t, line.flags)]))
        if found.may_answer:
            rows.append(tuple(_choice(t, line, said) for said in Availability))
    text = Markup("\n\n").join(lines)
    if news is not None:
        text = Markup("<b>{}</b>\n\n").format(news) + text
    rows.append((Button(t.plain("Table of answers"), ShowSlots(meeting.id)),))
    if found.who.organizes:
        manage = Button(t.plain("Manage"), ManageMeeting(meeting.id))
        rows.append((Button(t.plain("Who is invited"), ShowPeople(meeting.id)), manage))
    folded = t.plain("{meeting}: see the newer card below.", meeting=meeting.label)
    return Screen(text, (*rows, home_row(t)), folded=folded)


def table(t: Translator, found: Poll, page: int = 0) -> Screen:
    """What was said to each slot, by constituency; the organizer chooses here."""
    meeting = found.meeting
    shown, page, last = leaf(found.lines, page, SLOTS_A_PAGE)
    lines = [
        words.heading(t, meeting),
        t("Answered every date: {n} of {all}", n=found.answered, all=found.invited_n),
    ]
    rows: list[Row] = []
    for line in shown:
        text = Markup("<b>{}.</b> ").format(line.slot.place) + t.moment(line.starts_at, weekday=True)
        parts = [text, _counts(t, line.counts), *against(t, line.flags)]
        groups = _by_constituency(t, found, line)
        if groups:
            parts.append(quoted(Markup("\n").join(groups)))
        lines.append(Markup("\n").join(parts))
        if found.who.organizes and meeting.standing is Standing.POLL:
            label = t.plain("Choose No. {n}", n=line.slot.place)
            rows.append((Button(label, ChooseSlot(line.slot.id), "primary"),))
    if found.unrepresented:
        lines.append(
            t(
                "Not represented: {groups}",
                groups=t.list(constituency_name(t, c) for c in found.unrepresented),
            )
        )
    rows = [(*rows[i], *(rows[i + 1] if i + 1 < len(rows) else ())) for i in range(0, len(rows), 2)]
    rows += pages(t, page, last, lambda p: Button("", ShowSlots(meeting.id, p)))
    if found.who.organizes and meeting.standing is Standing.POLL:
        rows.append((Button(t.plain("Cancel the meeting"), CancelMeeting(meeting.id), "danger"),))
    rows.append((Button(t.plain("Back"), ShowMeeting(meeting.id)), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows))


def confirm(t: Translator, found: Poll, line: SlotLine) -> Screen:
    """Asks before a slot becomes the meeting."""
    lines = [
        words.heading(t, found.meeting),
        t.moment(line.starts_at, weekday=True),
        _counts(t, line.counts),
        *against(t, line.flags),
        t("Call the meeting for this date? Invited: {n}.", n=found.invited_n),
    ]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Call the meeting"), ChooseSlot(line.slot.id, sure=True), "success"),),
        (Button(t.plain("Back"), ShowSlots(found.meeting.id)),),
    )
    return Screen(Markup("\n").join(lines), rows)


def against(t: Translator, found: Sequence[Flag]) -> list[Markup]:
    """`⚠ Day off: Independence Day`, `⚠ Outside working hours (09:00–18:00): 05:00–07:00 (Geneva, 3 people)`: a line
    for each kind of reason.
    """
    lines = [_day_off(t, one) for one in found if isinstance(one, DayOff)]
    odd = [one for one in found if isinstance(one, OddHour)]
    if odd:
        shown = [_hour(t, one) for one in odd[:ZONES_SHOWN]] + [Markup("…")] * (len(odd) > ZONES_SHOWN)
        usual = Markup("{:%H:%M}–{:%H:%M}").format(odd[0].opens, odd[0].closes)
        places = Markup("; ").join(shown)
        lines.append(t("⚠ Outside working hours ({hours}): {places}", hours=usual, places=places))
    return lines


def _day_off(t: Translator, found: DayOff) -> Markup:
    why = found.calendar.why_off(found.day, t.language)
    return t("⚠ Day off: {name}", name=t.day_off(why)) if why else t("⚠ Day off: weekend")


def _hour(t: Translator, found: OddHour) -> Markup:
    """From when to when it is there, in which city, and for how many of those invited; with the day on a weekend."""
    text = Markup("{:%H:%M}–{:%H:%M}").format(found.starts, found.ends)
    if found.weekend:
        text = Markup("{}, ").format(t.weekdays_short()[found.starts.weekday()]) + text
    there = t.zone_city(found.zone)
    if found.people:
        there += Markup(", ") + t.plural("{n} person", "{n} people", found.people)
    return text + Markup(" ({})").format(there)


def _what(t: Translator, found: Poll) -> Markup:
    meeting = found.meeting
    parts = [
        t("Format: {format}", format=t(words.FORMATS[meeting.format])),
        t("Duration: {length}", length=words.length(t, meeting.minutes)),
    ]
    if meeting.poll_until is not None:
        parts.append(t("Answer by: {moment}", moment=t.moment(meeting.poll_until, weekday=True)))
    return Markup("\n").join(parts)


def _choice(t: Translator, line: SlotLine, said: Availability) -> Button:
    mark = "✓ " if line.mine is said else ""
    label = f"{mark}{line.slot.place}. {t.plain(words.AVAILABILITIES[said])}"
    return Button(label, AnswerSlot(line.slot.id, said))


def _counts(t: Translator, counts: Mapping[Availability | None, int]) -> Markup:
    """What was said, and by how many nothing; of an answer that nobody gave, nothing."""
    parts = [
        t("{answer}: {n}", answer=t(words.AVAILABILITIES[said]), n=counts[said])
        for said in Availability
        if counts.get(said)
    ]
    if silent := counts.get(None):
        parts.append(t("No answer: {n}", n=silent))
    return Markup(" · ").join(parts)


def _by_constituency(t: Translator, found: Poll, line: SlotLine) -> Sequence[Markup]:
    named = {c.code: constituency_name(t, c) for c in found.constituencies}
    return [
        Markup("{} — ").format(name) + _counts(t, line.by_constituency[code])
        for code, name in [*named.items(), (None, t("Without a seat"))]
        if code in line.by_constituency
    ]
