"""The people of the kick-off and what they say, out of `kickoff.yaml`, shifted to the wanted weeks."""

import csv
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One person of the cast."""

    key: str
    name: str
    username: str
    language: str
    role: str
    constituency: str = ""
    organization: str = ""


@dataclass(frozen=True)
class Kickoff:
    """The fixture. `shift`: whole weeks by which every date moves, so that weekdays stay."""

    content: Mapping[str, Any]
    shift: timedelta

    @property
    def cast(self) -> tuple[Part, ...]:
        """Everybody, in the order of the page."""
        return tuple(Part(**part) for part in self.content["cast"])

    @property
    def newcomer(self) -> Part:
        """Who is invited in the end and has not joined yet: the part of whoever goes on."""
        return Part(**self.content["newcomer"])

    @property
    def zone(self) -> ZoneInfo:
        """The committee's time zone."""
        return ZoneInfo(self.content["committee"]["zone"])

    def at(self, name: str) -> datetime:
        """An instant of the story, shifted."""
        found = str(self.content["clock"][name])
        for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M"):
            try:
                return datetime.strptime(found, form).replace(tzinfo=self.zone) + self.shift
            except ValueError:
                continue
        raise ValueError(f"{name}: {found}")

    def typed(self, name: str) -> str:
        """An instant as somebody types it."""
        return f"{self.at(name):%d.%m.%Y %H:%M}"

    @property
    def roster(self) -> str:
        """The roster file that the organizer sends: everybody but herself, and their organizations in each language."""
        languages = ("ru", "en")
        names: Mapping[str, Mapping[str, str]] = self.content["organizations"]
        columns = ("organization", "constituency", "role", "name", "language")
        file = StringIO()
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*columns, *(f"organization_{language}" for language in languages)])
        for p in self.cast:
            if p.role != "organizer":
                called = names.get(p.organization, {})
                own = (p.organization, p.constituency, p.role, p.name, p.language)
                rows.writerow([*own, *(called.get(language, "") for language in languages)])
        return file.getvalue().rstrip("\n")


def kickoff(anchor: date | None = None) -> Kickoff:
    """The fixture, with the day of the kick-off moved to the week of `anchor`."""
    content = yaml.safe_load(files("bot.playground").joinpath("kickoff.yaml").read_text("utf-8"))
    first = Kickoff(content, timedelta()).at("kick_off").date()
    weeks = round((anchor - first).days / 7) if anchor else 0
    return Kickoff(content, timedelta(weeks=weeks))
