"""The committee's groups in the chat: a list, a card each, forms for a name and for one more."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.committee import constituencies as service
from bot.committee import constituency_views as views
from bot.committee import records
from bot.committee.constituency_actions import (
    AddConstituency,
    NameConstituency,
    RaiseConstituency,
    RemoveConstituency,
    ShowConstituencies,
    ShowConstituency,
)
from bot.committee.model import Actor, Constituency
from bot.committee.service import organizer
from bot.committee.setting_changes import USUAL, languages_of
from bot.errors import Refusal
from bot.forms import Field, Form, Open, one_of
from bot.forms.model import Values
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers.committee.roster import organizing
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

NAME, NEW = "constituency-name", "constituency-new"


async def show(turn: Turn, action: ShowConstituencies) -> Answer:
    """All of them."""
    return await turn.read(lambda tx: _all(turn, tx, action.committee))


async def show_one(turn: Turn, action: ShowConstituency) -> Answer:
    """One of them."""
    return await _card(turn, action.committee, action.constituency)


async def name(turn: Turn, action: NameConstituency) -> Answer:
    """The form for what it is called."""

    def look(tx: Tx) -> CommitteeId:
        who = turn.who(tx, action.committee)
        service.one(tx, who, action.constituency)
        return who.committee.id

    where = await turn.read(look)
    facts = {"constituency": action.constituency}
    back = ShowConstituency(where, action.constituency)
    return await asking.start(turn, NAME, action, where=where, facts=facts, back=back)


async def add(turn: Turn, action: AddConstituency) -> Answer:
    """The form for one more."""
    where = await organizing(turn, action.committee)
    return await asking.start(turn, NEW, action, where=where, back=ShowConstituencies(where))


async def put_up(turn: Turn, action: RaiseConstituency) -> Answer:
    """One place further up."""
    return await _done(
        turn, action.committee, lambda tx, who: service.put_up(tx, who, action.constituency, turn.at)
    )


async def remove(turn: Turn, action: RemoveConstituency) -> Answer:
    """Asks, then it goes."""
    if action.sure:
        return await _done(
            turn, action.committee, lambda tx, who: service.remove(tx, who, action.constituency, turn.at)
        )

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        one = service.one(tx, who, action.constituency)
        return views.confirm_removal(turn.t, who.committee, one)

    return await turn.read(look)


async def _done(turn: Turn, where: CommitteeId, act: Callable[[Tx, Actor], Outcome]) -> Answer:
    outcome = await turn.write(lambda tx: act(tx, turn.who(tx, where)))
    return (await turn.read(lambda tx: _all(turn, tx, where))).noted(turn.note(outcome))


def _all(turn: Turn, tx: Tx, where: CommitteeId) -> Screen:
    who = turn.who(tx, where)
    organizer(who)
    found = records.constituencies_of(tx, who.committee.id)
    return views.constituencies(turn.t, who.committee, found, service.seats(tx, who))


async def _card(turn: Turn, where: CommitteeId, code: str) -> Screen:
    """One of them; where it is gone, all of them, which say so."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        try:
            one = service.one(tx, who, code)
        except Refusal as refusal:
            return _all(turn, tx, where).noted(turn.say(refusal.code, refusal.facts))
        return views.constituency(turn.t, who.committee, one, service.seats(tx, who))

    return await turn.read(look)


def _name_form(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    code = state.facts["constituency"]

    def read(text: str, values: Values) -> str:
        return service.named(tx, who, text, values["language"], but=code)

    return Form(
        NAME,
        lambda _values: (
            Field("language", picked=one_of(languages_of(who.committee))),
            Field("name", said=read, picked=one_of((USUAL,))),
        ),
    )


def _draw_name(t: Translator, state: Open, field: Field, loaded: tuple[Actor, Constituency]) -> Screen:
    who, one = loaded
    return views.ask_name(t, state, field, who.committee, one)


def _load_name(tx: Tx, who: Actor, state: Open) -> tuple[Actor, Constituency]:
    return who, service.one(tx, who, state.facts["constituency"])


def _rename(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    word = state.values["name"]
    language, code = state.values["language"], state.facts["constituency"]
    outcome = service.rename(tx, who, code, language, None if word == USUAL else word, at)
    return Outcome(outcome.code, {**outcome.facts, "constituency": code})


async def _after_name(turn: Turn, outcome: Outcome) -> Answer:
    card = await _card(turn, CommitteeId(outcome.facts["where"]), outcome.facts["constituency"])
    return card.noted(turn.note(outcome))


def _new_form(tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
    def field(language: str, *, first: bool) -> Field:
        return Field(
            language, said=lambda text, _: service.named(tx, who, text, language), optional=not first
        )

    spoken = languages_of(who.committee)
    return Form(NEW, lambda _values: tuple(field(tag, first=tag == spoken[0]) for tag in spoken))


def _add(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    names: Mapping[str, Any] = state.values
    return service.add(tx, who, {tag: word for tag, word in names.items() if word}, at)


async def _after_new(turn: Turn, outcome: Outcome) -> Answer:
    where = CommitteeId(outcome.facts["where"])
    return (await turn.read(lambda tx: _all(turn, tx, where))).noted(turn.note(outcome))


ROOM = Room(
    buttons={
        ShowConstituencies: show,
        ShowConstituency: show_one,
        NameConstituency: name,
        AddConstituency: add,
        RaiseConstituency: put_up,
        RemoveConstituency: remove,
    },
    forms={
        NAME: FormRoom(_name_form, _load_name, _draw_name, _rename, _after_name),
        NEW: FormRoom(
            _new_form,
            lambda _tx, _who, _state: None,
            lambda t, _state, field, _: views.ask_new(t, field),
            _add,
            _after_new,
        ),
    },
    sentences=views.SENTENCES,
)
