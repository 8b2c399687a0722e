"""What speaks against a date: a day off with its name, an hour at which somebody invited does not work."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.committee.model import Actor, Committee
from bot.dataclasses import dataclass
from bot.workdays import WorkCalendar

_SATURDAY = 5


@dataclass(frozen=True)
class DayOff:
    """Nobody works at the committee's on that day."""

    day: date
    calendar: WorkCalendar


@dataclass(frozen=True)
class OddHour:
    """Before or after working hours, or on a weekend, where `people` of those invited are.

    `starts`, `ends`: of the meeting, as the clocks of the zone show it. `opens`, `closes`: the usual hours.
    `weekend`: it is Saturday or Sunday there, elsewhere than at the committee's.
    """

    zone: ZoneInfo
    starts: datetime
    ends: datetime
    people: int
    opens: time
    closes: time
    weekend: bool


Flag = DayOff | OddHour


def zones_of(invited: Iterable[Actor]) -> Counter[ZoneInfo]:
    """How many are in which zone."""
    return Counter(a.person.zone or a.committee.zone for a in invited)


def flags(starts: datetime, minutes: int, here: Committee, zones: Mapping[ZoneInfo, int]) -> tuple[Flag, ...]:
    """What speaks against a beginning in UTC: days off of the committee, then hours, its own zone first."""
    calendar, found = here.calendar, list[Flag]()
    day = starts.astimezone(here.zone).date()
    if calendar.is_day_off(day):
        found.append(DayOff(day, calendar))
    for zone in sorted({here.zone, *zones}, key=lambda z: (z.key != here.zone.key, z.key)):
        begins = starts.astimezone(zone)
        ends = (starts + timedelta(minutes=minutes)).astimezone(zone)
        outside = (
            begins.time() < calendar.opens or ends.time() > calendar.closes or ends.date() > begins.date()
        )
        weekend = zone.key != here.zone.key and begins.weekday() >= _SATURDAY
        if outside or weekend:
            people = zones.get(zone, 0)
            found.append(OddHour(zone, begins, ends, people, calendar.opens, calendar.closes, weekend))
    return tuple(found)
