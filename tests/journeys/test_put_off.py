"""Answers that Telegram would not take at once, told later without contradicting what has been said since."""

import pytest

from bot.ballots.actions import CastVote, CloseBallot
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import MINUTE, Scene, assemble, voting

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
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.taps("anna", CloseBallot(NUMBER, sure=True))
    assert await scene.standing() == "awaiting"


async def test_a_paper_that_comes_late_says_which_vote_stands(scene: Scene) -> None:
    """Its sentence is overtaken, so the paper itself has to tell vote, receipt and deadline."""
    _asked_to_wait(scene, "editMessageText")
    await scene.press("damir", "Approve")
    await scene.taps("damir", CastVote(NUMBER, Choice.ABSTAIN))
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    assert "Deadline: Monday, 19 December 2022, 18:00" in scene["damir"].screen
    assert "Your vote: Abstain. Receipt No. 2." in scene["damir"].screen


@pytest.mark.slow
async def test_a_place_whose_answer_was_put_off_is_not_said_to_be_unrecorded(bot: Stage) -> None:
    """By then the next question is asked, which takes no place on the map."""
    scene = await assemble(bot)
    anna = scene["anna"]
    await anna.says("/newmeeting")
    await anna.press("English")
    await anna.says("Briefing")
    await anna.press("Hybrid")
    await anna.says("20 December 14:00")
    await anna.press("Yes, this is right")
    await anna.press("1 h 30 min")
    await anna.says("Hall 1")
    _asked_to_wait(scene, "sendMessage")
    await anna.sends_place(42.8746, 74.5698)
    await bot.move(bot.clock.now() + MINUTE)
    anna.sees("join link")
    assert "Nothing was recorded" not in anna.screen


async def test_an_album_whose_refusal_was_put_off_is_told_it(bot: Stage) -> None:
    scene = await assemble(bot)
    olivia, before = scene["olivia"], len(scene["olivia"].cards)
    _asked_to_wait(scene, "sendMessage")
    await olivia.sends_album(("1.pdf", b"one"), ("2.pdf", b"two"))
    assert len(olivia.cards) == before
    await bot.move(bot.clock.now() + MINUTE)
    olivia.sees("Nothing here asks for a file now. Nothing was recorded")
    assert len(olivia.cards) == before + 1
