"""A day off that is announced late: who is told of what ends on it, what is offered, and that nothing has moved."""

from datetime import datetime

import pytest

from bot.committee.actions import WorkOn
from bot.ids import FindingId, MilestoneId, QuestionId
from bot.inputs import service as giving
from bot.playground.stage import Stage
from bot.questions import asking, ledger
from bot.questions.model import Attribution
from bot.seal import Seal
from bot.sessions import noting
from bot.store import Tx
from bot.timeline.actions import GiveTo, ShowMilestone, TakeWorkingDay, ToggleLink
from tests.conftest import BISHKEK
from tests.journeys.scenes import DAY, Scene, open_ballot, share
from tests.meetings.house import convene, named, plan, wall
from tests.questions.no_meetings import NoMeetings
from tests.rehearsed import rehearsed
from tests.sessions.house import held
from tests.timeline.house import adds_days_off, plan_of, planned, stored
from tests.timeline.plans import KICK_OFF

IN_A_ROW = "\n".join(
    f"{line} (после 8)" if line.startswith("20.07.2023") else line for line in KICK_OFF.splitlines()
)
"""The final report depends on the validation workshop of Thursday, 22 June 2023."""
THURSDAY = datetime(2023, 6, 22, 18, tzinfo=BISHKEK)
EID = "Орозо айт"


@rehearsed
async def announced(bot: Stage) -> Scene:
    """A plan, a ballot and a meeting; the workshop is Damir's. Then its day becomes a day off."""
    scene = await planned(bot, IN_A_ROW)
    await share(scene)
    await open_ballot(scene, until=THURSDAY)
    meeting = await convene(scene, plan(wall(2023, 6, 22, 10)))
    await scene.taps("nazira", ToggleLink(MilestoneId(8), FindingId(1), None))
    await scene.taps("nazira", ToggleLink(MilestoneId(8), None, meeting))
    owner = await bot.app.store.read(lambda tx: named(tx, scene, "damir").membership)
    await scene.taps("nazira", GiveTo(MilestoneId(8), owner))
    return scene


@pytest.mark.slow
async def test_a_day_off_announced_late_is_told_to_whom_it_concerns_and_moves_nothing(bot: Stage) -> None:
    scene = await announced(bot)
    before, ballot, kept = await plan_of(scene), await scene.ballot(), await scene.kept()
    told = {name: len(person.cards) for name, person in scene.people.items()}
    await adds_days_off(scene, "22 June 2023", EID)
    anna = scene["anna"].latest
    for words in ("T8 Валидационный семинар", "M1", "F1", "Voting ends", "These keep their hours"):
        assert words in anna.text, words
    assert anna.protected, "it names a draft"
    assert {"T8", "Move to 23 June", "M1", "F1"} <= {button["text"] for button in anna.buttons}
    scene["nazira"].sees(f"{EID}.*T8 Валидационный семинар.*F1.*M1|{EID}.*T8 Валидационный семинар.*M1.*F1")
    assert "Перенести на 23 июня" in scene["nazira"].buttons
    scene["damir"].sees(f"{EID}.*T8 Валидационный семинар")
    assert "Move to 23 June" not in scene["damir"].buttons, "an owner moves no dates"
    for name in ("aigul", "temir", "cholpon", "bermet", "olivia"):
        assert len(scene[name].cards) == told[name], f"{name} has nothing to do with it"
    assert await plan_of(scene) == before
    assert await scene.ballot() == ballot
    assert (await scene.kept())["meetings"] == kept["meetings"]
    for name, weekday in (("aigul", "23-июнь"), ("temir", "23 июня"), ("olivia", "23 June")):
        await scene.taps(name, ShowMilestone(MilestoneId(8)))
        scene[name].sees(f"{EID}.*{weekday}")


@pytest.mark.slow
async def test_what_is_due_on_it_in_other_rooms_is_listed_with_a_way_to_each(bot: Stage) -> None:
    scene, meeting = await held(bot)

    def body(tx: Tx) -> None:
        anna, nazira, aigul = (named(tx, scene, name) for name in ("anna", "nazira", "aigul"))
        at = bot.clock.now()
        noting.assign(tx, anna, meeting, "Send the <letter>", aigul.membership, THURSDAY, at)
        noting.assign(tx, anna, meeting, "Later", aigul.membership, THURSDAY + DAY, at)
        giving.ask(tx, nazira, text="Числа\nпо районам", language="ru", groups=(), until=THURSDAY, at=at)
        asked = asking.ask(
            tx, aigul, NoMeetings(), Seal(b"tests"), text="Качан?", attribution=Attribution.NAME, at=at
        )
        number = QuestionId(asked.facts["question"])
        ledger.assign(tx, nazira, number, nazira.membership, THURSDAY, at)

    await bot.app.store.write(body)
    await bot.settle()
    told = len(scene["aigul"].cards)
    await adds_days_off(scene, "22 June 2023", EID)
    anna = scene["anna"].latest
    for words in (
        "A1 Send the <letter> · Due: 22 June 2023",
        "R1 Числа по районам · Deadline: 22 June 2023",
        "Q1 Качан? · Answer due: 22 June 2023",
    ):
        assert words in anna.text, words
    assert "Later" not in anna.text
    scene["nazira"].sees(f"{EID}.*R1 Числа по районам · Срок: 22 июня 2023")
    assert {"A1", "R1", "Q1"} <= set(scene["nazira"].buttons)
    assert len(scene["aigul"].cards) == told
    await scene["anna"].press("A1")
    scene["anna"].sees("Send the <letter>")
    await scene["nazira"].press("R1")
    scene["nazira"].sees("Числа\nпо районам")


@pytest.mark.slow
async def test_one_tap_takes_the_next_working_day_and_asks_about_what_depends_on_it(bot: Stage) -> None:
    scene = await announced(bot)
    await adds_days_off(scene, "22–23 июня 2023", EID)
    await scene["nazira"].press("Перенести на 26 июня")
    assert (await stored(scene, 8)).days.last.isoformat() == "2023-06-22", "it asks first"
    sentence = scene.words("nazira", "These keep their hours until somebody changes them:")
    assert sentence in scene["nazira"].screen
    await scene.press("nazira", "Shift these, too ({n})", n=1)
    assert (await stored(scene, 8)).days.last.isoformat() == "2023-06-26"
    assert (await stored(scene, 9)).days.last.isoformat() == "2023-07-21"
    scene["temir"].sees("T8.*26 июня|Валидационный семинар.*26 июня")
    scene.sees("temir", "Reason: {reason}", reason=scene.words("temir", "the date was a day off"))
    await scene.taps("anna", TakeWorkingDay(MilestoneId(8)))
    scene.sees("anna", "The date is no day off (any more). Nothing was changed.")


@pytest.mark.slow
async def test_a_day_off_that_is_taken_back_flags_nothing_any_more(bot: Stage) -> None:
    scene = await announced(bot)
    await adds_days_off(scene, "22 June 2023", EID)
    before = await plan_of(scene)
    await scene["anna"].press("Remove: 22 June")
    assert await plan_of(scene) == before
    for name in ("nazira", "temir"):
        await scene.taps(name, ShowMilestone(MilestoneId(8)))
        assert EID not in scene[name].screen
    await scene.taps("anna", WorkOn(scene.where, "2023-06-22", works=True))
    scene.sees("anna", "That is settled already. Nothing was changed.")


async def test_a_holiday_that_is_worked_here_and_then_off_again_is_told_as_one_that_is_announced(
    bot: Stage,
) -> None:
    scene = await planned(bot)
    await scene.taps("anna", WorkOn(scene.where, "2023-08-31", works=True))
    await scene.taps("nazira", ShowMilestone(MilestoneId(11)))
    assert "День независимости" not in scene["nazira"].screen
    await scene.taps("anna", WorkOn(scene.where, "2023-08-31", works=False))
    scene["nazira"].sees("День независимости.*T11")


async def test_a_day_off_on_which_nothing_ends_is_told_to_nobody(bot: Stage) -> None:
    scene = await planned(bot)
    told = {name: len(person.cards) for name, person in scene.people.items()}
    await adds_days_off(scene, "21 June 2023", EID)
    for name in set(scene.people) - {"anna"}:
        assert len(scene[name].cards) == told[name]
    assert "Milestones that end then" not in scene["anna"].screen
