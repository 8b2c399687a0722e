"""The tables of what happens in and after a meeting, and every query on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Select,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.committee.records.tables import memberships
from bot.ids import AgendaItemId, CommitteeId, EntryId, MeetingId, MembershipId
from bot.sessions.model import (
    Attendance,
    Disposition,
    Entry,
    Kind,
    Minutes,
    MinutesStanding,
    MinutesVersion,
    Mode,
    Span,
)
from bot.store import Prepared, Tx, wake
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import add_new, key, next_number, refers, table

# The code that hangs in the room: whoever scans it is there.
room_codes = table(
    "room_codes",
    refers("meeting", "meetings.id", primary_key=True),
    Column("code", BigInteger, nullable=False, unique=True),
)
session_spans = table(
    "session_spans",
    key(),
    refers("meeting", "meetings.id", index=True),
    refers("item", "agenda_items.id"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
)
attendances = table(
    "attendances",
    key(),
    refers("meeting", "meetings.id", index=True),
    refers("membership", "memberships.id"),
    Column("mode", Text, nullable=False),
    Column("came_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime, nullable=True),
    refers("recorded_by", "memberships.id", nullable=True),
)
entries = table(
    "entries",
    key(),
    refers("committee", "committees.id"),
    refers("meeting", "meetings.id", index=True),
    Column("kind", Text, nullable=False),
    # Counted in the committee; comments on minutes are counted in their meeting.
    Column("number", Integer, nullable=False),
    refers("item", "agenda_items.id", nullable=True),
    refers("author", "memberships.id", nullable=True),
    Column("language", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("objects", Boolean, nullable=False),
    Column("disposition", Text, nullable=True),
    Column("reply", Text, nullable=True),
    # None: written before the languages of replies were kept.
    Column("reply_language", Text, nullable=True),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("due_at", UtcDateTime, nullable=True),
    Column("done_at", UtcDateTime, nullable=True),
    Column("struck_at", UtcDateTime, nullable=True),
    # When the owner of an action has to be reminded next.
    Column("remind_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee", "meeting", "kind", "number"),
)
Index("ix_entries_remind", entries.c.remind_at)
entry_texts = table(
    "entry_texts",
    refers("entry", "entries.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("translator", Text, nullable=True),
)
minutes = table(
    "minutes",
    refers("meeting", "meetings.id", primary_key=True),
    Column("standing", Text, nullable=False),
    Column("object_until", UtcDateTime, nullable=True),
    Column("approved_at", UtcDateTime, nullable=True),
    refers("approved_by", "memberships.id", nullable=True),
    # When the chair is told that they may be approved.
    Column("ripe_at", UtcDateTime, nullable=True),
)
minutes_notes = table(
    "minutes_notes",
    refers("meeting", "meetings.id", primary_key=True),
    # 0: of the meeting as a whole.
    Column("item", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
)
minutes_versions = table(
    "minutes_versions",
    refers("meeting", "meetings.id", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("papers", Json, nullable=False),
    Column("hash", Text, nullable=False),
)
_TO_REMIND = Prepared(select(entries).where(entries.c.remind_at <= bindparam("now")).order_by(entries.c.id))
_NEXT_REMINDER = Prepared(select(func.min(entries.c.remind_at)).where(entries.c.remind_at > bindparam("now")))
_RIPE = Prepared(select(minutes.c.meeting).where(minutes.c.ripe_at <= bindparam("now")))
_NEXT_RIPE = Prepared(select(func.min(minutes.c.ripe_at)).where(minutes.c.ripe_at > bindparam("now")))


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


def strike_out(tx: Tx, who: MembershipId, at: datetime) -> None:
    """Somebody was never there, and what they said and were to do is not theirs."""
    tx.execute(delete(attendances).where(attendances.c.membership == who))
    said = entries.c.author == who, entries.c.kind.in_([Kind.REMARK, Kind.MINUTES])
    tx.execute(update(entries).where(*said).values(struck_at=at, remind_at=None))
    tx.execute(update(entries).where(entries.c.owner == who).values(owner=None))


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


def to_remind(tx: Tx, now: datetime) -> list[Entry]:
    """Actions whose owners have to be reminded."""
    return _told(tx, _TO_REMIND.all(tx, now=now))


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


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When owners of actions have to be reminded next."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


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


def people_of(found: Iterable[Entry]) -> set[MembershipId]:
    """Everybody whose name stands with these lines."""
    return {number for entry in found for number in (entry.author, entry.owner) if number is not None}
