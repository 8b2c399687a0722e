"""A meeting in session, in the chat: the desk, check-in, the record and its forms."""

from collections.abc import Callable
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.i18n import Translator
from bot.ids import CommitteeId, EntryId, MeetingId
from bot.intake import Outcome
from bot.meetings import service as meetings
from bot.meetings.model import Meeting
from bot.screens import Row, Screen
from bot.sessions import (
    attending,
    entry_views,
    form_views,
    forms,
    minutes_views,
    noting,
    own_data,
    reading,
    records,
    service,
    views,
)
from bot.sessions.actions import (
    ActionDone,
    AddEntry,
    BeginSession,
    CheckIn,
    CheckOut,
    Dispose,
    EndSession,
    RecordPresence,
    SendRoomCode,
    ShowEntries,
    ShowEntry,
    ShowItems,
    ShowPresent,
    ShowSession,
    Strike,
    TranslateEntry,
    TurnTo,
)
from bot.sessions.model import Disposition, Entry, Kind, Mode
from bot.sessions.sentences import SENTENCES
from bot.store import Tx
from handlers import home
from handlers.context import Answer, AtHome, FormRoom, Room, Waiting
from handlers.forms import steps as chat_forms
from handlers.meetings.forms import home_of
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
        return service.scan(tx, turn.who(tx, home_of(tx, number)), code, turn.at)

    outcome = await turn.write(body)
    if "meeting" not in outcome.facts:
        return (await home.screen(turn)).noted(turn.note(outcome))
    return await _after(turn, MeetingId(outcome.facts["meeting"]), outcome)


async def present(turn: Turn, action: ShowPresent) -> Answer:
    """Who is there."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, home_of(tx, action.meeting))
        return views.present(turn.t, reading.present(tx, who, action.meeting), action.page)

    return await turn.read(look)


async def record(turn: Turn, action: RecordPresence) -> Answer:
    """The secretariat enters it by hand; the list stays."""
    number = action.meeting

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, home_of(tx, number))
        return service.record(tx, who, number, action.member, action.mode, turn.at)

    outcome = await turn.write(body)
    try:
        screen = await present(turn, ShowPresent(number, action.page))
    except Refusal:
        return await _after(turn, number, outcome)
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


async def add(turn: Turn, action: AddEntry) -> Answer:
    """The form for a line of the record."""

    def ready(tx: Tx) -> CommitteeId:
        who = turn.who(tx, home_of(tx, action.meeting))
        noting.writable(tx, who, action.meeting, action.kind, named=action.named)
        return who.committee.id

    where = await turn.read(ready)
    facts = {"meeting": action.meeting, "kind": action.kind, "named": action.named}
    return await chat_forms.start(turn, forms.ENTRY, action, where=where, facts=facts)


async def entries(turn: Turn, action: ShowEntries) -> Answer:
    """The record."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, home_of(tx, action.meeting))
        return entry_views.entries(turn.t, reading.entries(tx, who, action.meeting, action.page))

    return await turn.read(look)


async def entry(turn: Turn, action: ShowEntry) -> Answer:
    """One line."""
    return await turn.read(lambda tx: _entry(turn, tx, action.entry))


async def dispose(turn: Turn, action: Dispose) -> Answer:
    """Noted at once; else the form asks where, or why."""
    if not action.what.needs_words:
        return await _with_entry(
            turn,
            action.entry,
            lambda tx, who: service.dispose(tx, who, action.entry, action.what, None, turn.at),
        )
    where = await turn.read(lambda tx: _home_of_entry(tx, action.entry))
    facts = {"entry": action.entry, "what": action.what}
    return await chat_forms.start(turn, forms.DISPOSE, action, where=where, facts=facts)


async def done(turn: Turn, action: ActionDone) -> Answer:
    """An action is done."""
    return await _with_entry(turn, action.entry, lambda tx, who: service.done(tx, who, action.entry, turn.at))


async def strike(turn: Turn, action: Strike) -> Answer:
    """Asks once, then takes a line out."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, _home_of_entry(tx, action.entry))
            return entry_views.confirm_strike(turn.t, reading.entry(tx, who, action.entry))

        return await turn.read(ask)
    return await _with_entry(
        turn, action.entry, lambda tx, who: service.strike(tx, who, action.entry, turn.at)
    )


async def translate(turn: Turn, action: TranslateEntry) -> Answer:
    """The form for a line's words in a language."""

    def ready(tx: Tx) -> tuple[CommitteeId, str | None]:
        who = turn.who(tx, _home_of_entry(tx, action.entry))
        found = noting.translatable(tx, who, action.entry, action.language)
        return who.committee.id, found.texts.get(action.language)

    where, before = await turn.read(ready)
    facts = {"entry": action.entry, "language": action.language, "before": before}
    return await chat_forms.start(turn, forms.TRANSLATE, action, where=where, facts=facts)


def _desk(turn: Turn, tx: Tx, number: MeetingId) -> Screen:
    found = _found(turn, tx, number)
    return views.desk(turn.t, found)


async def _done(turn: Turn, number: MeetingId, body: Callable[[Tx, Actor], Outcome]) -> Answer:
    """Does it; the desk as it then stands, with what came of it."""
    outcome = await turn.write(lambda tx: body(tx, turn.who(tx, home_of(tx, number))))
    return await _after(turn, number, outcome)


async def _after(turn: Turn, number: MeetingId, outcome: Outcome) -> Screen:
    try:
        screen = await turn.read(lambda tx: _desk(turn, tx, number))
    except Refusal:
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


async def _with_entry(turn: Turn, number: EntryId, body: Callable[[Tx, Actor], Outcome]) -> Screen:
    """Does it; the line as it then stands, or the desk where it was taken out."""
    outcome = await turn.write(lambda tx: body(tx, turn.who(tx, _home_of_entry(tx, number))))
    try:
        screen = await turn.read(lambda tx: _entry(turn, tx, number))
    except Refusal:
        if "meeting" in outcome.facts:
            return await _after(turn, MeetingId(outcome.facts["meeting"]), outcome)
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


async def _after_entry(turn: Turn, outcome: Outcome) -> Answer:
    number = outcome.facts.get("entry")
    if number is None:
        return (await home.screen(turn)).noted(turn.note(outcome))
    if outcome.code == "entry-added":
        return await _after(turn, MeetingId(outcome.facts["meeting"]), outcome)
    screen = await turn.read(lambda tx: _entry(turn, tx, EntryId(number)))
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
    return reading.desk(tx, turn.who(tx, home_of(tx, number)), number, turn.at)


def _home_of_entry(tx: Tx, number: EntryId) -> CommitteeId:
    found = records.committee_of_entry(tx, number)
    if found is None:
        raise Refusal("entry-unknown")
    return found


def _entry(turn: Turn, tx: Tx, number: EntryId) -> Screen:
    who = turn.who(tx, _home_of_entry(tx, number))
    return entry_views.entry(turn.t, reading.entry(tx, who, number))


def _owners(tx: Tx, state: Open) -> list[Actor]:
    """Whom an action may be given to: who is there first."""
    meeting = MeetingId(state.facts["meeting"])
    found = records.stays(tx, meeting)
    here = {stay.membership for stay in found if stay.left_at is None}
    where = home_of(tx, meeting)
    everybody = [a for a in committee.actors_in(tx, where) if a.reads_drafts]
    return sorted(everybody, key=lambda a: a.membership not in here)


def _deadline(who: Actor, at: datetime, days: int, *, optional: bool) -> Deadline:
    return Deadline(who.committee.calendar, at, days, optional=optional)


def _entry_form(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    deadline = _deadline(who, at, form_views.ACTION_DAYS, optional=True)
    return forms.entry(Kind(state.facts["kind"]), _owners(tx, state), deadline)


def _entry_about(tx: Tx, who: Actor, state: Open) -> form_views.About:
    meeting = meetings.in_sight(tx, who, MeetingId(state.facts["meeting"]))
    return form_views.About(who, meeting, people=_owners(tx, state))


def _finish_entry(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, text = MeetingId(state.facts["meeting"]), state.values[forms.TEXT]
    match Kind(state.facts["kind"]):
        case Kind.DECISION:
            return service.decide(tx, who, number, text, at)
        case Kind.ACTION:
            owner = forms.owner_of(state.values)
            return service.assign(tx, who, number, text, owner, chosen(state.values), at)
        case _:
            return service.remark(tx, who, number, text, at, named=state.facts["named"])


def _of_entry(tx: Tx, who: Actor, state: Open) -> form_views.About:
    sight = reading.entry(tx, who, EntryId(state.facts["entry"]))
    return form_views.About(who, sight.meeting, sight=sight)


def _finish_dispose(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, what = EntryId(state.facts["entry"]), Disposition(state.facts["what"])
    return service.dispose(tx, who, number, what, state.values[forms.REPLY], at)


def _translation(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    found = reading.entry(tx, who, EntryId(state.facts["entry"])).entry
    return forms.translate(original=found.language == state.facts["language"])


def _finish_translation(tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    number = EntryId(state.facts["entry"])
    values, facts = state.values, state.facts
    by = values.get(forms.TRANSLATOR)
    return service.translate(tx, who, number, facts["language"], values[forms.TEXT], by, facts.get("before"))


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    def line(found: Entry) -> Waiting:
        return Waiting(found.due_at, lambda t: entry_views.waiting_row(t, found))

    def overdue(meeting: Meeting) -> Waiting:
        return Waiting(meeting.ends_at, lambda t: views.waiting_row(t, meeting))

    return [
        *(overdue(meeting) for meeting in reading.waiting_ends(tx, who, at)),
        *(line(found) for found in reading.waiting_entries(tx, who)),
    ]


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
        AddEntry: add,
        ShowEntries: entries,
        ShowEntry: entry,
        Dispose: dispose,
        ActionDone: done,
        Strike: strike,
        TranslateEntry: translate,
    },
    forms={
        forms.ENTRY: FormRoom(_entry_form, _entry_about, form_views.entry, _finish_entry, _after_entry),
        forms.DISPOSE: FormRoom(
            lambda tx, who, at, state: forms.dispose(),
            _of_entry,
            form_views.dispose,
            _finish_dispose,
            _after_entry,
        ),
        forms.TRANSLATE: FormRoom(
            _translation,
            _of_entry,
            form_views.translate,
            _finish_translation,
            _after_entry,
        ),
    },
    items={"room": scan},
    sentences=SENTENCES,
    waiting=_waiting,
    home=_home,
    mydata=own_data.sections,
)
