"""Reminders follow what the committee decides: other hours of reminding, and days off that are announced late."""

from datetime import datetime

import pytest

from bot.delivery.records import letters
from bot.ids import QuestionId
from bot.inputs import service as inputs
from bot.playground.stage import Stage
from bot.questions import schedule as questions
from bot.questions import service as asking
from bot.questions.model import Attribution
from bot.reminding.service import KIND
from bot.seal import Seal
from bot.sessions import noting
from bot.store import Tx
from bot.timeline import posting
from tests.conftest import BISHKEK
from tests.journeys.scenes import MINUTE, Scene, open_ballot, share
from tests.journeys.test_decided import decides
from tests.meetings.house import convene, named, plan, wall
from tests.questions.no_meetings import NoMeetings
from tests.rehearsed import rehearsed
from tests.sessions.house import begun
from tests.timeline.house import adds_days_off
from tests.timeline.plans import lines

ENDS = datetime(2022, 12, 29, 18, tzinfo=BISHKEK)
"""A Thursday. Three days before it is a Monday, one day before a Wednesday."""
MONDAY = datetime(2022, 12, 26, 18, tzinfo=BISHKEK)


@rehearsed
async def under_way(bot: Stage) -> Scene:
    """On Tuesday, 20 December everything that reminds is under way, and due on Thursday of the week after."""
    scene, meeting = await begun(bot)
    await share(scene, until=ENDS)
    await open_ballot(scene, until=ENDS)
    await convene(scene, plan(wall(2022, 12, 29, 18)))

    def body(tx: Tx) -> None:
        at = bot.clock.now()
        nazira, anna, damir = (named(tx, scene, name) for name in ("nazira", "anna", "damir"))
        inputs.ask(tx, nazira, text="Что есть?", language="ru", groups=(), until=ENDS, at=at)
        posting.post(tx, nazira, lines("29.12.2022 — Отчёт"), revision=0, reason="", adding=False, at=at)
        noting.assign(tx, anna, meeting, "Write to the ministry", damir.membership, ENDS, at)
        asked = asking.ask(
            tx, damir, NoMeetings(), Seal(b"tests"), text="When?", attribution=Attribution.NAME, at=at
        )
        number = QuestionId(asked.facts["question"])
        asking.claim(tx, nazira, number, at)
        questions.plan(tx, nazira.committee, number, ENDS, at)

    await bot.app.store.write(body)
    await bot.settle()
    return scene


async def reminded(scene: Scene, since: datetime) -> set[str]:
    """Of what was reminded since an instant, but for the first meeting, which nobody ends."""

    def look(tx: Tx) -> set[str]:
        rows = tx.execute(letters.select().where(letters.c.kind == KIND, letters.c.written_at >= since))
        return {name for row in rows for name, *_ in row.facts["about"]} - {"session"}

    return await scene.bot.app.store.read(look)


SETTINGS = {
    "ballot": ("ballot_reminders", "72 h, 1 h"),
    "meeting": ("meeting_reminders", "72 h, 1 h"),
    "request": ("input_reminders", "72 h, 1 h"),
    "action": ("action_reminders", "72 h"),
    "milestone": ("milestone_reminders", "3"),
}


@pytest.mark.slow
async def test_what_runs_is_reminded_of_at_the_hours_that_are_decided_now_and_no_longer_at_those_before(
    bot: Stage,
) -> None:
    scene = await under_way(bot)
    begins = bot.clock.now()
    for setting, said in SETTINGS.values():
        await decides(scene, setting, said)
    await bot.move(MONDAY - 12 * 60 * MINUTE)
    assert await reminded(scene, begins) == set(), "seven days before was set aside"
    await bot.move(MONDAY + MINUTE)
    assert await reminded(scene, begins) == set(SETTINGS)
    again = bot.clock.now()
    await bot.move(ENDS - 120 * MINUTE)
    assert await reminded(scene, again) == set(), "one day before was set aside, too"


async def test_a_day_off_that_is_announced_late_brings_reminders_forward_to_the_evening_before(
    bot: Stage,
) -> None:
    scene = await under_way(bot)
    await bot.move(datetime(2022, 12, 27, 12, tzinfo=BISHKEK))
    begins = bot.clock.now()
    await adds_days_off(scene, "28–29 December 2022", "Орозо айт")
    await bot.move(datetime(2022, 12, 27, 18, 30, tzinfo=BISHKEK))
    assert await reminded(scene, begins) == {"ballot", "meeting", "action", "milestone", "question"}
    again = bot.clock.now()
    await bot.move(ENDS - 180 * MINUTE)
    assert await reminded(scene, again) == {"request"}, "the last one goes on a day off, too"
