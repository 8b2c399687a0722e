"""What people see of the roster: everybody by constituency, and for organizers one person, and the links to send."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.actions import (
    ImportRoster,
    InviteOne,
    NewLink,
    NotThisPerson,
    RevokeLink,
    ShowCommittee,
    ShowGroup,
    ShowLinks,
    ShowMember,
    ShowNotReached,
)
from bot.committee.links import Links
from bot.committee.model import Actor, Committee, Invitation, Person, Reach, Roster, RosterEntry
from bot.committee.views import REACH, constituency_name, home_row, pages, role_name, seat_line
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen

PAGE = 8
LINKS_A_PAGE = 8


def roster(t: Translator, who: Actor, found: Roster, page: int) -> Screen:
    """Everybody by constituency; organizers also see who can be reached, and open each."""
    # Whoever serves in several committees has the name above every card.
    head = [] if who.several else [t("<b>{committee}</b>", committee=who.committee.name(t.language))]
    sections: list[tuple[Markup, tuple[RosterEntry, ...]]] = [
        (constituency_name(t, group.constituency), group.entries) for group in found.groups
    ]
    sections.append((t("Others"), found.others))
    lines: list[tuple[Markup, RosterEntry | None]] = []
    for title, entries in sections:
        if not entries:
            lines.append(
                (Markup("\n") + t("<b>{constituency}</b>: not represented", constituency=title), None)
            )
        else:
            lines.append((Markup("\n<b>{}</b>").format(title), None))
            lines += [(_entry(t, entry, who.organizes), entry) for entry in entries]
    if not found.others:
        lines.pop()
    # A page is cut at people, a heading stays with the first of its own.
    starts = [i for i, (_, entry) in enumerate(lines) if entry is not None]
    last = max(0, (len(starts) - 1) // PAGE)
    page = min(page, last)
    begin = 0 if page == 0 else starts[page * PAGE]
    end = len(lines) if page == last else starts[(page + 1) * PAGE]
    shown = lines[begin:end]
    rows: list[Row] = []
    if who.organizes:
        people = [
            Button(
                _short(entry.person.name or t.plain("no name")),
                ShowMember(who.committee.id, entry.membership),
            )
            for _, entry in shown
            if entry is not None
        ]
        rows += [tuple(people[i : i + 2]) for i in range(0, len(people), 2)]
    rows += pages(t, page, last, lambda p: Button("", ShowCommittee(who.committee.id, p)))
    if who.organizes:
        rows.append(
            (
                Button(t.plain("Invite"), InviteOne(who.committee.id)),
                Button(t.plain("Import a roster"), ImportRoster(who.committee.id)),
            )
        )
        rows.append(
            (
                Button(t.plain("Invitation links"), ShowLinks(who.committee.id)),
                Button(t.plain("Not reached"), ShowNotReached(who.committee.id)),
                Button(t.plain("Group chat"), ShowGroup(who.committee.id)),
            )
        )
    text = Markup("\n").join([*head, *(line for line, _ in shown)])
    return Screen(text, (*rows, home_row(t)))


def _entry(t: Translator, entry: RosterEntry, with_reach: bool) -> Markup:
    parts = [Markup.escape(entry.person.name or "—")]
    if entry.seat is not None:
        parts.append(Markup.escape(entry.seat.organization))
    parts.append(role_name(t, entry.role, entry.chairs))
    if with_reach and entry.person.reach is not Reach.REACHABLE:
        parts.append(Markup("<i>{}</i>").format(t(REACH[entry.person.reach])))
    return Markup("• ") + Markup(" · ").join(parts)


def _short(name: str, limit: int = 28) -> str:
    return name if len(name) <= limit else name[: limit - 1] + "…"


def member(
    t: Translator, who: Actor, entry: RosterEntry, invitation: Invitation | None, links: Links
) -> Screen:
    """One person, for organizers: who took the seat, or the link to send."""
    person = entry.person
    lines = [
        Markup("<b>{}</b>").format(person.name or t("no name")),
        t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
    ]
    if entry.seat is not None:
        lines.append(seat_line(t, entry.seat))
    if account := _account(person):
        lines.append(t("On Telegram: {account}", account=account))
    lines.append(t("Reach: {reach}", reach=t(REACH[person.reach])))
    rows: list[Row] = []
    here, number = who.committee.id, entry.membership
    if person.joined_at is not None:
        lines.append(t("Joined: {date}", date=t.moment(person.joined_at)))
        if person.id != who.person.id:
            rows.append((Button(t.plain("Not this person"), NotThisPerson(here, number), "danger"),))
    elif invitation is not None and invitation.revoked_at is None:
        lines.append(t("Link: {link}", link=links.invitation(invitation)))
        lines.append(t("Valid until: {date}", date=t.moment(invitation.expires_at)))
        rows.append(
            (
                Button(t.plain("New link"), NewLink(here, number)),
                Button(t.plain("Revoke the link"), RevokeLink(here, number), "danger"),
            )
        )
    else:
        lines.append(t("The link was revoked."))
        rows.append((Button(t.plain("New link"), NewLink(here, number)),))
    rows.append((Button(t.plain("Back"), ShowCommittee(here)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def confirm_not_this_person(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """Asks before a seat is freed."""
    text = t(
        "Free the seat taken by {name}? Their running votes become void and a new link is made.",
        name=_taker(t, entry.person),
    )
    here, number = who.committee.id, entry.membership
    return Screen(
        text,
        (
            (Button(t.plain("Yes, not this person"), NotThisPerson(here, number, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowMember(here, number)),),
        ),
    )


def joined_notice(t: Translator, committee: Committee, entry: RosterEntry) -> Screen:
    """To organizers, at once: who took which seat."""
    seat = entry.seat
    where = seat_line(t, seat) if seat else t("Role: {role}", role=role_name(t, entry.role, entry.chairs))
    text = t("Joined: {name}", name=_taker(t, entry.person)) + Markup("\n") + where
    text += Markup("\n") + t("Committee: {committee}", committee=committee.name(t.language))
    return Screen(
        text,
        (
            (Button(t.plain("Not this person"), NotThisPerson(committee.id, entry.membership), "danger"),),
            home_row(t),
        ),
    )


def _taker(t: Translator, person: Person) -> Markup:
    """Whom the roster expected, and beside it who came."""
    name = Markup.escape(person.name or t("no name"))
    account = _account(person)
    return t("{name} — on Telegram: {account}", name=name, account=account) if account else name


def _account(person: Person) -> str:
    """What Telegram calls the account that took the seat; empty before somebody has."""
    if person.joined_at is None:
        return ""
    handle = f"@{person.username}" if person.username else ""
    if person.telegram_name and handle:
        return f"{person.telegram_name} ({handle})"
    return person.telegram_name or handle


def links_list(
    t: Translator,
    committee: CommitteeId,
    found: Sequence[tuple[RosterEntry, Invitation | None]],
    links: Links,
    page: int,
) -> Screen:
    """The links to send, one a person."""
    open_ones = [
        (e, i) for e, i in found if i is not None and i.revoked_at is None and e.person.joined_at is None
    ]
    if not open_ones:
        joined = all(entry.person.joined_at is not None for entry, _ in found)
        text = t("Everybody on the roster has joined.") if joined else t("No link waits to be sent.")
        return Screen(text, (back_to(t, committee),))
    last = (len(open_ones) - 1) // LINKS_A_PAGE
    page = min(page, last)
    lines = [t("<b>Invitation links</b>")]
    lines.append(t("Each opens once, for one person. Please send each only to the person named."))
    for entry, invitation in open_ones[page * LINKS_A_PAGE : (page + 1) * LINKS_A_PAGE]:
        assert invitation is not None
        seat = f", {entry.seat.organization}" if entry.seat else ""
        lines.append(
            Markup("\n{name}{seat} ({role})\n{link}").format(
                name=entry.person.name or t("no name"),
                seat=seat,
                role=role_name(t, entry.role, entry.chairs),
                link=links.invitation(invitation),
            )
        )
    rows = pages(t, page, last, lambda p: Button("", ShowLinks(committee, p)))
    return Screen(Markup("\n").join(lines), (*rows, back_to(t, committee)))


def back_to(t: Translator, committee: CommitteeId) -> Row:
    """The way back to the roster."""
    return (Button(t.plain("Back"), ShowCommittee(committee)),)
