"""What is due to a person goes on one card, whatever room it comes from, and each thing keeps its buttons."""

from datetime import datetime

import pytest

from bot.delivery.records import letters
from bot.meetings.model import Answer
from bot.meetings.service import answer
from bot.playground.stage import Stage
from bot.reminding.service import KIND
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import CLOSES, DAY, HOUR, MINUTE, Scene, open_ballot, share, voting
from tests.meetings.house import convene, named, plan, wall
from tests.rehearsed import rehearsed

FRIDAY = datetime(2022, 12, 16, 18, tzinfo=BISHKEK)
"""Three days before the ballot closes. The meeting is on Monday at 10:00: its day before is a Sunday, so it is reminded
of on Friday before the quiet hours."""
MONDAY = wall(2022, 12, 19, 10)


async def written(scene: Scene, name: str) -> int:
    """How many reminders somebody was written."""

    def look(tx: Tx) -> int:
        of = letters.c.kind == KIND, letters.c.person == named(tx, scene, name).person.id
        return len(tx.execute(letters.select().where(*of)).all())

    return await scene.bot.app.store.read(look)


@rehearsed
async def both_due(bot: Stage) -> Scene:
    """A running ballot and a called meeting, of which reminders fall due within the half hour."""
    scene = await voting(bot)
    await convene(scene, plan(MONDAY))
    return scene


async def test_a_vote_and_a_meeting_that_are_due_together_share_one_card(bot: Stage) -> None:
    scene = await both_due(bot)
    await bot.move(FRIDAY)
    assert await written(scene, "damir") == 1
    card = scene["damir"].screen
    for words in (
        "Reminders: 2",
        "Voting closes in 3 days.",
        "The meeting starts in 3 days.",
        "Deadline: Monday",
    ):
        assert words in card, words
    assert {"F1: vote", "M1 · In person", "M1 · Online", "M1"} <= set(scene["damir"].buttons)
    await bot.move(FRIDAY + HOUR)
    assert await written(scene, "damir") == 1, "what went along has no card of its own"


async def test_each_is_answered_from_that_card(bot: Stage) -> None:
    scene = await both_due(bot)
    await bot.move(FRIDAY)
    await scene["damir"].press("M1 · In person")
    scene["damir"].sees("Your answer: .*In person")
    await scene["bermet"].press(scene.words("bermet", "{label}: vote", label="F1"))
    assert scene.words("bermet", "Approve") in scene["bermet"].buttons


@pytest.mark.slow
async def test_the_earlier_card_of_each_shrinks_to_one_line_and_a_shared_card_only_with_the_last(
    bot: Stage,
) -> None:
    scene = await both_due(bot)
    await bot.move(FRIDAY)
    shown = [card for card in scene["damir"].cards if card.buttons]
    assert not [card for card in shown[:-1] if "Please vote" in card.text or "You are invited" in card.text]
    shared = shown[-1]
    await bot.move(
        MONDAY.replace(tzinfo=BISHKEK) - HOUR
    )  # the meeting's last reminder; the vote still waits above
    assert "F1: vote" in [b["text"] for b in shared.buttons]
    await bot.move(MONDAY.replace(tzinfo=BISHKEK) + 6 * HOUR)  # the vote's last one
    assert not shared.buttons
    assert shared.text == "F1, version 1: see the newer card below."


@pytest.mark.slow
async def test_whoever_has_done_one_of_the_two_is_reminded_of_the_other_alone(bot: Stage) -> None:
    scene = await voting(bot)
    number = await convene(scene, plan(MONDAY))

    def stays_away(tx: Tx) -> None:
        answer(tx, named(tx, scene, "damir"), number, Answer.ABSENT, bot.clock.now())

    await bot.app.store.write(stays_away)
    await bot.move(FRIDAY)
    assert "Reminders" not in scene["damir"].screen
    assert "Please vote" in scene["damir"].screen
    assert "Approve" in scene["damir"].buttons, "the paper itself"


@pytest.mark.slow
async def test_a_restart_between_writing_and_sending_tells_everybody_once(bot: Stage) -> None:
    scene = await both_due(bot)
    bot.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3})
    await bot.move(FRIDAY)
    await bot.restart()
    await bot.move(FRIDAY + MINUTE)
    told = [card for card in scene["damir"].cards if "Reminders: 2" in card.text]
    assert len(told) == 1
    assert await written(scene, "damir") == 1


@pytest.mark.slow
async def test_a_card_of_more_than_eight_things_leads_to_the_rest(bot: Stage) -> None:
    scene = await voting(bot)
    for number in range(2, 11):
        await share(scene, until=CLOSES)
        await open_ballot(scene, number)
    await bot.move(FRIDAY)
    card = scene["damir"].screen
    assert "Reminders: 10" in card
    assert "And more: 2" in card
    await scene["damir"].press("All that waits for me")
    scene["damir"].sees("Waiting for you: 10")


@pytest.mark.slow
async def test_after_an_outage_each_thing_is_told_once_on_the_one_card(bot: Stage) -> None:
    scene = await both_due(bot)
    await bot.stop()
    bot.clock.move(datetime(2022, 12, 17, 12, tzinfo=BISHKEK) + 2 * DAY - 3 * HOUR)  # Monday, 09:00
    await bot.start()
    await bot.settle()
    assert await written(scene, "damir") == 1
    card = scene["damir"].screen
    assert "The meeting starts in 1 hour." in card
    assert "F1: vote" in scene["damir"].buttons
