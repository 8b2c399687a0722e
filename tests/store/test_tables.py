"""What all tables have in common."""

import pytest
from sqlalchemy import Column, Text

from bot import app  # noqa: F401  # every room declares its tables
from bot.store.columns import UtcDateTime
from bot.store.tables import metadata, table


def test_columns_that_say_the_same_share_one_type() -> None:
    kinds = [column.type for each in metadata.sorted_tables for column in each.columns]
    assert len(kinds) > 300
    assert len({id(kind) for kind in kinds}) == len({type(kind) for kind in kinds})


def test_a_column_keeps_what_it_says_of_its_type(request: pytest.FixtureRequest) -> None:
    made = table("passing", Column("code", Text(2)), Column("name", Text), Column("at", UtcDateTime))
    request.addfinalizer(lambda: metadata.remove(made))
    assert [repr(column.type) for column in made.columns] == ["Text(length=2)", "Text()", "UtcDateTime()"]
