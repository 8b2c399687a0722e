"""What is done with is kept once, by thing and person, and forgotten where a time moves: on both databases."""

from datetime import UTC, datetime

import pytest

from bot.app import REMINDERS
from bot.committee.model import Person
from bot.committee.service import UTC_ZONE
from bot.i18n import LANGUAGES, translator
from bot.ids import PersonId
from bot.reminding import own_data, records
from bot.store import Tx
from tests.findings.conftest import on_postgres, on_sqlite, tx
from tests.findings.house import BACKENDS

__all__ = ["on_postgres", "on_sqlite", "tx"]
pytestmark = BACKENDS
NOW = datetime(2022, 12, 14, 4, tzinfo=UTC)
ANNA, DAMIR = PersonId(7), PersonId(8)


def test_a_reminder_is_kept_once_and_counted_by_what_it_was_about(tx: Tx) -> None:
    for _ in range(2):
        records.add(
            tx, [("ballot", 1, "h24", ANNA), ("ballot", 1, "h24", DAMIR), ("meeting", 1, "h24", ANNA)]
        )
    assert records.done(tx, "ballot", [1, 2]) == {("ballot", 1, "h24", ANNA), ("ballot", 1, "h24", DAMIR)}
    assert records.done(tx, "ballot", []) == set()
    assert records.counted(tx, ANNA) == {"ballot": 1, "meeting": 1}


def test_what_has_another_time_is_forgotten_and_nothing_else(tx: Tx) -> None:
    records.add(tx, [("ballot", 1, "h24", ANNA), ("ballot", 2, "h24", ANNA), ("meeting", 1, "h24", ANNA)])
    records.anew(tx, "ballot", 1, (), NOW)
    assert records.done(tx, "ballot", [1, 2]) == {("ballot", 2, "h24", ANNA)}
    assert records.counted(tx, ANNA) == {"ballot": 1, "meeting": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_somebody_was_reminded_of_has_a_name_in_their_data(tx: Tx, language: str) -> None:
    records.add(tx, [(source, 1, "h24", ANNA) for source in REMINDERS.sources])
    t = translator(language, UTC_ZONE, UTC_ZONE)
    (told,) = own_data.sections(tx, t, Person(ANNA, "Anna", language))
    assert len(set(told.lines)) == len(REMINDERS.sources)
    assert len(told.lines) > 6
