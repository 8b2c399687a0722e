"""What every screen of the committee is made of, and those about a person's own language, hours and data."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.actions import Home, Speak, UseZone
from bot.committee.model import Committee, Constituency, Person, Reach, Role, Seat
from bot.i18n import LANGUAGES, Translator, mark
from bot.screens import Button, Row, Screen

OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""Each language under its own name, as a person looks for it."""
ZONES = (
    "Asia/Bishkek",
    "Asia/Phnom_Penh",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Ulaanbaatar",
    "Europe/Zurich",
    "Europe/Moscow",
)

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
    "sse": mark("SSE organizations"),
}
REACH = {
    Reach.NOT_STARTED: mark("not joined"),
    Reach.REACHABLE: mark("reachable"),
    Reach.BLOCKED: mark("has blocked the bot"),
}


def role_name(t: Translator, role: Role, chairs: bool = False) -> Markup:
    """`chair` for whoever presides, else the role."""
    return t(_ROLES[Role.CHAIR if chairs else role])


def constituency_name(t: Translator, constituency: Constituency | str) -> Markup:
    """The committee's own name for it, else the usual one."""
    if isinstance(constituency, Constituency):
        own = constituency.names.get(t.language)
        if own:
            return Markup.escape(own)
        constituency = constituency.code
    return (
        t(_CONSTITUENCIES[constituency]) if constituency in _CONSTITUENCIES else Markup.escape(constituency)
    )


def seat_line(t: Translator, seat: Seat) -> Markup:
    """Whose seat it is."""
    return t(
        "Seat: {organization} ({constituency})",
        organization=seat.organization,
        constituency=constituency_name(t, seat.constituency),
    )


def home_row(t: Translator) -> Row:
    """The way back to the menu."""
    return (Button(t.plain("Menu"), Home()),)


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
    rows: list[Row] = [
        (
            Button(
                t.plain("The committee's: {city}", city=t.zone_city(committee.zone)),
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
    rows += [tuple(cities[i : i + 2]) for i in range(0, len(cities), 2)]
    return Screen(text, (*rows, home_row(t)))


def privacy(t: Translator, committee: Committee) -> Screen:
    """What is stored and why."""
    text = t(
        "<b>Your data</b>\n"
        "Purpose: the work of the committee “{committee}”.\n"
        "Stored: your name, Telegram ID and username, group, language, time zone, answers, comments and votes.\n"
        "Not stored: your phone number; what you write to other people.\n"
        "Who sees it: the committee sees your name and your open votes after closing; organizers see whether "
        "the bot can reach you.\n"
        "Chats with bots are not end-to-end encrypted.\n"
        "Controller: the secretariat of the committee.",
        committee=committee.name(t.language),
    )
    return Screen(text, (home_row(t),))
