"""When owners of actions are reminded: working moments before, and once it is overdue (product §4, §9a)."""

from datetime import datetime, timedelta

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Committee, HoursChanged
from bot.i18n import as_fact
from bot.reminding import Reminder
from bot.sessions import records
from bot.sessions.model import Entry, Kind
from bot.sessions.settings import ACTION_REMINDERS
from bot.store import Tx, wake
from bot.workdays import last_allowed_moment


def reminders(entry: Entry, reader: Actor) -> list[Reminder]:
    """To its owner, earliest first; of what is overdue to the organizers, too."""
    if entry.due_at is None or not entry.open:
        return []
    zone, calendar = reader.person.zone or reader.committee.zone, reader.committee.calendar
    occasion = as_fact(entry.due_at)
    late = Reminder(f"late/{occasion}", calendar.default_deadline(entry.due_at, 1))
    if reader.membership != entry.owner:
        return [late] if reader.organizes else []
    soon = []
    for hours in ACTION_REMINDERS.of(reader.committee):
        at = last_allowed_moment(entry.due_at - timedelta(hours=hours), zone, calendar, entry.at)
        if at is not None:
            soon.append(Reminder(f"h{hours}/{occasion}", at, until=entry.due_at))
    return [*soon, late]


def plan(tx: Tx, entry: Entry, of: Committee, after: datetime) -> None:
    """Notes when to look at it next: later than `after`."""
    readers = [a for a in committee.actors_in(tx, of.id) if a.membership == entry.owner or a.organizes]
    ahead = [r.at for reader in readers for r in reminders(entry, reader) if r.at > after]
    records.change_entry(tx, entry.id, remind_at=min(ahead, default=None))


def calendar_changed(tx: Tx, event: HoursChanged) -> None:
    """The reminders, quiet hours, days off or the time zone may be others now."""
    of = roster.committee(tx, event.committee)
    for entry in records.open_entries(tx, event.committee, Kind.ACTION):
        plan(tx, entry, of, event.at)
    wake(tx)
