"""The bot moves to a new token, whose updates are counted anew: no tap is taken for an earlier one, none is lost."""

from collections.abc import Collection

from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.doors import InProcess
from bot.playground.stage import Stage
from bot.playground.telegram import Telegram
from tests.journeys.scenes import VOTERS, Scene, voting
from tests.journeys.test_files import NEW_TOKEN, start_there

NUMBER = BallotId(1)


async def moves(scene: Scene, bot: Stage, started: Collection[str] | None = None) -> Stage:
    """The same committee on another bot; `started`: who has pressed Start there, else everybody."""
    await bot.stop()
    telegram = Telegram(bot.clock, NEW_TOKEN, "nac_second_bot")
    there = Stage(
        telegram, bot.clock, bot.data, "https://telegram.playground", lambda: InProcess(telegram), NEW_TOKEN
    )
    start_there(scene, there, started)
    await there.start()
    return there


async def test_votes_under_numbers_that_the_earlier_bot_had_count(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    there = await moves(scene, bot)
    for name in VOTERS:
        await scene.taps(name, CastVote(NUMBER, Choice.ABSTAIN))
        assert "№ " in scene[name].screen or "No. " in scene[name].screen, "a receipt answers the tap"
    assert set((await scene.votes()).values()) == {"abstain"}
    await there.stop()
