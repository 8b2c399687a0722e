"""What organizations are called in each language, as organizers see and change it. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.model import Committee, Seat
from bot.committee.organization_actions import NameOrganization, ShowOrganization, ShowOrganizations
from bot.committee.organizations import LANGUAGES
from bot.committee.seat_actions import ShowSeat
from bot.committee.setting_actions import ShowSettingsPage
from bot.committee.setting_changes import USUAL
from bot.committee.views import pages
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import Sentences, Translator
from bot.screens import Button, Row, Screen, leaf
from bot.settings import Page
from bot.texts import shortened

PAGE = 8
_LABEL = 40


def organizations(t: Translator, here: Committee, found: Sequence[Seat], page: int) -> Screen:
    """All of them, by their names on the roster, and in how many languages each has one."""
    shown, page, last = leaf(found, page, PAGE)
    lines = [
        t("<b>Names of organizations</b>"),
        t("Each reader sees the name in their language; where there is none, as on the roster."),
    ]
    rows: list[Row] = []
    for seat in shown:
        named = here.organizations.get(seat.organization, {})
        spoken = ", ".join(tag for tag in LANGUAGES if tag in named) or "—"
        lines.append(Markup("• {} · {}").format(seat.organization, spoken))
        label = shortened(seat.organization, _LABEL)
        rows.append((Button(label, ShowOrganization(here.id, seat.id)),))
    rows += pages(t, page, last, lambda p: Button("", ShowOrganizations(here.id, p)))
    rows.append((Button(t.plain("Back"), ShowSettingsPage(here.id, Page.COMMITTEE)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def organization(t: Translator, here: Committee, seat: Seat, following: Seat | None) -> Screen:
    """One of them in each language. `following`: the next one that lacks a name."""
    named = here.organizations.get(seat.organization, {})
    lines = [
        Markup("<b>{}</b>").format(t.organization(seat.organization)),
        t("On the roster: {name}", name=seat.organization),
    ]
    lines += [
        Markup("{}: {}").format(t.language_name(tag), named.get(tag) or t("as on the roster"))
        for tag in LANGUAGES
    ]
    rows: list[Row] = [(Button(t.plain("Enter the names"), NameOrganization(here.id, seat.id), "primary"),)]
    if following is not None:
        label = t.plain("Next: {name}", name=shortened(following.organization, _LABEL))
        rows.append((Button(label, ShowOrganization(here.id, following.id)),))
    rows.append((Button(t.plain("The seat"), ShowSeat(here.id, seat.id)),))
    rows.append((Button(t.plain("Back"), ShowOrganizations(here.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def ask(t: Translator, state: Open, field: Field, here: Committee, seat: Seat) -> Screen:
    """The name in one language after the other; what is skipped stays as it is."""
    title = t("<b>Names of organizations</b>")
    present = here.organizations.get(seat.organization, {}).get(field.name)
    lines = [
        title,
        t("On the roster: {name}", name=seat.organization),
        t("Language: {language}", language=t.language_name(field.name)),
        t("Now: {value}", value=present or t("as on the roster")),
        t("Please write the name."),
    ]
    rows: list[Row] = []
    if present is not None:
        rows.append((Button(t.plain("As on the roster"), FormPick(state.serial, USUAL)),))
    return Screen(Markup("\n").join(lines), tuple(rows), folded=title.striptags())


SENTENCES: Sentences = {
    "organization-named": lambda t, f: t(
        "The names were kept. Cards and documents bear them from now on, those of earlier votes too."
    ),
}
