"""What the bot owes somebody is the same after a restart, and what the world overtook meanwhile says so."""

import pytest

from bot.playground.stage import Stage
from tests.journeys.scenes import OPENS, Scene, assemble, share, voting
from tests.rehearsed import rehearsed


@rehearsed
async def _before_the_ballot(bot: Stage) -> Scene:
    scene = await assemble(bot)
    await share(scene)
    await bot.move(OPENS)
    return scene


@pytest.mark.slow
async def test_a_form_that_the_world_overtook_says_so_and_writes_nothing(bot: Stage) -> None:
    scene = await _before_the_ballot(bot)
    for name in ("anna", "cholpon"):
        await scene[name].says("/start f1")
        await scene.press(name, "Open a ballot")
        await scene[name].says("19.12.2022 17:00")
    await scene.press("cholpon", "Open the ballot")
    await bot.restart()
    before = await scene.kept()
    await scene.press("anna", "Open the ballot")
    scene["anna"].sees(r"a vote on this finding is open or awaits the chair\. Nothing was opened\.")
    assert await scene.kept() == before
    await scene["anna"].says("/cancel")
    await scene["anna"].says("/start b1")
    scene.sees("anna", "Voted so far: {voted} of {seats}", voted=0, seats=5)


async def test_a_vote_acknowledged_before_a_restart_is_neither_lost_nor_counted_twice(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.vote("Approve", "aigul")
    for _ in range(3):
        await bot.restart()
    assert await scene.votes() == {"Federation": "approve"}
    assert (await scene.rows())["Federation"].receipt == 1
    cards = len(scene["aigul"].cards)
    await bot.restart()
    assert len(scene["aigul"].cards) == cards, "a restart says nothing again"
