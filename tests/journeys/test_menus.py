"""The commands that Telegram shows are those of this version of the program, for everybody, after any start."""

import pytest

from bot.playground.stage import Stage
from handlers import menus
from tests.journeys.scenes import CAST, MINUTE, Scene, assemble
from tests.journeys.test_group import bound
from tests.journeys.test_new_token import moves

FEWER = 5  # of the eight that there are


def _sent(scene: Scene) -> int:
    """How often commands of a chat were set so far."""
    sent = (call for call in scene.bot.telegram.calls if call.method == "setMyCommands")
    return sum("chat_id" in str(call.fields.get("scope", "")) for call in sent)


async def _upgraded(bot: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program offers other commands than before."""
    monkeypatch.setattr(menus, "SHOWN", FEWER)
    await bot.move(bot.clock.now() + MINUTE)
    await bot.restart()


@pytest.mark.slow
async def test_after_an_upgrade_everybody_is_shown_todays_commands_once(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await assemble(bot, absent=["olivia"])
    await bound(scene)
    await bot.restart()
    before = _sent(scene)
    await bot.restart()
    assert _sent(scene) == before, "the same commands are not sent again"
    await _upgraded(bot, monkeypatch)
    for name in CAST:
        expected = ["start", "help"] if name == "olivia" else FEWER
        shown = scene[name].menu
        assert expected in (shown, len(shown)), f"{name}: {shown}"
    assert _sent(scene) == before + len(CAST), "seven people who have joined, and the group"
    await bot.restart()
    assert _sent(scene) == before + len(CAST)


async def test_whoever_had_blocked_the_bot_is_shown_them_once_they_are_back(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await assemble(bot)
    await scene["temir"].says("/language")
    await scene["temir"].press("English")
    await scene["temir"].blocks()
    await _upgraded(bot, monkeypatch)
    assert len(scene["temir"].menu) > FEWER
    await scene["temir"].says("/start")
    assert len(scene["temir"].menu) == FEWER


async def test_a_bot_with_a_new_token_shows_its_commands_to_whoever_starts_it(bot: Stage) -> None:
    scene = await assemble(bot)
    there = await moves(scene, bot, started=[name for name in CAST if name != "temir"])
    assert "votes" in scene["damir"].menu, "who has started it"
    assert scene["temir"].menu == ["start", "help"]
    await scene["anna"].says("/committee")
    assert "Damir Member · Agency · has" not in scene["anna"].screen
    scene["anna"].sees("Temir Member · Union · has not started this bot")
    await scene["temir"].says("/start")
    assert "votes" in scene["temir"].menu
    await there.stop()
