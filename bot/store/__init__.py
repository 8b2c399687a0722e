"""The database: one door to write, one to read, and the types that survive both backends."""

from sqlalchemy import Connection

from bot.store.prepared import Prepared, Remembered, one
from bot.store.store import Store
from bot.store.tables import metadata
from bot.store.transaction import attempted, away, erased, savepoint, wake

Tx = Connection
"""A transaction that is under way. Records take it as their first argument; nobody commits by hand."""

__all__ = [
    "Prepared",
    "Remembered",
    "Store",
    "Tx",
    "attempted",
    "away",
    "erased",
    "metadata",
    "one",
    "savepoint",
    "wake",
]
