"""A table that came with no form open: it is asked what it is, and the answer needs no second upload."""

import pytest

from bot.forms.actions import TakeFileAs
from bot.playground.stage import Stage
from bot.timeline import forms, plan_forms
from tests.journeys.scenes import assemble

PLAN = "начало;название\n05.01.2023;Вводный отчёт\n".encode("cp1251")


@pytest.mark.slow
async def test_a_consultants_table_becomes_the_timeline_or_a_findings_file(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.sends_file("plan.csv", PLAN)
    scene.sees("nazira", "What is this file for?")
    assert nazira.buttons[:2] == [scene.words("nazira", w) for w in ("A file of a finding", "The timeline")]
    await bot.restart()
    await scene.press("nazira", "The timeline")
    nazira.sees(r"2\. .+ · Вводный отчёт")
    await scene.press("nazira", "Confirm")
    nazira.sees("T1 Вводный отчёт")
    await nazira.sends_file("plan.csv", PLAN)
    await scene.press("nazira", "A file of a finding")
    scene.sees("nazira", "What is this file for?")
    await scene.press("nazira", "A new finding with it")
    await scene.press("nazira", "knowledge gap")
    await nazira.press("Русский")
    await nazira.says("Заголовок")
    await scene.press("nazira", "Done")
    nazira.sees(r"1\. plan\.csv")


async def test_what_is_no_plan_is_asked_again_with_the_reason(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await anna.sends_file("people.csv", b"first,second\n1,2\n")
    await anna.press("The timeline")
    anna.sees("The first line must name these columns: no, start.*What is this file for?")
    await anna.press("A roster")
    anna.sees("The first line must name these columns: organization.*What is this file for?")
    await anna.press("Cancel")
    anna.sees("The form was discarded")


async def test_two_tables_together_are_no_plan(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene["nazira"].sends_album(("a.csv", PLAN), ("b.csv", PLAN + b"\n"))
    assert scene.words("nazira", "The timeline") not in scene["nazira"].buttons


async def test_a_button_of_another_question_or_a_foreign_form_is_refused(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene.taps("nazira", TakeFileAs(1, plan_forms.PLAN))
    await scene["nazira"].sends_file("plan.csv", PLAN)
    for step, form in ((1, plan_forms.PLAN), (2, "roster"), (2, "nonsense"), (2, forms.MOVE)):
        await scene.taps("nazira", TakeFileAs(step, form))
        scene.sees("nazira", "That button belongs to an earlier step. This is where the form stands now.")
        scene.sees("nazira", "What is this file for?")
