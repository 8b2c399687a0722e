"""A file that came with no form open and that several forms would take: it is asked what it is, and goes there.

The file waits on the shelf meanwhile, so that nothing has to be sent twice.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import forms
from bot.committee.model import Actor
from bot.errors import Broken, Refusal
from bot.forms import Attached, Field, Form, Open, Sent, Slot
from bot.forms.actions import TakeFileAs
from bot.forms.model import one_of
from bot.i18n import Translator
from bot.intake import Outcome
from bot.screens import Button, Screen
from bot.store import Tx
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.forms.files import TABLE_BYTES, UNASKED
from handlers.turn import Turn


async def take(turn: Turn, action: TakeFileAs) -> Answer:
    """Goes on in the form that was chosen, with the file in it; where that cannot read it, it is asked again."""
    try:
        table = await _read(turn, action)
    except Refusal as refusal:
        return await asking.question(turn, turn.say(refusal.code, refusal.facts))

    def body(tx: Tx) -> Outcome:
        state, who = _open(turn, tx, action)
        begun = Open(
            action.form, state.committee, {}, serial=state.serial + 1, card=state.card, opened=state.opened
        )
        if table is None:
            begun = replace(begun, files=state.files)
        else:
            begun = forms.advance(turn.rooms.forms[action.form].form(tx, who, turn.at, begun), begun, table)
        forms.save(tx, who.person.id, Slot.FORM, begun, turn.at)
        return Outcome("form-step")

    outcome = await turn.write(body)
    return await asking.question(turn, turn.note(outcome) if outcome.refused else None)


async def _read(turn: Turn, action: TakeFileAs) -> Sent | None:
    """The file as the form reads it; None where it only keeps files, and where the tap was handled before."""
    room = turn.rooms.forms.get(action.form)
    if room is None or room.prepare is None or await turn.done_before() is not None:
        return None
    (file,) = await turn.read(lambda tx: _open(turn, tx, action)[0].files or ())
    if file.size > TABLE_BYTES:
        raise Refusal("file-oversize", limit=TABLE_BYTES)
    try:
        data = await turn.rooms.shelf.get(file.digest)
    except Broken:
        raise Refusal("file-gone") from None
    return Sent(file.name, await asyncio.to_thread(room.prepare, data))


def _open(turn: Turn, tx: Tx, action: TakeFileAs) -> tuple[Open, Actor]:
    """The question that the button stands under. Refuses `form-stale` where it is no longer asked, or not so."""
    top = forms.on_top(tx, turn.who(tx).person.id)
    if top is None or top[1].kind != UNASKED or top[1].serial != action.step:
        raise Refusal("form-stale")
    who = turn.who(tx, top[1].committee)
    if action.form not in _kinds(turn.rooms.forms, who, top[1].files or ()):
        raise Refusal("form-stale")
    return top[1], who


def _kinds(rooms: Mapping[str, FormRoom], who: Actor, files: Sequence[Attached]) -> dict[str, str]:
    """The forms that would take all these files, and what each calls them. A form that reads a table reads one."""
    return {
        kind: room.unasked.called
        for kind, room in rooms.items()
        if room.unasked is not None
        and all(room.unasked.takes(who, file.name) for file in files)
        and (room.prepare is None or len(files) == 1)
    }


def _form(_tx: Tx, _who: Actor, _at: object, _state: Open) -> Form:
    """It is answered by buttons of its own, since a table has to be read before."""
    return Form(UNASKED, lambda values: (Field("what", picked=one_of(()), files=True),))


def _load(_tx: Tx, who: Actor, _state: Open) -> Actor:
    return who


def _finish(_tx: Tx, _who: Actor, _state: Open, _at: object) -> Outcome:
    raise Refusal("form-stale")


def room(rooms: Sequence[Room]) -> Room:
    """What is registered. `rooms`: those whose forms take files."""
    every = {kind: form for one in rooms for kind, form in one.forms.items()}

    def draw(t: Translator, state: Open, _field: Field, who: Actor) -> Screen:
        offered = _kinds(every, who, state.files or ())
        rows = ((Button(t.plain(label), TakeFileAs(state.serial, kind)),) for kind, label in offered.items())
        return Screen(t("What is this file for?"), tuple(rows))

    async def after(turn: Turn, _outcome: Outcome) -> Answer:
        return await asking.question(turn)

    return Room(buttons={TakeFileAs: take}, forms={UNASKED: FormRoom(_form, _load, draw, _finish, after)})
