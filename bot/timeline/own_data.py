"""What this room keeps of one person: their milestones, changes, versions, digests. Queries and words."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Column, Select, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.i18n import Translator
from bot.own_data import Section, kept, section
from bot.store import Tx
from bot.timeline import words
from bot.timeline.modality_records import modalities_table as modalities
from bot.timeline.model import Days
from bot.timeline.records.tables import digests, milestone_titles, milestones, plan_changes


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Milestones, changes of plans, versions of the working modalities, digests."""
    return [
        _owned(tx, t, person),
        _changes(tx, t, person),
        _modalities(tx, t, person),
        _digests(tx, t, person),
    ]


def _owned(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        _of(select(milestones, milestone_titles.c.title), milestones, milestones.c.owner, who)
        .join(milestone_titles, milestone_titles.c.milestone == milestones.c.id)
        .where(milestones.c.removed.is_(False), milestone_titles.c.position == 0)
        .order_by(milestones.c.id)
    )
    lines = [
        Markup("{} · T{} · {} · {}").format(
            row.code, row.number, words.days(t, Days(row.starts, row.ends)), row.title
        )
        for row in rows
    ]
    return section(t("Milestones that I own"), lines, "milestones.owner")


def _changes(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        _of(select(plan_changes), plan_changes, plan_changes.c.changed_by, who).order_by(plan_changes.c.id)
    )
    lines = [
        Markup(" · ").join(
            [
                Markup.escape(row.code),
                t.moment(row.changed_at),
                *([t.language_name(row.reason_language)] if row.reason_language else []),
            ]
        )
        + Markup("\n{}").format(row.reason)
        for row in rows
    ]
    return section(t("Changes of the timeline that I made"), lines, "plan_changes.changed_by")


def _modalities(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(_of(select(modalities), modalities, modalities.c.author, who).order_by(modalities.c.id))
    lines = [
        Markup(" · ").join(
            [Markup.escape(row.code), t("version {v}", v=row.number), t.moment(row.written_at)]
        )
        + (
            Markup("\n") + t("Change: {note}", note=kept(t, row.note, row.note_language))
            if row.note
            else Markup()
        )
        for row in rows
    ]
    return section(t("Versions of the working modalities that I wrote"), lines, "modalities.author")


def _digests(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(_of(select(digests), digests, digests.c.membership, who))
    lines = [Markup("{} · {}").format(row.code, t.moment(row.next_at)) for row in rows]
    return section(t("Weekly digests that I want"), lines, "digests.membership")


def _of(asked: Select[Any], table: Any, membership: Column[int], who: Person) -> Select[Any]:
    return (
        asked.add_columns(committees.c.code)
        .select_from(table)
        .join(memberships, memberships.c.id == membership)
        .join(committees, committees.c.id == memberships.c.committee)
        .where(memberships.c.person == who.id)
    )
