"""The minutes of a meeting, in the chat: how they stand, their files, comments, approval."""

from collections.abc import Callable
from datetime import datetime

from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.i18n import LANGUAGES
from bot.ids import AgendaItemId, CommitteeId, EntryId, MeetingId
from bot.intake import Outcome
from bot.meetings import service as meetings
from bot.meetings.model import Meeting
from bot.meetings.rights import committee_of
from bot.screens import Screen
from bot.sessions import entry_views, form_views, forms, minutes_views, minuting, reading, service
from bot.sessions.actions import (
    ApproveMinutes,
    ChooseNote,
    CirculateMinutes,
    CommentMinutes,
    NoteMinutes,
    SendMinutes,
    ShowMinutes,
)
from bot.sessions.model import OBJECTION_DAYS, Minutes
from bot.sessions.rights import conductor, recorded
from bot.store import Tx
from handlers import home
from handlers.context import Answer, FormRoom, Room, Waiting
from handlers.forms import asking
from handlers.turn import Turn


async def show(turn: Turn, action: ShowMinutes) -> Answer:
    """How the minutes stand."""
    return await turn.read(lambda tx: _card(turn, tx, action.meeting))


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `min12`."""
    return await turn.read(lambda tx: _card(turn, tx, MeetingId(number)))


async def send(turn: Turn, action: SendMinutes) -> Answer:
    """The minutes as a file, which comes as a letter."""
    number = action.meeting

    def body(tx: Tx, who: Actor) -> Outcome:
        found = reading.paper(tx, who, number, turn.at)
        if action.language not in LANGUAGES:
            raise Refusal("minutes-unknown")
        write_letter(
            tx,
            "minutes-file",
            who.person.id,
            key=f"{number}/{turn.stored.update_id}",
            at=turn.at,
            committee=who.committee.id,
            facts={
                "meeting": number,
                "membership": who.membership,
                "language": action.language,
                "word": action.word,
            },
        )
        return Outcome("minutes-file-coming", {"meeting": found.meeting.id})

    return await _done(turn, number, body)


async def choose_note(turn: Turn, action: ChooseNote) -> Answer:
    """Of which item the minutes shall say more."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, committee_of(tx, action.meeting))
        found = reading.paper(tx, who, action.meeting, turn.at)
        noted = frozenset(item or 0 for item, _ in reading.notes(tx, action.meeting))
        return minutes_views.choose_note(turn.t, found, noted, action.page)

    return await turn.read(look)


async def note(turn: Turn, action: NoteMinutes) -> Answer:
    """The form for what they say of an item."""

    def ready(tx: Tx, who: Actor) -> dict[str, str]:
        conductor(who)
        recorded(tx, who, action.meeting)
        notes = reading.notes(tx, action.meeting)
        return {language: text for (item, language), text in notes.items() if item == action.item}

    return await _start(turn, forms.NOTE, action, ready, item=action.item)


async def circulate(turn: Turn, action: CirculateMinutes) -> Answer:
    """The form that asks until when one may object."""

    def ready(tx: Tx, who: Actor) -> None:
        minuting.circulable(tx, who, action.meeting)

    return await _start(turn, forms.CIRCULATE, action, ready)


async def comment(turn: Turn, action: CommentMinutes) -> Answer:
    """The form for a comment or an objection."""

    def ready(tx: Tx, who: Actor) -> None:
        minuting.commentable(tx, who, action.meeting, turn.at, objects=action.objects)

    return await _start(turn, forms.COMMENT, action, ready, objects=action.objects)


async def approve(turn: Turn, action: ApproveMinutes) -> Answer:
    """Asks once, then they are approved and locked."""
    number = action.meeting
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            found = _paper(turn, tx, number)
            try:
                minuting.approvable(tx, found.who, number, action.version, turn.at)
            except Refusal as refusal:
                return minutes_views.card(turn.t, found).noted(turn.say(refusal.code, refusal.facts))
            return minutes_views.confirm_approval(turn.t, found)

        return await turn.read(ask)
    return await _done(
        turn, number, lambda tx, who: service.approve(tx, who, number, action.version, turn.at)
    )


async def _start(
    turn: Turn,
    kind: str,
    action: NoteMinutes | CirculateMinutes | CommentMinutes,
    ready: Callable[[Tx, Actor], dict[str, str] | None],
    **facts: object,
) -> Answer:
    """Opens a form; `ready` refuses what the form could only refuse at its end, and tells what was there before."""
    number = action.meeting

    def look(tx: Tx) -> tuple[CommitteeId, dict[str, str] | None]:
        who = turn.who(tx, committee_of(tx, number))
        before = ready(tx, who)
        return who.committee.id, before

    where, before = await turn.read(look)
    facts = {"meeting": number, "before": before or {}, **facts}
    back = ChooseNote(number) if isinstance(action, NoteMinutes) else ShowMinutes(number)
    return await asking.start(turn, kind, action, where=where, facts=facts, back=back)


def _paper(turn: Turn, tx: Tx, number: MeetingId) -> reading.Paper:
    return reading.paper(tx, turn.who(tx, committee_of(tx, number)), number, turn.at)


def _card(turn: Turn, tx: Tx, number: MeetingId) -> Screen:
    return minutes_views.card(turn.t, _paper(turn, tx, number))


async def _done(turn: Turn, number: MeetingId, body: Callable[[Tx, Actor], Outcome]) -> Answer:
    outcome = await turn.write(lambda tx: body(tx, turn.who(tx, committee_of(tx, number))))
    return await _shown(turn, number, outcome)


async def _shown(turn: Turn, number: MeetingId | None, outcome: Outcome) -> Screen:
    try:
        screen = await (
            home.screen(turn) if number is None else turn.read(lambda tx: _card(turn, tx, MeetingId(number)))
        )
    except Refusal:
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


async def _after(turn: Turn, outcome: Outcome) -> Answer:
    return await _shown(turn, outcome.facts.get("meeting"), outcome)


async def _after_comment(turn: Turn, outcome: Outcome) -> Answer:
    number = outcome.facts.get("entry")
    if number is None:
        return await _after(turn, outcome)

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, committee_of(tx, MeetingId(outcome.facts["meeting"])))
        return entry_views.entry(turn.t, reading.entry(tx, who, EntryId(number)))

    return (await turn.read(look)).noted(turn.note(outcome))


def _about(tx: Tx, who: Actor, state: Open) -> form_views.About:
    return form_views.About(who, meetings.in_sight(tx, who, MeetingId(state.facts["meeting"])))


def _of_note(tx: Tx, who: Actor, state: Open) -> form_views.About:
    meeting = meetings.in_sight(tx, who, MeetingId(state.facts["meeting"]))
    item = _item(state)
    language = state.values.get(forms.LANGUAGE)
    present = None if language is None else reading.notes(tx, meeting.id).get((item, language))
    line = next((i for i in meeting.agenda if i.id == item), None)
    return form_views.About(who, meeting, item=line, present=present)


def _finish_note(tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    said, language = state.values[forms.TEXT], state.values[forms.LANGUAGE]
    text = None if said == forms.TAKE_OUT else said
    number, before = MeetingId(state.facts["meeting"]), state.facts.get("before", {})
    return service.note(tx, who, number, _item(state), language, text, before.get(language))


def _circulation(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    return forms.circulate(Deadline(who.committee.calendar, at, OBJECTION_DAYS))


def _finish_circulation(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    until = chosen(state.values)
    assert until is not None
    return service.circulate(tx, who, MeetingId(state.facts["meeting"]), until, at)


def _finish_comment(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, objects = MeetingId(state.facts["meeting"]), state.facts["objects"]
    return service.comment(tx, who, number, state.values[forms.TEXT], at, objects=objects)


def _item(state: Open) -> AgendaItemId | None:
    item = state.facts["item"]
    return None if item is None else AgendaItemId(item)


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    def line(meeting: Meeting, present: Minutes) -> Waiting:
        return Waiting(present.object_until, lambda t: minutes_views.waiting_row(t, meeting, present))

    return [line(meeting, present) for meeting, present in reading.waiting_minutes(tx, who, at)]


ROOM = Room(
    buttons={
        ShowMinutes: show,
        SendMinutes: send,
        ChooseNote: choose_note,
        NoteMinutes: note,
        CirculateMinutes: circulate,
        CommentMinutes: comment,
        ApproveMinutes: approve,
    },
    forms={
        forms.NOTE: FormRoom(
            lambda tx, who, at, state: forms.note(),
            _of_note,
            form_views.note,
            _finish_note,
            _after,
        ),
        forms.CIRCULATE: FormRoom(
            _circulation,
            _about,
            form_views.circulate,
            _finish_circulation,
            _after,
        ),
        forms.COMMENT: FormRoom(
            lambda tx, who, at, state: forms.comment(),
            _about,
            form_views.comment,
            _finish_comment,
            _after_comment,
        ),
    },
    items={"min": item},
    waiting=_waiting,
)
