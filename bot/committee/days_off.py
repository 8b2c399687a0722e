"""The committee's own days off: added by hand when they are announced, or worked although the country rests."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.committee import records
from bot.committee.model import Actor, Committee
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.events import publish
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.store import Tx
from bot.workdays import DayOffReason, WorkCalendar

NAME_LIMIT = 60
MOST_AT_ONCE = 31
AHEAD = timedelta(days=366)
_FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class DaysOffChanged:
    """Published: what was a working day is a day off now, or the other way round.

    `by`: who decided it. `off`: the days that are off now; none where they are worked.
    """

    committee: CommitteeId
    by: MembershipId
    at: datetime
    off: tuple[date, ...] = ()


@dataclass(frozen=True)
class DayOff:
    """A day off that is no mere weekend. `by_hand`: added here; `worked`: of the country, and worked here."""

    day: date
    why: DayOffReason | None
    by_hand: bool
    worked: bool = False


def upcoming(of: Committee, today: date, language: str) -> list[DayOff]:
    """Holidays and days added by hand from today on for a year, and holidays that are worked here."""
    calendar = of.calendar
    country = WorkCalendar(calendar.country, calendar.zone)
    found = []
    days = [today + timedelta(days=n) for n in range(AHEAD.days)]
    for day in sorted({*days, *(d for d in calendar.days_off if d >= today)}):
        why = calendar.why_off(day, language)
        if why is not None:
            found.append(DayOff(day, why, day in calendar.days_off))
        elif day in calendar.working_days and country.is_day_off(day):
            found.append(DayOff(day, country.why_off(day, language), by_hand=False, worked=True))
    return found


def add(tx: Tx, who: Actor, first: date, last: date, name: str, at: datetime) -> Outcome:
    """Nobody works from `first` to `last`. Refuses `organizers-only`, and as `check` does."""
    _organizer(who)
    check(first, last, at.astimezone(who.committee.zone).date())
    off = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [day.isoformat() for day in off]
    settings = dict(who.committee.settings)
    settings["days_off"] = {**settings.get("days_off", {}), **dict.fromkeys(days, name)}
    settings["working_days"] = [day for day in settings.get("working_days", ()) if day not in days]
    _keep(tx, who, settings, at, off)
    return Outcome("days-off-added", {"committee": who.committee.id, "days": days})


def check(first: date, last: date, today: date) -> None:
    """Refuses `day-off-past`, `day-off-far` (years ahead), `days-off-many` (fact `limit`)."""
    if last < today:
        raise Refusal("day-off-past")
    if last - today > _FARTHEST:
        raise Refusal("day-off-far")
    if (last - first).days >= MOST_AT_ONCE:
        raise Refusal("days-off-many", limit=MOST_AT_ONCE)


def work(tx: Tx, who: Actor, day: date, at: datetime) -> Outcome:
    """A day off is worked here: one that was added by hand goes, one of the country is set aside.

    Refuses `organizers-only`, `day-off-none` where it is no day off.
    """
    _organizer(who)
    if not who.committee.calendar.is_day_off(day):
        raise Refusal("day-off-none")
    settings = dict(who.committee.settings)
    by_hand = {d: name for d, name in settings.get("days_off", {}).items() if d != day.isoformat()}
    settings["days_off"] = by_hand
    if WorkCalendar(who.committee.country, who.committee.zone).is_day_off(day):
        settings["working_days"] = sorted({*settings.get("working_days", ()), day.isoformat()})
    _keep(tx, who, settings, at)
    return Outcome("day-worked", {"committee": who.committee.id, "day": day.isoformat()})


def rest(tx: Tx, who: Actor, day: date, at: datetime) -> Outcome:
    """A holiday that was worked here is a day off again. Refuses `organizers-only`, `day-off-none`."""
    _organizer(who)
    settings = dict(who.committee.settings)
    worked = list(settings.get("working_days", ()))
    if day.isoformat() not in worked:
        raise Refusal("day-off-none")
    settings["working_days"] = [other for other in worked if other != day.isoformat()]
    _keep(tx, who, settings, at, [day])
    return Outcome("day-rested", {"committee": who.committee.id, "day": day.isoformat()})


def _keep(tx: Tx, who: Actor, settings: dict[str, object], at: datetime, off: Sequence[date] = ()) -> None:
    for name in ("days_off", "working_days"):
        if name in settings:
            records.set_setting(tx, who.committee.id, name, settings[name])
    publish(tx, DaysOffChanged(who.committee.id, who.membership, at, tuple(off)))


def _organizer(who: Actor) -> None:
    if not who.organizes:
        raise Refusal("organizers-only")
