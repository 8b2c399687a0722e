"""The lines of an agenda, their texts and files."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.files import File
from bot.files.attached import attach, file_of
from bot.ids import AgendaItemId, CommitteeId, MeetingId
from bot.meetings.model import AgendaItem, AgendaLine, AgendaText, Carried, Origin, Standing
from bot.meetings.records.tables import agenda_files, agenda_items, agenda_texts, meetings
from bot.store import Prepared, Tx


def set_agenda(tx: Tx, number: MeetingId, lines: Sequence[AgendaLine]) -> None:
    """The lines, in the place of those that it has.

    One with the same topic keeps its id and files wherever it stands now. One that was only reworded is known by its
    number, and by its label where it was carried over.
    """
    present = list(items_of(tx, number))
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


def items_of(tx: Tx, number: MeetingId) -> Iterable[AgendaItem]:
    """The lines of a meeting's agenda, in order."""
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
