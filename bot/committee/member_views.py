"""One person on the roster, for organizers: who it is, what they are, and what can be done about it."""

from datetime import datetime

from markupsafe import Markup

from bot.committee.actions import NewLink, NotThisPerson, RevokeLink, ShowCommittee, ShowMember
from bot.committee.data_views import own_rows
from bot.committee.invitation_actions import SendQr, SendText, SetValidity
from bot.committee.invitation_views import standing_line
from bot.committee.links import Links
from bot.committee.model import (
    UNSEATED,
    Actor,
    Committee,
    Invitation,
    Person,
    Role,
    RosterEntry,
    SeatCard,
    Validity,
)
from bot.committee.seat_actions import (
    CorrectName,
    GiveRole,
    NameHolder,
    Promote,
    RemoveMember,
    ShowSeat,
    Vacate,
)
from bot.committee.views import home_row, reach_name, role_name, seat_line
from bot.i18n import Translator, mark
from bot.screens import Button, Row, Screen, capitalised

_MAY = {
    Role.ORGANIZER: mark("Manages people, meetings and ballots; does not vote."),
    Role.CHAIR: mark("Presides over the committee and declares results; does not vote."),
    Role.CONSULTANT: mark("Writes the findings and answers comments; does not vote."),
    Role.OBSERVER: mark("Sees declared results and what is opened to observers; does not vote."),
}


def member(
    t: Translator,
    who: Actor,
    entry: RosterEntry,
    invitation: Invitation | None,
    seat: SeatCard | None,
    links: Links,
    at: datetime,
) -> Screen:
    """Who took the place, or the link to send. `seat`: theirs. `at` (UTC): now."""
    person = entry.person
    lines = [
        Markup("<b>{}</b>").format(person.name or t("no name")),
        t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
    ]
    if entry.seat is not None:
        lines.append(seat_line(t, entry.seat))
    if account := account_of(person):
        lines.append(t("On Telegram: {account}", account=account))
    lines.append(t("Reach: {reach}", reach=reach_name(t, person)))
    rows: list[Row] = []
    if person.joined_at is not None:
        lines.append(t("Joined: {date}", date=t.moment(person.joined_at)))
        if person.id != who.person.id:
            here, number = who.committee.id, entry.membership
            rows.append((Button(t.plain("Not this person"), NotThisPerson(here, number), "danger"),))
    elif invitation is not None:
        lines += _link_lines(t, invitation, links, at)
        rows += _link_rows(t, who, entry, invitation.validity_at(at))
    rows += _seat_rows(t, who, entry, seat) if seat is not None else _role_rows(t, who, entry)
    return Screen(
        Markup("\n").join(lines), (*rows, (Button(t.plain("Back"), ShowCommittee(who.committee.id)),))
    )


def _link_lines(t: Translator, invitation: Invitation, links: Links, at: datetime) -> list[Markup]:
    line = standing_line(t, invitation, at)
    if not invitation.opens_at(at):
        return [line]
    return [t("Link: {link}", link=links.invitation(invitation)), line]


def _link_rows(t: Translator, who: Actor, entry: RosterEntry, validity: Validity) -> list[Row]:
    here, number = who.committee.id, entry.membership
    new = Button(t.plain("New link"), NewLink(here, number))
    longer = Button(t.plain("Change how long it is valid"), SetValidity(here, number))
    if validity is Validity.OPEN:
        revoke = Button(t.plain("Revoke the link"), RevokeLink(here, number), "danger")
        ways = (
            Button(t.plain("Text to send"), SendText(here, number), "primary"),
            Button(t.plain("QR picture"), SendQr(here, number)),
        )
        return [ways, (longer,), (new, revoke)]
    return [(longer,), (new,)] if validity is Validity.EXPIRED else [(new,)]


def _seat_rows(t: Translator, who: Actor, entry: RosterEntry, found: SeatCard) -> list[Row]:
    here, number, seat = who.committee.id, entry.membership, found.seat
    rows: list[Row] = []
    if entry.role is Role.ALTERNATE and found.titular is None:
        rows.append((Button(t.plain("Make titular member"), Promote(here, number), "primary"),))
    rows.append(
        (
            Button(t.plain("Name somebody else"), NameHolder(here, seat.id, entry.role)),
            Button(t.plain("Vacate the place"), Vacate(here, number), "danger"),
        )
    )
    rows.append(
        (
            Button(t.plain("The seat"), ShowSeat(here, seat.id)),
            Button(t.plain("Correct the name"), CorrectName(here, number)),
        )
    )
    return rows


def _role_rows(t: Translator, who: Actor, entry: RosterEntry) -> list[Row]:
    here, number = who.committee.id, entry.membership
    rows: list[Row] = [
        (
            Button(t.plain("Change the role"), GiveRole(here, number)),
            Button(t.plain("Correct the name"), CorrectName(here, number)),
        )
    ]
    if entry.person.id != who.person.id:
        remove = Button(t.plain("Remove from the committee"), RemoveMember(here, number), "danger")
        rows.append((remove,))
    return rows


def choose_role(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """The roles that somebody without a seat can have."""
    lines = [
        t("Role of {name}: {role}", name=entry.person.name or t("no name"), role=role_name(t, entry.role)),
        t("Choose the new role."),
    ]
    here, number = who.committee.id, entry.membership
    rows: list[Row] = [
        (Button(capitalised(role_name(t, role).striptags()), GiveRole(here, number, role)),)
        for role in UNSEATED
        if role is not entry.role
    ]
    return Screen(Markup("\n").join(lines), (*rows, _back(t, who, entry)))


def confirm_role(t: Translator, who: Actor, entry: RosterEntry, role: Role) -> Screen:
    """What the new role means."""
    lines = [
        t("New role of {name}: {role}", name=entry.person.name or t("no name"), role=role_name(t, role)),
        t(_MAY[role]),
    ]
    sure = GiveRole(who.committee.id, entry.membership, role, sure=True)
    rows: tuple[Row, ...] = ((Button(t.plain("Change the role"), sure, "primary"),), _back(t, who, entry))
    return Screen(Markup("\n").join(lines), rows)


def confirm_vacating(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """What becomes of the person, and of running ballots."""
    lines = [
        t("<b>Vacate this place?</b>"),
        t("Name: {name}", name=entry.person.name or t("no name")),
        t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
        *([seat_line(t, entry.seat)] if entry.seat else []),
        *_what_goes(t, entry),
        t("The seat stays in running ballots and counts there as before."),
        t("A vote already cast for it stands. Whoever holds the seat next can change it until closing."),
    ]
    sure = Vacate(who.committee.id, entry.membership, sure=True)
    rows: tuple[Row, ...] = ((Button(t.plain("Yes, vacate"), sure, "danger"),), _back(t, who, entry))
    return Screen(Markup("\n").join(lines), rows)


def confirm_removal(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """What becomes of somebody without a seat."""
    lines = [
        t("<b>Remove from the committee?</b>"),
        t("Name: {name}", name=entry.person.name or t("no name")),
        t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
        *_what_goes(t, entry),
    ]
    sure = RemoveMember(who.committee.id, entry.membership, sure=True)
    rows: tuple[Row, ...] = ((Button(t.plain("Yes, remove"), sure, "danger"),), _back(t, who, entry))
    return Screen(Markup("\n").join(lines), rows)


def _what_goes(t: Translator, entry: RosterEntry) -> list[Markup]:
    if entry.person.joined_at is None:
        return [t("The link opens nothing any more.")]
    return [
        t("The person is told, and at once sees nothing more of the committee."),
        t("What they wrote stays, without their name (“former holder”)."),
    ]


def confirm_promotion(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """An alternate is to hold the seat."""
    lines = [
        t("<b>Make titular member?</b>"),
        t("Name: {name}", name=entry.person.name or t("no name")),
        *([seat_line(t, entry.seat)] if entry.seat else []),
        t("In running ballots they can cast or change the vote of the seat."),
    ]
    sure = Promote(who.committee.id, entry.membership, sure=True)
    rows: tuple[Row, ...] = ((Button(t.plain("Make titular member"), sure, "primary"),), _back(t, who, entry))
    return Screen(Markup("\n").join(lines), rows)


def ask_name(t: Translator, entry: RosterEntry) -> Screen:
    """Somebody's name, spelled anew."""
    title = t("<b>Correct the name</b>")
    lines = [title, t("Name: {name}", name=entry.person.name or t("no name")), t("Write the right name.")]
    return Screen(Markup("\n").join(lines), folded=title.striptags())


def confirm_not_this_person(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """Asks before a seat is freed."""
    text = t(
        "Free the seat taken by {name}? Their running votes become void and a new link is made.",
        name=taker(t, entry.person),
    )
    sure = NotThisPerson(who.committee.id, entry.membership, sure=True)
    rows: tuple[Row, ...] = ((Button(t.plain("Yes, not this person"), sure, "danger"),), _back(t, who, entry))
    return Screen(text, rows)


def joined_notice(t: Translator, committee: Committee, entry: RosterEntry, expected: str | None) -> Screen:
    """To organizers, at once: who took which seat. `expected`: whom the roster names, where the taker's name is from
    another committee.
    """
    seat = entry.seat
    where = seat_line(t, seat) if seat else t("Role: {role}", role=role_name(t, entry.role, entry.chairs))
    lines = [t("Joined: {name}", name=taker(t, entry.person))]
    if expected and expected != entry.person.name:
        lines.append(t("On the roster: {name}", name=expected))
    lines += [where, t("Committee: {committee}", committee=committee.name(t.language))]
    wrong = Button(t.plain("Not this person"), NotThisPerson(committee.id, entry.membership), "danger")
    return Screen(Markup("\n").join(lines), ((wrong,), home_row(t)))


def taken_off_notice(t: Translator, committee: Committee, *, votes: bool, elsewhere: bool) -> Screen:
    """To whoever an organizer took off the roster."""
    lines = [t("You no longer serve in the committee “{committee}”.", committee=committee.name(t.language))]
    if votes:
        lines.append(
            t("Votes that you cast in running ballots stand until the next holder of the seat votes.")
        )
    lines.append(
        t("Your profile stays as long as you serve in another committee.")
        if elsewhere
        else t("Your personal data will be erased within 30 days.")
    )
    lines.append(t("If this seems wrong, please contact the secretariat."))
    return Screen(Markup("\n").join(lines), (home_row(t),) if elsewhere else own_rows(t))


def role_notice(t: Translator, who: Actor) -> Screen:
    """To whoever is something else from now on."""
    lines = [
        t("<b>Your role has changed</b>"),
        t("Committee: {committee}", committee=who.committee.name(t.language)),
        t("Role: {role}", role=role_name(t, who.role, who.chairs)),
    ]
    if who.seat is not None:
        lines.append(seat_line(t, who.seat))
    return Screen(Markup("\n").join(lines), (home_row(t),))


def taker(t: Translator, person: Person) -> Markup:
    """Whom the roster expected, and beside it who came."""
    name = Markup.escape(person.name or t("no name"))
    account = account_of(person)
    return t("{name} — on Telegram: {account}", name=name, account=account) if account else name


def account_of(person: Person) -> str:
    """What Telegram calls the account that took the seat; empty before somebody has."""
    if person.joined_at is None:
        return ""
    handle = f"@{person.username}" if person.username else ""
    if person.telegram_name and handle:
        return f"{person.telegram_name} ({handle})"
    return person.telegram_name or handle


def _back(t: Translator, who: Actor, entry: RosterEntry) -> Row:
    return (Button(t.plain("Back"), ShowMember(who.committee.id, entry.membership)),)
