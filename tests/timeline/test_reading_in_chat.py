"""A long plan is read in pages and by filter, by observers too; the working modalities are kept in versions."""

import re
from datetime import timedelta

import pytest

from bot.playground.stage import Stage
from bot.timeline.actions import ShowModalities, ShowTimeline, ShowTimelinePicture, WriteTitles
from bot.timeline.model import Which
from tests.journeys.scenes import Scene, assemble
from tests.timeline.house import planned
from tests.timeline.plans import TODAY

READERS = ("aigul", "temir", "olivia")
SIXTY = "\n".join(f"{TODAY + timedelta(days=3 * n - 30):%d.%m.%Y} — Этап {n + 1}" for n in range(60))
"""Ten of them are late on the day of the kick-off, ten more end within the next thirty days after it."""


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await planned(bot, SIXTY)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
async def test_sixty_milestones_open_on_today_and_every_page_and_filter_leads_on(
    scene: Scene, name: str
) -> None:
    person = scene[name]
    await person.says("/timeline")
    text, picture = person.cards[-2:]
    assert "T11 " in text.text
    assert len(text.text) < 1500, "a telephone's screen or two"
    assert "photo" in picture.content
    await scene.taps(name, ShowTimeline(scene.where, Which.ALL, 0))
    seen: set[str] = set()
    for page in range(8):
        await scene.taps(name, ShowTimeline(scene.where, Which.ALL, page))
        seen |= {b["text"] for b in person.latest.buttons if b["text"].startswith("T")}
    assert {f"T{n}" for n in range(1, 61)} <= seen
    await scene.taps(name, ShowTimeline(scene.where, Which.LATE, 1))
    assert "T9 " in person.latest.text
    assert "T11 " not in person.latest.text
    await scene.taps(name, ShowTimeline(scene.where, Which.SOON, 0))
    assert "T11 " in person.latest.text
    assert "T10 " not in person.latest.text
    await scene.taps(name, ShowTimeline(scene.where, Which.MINE, 0))
    assert scene.words(name, "There are none.") in person.latest.text
    assert not re.search(r"^! ", person.latest.text, re.M), "others' late ones are not mine"
    await scene.taps(name, ShowTimeline(scene.where, Which.LATE, 99))
    assert "T9 " in person.latest.text, "a page that is no more is the last one"


async def test_a_picture_shows_the_page_that_it_stands_under(scene: Scene) -> None:
    await scene.taps("olivia", ShowTimelinePicture(scene.where, Which.LATE, 0))
    assert "photo" in scene["olivia"].cards[-1].content
    await scene["olivia"].press("Timeline")
    assert scene["olivia"].latest.text.startswith("Timeline · Overdue")


# The working modalities


async def writes(scene: Scene, name: str, ky: str, ru: str, *, note: str | None = None) -> None:
    """A version in two languages, up to the look at it."""
    await scene.taps(name, ShowModalities(scene.where))
    await scene[name].press(scene.words(name, "New version" if note else "Write them down"))
    for text in (ky, ru):
        await scene[name].says(text)
        await scene.press(name, "Done")
    await scene.press(name, "Skip")
    await scene.press(name, "Skip")
    if note:
        await scene[name].says(note)


@pytest.mark.slow
async def test_the_working_modalities_are_kept_in_versions_and_everybody_reads_their_language(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    await writes(scene, "nazira", "Биз <мындай> иштейбиз", "Мы работаем <так>")
    await scene.press("nazira", "Put before the committee")
    for name, text in (
        ("aigul", "Биз <мындай> иштейбиз"),
        ("temir", "Мы работаем <так>"),
        ("olivia", "Биз <мындай>"),
    ):
        scene.sees(name, "Version {v} of the working modalities is before the committee.", v=1)
        await scene[name].says("/committee")
        await scene.press(name, "Working modalities")
        assert text in scene[name].latest.text
        await scene.taps(name, ShowModalities(scene.where))
        assert scene.words(name, "New version") not in [b["text"] for b in scene[name].latest.buttons]
    await writes(scene, "anna", "Башкача", "Иначе", note="Новый порядок")
    await scene.press("anna", "Put before the committee")
    await scene.taps("temir", ShowModalities(scene.where))
    assert "Иначе" in scene["temir"].latest.text
    assert "Новый порядок" in scene["temir"].latest.text
    await scene.press("temir", "Versions")
    assert scene.words("temir", "Version {v}", v=1) in scene["temir"].latest.text


@pytest.mark.slow
async def test_the_working_modalities_may_be_files_which_everybody_is_sent_and_the_next_version_keeps(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await scene.taps("nazira", ShowModalities(scene.where))
    await scene.press("nazira", "Write them down")
    for _ in range(3):
        await scene.press("nazira", "Skip")
    await nazira.sends_file("Порядок & правила.pdf", b"%PDF-1.4 rules")
    await scene.press("nazira", "Done")
    await scene.press("nazira", "Put before the committee")
    for name in ("temir", "olivia"):
        await scene.taps(name, ShowModalities(scene.where))
        await scene[name].press("Порядок & правила.pdf")
        assert scene[name].received[-1] == ("Порядок & правила.pdf", b"%PDF-1.4 rules")
    await scene.taps("nazira", ShowModalities(scene.where))
    await scene.press("nazira", "New version")
    await scene.writes("nazira", "Биз мындай иштейбиз")
    for _ in range(2):
        await scene.press("nazira", "Skip")
    await scene.press("nazira", "Done")
    await nazira.says("С текстом")
    scene.sees("nazira", "Files: {n}", n=1)
    await scene.press("nazira", "Put before the committee")
    await scene.taps("temir", ShowModalities(scene.where))
    scene["temir"].sees("Биз мындай иштейбиз")
    await scene["temir"].press("Порядок & правила.pdf")


@pytest.mark.slow
async def test_the_second_of_two_writers_is_told_of_the_first_ones_version_before_theirs_replaces_it(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    await writes(scene, "nazira", "Бир", "Один")
    await scene.press("nazira", "Put before the committee")
    await writes(scene, "nazira", "Эки", "Два", note="Второй порядок")
    await writes(scene, "anna", "Үч", "Три", note="Third")
    await scene.press("anna", "Put before the committee")
    await scene.press("nazira", "Put before the committee")
    scene["nazira"].sees("Ваш текст сохранён здесь")
    scene["nazira"].sees(scene.words("nazira", "It takes the place of version {v}.", v=2))
    await scene.taps("temir", ShowModalities(scene.where))
    assert "Три" in scene["temir"].latest.text
    await scene.press("nazira", "Put before the committee")
    await scene.taps("temir", ShowModalities(scene.where))
    assert scene.words("temir", "Version {v}", v=3) in scene["temir"].latest.text
    assert "Два" in scene["temir"].latest.text


# Titles in other languages


@pytest.mark.slow
async def test_titles_in_another_language_are_written_line_by_line_across_restarts(bot: Stage) -> None:
    scene = await planned(bot, "05.01.2023 — Вводный отчёт\n19.01.2023 — Полевой этап")
    nazira = scene["nazira"]
    await nazira.says("/timeline")
    await scene.press("nazira", "Change the plan")
    await bot.restart()
    await scene.press("nazira", "Titles in other languages")
    await bot.restart()
    await nazira.press("кыргызский: не хватает 2")
    await nazira.says("Бир\nЭки\nҮч")
    scene.sees(
        "nazira", "Lines wanted: {wanted}. Lines found: {found}. Nothing was recorded.", wanted=2, found=3
    )
    await bot.restart()
    await nazira.says("T2 Талаа изилдөөсү\nT1 Баштапкы отчет")
    await scene["aigul"].says("/timeline")
    shown = scene["aigul"].sees("T1 Баштапкы отчет").text
    assert "T2 Талаа изилдөөсү" in shown
    await scene["temir"].says("/timeline")
    scene["temir"].sees("T1 Вводный отчёт")


@pytest.mark.slow
async def test_titles_of_a_long_plan_are_asked_for_in_portions_that_the_screen_shows(scene: Scene) -> None:
    nazira = scene["nazira"]
    for left in (60, 20):
        await scene.taps("nazira", WriteTitles(scene.where))
        await nazira.press(f"кыргызский: не хватает {left}")
        await nazira.says("\n".join(f"Этап-{left}-{n}" for n in range(min(left, 40))))
    await scene["aigul"].says("/timeline")
    text = scene["aigul"].cards[-2].text
    assert "Этап-60-10" in text
    assert scene.words("aigul", "Some titles are in another language: {languages}", languages="") not in text
