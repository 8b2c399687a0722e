"""What every screen of the committee is made of, and those about a person's own language, hours and data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.actions import Home, MyCommittees, ShowCommittee, Speak, UseCommittee, UseZone
from bot.committee.model import Actor, Committee, Constituency, Person, Reach, Role, Seat
from bot.committee.settings import ZONE_TYPED, ZONES
from bot.i18n import LANGUAGES, OWN_NAMES, Translator, mark
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen, in_rows, leaf
from bot.texts import shortened

HEADING_CHARACTERS = 60
"""How much of a committee's name stands over its cards: it takes its part of the 4,096 units of a message."""

BUTTON_CHARACTERS = 28
"""How much of a name stands on a button."""
COMMITTEES_A_PAGE = 5

_ROLES = {
    Role.ORGANIZER: mark("organizer"),
    Role.CHAIR: mark("chair"),
    Role.MEMBER: mark("member"),
    Role.ALTERNATE: mark("alternate"),
    Role.CONSULTANT: mark("consultant"),
    Role.OBSERVER: mark("observer"),
}
_CONSTITUENCIES = {
    "government": mark("Government"),
    "workers": mark("Trade unions"),
    "employers": mark("Employers"),
    "sse": mark("{sse} organizations"),
}
_REACH = {
    Reach.NOT_STARTED: mark("not joined"),
    Reach.REACHABLE: mark("reachable"),
    Reach.BLOCKED: mark("has blocked the bot"),
}


def reach_name(t: Translator, person: Person) -> Markup:
    """Whether the bot can write to somebody. Whoever joined before it had a new token has to start it anew."""
    if person.reach is Reach.NOT_STARTED and person.joined_at is not None:
        return t("has not started this bot")
    return t(_REACH[person.reach])


def role_name(t: Translator, role: Role, chairs: bool = False) -> Markup:
    """`chair` for whoever presides, else the role."""
    return t(_ROLES[Role.CHAIR if chairs else role])


def constituency_name(t: Translator, constituency: Constituency | str) -> Markup:
    """The committee's own name for it, else the usual one, else the one in another language."""
    names: Mapping[str, str] = {}
    if isinstance(constituency, Constituency):
        names, constituency = constituency.names, constituency.code
    if own := names.get(t.language):
        return Markup.escape(own)
    if constituency in _CONSTITUENCIES:
        return _usual_name(t, constituency)
    return Markup.escape(names.get("en") or next(iter(names.values()), constituency))


@lru_cache(64)  # they stand on everybody's ballot paper
def _usual_name(t: Translator, constituency: str) -> Markup:
    return t(_CONSTITUENCIES[constituency], sse=t.sse)


def seat_line(t: Translator, seat: Seat) -> Markup:
    """Whose seat it is."""
    return t(
        "Seat: {organization} ({constituency})",
        organization=t.organization(seat.organization),
        constituency=constituency_name(t, seat.group),
    )


def heading(t: Translator, who: Actor) -> Markup | None:
    """The line that names a card's committee to somebody who serves in several; None for all others."""
    if not who.several:
        return None
    here = who.committee
    return Markup("<b>{} · {}</b>").format(here.code, shortened(here.name(t.language), HEADING_CHARACTERS))


def of_committee(here: Committee, row: Row) -> Row:
    """Buttons on a card about several committees: each says which one it is for."""
    return tuple(replace(button, label=f"{here.code} · {button.label}") for button in row)


def my_committees(t: Translator, found: Sequence[tuple[Actor, int]], page: int) -> Screen:
    """Where somebody serves, the active committee first, and how much waits for them there."""
    shown, page, last = leaf(found, page, COMMITTEES_A_PAGE)
    lines = [t("<b>My committees</b>")]
    rows: list[Row] = []
    for who, n in shown:
        here = who.committee
        active = who is found[0][0]
        name = Markup("<b>{} · {}</b>").format(
            here.code, shortened(here.name(t.language), HEADING_CHARACTERS)
        )
        lines.append(Markup("\n") + (t("{committee} — active", committee=name) if active else name))
        lines.append(t("Role: {role}", role=role_name(t, who.role, who.chairs)))
        lines.append(t("Waiting for you: {n}", n=n) if n else t("Nothing waits for you."))
        if not active:
            rows.append(
                (Button(t.plain("Switch to {committee}", committee=here.code), UseCommittee(here.id)),)
            )
    rows += pages(t, page, last, lambda p: Button("", MyCommittees(p)))
    return Screen(Markup("\n").join(lines), (*rows, home_row(t)))


def back_to(t: Translator, committee: CommitteeId) -> Row:
    """The way back to the roster."""
    return (Button(t.plain("Back"), ShowCommittee(committee)),)


def home_row(t: Translator) -> Row:
    """The way back to the menu."""
    return (Button(t.plain("Menu"), Home()),)


def due(t: Translator, label: str, until: datetime) -> str:
    """The label of something that waits, with the day until when it does, in the committee's zone."""
    return f"{label} · " + t.plain("due: {date}", date=t.day_of(until, year=False))


def pages(t: Translator, page: int, last: int, to: Callable[[int], Button]) -> tuple[Row, ...]:
    """*Previous · Next* where there is more than one page; `to(page)` makes the button, its label is replaced."""
    row = []
    if page > 0:
        row.append(Button("‹ " + t.plain("Previous"), to(page - 1).action))
    if page < last:
        row.append(Button(t.plain("Next page") + " ›", to(page + 1).action))
    return (tuple(row),) if row else ()


def languages(t: Translator) -> Screen:
    """The choice of languages, each under its own name."""
    rows: list[Row] = [
        (Button(("✓ " if code == t.language else "") + OWN_NAMES[code], Speak(code)),) for code in LANGUAGES
    ]
    return Screen(t("Language: {language}", language=OWN_NAMES[t.language]), (*rows, home_row(t)))


def zones(t: Translator, person: Person, committee: Committee) -> Screen:
    """The choice of time zones. Telegram does not tell a person's."""
    chosen = person.zone
    text = t("Time zone: {city}", city=t.zone_city(chosen or committee.zone))
    text += Markup("\n") + t("Hours are given for the committee's city, and for yours where it differs.")
    text += Markup("\n") + t("Another one: write its name after the command. {example}", example=ZONE_TYPED)
    rows: list[Row] = [
        (
            Button(
                ("" if chosen else "✓ ")
                + t.plain("The committee's: {city}", city=t.zone_city(committee.zone)),
                UseZone(None),
                "primary" if chosen is None else None,
            ),
        )
    ]
    cities = [
        Button(
            ("✓ " if chosen and chosen.key == zone else "") + str(t.zone_city(ZoneInfo(zone))), UseZone(zone)
        )
        for zone in ZONES
        if zone != committee.zone.key
    ]
    rows += in_rows(cities, 2)
    return Screen(text, (*rows, home_row(t)))
