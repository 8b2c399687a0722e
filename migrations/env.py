"""Alembic's entry: the bot hands its own connection in; developers in the tree get one on the default database."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine

from bot.store.columns import Day, Json, UtcDateTime
from bot.store.tables import metadata


def render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Our own column types, as a migration should spell them."""
    if kind == "type" and isinstance(item, UtcDateTime | Json | Day):
        autogen_context.imports.add("from bot.store.columns import Day, Json, UtcDateTime")
        return f"{type(item).__name__}()"
    return False


def run(connection: Connection) -> None:
    """Runs the migrations on `connection`, in the transaction that is under way there."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


handed: Connection | None = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    import bot.app  # noqa: F401  # it knows every room, so their tables are all declared

    with create_engine("sqlite:///data/nac-bot.sqlite3", poolclass=sa.NullPool).connect() as connection:
        run(connection)
