"""Words that PostgreSQL does not keep, or that fill a message, typed wherever the bot asks for words."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Text, select, type_coerce

from bot.clock import FrozenClock
from bot.forms.records import forms
from bot.intake import records as intake
from bot.intake.records import updates
from bot.playground.people import Someone
from bot.playground.stage import Stage, stage
from bot.store import Tx
from tests.journeys.house import count
from tests.journeys.scenes import Scene, voting
from tests.store.conftest import needs_postgres, postgres

__all__ = ["postgres"]
pytestmark = [needs_postgres, pytest.mark.slow]
KEPT = "кеп 🌾"
WORDS = (f"{KEPT} a\0b", f"{KEPT} \ud83c half", f"{KEPT} {'🌾' * 2040}")
"""NUL, half of a surrogate pair, and as much as Telegram lets one write: it counts in UTF-16."""
STEPS = 14
BEGINNINGS = {
    "anna": ("/newmeeting", "/invite", "/ask", "/committee"),
    "nazira": ("/newfinding", "/newtimeline", "/ask"),
    "damir": ("/ask", "/findings", "/votes"),
}


@pytest.fixture
async def scene(tmp_path: Path, clock: FrozenClock, postgres: str) -> AsyncIterator[Scene]:
    """A running ballot."""
    async with stage(tmp_path, clock, url=postgres) as bot:
        yield await voting(bot)


async def types(bot: Stage, person: Someone, text: str) -> None:
    """What no app would let one type, but JSON can spell."""
    about = {"message_id": 9000, "date": 1, "from": person.user.json(), "chat": person.chat.json()}
    bot.telegram.updates.put("message", {**about, "text": text})
    await bot.settle()


def is_written(tx: Tx, words: str) -> bool:
    """Does an open form hold the words?"""
    state = type_coerce(forms.c.state, Text)
    return tx.execute(select(forms.c.person).where(state.contains(words))).first() is not None


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", BEGINNINGS)
async def test_whatever_is_typed_wherever_words_are_asked_for_nothing_breaks(scene: Scene, name: str) -> None:
    """Somebody who types such words at every step, and then presses whatever button there is."""
    bot, person, chance = scene.bot, scene[name], Random(20221208)
    for command in BEGINNINGS[name]:
        for words in WORDS:
            await person.says("/cancel")
            await person.says(command)
            for _ in range(STEPS):
                await types(bot, person, words)
                buttons = [b for b in person.cards[-1].buttons if "callback_data" in b]
                if buttons:
                    pressed = chance.choice(buttons)["callback_data"]
                    bot.telegram.press(person.user, person.cards[-1].message_id, pressed, person.chat)
                    await bot.settle()
    assert await bot.app.store.read(intake.parked) == []
    assert await count(bot, updates, updates.c.answered_at.is_(None)) == 0
    assert await count(bot, updates, updates.c.attempts > 0) == 0


async def test_of_words_that_no_database_keeps_all_others_are_kept(scene: Scene) -> None:
    anna = scene["anna"]
    for words, written in ((WORDS[0], f"{KEPT} a b"), (WORDS[1], f"{KEPT} ? half")):
        await anna.says("/cancel")
        await anna.says("/newmeeting")
        if "English" in anna.buttons:
            await anna.press("English")
        await types(scene.bot, anna, words)
        assert await scene.bot.app.store.read(lambda tx, written=written: is_written(tx, written))  # type: ignore[misc]
