"""What falls due after a meeting: minutes that may be approved. What it reminds of: actions, and that it goes on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import CommitteeId, EntryId, MeetingId
from bot.meetings import records as called
from bot.meetings import schedule as meeting_schedule
from bot.meetings.model import Meeting, Standing
from bot.meetings.notices import subject as of_meeting
from bot.reminding import Owed, Reminder
from bot.scheduler import Due
from bot.screens import Screen
from bot.sessions import entry_views, notices, reading, records, schedule, views
from bot.sessions.model import Entry, Kind
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """One item a meeting whose minutes have lain open to objections for long enough."""
    papers = tuple(partial(_ripe, number=number, now=now) for number in records.ripe(tx, now))
    return Due(papers, records.next_ripe(tx, now))


def _ripe(tx: Tx, number: MeetingId, now: datetime) -> None:
    meeting = called.meeting(tx, number)
    assert meeting is not None
    records.set_minutes(tx, number, ripe_at=None)
    notices.ripe(tx, meeting, now)


class ActionReminders:
    """Of action items: their owners before they are due, and with the organizers once they are overdue."""

    name = "action"

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return _committees(tx, records.to_remind(tx, now)).values(), records.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Those of which a reminder is due by then."""
        found = self._in(tx, here, until)
        everybody = committee.actors_in(tx, here) if found else []
        for entry in found:
            for reader in everybody:
                if ahead := schedule.reminders(entry, reader):
                    yield Owed(reader, entry.id, ahead)

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        for entry in self._in(tx, here, now):
            schedule.plan(tx, entry, roster.committee(tx, here), now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None once it is done, or struck from the record."""
        found = records.entry(tx, EntryId(thing))
        return () if found is None or found.kind is not Kind.ACTION else schedule.reminders(found, who)

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """The action, with the tap that says that it is done."""
        try:
            found = reading.entry(tx, who, EntryId(thing))
        except Refusal:
            return None
        return entry_views.reminder(t, found, at, alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return notices.action(EntryId(thing))

    def _in(self, tx: Tx, here: CommitteeId, until: datetime) -> list[Entry]:
        found = records.to_remind(tx, until)
        of = _committees(tx, found)
        return [entry for entry in found if of.get(entry.id) == here]


class Overruns:
    """Of a meeting that goes on long after its end: the organizers, once. `meetings.schedule` notes when."""

    name = "session"

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        late = [m.committee for m in called.to_remind(tx, now) if m.standing is Standing.STARTED]
        return late, called.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Every meeting that goes on, to every organizer."""
        going_on = [m for m in called.open_in(tx, here) if m.standing is Standing.STARTED]
        organizers = [a for a in committee.actors_in(tx, here) if a.organizes] if going_on else []
        for meeting in going_on:
            for reader in organizers:
                yield Owed(reader, meeting.id, _of_overrun(meeting))

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        for meeting in called.open_in(tx, here):
            if meeting.standing is Standing.STARTED:
                meeting_schedule.plan(tx, meeting, now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None once it has ended."""
        found = called.meeting(tx, MeetingId(thing))
        goes_on = found is not None and found.standing is Standing.STARTED
        return _of_overrun(found) if found is not None and goes_on and who.organizes else ()

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """The meeting, with the way to its end."""
        try:
            return views.overrun(t, reading.desk(tx, who, MeetingId(thing), at), alone=alone)
        except Refusal:
            return None

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return of_meeting(MeetingId(thing))


def _of_overrun(meeting: Meeting) -> list[Reminder]:
    return [Reminder("overrun", meeting.should_end_at + meeting_schedule.OVERRUN, last=True)]


def _committees(tx: Tx, found: Iterable[Entry]) -> dict[EntryId, CommitteeId]:
    of = {entry.id: records.committee_of_entry(tx, entry.id) for entry in found}
    return {entry: number for entry, number in of.items() if number is not None}
