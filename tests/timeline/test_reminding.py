"""Owners are reminded before a date, owner and organizer after it, once; a digest goes weekly to whoever wants it."""

from datetime import datetime, timedelta

import pytest

from bot.ids import MilestoneId
from bot.playground.stage import Stage
from bot.timeline.actions import MoveMilestone, PutStanding, Subscribe, TakeOut
from bot.timeline.model import Standing
from tests.conftest import BISHKEK
from tests.journeys.scenes import Scene, open_ballot, share
from tests.timeline.house import adds_days_off, planned
from tests.timeline.plans import KICK_OFF

MONDAY = datetime(2022, 12, 12, 9, 0, 1, tzinfo=BISHKEK)
ALONE = "22.12.2022 — Отчёт"
"""A Thursday without days off around it."""


def day(of: str, hour: int = 12) -> datetime:
    return datetime.fromisoformat(f"{of}T{hour:02}:00+06:00")


def heard(scene: Scene, name: str, words: str) -> int:
    """How often somebody was sent a message with these words."""
    chat = scene[name].chat.id
    calls = [c for c in scene.bot.telegram.calls if c.method == "sendMessage" and c.fields["chat_id"] == chat]
    return sum(words in c.fields["text"] for c in calls)


@pytest.mark.slow
async def test_the_owner_is_reminded_seven_days_and_one_day_before_and_nobody_else(bot: Stage) -> None:
    scene = await planned(bot, ALONE)
    await bot.move(day("2022-12-14"))
    assert heard(scene, "nazira", "7") == 0
    await bot.move(day("2022-12-15"))
    scene["nazira"].sees("«Отчёт».*7 дн")
    await bot.move(day("2022-12-21"))
    scene["nazira"].sees("«Отчёт».*1 день")
    for name in ("anna", "aigul", "olivia", "cholpon"):
        assert heard(scene, name, "Отчёт") == 0, f"{name} owns nothing"


@pytest.mark.slow
async def test_owner_and_organizer_hear_once_that_it_is_overdue(bot: Stage) -> None:
    scene = await planned(bot, ALONE)
    await bot.move(day("2022-12-23"))
    scene["nazira"].sees("просрочено на 1 день")
    scene["anna"].sees("1 day overdue")
    for name in ("aigul", "olivia"):
        assert heard(scene, name, "Отчёт") == 0
    before = [heard(scene, name, "Отчёт") for name in ("nazira", "anna")]
    await bot.restart()
    await bot.move(day("2023-01-06"))
    assert [heard(scene, name, "Отчёт") for name in ("nazira", "anna")] == before


@pytest.mark.slow
async def test_what_is_late_when_it_is_posted_is_told_on_the_next_working_morning(bot: Stage) -> None:
    scene = await planned(bot, "01.12.2022 — Прошло\n" + ALONE)
    before = heard(scene, "anna", "overdue")
    await bot.move(day("2022-12-09", 8))
    assert heard(scene, "anna", "overdue") == before == 0
    await bot.move(day("2022-12-09"))
    scene["anna"].sees("“Прошло” is 8 days overdue")
    scene["nazira"].sees("«Прошло»: просрочено на 8 дней")
    await bot.move(day("2022-12-16"))
    assert heard(scene, "anna", "overdue") == 1


@pytest.mark.slow
async def test_who_is_done_or_taken_out_reminds_nobody(bot: Stage) -> None:
    scene = await planned(bot, ALONE + "\n22.12.2022 — Другое")
    await scene.taps("nazira", PutStanding(MilestoneId(1), Standing.DONE))
    await scene.taps("nazira", TakeOut(MilestoneId(2)))
    await scene["nazira"].says("Не нужно")
    await scene.press("nazira", "Take it out")
    said = heard(scene, "nazira", "Отчёт") + heard(scene, "nazira", "Другое")
    await bot.move(day("2022-12-27"))
    assert heard(scene, "nazira", "Отчёт") + heard(scene, "nazira", "Другое") == said
    assert heard(scene, "anna", "overdue") == 0


async def test_after_a_downtime_only_what_still_helps_is_told(bot: Stage) -> None:
    scene = await planned(bot, ALONE)
    await bot.stop()
    bot.clock.move(day("2022-12-21"))
    await bot.start()
    await bot.settle()
    assert heard(scene, "nazira", "1 день") == 1
    assert heard(scene, "nazira", "7 дней") == 0, "the first one is stale"


@pytest.mark.slow
async def test_a_moved_milestone_is_told_anew(bot: Stage) -> None:
    scene = await planned(bot, ALONE)
    await bot.move(day("2022-12-15"))
    await scene.taps("nazira", MoveMilestone(MilestoneId(1)))
    await scene["nazira"].says("06.01.2023")
    await scene["nazira"].says("Позже")
    await scene.press("nazira", "Confirm")
    await bot.move(day("2022-12-23"))
    assert heard(scene, "anna", "overdue") == 0
    await bot.move(day("2022-12-30"))
    assert heard(scene, "nazira", "7 дней") == 2


@pytest.mark.slow
async def test_the_digest_goes_weekly_to_those_who_asked_for_it_each_in_their_language(bot: Stage) -> None:
    scene = await planned(bot, KICK_OFF)
    await share(scene)
    for name in ("aigul", "olivia", "temir"):
        await scene[name].says("/timeline")
        await scene.press(name, "Weekly digest")
        sentence = "You receive the weekly digest, on the first working morning of the week."
        scene[name].sees(scene.words(name, sentence))
    await scene.taps("nazira", PutStanding(MilestoneId(2), Standing.DONE))
    await bot.move(MONDAY)
    heads = {name: scene.words(name, "<b>The week in the committee</b>") for name in scene.people}
    assert {name for name, head in heads.items() if heard(scene, name, head)} == {"aigul", "olivia", "temir"}
    scene["aigul"].sees("Аткарылды.*T2 Протокол разослан|Бүттү.*T2 Протокол разослан")
    scene["olivia"].sees("Done:.*T2.*Late:.*T1.*Open questions: 0")
    assert "Open ballots" not in scene["olivia"].screen, "observers hear of no ballot"
    await bot.restart()
    await bot.move(MONDAY + timedelta(days=6))
    assert heard(scene, "aigul", heads["aigul"]) == 1
    await scene.press("temir", "Stop the weekly digest")
    await bot.move(MONDAY + timedelta(days=7))
    assert [heard(scene, name, heads[name]) for name in ("aigul", "olivia", "temir")] == [2, 2, 1]


@pytest.mark.slow
async def test_the_digest_names_open_ballots_and_counts_questions_that_nobody_has_answered(
    bot: Stage,
) -> None:
    scene = await planned(bot, KICK_OFF)
    await share(scene)
    await open_ballot(scene)
    await scene["damir"].says("/ask When will members receive the draft?")
    await scene.press("damir", "By my name")
    for name in ("aigul", "temir"):
        await scene.taps(name, Subscribe(scene.where, wanted=True))
    await bot.move(MONDAY)
    ends = {"aigul": "2022-ж., 19-декабрь, 18:00", "temir": "19 декабря 2022 г., 18:00"}
    for name, until in ends.items():
        head = scene.words(name, "<b>The week in the committee</b>")
        card = next(" ".join(c.text.split()) for c in reversed(scene[name].cards) if head in c.text)
        for words in ("Next:", "Late:", "Open ballots:", "Open questions: {n}"):
            assert scene.words(name, words, n=1) in card
        assert f"F1 · {scene.words(name, 'Voting ends: {date}', date=until)}" in card
        assert "legal" not in card, "a draft's words stay on protected cards"


@pytest.mark.slow
async def test_a_monday_that_becomes_a_day_off_brings_the_digest_on_tuesday(bot: Stage) -> None:
    scene = await planned(bot)
    await scene.taps("olivia", Subscribe(scene.where, wanted=True))
    await adds_days_off(scene, "12 December 2022", "Орозо айт")
    await bot.move(day("2022-12-12", 20))
    assert heard(scene, "olivia", "The week in the committee") == 0
    await bot.move(day("2022-12-13"))
    assert heard(scene, "olivia", "The week in the committee") == 1


@pytest.mark.slow
async def test_the_first_working_day_after_the_holidays_brings_the_digest(bot: Stage) -> None:
    scene = await planned(bot)
    await scene.taps("olivia", Subscribe(scene.where, wanted=True))
    await bot.move(day("2022-12-28"))
    assert "T3" in scene["olivia"].screen.split("Next:")[1].split("Late:")[0], (
        "5 January, before the next digest"
    )
    await scene.taps("nazira", PutStanding(MilestoneId(2), Standing.DONE))
    await bot.move(day("2023-01-06"))
    week = heard(scene, "olivia", "The week in the committee")
    await bot.move(day("2023-01-09"))
    assert heard(scene, "olivia", "The week in the committee") == week + 1
    assert "T2" in scene["olivia"].screen.split("Next:")[0], "done since the digest before, two weeks ago"
