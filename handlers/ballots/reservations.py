"""Reservations in the chat: the list on an outcome, the forms of their authors."""

from datetime import datetime

from bot.ballots import reading as ballots
from bot.ballots import views as ballot_views
from bot.ballots.actions import ShowBallot
from bot.ballots.reservations import forms, own_data, reading, records, service, views
from bot.ballots.reservations.actions import (
    AttachReservation,
    ChangeReservation,
    ListReservations,
    WithdrawReservation,
)
from bot.ballots.reservations.cards import Draft
from bot.ballots.reservations.sentences import SENTENCES
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.forms import Field, Form, Open
from bot.i18n import Translator
from bot.ids import BallotId, CommitteeId, ReservationId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn


async def show(turn: Turn, action: ListReservations) -> Answer:
    """The reservations on an outcome."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, ballots.committee_of(tx, action.ballot))
        return views.reservations(turn.t, reading.page(tx, who, action.ballot, turn.at, action.page))

    return await turn.read(look)


async def attach(turn: Turn, action: AttachReservation) -> Answer:
    """The form for a new one."""

    def look(tx: Tx) -> CommitteeId:
        where = ballots.committee_of(tx, action.ballot)
        service.attachable(tx, turn.who(tx, where), action.ballot)
        return where

    where = await turn.read(look)
    facts, back = {"ballot": action.ballot}, ShowBallot(action.ballot)
    return await asking.start(turn, forms.ATTACH, action, where=where, facts=facts, back=back)


async def change(turn: Turn, action: ChangeReservation) -> Answer:
    """The form for another wording."""

    def look(tx: Tx) -> tuple[CommitteeId, BallotId]:
        where, number = _place(tx, action.reservation)
        service.own(tx, turn.who(tx, where), action.reservation)
        return where, number

    where, number = await turn.read(look)
    facts = {"reservation": action.reservation, "ballot": number}
    back = ListReservations(number)
    return await asking.start(turn, forms.CHANGE, action, where=where, facts=facts, back=back)


async def withdraw(turn: Turn, action: WithdrawReservation) -> Answer:
    """Asks once, then withdraws it."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            where, number = _place(tx, action.reservation)
            who = turn.who(tx, where)
            _, found = service.own(tx, who, action.reservation)
            paper = ballots.paper(tx, who, number, turn.at)
            return views.confirm_withdrawal(turn.t, reading.line(tx, who, found), paper)

        return await turn.read(ask)

    def body(tx: Tx) -> Outcome:
        where, _ = _place(tx, action.reservation)
        return service.withdraw(tx, turn.who(tx, where), action.reservation, turn.at)

    outcome = await turn.write(body)
    if "ballot" not in outcome.facts:
        return (await home.screen(turn)).noted(turn.note(outcome))
    return await after(turn, outcome)


async def after(turn: Turn, outcome: Outcome) -> Answer:
    """The list as it stands now; the ballot where no outcome is shown there."""
    number = BallotId(outcome.facts["ballot"])

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, ballots.committee_of(tx, number))
        try:
            return views.reservations(turn.t, reading.page(tx, who, number, turn.at))
        except Refusal:
            return ballot_views.ballot(turn.t, ballots.paper(tx, who, number, turn.at))

    return (await turn.read(look)).noted(turn.note(outcome))


def _place(tx: Tx, number: ReservationId) -> tuple[CommitteeId, BallotId]:
    """Where somebody acts who taps a button of this reservation. Refuses `reservation-unknown`."""
    found = records.one(tx, number)
    if found is None:
        raise Refusal("reservation-unknown")
    return ballots.committee_of(tx, found.ballot), found.ballot


# The forms: what they ask, what they are drawn from, what they do in the end.


def _attach_form(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return forms.attach(who.committee.languages, _taken(tx, who, state))


def _change_form(_tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.change(who.committee.languages)


def _taken(tx: Tx, who: Actor, state: Open) -> dict[bool, int]:
    """What stood when this is asked; nothing for somebody who has lost their seat, whom the end refuses."""
    try:
        return service.attachable(tx, who, BallotId(state.facts["ballot"]))[2]
    except Refusal:
        return {}


def _new(tx: Tx, who: Actor, state: Open) -> Draft | Refusal:
    try:
        return reading.draft_of(tx, who, BallotId(state.facts["ballot"]))
    except Refusal as refusal:  # the card says so, and can be cancelled
        return refusal


def _again(tx: Tx, who: Actor, state: Open) -> Draft | Refusal:
    try:
        return reading.rewording_of(tx, who, ReservationId(state.facts["reservation"]))
    except Refusal as refusal:
        return refusal


def _draw(t: Translator, state: Open, field: Field, found: Draft | Refusal) -> Screen:
    if isinstance(found, Refusal):
        return Screen(SENTENCES[found.code](t, found.facts))
    return views.question(t, state, field, found)


def _attach(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = BallotId(state.facts["ballot"])
    language = forms.language_of(state.values, who.committee.languages)
    try:
        _, _, taken = service.attachable(tx, who, number)
        group = forms.for_group(state.values, taken)
        return service.attach(
            tx, who, number, group=group, text=state.values[forms.TEXT], language=language, at=at
        )
    except Refusal as refusal:
        if refusal.code == "reservation-has":
            raise
        # there is nothing more to ask for
        return Outcome(refusal.code, {**refusal.facts, "ballot": number}, refused=True)


def _change(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = ReservationId(state.facts["reservation"])
    language = forms.language_of(state.values, who.committee.languages)
    try:
        return service.reword(tx, who, number, state.values[forms.TEXT], language, at)
    except Refusal as refusal:
        facts = {**refusal.facts, "ballot": state.facts["ballot"]}
        return Outcome(refusal.code, facts, refused=True)


ROOM = Room(
    buttons={
        ListReservations: show,
        AttachReservation: attach,
        ChangeReservation: change,
        WithdrawReservation: withdraw,
    },
    forms={
        forms.ATTACH: FormRoom(_attach_form, _new, _draw, _attach, after),
        forms.CHANGE: FormRoom(_change_form, _again, _draw, _change, after),
    },
    sentences=SENTENCES,
    mydata=own_data.sections,
)
