"""Asking in a form: it is opened, its question is shown, and what stands in the chat of it is kept track of."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from bot import forms
from bot.actions import Action
from bot.committee.actions import Home
from bot.dataclasses import dataclass
from bot.files import words
from bot.forms import Open, Slot
from bot.forms.actions import (
    FormBack,
    FormCancel,
    FormDiscard,
    FormDone,
    FormDrop,
    FormEdit,
    FormResume,
    FormSkip,
)
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.intake import Outcome
from bot.screens import Button, Row, Screen, in_rows
from bot.store import Tx
from handlers import home
from handlers.context import Answer
from handlers.forms import files
from handlers.own_data_words import FORMS
from handlers.turn import Turn

_ROW = 3


@dataclass(frozen=True)
class Question(Screen):
    """A form's card: shown anew below what was typed, its earlier one folded."""

    slot: Slot = Slot.FORM
    earlier: int | None = None


async def start(
    turn: Turn,
    kind: str,
    again: Action,
    *,
    where: CommitteeId | None = None,
    facts: dict[str, Any] | None = None,
    values: dict[str, Any] | None = None,
    slot: Slot = Slot.FORM,
    back: Action | None = None,
) -> Answer:
    """Opens a form. Where another is open in which something was done it asks first; `again` is the action that opens
    this one.

    `values`: what is answered already. `back`: what shows the card with the button that opened it, for whoever gives
    the form up; a command was typed at no card.

    A request (a vote's text) takes the place of an earlier request without asking. The buttons of what gave way are
    those of an earlier step, and go.
    """

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, where)
        present = forms.find(tx, who.person.id, slot)
        known = present if present is not None and present.kind in turn.rooms.forms else None
        if slot is Slot.FORM and known is not None and not known.untouched and not turn.discarding:
            return Outcome("form-open", {"then": again.pack(), "open": known.kind}, refused=True)
        forms.close(tx, who.person.id, Slot.OVERDUE)
        answered = tuple(values or ())
        state = Open(kind, who.committee.id, facts or {}, values or {}, answered)
        if turn.query is not None:
            state = replace(state, given=answered, back=back.pack() if back else None)
        if present is not None:
            state = replace(state, serial=present.serial + 1, card=present.card)
        forms.save(tx, who.person.id, slot, state, turn.at)
        return Outcome("form-step")

    outcome = await turn.write(body)
    if outcome.code == "form-open":
        return turn.named(_continue_or_discard(turn, outcome))
    if outcome.refused:
        return (await home.screen(turn)).noted(turn.note(outcome))
    return await question(turn)


async def question(turn: Turn, note: Markup | None = None, month: str | None = None) -> Answer:
    """The card of whatever is asked now; home where nothing is. `month`: which one a calendar on it shows."""

    def look(tx: Tx) -> Question | None:
        who = turn.who(tx)
        top = forms.on_top(tx, who.person.id)
        if top is None:
            return None
        slot, state = top
        who = turn.who(tx, state.committee)
        room = turn.rooms.form(state.kind)
        field = forms.step_of(room.form(tx, who, turn.at, state), state)
        if field is None:
            return None
        drawn = room.draw(turn.t, state, field, room.load(tx, who, state))
        rows, text = (*drawn.rows, *_own_rows(turn.t, state, field)), drawn.text
        if field.days is not None:
            from bot.forms import picker  # noqa: PLC0415  # with the calendar library

            rows = (*picker.rows(turn.t, field.days, month, state.serial), *rows)
            text += Markup("\n\n<b>{}</b>").format(picker.heading(turn.t, field.days, month))
        if field.files:
            there = [(file.name, file.size) for file in forms.attached(state, field)]
            missed = files.left_out(turn.t, state.left_out)
            text = Markup("\n").join([text, *words.listed(turn.t, there), *missed])
        # Of messages that came together, the first has brought the card below them all already.
        below = (
            turn.query is None and turn.message is not None and (state.card or 0) > turn.message.message_id
        )
        place = state.card if below and not drawn.protect else None
        return Question(text, rows, drawn.protect, drawn.popup, drawn.folded, slot, state.card, place=place)

    shown = await turn.read(look)
    screen: Screen = shown if shown is not None else await home.screen(turn)
    return screen.noted(note) if note else screen


async def remember_card(turn: Turn, answer: Answer, shown: list[int]) -> None:
    """Keeps which message the question stands in, and takes the buttons off the one before it."""
    screens = (answer,) if isinstance(answer, Screen) else answer
    for screen, message in zip(screens, shown, strict=True):
        if isinstance(screen, Question) and screen.earlier != message:
            await _keep_card(turn, screen, message)


async def _keep_card(turn: Turn, screen: Question, message: int) -> None:
    assert turn.person is not None
    person = turn.person.id

    def keep(tx: Tx) -> None:
        # While its card was on the way, a request may have become overdue: that is then the card of this, too.
        for slot in dict.fromkeys((screen.slot, Slot.OVERDUE)):
            state = forms.find(tx, person, slot)
            if state is not None and state.card == screen.earlier:
                forms.save(tx, person, slot, replace(state, card=message), turn.at)

    await turn.rooms.store.record(keep)
    if screen.earlier is not None:
        await turn.sender.strip(turn.telegram_id, screen.earlier)


def _continue_or_discard(turn: Turn, outcome: Outcome) -> Screen:
    t = turn.t
    return Screen(
        t("You have an unfinished form: {form}", form=t(FORMS[outcome.facts["open"]])),
        (
            (Button(t.plain("Continue it"), FormResume(), "primary"),),
            (Button(t.plain("Discard it and begin anew"), FormDiscard(outcome.facts["then"]), "danger"),),
            (Button(t.plain("Menu"), Home()),),
        ),
    )


def _own_rows(t: Translator, state: Open, field: forms.Field) -> tuple[Row, ...]:
    step = state.serial
    rows: list[Row] = []
    if state.edited:
        rows.append((Button(t.plain("Replace my text"), FormEdit(step), "primary"),))
    there = forms.attached(state, field) if field.files else ()
    drops = [Button(t.plain("Remove: {n}", n=i + 1), FormDrop(step, i)) for i in range(len(there))]
    rows += in_rows(drops, _ROW)
    if (field.collects and state.parts) or (there and field.picked is None):
        rows.append((Button(t.plain("Done"), FormDone(step), "success"),))
    if field.optional and not state.parts and not there:
        rows.append((Button(t.plain("Skip"), FormSkip(step)),))
    last: list[Button] = []
    if state.answered or state.parts:
        last.append(Button(t.plain("Back"), FormBack(step)))
    last.append(Button(t.plain("Cancel"), FormCancel(step)))
    rows.append(tuple(last))
    return tuple(rows)
