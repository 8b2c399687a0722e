"""When reminders of a ballot fall due for a reader, in their quiet hours and the committee's days off (product §9a)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ballots import records
from bot.ballots.model import Ballot, Standing
from bot.ballots.rights import declaring
from bot.ballots.settings import REMINDERS
from bot.committee import service as committee
from bot.committee.model import Actor, Committee, HoursChanged
from bot.ids import BallotId
from bot.reminding import Owed, Reminder, before, told_at
from bot.store import Tx, wake
from bot.workdays import WorkCalendar, instant, last_allowed_moment

REMINDED = "ballot"
"""What reminders of ballots are kept under."""
UNDECLARED_DAYS = (1, 3)
"""Working days after closing on which whoever declares is reminded."""


def to_voters(ballot: Ballot, of: Committee, zone: ZoneInfo, since: datetime) -> list[Reminder]:
    """To those who have not voted, earliest first; one that could only have gone before they knew of it (`since`, UTC)
    is left out.
    """
    return before(ballot.ends_at, REMINDERS.of(of), since, zone, of.calendar)


def to_president(ballot: Ballot, of: Committee, zone: ZoneInfo) -> list[Reminder]:
    """To whoever declares: the ballot is closed and not declared."""
    assert ballot.closed_at is not None
    found = []
    for days in UNDECLARED_DAYS:
        due = _working_days_later(ballot.closed_at, days, of.calendar)
        at = last_allowed_moment(due, zone, of.calendar, ballot.closed_at)
        if at is not None and at > ballot.closed_at:
            found.append(Reminder(f"d{days}", at))
    return found


def overdue_at(ballot: Ballot, calendar: WorkCalendar) -> datetime:
    """From when on a closed ballot is long undeclared: whoever declares has been reminded for the last time."""
    assert ballot.closed_at is not None
    return _working_days_later(ballot.closed_at, UNDECLARED_DAYS[-1], calendar)


def reminders(ballot: Ballot, reader: Actor) -> list[Reminder]:
    """All reminders of a ballot as it stands, for a reader in their zone."""
    zone = reader.person.zone or reader.committee.zone
    if ballot.running:
        return to_voters(ballot, reader.committee, zone, told_at(ballot.opened_at, reader))
    if ballot.standing in (Standing.CLOSED, Standing.WITHOUT_QUORUM):
        return to_president(ballot, reader.committee, zone)
    return []


def audience(tx: Tx, ballot: Ballot, everybody: Iterable[Actor]) -> Iterator[Actor]:
    """Whom reminders go to: holders of seats that have not voted; once closed, whoever declares."""
    if not ballot.running:
        yield from declaring(tx, ballot)
        return
    silent = {elector.seat for elector in records.electors(tx, ballot.id) if elector.choice is None}
    yield from (a for a in everybody if a.votes and a.seat is not None and a.seat.id in silent)


def owed(tx: Tx, ballot: Ballot, everybody: Iterable[Actor]) -> Iterator[Owed]:
    """To everybody to be reminded. Readers in one zone who heard of it together share theirs."""
    planned: dict[tuple[ZoneInfo | None, datetime], list[Reminder]] = {}
    for reader in audience(tx, ballot, everybody):
        alike = reader.person.zone, told_at(ballot.opened_at, reader)
        if alike not in planned:
            planned[alike] = reminders(ballot, reader)
        yield Owed(reader, ballot.id, planned[alike])


def plan(tx: Tx, number: BallotId, now: datetime) -> None:
    """Notes when the ballot's reminders have to be looked at next (after `now`), and wakes the scheduler."""
    ballot = records.ballot(tx, number)
    assert ballot is not None
    readers = committee.actors_in(tx, ballot.committee)
    by_zone = {a.person.zone or a.committee.zone: a for a in readers}
    ahead = [r.at for a in by_zone.values() for r in reminders(ballot, a) if r.at > now]
    records.change_ballot(tx, number, remind_at=min(ahead, default=None))
    wake(tx)


def calendar_changed(tx: Tx, event: HoursChanged) -> None:
    """The hours of reminders, quiet hours or days off may be others now."""
    for ballot in records.undecided_in(tx, event.committee):
        plan(tx, ballot.id, event.at)


def _working_days_later(at: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """The same hour of the day, on a later working day."""
    wall = at.astimezone(calendar.zone)
    return instant(calendar.add_working_days(wall.date(), days), wall.time(), calendar.zone)
