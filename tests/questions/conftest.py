"""The house of the findings' tests, where a question may be about one of them."""

from tests.findings.conftest import house, neighbour, on_postgres, on_sqlite, tx

__all__ = ["house", "neighbour", "on_postgres", "on_sqlite", "tx"]
