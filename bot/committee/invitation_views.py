"""The links that organizers send: everybody's with where it stands, one as a picture, how long one is valid."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.committee.actions import ShowLinks, ShowMember
from bot.committee.invitation_actions import SetValidity
from bot.committee.links import Links
from bot.committee.model import VALID_DAYS, Actor, Committee, Invitation, RosterEntry, Validity
from bot.committee.views import back_to, pages, role_name, seat_line
from bot.i18n import Translator, mark
from bot.ids import CommitteeId
from bot.screens import Attachment, Button, QrCode, Row, Screen, in_rows, leaf
from bot.texts import quoted, shortened

PAGE = 8
_NAME = 28
_ORDER = tuple(Validity)
_COUNTED = {
    Validity.OPEN: mark("not used yet: {n}"),
    Validity.EXPIRED: mark("expired: {n}"),
    Validity.REVOKED: mark("revoked: {n}"),
    Validity.SPENT: mark("used: {n}"),
}


def links_list(
    t: Translator,
    committee: CommitteeId,
    found: Sequence[tuple[RosterEntry, Invitation | None]],
    links: Links,
    at: datetime,
    page: int,
) -> Screen:
    """Every invitation with where it stands at `at` (UTC): first those that still have to be sent."""
    known = [(entry, made, made.validity_at(at)) for entry, made in found if made is not None]
    known.sort(key=lambda one: _ORDER.index(one[2]))
    if not known:
        return Screen(t("No link waits to be sent."), (back_to(t, committee),))
    shown, page, last = leaf(known, page, PAGE)
    counts = [(v, sum(1 for one in known if one[2] is v)) for v in Validity]
    lines = [
        t("<b>Invitation links</b>"),
        Markup(" · ").join(t(_COUNTED[v], n=n) for v, n in counts if n),
    ]
    if any(validity is Validity.OPEN for _, _, validity in shown):
        lines.append(t("Each opens once, for one person. Please send each only to the person named."))
    used = []
    for entry, invitation, validity in shown:
        if validity is Validity.SPENT:
            assert invitation.spent_at is not None
            day = t.day_of(invitation.spent_at)
            used.append(Markup("{}: {}").format(entry.person.name or t("no name"), day))
            continue
        link = Markup("\n{}").format(links.invitation(invitation)) if validity is Validity.OPEN else ""
        lines.append(Markup("\n{}{}\n{}").format(_whose(t, entry), link, standing_line(t, invitation, at)))
    if used:
        lines += ["\n" + t("Used:"), quoted(Markup("\n").join(used))]
    people = [
        Button(
            shortened(entry.person.name or t.plain("no name"), _NAME), ShowMember(committee, entry.membership)
        )
        for entry, _, _ in shown
    ]
    rows: list[Row] = in_rows(people, 2)
    rows += pages(t, page, last, lambda p: Button("", ShowLinks(committee, p)))
    return Screen(Markup("\n").join(lines), (*rows, back_to(t, committee)))


def standing_line(t: Translator, invitation: Invitation, at: datetime) -> Markup:
    """`Valid until: …`, or since when it opens nothing."""
    match invitation.validity_at(at):
        case Validity.OPEN:
            return t("Valid until: {date}", date=t.moment(invitation.expires_at))
        case Validity.EXPIRED:
            return t("Expired: {date}", date=t.moment(invitation.expires_at))
        case Validity.REVOKED:
            assert invitation.revoked_at is not None
            return t("Revoked: {date}", date=t.moment(invitation.revoked_at))
        case Validity.SPENT:
            assert invitation.spent_at is not None
            return t("Used: {date}", date=t.moment(invitation.spent_at))


def validity(
    t: Translator, who: Actor, entry: RosterEntry, invitation: Invitation | None, at: datetime
) -> Screen:
    """For how long the link is to be valid, counted from now."""
    lines = [_whose(t, entry)]
    if invitation is not None:
        lines.append(standing_line(t, invitation, at))
    lines.append(t("For how long shall the link be valid, from now on?"))
    here, number = who.committee.id, entry.membership
    choices = [Button(days_label(t, n), SetValidity(here, number, n)) for n in VALID_DAYS]
    rows = in_rows(choices, 2)
    return Screen(Markup("\n").join(lines), (*rows, (Button(t.plain("Back"), ShowMember(here, number)),)))


def days_label(t: Translator, days: int) -> str:
    """`30 days`."""
    return t.plural("{n} day", "{n} days", days).striptags()


def qr(t: Translator, who: Actor, entry: RosterEntry, invitation: Invitation, links: Links) -> Attachment:
    """The link as a picture to be shown or printed; the caption says whose seat it opens."""
    lines = [
        t("<b>Invitation</b>"),
        t("Committee: {committee}", committee=who.committee.name(t.language)),
        t("Name: {name}", name=entry.person.name or t("no name")),
        seat_line(t, entry.seat)
        if entry.seat
        else t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
        t("Valid until: {date}", date=t.moment(invitation.expires_at)),
        t("It opens once, for this person only."),
    ]
    back = Button(t.plain("Back"), ShowMember(who.committee.id, entry.membership))
    return Attachment(
        QrCode(links.invitation(invitation)),
        f"invitation-{invitation.id}.png",
        Markup("\n").join(lines),
        ((back,),),
    )


def letter(
    t: Translator, committee: Committee, entry: RosterEntry, invitation: Invitation, links: Links
) -> Screen:
    """What an organizer passes on to the person: in `t`, that person's language, and without buttons."""
    lines = [
        t("Hello! You are invited to the committee “{committee}”.", committee=committee.name(t.language))
    ]
    if entry.person.name:
        lines.append(t("Name: {name}", name=entry.person.name))
    lines.append(t("Role: {role}", role=role_name(t, entry.role, entry.chairs)))
    if entry.seat:
        lines.append(seat_line(t, entry.seat))
    steps = [
        t("Please open this link in Telegram and press Start:"),
        Markup.escape(links.invitation(invitation)),
        t("It opens once and is for you only; please do not pass it on."),
        t("Valid until: {date}", date=t.moment(invitation.expires_at)),
    ]
    return Screen(Markup("\n").join(lines) + Markup("\n\n") + Markup("\n").join(steps))


def _whose(t: Translator, entry: RosterEntry) -> Markup:
    seat = f", {t.organization(entry.seat.organization)}" if entry.seat else ""
    role = role_name(t, entry.role, entry.chairs)
    return Markup("{}{} ({})").format(entry.person.name or t("no name"), seat, role)
