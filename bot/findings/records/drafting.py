"""A draft: what may still be written of a version."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from bot.files import File
from bot.files.attached import attach
from bot.findings.model import Standing, Version, version_hash
from bot.findings.model import Text as Wording
from bot.findings.records.tables import version_files, version_texts, versions
from bot.findings.records.versions import change_version, version
from bot.ids import FindingId, MembershipId, VersionId
from bot.store import Tx
from bot.store.tables import next_number


def add_version(
    tx: Tx,
    finding: FindingId,
    *,
    author: MembershipId,
    texts: Sequence[Wording],
    authoritative: str,
    change_note: str,
    note_language: str | None,
    at: datetime,
    files: Sequence[File] = (),
) -> VersionId:
    """A draft with the finding's next number. The files' bytes are on the shelf."""
    row = tx.execute(
        insert(versions)
        .values(
            finding=finding,
            number=next_number(tx, versions, versions.c.finding == finding),
            author=author,
            created_at=at,
            change_note=change_note,
            note_language=note_language,
            authoritative=authoritative,
            hash=version_hash(texts, [file.digest for file in files]),
            standing=Standing.DRAFT,
        )
        .returning(versions.c.id)
    )
    number = VersionId(row.scalar_one())
    for position, text in enumerate(texts):
        _add_text(tx, number, position, text)
    attach(tx, version_files, number, files, at)
    return number


def add_text(tx: Tx, version: Version, text: Wording) -> None:
    """A further language of a draft, whose hash changes with it."""
    _add_text(tx, version.id, len(version.texts), text)
    _hash_anew(tx, version.id)


def set_files(tx: Tx, version: Version, files: Sequence[File], at: datetime) -> None:
    """A draft's files from now on, which changes its hash."""
    tx.execute(delete(version_files).where(version_files.c.version == version.id))
    attach(tx, version_files, version.id, files, at)
    _hash_anew(tx, version.id)


def _add_text(tx: Tx, version: VersionId, position: int, text: Wording) -> None:
    tx.execute(
        insert(version_texts).values(
            version=version,
            language=text.language,
            position=position,
            title=text.title,
            body=text.body,
            unofficial=text.unofficial,
            translator=text.translator,
        )
    )


def _hash_anew(tx: Tx, number: VersionId) -> None:
    found = version(tx, number)
    assert found is not None
    change_version(tx, number, hash=version_hash(found.texts, [file.digest for file in found.files]))
