"""Inviting: the form for one person, everybody's links, one link as a picture, longer, anew or revoked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.committee import forms as committee_forms
from bot.committee import invitation_views, invitations, records, roster, service, views
from bot.committee.actions import InviteOne, NewLink, RevokeLink, ShowCommittee, ShowLinks, ShowMember
from bot.committee.invitation_actions import SendQr, SendText, SetValidity
from bot.committee.model import VALID_DAYS, Actor, Constituency, Role, Seat
from bot.dataclasses import dataclass
from bot.forms import Field, Form, Open
from bot.forms.actions import FormPick
from bot.i18n import OWN_NAMES, Translator
from bot.ids import CommitteeId, MembershipId, SeatId
from bot.intake import Outcome
from bot.screens import Attachment, Button, Row, Screen, capitalised, in_rows
from bot.store import Tx
from bot.texts import shortened
from handlers.committee.roster import member, member_after, on_roster, organizing
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

_OFFERED = 12
"""So many organizations stand on buttons; the others are written."""
_LABEL = 60
"""Characters of an organization's name on a button."""


async def links(turn: Turn, action: ShowLinks) -> Answer:
    """Everybody's links, with where they stand."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        found = invitations.invitations_of(tx, who)
        return invitation_views.links_list(
            turn.t, who.committee.id, found, turn.rooms.links, turn.at, action.page
        )

    return await turn.read(look)


async def new_link(turn: Turn, action: NewLink) -> Answer:
    """The earlier link is revoked."""
    outcome = await turn.write(
        lambda tx: invitations.renew_invitation(
            tx, turn.who(tx, action.committee), action.membership, turn.at
        )
    )
    return await member_after(turn, outcome, action.committee, action.membership)


async def revoke_link(turn: Turn, action: RevokeLink) -> Answer:
    """The link no longer opens anything."""
    outcome = await turn.write(
        lambda tx: invitations.revoke_invitation(
            tx, turn.who(tx, action.committee), action.membership, turn.at
        )
    )
    return await member_after(turn, outcome, action.committee, action.membership)


async def set_validity(turn: Turn, action: SetValidity) -> Answer:
    """Asks for how long, then the same link is valid that long."""
    days = action.days
    if days is None:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            entry, invitation = invitations.invitation_for(tx, who, action.membership)
            return invitation_views.validity(turn.t, who, entry, invitation, turn.at)

        return await on_roster(turn, action.committee, ask)
    outcome = await turn.write(
        lambda tx: invitations.set_validity(
            tx, turn.who(tx, action.committee), action.membership, days, turn.at
        )
    )
    return await member_after(turn, outcome, action.committee, action.membership)


async def send_qr(turn: Turn, action: SendQr) -> Answer:
    """The picture below the member's card. It opens a seat, so it goes to the organizer's private chat alone."""

    def look(tx: Tx) -> Attachment:
        who = turn.who(tx, action.committee)
        found = invitations.sendable(tx, who, action.membership, turn.at)
        return invitation_views.qr(turn.t, who, *found, turn.rooms.links)

    picture = await turn.read(look)
    card = await member(turn, ShowMember(action.committee, action.membership))
    assert isinstance(card, Screen)
    return card, picture


async def send_text(turn: Turn, action: SendText) -> Answer:
    """The text below the member's card, as a message of its own: it is passed on as it is."""

    def look(tx: Tx) -> tuple[Screen, ...]:
        who = turn.who(tx, action.committee)
        entry, invitation = invitations.sendable(tx, who, action.membership, turn.at)
        voice = who.committee.voice(entry.person.language)
        return (invitation_views.letter(voice, who.committee, entry, invitation, turn.rooms.links),)

    (text,) = await turn.read(look)
    card = await member(turn, ShowMember(action.committee, action.membership))
    assert isinstance(card, Screen)
    return card, text


async def invite(turn: Turn, action: InviteOne | None = None) -> Answer:
    """/invite: the form for one invitation."""
    where = await organizing(turn, action.committee if action else None)
    return await asking.start(turn, "invite", InviteOne(where), where=where, back=ShowCommittee(where))


async def after_invitation(turn: Turn, outcome: Outcome) -> Answer:
    """The person who was just invited, or is there already, with the link and what can be done about it."""
    (made,) = outcome.facts["invited"]
    return await member_after(turn, outcome, CommitteeId(outcome.facts["where"]), MembershipId(made))


@dataclass(frozen=True)
class _Known:
    """What the questions about a seat offer."""

    constituencies: Sequence[Constituency]
    seats: Sequence[Seat]

    def homes(self, constituency: str) -> dict[str, SeatId]:
        """The organizations that hold seats there, each with one of them: the first few."""
        found: dict[str, SeatId] = {}
        for seat in self.seats:
            if seat.constituency == constituency:
                found.setdefault(seat.organization, seat.id)
        return dict(list(found.items())[:_OFFERED])


def _known(tx: Tx, who: Actor, _state: Open) -> _Known:
    here = who.committee.id
    return _Known(records.constituencies_of(tx, here), records.seats_of(tx, here))


def _form(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    known = _known(tx, who, state)
    return committee_forms.invitation(tuple(c.code for c in known.constituencies), known.seats)


def ask_who(t: Translator, title: Markup, state: Open, field: Field) -> Screen:
    """The questions that every invitation ends with: name, language, how long the link is valid."""
    rows: list[Row] = []
    match field.name:
        case "name":
            ask = t("Write the person's name.")
        case "language":
            ask = t("Language:")
            rows = [(Button(OWN_NAMES[code], FormPick(state.serial, code)),) for code in roster.LANGUAGES]
        case _:
            ask = t("For how long shall the link be valid? Choose, or write a number of days.")
            choices = [
                Button(invitation_views.days_label(t, n), FormPick(state.serial, str(n))) for n in VALID_DAYS
            ]
            rows = in_rows(choices, 2)
    return Screen(title + Markup("\n") + ask, tuple(rows), folded=title.striptags())


def _draw(t: Translator, state: Open, field: Field, known: _Known) -> Screen:
    title = t("<b>New invitation</b>")
    step = state.serial
    rows: list[Row] = []
    match field.name:
        case "role":
            ask = t("Role:")
            names = [(r.value, views.role_name(t, r).striptags()) for r in Role if r is not Role.CHAIR]
            names.insert(1, ("chair-seat", t.plain("chair with a seat")))
            names.insert(2, ("chair", t.plain("chair without a seat")))
            rows = [(Button(capitalised(name), FormPick(step, value)),) for value, name in names]
        case "constituency":
            ask = t("Constituency:")
            rows = [
                (Button(views.constituency_name(t, c).unescape(), FormPick(step, c.code)),)
                for c in known.constituencies
            ]
        case "organization":
            ask = t("Write the organization that holds the seat.")
            if homes := known.homes(state.values["constituency"]):
                ask = t("Choose the organization that holds the seat, or write another.")
            rows = [
                (Button(shortened(t.organization(home), _LABEL), FormPick(step, str(number))),)
                for home, number in homes.items()
            ]
        case _:
            return ask_who(t, title, state, field)
    return Screen(title + Markup("\n") + ask, tuple(rows), folded=title.striptags())


def _finish(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
    values = state.values
    role = Role.CHAIR if values["role"] == "chair-seat" else Role(values["role"])
    return service.invite_one(
        tx,
        who,
        role=role,
        constituency=values.get("constituency"),
        organization=values.get("organization", ""),
        name=values["name"],
        language=values["language"],
        at=at,
        lasts=invitations.lasting(values["days"]),
    )


INVITE = FormRoom(
    form=_form,
    load=_known,
    draw=_draw,
    finish=_finish,
    after=after_invitation,
)
ROOM = Room(
    commands={"invite": invite},
    buttons={
        ShowLinks: links,
        NewLink: new_link,
        RevokeLink: revoke_link,
        SetValidity: set_validity,
        SendQr: send_qr,
        SendText: send_text,
        InviteOne: invite,
    },
    forms={"invite": INVITE},
)
