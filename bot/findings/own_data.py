"""What this room keeps of one person: the versions, comments and answers that they wrote. Its queries and words."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Row, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.findings import words
from bot.findings.model import CommentKind, Disposition, Standing
from bot.findings.records import files_of
from bot.findings.records.tables import comments, findings, version_texts, versions
from bot.i18n import Translator
from bot.ids import VersionId
from bot.own_data import Section, kept, named, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Versions, comments, answers to comments."""
    return [_versions(tx, t, person), _comments(tx, t, person), _answers(tx, t, person)]


def _versions(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(versions, findings.c.number.label("finding_number"), committees.c.code, version_texts)
        .join(findings, findings.c.id == versions.c.finding)
        .join(committees, committees.c.id == findings.c.committee)
        .join(version_texts, version_texts.c.version == versions.c.id)
        .join(memberships, memberships.c.id == versions.c.author)
        .where(memberships.c.person == who.id)
        .order_by(versions.c.id, version_texts.c.position)
    )
    lines = [
        Markup(" · ").join(
            [
                _label(row),
                t("version {v}", v=row.number),
                words.standing(t, Standing(row.standing)),
                t.moment(row.created_at),
                t.language_name(row.language),
            ]
        )
        + Markup("\n{}\n{}").format(row.title, row.body)
        + (Markup() if row.position else _beside(tx, t, row))
        for row in rows.all()
    ]
    return section(t("Versions that I wrote"), lines, "versions.author")


def _beside(tx: Tx, t: Translator, row: Row[Any]) -> Markup:
    """What a version has but once: the note of its change, and files."""
    note = kept(t, row.change_note, row.note_language)
    said = Markup("\n") + t("Change: {note}", note=note) if row.change_note else Markup()
    return said + named(files_of(tx, VersionId(row.version)))


def _comments(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(_said().where(memberships.c.person == who.id).order_by(comments.c.id))
    lines = [
        Markup(" · ").join(
            [
                _label(row),
                t("Comment No. {n}", n=row.number),
                t(words.COMMENT_KINDS[CommentKind(row.kind)]),
                t.moment(row.created_at),
                t.language_name(row.language),
            ]
        )
        + Markup("\n{}").format(row.text)
        for row in rows
    ]
    return section(t("Comments that I wrote"), lines, "comments.author")


def _answers(tx: Tx, t: Translator, who: Person) -> Section:
    given = select(memberships.c.id).where(memberships.c.person == who.id)
    rows = tx.execute(_said().where(comments.c.answered_by.in_(given)).order_by(comments.c.answered_at))
    lines = [
        Markup(" · ").join(
            [
                _label(row),
                t("Comment No. {n}", n=row.number),
                t(words.DISPOSITIONS[Disposition(row.disposition)]),
                t.moment(row.answered_at),
                *([t.language_name(row.reason_language)] if row.reason_language else []),
            ]
        )
        + Markup("\n{}").format(row.reason or "")
        for row in rows
    ]
    return section(t("Answers to comments that I gave"), lines, "comments.answered_by")


def _said() -> Any:
    return (
        select(comments, findings.c.number.label("finding_number"), committees.c.code)
        .join(findings, findings.c.id == comments.c.finding)
        .join(committees, committees.c.id == findings.c.committee)
        .join(memberships, memberships.c.id == comments.c.author)
    )


def _label(row: Row[Any]) -> Markup:
    return Markup("{} · F{}").format(row.code, row.finding_number)
