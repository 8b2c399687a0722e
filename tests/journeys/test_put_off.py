"""Answers that Telegram would not take at once, told later without contradicting what has been said since."""

import pytest

from bot.ballots.actions import CastVote, CloseBallot
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import MINUTE, Scene, voting

NUMBER = BallotId(1)


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    """A running ballot."""
    return await voting(bot)


def _asked_to_wait(scene: Scene, method: str) -> None:
    scene.bot.telegram.fail_next(method, 429, "Too Many Requests: retry after 5", {"retry_after": 5})


async def test_a_vote_whose_answer_was_put_off_counts_once_and_is_answered(scene: Scene) -> None:
    _asked_to_wait(scene, "editMessageText")
    await scene.press("damir", "Approve")
    assert await scene.votes() == {"Agency": "approve"}
    assert "Your vote was recorded" not in scene["damir"].screen
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    assert "Your vote was recorded" in scene["damir"].screen
    assert (await scene.rows())["Agency"].receipt == 1


async def test_an_answer_put_off_does_not_contradict_a_newer_one(scene: Scene) -> None:
    _asked_to_wait(scene, "editMessageText")
    await scene.press("damir", "Approve")
    await scene.taps("damir", CastVote(NUMBER, Choice.ABSTAIN))
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    card = scene["damir"].screen
    assert scene.words("damir", "Approve") + "." not in card.split("Receipt")[0]
    assert await scene.votes() == {"Agency": "abstain"}


async def test_an_answer_put_off_keeps_no_ballot_open(scene: Scene) -> None:
    """A flood wait in one chat must not hold up a closing."""
    scene.bot.telegram.fail_next(
        "sendMessage", 429, "Too Many Requests: retry after 3600", {"retry_after": 3600}
    )
    await scene["temir"].says("/votes")
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.taps("anna", CloseBallot(NUMBER, sure=True))
    assert await scene.standing() == "awaiting"
