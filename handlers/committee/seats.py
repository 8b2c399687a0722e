"""Seats and roles: who holds which, who presides, and what people without a seat are."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.committee import forms as committee_forms
from bot.committee import member_views, roles, seat_views, seats, service
from bot.committee.actions import NotThisPerson, ShowMember
from bot.committee.invitations import invitation_for, lasting
from bot.committee.model import Actor, Role, RosterEntry
from bot.committee.seat_actions import (
    CorrectName,
    CorrectOrganization,
    GiveRole,
    MarkChair,
    NameHolder,
    Promote,
    RemoveMember,
    ShowSeat,
    Vacate,
)
from bot.errors import Refusal
from bot.forms import Field, Open
from bot.i18n import Translator
from bot.ids import CommitteeId, MembershipId, SeatId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers.committee.invitations import after_invitation, ask_who
from handlers.committee.roster import member_after, roster_card
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.forms.unfinished_files import discard, unsent
from handlers.turn import Turn

Ask = Callable[[Translator, Actor, RosterEntry], Screen]
Check = Callable[[Tx, Actor, MembershipId], object]
"""Refuses what is asked before it is done, as doing it would."""


async def show(turn: Turn, action: ShowSeat) -> Answer:
    """A seat and who holds it."""
    return await _seat(turn, action.committee, action.seat)


async def name_holder(turn: Turn, action: NameHolder) -> Answer:
    """The form for whoever is to hold the place, with a look at who holds it now."""

    def look(tx: Tx) -> dict[str, Any]:
        found = seats.seat_card(tx, turn.who(tx, action.committee), action.seat)
        holder = found.titular if action.role is Role.MEMBER else found.alternate
        number = None if holder is None else holder.membership
        return {"seat": action.seat, "role": action.role.value, "instead_of": number}

    facts = await turn.read(look)
    back = ShowSeat(action.committee, action.seat)
    return await asking.start(turn, "holder", action, where=action.committee, facts=facts, back=back)


async def vacate(turn: Turn, action: Vacate) -> Answer:
    """Asks once, told what becomes of running ballots."""
    if not action.sure:
        return await _ask(
            turn, action.committee, action.membership, seats.seated, member_views.confirm_vacating
        )
    outcome = await turn.write(
        lambda tx: seats.vacate(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    if outcome.refused:
        return await member_after(turn, outcome, action.committee, action.membership)
    return await _seat_after(turn, outcome, action.committee)


async def promote(turn: Turn, action: Promote) -> Answer:
    """Asks once."""
    if not action.sure:
        return await _ask(
            turn, action.committee, action.membership, seats.promotable, member_views.confirm_promotion
        )
    outcome = await turn.write(
        lambda tx: seats.promote(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    return await member_after(turn, outcome, action.committee, action.membership)


async def mark_chair(turn: Turn, action: MarkChair) -> Answer:
    """Asks once, told who presides until now."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            found = seats.seat_card(tx, who, action.seat)
            presides = next((e.person.name for e in service.entries(tx, who) if e.chairs), None)
            return seat_views.confirm_chair(turn.t, who, found, action.chair, presides)

        return await turn.read(ask)
    outcome = await turn.write(
        lambda tx: roles.mark_chair(tx, turn.who(tx, action.committee), action.seat, action.chair, turn.at)
    )
    return (await _seat(turn, action.committee, action.seat)).noted(turn.note(outcome))


async def give_role(turn: Turn, action: GiveRole) -> Answer:
    """Which roles there are, what the chosen one means, and then it is given."""
    role = action.role
    if role is None:
        return await _ask(turn, action.committee, action.membership, roles.unseated, member_views.choose_role)
    if not action.sure:
        return await _ask(
            turn,
            action.committee,
            action.membership,
            roles.unseated,
            lambda t, who, entry: member_views.confirm_role(t, who, entry, role),
        )
    outcome = await turn.write(
        lambda tx: roles.change_role(tx, turn.who(tx, action.committee), action.membership, role, turn.at)
    )
    return await member_after(turn, outcome, action.committee, action.membership)


async def remove(turn: Turn, action: RemoveMember) -> Answer:
    """Asks once."""
    if not action.sure:
        return await _ask(
            turn, action.committee, action.membership, roles.unseated, member_views.confirm_removal
        )
    outcome = await turn.write(
        lambda tx: roles.remove(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    if outcome.refused:
        return await member_after(turn, outcome, action.committee, action.membership)
    return (await roster_card(turn, action.committee)).noted(turn.note(outcome))


async def not_this_person(turn: Turn, action: NotThisPerson) -> Answer:
    """Asks once, then frees the seat."""
    if not action.sure:
        return await _ask(
            turn,
            action.committee,
            action.membership,
            seats.wrong_person,
            member_views.confirm_not_this_person,
        )
    # Read before it is erased, and never kept: their menu is the last that the bot has in that chat.
    holder = await turn.read(lambda tx: service.actor_of_membership(tx, action.membership))
    sent = set() if holder is None else await unsent(turn, holder.person.id)
    outcome = await turn.write(
        lambda tx: seats.not_this_person(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    account = None if holder is None else holder.person.telegram_id
    if account is not None and await turn.read(lambda tx: service.person_of(tx, account)) is None:
        await discard(turn, sent)
        await turn.sender.clear_menu(account)
    return await member_after(turn, outcome, action.committee, action.membership)


async def correct_name(turn: Turn, action: CorrectName) -> Answer:
    """The form for somebody's name."""
    await turn.read(lambda tx: service.on_roster(tx, turn.who(tx, action.committee), action.membership))
    facts = {"membership": action.membership}
    back = ShowMember(action.committee, action.membership)
    return await asking.start(turn, "correct-name", action, where=action.committee, facts=facts, back=back)


async def correct_organization(turn: Turn, action: CorrectOrganization) -> Answer:
    """The form for the organization of a seat."""
    await turn.read(lambda tx: service.seat_of(tx, turn.who(tx, action.committee), action.seat))
    facts = {"seat": action.seat}
    back = ShowSeat(action.committee, action.seat)
    return await asking.start(
        turn, "correct-organization", action, where=action.committee, facts=facts, back=back
    )


async def _ask(turn: Turn, where: CommitteeId, membership: MembershipId, check: Check, ask: Ask) -> Answer:
    """A question about somebody on the roster; what stands now where it no longer makes sense."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        check(tx, who, membership)
        entry, _ = invitation_for(tx, who, membership)
        return ask(turn.t, who, entry)

    try:
        return await turn.read(look)
    except Refusal as refusal:
        outcome = Outcome(refusal.code, refusal.facts, refused=True)
        return await member_after(turn, outcome, where, membership)


async def _seat(turn: Turn, where: CommitteeId, seat: SeatId) -> Screen:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        return seat_views.seat(turn.t, who, seats.seat_card(tx, who, seat))

    return await turn.read(look)


async def _seat_after(turn: Turn, outcome: Outcome, where: CommitteeId) -> Answer:
    return (await _seat(turn, where, SeatId(outcome.facts["seat"]))).noted(turn.note(outcome))


def _finish_holder(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
    facts, values = state.facts, state.values
    number = facts["instead_of"]
    return seats.name_holder(
        tx,
        who,
        SeatId(facts["seat"]),
        Role(facts["role"]),
        name=values["name"],
        language=values["language"],
        at=at,
        lasts=lasting(values["days"]),
        instead_of=None if number is None else MembershipId(number),
    )


def _draw_holder(t: Translator, state: Open, field: Field, found: Any) -> Screen:
    return ask_who(t, seat_views.next_holder(t, found, Role(state.facts["role"])), state, field)


def _correction(
    kind: str,
    load: Callable[[Tx, Actor, Open], Any],
    draw: Callable[[Translator, Any], Screen],
    finish: Callable[[Tx, Actor, Open, datetime], Outcome],
    after: Callable[[Turn, Outcome], Any],
) -> FormRoom:
    """A form of one question: a name, spelled anew."""
    return FormRoom(
        form=lambda tx, who, at, state: committee_forms.correction(kind),
        load=load,
        draw=lambda t, state, field, loaded: draw(t, loaded),
        finish=finish,
        after=after,
    )


async def _after_name(turn: Turn, outcome: Outcome) -> Answer:
    return await member_after(
        turn, outcome, CommitteeId(outcome.facts["where"]), MembershipId(outcome.facts["membership"])
    )


async def _after_organization(turn: Turn, outcome: Outcome) -> Answer:
    return await _seat_after(turn, outcome, CommitteeId(outcome.facts["where"]))


HOLDER = FormRoom(
    form=lambda tx, who, at, state: committee_forms.holder(),
    load=lambda tx, who, state: seats.seat_card(tx, who, SeatId(state.facts["seat"])),
    draw=_draw_holder,
    finish=_finish_holder,
    after=after_invitation,
)
NAME = _correction(
    "correct-name",
    lambda tx, who, state: invitation_for(tx, who, MembershipId(state.facts["membership"]))[0],
    member_views.ask_name,
    lambda tx, who, state, at: roles.correct_name(
        tx, who, MembershipId(state.facts["membership"]), state.values["name"]
    ),
    _after_name,
)
ORGANIZATION = _correction(
    "correct-organization",
    lambda tx, who, state: service.seat_of(tx, who, SeatId(state.facts["seat"])),
    seat_views.ask_organization,
    lambda tx, who, state, at: seats.correct_organization(
        tx, who, SeatId(state.facts["seat"]), state.values["name"], at
    ),
    _after_organization,
)
ROOM = Room(
    buttons={
        ShowSeat: show,
        NameHolder: name_holder,
        Vacate: vacate,
        Promote: promote,
        MarkChair: mark_chair,
        GiveRole: give_role,
        RemoveMember: remove,
        NotThisPerson: not_this_person,
        CorrectName: correct_name,
        CorrectOrganization: correct_organization,
    },
    forms={"holder": HOLDER, "correct-name": NAME, "correct-organization": ORGANIZATION},
)
