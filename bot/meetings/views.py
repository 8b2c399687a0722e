"""The meetings' screens: list, card, agenda, people. No I/O, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.actions import Action
from bot.committee.model import Reach
from bot.committee.views import due, home_row, pages, role_name
from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId
from bot.meetings import words
from bot.meetings.actions import (
    AnswerMeeting,
    CallMeeting,
    EditAgendaFiles,
    Invite,
    ListMeetings,
    ManageMeeting,
    NewMeeting,
    SendAgendaFiles,
    SendCalendar,
    SendSpot,
    ShowAgenda,
    ShowMeeting,
    ShowPeople,
    ShowSlots,
)
from bot.meetings.model import AgendaItem, Answer, Meeting, Standing
from bot.meetings.reading import Invited, MeetingsPage, Sheet
from bot.screens import AnyButton, Button, LinkButton, Row, Screen, Style, in_rows, leaf
from bot.texts import quoted, shortened
from bot.translations.views import with_language

ITEMS_A_PAGE = 4
PEOPLE_A_PAGE = 8
_SHORT = 60
_STYLES: dict[Answer, Style] = {Answer.IN_PERSON: "primary", Answer.ONLINE: "primary"}


def meetings(t: Translator, found: MeetingsPage) -> Screen:
    """The list: a line and a button each, the newest first."""
    lines = [t("<b>Meetings</b>")]
    buttons: list[Button] = []
    for meeting in found.meetings:
        title = shortened(meeting.title(t.language), _SHORT)
        line = [Markup("<b>{}</b> {}").format(meeting.label, title)]
        if meeting.standing is not Standing.POLL:  # that says already that there is no date yet
            line.append(words.when(t, meeting))
        if meeting.standing is not Standing.CALLED or meeting.over(found.at):
            line.append(Markup("<i>{}</i>").format(standing(t, meeting, found)))
        lines.append(Markup("\n").join(line))
        buttons.append(Button(meeting.label, ShowMeeting(meeting.id)))
    if not found.meetings:
        lines.append(t("There are no meetings yet."))
    rows: list[Row] = in_rows(buttons)
    rows += pages(
        t, found.page, found.page + found.more, lambda p: Button("", ListMeetings(found.committee, p))
    )
    if found.prepares:
        rows.append((Button(t.plain("New meeting"), NewMeeting(found.committee), "primary"),))
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)))


def standing(t: Translator, meeting: Meeting, found: MeetingsPage) -> Markup:
    """Where it stands; a called one that nobody started is over at its end."""
    return t("its time is over") if meeting.missed(found.at) else t(words.STANDINGS[meeting.standing])


def card(
    t: Translator,
    found: Sheet,
    extra_rows: Sequence[Row] = (),
    news: Markup | None = None,
    *,
    agenda: bool = True,
) -> Screen:
    """A meeting for its reader. `news`: what is new about it; `extra_rows`: what other rooms offer.

    Without `agenda`, that is only a button: a reminder is short.
    """
    meeting = found.meeting
    lines = [words.heading(t, meeting), *facts(t, found)]
    if meeting.agenda and agenda:
        lines.append(_agenda(t, meeting))
    if meeting.standing in (Standing.CALLED, Standing.STARTED):
        lines.append(_answers(t, found))
    text = Markup("\n").join(lines)
    if news is not None:
        text = news + Markup("\n\n") + text
    folded = t.plain("{meeting}: see the newer card below.", meeting=meeting.label)
    return Screen(text, (*_first_rows(t, found), *extra_rows, *_rows(t, found)), folded=folded)


def facts(t: Translator, found: Sheet) -> list[Markup]:
    """Format, standing, when, where, and the join link for whoever is given it."""
    meeting = found.meeting
    what = t("Format: {format}", format=t(words.FORMATS[meeting.format]))
    if meeting.missed(found.at):
        what += Markup(" · <b>{}</b>").format(t("its time is over"))
    elif meeting.standing is not Standing.CALLED:
        what += Markup(" · <b>{}</b>").format(t(words.STANDINGS[meeting.standing]))
    lines = [what, t("When: {moment}", moment=words.when(t, meeting))]
    if meeting.standing is Standing.CALLED and found.clocks is not None and not meeting.begun(found.at):
        lines.append(_clocks(t, meeting, *found.clocks))
    if meeting.note and meeting.standing is not Standing.CANCELLED:
        lines.append(with_language(t, t("Note: {note}", note=meeting.note), meeting.note_language))
    if meeting.note and meeting.standing is Standing.CANCELLED:
        lines.append(with_language(t, t("Reason: {reason}", reason=meeting.note), meeting.note_language))
    venue = meeting.venue(t.language)
    if venue and meeting.format.in_room and found.reply.answer is not Answer.ONLINE:
        lines.append(t("Venue: {venue}", venue=venue))
    if found.link:
        lines.append(t("Join link: {url}", url=found.link))
    elif found.may_join and meeting.standing in (Standing.CALLED, Standing.STARTED):
        lines.append(t("The join link will follow."))
    return lines


def _clocks(t: Translator, meeting: Meeting, zone: ZoneInfo, change: datetime) -> Markup:
    """Clocks are changed somewhere before the meeting; the hour where it takes place stays."""
    return t(
        "Clocks change. City: {city}. Date: {date}. The meeting stays at {hour}.",
        city=t.zone_city(zone),
        date=t.day(change.astimezone(zone).date(), weekday=True),
        hour=t.hour(meeting.starts_at),
    )


def agenda(
    t: Translator, found: Sheet, page: int, behind: Mapping[AgendaItemId, Action] = MappingProxyType({})
) -> Screen:
    """The whole agenda, some lines at a time, with a button for each line's files.

    `behind`: the cards of what lines were carried over from.
    """
    meeting = found.meeting
    shown, page, last = leaf(meeting.agenda, page, ITEMS_A_PAGE)
    lines = [
        words.heading(t, meeting),
        words.planned(t, meeting.planned, meeting.minutes),
        *(_line(t, item) for item in shown),
    ]
    if (credit := words.translated(t, shown)) is not None:
        lines.append(Markup("<i>{}</i>").format(credit))
    rows: list[Row] = []
    for item in shown:
        buttons = []
        if item.carried is not None and item.id in behind:
            label = t.plain("No. {n}: see {label}", n=item.number, label=item.carried.label)
            buttons.append(Button(label, behind[item.id]))
        if item.files:
            label = t.plain("No. {n}: files: {files}", n=item.number, files=len(item.files))
            buttons.append(Button(label, SendAgendaFiles(item.id)))
        if found.organizes and meeting.standing is not Standing.CANCELLED:
            buttons.append(
                Button(t.plain("No. {n}: change the files", n=item.number), EditAgendaFiles(item.id))
            )
        if buttons:
            rows.append(tuple(buttons))
    rows += pages(t, page, last, lambda p: Button("", ShowAgenda(meeting.id, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, back_row(t, meeting)))


def people(
    t: Translator, meeting: Meeting, lines: Sequence[Invited], page: int, *, organizes: bool
) -> Screen:
    """Who is invited and what they answered; the organizer invites others here."""
    shown, page, last = leaf(lines, page, PEOPLE_A_PAGE)
    text = [words.heading(t, meeting), t("Invited: {n}", n=sum(line.invited for line in lines))]
    rows: list[Row] = []
    for line in shown:
        who = line.who
        said = t("not invited")
        if line.invited:
            said = t("no answer") if line.reply.answer is None else t(words.ANSWERS[line.reply.answer])
        parts = [who.person.name, role_name(t, who.role, who.chairs), said]
        if line.invited and who.person.reach is not Reach.REACHABLE:
            parts.append(t("not reached"))
        text.append(Markup(" · ").join(parts))
        if organizes:
            name = who.person.name
            label = (
                t.plain("Do not invite: {name}", name=name)
                if line.invited
                else (t.plain("Invite: {name}", name=name))
            )
            rows.append((Button(label, Invite(meeting.id, who.membership, not line.invited, page)),))
    rows += pages(t, page, last, lambda p: Button("", ShowPeople(meeting.id, p)))
    return Screen(Markup("\n").join(text), (*rows, back_row(t, meeting)))


def confirm_call(t: Translator, found: Sheet) -> Screen:
    """Asks before everybody is told."""
    meeting = found.meeting
    lines = [
        words.heading(t, meeting),
        *facts(t, found),
        t(
            "Call this meeting? Invited: {n}. Each gets a card and a calendar file.",
            n=sum(found.counts.values()),
        ),
    ]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Call the meeting"), CallMeeting(meeting.id, sure=True), "success"),),
        back_row(t, meeting),
    )
    return Screen(Markup("\n").join(lines), rows)


def waiting_row(t: Translator, meeting: Meeting, at: datetime, *, organizes: bool) -> Row:
    """A line of home and /todo, and what it opens."""
    if organizes and meeting.ripe(at):
        return (Button(t.plain("{meeting}: choose a date", meeting=meeting.label), ShowSlots(meeting.id)),)
    if meeting.missed(at):
        label = t.plain("{meeting}: nobody began it", meeting=meeting.label)
        return (Button(label, ManageMeeting(meeting.id)),)
    match meeting.standing:
        case Standing.POLL:
            label = t.plain("{meeting}: which dates suit you?", meeting=meeting.label)
            if meeting.poll_until is not None:
                label = due(t, label, meeting.poll_until)
        case Standing.DRAFT:
            label = t.plain("{meeting}: proposed by the chair", meeting=meeting.label)
        case _:
            label = t.plain("{meeting}: will you attend?", meeting=meeting.label)
            label += f" · {t.day_of(meeting.starts_at, year=False)}"
    return (Button(label, ShowMeeting(meeting.id)),)


def next_meeting(t: Translator, meeting: Meeting) -> Markup:
    """A line of home: the one that lies ahead, or goes on."""
    title = shortened(meeting.title(t.language), _SHORT)
    named = Markup("{} · {}").format(meeting.label, title)
    if meeting.standing is Standing.STARTED:
        return t("In session: {meeting}", meeting=named)
    return (
        t("Next meeting: {meeting}", meeting=named) + Markup("\n") + t.moment(meeting.starts_at, weekday=True)
    )


def short_rows(t: Translator, found: Sheet) -> list[Row]:
    """On a card with other things on it: what is asked of the reader, its card, the way in."""
    meeting = found.meeting
    rows: list[Row] = []
    if found.may_answer and found.reply.answer is None:
        rows = [tuple(_labelled(meeting, button) for button in row) for row in _answer_rows(t, found)]
    last: list[AnyButton] = [Button(meeting.label, ShowMeeting(meeting.id))]
    if found.link:
        last.append(LinkButton(f"{meeting.label} · {t.plain('Join online')}", found.link))
    return [*rows, tuple(last)]


def _labelled(meeting: Meeting, button: Button) -> Button:
    return replace(button, label=f"{meeting.label} · {button.label}")


def home_rows(t: Translator, here: CommitteeId, may_prepare: bool) -> list[Row]:
    """The room's buttons on the home screen."""
    row: list[Button] = [Button(t.plain("Meetings"), ListMeetings(here))]
    if may_prepare:
        row.append(Button(t.plain("New meeting"), NewMeeting(here)))
    return [tuple(row)]


def back_row(t: Translator, meeting: Meeting) -> Row:
    """Back to the meeting."""
    return (Button(t.plain("Back"), ShowMeeting(meeting.id)),)


def _agenda(t: Translator, meeting: Meeting) -> Markup:
    """What of it fits on the card."""
    heading = t.plural("Agenda: {n} item", "Agenda: {n} items", len(meeting.agenda))
    if meeting.planned > meeting.minutes:
        heading += Markup(" · ") + t("longer than the meeting: {n} min", n=meeting.planned - meeting.minutes)
    lines = [heading, quoted(words.fitting([_line(t, item) for item in meeting.agenda]))]
    if (credit := words.translated(t, meeting.agenda)) is not None:
        lines.append(Markup("<i>{}</i>").format(credit))
    return Markup("\n").join(lines)


def _line(t: Translator, item: AgendaItem) -> Markup:
    line = words.agenda_line(t, item.number, item.minutes, item.text_for(t.language))
    if item.carried is not None:
        line += Markup("\n   ") + words.carried(t, item.carried)
    return line + Markup(" · ") + t("Files: {n}", n=len(item.files)) if item.files else line


def _answers(t: Translator, found: Sheet) -> Markup:
    if found.invited:
        mine = found.reply.answer
        text = (
            t("Your answer: {answer}", answer=Markup("<b>{}</b>").format(t(words.ANSWERS[mine])))
            if mine
            else (t("You have not answered yet."))
        )
    else:
        text = t("You see this meeting, but are not invited.")
    counts = [
        t("{answer}: {n}", answer=t(words.ANSWERS[said]), n=found.counts[said])
        for said in Answer
        if found.counts.get(said)
    ]
    counts.append(t("No answer: {n}", n=found.counts.get(None, 0)))
    return text + Markup("\n") + Markup(" · ").join(counts)


def _first_rows(t: Translator, found: Sheet) -> list[Row]:
    """What is asked of the reader, and the way in."""
    rows: list[Row] = [*_answer_rows(t, found)] if found.may_answer else []
    if found.link:
        rows.append((LinkButton(t.plain("Join online"), found.link),))
    return rows


def _rows(t: Translator, found: Sheet) -> list[Row]:
    meeting = found.meeting
    rows: list[Row] = []
    more: list[Button] = []
    if meeting.agenda:
        more.append(Button(t.plain("Agenda"), ShowAgenda(meeting.id)))
    if meeting.spot is not None and meeting.format.in_room:
        more.append(Button(t.plain("Map"), SendSpot(meeting.id)))
    if meeting.called_at is not None and meeting.wall is not None:
        more.append(Button(t.plain("Calendar file"), SendCalendar(meeting.id)))
    rows.append(tuple(more))
    if meeting.standing is Standing.POLL:
        rows.append((Button(t.plain("Dates and answers"), ShowSlots(meeting.id)),))
    if found.who.organizes or found.who.chairs:
        manage: list[Button] = []
        if meeting.standing is not Standing.DRAFT:
            manage.append(Button(t.plain("Who is invited"), ShowPeople(meeting.id)))
        if found.organizes and meeting.standing not in (Standing.CANCELLED, Standing.ENDED):
            manage.append(Button(t.plain("Manage"), ManageMeeting(meeting.id)))
        rows.append(tuple(manage))
    rows.append((Button(t.plain("Meetings"), ListMeetings(meeting.committee)), *home_row(t)))
    return [row for row in rows if row]


def _answer_rows(t: Translator, found: Sheet) -> list[tuple[Button, ...]]:
    meeting, mine = found.meeting, found.reply.answer
    offered = [said for said in Answer if said.possible(meeting.format)]
    if not found.alternates:
        offered.remove(Answer.ALTERNATE)

    def button(said: Answer) -> Button:
        label = ("✓ " if said is mine else "") + t.plain(words.ANSWERS[said])
        return Button(
            label,
            AnswerMeeting(meeting.id, said, meeting.minute),
            _STYLES.get(said) if mine is None else None,
        )

    rows = [tuple(button(said) for said in offered if said in _STYLES)]
    if Answer.ALTERNATE in offered:
        rows.append((button(Answer.ALTERNATE),))
    rows.append((button(Answer.ABSENT),))
    return rows
