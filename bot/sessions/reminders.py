"""What falls due after a meeting: action items of their owners, and minutes that may be approved."""

from datetime import datetime
from functools import partial

from bot.committee import records as roster
from bot.ids import EntryId, MeetingId
from bot.meetings import records as called
from bot.scheduler import Due
from bot.sessions import notices, records, schedule
from bot.sessions.model import Kind
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """One item an action or a meeting."""
    actions = [partial(_remind, number=entry.id, now=now) for entry in records.to_remind(tx, now)]
    papers = [partial(_ripe, number=number, now=now) for number in records.ripe(tx, now)]
    return Due((*actions, *papers), records.next_due(tx, now))


def _remind(tx: Tx, number: EntryId, now: datetime) -> None:
    entry = records.entry(tx, number)
    of = records.committee_of_entry(tx, number)
    if entry is None or of is None:
        return
    if entry.kind is Kind.ACTION and entry.open:
        notices.due(tx, entry, now)
    schedule.plan(tx, entry, roster.committee(tx, of), now)


def _ripe(tx: Tx, number: MeetingId, now: datetime) -> None:
    meeting = called.meeting(tx, number)
    assert meeting is not None
    records.set_minutes(tx, number, ripe_at=None)
    notices.ripe(tx, meeting, now)
