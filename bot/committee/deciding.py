"""What a committee decides for itself: each setting, how it is typed, how it stands. It holds for what comes after."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from bot.committee import records
from bot.committee.model import Actor, Committee, SettingChanged
from bot.committee.service import organizer
from bot.errors import Refusal
from bot.events import publish
from bot.i18n import mark
from bot.intake import Outcome
from bot.store import Tx

CONTROLLER_CHARACTERS = 200
_CLOCK = r"(\d{1,2})[:.](\d\d)"
_HOURS = re.compile(rf"{_CLOCK}\s*[-–—]\s*{_CLOCK}")


@dataclass(frozen=True)
class Setting:
    """`read` turns what was typed into what is kept, None where it cannot; `written` is how it stands.

    `example`: of how it is typed.
    """

    name: str
    title: str
    example: str
    read: Callable[[str], Any]
    written: Callable[[Committee], str]


def _number(most: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        return int(text) if text.isdecimal() and len(text) < 6 and 1 <= int(text) <= most else None

    return read


def _hours(first: str, last: str) -> Callable[[str], dict[str, str] | None]:
    def read(text: str) -> dict[str, str] | None:
        match = _HOURS.fullmatch(text)
        if match is None:
            return None
        try:
            begins, ends = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        except ValueError:
            return None
        return None if begins == ends else {first: begins.isoformat(), last: ends.isoformat()}

    return read


def _working(text: str) -> dict[str, str] | None:
    found = _hours("opens", "closes")(text)
    return found if found is not None and found["opens"] < found["closes"] else None


def _reminders(text: str) -> list[int] | None:
    parts = [part.strip() for part in text.split(",")]
    hours = [_number(720)(part) for part in parts]
    if len(hours) > 5 or any(hour is None for hour in hours):
        return None
    return sorted({hour for hour in hours if hour is not None}, reverse=True)


def _line(text: str) -> str | None:
    return text if 0 < len(text) <= CONTROLLER_CHARACTERS and text.isprintable() else None


SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting(
            "comment_days",
            mark("Comment window, working days"),
            "10",
            _number(90),
            lambda c: str(c.comment_days),
        ),
        Setting("ballot_days", mark("Voting, working days"), "5", _number(90), lambda c: str(c.ballot_days)),
        Setting(
            "ballot_reminders",
            mark("Reminders before a vote ends, hours"),
            "72, 24, 2",
            _reminders,
            lambda c: ", ".join(str(hour) for hour in c.settings.get("ballot_reminders", (72, 24, 2))),
        ),
        Setting(
            "working_hours",
            mark("Working hours"),
            "09:00–18:00",
            _working,
            lambda c: f"{c.calendar.opens:%H:%M}–{c.calendar.closes:%H:%M}",
        ),
        Setting(
            "quiet_hours",
            mark("Quiet hours"),
            "18:30–08:30",
            _hours("quiet_from", "quiet_until"),
            lambda c: f"{c.calendar.quiet_from:%H:%M}–{c.calendar.quiet_until:%H:%M}",
        ),
        Setting(
            "invitation_days",
            mark("Invitation links are valid, days"),
            "30",
            _number(365),
            lambda c: str(c.invitation_lasts.days),
        ),
        Setting(
            "letters_kept_days",
            mark("Which notices went to whom is kept, days"),
            "90",
            _number(3650),
            lambda c: str(c.letters_kept.days),
        ),
        Setting(
            "forms_kept_days",
            mark("Unfinished forms are kept, days"),
            "90",
            _number(3650),
            lambda c: str(c.forms_kept.days),
        ),
        Setting(
            "invitations_kept_days",
            mark("Names of those who never joined are kept, days"),
            "90",
            _number(3650),
            lambda c: str(c.invitations_kept.days),
        ),
        Setting(
            "controller",
            mark("Controller of personal data, with address"),
            "+996 312 123456",
            _line,
            lambda c: c.controller or "",
        ),
    )
}


def setting(name: str) -> Setting:
    """A setting. Refuses `setting-unknown`."""
    if name not in SETTINGS:
        raise Refusal("setting-unknown")
    return SETTINGS[name]


def read(name: str, text: str) -> Any:
    """What was typed, as it is kept. Refuses `setting-not-read` (fact: `example`), `setting-unknown`."""
    of = setting(name)
    value = of.read(" ".join(text.split()))
    if value is None:
        raise Refusal("setting-not-read", example=of.example)
    return value


def decide(tx: Tx, who: Actor, name: str, value: Any, at: datetime) -> Outcome:
    """From now on it stands so. Refuses `organizers-only`, `setting-unknown`."""
    organizer(who)
    setting(name)
    if isinstance(value, dict):  # hours of the day stand together
        key, value = "hours", {**who.committee.settings.get("hours", {}), **value}
    else:
        key = name
    records.set_setting(tx, who.committee.id, key, value)
    publish(tx, SettingChanged(who.committee.id, at))
    return Outcome(f"setting-{name}", {"committee": who.committee.id})
