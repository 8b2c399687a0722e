"""A meeting in session, in the chat: the desk, its items, who is there."""

from collections.abc import Callable
from datetime import datetime

from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings.model import Meeting
from bot.meetings.rights import committee_of
from bot.screens import Row, Screen
from bot.sessions import attending, minutes_views, own_data, reading, records, service, views
from bot.sessions.actions import (
    BeginSession,
    CheckIn,
    CheckOut,
    EndSession,
    RecordPresence,
    SendRoomCode,
    ShowItems,
    ShowPresent,
    ShowSession,
    TurnTo,
)
from bot.sessions.model import Mode
from bot.sessions.sentences import SENTENCES
from bot.store import Tx
from handlers import home
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.turn import Turn


async def show(turn: Turn, action: ShowSession) -> Answer:
    """The desk."""
    return await turn.read(lambda tx: _desk(turn, tx, action.meeting))


async def begin(turn: Turn, action: BeginSession) -> Answer:
    """Asks once, then the meeting goes on."""
    number = action.meeting
    if not action.sure:
        return await turn.read(lambda tx: views.confirm_begin(turn.t, _found(turn, tx, number)))
    return await _done(turn, number, lambda tx, who: service.begin(tx, who, number, turn.at))


async def end(turn: Turn, action: EndSession) -> Answer:
    """Asks once, then it is over."""
    number = action.meeting
    if not action.sure:
        return await turn.read(lambda tx: views.confirm_end(turn.t, _found(turn, tx, number)))
    return await _done(turn, number, lambda tx, who: service.end(tx, who, number, turn.at))


async def turn_to(turn: Turn, action: TurnTo) -> Answer:
    """Another item."""
    number = action.meeting
    return await _done(
        turn, number, lambda tx, who: service.turn_to(tx, who, number, action.item, action.seen, turn.at)
    )


async def items(turn: Turn, action: ShowItems) -> Answer:
    """The agenda, to turn to any item."""
    return await turn.read(lambda tx: views.items(turn.t, _found(turn, tx, action.meeting), action.page))


async def check_in(turn: Turn, action: CheckIn) -> Answer:
    """There, online."""
    number = action.meeting
    return await _done(turn, number, lambda tx, who: service.check_in(tx, who, number, Mode.ONLINE, turn.at))


async def check_out(turn: Turn, action: CheckOut) -> Answer:
    """Leaves before the end."""
    number = action.meeting
    return await _done(turn, number, lambda tx, who: service.leave(tx, who, number, turn.at))


async def scan(turn: Turn, code: int) -> Answer:
    """The deep link behind the code that hangs in the room."""

    def body(tx: Tx) -> Outcome:
        number = records.room_of(tx, code)
        if number is None:
            raise Refusal("room-code-unknown")
        return service.scan(tx, turn.who(tx, committee_of(tx, number)), code, turn.at)

    outcome = await turn.write(body)
    if "meeting" not in outcome.facts:
        return (await home.screen(turn)).noted(turn.note(outcome))
    return await after(turn, MeetingId(outcome.facts["meeting"]), outcome)


async def present(turn: Turn, action: ShowPresent) -> Answer:
    """Who is there."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, committee_of(tx, action.meeting))
        return views.present(turn.t, reading.present(tx, who, action.meeting), action.page)

    return await turn.read(look)


async def record(turn: Turn, action: RecordPresence) -> Answer:
    """The secretariat enters it by hand; the list stays."""
    number = action.meeting

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, committee_of(tx, number))
        return service.record(tx, who, number, action.member, action.mode, turn.at)

    outcome = await turn.write(body)
    try:
        screen = await present(turn, ShowPresent(number, action.page))
    except Refusal:
        return await after(turn, number, outcome)
    assert isinstance(screen, Screen)
    return screen.noted(turn.note(outcome))


async def send_code(turn: Turn, action: SendRoomCode) -> Answer:
    """The code for the room, as a picture below the desk."""
    number = action.meeting

    def body(tx: Tx, who: Actor) -> Outcome:
        outcome = attending.room_code(tx, who, number, renew=action.renew)
        write_letter(
            tx,
            "room-code",
            who.person.id,
            key=f"{number}/{turn.stored.update_id}",
            at=turn.at,
            committee=who.committee.id,
            facts={"meeting": number, "membership": who.membership},
        )
        return outcome

    return await _done(turn, number, body)


def _desk(turn: Turn, tx: Tx, number: MeetingId) -> Screen:
    found = _found(turn, tx, number)
    return views.desk(turn.t, found)


async def _done(turn: Turn, number: MeetingId, body: Callable[[Tx, Actor], Outcome]) -> Answer:
    """Does it; the desk as it then stands, with what came of it."""
    outcome = await turn.write(lambda tx: body(tx, turn.who(tx, committee_of(tx, number))))
    return await after(turn, number, outcome)


async def after(turn: Turn, number: MeetingId, outcome: Outcome) -> Screen:
    """The desk as it stands, with what was just done; home for whoever does not see it."""
    try:
        screen = await turn.read(lambda tx: _desk(turn, tx, number))
    except Refusal:
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


def card_rows(tx: Tx, t: Translator, who: Actor, number: MeetingId, at: datetime) -> tuple[Row, ...]:
    """What a meeting's own card offers of this room."""
    found = reading.desk(tx, who, number, at)
    return minutes_views.card_rows(
        t,
        found.meeting,
        begins=found.beginnable or found.arrivable,
        goes_on=found.goes_on,
        minutes=found.minutes,
    )


def _found(turn: Turn, tx: Tx, number: MeetingId) -> reading.Desk:
    return reading.desk(tx, turn.who(tx, committee_of(tx, number)), number, turn.at)


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    def overdue(meeting: Meeting) -> Waiting:
        return Waiting(meeting.ends_at, lambda t: views.waiting_row(t, meeting))

    return [overdue(meeting) for meeting in reading.waiting_ends(tx, who, at)]


def _home(tx: Tx, who: Actor, t: Translator, _at: datetime) -> AtHome:
    return AtHome(rows=[views.way_in(t, meeting) for meeting in reading.going_on(tx, who)])


ROOM = Room(
    buttons={
        ShowSession: show,
        BeginSession: begin,
        EndSession: end,
        TurnTo: turn_to,
        ShowItems: items,
        CheckIn: check_in,
        CheckOut: check_out,
        ShowPresent: present,
        RecordPresence: record,
        SendRoomCode: send_code,
    },
    items={"room": scan},
    sentences=SENTENCES,
    waiting=_waiting,
    home=_home,
    mydata=own_data.sections,
)
