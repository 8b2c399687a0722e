"""What a committee decides about itself: names, place, languages, hours, invitations, how long data are kept."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot.errors import Refusal
from bot.i18n import Translator, mark
from bot.i18n.translator import SSE, SSE_FULL
from bot.settings import Holder, Page, Setting
from bot.settings.kinds import Day, Hours, Line, Number
from bot.settings.places import Country, Languages, Wordings, Zone
from bot.settings.words import days
from bot.workdays import knows_holidays

ZONES = (
    "Asia/Bishkek",
    "Asia/Phnom_Penh",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Ulaanbaatar",
    "Europe/Zurich",
    "Europe/Moscow",
)
"""Offered as buttons, to a committee and to a person."""
ZONE_TYPED = Markup("<code>/timezone Asia/Tashkent</code>")
"""How a person writes any other; a tap copies it."""
NAME_CHARACTERS = 120
TERM_CHARACTERS = 80
CONTROLLER_CHARACTERS = 200
_YEARS = 3650

_HOURS_HOLD = mark("Reminders and suggested deadlines follow it from now on. Deadlines that are set stay.")
_TERMS_HOLD = mark(
    "Sentences, labels and documents use it from now on. Texts that people wrote stay as they are."
)
_KEPT_HOLDS = mark("It holds from the next night on, also for what is kept already.")


def people_until(here: Holder, changed: Mapping[str, Any] | None = None) -> date | None:
    """The day on which everybody's data is erased (`domain.md` §6); None where the project has no end.

    `changed`: values that would stand in place of today's.
    """
    settings = {**here.settings, **(changed or {})}
    ends = settings.get(PROJECT_ENDS.name)
    kept = int(settings.get(PEOPLE_KEPT.name, PEOPLE_KEPT.default))
    if ends is None:
        return None
    last = date.fromisoformat(ends)
    return last + min(timedelta(days=kept), date.max - last)


def _ahead(here: Holder, changed: Mapping[str, Any], at: datetime) -> None:
    """Refuses `erasing-past`: it would be this night."""
    until = people_until(here, changed)
    if until is not None and until <= at.astimezone(here.zone).date():
        raise Refusal("erasing-past", date=until.isoformat())


def _erasing(t: Translator, here: Holder, changed: Mapping[str, Any]) -> Markup | None:
    until = people_until(here, changed)
    if until is None:
        return t("Without an end of the project, data about people are kept until they leave.")
    return t("After this day names and accounts of all people are erased for good: {date}", date=t.day(until))


def _without_holidays(t: Translator, country: str) -> Markup | None:
    if knows_holidays(country):
        return None
    return t("⚠️ The public holidays of this country are not known here. Please add days off by hand.")


NAMES = Setting(
    "names",
    Page.COMMITTEE,
    mark("Name of the committee"),
    Wordings(NAME_CHARACTERS),
    {},
    mark("Cards and documents bear it from now on. Documents that were sent keep the earlier one."),
    given=True,
)
COUNTRY = Setting(
    "country",
    Page.COMMITTEE,
    mark("Country"),
    Country(),
    "",
    mark("Public holidays are those of this country from now on. Deadlines that are set stay."),
    given=True,
    warning=lambda t, _here, value: _without_holidays(t, value),
)
TIME_ZONE = Setting(
    "time_zone",
    Page.COMMITTEE,
    mark("Time zone"),
    Zone(ZONES),
    "UTC",
    mark(
        "No deadline that is set moves: it is shown in this time zone. Working and quiet hours are counted in it from "
        "now on. Meetings keep the time zone of their place."
    ),
    given=True,
)
LANGUAGES = Setting(
    "languages",
    Page.COMMITTEE,
    mark("Languages of texts"),
    Languages(),
    [],
    mark("Texts are asked for in this order from now on. What was written in another language stays."),
    given=True,
)
GROUP_LANGUAGES = Setting(
    "group_languages",
    Page.COMMITTEE,
    mark("Languages of the group chat"),
    Languages(spoken=True),
    [],
    mark(
        "Running cards in the group chat are drawn anew in these languages. Earlier notices stay as they are."
    ),
    given=True,
)
SSE_SHORT = Setting(
    "sse_short",
    Page.COMMITTEE,
    mark("Abbreviation of SSE"),
    Wordings(TERM_CHARACTERS, SSE),
    {},
    _TERMS_HOLD,
    mark("It stands before other words, as in “SSE organizations”, and is not declined."),
)
SSE_IN_FULL = Setting(
    "sse_full",
    Page.COMMITTEE,
    mark("Full name of SSE"),
    Wordings(TERM_CHARACTERS, SSE_FULL),
    {},
    _TERMS_HOLD,
    mark("Please write it as in a dictionary, without a capital letter."),
)
WORKING_HOURS = Setting(
    "working_hours", Page.HOURS, mark("Working hours"), Hours(), ["09:00", "18:00"], _HOURS_HOLD
)
QUIET_HOURS = Setting(
    "quiet_hours",
    Page.HOURS,
    mark("Quiet hours"),
    Hours(overnight=True),
    ["18:30", "08:30"],
    _HOURS_HOLD,
    mark(
        "They are counted in each reader's time zone. Notices then come without a sound, reminders earlier."
    ),
)
INVITATION_DAYS = Setting(
    "invitation_days",
    Page.DATA,
    mark("Invitation links are valid"),
    Number(1, 365, days, (7, 14, 30, 90)),
    30,
    mark("It holds for links that are made from now on. Earlier links keep their date."),
)
PROJECT_ENDS = Setting(
    "project_ends",
    Page.DATA,
    mark("End of the project"),
    Day(),
    None,
    mark(
        "Nothing ends by itself then: votes, texts and minutes stay. Only data about people are erased, later."
    ),
    check=lambda here, value, at: _ahead(here, {"project_ends": value}, at),
    warning=lambda t, here, value: _erasing(t, here, {"project_ends": value}),
)
PEOPLE_KEPT = Setting(
    "people_kept_days",
    Page.DATA,
    mark("Data about people, after the end"),
    Number(1, _YEARS, days, (90, 365, 730)),
    365,
    mark("It counts from the end of the project. Votes, texts and minutes stay, without names."),
    check=lambda here, value, at: _ahead(here, {"people_kept_days": value}, at),
    warning=lambda t, here, value: _erasing(t, here, {"people_kept_days": value}),
)
LETTERS_KEPT = Setting(
    "letters_kept_days",
    Page.DATA,
    mark("Which notices went to whom"),
    Number(1, _YEARS, days, (30, 90, 365)),
    90,
    _KEPT_HOLDS,
)
FORMS_KEPT = Setting(
    "forms_kept_days",
    Page.DATA,
    mark("Unfinished forms"),
    Number(1, _YEARS, days, (30, 90)),
    90,
    _KEPT_HOLDS,
)
INVITATIONS_KEPT = Setting(
    "invitations_kept_days",
    Page.DATA,
    mark("Names of those who never joined"),
    Number(1, _YEARS, days, (30, 90)),
    90,
    _KEPT_HOLDS,
)
CONTROLLER = Setting(
    "controller",
    Page.DATA,
    mark("Controller of personal data"),
    Line(CONTROLLER_CHARACTERS, mark("the secretariat of the committee")),
    None,
    mark("Everybody reads it under /privacy from now on."),
    mark("Name and address or telephone number of whoever answers for personal data."),
)
SETTINGS = (
    NAMES,
    COUNTRY,
    TIME_ZONE,
    LANGUAGES,
    GROUP_LANGUAGES,
    SSE_SHORT,
    SSE_IN_FULL,
    WORKING_HOURS,
    QUIET_HOURS,
    INVITATION_DAYS,
    PROJECT_ENDS,
    PEOPLE_KEPT,
    LETTERS_KEPT,
    FORMS_KEPT,
    INVITATIONS_KEPT,
    CONTROLLER,
)
