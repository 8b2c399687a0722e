"""The ballots' forms in the chat: what they ask, what they are drawn from, what they do in the end."""

from datetime import datetime

from bot.ballots import form_views, forms, reading, service
from bot.ballots import sentences as own
from bot.ballots.cards import Paper, Prospect
from bot.ballots.model import Choice
from bot.ballots.model import Outcome as Declared
from bot.ballots.settings import BALLOT_DAYS, rules_of
from bot.committee.model import Actor, Committee
from bot.errors import Refusal
from bot.findings import sentences as of_findings
from bot.forms import Field, Form, Open
from bot.forms.deadline import Deadline
from bot.i18n import Translator, instant
from bot.ids import BallotId, VersionId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers.ballots import screens
from handlers.context import Answer, FormRoom
from handlers.turn import Turn

_SENTENCES = {**of_findings.SENTENCES, **own.SENTENCES}
_MEND = ("text-empty", "text-too-long")
"""Refusals of a vote's text that a better text mends; after any other, there is nothing more to ask for."""


def _deadline(who: Actor, at: datetime) -> Deadline:
    return Deadline(who.committee.calendar, at, BALLOT_DAYS.of(who.committee))


def _vote_text(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.vote_text()


def _paper_now(tx: Tx, who: Actor, state: Open) -> Paper:
    return reading.paper(tx, who, BallotId(state.facts["ballot"]))


def _draw_vote_text(t: Translator, state: Open, _field: Field, found: Paper) -> Screen:
    return form_views.vote_text(t, state, found)


def _give_text(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = BallotId(state.facts["ballot"])
    try:
        return service.give_text(tx, who, number, Choice(state.facts["choice"]), state.values["text"], at)
    except Refusal as refusal:
        if refusal.code in _MEND:
            raise
        return Outcome(refusal.code, {**refusal.facts, "ballot": number}, refused=True)


def _open_form(_tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    return forms.open_ballot(_deadline(who, at), rules_of(who.committee))


def _prospect(tx: Tx, who: Actor, state: Open) -> tuple[Committee, Prospect] | Refusal:
    try:
        version, begun = VersionId(state.facts["version"]), instant(state.facts["at"])
        return who.committee, reading.prospect(tx, who, version, begun)
    except Refusal as refusal:  # it was opened or replaced meanwhile: the card says so, and can be cancelled
        return refusal


def _draw_open(
    t: Translator, state: Open, field: Field, found: tuple[Committee, Prospect] | Refusal
) -> Screen:
    if isinstance(found, Refusal):
        return Screen(_SENTENCES[found.code](t, found.facts))
    return form_views.open_ballot(t, state, field, found)


def _open(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.open_ballot(
        tx,
        who,
        VersionId(state.facts["version"]),
        forms.deadline_of(state.values, who.committee.calendar),
        at,
        early=forms.confirmed(state.values, forms.EARLY),
        exception=forms.confirmed(state.values, forms.LANGUAGES),
    )


def _extend_form(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    return forms.extend(_deadline(who, at), reading.rules(tx, BallotId(state.facts["ballot"])))


def _to_extend(tx: Tx, who: Actor, state: Open) -> tuple[Committee, Paper]:
    return who.committee, _paper_now(tx, who, state)


def _extend(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    until = forms.deadline_of(state.values, who.committee.calendar)
    return service.extend(tx, who, BallotId(state.facts["ballot"]), until, at)


def _override_form(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.override()


def _override(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = BallotId(state.facts["ballot"])
    proposed, outcome = Declared(state.facts["proposed"]), Declared(state.facts["outcome"])
    try:
        return service.override(tx, who, number, proposed, outcome, state.values[forms.REASON], at)
    except Refusal as refusal:  # somebody declared meanwhile: there is nothing more to ask for
        return Outcome(refusal.code, {**refusal.facts, "ballot": number}, refused=True)


async def _after_form(turn: Turn, outcome: Outcome) -> Answer:
    return await screens.after(turn, outcome, BallotId(outcome.facts["ballot"]))


VOTE_TEXT = FormRoom(_vote_text, _paper_now, _draw_vote_text, _give_text, _after_form)
OPEN = FormRoom(_open_form, _prospect, _draw_open, _open, _after_form)
OVERRIDE = FormRoom(_override_form, _paper_now, form_views.override, _override, _after_form)
EXTEND = FormRoom(_extend_form, _to_extend, form_views.extend, _extend, _after_form)
