"""Every step of many forms survives a restart, goes back, and can be given up without a trace."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest

from bot.committee import service as committee
from bot.playground.stage import Stage
from bot.store import Tx
from bot.timeline import modalities
from tests.journeys.scenes import CLOSES, MINUTE, OPENS, Scene, assemble, share, voting
from tests.rehearsed import rehearsed
from tests.timeline.house import planned

ROSTER = "organization,constituency,role,name,language\nGuild,employers,member,Erik Employer,en"
Act = tuple[str, str]
"""`says` or `press`, and what: a text, or a label of the interface in English."""


class Journey(NamedTuple):
    """A form: who fills it in, from which scene, how it is opened, and an act or several for each question."""

    who: str
    scene: Callable[[Stage], Awaitable[Scene]]
    opens: list[Act]
    steps: list[list[Act]]
    kept: str
    """What the person reads in the end."""


@rehearsed
async def _before_the_ballot(bot: Stage) -> Scene:
    scene = await assemble(bot)
    await share(scene)
    await bot.move(OPENS)
    return scene


@rehearsed
async def _without_quorum(bot: Stage) -> Scene:
    scene = await voting(bot)
    await scene.vote("Approve", "damir")
    await bot.move(CLOSES + MINUTE)
    return scene


@rehearsed
async def _with_modalities(bot: Stage) -> Scene:
    scene = await assemble(bot)

    def body(tx: Tx) -> None:
        who = next(a for a in committee.actors_in(tx, scene.where) if a.organizes)
        modalities.put(tx, who, {"ky": "Мурункудай", "ru": "По-прежнему"}, (), "", bot.clock.now())

    await bot.app.store.write(body)
    await bot.settle()
    return scene


JOURNEYS = {
    "opening a ballot": Journey(
        "anna",
        _before_the_ballot,
        [("says", "/start f1"), ("press", "Open a ballot")],
        [[("says", "19.12.2022 17:00")], [("press", "Open the ballot")]],
        "Voting is open. Voting seats: 5. Deadline: Monday, 19 December 2022, 17:00",
    ),
    "extending it": Journey(
        "cholpon",
        _without_quorum,
        [("press", "Extend the voting")],
        [[("says", "26.12.2022 12:00")], [("press", "Extend the voting")]],
        "26 декабря 2022 г., 12:00",
    ),
    "the text of a vote": Journey(
        "damir",
        voting,
        [("press", "Approve with changes")],
        [[("says", "First part"), ("says", "Second part"), ("press", "Done")]],
        "Your vote was recorded: Approve with changes.",
    ),
    "a roster": Journey(
        "anna",
        assemble,
        [("says", "/committee"), ("press", "Import a roster")],
        [[("says", ROSTER), ("press", "Done")], [("press", "Import")]],
        "Erik Employer",
    ),
    "the working modalities": Journey(
        "nazira",
        _with_modalities,
        [("says", "/start t1"), ("press", "Working modalities"), ("press", "New version")],
        [
            [("says", "Биз ушундай"), ("says", "иштейбиз"), ("press", "Done")],
            [("says", "Мы работаем так"), ("press", "Done")],
            [("press", "Skip")],
            [("press", "Skip")],
            [("says", "Новый порядок")],
            [("press", "Put before the committee")],
        ],
        "Мы работаем так",
    ),
    "taking a milestone out of the plan": Journey(
        "nazira",
        planned,
        [("says", "/start t1"), ("press", "T7"), ("press", "Change"), ("press", "Take out of the plan")],
        [[("says", "Голосуем раньше")], [("press", "Take it out")]],
        "Этап исключён из графика.",
    ),
}


async def _act(scene: Scene, who: str, act: Act) -> None:
    how, what = act
    await (scene[who].says(what) if how == "says" else scene.press(who, what))


async def _open(bot: Stage, journey: Journey) -> Scene:
    scene = await journey.scene(bot)
    for act in journey.opens:
        await _act(scene, journey.who, act)
    return scene


@pytest.fixture(params=JOURNEYS.values(), ids=list(JOURNEYS))
def journey(request: pytest.FixtureRequest) -> Journey:
    found: Journey = request.param
    return found


@pytest.mark.slow
async def test_a_restart_before_each_act_continues_the_form(bot: Stage, journey: Journey) -> None:
    scene = await _open(bot, journey)
    for step in journey.steps:
        for act in step:
            await bot.restart()
            await _act(scene, journey.who, act)
    assert journey.kept in " ".join(scene[journey.who].screen.split())


@pytest.mark.slow
async def test_back_after_each_answer_asks_the_same_again_and_the_form_still_ends_well(
    bot: Stage, journey: Journey
) -> None:
    scene = await _open(bot, journey)
    for step in journey.steps[:-1]:
        question = scene[journey.who].screen
        for act in step:
            await _act(scene, journey.who, act)
        assert scene[journey.who].screen != question
        await scene.press(journey.who, "Back")
        assert scene[journey.who].screen == question
        for act in step:
            await _act(scene, journey.who, act)
    question = scene[journey.who].screen
    for act in journey.steps[-1][:-1]:  # a text that is still being written is taken back, too
        await _act(scene, journey.who, act)
        await scene.press(journey.who, "Back")
        assert scene[journey.who].screen == question
    for act in journey.steps[-1]:
        await _act(scene, journey.who, act)
    assert journey.kept in " ".join(scene[journey.who].screen.split())


@pytest.mark.slow
async def test_cancel_at_each_act_leaves_everything_as_it_was(bot: Stage, journey: Journey) -> None:
    scene = await journey.scene(bot)
    acts = [act for step in journey.steps for act in step]
    before = await scene.kept()
    for done in range(len(acts)):
        for act in [*journey.opens, *acts[:done]]:
            await _act(scene, journey.who, act)
        if done % 2:
            await scene[journey.who].says("/cancel")
        else:
            await scene.press(journey.who, "Cancel")
        said = ("The form was discarded. Nothing was recorded.", "The text was not recorded.")
        assert any(scene.words(journey.who, msgid) in scene[journey.who].screen for msgid in said)
        assert await scene.kept() == before
        await scene[journey.who].says("No form any more")
        scene.sees(journey.who, "The bot is not asking you anything now. Nothing was recorded.")
        if journey.opens[0][0] == "press":  # its button stood on the card that the form took the place of
            await scene[journey.who].says("/start b1")


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
