"""The lines of the record: decisions, actions, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, insert, select, update

from bot.ids import AgendaItemId, CommitteeId, EntryId, MeetingId, MembershipId
from bot.sessions.model import Disposition, Entry, Kind
from bot.sessions.records.tables import attendances, entries, entry_texts
from bot.store import Prepared, Tx, wake
from bot.store.tables import next_number


def add_entry(
    tx: Tx,
    committee: CommitteeId,
    meeting: MeetingId,
    kind: Kind,
    language: str,
    text: str,
    at: datetime,
    **values: Any,
) -> Entry:
    """A line of the record, with the next number of its kind."""
    alike = [entries.c.committee == committee, entries.c.kind == kind]
    if kind is Kind.MINUTES:
        alike.append(entries.c.meeting == meeting)
    own = {
        "committee": committee,
        "meeting": meeting,
        "kind": kind,
        "number": next_number(tx, entries, *alike),
    }
    row = {**own, "language": language, "at": at, "objects": False, **values}
    number = EntryId(tx.execute(insert(entries).values(**row).returning(entries.c.id)).scalar_one())
    tx.execute(insert(entry_texts).values(entry=number, language=language, text=text))
    found = entry(tx, number)
    assert found is not None
    return found


def change_entry(tx: Tx, number: EntryId, **values: Any) -> None:
    """Sets columns."""
    tx.execute(update(entries).where(entries.c.id == number).values(**values))
    wake(tx)


def set_entry_text(tx: Tx, number: EntryId, language: str, text: str, translator: str | None = None) -> None:
    """Its words in a language, in the place of those that it has. `translator`: who is credited for them."""
    own = entry_texts.c.entry == number, entry_texts.c.language == language
    tx.execute(delete(entry_texts).where(*own))
    words = {"entry": number, "language": language, "text": text, "translator": translator}
    tx.execute(insert(entry_texts).values(**words))


def strike_out(tx: Tx, who: MembershipId, at: datetime) -> None:
    """Somebody was never there, and what they said and were to do is not theirs."""
    tx.execute(delete(attendances).where(attendances.c.membership == who))
    said = entries.c.author == who, entries.c.kind.in_([Kind.REMARK, Kind.MINUTES])
    tx.execute(update(entries).where(*said).values(struck_at=at, remind_at=None))
    tx.execute(update(entries).where(entries.c.owner == who).values(owner=None))


def entry(tx: Tx, number: EntryId) -> Entry | None:
    """One line of the record."""
    return next(iter(_entries(tx, entries.c.id == number)), None)


def committee_of_entry(tx: Tx, number: EntryId) -> CommitteeId | None:
    """The committee in whose record a line stands."""
    found = tx.execute(select(entries.c.committee).where(entries.c.id == number)).scalar()
    return None if found is None else CommitteeId(found)


def entries_of(tx: Tx, meeting: MeetingId, *kinds: Kind) -> list[Entry]:
    """The lines of a meeting's record, without those that were struck."""
    return _entries(
        tx,
        entries.c.meeting == meeting,
        entries.c.kind.in_(kinds or list(Kind)),
        entries.c.struck_at.is_(None),
    )


def open_entries(tx: Tx, committee: CommitteeId, *kinds: Kind) -> list[Entry]:
    """Actions that are not done, comments that nobody answered."""
    undone = (entries.c.kind == Kind.ACTION) & entries.c.done_at.is_(None)
    unanswered = (entries.c.kind.in_([Kind.REMARK, Kind.MINUTES])) & entries.c.disposition.is_(None)
    return _entries(
        tx,
        entries.c.committee == committee,
        entries.c.struck_at.is_(None),
        entries.c.kind.in_(kinds),
        undone | unanswered,
    )


def people_of(found: Iterable[Entry]) -> set[MembershipId]:
    """Everybody whose name stands with these lines."""
    return {number for entry in found for number in (entry.author, entry.owner) if number is not None}


def to_remind(tx: Tx, now: datetime) -> list[Entry]:
    """Actions whose owners have to be reminded."""
    return _told(tx, _TO_REMIND.all(tx, now=now))


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When owners of actions have to be reminded next."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


def _entries(tx: Tx, *where: ColumnElement[bool]) -> list[Entry]:
    asked: Select[Any] = select(entries).where(*where).order_by(entries.c.id)
    return _told(tx, tx.execute(asked).all())


def _told(tx: Tx, rows: Sequence[Row[Any]]) -> list[Entry]:
    if not rows:
        return []
    texts: dict[int, dict[str, str]] = {row.id: {row.language: ""} for row in rows}
    credited: dict[int, dict[str, str]] = {row.id: {} for row in rows}
    said = select(entry_texts).where(entry_texts.c.entry.in_(texts))
    for row in tx.execute(said.order_by(entry_texts.c.language)):
        texts[row.entry][row.language] = row.text
        if row.translator is not None:
            credited[row.entry][row.language] = row.translator
    return [_entry(row, texts[row.id], credited[row.id]) for row in rows]


def _entry(row: Row[Any], texts: Mapping[str, str], credited: Mapping[str, str]) -> Entry:
    return Entry(
        id=EntryId(row.id),
        meeting=MeetingId(row.meeting),
        kind=Kind(row.kind),
        number=row.number,
        item=None if row.item is None else AgendaItemId(row.item),
        author=_member(row.author),
        texts=texts,
        at=row.at,
        disposition=None if row.disposition is None else Disposition(row.disposition),
        reply=row.reply,
        reply_language=row.reply_language,
        owner=_member(row.owner),
        due_at=row.due_at,
        done_at=row.done_at,
        objects=row.objects,
        struck_at=row.struck_at,
        translators=credited,
    )


def _member(number: int | None) -> MembershipId | None:
    return None if number is None else MembershipId(number)


_TO_REMIND = Prepared(select(entries).where(entries.c.remind_at <= bindparam("now")).order_by(entries.c.id))
_NEXT_REMINDER = Prepared(select(func.min(entries.c.remind_at)).where(entries.c.remind_at > bindparam("now")))
