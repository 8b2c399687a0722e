"""The screens of a meeting that goes on: the desk, its items, who is there. No I/O, no clock."""

from dataclasses import replace

from markupsafe import Markup

from bot.committee.views import constituency_name, home_row, pages, role_name
from bot.i18n import Translator
from bot.meetings import words as of_meetings
from bot.meetings.actions import EditMeeting, ShowAgenda, ShowMeeting
from bot.meetings.model import AgendaItem, Meeting, Standing
from bot.questions.actions import Ask, LiveQuestions
from bot.screens import Button, LinkButton, Row, Screen, leaf
from bot.sessions import words
from bot.sessions.actions import (
    AddEntry,
    BeginSession,
    CheckIn,
    CheckOut,
    EndSession,
    RecordPresence,
    SendRoomCode,
    ShowEntries,
    ShowItems,
    ShowMinutes,
    ShowPresent,
    ShowSession,
    TurnTo,
)
from bot.sessions.model import Attendance, Kind, Mode
from bot.sessions.reading import Desk, Present
from bot.texts import shortened

PEOPLE_A_PAGE = 5
ITEMS_A_PAGE = 8
_TOPIC = 40
"""Characters of a topic on a button."""


def way_in(t: Translator, meeting: Meeting) -> Row:
    """To a meeting that goes on: at home, and on its own card."""
    return (Button(t.plain("To the meeting"), ShowSession(meeting.id), "success"),)


def desk(t: Translator, found: Desk) -> Screen:
    """The meeting as it goes on: the item that is on, who is there, and what this reader can do."""
    meeting = found.meeting
    lines = [of_meetings.heading(t, meeting), _state(t, found)]
    if found.current is not None:
        lines.append(_on(t, found.current, found.spent))
    if meeting.standing in (Standing.STARTED, Standing.CALLED):
        lines.append(_presence(t, found))
    if found.takes_part and found.goes_on:
        lines.append(_own(t, found.stay))
    if found.who.reads_drafts and (counts := _counts(t, found)):
        lines.append(counts)
    return Screen(Markup("\n\n").join(lines), (*_rows(t, found), *_ways_out(t, found)))


def _state(t: Translator, found: Desk) -> Markup:
    meeting = found.meeting
    match meeting.standing:
        case Standing.STARTED:
            assert meeting.started_at is not None
            return t("In session since {time}.", time=t.hour(meeting.started_at))
        case Standing.ENDED:
            assert meeting.ended_at is not None
            return t("The meeting is over. Ended: {time}.", time=t.moment(meeting.ended_at))
        case Standing.CANCELLED:
            return t("The meeting is cancelled.")
        case _:
            return t("Not begun yet. Planned: {moment}.", moment=of_meetings.when(t, meeting))


def _on(t: Translator, item: AgendaItem, spent: float) -> Markup:
    said = item.text_for(t.language)
    line = t("Now: {item}", item=Markup("<b>{}. {}</b>").format(item.number, said.topic))
    if said.speaker:
        line += Markup(" — <i>{}</i>").format(said.speaker)
    time = t("Planned: {n} min. So far: {m} min.", n=item.minutes, m=int(spent))
    over = int(spent) - item.minutes
    if over > 0:
        time += Markup(" ") + t("Over time: {n} min.", n=over)
    return line + Markup("\n") + time


def _presence(t: Translator, found: Desk) -> Markup:
    room, online = found.here
    lines = [
        words.quorum(t, found.presence, found.constituencies),
        t("People in the room: {room}. Online: {online}.", room=room, online=online),
    ]
    known = {c.code: c for c in found.constituencies}
    for code, (here, seats) in found.presence.constituencies.items():
        name = constituency_name(t, known.get(code, code))
        lines.append(
            Markup("{}: {}/{}").format(name, here, seats)
            if seats
            else t("{group}: not represented", group=name)
        )
    return Markup("\n").join(lines)


def _own(t: Translator, stay: Attendance | None) -> Markup:
    if stay is None:
        return t("You are not checked in now.")
    if stay.mode is Mode.ROOM:
        return t("You are there, in the room. Since {time}.", time=t.hour(stay.came_at))
    return t("You are there, online. Since {time}.", time=t.hour(stay.came_at))


def _counts(t: Translator, found: Desk) -> Markup:
    said = [
        t("Decisions: {n}", n=found.counts[Kind.DECISION]),
        t("Action items: {n}", n=found.counts[Kind.ACTION]),
        t("Comments: {n}", n=found.counts[Kind.REMARK]),
    ]
    return Markup(" · ").join(said) if any(found.counts.values()) else Markup()


def _rows(t: Translator, found: Desk) -> list[Row]:
    number = found.meeting.id
    rows: list[Row] = []
    if found.beginnable:
        rows.append((Button(t.plain("Begin the meeting"), BeginSession(number), "success"),))
    if found.arrivable and found.meeting.format.on_line and found.stay is None:
        rows.append((Button(t.plain("I am here, online"), CheckIn(number), "primary"),))
    if found.link:
        rows.append((LinkButton(t.plain("Join online"), found.link),))
    if found.conducts and found.goes_on:
        rows += _conducting(t, found)
    if found.goes_on and found.takes_part and found.who.reads_drafts:
        say = Button(t.plain("Comment or suggestion"), AddEntry(number, Kind.REMARK))
        rows += [(say,), (Button(t.plain("Ask a question"), Ask(found.meeting.committee, number)),)]
    if found.conducts and found.goes_on:
        rows.append((Button(t.plain("Questions"), LiveQuestions(found.meeting.committee)),))
    if found.goes_on and found.stay is not None:
        rows.append((Button(t.plain("I am leaving"), CheckOut(number)),))
    return rows


def _conducting(t: Translator, found: Desk) -> list[Row]:
    meeting, number = found.meeting, found.meeting.id
    seen = None if found.current is None else found.current.id
    rows: list[Row] = []
    if found.following is not None:
        label = t.plain("Next item: {item}", item=item_label(t, found.following))
        rows.append((Button(label, TurnTo(number, found.following.id, seen), "primary"),))
    rows.append(
        (
            Button(t.plain("Decision"), AddEntry(number, Kind.DECISION)),
            Button(t.plain("Action item"), AddEntry(number, Kind.ACTION)),
        )
    )
    if found.who.organizes:
        rows.append((Button(t.plain("Somebody's comment"), AddEntry(number, Kind.REMARK, named=False)),))
    others = [Button(t.plain("Who is there"), ShowPresent(number))]
    if meeting.format.in_room:
        others.append(Button(t.plain("Room code"), SendRoomCode(number)))
    rows.append(tuple(others))
    last: list[Button] = [Button(t.plain("Other item"), ShowItems(number))]
    if found.who.organizes and meeting.format.on_line:
        last.append(Button(t.plain("New join link"), EditMeeting(number, "link")))
    rows.append(tuple(last))
    rows.append((Button(t.plain("End the meeting"), EndSession(number), "danger"),))
    return rows


def _ways_out(t: Translator, found: Desk) -> list[Row]:
    number = found.meeting.id
    rows: list[Row] = []
    if any(found.counts.values()):
        rows.append((Button(t.plain("The record"), ShowEntries(number)),))
    if found.minutes:
        rows.append((Button(t.plain("Minutes"), ShowMinutes(number)),))
    rows.append((Button(t.plain("Meeting"), ShowMeeting(number)), *home_row(t)))
    return rows


def item_label(t: Translator, item: AgendaItem) -> str:
    """`4. Timeline and working modalities`, short enough for a button."""
    return f"{item.number}. {shortened(item.text_for(t.language).topic, _TOPIC)}"


def items(t: Translator, found: Desk, page: int) -> Screen:
    """The agenda, to turn to any item."""
    agenda, number = found.meeting.agenda, found.meeting.id
    shown, page, last = leaf(agenda, page, ITEMS_A_PAGE)
    seen = None if found.current is None else found.current.id
    rows: list[Row] = [
        (Button(("▶ " if item.id == seen else "") + item_label(t, item), TurnTo(number, item.id, seen)),)
        for item in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", ShowItems(number, p)))
    text = of_meetings.heading(t, found.meeting) + Markup("\n\n") + t("Which item is on now?")
    back = Button(t.plain("Back"), ShowSession(number)), Button(t.plain("Agenda"), ShowAgenda(number))
    return Screen(text, (*rows, back))


def present(t: Translator, found: Present, page: int) -> Screen:
    """Everybody invited, and whether they are there; the buttons enter it by hand."""
    meeting, number = found.meeting, found.meeting.id
    shown, page, last = leaf(found.people, page, PEOPLE_A_PAGE)
    lines = [
        of_meetings.heading(t, meeting),
        t("Present: {n} of {all} invited.", n=_here(found), all=len(found.people)),
    ]
    rows: list[Row] = []
    for actor, stay in shown:
        name = actor.person.name
        how = t("not there") if stay is None else t(words.MODES[stay.mode])
        line = Markup("<b>{}</b> · {}").format(name, role_name(t, actor.role, actor.chairs))
        if actor.seat is not None:
            line += Markup(" · {}").format(t.organization(actor.seat.organization))
        since = Markup() if stay is None else Markup(" · ") + t.hour(stay.came_at)
        lines.append(line + Markup("\n") + how + since)
        short = shortened(name, 20)  # behind the word: a telephone cuts off the end of a button
        if stay is not None:
            out = RecordPresence(number, actor.membership, None, page)
            rows.append((Button(t.plain("Has left: {name}", name=short), out),))
            continue
        ways = []
        if meeting.format.in_room:
            into = RecordPresence(number, actor.membership, Mode.ROOM, page)
            ways.append(Button(t.plain("In the room: {name}", name=short), into))
        if meeting.format.on_line:
            into = RecordPresence(number, actor.membership, Mode.ONLINE, page)
            ways.append(Button(t.plain("Online: {name}", name=short), into))
        rows.append(tuple(ways))
    rows += pages(t, page, last, lambda p: Button("", ShowPresent(number, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, (Button(t.plain("Back"), ShowSession(number)),)))


def _here(found: Present) -> int:
    return sum(stay is not None for _, stay in found.people)


def waiting_row(t: Translator, meeting: Meeting) -> Row:
    """On home and in /todo: it goes on after its planned end."""
    label = t.plain("{meeting}: still in session", meeting=meeting.label)
    return (Button(label, ShowSession(meeting.id)),)


def overrun(t: Translator, found: Desk, *, alone: bool) -> Screen:
    """It goes on long after its end. `alone`: with all that can be done; else it is a tap away."""
    news = t("This meeting still goes on, long after its planned end. Please end it if it is over.")
    if not alone:
        lines = [news, of_meetings.heading(t, found.meeting)]
        return Screen(Markup("\n").join(lines), (waiting_row(t, found.meeting),))
    shown = desk(t, found)
    return replace(shown, text=news + Markup("\n\n") + shown.text)


def confirm_begin(t: Translator, found: Desk) -> Screen:
    """Asks once."""
    number = found.meeting.id
    text = of_meetings.heading(t, found.meeting) + Markup("\n\n")
    if found.meeting.missed(found.at):
        text += t("Its planned time is over.") + Markup(" ")
    text += t("Begin the meeting now? Everybody who may come is told, and answers no longer count.")
    return Screen(
        text,
        (
            (Button(t.plain("Begin the meeting"), BeginSession(number, sure=True), "success"),),
            (Button(t.plain("Back"), ShowSession(number)),),
        ),
    )


def confirm_end(t: Translator, found: Desk) -> Screen:
    """Asks once."""
    number = found.meeting.id
    text = of_meetings.heading(t, found.meeting) + Markup("\n\n")
    text += t("End the meeting now? Whoever is there counts as there until this moment.")
    return Screen(
        text,
        (
            (Button(t.plain("End the meeting"), EndSession(number, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowSession(number)),),
        ),
    )
