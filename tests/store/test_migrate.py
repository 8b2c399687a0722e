"""A database comes to this program's schema whole or not at all, after a copy; a newer one is left alone."""

# ruff: noqa: ASYNC240 (small local files, and nobody waits meanwhile)

import asyncio
import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from bot.errors import Refusal, Unavailable
from bot.store import Store, metadata
from bot.store import migrate as schema
from migrations import NEWEST
from tests.store.conftest import needs_postgres

AT = datetime(2022, 12, 8, 14, 0, tzinfo=UTC)
LATER = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{before}"
def upgrade():
    op.create_table("rooms", sa.Column("id", sa.Integer, primary_key=True), sqlite_strict=True)
    op.execute("INSERT INTO rooms VALUES (1)")
    op.execute("{last}")
"""


def at(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nac-bot.sqlite3"


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one revision further on; the path of its last migration, to be written."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema.__file__).parents[2] / "migrations", folder)
    monkeypatch.setattr(schema, "files", lambda _package: folder)
    monkeypatch.setattr(schema, "NEWEST", "9999")
    return folder / "versions" / "9999_rooms.py"


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return found


def revision(path: Path) -> str:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(found)


async def test_a_new_database_gets_every_table_and_a_second_start_changes_nothing(path: Path) -> None:
    assert await schema.migrate(at(path), AT)
    assert set(metadata.tables) <= tables(path)
    assert revision(path) == schema.newest()
    before = path.read_bytes()
    assert not await schema.migrate(at(path), AT)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name], "an empty database needs no copy"


async def test_a_file_is_copied_before_it_is_changed(path: Path, migrated: Path, next_revision: Path) -> None:
    shutil.copy(migrated, path)
    next_revision.write_text(LATER.format(before=NEWEST, last="SELECT 1"))
    assert await schema.migrate(at(path), AT)
    assert "rooms" in tables(path)
    (copy,) = path.parent.glob("nac-bot.sqlite3.before-*")
    assert copy.name == f"nac-bot.sqlite3.before-{NEWEST}-20221208T140000"
    assert revision(copy) == NEWEST
    assert "rooms" not in tables(copy)
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_a_migration_that_fails_leaves_nothing_half(
    path: Path, migrated: Path, next_revision: Path
) -> None:
    shutil.copy(migrated, path)
    next_revision.write_text(LATER.format(before=NEWEST, last="SELECT nonsense"))
    with pytest.raises(OperationalError):
        await schema.migrate(at(path), AT)
    assert revision(path) == NEWEST
    assert "rooms" not in tables(path)


async def test_a_database_newer_than_the_program_is_left_untouched(path: Path, migrated: Path) -> None:
    shutil.copy(migrated, path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        await schema.migrate(at(path), AT)
    assert (refused.value.code, refused.value.facts) == ("database-newer", {"revision": "9999"})
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("url", [pytest.param("postgres", marks=[needs_postgres, pytest.mark.slow]), "path"])
async def test_two_who_migrate_at_once_do_not_get_in_each_others_way(
    url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = request.getfixturevalue(url)
    target = at(found) if isinstance(found, Path) else str(found)
    both, look = threading.Barrier(2), schema._revision

    def looks(url: str) -> str | None:
        revision = look(url)
        both.wait(10)
        return revision

    monkeypatch.setattr(schema, "_revision", looks)
    done = await asyncio.gather(schema.migrate(target, AT), schema.migrate(target, AT))
    assert sorted(done) == [False, True], "the one who waited finds nothing left to do, and says so"
    store = Store(target)
    await store.open()
    assert await store.read(schema.present) == schema.newest()
    await store.close()


@needs_postgres
@pytest.mark.slow
async def test_a_failed_migration_leaves_nothing_half_on_postgresql(
    postgres: str, next_revision: Path
) -> None:
    next_revision.write_text(LATER.format(before=NEWEST, last="SELECT nonsense"))
    with pytest.raises(Exception, match="nonsense"):
        await schema.migrate(postgres, AT)
    store = Store(postgres)
    await store.open()
    assert await store.read(schema.present) is None
    assert await store.read(lambda tx: inspect(tx).get_table_names()) == []
    assert await store.read(lambda tx: tx.execute(text("SELECT 1")).scalar()) == 1
    await store.close()


async def test_a_file_that_cannot_be_opened_is_refused_and_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(Unavailable) as refused:
        await schema.migrate(at(tmp_path / "nowhere" / "nac-bot.sqlite3"), AT)
    assert refused.value.facts == {"reason": "unable to open database file"}
    assert set(threading.enumerate()) <= before
