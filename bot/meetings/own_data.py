"""What this room keeps of one person: answers, dates that suit them, meetings that they prepared or changed."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Row, Select, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.i18n import Translator
from bot.meetings import words
from bot.meetings.model import Answer, Availability, Change
from bot.meetings.records import read_wall
from bot.meetings.records.tables import meeting_changes, meeting_people, meeting_slots, meetings, slot_answers
from bot.own_data import Section, kept, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Answers, answers to date polls, what was done with meetings."""
    return [
        section(t("Meetings that I answered"), _answers(tx, t, person), "meeting_people.membership"),
        section(t("Dates that I answered"), _slots(tx, t, person), "slot_answers.membership"),
        section(
            t("Meetings that I prepared or changed"),
            [*_prepared(tx, person), *_changes(tx, t, person)],
            "meetings.proposed_by",
            "meeting_changes.changed_by",
        ),
    ]


def _answers(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    rows = _of(tx, who, select(meeting_people), meeting_people, meeting_people.c.meeting == meetings.c.id)
    lines = []
    for row in rows:
        parts = [_label(row)]
        if row.invited is not None:
            parts.append(t("invited by exception") if row.invited else t("not invited by exception"))
        parts += [t(words.ANSWERS[Answer(said)]) for said in (row.answer, row.earlier) if said]
        if row.answered_at is not None:
            parts.append(t.moment(row.answered_at))
        lines.append(Markup(" · ").join(parts))
    return lines


def _slots(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    asked = select(slot_answers, meeting_slots.c.wall.label("slot_wall")).join(
        meeting_slots, meeting_slots.c.id == slot_answers.c.slot
    )
    rows = _of(tx, who, asked, slot_answers, meeting_slots.c.meeting == meetings.c.id)
    return [
        Markup(" · ").join(
            [
                _label(row),
                t.day(read_wall(row.slot_wall).date()),
                Markup.escape(f"{read_wall(row.slot_wall):%H:%M}"),
                t(words.AVAILABILITIES[Availability(row.answer)]),
                t.moment(row.answered_at),
            ]
        )
        for row in rows
    ]


def _prepared(tx: Tx, who: Person) -> list[Markup]:
    rows = tx.execute(
        select(meetings.c.number, committees.c.code)
        .join(committees, committees.c.id == meetings.c.committee)
        .join(memberships, memberships.c.id == meetings.c.proposed_by)
        .where(memberships.c.person == who.id)
        .order_by(meetings.c.id)
    )
    return [Markup("{} · M{}").format(row.code, row.number) for row in rows]


def _changes(tx: Tx, t: Translator, who: Person) -> list[Markup]:
    rows = tx.execute(
        select(meeting_changes, meetings.c.number, committees.c.code)
        .join(meetings, meetings.c.id == meeting_changes.c.meeting)
        .join(committees, committees.c.id == meetings.c.committee)
        .join(memberships, memberships.c.id == meeting_changes.c.changed_by)
        .where(memberships.c.person == who.id)
        .order_by(meeting_changes.c.id)
    )
    return [
        Markup(" · ").join(
            [
                Markup("{} · M{}").format(row.code, row.number),
                t(words.CHANGES[Change(row.kind)]),
                t.moment(row.at),
                *([kept(t, row.note, row.note_language)] if row.note else []),
            ]
        )
        for row in rows
    ]


def _of(tx: Tx, who: Person, asked: Select[Any], own: Any, on: Any) -> list[Row[Any]]:
    asked = asked.add_columns(meetings.c.number, committees.c.code).join(meetings, on)
    asked = asked.join(committees, committees.c.id == meetings.c.committee)
    asked = asked.join(memberships, memberships.c.id == own.c.membership)
    return list(tx.execute(asked.where(memberships.c.person == who.id).order_by(meetings.c.id)))


def _label(row: Any) -> Markup:
    return Markup("{} · M{}").format(row.code, row.number)
