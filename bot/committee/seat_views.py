"""One seat, for organizers: who holds it, who held it before, and who is to hold it next."""

from markupsafe import Markup

from bot.committee.actions import ShowCommittee, ShowMember
from bot.committee.model import Actor, Role, RosterEntry, Seat, SeatCard, Tenure
from bot.committee.organization_actions import ShowOrganization
from bot.committee.seat_actions import CorrectOrganization, MarkChair, NameHolder, Promote, ShowSeat
from bot.committee.views import BUTTON_CHARACTERS, constituency_name, role_name
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.texts import shortened

FORMER_SHOWN = 10
"""So many former holders fit on a card; the newest ones."""


def seat(t: Translator, who: Actor, found: SeatCard) -> Screen:
    """Titular and alternate, or that there is none; former holders have no name any more."""
    lines = [
        Markup("<b>{}</b>").format(t.organization(found.seat.organization)),
        t("Constituency: {constituency}", constituency=constituency_name(t, found.seat.group)),
    ]
    if found.seat.chair:
        lines.append(t("The chair's seat: whoever holds it presides."))
    lines.append(_held(t, t("Titular member: {name}", name=_name(t, found.titular)), found.titular))
    lines.append(_held(t, t("Alternate: {name}", name=_name(t, found.alternate)), found.alternate))
    if found.former:
        shown = found.former[-FORMER_SHOWN:]
        history = Markup("\n").join(_tenure(t, tenure) for tenure in shown)
        lines.append(t("Held before by: {n}", n=len(found.former)))
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(history))
    return Screen(Markup("\n").join(lines), tuple(_rows(t, who, found)))


def _name(t: Translator, entry: RosterEntry | None) -> Markup:
    return t("nobody") if entry is None else Markup.escape(entry.person.name or t("no name"))


def _held(t: Translator, line: Markup, entry: RosterEntry | None) -> Markup:
    if entry is None or entry.person.joined_at is not None:
        return line
    return line + Markup(" · <i>{}</i>").format(t("not joined"))


def _tenure(t: Translator, tenure: Tenure) -> Markup:
    if tenure.disowned:
        called = t("somebody else, by mistake")
    else:
        called = t("became titular") if tenure.promoted else t("former holder")
    return Markup("• {} · {} · {} – {}").format(
        called,
        role_name(t, tenure.role),
        t.day_of(tenure.since),
        t.day_of(tenure.until),
    )


def _rows(t: Translator, who: Actor, found: SeatCard) -> list[Row]:
    here, number = who.committee.id, found.seat.id
    rows: list[Row] = []
    holders = [entry for entry in (found.titular, found.alternate) if entry is not None]
    rows.append(
        tuple(
            Button(
                shortened(entry.person.name or t.plain("no name"), BUTTON_CHARACTERS),
                ShowMember(here, entry.membership),
            )
            for entry in holders
        )
    )
    if found.titular is None and found.alternate is not None:
        promote = Promote(here, found.alternate.membership)
        rows.append((Button(t.plain("Make the alternate titular member"), promote),))
    if found.titular is None:
        name = Button(t.plain("Name a titular member"), NameHolder(here, number, Role.MEMBER), "primary")
        rows.append((name,))
    if found.alternate is None:
        rows.append((Button(t.plain("Name an alternate"), NameHolder(here, number, Role.ALTERNATE)),))
    mark = (
        Button(t.plain("No longer the chair's seat"), MarkChair(here, number, False))
        if found.seat.chair
        else Button(t.plain("Make it the chair's seat"), MarkChair(here, number, True))
    )
    rows.append((mark,))
    rows.append((Button(t.plain("Correct the organization"), CorrectOrganization(here, number)),))
    rows.append((Button(t.plain("Its name in each language"), ShowOrganization(here, number)),))
    rows.append((Button(t.plain("Back"), ShowCommittee(here)),))
    return [row for row in rows if row]


def confirm_chair(t: Translator, who: Actor, found: SeatCard, chair: bool, presides: str | None) -> Screen:
    """Who presides, before it changes. `presides`: whoever does now."""
    seat = found.seat
    lines = [
        t("<b>Make it the chair's seat?</b>") if chair else t("<b>No longer the chair's seat?</b>"),
        t("Seat: {organization}", organization=t.organization(seat.organization)),
        t("Titular member: {name}", name=_name(t, found.titular)),
    ]
    if chair:
        lines.append(t("The titular member of this seat presides from now on and declares results."))
        if presides is not None:
            lines.append(t("Presides until now: {name}", name=presides or t("no name")))
    else:
        lines.append(t("While nobody presides, the organizers declare results."))
    sure = Button(
        t.plain("Yes, change it"), MarkChair(who.committee.id, seat.id, chair, sure=True), "primary"
    )
    return Screen(
        Markup("\n").join(lines),
        ((sure,), (Button(t.plain("Back"), ShowSeat(who.committee.id, seat.id)),)),
    )


def next_holder(t: Translator, found: SeatCard, role: Role) -> Markup:
    """The title of the form for whoever is to hold a place, with what becomes of who holds it."""
    titular = role is Role.MEMBER
    lines = [
        t("<b>New titular member</b>") if titular else t("<b>New alternate</b>"),
        t("Seat: {organization}", organization=t.organization(found.seat.organization)),
    ]
    holder = found.titular if titular else found.alternate
    if holder is not None:
        lines.append(t("Until now: {name}", name=_name(t, holder)))
        lines.append(t("With the new invitation, this person no longer holds the place."))
        lines.append(
            t("A vote already cast for it stands. Whoever holds the seat next can change it until closing.")
        )
    return Markup("\n").join(lines)


def ask_organization(t: Translator, seat: Seat) -> Screen:
    """The organization, spelled anew."""
    title = t("<b>Correct the organization</b>")
    lines = [title, t("Seat: {organization}", organization=seat.organization), t("Write the right name.")]
    return Screen(Markup("\n").join(lines), folded=title.striptags())
