"""When reminders of a meeting or a date poll fall due for a reader, and whom they go to (product §4, §9a)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import reminding
from bot.committee.model import Actor, HoursChanged
from bot.ids import MembershipId
from bot.meetings import records
from bot.meetings.model import (
    Answer,
    Meeting,
    Reply,
    Standing,
    clock_changes,
)
from bot.meetings.rights import invited
from bot.meetings.settings import POLL_REMINDERS, REMINDERS
from bot.reminding import Owed, Reminder, before
from bot.reminding import records as reminded
from bot.store import Tx, wake
from bot.workdays import last_allowed_moment

REMINDED = "meeting"
"""What reminders of meetings are kept under."""
CLOCKS = "clocks"
"""The occasion that tells of a clock change that moves the meeting's hour for the reader."""
RIPE = "ripe"
"""The occasion on which organizers hear that the answers to a date poll should be in."""
_CLOCKS_AHEAD = timedelta(days=3)
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
OVERRUN = timedelta(hours=1)
"""So long after its end the organizers hear that a meeting still goes on."""
_STAYS_AWAY = (Answer.ABSENT, Answer.ALTERNATE)


def reminders(meeting: Meeting, reader: Actor) -> list[Reminder]:
    """All reminders of a meeting as it stands, for a reader in their zone, earliest first."""
    here, since = reader.committee, told_at(meeting, reader)
    zone = reader.person.zone or here.zone
    if meeting.standing is Standing.POLL and meeting.poll_until is not None and since is not None:
        hours = POLL_REMINDERS.of(here)
        found = before(meeting.poll_until, hours, since, zone, here.calendar)
        return [*found, Reminder(RIPE, meeting.poll_until, last=True)] if reader.organizes else found
    if meeting.standing is not Standing.CALLED or since is None:
        return []
    found = before(meeting.starts_at, REMINDERS.of(here), since, zone, here.calendar)
    return sorted([*found, *_of_clocks(meeting, reader, since)], key=lambda r: r.at)


def told_at(meeting: Meeting, reader: Actor) -> datetime | None:
    """When its card went to a reader (UTC): when it was called, and to whoever joined later, then."""
    return None if meeting.called_at is None else reminding.told_at(meeting.called_at, reader)


def change_of_clocks(meeting: Meeting, zone: ZoneInfo, since: datetime) -> tuple[ZoneInfo, datetime] | None:
    """The last change of clocks (UTC) between `since`, or the week before, and a meeting's end that moves its hour for
    whoever lives in a zone, and whose clocks these are: the zone's own, or those of the meeting's.

    Its own hour stays in the meeting's zone, and in one whose clocks are changed together with those.
    """
    if meeting.wall is None or zone.key == meeting.zone.key:
        return None
    begin = min(since, meeting.starts_at - _WEEK)
    changes = ((at, of) for of in (meeting.zone, zone) for at in clock_changes(of, begin, meeting.ends_at))
    moving = [
        (of, at) for at, of in changes if _apart(at - _MINUTE, zone, meeting) != _apart(at, zone, meeting)
    ]
    return max(moving, key=lambda change: change[1], default=None)


def _apart(at: datetime, zone: ZoneInfo, meeting: Meeting) -> timedelta:
    """How far the clocks of a zone are then from those of the meeting."""
    here, there = (one.utcoffset(at.astimezone(one)) for one in (zone, meeting.zone))
    assert here is not None
    assert there is not None
    return here - there


def audience(tx: Tx, meeting: Meeting, readers: Iterable[Actor]) -> Iterator[Actor]:
    """Whom reminders go to: of a poll, those who have not answered it, and the organizers, who are to choose; of a
    meeting, all who have not said that they stay away.
    """
    if meeting.standing is Standing.POLL:
        slots, said = records.slots(tx, meeting.id), records.slot_replies(tx, meeting.id)
        yield from (
            a for a in readers if a.organizes or any(a.membership not in said.get(s.id, {}) for s in slots)
        )
        return
    replies: dict[MembershipId, Reply] = records.replies(tx, meeting.id)
    yield from (a for a in readers if replies.get(a.membership, Reply()).answer not in _STAYS_AWAY)


def owed(tx: Tx, meeting: Meeting) -> Iterator[Owed]:
    """To everybody to be reminded. Readers in one zone who were told together share theirs."""
    planned: dict[tuple[ZoneInfo | None, bool, datetime | None], list[Reminder]] = {}
    for reader in audience(tx, meeting, invited(tx, meeting)):
        alike = reader.person.zone, reader.organizes, told_at(meeting, reader)
        if alike not in planned:
            planned[alike] = reminders(meeting, reader)
        yield Owed(reader, meeting.id, planned[alike])


def plan(tx: Tx, meeting: Meeting, now: datetime) -> None:
    """Notes when its reminders have to be looked at next (after `now`), and wakes the scheduler."""
    kinds = {(a.person.zone, a.organizes): a for a in invited(tx, meeting)}
    ahead = [r.at for a in kinds.values() for r in reminders(meeting, a) if r.at > now]
    if meeting.standing is Standing.STARTED and (late := meeting.should_end_at + OVERRUN) > now:
        ahead.append(late)
    records.plan_reminder(tx, meeting.id, min(ahead, default=None))
    wake(tx)


def invited_late(tx: Tx, meeting: Meeting, reader: Actor, at: datetime) -> None:
    """Somebody is invited only now: what was due before is none of theirs, and their zone may have other reminders."""
    past = [r for r in reminders(meeting, reader) if r.at <= at and not r.last]
    reminded.add(tx, [(REMINDED, meeting.id, r.occasion, reader.person.id) for r in past])
    plan(tx, meeting, at)


def calendar_changed(tx: Tx, event: HoursChanged) -> None:
    """The hours of reminders, quiet hours, days off or the time zone may be others now."""
    for meeting in records.open_in(tx, event.committee):
        plan(tx, meeting, event.at)


def _of_clocks(meeting: Meeting, reader: Actor, since: datetime) -> list[Reminder]:
    """In the days before the clocks change; where the meeting was called later, its card says so anyway."""
    zone = reader.person.zone or reader.committee.zone
    found = change_of_clocks(meeting, zone, since)
    if found is None:
        return []
    _, change = found
    at = last_allowed_moment(change - _CLOCKS_AHEAD, zone, reader.committee.calendar, since)
    return [Reminder(CLOCKS, at, until=meeting.starts_at)] if at is not None and at > since else []
