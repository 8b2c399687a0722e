"""A committee in which meetings are called."""

import pytest

from bot.playground.stage import Stage
from tests.journeys.scenes import Scene, assemble
from tests.meetings.house import PEOPLE


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    """Everybody has joined; it is Thursday, 8 December 2022, 14:00 in Bishkek."""
    return await assemble(bot, PEOPLE)
