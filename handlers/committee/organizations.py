"""What organizations are called in each language, in the chat: a list, a card each, and a form."""

from datetime import datetime

from bot.committee import organization_views as views
from bot.committee import organizations, service
from bot.committee.forms import line
from bot.committee.model import Actor, Seat
from bot.committee.organization_actions import NameOrganization, ShowOrganization, ShowOrganizations
from bot.committee.setting_changes import USUAL
from bot.forms import Field, Form, Open, one_of
from bot.i18n import Translator
from bot.ids import CommitteeId, SeatId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

FORM = "organization-names"


async def show(turn: Turn, action: ShowOrganizations) -> Answer:
    """All of them."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        return views.organizations(turn.t, who.committee, organizations.on_seats(tx, who), action.page)

    return await turn.read(look)


async def show_one(turn: Turn, action: ShowOrganization) -> Answer:
    """One of them."""
    return await _card(turn, action.committee, action.seat)


async def name(turn: Turn, action: NameOrganization) -> Answer:
    """The form for what it is called."""
    await turn.read(lambda tx: service.seat_of(tx, turn.who(tx, action.committee), action.seat))
    facts, back = {"seat": action.seat}, ShowOrganization(action.committee, action.seat)
    return await asking.start(turn, FORM, action, where=action.committee, facts=facts, back=back)


async def _card(turn: Turn, where: CommitteeId, number: SeatId) -> Screen:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        seat = service.seat_of(tx, who, number)
        return views.organization(turn.t, who.committee, seat, _following(tx, who, seat))

    return await turn.read(look)


def _following(tx: Tx, who: Actor, seat: Seat) -> Seat | None:
    """The next organization after this one, in a circle, that lacks names: the roster is in one of the languages."""
    found = organizations.on_seats(tx, who)
    place = next(i for i, one in enumerate(found) if one.organization == seat.organization)
    known = who.committee.organizations
    others, enough = (*found[place + 1 :], *found[:place]), len(organizations.LANGUAGES) - 1
    return next((o for o in others if len(known.get(o.organization, {})) < enough), None)


def _form(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    asked = tuple(
        Field(tag, said=line, picked=one_of((USUAL,)), optional=True) for tag in organizations.LANGUAGES
    )
    return Form(FORM, lambda _values: asked)


def _load(tx: Tx, who: Actor, state: Open) -> tuple[Actor, Seat]:
    return who, service.seat_of(tx, who, SeatId(state.facts["seat"]))


def _draw(t: Translator, state: Open, field: Field, loaded: tuple[Actor, Seat]) -> Screen:
    who, seat = loaded
    return views.ask(t, state, field, who.committee, seat)


def _finish(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    said = {tag: None if text == USUAL else text for tag, text in state.values.items() if text is not None}
    return organizations.name(tx, who, SeatId(state.facts["seat"]), said, at)


async def _after(turn: Turn, outcome: Outcome) -> Answer:
    card = await _card(turn, CommitteeId(outcome.facts["where"]), SeatId(outcome.facts["seat"]))
    return card.noted(turn.note(outcome))


ROOM = Room(
    buttons={ShowOrganizations: show, ShowOrganization: show_one, NameOrganization: name},
    forms={FORM: FormRoom(_form, _load, _draw, _finish, _after)},
    sentences=views.SENTENCES,
)
