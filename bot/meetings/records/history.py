"""What was changed of a meeting, and by whom."""

from datetime import datetime

from sqlalchemy import insert, select

from bot.ids import MeetingId, MembershipId
from bot.meetings.model import Change, Changed, Meeting
from bot.meetings.records.tables import meeting_changes
from bot.store import Tx


def add_change(
    tx: Tx,
    of: Meeting,
    by: MembershipId,
    kind: Change,
    at: datetime,
    *,
    before: datetime | None = None,
    note: str | None = None,
    note_language: str | None = None,
) -> None:
    """A line of a meeting's history, with the sequence that it has now."""
    tx.execute(
        insert(meeting_changes).values(
            meeting=of.id,
            at=at,
            changed_by=by,
            kind=kind,
            sequence=of.sequence,
            before=before,
            note=note,
            note_language=note_language,
        )
    )


def changes(tx: Tx, number: MeetingId) -> list[Changed]:
    """A meeting's history, the first change first."""
    asked = select(meeting_changes).where(meeting_changes.c.meeting == number)
    return [
        Changed(row.at, Change(row.kind), row.sequence, row.before, row.note)
        for row in tx.execute(asked.order_by(meeting_changes.c.id))
    ]
