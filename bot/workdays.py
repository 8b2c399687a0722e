"""Working days, deadlines and quiet hours of a committee. Wall times become UTC here and nowhere else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.dataclasses import dataclass

# A reminder moved before quiet hours leaves the courier this long to reach everybody.
_MARGIN = timedelta(minutes=1)
_DAY = timedelta(days=1)
_MOVED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
"""A day that rests so that a Saturday works, as the library says it in English: the month first."""
_OBSERVED = re.compile(r"\s\((?:observed|выходной|көрүлгөн күнү)\)")
"""«Labor Day (observed)»: a word that says nothing in Russian, and something else in Kyrgyz."""


@dataclass(frozen=True)
class DayOffReason:
    """Why nobody works on a day. `names`: of the holiday, in one language; where a day off was moved here from
    `moved_from`, of the holidays between which it lies, or beside which, if any.
    """

    names: tuple[str, ...]
    moved_from: date | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """When a committee works. All times of day are wall times; `country` is an ISO 3166 code.

    Days off are the country's public holidays and weekends, plus `days_off` (by hand, with the name to show),
    less `working_days` (by hand; they win over everything). A country that the `holidays` library does not
    know has Saturdays and Sundays only. Quiet hours: product §9a.
    """

    country: str
    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(18)
    quiet_from: time = time(18, 30)
    quiet_until: time = time(8, 30)
    days_off: Mapping[date, str] = field(default_factory=dict, hash=False)
    working_days: frozenset[date] = frozenset()

    def is_day_off(self, day: date) -> bool:
        """Whether nobody works on `day`; a weekend day that the government made a working day is none."""
        if day in self.working_days:
            return False
        if day in self.days_off:
            return True
        year = _year(self.country, day.year, "")
        if day.weekday() in year.weekend:
            return day not in year.worked_weekend_days
        return day in year.holidays

    def why_off(self, day: date, language: str) -> DayOffReason | None:
        """Why `day` is off, named in `language` or else English; None for a mere weekend or a working day."""
        if not self.is_day_off(day):
            return None
        if name := self.days_off.get(day):
            return DayOffReason((name,))
        return _year(self.country, day.year, language).holidays.get(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += _DAY
        while self.is_day_off(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; `day` itself for 0. Raises ValueError for a negative n."""
        if n < 0:
            raise ValueError("working days are counted forward")
        for _ in range(n):
            day = self.next_working_day(day)
        return day

    def shifted(self, day: date, n: int) -> date:
        """`day` moved along working days: forward for a positive n, back for a negative one, itself for 0."""
        if n >= 0:
            return self.add_working_days(day, n)
        for _ in range(-n):
            day -= _DAY
            while self.is_day_off(day):
                day -= _DAY
        return day

    def working_days_between(self, one: date, other: date) -> int:
        """How many working days `other` lies after `one`; negative where it lies before."""
        if other < one:
            return -self.working_days_between(other, one)
        days = (one + timedelta(days=n) for n in range(1, (other - one).days + 1))
        return sum(not self.is_day_off(day) for day in days)

    def deadline_on(self, day: date) -> datetime:
        """The end of the working day (18:00 there) on `day`, in UTC."""
        return instant(day, self.closes, self.zone)

    def default_deadline(self, now: datetime, working_days: int) -> datetime:
        """The end of the n-th working day after today there, in UTC."""
        return self.deadline_on(self.add_working_days(now.astimezone(self.zone).date(), working_days))


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A wall time as UTC (PEP 495).

    A time that the clocks skip is read by the offset before the change; one that comes twice, as the first.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def is_quiet(at: datetime, reader_zone: ZoneInfo, calendar: WorkCalendar) -> bool:
    """Whether reminders rest at `at` (aware): night for the reader, or the committee's day off."""
    if calendar.is_day_off(at.astimezone(calendar.zone).date()):
        return True
    return _is_night(at.astimezone(reader_zone).time(), calendar)


def last_allowed_moment(
    due: datetime, reader_zone: ZoneInfo, calendar: WorkCalendar, not_before: datetime
) -> datetime | None:
    """The last moment at or before `due` that is not quiet, in UTC; None where it lies before `not_before`.

    A moment moved out of a quiet stretch lies one minute before that stretch begins.
    """
    at = due.astimezone(UTC)
    while at >= not_before:
        day = at.astimezone(calendar.zone).date()
        if calendar.is_day_off(day):
            at = instant(day, time(0), calendar.zone) - _MARGIN
        elif _is_night(at.astimezone(reader_zone).time(), calendar):
            at = _nightfall(at, reader_zone, calendar) - _MARGIN
        else:
            return at
    return None


def _is_night(wall: time, calendar: WorkCalendar) -> bool:
    start, end = calendar.quiet_from, calendar.quiet_until
    if start <= end:
        return start <= wall < end
    return wall >= start or wall < end


def _nightfall(at: datetime, zone: ZoneInfo, calendar: WorkCalendar) -> datetime:
    """When the night that `at` lies in began."""
    wall = at.astimezone(zone)
    day = wall.date() if wall.time() >= calendar.quiet_from else wall.date() - _DAY
    later = instant(day, calendar.quiet_from.replace(fold=1), zone)
    return later if later <= at else instant(day, calendar.quiet_from, zone)


def knows_holidays(country: str) -> bool:
    """Whether the public holidays of a country (ISO 3166) are known; of any other only Saturday and Sunday are off."""
    from holidays import list_supported_countries  # noqa: PLC0415 (as below)

    return country in list_supported_countries()


@dataclass(frozen=True)
class _Year:
    holidays: Mapping[date, DayOffReason]
    worked_weekend_days: frozenset[date]
    weekend: frozenset[int]


@cache
def _year(country: str, year: int, language: str) -> _Year:
    """The public holidays of a year, named in `language` where the library has it, else in English."""
    # Imported late: it costs 40 ms, and nothing at start needs it.
    from holidays import country_holidays  # noqa: PLC0415

    try:
        tags = country_holidays(country).supported_languages
        spoken = {tag.split("_")[0]: tag for tag in tags}
        english = spoken.get("en")
        # Without a language the library would take the server's.
        tag = spoken.get(language) or english or (tags[0] if tags else None)
        # With the next year: a December Saturday may be worked for a day off in January.
        years = (year, year + 1)
        days = country_holidays(country, years=years, expand=False, language=tag)
        said = (
            days if tag == english else country_holidays(country, years=years, expand=False, language=english)
        )
    except NotImplementedError:
        return _Year({}, frozenset(), frozenset({5, 6}))
    moved = {day: date(int(m[3]), int(m[1]), int(m[2])) for day in said if (m := _MOVED.fullmatch(said[day]))}
    names = {day: _OBSERVED.sub("", name) for day, name in days.items() if day not in moved}
    reasons = {day: DayOffReason((name,)) for day, name in names.items() if day.year == year}
    for day, since in moved.items():
        if day.year == year:
            reasons[day] = DayOffReason(_beside(day, names, days.is_working_day), since)
    return _Year(reasons, frozenset(days.weekend_workdays), frozenset(days.weekend))


def _beside(day: date, names: Mapping[date, str], works: Callable[[date], bool]) -> tuple[str, ...]:
    """The holidays before and after a day that was moved, with nothing but days off between; each named once."""
    found = []
    for step in (-_DAY, _DAY):
        other = day + step
        while other not in names and not works(other):
            other += step
        found.append(names.get(other))
    return tuple(dict.fromkeys(name for name in found if name is not None))
