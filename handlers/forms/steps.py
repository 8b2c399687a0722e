"""Forms in the chat: the same few steps for every form of every room."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from bot import forms
from bot.actions import UnknownAction, unpack
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.forms import Back, Done, Dropped, Open, Picked, Reply, Said, Skip, Slot
from bot.forms.actions import (
    FormBack,
    FormCancel,
    FormDone,
    FormDrop,
    FormEdit,
    FormMonth,
    FormPick,
    FormResume,
    FormSkip,
)
from bot.i18n import Sentences
from bot.intake import Outcome
from bot.intake.model import traceless
from bot.store import Tx, savepoint
from handlers import home
from handlers.context import Again, Answer, FormRoom, Room, Tap, noted
from handlers.forms import asking, files
from handlers.turn import Turn

_ALBUM = timedelta(minutes=1)
"""Of files that were sent together, one may open a form before an earlier, larger one has come."""


_NOTHING_READ = (
    "form-stale",
    "form-none",
    "form-closed",
    "form-text-needed",
    "form-file-needed",
    "form-button-needed",
)
"""Refusals of *Done* that say nothing of the text."""
_GONE = "gone"
"""The fact of a refusal that what was asked is asked no more: nothing can be mended."""


async def said(turn: Turn) -> Answer:
    """A message that is no command."""
    message = turn.message
    assert message is not None
    try:
        if message.text is None:  # what it is taken for depends on what is asked: by now another thing may be
            known = await turn.done_before()
            if known is not None:
                return await _told(turn, known)
        if message.document is not None:
            reply, opens = await files.file(turn, message, message.document)
            return await _reply(turn, reply, opens=opens)
        changed = await files.media(turn, message)
        if changed is not None:
            return await _reply(turn, changed)
        text = message.text if message.text is not None else message.caption
        if message.location is not None:  # a venue has one, too
            text = await files.point(turn, message.location)
        if message.contact is not None:
            text = await files.contact(turn, message.contact)
    except Refusal as refusal:
        return await asking.question(turn, turn.say(refusal.code, refusal.facts))
    if text is None:
        return await asking.question(turn, turn.say("text-only"))
    taken = "caption-only" if text == message.caption else None
    return await _reply(turn, Said(text, message.message_id), taken=taken)


async def edited(turn: Turn) -> Answer:
    """An edited message: offers to replace, where it is still being written."""
    message = turn.message
    assert message is not None

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx)
        top = forms.on_top(tx, who.person.id)
        noted = top and forms.note_edit(top[1], message.message_id, message.text or message.caption or "")
        if not top or noted is None:
            return Outcome("edit-too-late", refused=True)
        forms.save(tx, who.person.id, top[0], noted, turn.at)
        return Outcome("edit-noted" if noted.edited else "form-step")

    outcome = await turn.write(body)
    if outcome.refused:
        return await asking.question(turn, turn.note(outcome))
    return await _answer(turn, outcome)


async def pick(turn: Turn, action: FormPick) -> Answer:
    """One of the answers offered."""
    return await _reply(turn, Picked(action.step, action.value), action.step)


async def turn_page(turn: Turn, action: FormMonth) -> Answer:
    """Another month of the calendar; an old button shows where the form stands."""
    return await asking.question(turn, month=action.month)


async def back(turn: Turn, action: FormBack) -> Answer:
    """To the question before; at the first one it stays."""
    return await _reply(turn, Back(), action.step)


async def skip(turn: Turn, action: FormSkip) -> Answer:
    """No answer."""
    return await _reply(turn, Skip(), action.step)


async def done(turn: Turn, action: FormDone) -> Answer:
    """That was the whole text."""
    return await _reply(turn, Done(), action.step)


async def drop(turn: Turn, action: FormDrop) -> Answer:
    """Without that file after all."""
    return await _reply(turn, Dropped(action.step, action.place), action.step)


async def take_edit(turn: Turn, action: FormEdit) -> Answer:
    """*Replace my text*."""

    def body(tx: Tx) -> Outcome:
        slot, state, room, who = _top(turn, tx, action.step)
        state = forms.take_edit(room.form(tx, who, turn.at, state), state)
        forms.save(tx, who.person.id, slot, state, turn.at)
        return Outcome("edit-taken")

    outcome = await turn.write(lambda tx: _unless_overdue(turn, tx, body, text=False))
    return await asking.question(turn, turn.note(outcome))


async def cancel(turn: Turn, action: FormCancel | None = None) -> Answer:
    """Gives up what is asked now: the request, else the form.

    Shown again is the form that waits below it, else the card from which it was begun.
    """
    closed: Open | None = None

    def body(tx: Tx) -> Outcome:
        nonlocal closed
        who = turn.who(tx)
        top = forms.on_top(tx, who.person.id)
        if top is None:
            return Outcome("form-none" if action is None else "form-closed", refused=True)
        if action is not None and action.step != top[1].serial:
            return Outcome("form-stale", refused=True)
        _close(turn, tx, who, top[0])
        closed = top[1]
        return Outcome(f"{top[0]}-cancelled")

    outcome = await turn.write(lambda tx: _unless_overdue(turn, tx, body, text=False))
    if (once_more := await _once_more(turn, outcome)) is not None:
        return once_more
    back = None if closed is None else closed.back
    if not outcome.refused:
        _taken(turn, lambda turn: _given_up(turn, outcome, back))
    return await _given_up(turn, outcome, back)


async def _given_up(turn: Turn, outcome: Outcome, back: str | None) -> Answer:
    if back is None or await _open_below(turn):
        return await asking.question(turn, turn.note(outcome))
    try:
        shown = unpack(back)
        answer = await turn.rooms.buttons[type(shown)](turn, shown)
    except (Refusal, UnknownAction):  # they may not see it any more, or there is none
        answer = await home.screen(turn)
    return noted(answer, turn.note(outcome))


async def resume(turn: Turn, _action: FormResume) -> Answer:
    """Shows the open form again."""
    return await asking.question(turn)


async def _reply(
    turn: Turn, reply: Reply, step: int | None = None, opens: str | None = None, taken: str | None = None
) -> Answer:
    """`opens`: the form whose first question is answered, where none is open. `taken`: what of a message was."""

    def body(tx: Tx) -> Outcome:
        slot, state, room, who = _top(turn, tx, step, opens)
        form = room.form(tx, who, turn.at, state)
        state = forms.advance(form, state, reply)
        if not forms.finished(form, state):
            forms.save(tx, who.person.id, slot, state, turn.at)
            return Outcome("form-step")
        _close(turn, tx, who, slot)
        outcome = room.finish(tx, who, state, turn.at)
        of = {"form": state.kind, "where": state.committee, "card": state.card}
        return replace(outcome, facts={**outcome.facts, **of})

    outcome = await turn.write(lambda tx: _unless_overdue(turn, tx, body, text=isinstance(reply, Said)))
    if (once_more := await _once_more(turn, outcome)) is not None:
        return once_more
    whole = isinstance(reply, Done)
    answer = await _told(turn, outcome, whole=whole)
    if not outcome.refused or "form" in outcome.facts:
        _taken(turn, lambda turn: _told(turn, outcome, whole=whole))
    return answer if taken is None or outcome.refused else noted(answer, turn.say(taken))


def _taken(turn: Turn, again: Again) -> None:
    """The tap was no second one. What is to leave no trace is not remembered, either."""
    tap = _tap(turn)
    if tap is not None and not traceless():
        turn.rooms.taps[turn.telegram_id] = tap, again


async def _once_more(turn: Turn, outcome: Outcome) -> Answer | None:
    """What the first of two equal taps was answered, where this is the second; None where it is none.

    Its step is over, or its form, but it did not fail: it had done already what it was to do.
    """
    tap, again = turn.rooms.taps.get(turn.telegram_id, (None, None))
    if again is None or tap != _tap(turn) or outcome.code not in ("form-stale", "form-closed"):
        return None
    return await again(turn)


def _tap(turn: Turn) -> Tap | None:
    if turn.tapped is None or turn.query is None or turn.query.data is None:
        return None
    return turn.tapped.message, turn.query.data


async def _told(turn: Turn, outcome: Outcome, *, whole: bool = False) -> Answer:
    """What a reply's outcome is answered, and a text that came too late for what it was meant for."""
    answer = await _answer(turn, outcome, whole=whole)
    late = outcome.facts.get("overdue")
    return answer if late is None else noted(answer, turn.note(Outcome(**late)))


async def _answer(turn: Turn, outcome: Outcome, *, whole: bool = False) -> Answer:
    """What a form's outcome is answered, and the form that waited below it.

    `whole`: a text that came in messages was to be taken. Where it is refused, more messages would not mend it.
    """
    if outcome.code == "form-step":
        return await asking.question(turn)
    if "form" not in outcome.facts:  # refused, and the form stands as it stood
        if outcome.code in ("form-none", "form-closed"):
            return (await home.screen(turn)).noted(turn.note(outcome))
        said = turn.note(outcome)
        if whole and outcome.code not in _NOTHING_READ and _GONE not in outcome.facts:
            said += Markup("\n") + turn.say("form-mend")
        return await asking.question(turn, said)
    answer = await turn.rooms.forms[outcome.facts["form"]].after(turn, outcome)
    if turn.query is None and outcome.facts["card"] is not None:
        await turn.sender.strip(turn.telegram_id, outcome.facts["card"])
    if not await _open_below(turn):
        return answer
    resumed = await asking.question(turn)
    first, *others = answer if isinstance(answer, tuple) else (answer,)
    others += resumed if isinstance(resumed, tuple) else (resumed,)
    return first, *others


def _close(turn: Turn, tx: Tx, who: Actor, slot: Slot) -> None:
    """It is done or given up. What waited below it goes on at a step of its own: no second tap meant that."""
    person = who.person.id
    forms.close(tx, person, slot)
    below = forms.on_top(tx, person)
    if below is not None:
        forms.save(tx, person, below[0], replace(below[1], serial=below[1].serial + 1), turn.at)


async def _open_below(turn: Turn) -> bool:
    return await turn.read(lambda tx: forms.on_top(tx, turn.who(tx).person.id)) is not None


def _unless_overdue(turn: Turn, tx: Tx, body: Callable[[Tx], Outcome], *, text: bool) -> Outcome:
    """Does what is asked, but for what was asked for too long ago.

    A tap on the card of such a request does nothing. A text may have been meant for it: that is said, and the form that
    is open takes it, so that nothing is lost.
    """
    person = turn.who(tx).person.id
    late = forms.find(tx, person, Slot.OVERDUE)
    if late is None:
        return body(tx)
    on_its_card = turn.tapped is not None and turn.tapped.message == late.card
    if not (on_its_card or text):
        return body(tx)
    forms.close(tx, person, Slot.OVERDUE)
    refused = Outcome(late.kind, {**late.facts, _GONE: True}, refused=True)
    if on_its_card or forms.on_top(tx, person) is None:
        return refused
    try:
        with savepoint(tx):
            outcome = body(tx)
    except Refusal as refusal:
        outcome = Outcome(refusal.code, refusal.facts, refused=True)
    return replace(outcome, facts={**outcome.facts, "overdue": refused.as_json()})


def _top(
    turn: Turn, tx: Tx, step: int | None, opens: str | None = None
) -> tuple[Slot, Open, FormRoom, Actor]:
    who = turn.who(tx)
    top = forms.on_top(tx, who.person.id)
    if top is None and opens is not None:
        top = Slot.FORM, Open(opens, who.committee.id, {}, opened=(turn.at - _ALBUM).isoformat())
    if top is None:
        raise Refusal("form-none" if step is None else "form-closed")
    slot, state = top
    if step is not None and step != state.serial:
        raise Refusal("form-stale")
    return slot, state, turn.rooms.form(state.kind), turn.who(tx, state.committee)


SENTENCES: Sentences = {
    "form-none": lambda t, f: t("The bot is not asking you anything now. Nothing was recorded."),
    "form-closed": lambda t, f: t(
        "That form is closed: it was finished or discarded. This tap changed nothing."
    ),
    "form-stale": lambda t, f: t(
        "That button belongs to an earlier step. This is where the form stands now."
    ),
    "form-outdated": lambda t, f: t(
        "The bot was updated, and the form that you had begun is no longer in use. Nothing of it was recorded. "
        "Please begin anew. To close that form: /cancel"
    ),
    "form-first-step": lambda t, f: t("This is the first step."),
    "form-text-needed": lambda t, f: t("Please answer with a text message."),
    "form-button-needed": lambda t, f: t("Please choose one of the buttons."),
    "form-file-needed": lambda t, f: t("Please send a file."),
    "form-not-optional": lambda t, f: t("This field is required."),
    "form-mend": lambda t, f: t("To mend it, edit your message; or press “Back” and send everything anew."),
    "form-cancelled": lambda t, f: t("The form was discarded. Nothing was recorded."),
    "request-cancelled": lambda t, f: t("The text was not recorded."),
    "edit-noted": lambda t, f: t(
        "You edited your message. Nothing changes until you press “Replace my text”."
    ),
    "edit-taken": lambda t, f: t("Your text was replaced."),
    "edit-too-late": lambda t, f: t(
        "You edited an earlier message. What was recorded from it stays as it was."
    ),
    "caption-only": lambda t, f: t("Only the text was taken, not the picture or file."),
    "text-only": lambda t, f: t("Only text can be taken here. Nothing was recorded."),
    **files.SENTENCES,
    "button-unknown": lambda t, f: t("That button is no longer in use. This is what stands now."),
    "command-unknown": lambda t, f: t("There is no such command. Those that there are: /help"),
}

ROOM = Room(
    commands={"cancel": cancel},
    buttons={
        FormMonth: turn_page,
        FormPick: pick,
        FormBack: back,
        FormSkip: skip,
        FormDone: done,
        FormDrop: drop,
        FormCancel: cancel,
        FormEdit: take_edit,
        FormResume: resume,
    },
    sentences=SENTENCES,
)
