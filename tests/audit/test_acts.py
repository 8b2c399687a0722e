"""What people do and what falls due ends up in the log, whoever wrote the use case; refusals do not."""

import pytest
from sqlalchemy import select

from bot import audit
from bot.audit.records import audit as entries
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import CLOSES, MINUTE, Scene, voting


async def log(scene: Scene) -> list[tuple[str, object]]:
    """What was done, and what about."""

    def look(tx: Tx) -> list[tuple[str, object]]:
        rows = tx.execute(select(entries).order_by(entries.c.sequence))
        return [(row.what, row.about) for row in rows]

    return await scene.bot.app.store.read(look)


@pytest.mark.slow
async def test_votes_closing_and_declaring_are_entries_and_the_chain_is_whole(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.vote("Approve", "cholpon", "damir", "aigul")
    await scene.vote("Approve with changes", "temir", text="A wording nobody logs")
    await scene.vote("Abstain", "damir")
    await bot.move(CLOSES + MINUTE)
    found = await log(scene)
    assert found.count(("vote-cast", {"ballot": 1})) == 5
    assert found[-1] == ("ballot-closed", {"ballot": 1, "committee": scene.where})
    whole = await bot.app.store.read(audit.verify)
    assert (whole.entries, whole.broken) == (len(found), None)


async def test_a_refusal_a_look_and_half_a_vote_are_no_entries(bot: Stage) -> None:
    scene = await voting(bot)
    before = await log(scene)
    await scene.taps("olivia", CastVote(BallotId(1), Choice.APPROVE))
    await scene.taps("damir", CastVote(BallotId(99), Choice.APPROVE))
    await scene["damir"].says("/votes")
    await scene["damir"].says("/start b1")
    await scene.press("damir", "Needs revision")
    await scene.speaks("damir", "ru")
    assert await log(scene) == before


@pytest.mark.slow
async def test_an_act_tapped_again_after_a_crash_is_one_entry(bot: Stage) -> None:
    scene = await voting(bot)
    bot.telegram.cut_next("editMessageText")
    await scene.vote("Approve", "damir")
    await bot.move(bot.clock.now() + MINUTE)
    assert (await log(scene)).count(("vote-cast", {"ballot": 1})) == 1


@pytest.mark.slow
async def test_who_did_it_is_a_token_that_differs_from_person_to_person(bot: Stage) -> None:
    scene = await voting(bot)
    for name, comment in (("damir", "One"), ("aigul", "Two"), ("damir", "Three")):
        await scene[name].says("/start f1")
        await scene.press(name, "Comment")
        await scene.writes(name, comment)

    def actors(tx: Tx) -> list[str]:
        chosen = select(entries.c.actor).where(entries.c.what == "comment-saved")
        return list(tx.execute(chosen.order_by(entries.c.sequence)).scalars())

    first, second, third = await bot.app.store.read(actors)
    assert first == third != second
    assert first is not None
