"""When a milestone's owner is reminded, in the committee's days off and quiet hours (product §6, §9a)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Committee, HoursChanged
from bot.ids import MembershipId
from bot.reminding import Reminder
from bot.reminding import records as reminded
from bot.store import Tx
from bot.timeline import digest, records
from bot.timeline.model import Milestone
from bot.timeline.settings import REMINDERS
from bot.workdays import instant, last_allowed_moment

REMINDED = "milestone"
"""What reminders of milestones are kept under."""
_MORNING = time(9)
_EARLIEST = timedelta(days=60)
"""Before the end: no stretch of days off is so long that a reminder is moved beyond it."""


def occasions(of: Milestone, zone: ZoneInfo, here: Committee) -> list[Reminder]:
    """In the morning some days before the end, moved out of quiet hours, and on the first working morning after.

    `zone` is the reader's. An occasion names the end, so that a milestone that has moved is told anew.
    """
    if of.done:
        return []
    end, calendar = of.days.last, here.calendar
    since = instant(end - _EARLIEST, _MORNING, calendar.zone)
    found = []
    for days in REMINDERS.of(here):
        due = instant(end - timedelta(days=days), _MORNING, calendar.zone)
        at = last_allowed_moment(due, zone, calendar, since)
        if at is not None:
            found.append(Reminder(f"d{days}/{end}", at))
    over = instant(calendar.next_working_day(end), _MORNING, calendar.zone)
    return [*found, Reminder(f"over/{end}", over, last=True)]


def reminders(of: Milestone, reader: Actor) -> list[Reminder]:
    """Those of a reader: all to the owner, and to organizers that it is overdue."""
    here = reader.committee
    found = occasions(of, reader.person.zone or here.zone, here)
    if reader.membership == of.owner:
        return found
    return found[-1:] if reader.organizes else []


def plan(tx: Tx, here: Committee, found: Sequence[Milestone], now: datetime) -> None:
    """Sets when the reminders of milestones have to be looked at next.

    Of what is past by now nobody is reminded, but for its being overdue: what is late already when it is posted or
    moved is told on the next working morning.
    """
    zones: dict[MembershipId | None, set[ZoneInfo]] = {None: {here.zone}}
    for owner in {one.owner for one in found if one.owner is not None}:
        holder = committee.actor_of_membership(tx, owner)
        zones[owner] = {here.zone, here.zone if holder is None else holder.person.zone or here.zone}
    ahead = {one.id: [r for zone in zones[one.owner] for r in occasions(one, zone, here)] for one in found}
    times = {number: min((r.at for r in all_ if r.at > now), default=None) for number, all_ in ahead.items()}
    over = {
        number: ahead[number][-1].occasion for number, at in times.items() if at is None and ahead[number]
    }
    told = {(thing, occasion) for _, thing, occasion, _ in reminded.done(tx, REMINDED, list(over))}
    times |= {number: next_morning(here, now) for number in over if (number, over[number]) not in told}
    records.plan_reminders(tx, times)


def next_morning(here: Committee, now: datetime) -> datetime:
    """The first working morning after `now` (UTC)."""
    day = now.astimezone(here.zone).date()
    morning = instant(day, _MORNING, here.zone)
    if morning > now and not here.calendar.is_day_off(day):
        return morning
    return instant(here.calendar.next_working_day(day), _MORNING, here.zone)


def calendar_changed(tx: Tx, change: HoursChanged) -> None:
    """The committee has other days off, hours or reminders now, and with them other mornings on which to remind,
    and to send the digest.
    """
    here = roster.committee(tx, change.committee)
    plan(tx, here, records.open_in(tx, change.committee), change.at)
    for reader, at in records.digests_in(tx, change.committee):
        if here.calendar.is_day_off(at.astimezone(here.zone).date()):
            records.set_digest(tx, reader, digest.next_at(here, change.at))
