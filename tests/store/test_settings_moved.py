"""What a committee had decided before every setting had a name of its own stands as it stood."""

import json
import sqlite3
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

from bot.committee.settings import QUIET_HOURS, WORKING_HOURS

BEFORE = {
    "hours": {"opens": "08:00:00", "closes": "17:00:00", "quiet_from": "21:00:00"},
    "ballot_rules": {"quorum": "2/3", "every_constituency": False},
    "comment_days": 7,
}


def test_hours_and_rules_are_found_under_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE committees (id INTEGER, settings TEXT)")
        rows = [(1, json.dumps(BEFORE)), (2, "{}")]
        old.executemany("INSERT INTO committees VALUES (?, ?)", rows)
    old.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as tx, Operations.context(MigrationContext.configure(tx)):
        import_module("migrations.versions.0017_every_setting_has_its_own_name").upgrade()
    engine.dispose()
    new = sqlite3.connect(path)
    first, second = (json.loads(row[0]) for row in new.execute("SELECT settings FROM committees ORDER BY id"))
    new.close()
    assert first == {
        "comment_days": 7,
        WORKING_HOURS.name: ["08:00", "17:00"],
        QUIET_HOURS.name: ["21:00", "08:30"],
        "quorum": "2/3",
        "every_constituency": False,
    }
    assert second == {}
