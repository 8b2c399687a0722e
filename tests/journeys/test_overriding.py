"""The chair declares another outcome; an organizer names an acting chair: from button to what everybody reads."""

import pytest

from bot.ballots.actions import Declare, NameActingChair, Override
from bot.ballots.model import Outcome
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import CAST, CLOSES, DAY, HOUR, MINUTE, VOTERS, Scene, voting
from tests.rehearsed import rehearsed

NUMBER = BallotId(1)
REASON = "Wait for the <b>study</b> & the ministry 🌱"


@rehearsed
async def closed(bot: Stage) -> Scene:
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    return scene


def seen(scene: Scene, name: str) -> str:
    """All that stands in somebody's chat."""
    return "\n".join(scene[name].screens)


@pytest.mark.slow
async def test_another_outcome_is_declared_with_its_reason_and_told_to_everybody(bot: Stage) -> None:
    scene = await closed(bot)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Another outcome")
    await scene["cholpon"].press("Возвращено на доработку")
    await scene["cholpon"].says("🌱" * 1024)
    assert "1000" in scene["cholpon"].screen
    assert (await scene.ballot()).outcome is None
    await scene.writes("cholpon", REASON)
    await scene.press(
        "cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "returned for revision")
    )
    assert await scene.standing() == "returned"
    for name in CAST:
        proposed = scene.words(name, "Proposed outcome: {outcome}", outcome=scene.words(name, "validated"))
        assert proposed in seen(scene, name), name
        assert "Wait for the" in seen(scene, name), name


@pytest.mark.slow
async def test_whoever_declares_first_has_declared_and_the_other_reads_what_stands(bot: Stage) -> None:
    scene = await closed(bot)
    await bot.move(CLOSES + 4 * DAY + HOUR)
    await scene["anna"].says("/start b1")
    await scene["anna"].press("Name an acting chair")
    await scene["anna"].press("Aigul Member · Federation")
    await scene["anna"].press("Name the acting chair")
    assert "Aigul Member" in seen(scene, "cholpon")
    scene.queues("aigul", Declare(NUMBER, Outcome.VALIDATED))
    scene.queues("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    await bot.settle()
    refusal = "The result was declared already. Nothing was changed."
    told = scene.anybody_read(*(scene.words(name, refusal) for name in ("aigul", "cholpon")))
    (loser,) = {*told} - {"popup"}
    assert any(scene.words(loser, refusal) in card.text for card in scene[loser].cards), "it stays to be read"
    assert await scene.standing() == "validated"


async def test_forged_and_stale_buttons_change_nothing(bot: Stage) -> None:
    scene = await closed(bot)
    kept = await scene.kept()
    for name in ("damir", "anna", "nazira", "olivia"):
        await scene.taps(name, Override(NUMBER, Outcome.VALIDATED, Outcome.RETURNED))
        await scene.taps(name, NameActingChair(NUMBER))
        await scene.taps(name, Override(BallotId(99), Outcome.VALIDATED, Outcome.RETURNED))
    await scene.taps("cholpon", Override(NUMBER, Outcome.VALIDATED, Outcome.NO_QUORUM))
    assert {n: r for n, r in (await scene.kept()).items() if n != "audit"} == {
        n: r for n, r in kept.items() if n != "audit"
    }
