"""The working modalities in the chat: the newest version, its files, the form for the next."""

from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.files import File
from bot.forms import Attached, Form, Open
from bot.ids import CommitteeId, ModalitiesId
from bot.intake import Outcome
from bot.screens import Button, Screen
from bot.store import Tx
from bot.timeline import form_views, forms, modalities, modality_records, modality_views
from bot.timeline.actions import ListModalities, SendModalities, ShowModalities, WriteModalities
from bot.timeline.modality_records import Modalities
from bot.timeline.rights import planner, plans
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn


async def show(turn: Turn, action: ShowModalities) -> Answer:
    """A version, the newest unless one is named."""
    return await turn.read(lambda tx: _screen(turn, tx, action.committee, action.version, action.language))


async def versions(turn: Turn, action: ListModalities) -> Answer:
    """All versions."""

    def look(tx: Tx) -> Screen:
        here = turn.who(tx, action.committee).committee.id
        return modality_views.versions(turn.t, here, modality_records.versions(tx, here), action.page)

    return await turn.read(look)


async def send(turn: Turn, action: SendModalities) -> Answer:
    """A file of a version, below the card."""

    def look(tx: Tx) -> Answer:
        who = turn.who(tx, modalities.home(tx, action.version))
        modalities.file(tx, who, action.version, action.place)
        found = modalities.read(tx, who, action.version)
        assert found is not None
        screen = _screen(turn, tx, found.committee, found.id)
        return turn.named(screen), modality_views.sent(turn.t, found, action.place)

    return await turn.read(look)


async def write(turn: Turn, action: WriteModalities) -> Answer:
    """The form for the next version."""
    await turn.read(lambda tx: planner(turn.who(tx, action.committee)))
    back = ShowModalities(action.committee)
    return await asking.start(turn, forms.MODALITIES, action, where=action.committee, back=back)


async def after(turn: Turn, outcome: Outcome) -> Answer:
    """The version that was written."""
    where = CommitteeId(outcome.facts["committee"])
    screen = await turn.read(lambda tx: _screen(turn, tx, where))
    return screen.noted(turn.note(outcome))


def _screen(
    turn: Turn,
    tx: Tx,
    where: CommitteeId,
    version: ModalitiesId | None = None,
    language: str | None = None,
) -> Screen:
    who = turn.who(tx, where)
    found = modalities.read(tx, who, version)
    newest = modalities.read(tx, who, None)
    number = 0 if newest is None else newest.number
    return modality_views.modalities(turn.t, where, found, language, may_write=plans(who), newest=number)


def _form(tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
    planner(who)
    newest = modalities.read(tx, who, None)
    given = () if newest is None else newest.files
    attached = [Attached(file.name, file.digest, file.size, message=0) for file in given]
    number = 0 if newest is None else newest.number
    return forms.modalities(who.committee.languages, attached, newest=number)


def _newest(tx: Tx, who: Actor, _state: Open) -> Modalities | None:
    return modalities.read(tx, who, None)


def _put(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    newest = modalities.read(tx, who, None)
    kept = () if newest is None else newest.files
    files = kept if state.files is None else [File(f.name, f.digest, f.size) for f in state.files]
    texts = forms.texts_of(state.values)
    if not texts and not files:
        raise Refusal("modalities-empty")
    return modalities.put(tx, who, texts, files, state.values.get("note", ""), at)


ROOM = Room(
    buttons={
        ShowModalities: show,
        ListModalities: versions,
        SendModalities: send,
        WriteModalities: write,
    },
    forms={forms.MODALITIES: FormRoom(_form, _newest, form_views.modalities, _put, after)},
    committee=lambda who, t: [(Button(t.plain("Working modalities"), ShowModalities(who.committee.id)),)],
)
