"""What this room keeps of one person: where they were, what they said, what they are to do, what they approved."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, or_, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.i18n import Translator
from bot.meetings.records.tables import meetings
from bot.own_data import Section, kept, section
from bot.sessions import words
from bot.sessions.model import LABELS, Disposition, Kind, Mode
from bot.sessions.records.tables import attendances, entries, entry_texts, minutes
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Stays in meetings, entries of the record, minutes."""
    return [
        section(t("Meetings that I attended"), _stays(tx, t, person), "attendances.membership"),
        section(t("What I entered by hand in meetings"), _by_hand(tx, t, person), "attendances.recorded_by"),
        section(
            t("What I said in meetings, and what I am to do"),
            _entries(tx, t, person),
            "entries.author",
            "entries.owner",
        ),
        section(t("Minutes that I approved"), _approved(tx, t, person), "minutes.approved_by"),
    ]


def _stays(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    rows = _of(tx, who, select(attendances), attendances.c.meeting, attendances.c.membership)
    lines = []
    for row in rows:
        parts = [_label(row), t(words.MODES[Mode(row.mode)]), t.moment(row.came_at)]
        if row.left_at is not None:
            parts.append(t.moment(row.left_at))
        lines.append(Markup(" · ").join(parts))
    return lines


def _by_hand(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    rows = _of(tx, who, select(attendances), attendances.c.meeting, attendances.c.recorded_by)
    return [Markup(" · ").join([_label(row), t.moment(row.came_at)]) for row in rows]


def _entries(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    asked = select(entries, entry_texts.c.text).join(
        entry_texts,
        (entry_texts.c.entry == entries.c.id) & (entry_texts.c.language == entries.c.language),
    )
    lines = []
    for row in _of(tx, who, asked, entries.c.meeting, entries.c.author, entries.c.owner):
        kind = Kind(row.kind)
        parts = [
            _label(row),
            Markup("{}{}").format(LABELS[kind], row.number),
            t(words.KINDS[kind]),
            t.moment(row.at),
            kept(t, row.text, row.language),
        ]
        if row.disposition is not None:
            parts.append(t(words.DISPOSITIONS[Disposition(row.disposition)]))
        lines.append(Markup(" · ").join(parts))
    return lines


def _approved(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    rows = _of(tx, who, select(minutes), minutes.c.meeting, minutes.c.approved_by)
    return [Markup(" · ").join([_label(row), t.moment(row.approved_at)]) for row in rows]


def _of(
    tx: Tx, who: Person, asked: Select[Any], meeting: ColumnElement[Any], *columns: ColumnElement[Any]
) -> list[Row[Any]]:
    asked = asked.add_columns(meetings.c.number.label("meeting_number"), committees.c.code)
    asked = asked.join(meetings, meetings.c.id == meeting)
    asked = asked.join(committees, committees.c.id == meetings.c.committee)
    theirs = select(memberships.c.id).where(memberships.c.person == who.id)
    asked = asked.where(or_(*(column.in_(theirs) for column in columns)))
    return list(tx.execute(asked.order_by(meetings.c.id)))


def _label(row: Row[Any]) -> Markup:
    return Markup("{} · M{}").format(row.code, row.meeting_number)
