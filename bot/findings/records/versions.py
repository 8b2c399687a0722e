"""Versions with their texts and files."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select, update

from bot.files import File
from bot.files.attached import file_of
from bot.findings.model import Finding, Standing, Version
from bot.findings.model import Text as Wording
from bot.findings.records.findings import read_finding
from bot.findings.records.tables import version_files, version_texts, versions
from bot.ids import FindingId, MembershipId, VersionId
from bot.store import Prepared, Remembered, Tx

_WORDING = ("language", "title", "body", "unofficial", "translator")


def change_version(tx: Tx, number: VersionId, **values: Any) -> None:
    """Sets columns of a version; its texts never change."""
    tx.execute(update(versions).where(versions.c.id == number).values(**values))


def version(tx: Tx, number: VersionId) -> Version | None:
    """One version, with its texts."""
    found, files = _VERSION.of(tx, number=number), files_of(tx, number)
    return replace(found, files=files) if found is not None and files else found


def files_of(tx: Tx, number: VersionId) -> tuple[File, ...]:
    """The files of a version, in order."""
    return _FILES.of(tx, number=number)


def versions_of(tx: Tx, finding: FindingId) -> list[Version]:
    """All versions of a finding, the first one first."""
    return _made(*(part.all(tx, number=finding) for part in _VERSIONS_OF))


def newest(tx: Tx, finding: FindingId) -> Version:
    """The version that was written last, shared or not."""
    found = version(tx, VersionId(_NEWEST.scalar(tx, number=finding)))
    assert found is not None
    return found


def with_their_versions(tx: Tx, asked: Select[Any]) -> list[tuple[Finding, Version]]:
    """Findings, each with the one version that is `asked` for with it."""
    rows = tx.execute(asked).all()
    by_id = {v.id: v for v in _versions(tx, versions.c.id.in_([row.version for row in rows]))}
    return [(read_finding(row), by_id[row.version]) for row in rows]


def _versions(tx: Tx, where: ColumnElement[bool]) -> list[Version]:
    """Those of which that holds, in order."""
    return _made(*(tx.execute(part).all() for part in _parts(where)))


def _parts(where: ColumnElement[bool]) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """What `_made` makes versions of: their own rows, their texts, their files."""
    texts = version_texts.join(versions, versions.c.id == version_texts.c.version)
    carried = version_files.join(versions, versions.c.id == version_files.c.version)
    return (
        select(versions).where(where).order_by(versions.c.finding, versions.c.number),
        select(version_texts).select_from(texts).where(where).order_by(version_texts.c.position),
        select(version_files).select_from(carried).where(where).order_by(version_files.c.position),
    )


def _made(rows: Iterable[Row[Any]], texts: Iterable[Row[Any]], files: Iterable[Row[Any]]) -> list[Version]:
    worded: dict[int, list[Wording]] = {}
    for row in texts:
        worded.setdefault(row.version, []).append(_wording(row))
    carried: dict[int, list[File]] = {}
    for row in files:
        carried.setdefault(row.version, []).append(file_of(row))
    return [_version(row, worded[row.id], carried.get(row.id, ())) for row in rows]


def _wording(row: Row[Any]) -> Wording:
    return Wording(row.language, row.title, row.body, row.unofficial, row.translator)


def _version(row: Row[Any], texts: Iterable[Wording], files: Iterable[File]) -> Version:
    return Version(
        id=VersionId(row.id),
        finding=FindingId(row.finding),
        number=row.number,
        author=MembershipId(row.author),
        created_at=row.created_at,
        change_note=row.change_note,
        texts=tuple(texts),
        authoritative=row.authoritative,
        hash=row.hash,
        standing=Standing(row.standing),
        comments_until=row.comments_until,
        shared_at=row.shared_at,
        carries=None if row.carries is None else VersionId(row.carries),
        files=tuple(files),
        opened=bool(row.opened),
        note_language=row.note_language,
    )


def _version_with_texts(rows: Sequence[Row[Any]]) -> Version | None:
    texts = [_wording(row) for row in rows if row.language is not None]
    return _version(rows[0], texts, ()) if rows else None


_VERSION = Remembered(
    select(versions, *(version_texts.c[name] for name in _WORDING))
    .outerjoin(version_texts, version_texts.c.version == versions.c.id)
    .where(versions.c.id == bindparam("number"))
    .order_by(version_texts.c.position),
    _version_with_texts,
    kept=64,  # whole texts
)
_FILES = Remembered(
    select(version_files)
    .where(version_files.c.version == bindparam("number"))
    .order_by(version_files.c.position),
    lambda rows: tuple(file_of(row) for row in rows),
)
_VERSIONS_OF = [Prepared(part) for part in _parts(versions.c.finding == bindparam("number"))]
_NEWEST = Prepared(select(func.max(versions.c.id)).where(versions.c.finding == bindparam("number")))
