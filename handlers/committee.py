"""The roster, invitations, and who was not reached."""

from typing import Any

from markupsafe import Markup

from bot.committee import forms as committee_forms
from bot.committee import records, roster, roster_views, service, unreached_views, views
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
from bot.committee.model import SEATED, Actor, Invitation, Person, Role, RosterEntry
from bot.committee.sentences import SENTENCES
from bot.delivery import Letter
from bot.delivery import records as letters
from bot.delivery.model import Kind
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import Translator
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.screens import Button, Row, Screen
from bot.store import Tx
from handlers import forms as chat_forms
from handlers.context import Answer, FormRoom, Room
from handlers.turn import Turn

PREVIEW_UNITS = 3000
"""How much of a roster's preview one message bears; two units a character, to be safe."""


async def show(turn: Turn, action: ShowCommittee | None = None) -> Answer:
    """/committee: everybody, by constituency."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee if action else None)
        return roster_views.roster(turn.t, who, service.roster(tx, who), action.page if action else 0)

    return await turn.read(look)


async def member(turn: Turn, action: ShowMember) -> Answer:
    """One person, for organizers."""
    return await turn.read(lambda tx: _member(turn, tx, action.committee, action.membership))


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

        return await turn.read(ask)
    outcome = await turn.write(
        lambda tx: service.not_this_person(tx, turn.who(tx, action.committee), action.membership, turn.at)
    )
    freed = outcome.facts.get("membership", action.membership)
    return await _member_after(turn, outcome, action.committee, MembershipId(freed))


async def links(turn: Turn, action: ShowLinks) -> Answer:
    """The links of everybody who has not joined."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        return roster_views.links_list(turn.t, who.committee.id, _all(tx, who), turn.rooms.links, action.page)

    return await turn.read(look)


async def invite(turn: Turn, _action: InviteOne | None = None) -> Answer:
    """/invite: the form for one invitation."""
    await _organizer(turn)
    return await chat_forms.start(turn, "invite", InviteOne())


async def import_roster(turn: Turn, _action: ImportRoster | None = None) -> Answer:
    """The form for a roster file."""
    await _organizer(turn)
    return await chat_forms.start(turn, "roster", ImportRoster())


async def not_reached(turn: Turn, action: ShowNotReached) -> Answer:
    """Who was not reached by a notice, with a text to send by other means."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        found = _unreached(turn, tx, who)
        return unreached_views.not_reached(turn.t, who.committee.id, found, action.page)

    await _organizer(turn, action.committee)
    return await turn.read(look)


def _unreached(turn: Turn, tx: Tx, who: Actor) -> list[tuple[Person, Markup]]:
    kinds: dict[str, Kind] = turn.application.bot_data["kinds"]
    found = []
    for letter in letters.not_reached(tx, who.committee.id):
        text = _in_words(turn, tx, letter, kinds)
        person = records.person(tx, letter.person)
        if text is not None and person is not None:
            found.append((person, text))
    return found


def _in_words(turn: Turn, tx: Tx, letter: Letter, kinds: dict[str, Kind]) -> Markup | None:
    """The letter as it stands now, in its reader's language; None where it is no longer true."""
    reader = service.reader_of(tx, letter.person, letter.committee)
    drawn = None if reader is None else kinds[letter.kind].draw(tx, letter, reader)
    if reader is None or not isinstance(drawn, Screen):
        return None
    link = turn.rooms.links.to("")
    for membership in records.memberships_of(tx, letter.person):
        invitation = records.newest_invitation(tx, membership.id)
        if reader.telegram_id is None and invitation is not None and invitation.revoked_at is None:
            link = turn.rooms.links.invitation(invitation)
    return unreached_views.by_other_means(reader.t, drawn.text, link, drawn.protect)


async def _organizer(turn: Turn, where: CommitteeId | None = None) -> None:
    """Refuses `organizers-only` before a form is opened."""
    await turn.read(lambda tx: service.organizer(turn.who(tx, where)))


def _member(turn: Turn, tx: Tx, where: CommitteeId, membership: MembershipId) -> Screen:
    who = turn.who(tx, where)
    entry, invitation = service.invitation_for(tx, who, membership)
    return roster_views.member(turn.t, who, entry, invitation, turn.rooms.links)


async def _member_after(turn: Turn, outcome: Outcome, where: CommitteeId, membership: MembershipId) -> Answer:
    screen = await turn.read(lambda tx: _member(turn, tx, where, membership))
    return screen.noted(turn.note(outcome))


def _all(tx: Tx, who: Actor) -> list[tuple[RosterEntry, Invitation | None]]:
    found = service.roster(tx, who)
    entries = [*(e for g in found.groups for e in g.entries), *found.others]
    return service.invitations_of(tx, who, [e.membership for e in entries])


def _constituencies(tx: Tx, who: Actor, _state: Open) -> tuple[str, ...]:
    return tuple(c.code for c in records.constituencies_of(tx, who.committee.id))


def _draw_invitation(t: Translator, state: Open, field: Field, constituencies: Any) -> Screen:
    title = t("<b>New invitation</b>")
    step = state.serial
    rows: list[Row] = []
    match field.name:
        case "role":
            ask = t("Role:")
            names = [(r.value, str(views.role_name(t, r))) for r in Role if r is not Role.CHAIR]
            names.insert(1, ("chair-seat", t.plain("chair with a seat")))
            names.insert(2, ("chair", t.plain("chair without a seat")))
            rows = [(Button(name, FormPick(step, value)),) for value, name in names]
        case "constituency":
            ask = t("Constituency:")
            rows = [
                (Button(str(views.constituency_name(t, code)), FormPick(step, code)),)
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


def _draw_roster(t: Translator, state: Open, field: Field, _loaded: Any) -> Screen:
    title = t("<b>Import a roster</b>")
    if field.name == "lines":
        ask = t(
            "Send a CSV file, or its text, with the columns {columns}.",
            columns=Markup("<code>{}</code>").format(",".join(roster.HEADER)),
        )
        ask += Markup("\n") + t("It is checked line by line and imported whole or not at all.")
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


def _finish_roster(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
    return service.import_roster(tx, who, committee_forms.lines_of(state.values), at)


async def _after_invitations(turn: Turn, outcome: Outcome) -> Answer:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx)
        made = [MembershipId(number) for number in outcome.facts["invited"]]
        # Several may take pages, and paging lists everybody in the roster's order.
        found = service.invitations_of(tx, who, made) if len(made) == 1 else _all(tx, who)
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
    form=lambda tx, who, at, state: committee_forms.roster_file(_constituencies(tx, who, state)),
    load=lambda tx, who, state: None,
    draw=_draw_roster,
    finish=_finish_roster,
    after=_after_invitations,
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
)
