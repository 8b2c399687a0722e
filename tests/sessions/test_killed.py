"""A kill between what was done and its answer, and Telegram brings what was sent again and again: the next start
answers, and nothing is done a second time.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.delivery.records import letters
from bot.intake.records import updates
from bot.meetings.model import Standing
from bot.playground.stage import Stage
from bot.sessions import records
from bot.sessions.actions import AddEntry
from bot.sessions.model import Kind, MinutesStanding
from bot.sessions.records.tables import attendances, entries, minutes_notes, minutes_versions, session_spans
from bot.store import Tx
from tests.journeys.house import count
from tests.journeys.scenes import MINUTE, Scene
from tests.meetings.house import kept
from tests.sessions.house import OBJECTIONS, ahead

SPELL = timedelta(seconds=6)


async def killed(scene: Scene, act: Callable[[], Awaitable[None]]) -> None:
    """The act is committed, its answer does not leave, the bot is gone; it starts again and answers."""
    bot = scene.bot
    bot.telegram.fail_next("editMessageText", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
    await act()
    assert await count(bot, updates, updates.c.answered_at.is_(None)) == 1, "the answer waits"
    before = await written(scene)
    await comes_again(scene)
    await bot.restart()
    await comes_again(scene)
    await bot.move(bot.clock.now() + SPELL)
    assert await count(bot, updates, updates.c.answered_at.is_(None)) == 0
    assert await written(scene) == before, "and nothing was done twice"
    said = spoken(scene)
    await comes_again(scene)
    assert await written(scene) == before
    assert spoken(scene) == said, "what is answered is not answered again"


async def comes_again(scene: Scene) -> None:
    """Telegram brings the last update once more: it has not heard that it arrived."""
    waiting = scene.bot.telegram.updates
    waiting.repeat()
    assert len(waiting) == 1
    await scene.bot.settle()
    assert len(waiting) == 0, "it came"


def spoken(scene: Scene) -> int:
    """How often the bot has said or changed anything."""
    return sum(not call.method.startswith("get") for call in scene.bot.telegram.calls)


async def written(scene: Scene) -> dict[str, int]:
    """How many rows there are of whatever a session writes, and what everybody was told."""
    tables = (
        attendances,
        session_spans,
        entries,
        minutes_versions,
        minutes_notes,
        letters,
    )

    def look(tx: Tx) -> dict[str, int]:
        return {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }

    return await scene.bot.app.store.read(look)


@pytest.mark.slow
async def test_every_act_of_a_meeting_outlives_a_kill_before_its_answer_and_counts_once(bot: Stage) -> None:
    scene, number = await ahead(bot)
    anna = scene["anna"]
    await anna.opens(f"m{number}")
    await scene.press("anna", "Begin, check in, room code")
    await scene.press("anna", "Begin the meeting")
    await killed(scene, lambda: scene.press("anna", "Begin the meeting"))
    scene.sees("anna", "{meeting} has begun.", meeting="M1")
    began = (await kept(scene)).started_at

    await killed(scene, lambda: scene.press("aigul", "I am here, online"))
    scene.sees("aigul", "You are checked in, online.")
    (stay,) = await bot.app.store.read(lambda tx: records.stays(tx, number))
    assert stay.left_at is None

    await killed(scene, lambda: scene.press("anna", "Next item: {item}", item="2. Findings & <clauses>"))
    scene.sees("anna", "Item {n} is on now.", n=2)

    await scene.press("anna", "Decision")
    await anna.says("Accept the plan")
    await killed(scene, lambda: scene.press("anna", "Done"))
    scene.sees("anna", "Recorded as {label}.", label="D1")
    await scene.press("anna", "Action item")
    await anna.says("Send the draft")
    await scene.press("anna", "Done")
    await anna.says("nazira")
    await killed(scene, lambda: scene.press("anna", "No date"))
    scene.sees("anna", "Recorded as {label}.", label="A1")
    scene.sees("nazira", "You are asked to do this.")
    await killed(scene, lambda: scene.press("nazira", "It is done"))
    scene.sees("nazira", "{label} is done.", label="A1")

    await scene.taps("bermet", AddEntry(number, Kind.REMARK))
    await scene["bermet"].says("Тоскоолдуктар")
    await killed(scene, lambda: scene.press("bermet", "Done"))
    scene.sees("bermet", "Recorded as {label}.", label="K1")
    await scene["nazira"].says("/todo")
    await scene["nazira"].press("K1")
    await killed(scene, lambda: scene.press("nazira", "noted"))
    said = scene.words("bermet", "There is an answer to your comment.")
    assert len([text for text in scene["bermet"].screens if said in text]) == 1
    assert len(await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.ACTION))) == 1

    await bot.move(bot.clock.now() + 30 * MINUTE)
    await scene.press("anna", "End the meeting")
    await killed(scene, lambda: scene.press("anna", "End the meeting"))
    scene.sees("anna", "{meeting} is over. The minutes can be written now.", meeting="M1")
    found = await kept(scene)
    assert (found.standing, found.started_at) == (Standing.ENDED, began)

    await scene.press("anna", "Minutes")
    await scene.press("anna", "Circulate")
    await anna.press("5 working days")
    await killed(scene, lambda: scene.press("anna", "Circulate"))
    anna.sees(r"The minutes are circulated as version 1\.")
    for name in ("aigul", "damir"):
        said = scene.words(name, "The minutes are here for you to read. You may comment or object.")
        assert len([text for text in scene[name].screens if said in text]) == 1

    await scene.press("aigul", "Object")
    await scene["aigul"].says("Мен залда болгом")
    await killed(scene, lambda: scene.press("aigul", "Done"))
    scene.sees("aigul", "Your objection No. {n} is recorded.", n=1)
    await scene["anna"].says("/todo")
    await anna.press("№ 1")
    await killed(scene, lambda: scene.press("anna", "noted"))
    assert len(await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.MINUTES))) == 1

    await bot.move(OBJECTIONS)
    await scene["cholpon"].opens(f"min{number}")
    await scene.press("cholpon", "Approve the minutes")
    await killed(scene, lambda: scene.press("cholpon", "Approve the minutes"))
    minutes = await bot.app.store.read(lambda tx: records.minutes_of(tx, number))
    assert minutes.standing is MinutesStanding.APPROVED
    for name in ("aigul", "damir"):
        said = scene.words(name, "The minutes are approved.")
        assert len([text for text in scene[name].screens if said in text]) == 1
