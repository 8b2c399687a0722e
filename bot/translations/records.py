"""What people translated, kept beside the original alike in every room: each has a table, and says of what it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, delete, insert, select

from bot.ids import MembershipId
from bot.store import Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import key, refers, table
from bot.translations.model import Translation

Of = Mapping[str, int | None]
"""What was translated: the number of each thing of the table's own, by column."""


def translations_table(name: str, *of: Column[Any]) -> Table:
    """A room's table. `of`: its own columns, which say what was translated."""
    return table(
        name,
        key(),
        *of,
        Column("language", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("translator", Text, nullable=False),
        refers("entered_by", "memberships.id", index=True),
        Column("entered_at", UtcDateTime, nullable=False),
    )


def keep_translation(
    tx: Tx, translations: Table, of: Of, made: Translation, entered_by: MembershipId, at: datetime
) -> None:
    """Over an earlier one into the same language."""
    tx.execute(delete(translations).where(*_of(translations, of), translations.c.language == made.language))
    tx.execute(
        insert(translations).values(
            **of,
            language=made.language,
            text=made.text,
            translator=made.translator,
            entered_by=entered_by,
            entered_at=at,
        )
    )


def kept_translations(tx: Tx, translations: Table, of: Of) -> tuple[Translation, ...]:
    """The earliest first."""
    rows = tx.execute(select(translations).where(*_of(translations, of)).order_by(translations.c.id))
    return tuple(Translation(row.language, row.text, row.translator) for row in rows)


def _of(translations: Table, of: Of) -> list[ColumnElement[bool]]:
    return [translations.c[name] == number for name, number in of.items()]  # NULL, too: that is IS NULL then
