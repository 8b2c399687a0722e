"""The course of a meeting: which item was on, and when."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.ids import AgendaItemId, MeetingId
from bot.sessions.model import Span
from bot.sessions.records.tables import session_spans
from bot.store import Tx


def spans(tx: Tx, meeting: MeetingId) -> list[Span]:
    """When which item was the current one, in order."""
    asked = select(session_spans).where(session_spans.c.meeting == meeting).order_by(session_spans.c.id)
    return [Span(AgendaItemId(row.item), row.started_at, row.ended_at) for row in tx.execute(asked)]


def current(tx: Tx, meeting: MeetingId) -> AgendaItemId | None:
    """The item that is on now."""
    on = session_spans.c.meeting == meeting, session_spans.c.ended_at.is_(None)
    found = tx.execute(select(session_spans.c.item).where(*on)).scalar()
    return None if found is None else AgendaItemId(found)


def turn_to(tx: Tx, meeting: MeetingId, item: AgendaItemId | None, at: datetime) -> None:
    """The item that is on ends; another begins, where one is named."""
    on = session_spans.c.meeting == meeting, session_spans.c.ended_at.is_(None)
    tx.execute(update(session_spans).where(*on).values(ended_at=at))
    if item is not None:
        tx.execute(insert(session_spans).values(meeting=meeting, item=item, started_at=at))
