"""A committee with a meeting, brought there through the services."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.ids import MeetingId, TelegramId
from bot.meetings import records, service
from bot.meetings.model import AgendaLine, AgendaText, Audience, Format, Meeting, Plan, Spot
from bot.playground.people import Someone
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import CAST, Part, Scene

LINK = "https://meet.example.org/kg-m1?pwd=hush"
VENUE = "Ministry <of> Labour & Co, hall 1"
VENUES = {"en": VENUE, "ky": "Эмгек министрлиги, 1-зал"}


def wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """What the clocks show there; the zone stands beside it."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


STARTS = wall(2022, 12, 20, 14)
"""Wall time in Bishkek: a Tuesday."""
TITLES = {"en": "Kick-off <briefing>", "ru": "Вводное заседание", "ky": "Ачылыш жыйыны"}
CALLED = datetime(2022, 12, 8, 14, tzinfo=BISHKEK)
AGENDA = (
    AgendaLine(10, {"en": AgendaText("Opening", "the chair"), "ru": AgendaText("Открытие", "председатель")}),
    AgendaLine(50, {"en": AgendaText("Findings & <clauses>")}),
)
PEOPLE = {
    **CAST,
    "alternate": Part("Aibek Alternate", "ky", Role.ALTERNATE, "workers", "Federation"),
    "simel": Part("Simel Staff", "en", Role.CONSULTANT),
}


def plan(
    starts: datetime | None = STARTS,
    minutes: int = 120,
    how: Format = Format.HYBRID,
    agenda: Sequence[AgendaLine] = AGENDA,
    titles: dict[str, str] = TITLES,
    audience: Audience = Audience.MEMBERS,
) -> Plan:
    """A meeting as an organizer puts it together."""
    return Plan(
        "en",
        titles,
        how,
        starts,
        minutes,
        VENUES if how.in_room else {},
        Spot(42.8746, 74.5698) if how.in_room else None,
        LINK if how.on_line else None,
        audience,
        tuple(agenda),
    )


async def convene(scene: Scene, what: Plan | None = None) -> MeetingId:
    """The organizer has called a meeting, and everybody's card has come."""

    def body(tx: Tx) -> MeetingId:
        outcome = service.create(tx, acting(tx, scene, Role.ORGANIZER), what or plan(), scene.bot.clock.now())
        return MeetingId(outcome.facts["meeting"])

    number = await scene.bot.app.store.write(body)
    await scene.bot.settle()
    return number


async def ask_dates(scene: Scene, *dates: datetime, until: timedelta = timedelta(days=3)) -> MeetingId:
    """The organizer has asked everybody for dates."""

    def body(tx: Tx) -> MeetingId:
        at = scene.bot.clock.now()
        who = acting(tx, scene, Role.ORGANIZER)
        outcome = service.open_poll(tx, who, plan(None), dates, at + until, at)
        return MeetingId(outcome.facts["meeting"])

    number = await scene.bot.app.store.write(body)
    await scene.bot.settle()
    return number


async def lives_in(scene: Scene, name: str, zone: str) -> None:
    """The person's hours are those of another zone."""

    def body(tx: Tx) -> None:
        roster.change_person(tx, person(tx, scene[name]), time_zone=ZoneInfo(zone).key)

    await scene.bot.app.store.write(body)


def person(tx: Tx, someone: Someone) -> int:
    """The number by which somebody is known."""
    found = committee.person_of(tx, TelegramId(someone.user.id))
    assert found is not None
    return found.id


def acting(tx: Tx, scene: Scene, role: Role) -> Actor:
    """The first in a role."""
    return next(a for a in committee.actors_in(tx, scene.where) if a.role is role)


def named(tx: Tx, scene: Scene, name: str) -> Actor:
    """The person of the cast."""
    return next(a for a in committee.actors_in(tx, scene.where) if a.person.name == scene.cast[name].name)


def tells(scene: Scene, name: str, msgid: str, **facts: object) -> None:
    """Some card of the person says this in their language: a calendar file may lie below it."""
    scene[name].sees(re.escape(scene.words(name, msgid, **facts)))


async def kept(scene: Scene, number: MeetingId = MeetingId(1)) -> Meeting:  # noqa: B008
    """A meeting as it is kept."""
    found = await scene.bot.app.store.read(lambda tx: records.meeting(tx, number))
    assert found is not None
    return found


def files(someone: Someone) -> list[tuple[str, bytes]]:
    """The calendar files that somebody has received, the first one first."""
    return [(name, data) for name, data in someone.received if name.endswith(".ics")]
