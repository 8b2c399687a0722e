"""The meetings' tables and every query on them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.files import File
from bot.files.attached import attach, file_of, files_table
from bot.ids import AgendaItemId, CommitteeId, MeetingId, MembershipId, SlotId
from bot.meetings.model import (
    AgendaItem,
    AgendaLine,
    AgendaText,
    Answer,
    Audience,
    Availability,
    Carried,
    Change,
    Changed,
    Format,
    Meeting,
    Origin,
    Plan,
    Reply,
    Slot,
    Spot,
    Standing,
)
from bot.store import Prepared, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import add_new, key, next_number, refers, table

meetings = table(
    "meetings",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("main", Text, nullable=False),
    # Wall time (2022-12-08T14:00) and IANA zone; UTC is computed when it is needed.
    Column("wall", Text, nullable=True),
    Column("zone", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("spot", Text, nullable=True),
    Column("link", Text, nullable=True),
    Column("audience", Text, nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("note", Text, nullable=True),
    # None: there is no note, or it was written before the languages of notes were kept.
    Column("note_language", Text, nullable=True),
    refers("proposed_by", "memberships.id"),
    Column("poll_until", UtcDateTime, nullable=True),
    Column("called_at", UtcDateTime, nullable=True),
    Column("started_at", UtcDateTime, nullable=True),
    Column("ended_at", UtcDateTime, nullable=True),
    # When its reminders have to be looked at next.
    Column("remind_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee", "number"),
)
Index("ix_meetings_remind", meetings.c.remind_at)

meeting_titles = table(
    "meeting_titles",
    refers("meeting", "meetings.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("title", Text, nullable=False),
)
meeting_venues = table(
    "meeting_venues",
    refers("meeting", "meetings.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("venue", Text, nullable=False),
)
agenda_items = table(
    "agenda_items",
    key(),
    refers("meeting", "meetings.id"),
    Column("number", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("carried", Json, nullable=True),  # origin, thing and path of what was left open before
    UniqueConstraint("meeting", "number"),
)
agenda_texts = table(
    "agenda_texts",
    refers("item", "agenda_items.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("translator", Text, nullable=True),
)
agenda_files = files_table("agenda_files", refers("item", "agenda_items.id", primary_key=True))
# Who has answered, or is invited or not by exception; all others are invited as the audience says.
meeting_people = table(
    "meeting_people",
    refers("meeting", "meetings.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("invited", Boolean, nullable=True),
    Column("answer", Text, nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("earlier", Text, nullable=True),
)
meeting_slots = table(
    "meeting_slots",
    key(),
    refers("meeting", "meetings.id"),
    Column("place", Integer, nullable=False),
    Column("wall", Text, nullable=False),
    UniqueConstraint("meeting", "place"),
)
slot_answers = table(
    "slot_answers",
    refers("slot", "meeting_slots.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("answer", Text, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
)
meeting_changes = table(
    "meeting_changes",
    key(),
    refers("meeting", "meetings.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    refers("changed_by", "memberships.id"),
    Column("kind", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("before", UtcDateTime, nullable=True),
    Column("note", Text, nullable=True),
    Column("note_language", Text, nullable=True),
)
_WALL = "%Y-%m-%dT%H:%M"
_OPEN = (Standing.POLL, Standing.CALLED, Standing.STARTED)
_open = or_(*(meetings.c.standing == standing for standing in _OPEN))
_TO_REMIND = Prepared(
    select(meetings)
    .where(_open, meetings.c.remind_at <= bindparam("now"))
    .order_by(func.coalesce(meetings.c.wall, "9999"), meetings.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(meetings.c.remind_at, type_=UtcDateTime)).where(
        _open, meetings.c.remind_at > bindparam("now")
    )
)

_ONE = Prepared(select(meetings).where(meetings.c.id == bindparam("number")))
_OF_MEETING = {
    of: Prepared(select(of).where(of.c.meeting == bindparam("number")))
    for of in (meeting_titles, meeting_venues, meeting_people)
}
_REPLY = Prepared(
    select(meeting_people).where(
        meeting_people.c.meeting == bindparam("number"), meeting_people.c.membership == bindparam("of")
    )
)
_ITEMS = Prepared(
    select(agenda_items).where(agenda_items.c.meeting == bindparam("number")).order_by(agenda_items.c.number)
)
_OF_ITEMS = {
    of: Prepared(
        select(of)
        .join(agenda_items, agenda_items.c.id == of.c.item)
        .where(agenda_items.c.meeting == bindparam("number"))
        .order_by(of.c.position)
    )
    for of in (agenda_texts, agenda_files)
}


def add(tx: Tx, committee: CommitteeId, plan: Plan, zone: ZoneInfo, proposed_by: MembershipId) -> MeetingId:
    """A draft with the committee's next number; its wall time is that of `zone`."""
    row = tx.execute(
        insert(meetings)
        .values(
            committee=committee,
            number=next_number(tx, meetings, meetings.c.committee == committee),
            standing=Standing.DRAFT,
            format=plan.format,
            main=plan.main,
            wall=written_wall(plan.wall),
            zone=zone.key,
            minutes=plan.minutes,
            spot=_written_spot(plan.spot),
            link=plan.link,
            audience=plan.audience,
            uid=f"{secrets.token_hex(16)}@nac-bot",
            sequence=0,
            revision=0,
            proposed_by=proposed_by,
        )
        .returning(meetings.c.id)
    )
    number = MeetingId(row.scalar_one())
    set_titles(tx, number, plan.titles)
    set_venues(tx, number, plan.venues)
    set_agenda(tx, number, plan.agenda)
    return number


def change(tx: Tx, number: MeetingId, **values: Any) -> None:
    """Sets columns; `wall` and `spot` as the model has them. What people see of it has another revision then."""
    if "wall" in values:
        values["wall"] = written_wall(values["wall"])
    if "spot" in values:
        values["spot"] = _written_spot(values["spot"])
    revised = update(meetings).where(meetings.c.id == number)
    tx.execute(revised.values(revision=meetings.c.revision + 1, **values))


def plan_reminder(tx: Tx, number: MeetingId, at: datetime | None) -> None:
    """When its reminders have to be looked at next (UTC)."""
    tx.execute(update(meetings).where(meetings.c.id == number).values(remind_at=at))


def set_titles(tx: Tx, number: MeetingId, titles: Mapping[str, str]) -> None:
    """Its titles, in the place of those that it has."""
    tx.execute(delete(meeting_titles).where(meeting_titles.c.meeting == number))
    rows = [{"meeting": number, "language": tag, "title": title} for tag, title in titles.items()]
    tx.execute(insert(meeting_titles), rows)


def set_venues(tx: Tx, number: MeetingId, venues: Mapping[str, str]) -> None:
    """Where people meet, by language, in the place of what was said."""
    tx.execute(delete(meeting_venues).where(meeting_venues.c.meeting == number))
    rows = [{"meeting": number, "language": tag, "venue": venue} for tag, venue in venues.items()]
    if rows:
        tx.execute(insert(meeting_venues), rows)


def set_agenda(tx: Tx, number: MeetingId, lines: Sequence[AgendaLine]) -> None:
    """The lines, in the place of those that it has.

    One with the same topic keeps its id and files wherever it stands now. One that was only reworded is known by its
    number, and by its label where it was carried over.
    """
    present = list(_items(tx, number))
    kept = _continued(present, lines)
    for gone in present:
        if gone not in kept:
            for of in (agenda_texts, agenda_files):
                tx.execute(delete(of).where(of.c.item == gone.id))
            tx.execute(delete(agenda_items).where(agenda_items.c.id == gone.id))
    # Two of a meeting never bear the same number, not even on the way.
    tx.execute(
        update(agenda_items).where(agenda_items.c.meeting == number).values(number=-agenda_items.c.number)
    )
    for place, (line, old) in enumerate(zip(lines, kept, strict=True), 1):
        columns = {"number": place, "minutes": line.minutes}
        if old is not None:
            item = old.id
            tx.execute(update(agenda_items).where(agenda_items.c.id == item).values(columns))
            tx.execute(delete(agenda_texts).where(agenda_texts.c.item == item))
        else:
            made = insert(agenda_items).values(meeting=number, carried=_written_origin(line), **columns)
            item = AgendaItemId(tx.execute(made.returning(agenda_items.c.id)).scalar_one())
        rows = [
            {
                "item": item,
                "language": tag,
                "position": i,
                "topic": text.topic,
                "speaker": text.speaker,
                "translator": text.translator,
            }
            for i, (tag, text) in enumerate(line.texts.items())
        ]
        tx.execute(insert(agenda_texts), rows)


def _continued(present: Sequence[AgendaItem], lines: Sequence[AgendaLine]) -> list[AgendaItem | None]:
    """Which of the present lines each of the new ones goes on with."""
    left = list(present)
    kept: list[AgendaItem | None] = []
    for line in lines:
        topics = {(tag, text.topic) for tag, text in line.texts.items()}
        same = [
            i
            for i in left
            if topics & {(tag, text.topic) for tag, text in i.texts.items()} or _names(line, i)
        ]
        kept.append(same[0] if same else None)
        left = [item for item in left if item not in same[:1]]
    for item in left:  # what was carried over stays that only under its own words
        if item.carried is None and item.number <= len(lines) and kept[item.number - 1] is None:
            kept[item.number - 1] = item
    return kept


def _names(line: AgendaLine, item: AgendaItem) -> bool:
    """Whether a line begins with the label of what the item was carried over from: it was only reworded."""
    if item.carried is None or item.carried.origin not in (Origin.QUESTION, Origin.ACTION):
        return False
    return any(text.topic.startswith(f"{item.carried.label}.") for text in line.texts.values())


def set_files(tx: Tx, item: AgendaItemId, carried: Sequence[File], at: datetime) -> None:
    """The files of a line, in the place of those that it has. Their bytes are on the shelf."""
    tx.execute(delete(agenda_files).where(agenda_files.c.item == item))
    attach(tx, agenda_files, item, carried, at)


def meeting(tx: Tx, number: MeetingId) -> Meeting | None:
    """One meeting, with its agenda."""
    row = _ONE.first(tx, number=number)
    return None if row is None else _meeting(tx, row)


def committee_of(tx: Tx, number: MeetingId) -> CommitteeId | None:
    """The committee that a meeting belongs to."""
    found = tx.execute(select(meetings.c.committee).where(meetings.c.id == number)).scalar()
    return None if found is None else CommitteeId(found)


def meeting_of_item(tx: Tx, item: AgendaItemId) -> MeetingId | None:
    """The meeting on whose agenda a line stands."""
    found = tx.execute(select(agenda_items.c.meeting).where(agenda_items.c.id == item)).scalar()
    return None if found is None else MeetingId(found)


def carried_to(tx: Tx, committee: CommitteeId, origin: Origin, thing: int) -> tuple[str, ...]:
    """The agendas of called meetings to which something was carried over, the first one first: `M2 (3)`."""
    rows = tx.execute(
        select(meetings.c.number, agenda_items.c.number.label("line"), agenda_items.c.carried)
        .join(agenda_items, agenda_items.c.meeting == meetings.c.id)
        .where(
            meetings.c.committee == committee,
            meetings.c.called_at.is_not(None),
            meetings.c.standing != Standing.CANCELLED,
            agenda_items.c.carried.is_not(None),
        )
        .order_by(meetings.c.id, agenda_items.c.number)
    )
    found = ((row, _read_origin(row.carried)) for row in rows)
    return tuple(f"M{row.number} ({row.line})" for row, c in found if (c.origin, c.thing) == (origin, thing))


def open_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Meetings that lie ahead or go on, and polls; the earliest first, polls last."""
    return _all(tx, meetings.c.committee == committee, meetings.c.standing.in_(_OPEN))


def drafts_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Those that are not called yet."""
    return _all(tx, meetings.c.committee == committee, meetings.c.standing == Standing.DRAFT)


def page(
    tx: Tx, committee: CommitteeId, *, drafts: bool, limit: int, offset: int
) -> tuple[list[Meeting], bool]:
    """The committee's meetings, newest first, and whether there are more. `drafts`: with those not called yet."""
    asked = select(meetings).where(meetings.c.committee == committee)
    if not drafts:
        asked = asked.where(meetings.c.called_at.is_not(None))
    order = func.coalesce(meetings.c.wall, "9999")
    rows = tx.execute(
        asked.order_by(order.desc(), meetings.c.id.desc()).limit(limit + 1).offset(offset)
    ).all()
    return [_meeting(tx, row) for row in rows[:limit]], len(rows) > limit


def held_or_called(tx: Tx, committee: CommitteeId, limit: int) -> list[Meeting]:
    """The newest that were called: what a further one can be made after."""
    rows = tx.execute(
        select(meetings)
        .where(meetings.c.committee == committee, meetings.c.called_at.is_not(None))
        .order_by(meetings.c.id.desc())
        .limit(limit)
    ).all()
    return [_meeting(tx, row) for row in rows]


def ended_in(tx: Tx, committee: CommitteeId) -> list[Meeting]:
    """Meetings that were held, the earliest first."""
    return _all(tx, meetings.c.committee == committee, meetings.c.ended_at.is_not(None))


def to_remind(tx: Tx, now: datetime) -> list[Meeting]:
    """Meetings with reminders to look at."""
    return [_meeting(tx, row) for row in _TO_REMIND.all(tx, now=now)]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


def replies(tx: Tx, number: MeetingId) -> dict[MembershipId, Reply]:
    """What was answered, and who is invited or not by exception."""
    rows = _OF_MEETING[meeting_people].all(tx, number=number)
    return {MembershipId(row.membership): _reply(row) for row in rows}


def reply(tx: Tx, number: MeetingId, of: MembershipId) -> Reply:
    """What one of them has answered."""
    row = _REPLY.first(tx, number=number, of=of)
    return Reply() if row is None else _reply(row)


def keep_reply(tx: Tx, number: MeetingId, of: MembershipId, **values: Any) -> None:
    """Sets `invited`, or `answer`, `answered_at`, `earlier` of somebody."""
    own = {"meeting": number, "membership": of}
    add_new(tx, meeting_people, [own], unique=["meeting", "membership"])
    mine = meeting_people.c.meeting == number, meeting_people.c.membership == of
    tx.execute(update(meeting_people).where(*mine).values(**values))


def void_answers(tx: Tx, number: MeetingId, answers: Iterable[Answer]) -> None:
    """These are asked for anew; what was said stays known as the earlier answer."""
    said = meeting_people.c.meeting == number, meeting_people.c.answer.in_(list(answers))
    tx.execute(
        update(meeting_people)
        .where(*said)
        .values(earlier=meeting_people.c.answer, answer=None, answered_at=None)
    )


def forget_answers(tx: Tx, of: MembershipId) -> None:
    """Somebody has answered no meeting and no date poll."""
    theirs = meeting_people.c.membership == of
    tx.execute(update(meeting_people).where(theirs).values(answer=None, answered_at=None, earlier=None))
    tx.execute(delete(slot_answers).where(slot_answers.c.membership == of))


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


def written_wall(wall: datetime | None) -> str | None:
    """A wall time as it is kept; a text, so that no database takes it for an instant."""
    return None if wall is None else wall.strftime(_WALL)


def read_wall(text: str) -> datetime:
    """The wall time out of a text that `written_wall` made."""
    return datetime.strptime(text, _WALL)  # noqa: DTZ007 (the zone stands beside it)


def _all(tx: Tx, *where: ColumnElement[bool]) -> list[Meeting]:
    order = func.coalesce(meetings.c.wall, "9999")
    rows = tx.execute(select(meetings).where(*where).order_by(order, meetings.c.id)).all()
    return [_meeting(tx, row) for row in rows]


def _items(tx: Tx, number: MeetingId) -> Iterable[AgendaItem]:
    items = _ITEMS.all(tx, number=number)
    texts: dict[int, dict[str, AgendaText]] = {item.id: {} for item in items}
    carried: dict[int, list[File]] = {item.id: [] for item in items}
    for row in _OF_ITEMS[agenda_texts].all(tx, number=number):
        texts[row.item][row.language] = AgendaText(row.topic, row.speaker, row.translator)
    for row in _OF_ITEMS[agenda_files].all(tx, number=number):
        carried[row.item].append(file_of(row))
    for item in items:
        yield AgendaItem(
            AgendaItemId(item.id),
            item.number,
            item.minutes,
            texts[item.id],
            tuple(carried[item.id]),
            None if item.carried is None else _read_origin(item.carried),
        )


def _written_origin(line: AgendaLine) -> list[Any] | None:
    found = line.carried
    return None if found is None else [found.origin, found.thing, list(found.path)]


def _read_origin(written: Sequence[Any]) -> Carried:
    origin, thing, path = written
    return Carried(Origin(origin), thing, tuple(path))


def _meeting(tx: Tx, row: Row[Any]) -> Meeting:
    titles, venues = (_OF_MEETING[of].all(tx, number=row.id) for of in (meeting_titles, meeting_venues))
    return Meeting(
        id=MeetingId(row.id),
        committee=CommitteeId(row.committee),
        number=row.number,
        standing=Standing(row.standing),
        format=Format(row.format),
        main=row.main,
        titles={title.language: title.title for title in titles},
        wall=None if row.wall is None else read_wall(row.wall),
        zone=ZoneInfo(row.zone),
        minutes=row.minutes,
        venues={venue.language: venue.venue for venue in venues},
        spot=_read_spot(row.spot),
        link=row.link,
        audience=Audience(row.audience),
        uid=row.uid,
        sequence=row.sequence,
        revision=row.revision,
        agenda=tuple(_items(tx, MeetingId(row.id))),
        note=row.note,
        note_language=row.note_language,
        proposed_by=MembershipId(row.proposed_by),
        poll_until=row.poll_until,
        called_at=row.called_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _reply(row: Row[Any]) -> Reply:
    return Reply(
        None if row.answer is None else Answer(row.answer),
        row.answered_at,
        None if row.earlier is None else Answer(row.earlier),
        row.invited,
    )


def _slot(row: Row[Any]) -> Slot:
    return Slot(SlotId(row.id), MeetingId(row.meeting), row.place, read_wall(row.wall))


def _written_spot(spot: Spot | None) -> str | None:
    return None if spot is None else f"{spot.latitude:.6f},{spot.longitude:.6f}"


def _read_spot(text: str | None) -> Spot | None:
    return None if text is None else Spot(*map(float, text.split(",")))
