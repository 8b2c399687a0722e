"""The dates of a poll, and what was said to each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.ids import MeetingId, MembershipId, SlotId
from bot.meetings.model import Availability, Slot
from bot.meetings.records.tables import meeting_slots, slot_answers
from bot.meetings.records.written import read_wall, written_wall
from bot.store import Tx


def set_slots(tx: Tx, number: MeetingId, walls: Sequence[datetime]) -> None:
    """The dates to choose from."""
    rows = [{"meeting": number, "place": n, "wall": written_wall(wall)} for n, wall in enumerate(walls, 1)]
    tx.execute(insert(meeting_slots), rows)


def slots(tx: Tx, number: MeetingId) -> list[Slot]:
    """The dates of a poll, in their order."""
    asked = select(meeting_slots).where(meeting_slots.c.meeting == number).order_by(meeting_slots.c.place)
    return [_slot(row) for row in tx.execute(asked)]


def slot(tx: Tx, number: SlotId) -> Slot | None:
    """One date of a poll."""
    row = tx.execute(select(meeting_slots).where(meeting_slots.c.id == number)).first()
    return None if row is None else _slot(row)


def slot_replies(tx: Tx, number: MeetingId) -> dict[SlotId, dict[MembershipId, Availability]]:
    """What was said to each slot, by whom."""
    found: dict[SlotId, dict[MembershipId, Availability]] = {}
    asked = select(slot_answers).join(meeting_slots, meeting_slots.c.id == slot_answers.c.slot)
    for row in tx.execute(asked.where(meeting_slots.c.meeting == number)):
        said = Availability(row.answer)
        found.setdefault(SlotId(row.slot), {})[MembershipId(row.membership)] = said
    return found


def keep_slot_reply(tx: Tx, number: SlotId, of: MembershipId, said: Availability, at: datetime) -> None:
    """What somebody says to a slot, over what they said before."""
    mine = slot_answers.c.slot == number, slot_answers.c.membership == of
    tx.execute(delete(slot_answers).where(*mine))
    tx.execute(insert(slot_answers).values(slot=number, membership=of, answer=said, answered_at=at))


def _slot(row: Row[Any]) -> Slot:
    return Slot(SlotId(row.id), MeetingId(row.meeting), row.place, read_wall(row.wall))
