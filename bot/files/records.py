"""Which files are known, and by which ids Telegram has them."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ColumnElement, Text, delete, insert, select

from bot.ids import Digest
from bot.store import Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import add_new, metadata, table

# One row for each file that a room refers to. The bytes themselves are on the shelf.
files = table(
    "files",
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)
# A file id is good for one bot only (another token, another bot) and keeps the name under which the file was sent.
telegram_files = table(
    "telegram_files",
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
)

_file_id = select(telegram_files.c.file_id)


def keep(tx: Tx, digest: Digest, size: int, at: datetime) -> None:
    """Notes a file whose bytes are on the shelf; once for equal bytes."""
    add_new(tx, files, [{"digest": digest, "size": size, "kept_at": at}], unique=["digest"])


def known(tx: Tx) -> set[Digest]:
    """The digests of all files that are kept."""
    return {Digest(row.digest) for row in tx.execute(select(files.c.digest))}


def forget_unused(tx: Tx) -> int:
    """Forgets the files to which no row of any room refers (by a foreign key); returns how many those were."""
    rooms = [
        select(column)
        for owner in metadata.tables.values()
        for column in owner.columns
        if column.references(files.c.digest)
    ]
    unused = select(files.c.digest).where(*(files.c.digest.not_in(used) for used in rooms))
    found = tx.execute(unused).scalars().all()
    tx.execute(delete(telegram_files).where(telegram_files.c.digest.in_(found)))
    tx.execute(delete(files).where(files.c.digest.in_(found)))
    return len(found)


def file_id(tx: Tx, bot: int, digest: Digest, name: str) -> str | None:
    """By which id Telegram has these bytes under this name, for the bot with that number."""
    return tx.execute(_file_id.where(*_of(bot, digest, name))).scalar()


def keep_file_id(tx: Tx, bot: int, digest: Digest, name: str, file_id: str) -> None:
    """Telegram has it by this id from now on."""
    tx.execute(delete(telegram_files).where(*_of(bot, digest, name)))
    tx.execute(insert(telegram_files).values(bot=bot, digest=digest, name=name, file_id=file_id))


def forget_file_id(tx: Tx, bot: int, digest: Digest, name: str, file_id: str) -> None:
    """Telegram no longer has it by that id; one that was given since stays."""
    tx.execute(delete(telegram_files).where(*_of(bot, digest, name), telegram_files.c.file_id == file_id))


def _of(bot: int, digest: Digest, name: str) -> tuple[ColumnElement[bool], ...]:
    return telegram_files.c.bot == bot, telegram_files.c.digest == digest, telegram_files.c.name == name
