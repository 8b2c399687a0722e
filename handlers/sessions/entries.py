"""The record of a meeting in the chat: comments and what became of them, decisions, action items, and their forms."""

from collections.abc import Callable
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.ids import CommitteeId, EntryId, MeetingId
from bot.intake import Outcome
from bot.meetings import service as meetings
from bot.meetings.rights import committee_of
from bot.screens import Screen
from bot.sessions import entry_views, form_views, forms, noting, reading, records, service
from bot.sessions.actions import (
    ActionDone,
    AddEntry,
    Dispose,
    ShowEntries,
    ShowEntry,
    ShowSession,
    Strike,
    TranslateEntry,
)
from bot.sessions.model import Disposition, Entry, Kind
from bot.store import Tx
from handlers import home
from handlers.context import Answer, FormRoom, Room, Waiting
from handlers.forms import asking
from handlers.sessions import desk
from handlers.turn import Turn


async def add(turn: Turn, action: AddEntry) -> Answer:
    """The form for a line of the record."""

    def ready(tx: Tx) -> CommitteeId:
        who = turn.who(tx, committee_of(tx, action.meeting))
        noting.writable(tx, who, action.meeting, action.kind, named=action.named)
        return who.committee.id

    where = await turn.read(ready)
    facts = {"meeting": action.meeting, "kind": action.kind, "named": action.named}
    back = ShowSession(action.meeting)
    return await asking.start(turn, forms.ENTRY, action, where=where, facts=facts, back=back)


async def entries(turn: Turn, action: ShowEntries) -> Answer:
    """The record."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, committee_of(tx, action.meeting))
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

    def ready(tx: Tx) -> tuple[CommitteeId, list[str | None]]:
        who = turn.who(tx, _committee_of_entry(tx, action.entry))
        return who.committee.id, noting.answerable(tx, who, action.entry).answer

    where, before = await turn.read(ready)
    facts = {"entry": action.entry, "what": action.what, "before": before}
    back = ShowEntry(action.entry)
    return await asking.start(turn, forms.DISPOSE, action, where=where, facts=facts, back=back)


async def done(turn: Turn, action: ActionDone) -> Answer:
    """An action is done."""
    return await _with_entry(turn, action.entry, lambda tx, who: service.done(tx, who, action.entry, turn.at))


async def strike(turn: Turn, action: Strike) -> Answer:
    """Asks once, then takes a line out."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, _committee_of_entry(tx, action.entry))
            return entry_views.confirm_strike(turn.t, reading.entry(tx, who, action.entry))

        return await turn.read(ask)
    return await _with_entry(
        turn, action.entry, lambda tx, who: service.strike(tx, who, action.entry, turn.at)
    )


async def translate(turn: Turn, action: TranslateEntry) -> Answer:
    """The form for a line's words in a language."""

    def ready(tx: Tx) -> tuple[CommitteeId, str | None]:
        who = turn.who(tx, _committee_of_entry(tx, action.entry))
        found = noting.translatable(tx, who, action.entry, action.language)
        return who.committee.id, found.texts.get(action.language)

    where, before = await turn.read(ready)
    facts = {"entry": action.entry, "language": action.language, "before": before}
    back = ShowEntry(action.entry)
    return await asking.start(turn, forms.TRANSLATE, action, where=where, facts=facts, back=back)


async def _with_entry(turn: Turn, number: EntryId, body: Callable[[Tx, Actor], Outcome]) -> Screen:
    """Does it; the line as it then stands, or the desk where it was taken out."""
    outcome = await turn.write(lambda tx: body(tx, turn.who(tx, _committee_of_entry(tx, number))))
    try:
        screen = await turn.read(lambda tx: _entry(turn, tx, number))
    except Refusal:
        if "meeting" in outcome.facts:
            return await desk.after(turn, MeetingId(outcome.facts["meeting"]), outcome)
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


async def _after_entry(turn: Turn, outcome: Outcome) -> Answer:
    number = outcome.facts.get("entry")
    if number is None:
        return (await home.screen(turn)).noted(turn.note(outcome))
    if outcome.code == "entry-added":
        return await desk.after(turn, MeetingId(outcome.facts["meeting"]), outcome)
    screen = await turn.read(lambda tx: _entry(turn, tx, EntryId(number)))
    return screen.noted(turn.note(outcome))


def _committee_of_entry(tx: Tx, number: EntryId) -> CommitteeId:
    found = records.committee_of_entry(tx, number)
    if found is None:
        raise Refusal("entry-unknown")
    return found


def _entry(turn: Turn, tx: Tx, number: EntryId) -> Screen:
    who = turn.who(tx, _committee_of_entry(tx, number))
    return entry_views.entry(turn.t, reading.entry(tx, who, number))


def _owners(tx: Tx, state: Open) -> list[Actor]:
    """Whom an action may be given to: who is there first."""
    meeting = MeetingId(state.facts["meeting"])
    found = records.stays(tx, meeting)
    here = {stay.membership for stay in found if stay.left_at is None}
    where = committee_of(tx, meeting)
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
    return service.dispose(tx, who, number, what, state.values[forms.REPLY], at, state.facts.get("before"))


def _translation(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    found = reading.entry(tx, who, EntryId(state.facts["entry"])).entry
    return forms.translate(original=found.language == state.facts["language"])


def _finish_translation(tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    number = EntryId(state.facts["entry"])
    values, facts = state.values, state.facts
    by = values.get(forms.TRANSLATOR)
    return service.translate(tx, who, number, facts["language"], values[forms.TEXT], by, facts.get("before"))


def _waiting(tx: Tx, who: Actor, _at: datetime) -> list[Waiting]:
    def line(found: Entry) -> Waiting:
        return Waiting(found.due_at, lambda t: entry_views.waiting_row(t, found))

    return [line(found) for found in reading.waiting_entries(tx, who)]


ROOM = Room(
    buttons={
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
    waiting=_waiting,
)
