"""What the committee's group sees while its members vote in private: that there is a vote, how many, and the result."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.committee.model import Role
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    OPENS,
    TEXTS,
    VOTERS,
    Part,
    assemble,
    open_ballot,
    share,
)
from tests.journeys.test_group import SECOND, bound, group_of


@pytest.mark.slow
async def test_the_groups_card_follows_a_ballot_and_says_nothing_of_its_text_or_votes(bot: Stage) -> None:
    scene = await assemble(bot)
    group, here = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await bot.settle()
    here.sees("F1 · Предварительный вывод открыт для замечаний")
    await open_ballot(scene)
    card = here.sees("Уже проголосовали: 0 из 5")
    for name in VOTERS:
        await scene.vote("Approve", name)
        await bot.move(bot.clock.now() + 4 * SECOND)
    assert "5 из 5" in group.messages[card.message_id].text
    await bot.move(CLOSES + HOUR)
    assert "итог ещё не объявлен" in group.messages[card.message_id].text
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await bot.move(bot.clock.now() + 10 * SECOND)
    here.sees("Объявленный итог: подтверждено")
    assert "подтверждено" in group.messages[card.message_id].text
    posts = " ".join(message.text for message in group.messages.values())
    for text in TEXTS:
        assert text.title not in posts
    for name in VOTERS:
        assert scene.cast[name].name not in posts


@pytest.mark.slow
async def test_a_bot_removed_in_mid_ballot_breaks_no_vote(bot: Stage) -> None:
    scene = await assemble(bot)
    group, _ = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    bot.telegram.remove_bot(group, scene["damir"].user)
    await bot.settle()
    posts = len(group.messages)
    await scene.vote("Approve", *VOTERS)
    for name in VOTERS:
        scene.sees(name, "Approve")
    await bot.move(CLOSES + DAY)
    assert await group_of(bot, scene) is None
    assert len(group.messages) == posts


async def test_a_ballot_card_moves_to_the_supergroup(bot: Stage) -> None:
    scene = await assemble(bot)
    group, here = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    here.sees("0 из 5")
    supergroup = bot.telegram.migrate(group, scene["anna"].user)
    await bot.settle()
    await scene.vote("Approve", "damir")
    await bot.move(bot.clock.now() + 10 * SECOND)
    assert any("1 из 5" in message.text for message in supergroup.messages.values())


@pytest.mark.slow
async def test_500_votes_in_a_minute_edit_the_groups_card_21_times_at_most_and_end_right(bot: Stage) -> None:
    members = {f"m{n}": Part(f"Member {n}", "en", Role.MEMBER, "workers", f"Union {n}") for n in range(499)}
    scene = await assemble(
        bot, {name: CAST[name] for name in ("anna", "nazira", "cholpon", "damir")} | members
    )
    group, here = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    card = here.sees("0 из 501")
    await bot.move(bot.clock.now() + 4 * SECOND)
    edits = []

    def hear(method: str, fields: Mapping[str, Any]) -> None:
        if method == "editMessageText" and fields["chat_id"] == group.id:
            edits.append(fields["message_id"])

    bot.telegram.on_call.append(hear)
    for name in ("damir", *members):
        await scene.taps(name, CastVote(BallotId(1), Choice.APPROVE))
        await bot.move(bot.clock.now() + MINUTE / 500)
    await bot.move(bot.clock.now() + 4 * SECOND)
    assert set(edits) == {card.message_id}
    assert 15 <= len(edits) <= 21
    assert "500 из 501" in group.messages[card.message_id].text
    assert len(await scene.votes()) == 500
