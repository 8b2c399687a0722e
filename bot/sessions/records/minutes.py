"""The minutes: how they stand, what they say, what was circulated."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.ids import AgendaItemId, MeetingId, MembershipId
from bot.sessions.model import Minutes, MinutesStanding, MinutesVersion
from bot.sessions.records.tables import minutes, minutes_notes, minutes_versions
from bot.store import Prepared, Tx, wake
from bot.store.tables import add_new


def set_minutes(tx: Tx, meeting: MeetingId, **values: Any) -> None:
    """How the minutes stand."""
    add_new(tx, minutes, [{"meeting": meeting, "standing": MinutesStanding.DRAFT}], unique=["meeting"])
    tx.execute(update(minutes).where(minutes.c.meeting == meeting).values(**values))
    wake(tx)


def minutes_of(tx: Tx, meeting: MeetingId) -> Minutes:
    """How the minutes of a meeting stand; a draft where nobody has touched them."""
    row = tx.execute(select(minutes).where(minutes.c.meeting == meeting)).first()
    if row is None:
        return Minutes(meeting)
    by = None if row.approved_by is None else MembershipId(row.approved_by)
    return Minutes(meeting, MinutesStanding(row.standing), row.object_until, row.approved_at, by)


def ripe(tx: Tx, now: datetime) -> list[MeetingId]:
    """Meetings whose minutes may be approved, and the chair has not been told."""
    return [MeetingId(row.meeting) for row in _RIPE.all(tx, now=now)]


def next_ripe(tx: Tx, now: datetime) -> datetime | None:
    """When the next minutes may be approved."""
    found: datetime | None = _NEXT_RIPE.scalar(tx, now=now)
    return found


def set_note(tx: Tx, meeting: MeetingId, item: AgendaItemId | None, language: str, text: str | None) -> None:
    """What the minutes say of an item (None: of the whole) in a language; None takes it out."""
    own = {"meeting": meeting, "item": item or 0, "language": language}
    tx.execute(delete(minutes_notes).where(*(minutes_notes.c[name] == value for name, value in own.items())))
    if text is not None:
        tx.execute(insert(minutes_notes).values(**own, text=text))


def notes(tx: Tx, meeting: MeetingId) -> dict[tuple[AgendaItemId | None, str], str]:
    """What the minutes say, by item (None: of the whole) and language."""
    asked = select(minutes_notes).where(minutes_notes.c.meeting == meeting)
    return {
        (AgendaItemId(row.item) if row.item else None, row.language): row.text for row in tx.execute(asked)
    }


def add_version(tx: Tx, version: MinutesVersion) -> None:
    """A version of the minutes."""
    tx.execute(
        insert(minutes_versions).values(
            meeting=version.meeting,
            number=version.number,
            at=version.at,
            papers=version.papers,
            hash=version.hash,
        )
    )


def newest_version(tx: Tx, meeting: MeetingId) -> MinutesVersion | None:
    """The minutes as they were circulated last."""
    asked = select(minutes_versions).where(minutes_versions.c.meeting == meeting)
    row = tx.execute(asked.order_by(minutes_versions.c.number.desc()).limit(1)).first()
    return None if row is None else MinutesVersion(meeting, row.number, row.at, row.papers, row.hash)


_RIPE = Prepared(select(minutes.c.meeting).where(minutes.c.ripe_at <= bindparam("now")))
_NEXT_RIPE = Prepared(select(func.min(minutes.c.ripe_at)).where(minutes.c.ripe_at > bindparam("now")))
