"""What the migrations make is what the tables declare, on every backend; and each of them meets rows on its way."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Inspector,
    Integer,
    MetaData,
    NullPool,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    literal,
    make_url,
    select,
    text,
    union_all,
)

from bot.store import metadata
from bot.store import migrate as schema
from tests.store.conftest import needs_postgres

AT = datetime(2022, 12, 8, 14, 0, tzinfo=UTC)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """On a migrated database."""
    opened = create_engine(
        make_url(url).set(drivername=url.partition(":")[0].replace("+aiosqlite", "")), poolclass=NullPool
    )
    yield opened
    opened.dispose()


def reflected(tx: Connection) -> MetaData:
    found = MetaData()
    found.reflect(tx)
    return found


def declared() -> MetaData:
    """The tables with their partial indexes on PostgreSQL, too: there only their migrations say so."""
    copy = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        for index in table.to_metadata(copy).indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    return copy


def description(tx: Connection) -> dict[str, dict[str, Any]]:
    """All that there is to say about each table, but what a column holds where an INSERT does not name it."""
    inspector = inspect(tx)
    names = set(inspector.get_table_names()) - {"alembic_version"}
    return {name: _described(inspector, name, tx) for name in names}


def _described(inspector: Inspector, name: str, tx: Connection) -> dict[str, Any]:
    told: dict[str, Any] = {
        "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)},
        "key": inspector.get_pk_constraint(name)["constrained_columns"],
        "refers": {
            (*key["constrained_columns"], key["referred_table"], *key["referred_columns"])
            for key in inspector.get_foreign_keys(name)
        },
        "unique": {tuple(one["column_names"]) for one in inspector.get_unique_constraints(name)},
        "checks": {one["sqltext"] for one in inspector.get_check_constraints(name)},
        "indexes": {
            (one["name"], *one["column_names"], bool(one["unique"]), _where(one.get("dialect_options", {})))
            for one in inspector.get_indexes(name)
        },
    }
    if tx.dialect.name == "sqlite":
        told["strict"] = tx.execute(text(f"PRAGMA table_list({name})")).one().strict
    return told


def _where(options: dict[str, Any]) -> str | None:
    found = options.get("sqlite_where", options.get("postgresql_where"))
    return None if found is None else re.sub(r"^\((\w+) = true\)$", r"\1", str(found))


def test_the_migrated_schema_is_the_one_that_the_tables_declare(engine: Engine) -> None:
    with engine.begin() as tx:
        migrated = description(tx)
        reflected(tx).drop_all(tx)
        declared().create_all(tx)
        wanted = description(tx)
    for name in migrated.keys() | wanted.keys():
        assert migrated.get(name) == wanted.get(name), name


def fill(tx: Connection, there: MetaData, rows: dict[str, int]) -> None:
    """A row in each table that has none."""
    filled: set[Table] = set()
    for table in there.sorted_tables:
        if not rows[table.name]:
            tx.execute(insert(table).values(_row(table, filled)))
        filled.add(table)


def _row(table: Table, filled: set[Table]) -> dict[str, Any]:
    return {
        column.name: _value(column)
        for column in table.columns
        if column.server_default is None
        and column is not table.autoincrement_column
        and not (column.nullable and any(key.column.table not in filled for key in column.foreign_keys))
    }


def _value(column: Column[Any]) -> Any:
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    return AT if isinstance(column.type, DateTime) else "{}"


def _rows(tx: Connection, there: MetaData) -> dict[str, int]:
    counts = [
        select(literal(table.name), select(func.count()).select_from(table).scalar_subquery())
        for table in there.sorted_tables
    ]
    return {row[0]: row[1] for row in tx.execute(union_all(*counts))}


@pytest.mark.slow
@pytest.mark.parametrize(
    "url", ["sqlite:///{}", pytest.param("postgres", marks=needs_postgres)], ids=["sqlite", "postgres"]
)
def test_each_migration_meets_rows_in_every_table_and_leaves_them(
    url: str, request: pytest.FixtureRequest, tmp_path: Any
) -> None:
    found = request.getfixturevalue("postgres") if url == "postgres" else url.format(tmp_path / "filled")
    engine = create_engine(found, poolclass=NullPool)
    config = schema._config()
    steps = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    before: dict[str, int] = {}
    for revision in reversed(steps):
        with engine.begin() as tx:
            config.attributes["connection"] = tx
            command.upgrade(config, revision)
            there = reflected(tx)
            rows = _rows(tx, there)
            lost = [name for name, had in before.items() if rows.get(name, had) < had]
            assert lost == [], f"by migration {revision}"
            fill(tx, there, rows)
            before = {name: max(1, had) for name, had in rows.items()}
    engine.dispose()
