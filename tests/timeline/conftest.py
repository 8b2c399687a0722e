"""A committee and its people, as the tests of findings have them."""

from tests.findings.conftest import house, neighbour, on_postgres, on_sqlite, tx

__all__ = ["house", "neighbour", "on_postgres", "on_sqlite", "tx"]
