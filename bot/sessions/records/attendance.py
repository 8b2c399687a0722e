"""Who is there, and the code that hangs in the room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from bot.committee.records.tables import memberships
from bot.ids import MeetingId, MembershipId
from bot.sessions.model import Attendance, Mode
from bot.sessions.records.tables import attendances, room_codes
from bot.store import Tx


def room_code(tx: Tx, meeting: MeetingId) -> int | None:
    """The code of a meeting's room, once somebody asked for it."""
    return tx.execute(select(room_codes.c.code).where(room_codes.c.meeting == meeting)).scalar()


def set_room_code(tx: Tx, meeting: MeetingId, code: int) -> None:
    """The code in the place of the one before, which then opens nothing."""
    tx.execute(delete(room_codes).where(room_codes.c.meeting == meeting))
    tx.execute(insert(room_codes).values(meeting=meeting, code=code))


def room_of(tx: Tx, code: int) -> MeetingId | None:
    """The meeting in whose room a code hangs."""
    found = tx.execute(select(room_codes.c.meeting).where(room_codes.c.code == code)).scalar()
    return None if found is None else MeetingId(found)


def stays(tx: Tx, meeting: MeetingId) -> list[Attendance]:
    """Who came, how, when, and when they left; in the order in which they came.

    A stay ends at the latest with the membership: whoever has left the committee is there no more.
    """
    asked = select(attendances, memberships.c.ended_at).where(
        attendances.c.meeting == meeting, memberships.c.id == attendances.c.membership
    )
    asked = asked.order_by(attendances.c.id)
    return [_attendance(row) for row in tx.execute(asked)]


def stay(tx: Tx, meeting: MeetingId, of: MembershipId) -> Attendance | None:
    """Somebody's stay that goes on."""
    asked = select(attendances, memberships.c.ended_at).where(
        *_here(meeting, of), memberships.c.id == attendances.c.membership
    )
    row = tx.execute(asked).first()
    return None if row is None else _attendance(row)


def come(
    tx: Tx, meeting: MeetingId, of: MembershipId, mode: Mode, at: datetime, by: MembershipId | None
) -> None:
    """Somebody is there from `at`."""
    tx.execute(
        insert(attendances).values(meeting=meeting, membership=of, mode=mode, came_at=at, recorded_by=by)
    )


def leave(tx: Tx, meeting: MeetingId, of: MembershipId, at: datetime) -> None:
    """Somebody is there no more."""
    tx.execute(update(attendances).where(*_here(meeting, of)).values(left_at=at))


def all_leave(tx: Tx, meeting: MeetingId, at: datetime) -> None:
    """The meeting has ended."""
    on = attendances.c.meeting == meeting, attendances.c.left_at.is_(None)
    tx.execute(update(attendances).where(*on).values(left_at=at))


def forget_stays(tx: Tx, meeting: MeetingId) -> None:
    """Nobody has come to it."""
    tx.execute(delete(attendances).where(attendances.c.meeting == meeting))


def _here(meeting: MeetingId, of: MembershipId) -> Sequence[ColumnElement[bool]]:
    return (
        attendances.c.meeting == meeting,
        attendances.c.membership == of,
        attendances.c.left_at.is_(None),
    )


def _attendance(row: Row[Any]) -> Attendance:
    by = None if row.recorded_by is None else MembershipId(row.recorded_by)
    left_at = min((at for at in (row.left_at, row.ended_at) if at is not None), default=None)
    return Attendance(MembershipId(row.membership), Mode(row.mode), row.came_at, left_at, by)
