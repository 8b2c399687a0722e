"""A name of signs that nobody sees is none, whatever it is to be the name of."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from bot.committee import constituencies, days_off, forms, roster, setting_changes
from bot.committee.settings import CONTROLLER, SSE_SHORT
from bot.errors import Refusal
from tests.ballots.hall import Hall, convene

AT = datetime(2022, 12, 14, 4, tzinfo=UTC)
UNSEEN = ("\u2800", "\u3164 \u3164", "\u200b", "\u115f\u1160")
"""What people send as an empty message: a sign of Braille, fillers of Hangul, a space of no width."""
NAMES: dict[str, Callable[[Hall, str], object]] = {
    "a person": lambda _, name: forms.line(name, {}),
    "a day off": lambda _, name: forms.line(name, {}, limit=days_off.NAME_LIMIT),
    "a group": lambda hall, name: constituencies.named(hall.tx, hall.organizer, name, "en"),
    "the controller": lambda hall, name: setting_changes.read(CONTROLLER, hall.organizer.committee, name, AT),
    "the economy": lambda hall, name: setting_changes.read(
        SSE_SHORT, hall.organizer.committee, name, AT, "en"
    ),
}


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
@pytest.mark.parametrize("of", NAMES)
def test_nobody_and_nothing_is_called_by_what_cannot_be_seen(in_memory: Engine, of: str, name: str) -> None:
    with in_memory.connect() as connection, connection.begin(), pytest.raises(Refusal):
        NAMES[of](convene(connection), name)


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_roster_names_nobody_so(name: str) -> None:
    assert roster.blank(name)
