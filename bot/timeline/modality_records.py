"""The working modalities: a document of the committee in versions, texts by language and files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Row, Text, UniqueConstraint, insert, select

from bot.dataclasses import dataclass
from bot.files import File
from bot.files.attached import attach, attached, files_table
from bot.ids import CommitteeId, MembershipId, ModalitiesId
from bot.store import Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import key, next_number, refers, table


@dataclass(frozen=True)
class Modalities:
    """One version. `texts`: by language; there may be none where there are files.

    `note_language`: in which the note of what changed is written, where that is known.
    """

    id: ModalitiesId
    committee: CommitteeId
    number: int
    author: MembershipId
    written_at: datetime
    note: str
    texts: Mapping[str, str]
    files: tuple[File, ...]
    note_language: str | None = None

    def text(self, language: str) -> tuple[str, str] | None:
        """The text and its language: the reader's, else the first there is."""
        code = language if language in self.texts else next(iter(self.texts), None)
        return None if code is None else (code, self.texts[code])


modalities_table = table(
    "modalities",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    refers("author", "memberships.id", index=True),
    Column("written_at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    # None: there is no note, or it was written before the languages of notes were kept.
    Column("note_language", Text, nullable=True),
    UniqueConstraint("committee", "number"),
)
modality_texts = table(
    "modality_texts",
    refers("modalities", "modalities.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
modality_files = files_table("modality_files", refers("modalities", "modalities.id", primary_key=True))


def add_modalities(
    tx: Tx,
    committee: CommitteeId,
    author: MembershipId,
    texts: Mapping[str, str],
    files: Sequence[File],
    note: str,
    note_language: str | None,
    at: datetime,
) -> Modalities:
    """The next version."""
    number = next_number(tx, modalities_table, modalities_table.c.committee == committee)
    made = tx.execute(
        insert(modalities_table)
        .values(
            committee=committee,
            number=number,
            author=author,
            written_at=at,
            note=note,
            note_language=note_language,
        )
        .returning(modalities_table.c.id)
    ).scalar_one()
    if texts:
        tx.execute(
            insert(modality_texts),
            [
                {"modalities": made, "language": code, "position": place, "text": text}
                for place, (code, text) in enumerate(texts.items())
            ],
        )
    attach(tx, modality_files, made, files, at)
    return Modalities(
        ModalitiesId(made), committee, number, author, at, note, dict(texts), tuple(files), note_language
    )


def modalities(tx: Tx, committee: CommitteeId, version: ModalitiesId | None = None) -> Modalities | None:
    """The newest version of a committee, or the one that is named."""
    asked = select(modalities_table).where(modalities_table.c.committee == committee)
    if version is not None:
        asked = asked.where(modalities_table.c.id == version)
    row = tx.execute(asked.order_by(modalities_table.c.number.desc()).limit(1)).first()
    return None if row is None else _modalities(tx, row)


def versions(tx: Tx, committee: CommitteeId) -> list[Modalities]:
    """All versions, newest first."""
    rows = tx.execute(
        select(modalities_table)
        .where(modalities_table.c.committee == committee)
        .order_by(modalities_table.c.number.desc())
    ).all()
    return [_modalities(tx, row) for row in rows]


def committee_of(tx: Tx, version: ModalitiesId) -> CommitteeId | None:
    """Whose version it is."""
    found = tx.execute(select(modalities_table.c.committee).where(modalities_table.c.id == version)).scalar()
    return None if found is None else CommitteeId(found)


def _modalities(tx: Tx, row: Row[Any]) -> Modalities:
    texts = tx.execute(
        select(modality_texts)
        .where(modality_texts.c.modalities == row.id)
        .order_by(modality_texts.c.position)
    )
    return Modalities(
        ModalitiesId(row.id),
        CommitteeId(row.committee),
        row.number,
        MembershipId(row.author),
        row.written_at,
        row.note,
        {text.language: text.text for text in texts},
        attached(tx, modality_files, row.id),
        row.note_language,
    )
