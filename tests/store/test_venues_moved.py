"""Where people meet was one text for everybody; it stands as that of the language in which the meeting was written."""

import sqlite3
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine


def test_a_venue_is_kept_in_the_language_of_its_meeting(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE meetings (id INTEGER PRIMARY KEY, main TEXT, venue TEXT)")
        rows = [(1, "ru", "Министерство, зал 3"), (2, "ky", None)]
        old.executemany("INSERT INTO meetings VALUES (?, ?, ?)", rows)
    old.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as tx, Operations.context(MigrationContext.configure(tx)):
        import_module("migrations.versions.0020_venues_by_language").upgrade()
    engine.dispose()
    new = sqlite3.connect(path)
    kept = new.execute("SELECT * FROM meeting_venues").fetchall()
    columns = [row[1] for row in new.execute("PRAGMA table_info(meetings)")]
    new.close()
    assert kept == [(1, "ru", "Министерство, зал 3")]
    assert columns == ["id", "main"]
