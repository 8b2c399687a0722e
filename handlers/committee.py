"""The roster, invitations, and who was not reached."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.committee import forms as committee_forms
from bot.committee import own_data, records, roster, roster_views, service, unreached_views, views, workbook
from bot.committee.actions import (
    ImportRoster,
    InviteOne,
    NewLink,
    NotThisPerson,
    RevokeLink,
    ShowCommittee,
    ShowLinks,
    ShowMember,
    ShowNotReached,
)
from bot.committee.model import SEATED, Actor, Invitation, Person, Role
from bot.committee.sentences import SENTENCES
from bot.committee.unreached_views import Unreached
from bot.delivery import Letter
from bot.delivery import records as letters
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.forms import Field, Form, Open, whole
from bot.forms.actions import FormPick
from bot.i18n import Translator
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.screens import Button, Row, Screen, capitalised
from bot.store import Tx
from handlers import forms as chat_forms
from handlers.context import Answer, FormRoom, Room
from handlers.turn import Turn

PREVIEW_UNITS = 3000
"""How much of a roster's preview one message bears; two units a character, to be safe."""
MOST_MISSED = 10
"""How many missed letters of one person are looked at; a card tells the newest NOTICES that are still true."""
NOTICES = 3


async def show(turn: Turn, action: ShowCommittee | None = None) -> Answer:
    """/committee: everybody, by constituency."""

    return await _roster(turn, action.committee if action else None, action.page if action else 0)


async def member(turn: Turn, action: ShowMember) -> Answer:
    """One person, for organizers."""
    return await _on_roster(turn, action.committee, lambda tx: _member(turn, tx, action))


async def new_link(turn: Turn, action: NewLink) -> Answer:
    """The earlier link is revoked."""
    outcome = await turn.write(
        lambda tx: service.renew_invitation(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    return await _member_after(turn, outcome, action.committee, action.membership)


async def revoke_link(turn: Turn, action: RevokeLink) -> Answer:
    """The link no longer opens anything."""
    outcome = await turn.write(
        lambda tx: service.revoke_invitation(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    return await _member_after(turn, outcome, action.committee, action.membership)


async def not_this_person(turn: Turn, action: NotThisPerson) -> Answer:
    """Asks once, then frees the seat."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            entry, _ = service.invitation_for(tx, who, action.membership)
            return roster_views.confirm_not_this_person(turn.t, who, entry)

        return await _on_roster(turn, action.committee, ask)

    # Read before it is erased, and never kept: their menu is the last that the bot has in that chat.
    holder = await turn.read(lambda tx: service.actor_of_membership(tx, action.membership))
    outcome = await turn.write(
        lambda tx: service.not_this_person(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    account = None if holder is None else holder.person.telegram_id
    if account is not None and await turn.read(lambda tx: service.person_of(tx, account)) is None:
        await turn.sender.clear_menu(account)
    freed = outcome.facts.get("membership", action.membership)
    return await _member_after(turn, outcome, action.committee, MembershipId(freed))


async def links(turn: Turn, action: ShowLinks) -> Answer:
    """The links of everybody who has not joined."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        return roster_views.links_list(
            turn.t, who.committee.id, service.invitations_of(tx, who), turn.rooms.links, action.page
        )

    return await turn.read(look)


async def invite(turn: Turn, action: InviteOne | None = None) -> Answer:
    """/invite: the form for one invitation."""
    where = await _organizer(turn, action.committee if action else None)
    return await chat_forms.start(turn, "invite", InviteOne(where), where=where)


async def import_roster(turn: Turn, action: ImportRoster) -> Answer:
    """The form for a roster file."""
    where = await _organizer(turn, action.committee)
    return await chat_forms.start(turn, "roster", action, where=where)


async def not_reached(turn: Turn, action: ShowNotReached) -> Answer:
    """Who was not reached by a notice, with a text to send by other means."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        service.organizer(who)
        here = who.committee.id
        among = records.person_ids_in(tx, here)
        total = letters.count_not_reached(tx, here, among)
        if not total:
            return unreached_views.everybody_reached(turn.t, here)
        page = min(max(action.page, 0), total - 1)
        missed = letters.not_reached(tx, here, among, page, MOST_MISSED)
        return unreached_views.not_reached(turn.t, here, _unreached(turn, tx, missed), page, total)

    return await turn.read(look)


def _unreached(turn: Turn, tx: Tx, missed: Sequence[Letter]) -> Unreached:
    """What somebody missed as it stands now, in their language; what is no longer true is left out."""
    person = records.person(tx, missed[0].person)
    reader = service.reader_of(tx, missed[0].person, missed[0].committee)
    assert person is not None, "they are on the roster"
    assert reader is not None, "they are on the roster"
    kinds: dict[str, Kind] = turn.application.bot_data["kinds"]
    notices: list[Markup] = []
    for letter in missed:
        kind = kinds[letter.kind]
        drawn = kind.draw(tx, replace(letter, drawn_at=turn.at), reader)
        if isinstance(drawn, Screen):
            protected = reader.t(kind.outline or unreached_views.NEWS)
            notices.append(protected if drawn.protect else unreached_views.in_words(drawn.text))
        if len(notices) == NOTICES:
            break
    if not notices:
        return Unreached(person, None)
    links = turn.rooms.links
    way_in = None if person.joined_at is not None else _open_invitation(tx, person, turn.at)
    link = links.chat if way_in is None else links.invitation(way_in)
    return Unreached(person, unreached_views.by_other_means(reader.t, notices, link))


def _open_invitation(tx: Tx, person: Person, at: datetime) -> Invitation | None:
    found = [records.newest_invitation(tx, m.id) for m in records.memberships_of(tx, person.id)]
    return next((i for i in found if i is not None and i.opens_at(at)), None)


async def _organizer(turn: Turn, where: CommitteeId | None) -> CommitteeId:
    """The committee in which a form is opened. Refuses `organizers-only`."""

    def look(tx: Tx) -> CommitteeId:
        who = turn.who(tx, where)
        service.organizer(who)
        return who.committee.id

    return await turn.read(look)


async def _on_roster(turn: Turn, where: CommitteeId, look: Callable[[Tx], Screen]) -> Answer:
    """A card about somebody on the roster; the roster itself where they are no longer on it."""
    try:
        return await turn.read(look)
    except Refusal as refusal:
        if refusal.code != "member-gone":
            raise
        screen = await _roster(turn, where)
        return screen.noted(turn.say(refusal.code, refusal.facts))


async def _roster(turn: Turn, where: CommitteeId | None, page: int = 0) -> Screen:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        return roster_views.roster(turn.t, who, service.roster(tx, who), page)

    return await turn.read(look)


def _member(turn: Turn, tx: Tx, of: ShowMember) -> Screen:
    who = turn.who(tx, of.committee)
    entry, invitation = service.invitation_for(tx, who, of.membership)
    return roster_views.member(turn.t, who, entry, invitation, turn.rooms.links)


async def _member_after(turn: Turn, outcome: Outcome, where: CommitteeId, membership: MembershipId) -> Answer:
    """The member's card with what was done; where they are gone, the roster, which says so."""
    if outcome.code == "member-gone":
        return (await _roster(turn, where)).noted(turn.note(outcome))
    screen = await turn.read(lambda tx: _member(turn, tx, ShowMember(where, membership)))
    return screen.noted(turn.note(outcome))


def _constituencies(tx: Tx, who: Actor, _state: Open) -> tuple[str, ...]:
    return tuple(c.code for c in records.constituencies_of(tx, who.committee.id))


def _draw_invitation(t: Translator, state: Open, field: Field, constituencies: Any) -> Screen:
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
                (Button(views.constituency_name(t, code).unescape(), FormPick(step, code)),)
                for code in constituencies
            ]
        case "organization":
            ask = t("Write the organization that holds the seat.")
        case "name":
            ask = t("Write the person's name.")
        case _:
            ask = t("Language:")
            rows = [(Button(views.OWN_NAMES[code], FormPick(step, code)),) for code in roster.LANGUAGES]
    return Screen(title + Markup("\n") + ask, tuple(rows), folded=title.striptags())


def _finish_invitation(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
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
    )


def _roster_form(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return committee_forms.roster_file(_constituencies(tx, who, state), service.entries(tx, who))


def _draw_roster(t: Translator, state: Open, field: Field, known: tuple[str, ...]) -> Screen:
    title = t("<b>Import a roster</b>")
    if field.name == "lines":
        ask = t(
            "Send a CSV or XLSX file, or its text. The first line: {columns}.",
            columns=Markup("<code>{}</code>").format(",".join(roster.HEADER)),
        )
        for label, allowed in _allowed(known):
            ask += Markup("\n{}: <code>{}</code>").format(label, ", ".join(allowed))
        ask += Markup("\n") + t("It is checked line by line and imported whole or not at all.")
        if state.parts:
            n = len(whole(state.parts).splitlines())
            ask = t("Lines received: {n}. Send more, or press “Done”.", n=n)
        return Screen(title + Markup("\n") + ask, folded=title.striptags())
    lines = committee_forms.lines_of(state.values)
    shown, room = [], PREVIEW_UNITS
    for line in lines:
        seated = line.constituency and (line.role in SEATED or line.role is Role.CHAIR)
        shown.append(
            Markup("• {} · {}").format(
                line.name, line.organization if seated else views.role_name(t, line.role)
            )
        )
        room -= 2 * len(shown[-1])
        if room < 0:
            shown[-1] = Markup("…")
            break
    text = title + Markup("\n") + t("People in the file: {n}", n=len(lines))
    text += Markup("\n<blockquote expandable>{}</blockquote>").format(Markup("\n").join(shown))
    return Screen(
        text,
        ((Button(t.plain("Import"), FormPick(state.serial, "import"), "success"),),),
        folded=title.striptags(),
    )


def _allowed(constituencies: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The words that a roster may use, by column."""
    return [
        ("constituency", constituencies),
        ("role", tuple(role.value for role in Role)),
        ("language", roster.LANGUAGES),
    ]


def _finish_roster(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
    return service.import_roster(tx, who, committee_forms.lines_of(state.values), at)


async def _after_invitations(turn: Turn, outcome: Outcome) -> Answer:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx, CommitteeId(outcome.facts["where"]))
        made = outcome.facts["invited"]
        # Several may take pages, and paging lists everybody in the roster's order.
        found = (
            [service.invitation_for(tx, who, MembershipId(made[0]))]
            if len(made) == 1
            else service.invitations_of(tx, who)
        )
        return roster_views.links_list(turn.t, who.committee.id, found, turn.rooms.links, 0)

    return (await turn.read(look)).noted(turn.note(outcome))


INVITE = FormRoom(
    form=lambda tx, who, at, state: committee_forms.invitation(_constituencies(tx, who, state)),
    load=_constituencies,
    draw=_draw_invitation,
    finish=_finish_invitation,
    after=_after_invitations,
)
ROSTER = FormRoom(
    form=_roster_form,
    load=_constituencies,
    draw=_draw_roster,
    finish=_finish_roster,
    after=_after_invitations,
    unasked=lambda who, name: who.organizes and name.lower().endswith((".csv", ".xlsx")),
    prepare=workbook.table,
)

ROOM = Room(
    commands={"committee": show, "invite": invite},
    buttons={
        ShowCommittee: show,
        ShowMember: member,
        NewLink: new_link,
        RevokeLink: revoke_link,
        NotThisPerson: not_this_person,
        ShowLinks: links,
        ShowNotReached: not_reached,
        InviteOne: invite,
        ImportRoster: import_roster,
    },
    forms={"invite": INVITE, "roster": ROSTER},
    sentences=SENTENCES,
    mydata=own_data.sections,
)
