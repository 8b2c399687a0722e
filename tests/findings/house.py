"""A committee with one person of every sort, and short ways to what the tests need of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.delivery import records as delivery
from bot.delivery.model import Letter
from bot.findings import records, service
from bot.findings.model import Kind, Standing, Text, Version
from bot.ids import FindingId, SeatId, VersionId
from bot.store import Tx
from tests.store.conftest import needs_postgres

AT = datetime(2022, 12, 8, 10, 30, tzinfo=UTC)
"""Thursday, 16:30 in Bishkek."""
UNTIL = datetime(2022, 12, 13, 12, tzinfo=UTC)
EN = Text("en", "No legal definition", "Many organizations consider themselves social enterprises.")
RU = Text(
    "ru", "Нет правового определения", "Многие организации считают себя таковыми.", True, "А. Переводчик"
)


@dataclass
class House:
    """A committee and its people, each as they act."""

    tx: Tx
    people: dict[str, Actor]

    def __getattr__(self, name: str) -> Actor:
        return self.people[name]

    def draft(self, *texts: Text) -> Version:
        """A finding kept as a draft by the consultant."""
        return self._made(None, texts)

    def shared(self, *texts: Text) -> Version:
        """A finding open for comments."""
        return self._made(UNTIL, texts)

    def _made(self, until: datetime | None, texts: tuple[Text, ...]) -> Version:
        outcome = service.create(
            self.tx,
            self.consultant,
            kind=Kind.GAP,
            texts=texts or (EN, RU),
            authoritative=(texts or (EN,))[0].language,
            comments_until=until,
            at=AT,
        )
        return records.newest(self.tx, FindingId(outcome.facts["finding"]))

    def moved(self, version: Version, standing: Standing) -> Version:
        """The version at another standing, as the ballots would put it."""
        service.move(self.tx, version.id, standing)
        return self.now(version.id)

    def now(self, version: VersionId) -> Version:
        """The version as it stands."""
        found = records.version(self.tx, version)
        assert found is not None
        return found

    def letters(self, kind: str) -> list[Letter]:
        """The letters written of a kind."""
        rows = self.tx.execute(select(delivery.letters.c.id).where(delivery.letters.c.kind == kind))
        found = [delivery.letter(self.tx, number) for number in rows.scalars()]
        return [letter for letter in found if letter is not None]

    def told(self, kind: str) -> set[str]:
        """Who was written to, by their names here."""
        persons = {letter.person for letter in self.letters(kind)}
        return {name for name, actor in self.people.items() if actor.person.id in persons}


BACKENDS = pytest.mark.parametrize(
    "tx",
    ["sqlite", pytest.param("postgres", marks=[needs_postgres, pytest.mark.slow])],
    indirect=True,
)
"""Runs a module on every backend."""
CAST = {
    "organizer": (Role.ORGANIZER, None, "en"),
    "chair": (Role.MEMBER, "government", "ru"),
    "member": (Role.MEMBER, "workers", "ky"),
    "other": (Role.MEMBER, "sse", "ru"),
    "alternate": (Role.ALTERNATE, "workers", "ru"),
    "consultant": (Role.CONSULTANT, None, "ru"),
    "observer": (Role.OBSERVER, None, "en"),
}


def populate(tx: Tx, code: str) -> dict[str, Actor]:
    """A committee of that code with one person of every sort, all joined; the alternate is the member's."""
    home = people.add_committee(
        tx,
        code=code,
        names={"en": f"Committee {code}"},
        country="KG",
        zone="Asia/Bishkek",
        languages=("ky", "ru", "en"),
        group_languages=("ky", "ru"),
        at=AT,
    )
    seats: dict[str, SeatId] = {}
    made = {}
    for name, (role, constituency, language) in CAST.items():
        if constituency is not None and constituency not in seats:
            seats[constituency] = people.add_seat(tx, home, constituency, "Org", chair=name == "chair")
        person = people.add_person(tx, name.title(), language)
        people.change_person(tx, person, joined_at=AT)
        people.add_membership(tx, home, person, role, seats.get(constituency or ""), AT)
        made[name] = committee.actor(tx, person, home)
    return made
