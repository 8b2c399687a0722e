"""A consultant posts a plan in the chat: as a message in any of the languages, as a table, step by step."""

import io

import openpyxl
import pytest

from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.journeys.scenes import CAST, Part, Role, Scene, assemble
from tests.timeline.house import plan_of, planned
from tests.timeline.plans import KICK_OFF, lines

IN_KYRGYZ = """2022-ж., 8-декабрь — Ачылыш жыйыны
22-декабрь — Протокол таратылды
5-январга чейин — Баштапкы отчет
19-январдан 30-мартка чейин — Талаа изилдөөсү
2023-ж., 13–27-апрель — Алдын ала тыянактар боюнча пикир билдирүү
25.05.2023 — Отчеттун долбоору, 1-версия
8-июнь — Аныктаманын пункттары боюнча добуш берүүнүн башталышы
22-июнь — Тастыктоо семинары (гибриддик)
20-июль — Жыйынтыктоочу отчет
17-август — Саясат маселелери боюнча диалог
31-август — РКК үчүн өлкөнүн барагы"""
IN_ENGLISH = """8 December 2022: Kick-off briefing
22 December: Minutes circulated
by 5 January — Inception report
Jan 19 – Mar 30, 2023 Fieldwork
April 13–27, 2023: Preliminary findings open for comments
2023-05-25 Draft report v1
8 June — Clause votes on the definition open
22 June — Validation workshop (hybrid)
July 20: Final report
August 17: Policy dialogue
August 31, 2023 — Country page to RAC"""
DAYS = [line.days for line in lines()]


def consulting(language: str) -> dict[str, Part]:
    return {**CAST, "nazira": CAST["nazira"]._replace(language=language)}


def workbook() -> bytes:
    """The same plan as a sheet, with a column for each language and real dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("no", "start", "end", "title_ky", "title_ru", "title_en"))
    titles = zip(lines(IN_KYRGYZ, "ky"), lines(), lines(IN_ENGLISH, "en"), strict=True)
    for number, (ky, ru, en) in enumerate(titles, start=1):
        assert ru.days is not None
        end = None if ru.days.single else ru.days.last
        sheet.append((number, ru.days.first, end, ky.title, ru.title, en.title))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("language", "text"), [("ru", KICK_OFF), ("ky", IN_KYRGYZ), ("en", IN_ENGLISH)])
async def test_the_kick_offs_plan_is_one_message_in_each_language(
    bot: Stage, language: str, text: str
) -> None:
    scene = await assemble(bot, consulting(language))
    await scene["nazira"].says("/newtimeline")
    await scene["nazira"].says(text)
    scene.sees(
        "nazira", "Lines: {n}. Not understood: {wrong}. On a day off: {resting}.", n=11, wrong=0, resting=2
    )
    assert await plan_of(scene) == [], "nothing is stored before it is confirmed"
    await scene.press("nazira", "Confirm")
    found = await plan_of(scene)
    assert [m.days for m in found] == DAYS
    assert [m.titles for m in found] == [{language: line.title} for line in lines(text, language)]
    for name in ("aigul", "olivia", "cholpon"):
        scene.sees(name, "Milestones added: {n}", n=11)


@pytest.mark.slow
async def test_titles_are_in_the_language_in_which_they_are_written(bot: Stage) -> None:
    scene = await assemble(bot, consulting("en"))
    await scene["nazira"].says("/newtimeline")
    await scene["nazira"].says("22 декабря — Протокол разослан\nдо 5 января — Вводный отчёт")
    await scene["nazira"].says("8 июня — ILO, SSE")
    await scene.press("nazira", "Confirm")
    assert [m.titles for m in await plan_of(scene)] == [
        {"ru": "Протокол разослан"},
        {"ru": "Вводный отчёт"},
        {"ru": "ILO, SSE"},
    ]


async def test_a_workbook_brings_the_titles_of_all_languages_and_each_reads_their_own(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene["nazira"].says("/newtimeline")
    await scene["nazira"].sends_file("План.xlsx", workbook())
    await scene.press("nazira", "Confirm")
    assert [m.days for m in await plan_of(scene)] == DAYS
    for name, title in (
        ("aigul", "Баштапкы отчет"),
        ("temir", "Вводный отчёт"),
        ("olivia", "Inception report"),
    ):
        await scene[name].says("/timeline")
        text = scene[name].sees(f"T3 {title}")
        picture = scene[name].cards[-1]
        assert "photo" in picture.content
        assert picture.message_id > text.message_id, "text first"
        assert (
            scene.words(name, "Some titles are in another language: {languages}", languages="")
            not in text.text
        )


@pytest.mark.slow
async def test_the_template_is_filled_in_and_sent_back(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await scene.press("nazira", "As a table")
    (name, data), *_ = nazira.received
    assert name.endswith(".xlsx")
    await nazira.sends_file(name, data)
    await scene.press("nazira", "Confirm")
    assert [m.label for m in await plan_of(scene)] == ["T1", "T2", "T3"]
    await scene.press("nazira", "Change the plan")
    await scene.press("nazira", "As a table")
    book = openpyxl.load_workbook(io.BytesIO(nazira.received[-1][1]))
    cells = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in cells[1:4]] == ["T1", "T2", "T3"]


async def test_step_by_step_asks_for_one_milestone_after_the_other(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await scene.press("nazira", "Step by step")
    await nazira.says("Вводный <отчёт> & приложение")
    await nazira.says("вчера было рано")
    scene.sees("nazira", "Date or range, such as: {example}", example="19 января – 30 марта 2023 г.")
    await nazira.says("до 12 января")
    await scene.press("nazira", "One more milestone")
    await nazira.says("Полевой этап")
    await nazira.says("19 января – 30 марта")
    await scene.press("nazira", "That is all")
    await scene.press("nazira", "Confirm")
    first, second = await plan_of(scene)
    assert (first.title("ru"), second.days) == ("Вводный <отчёт> & приложение", DAYS[3])


BAD = """31.02.2023 — Невозможный день
10.02.2023 – 05.02.2023 Конец раньше начала
05.01.2023 Отчёт
5 января 2023 — отчёт
Без срока
12/08/22 Проект"""


@pytest.mark.slow
async def test_each_line_that_is_not_understood_says_why_and_is_corrected_one_by_one(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await nazira.says(BAD)
    faults = {
        1: "there is no such day",
        2: "the end lies before the start",
        4: "the same as line {cell}",
        5: "there is no date",
        6: "the day can be read in two ways",
    }
    for number, fault in faults.items():
        said = scene.words("nazira", fault, cell=3)
        scene.sees("nazira", "Line {number}: {fault}", number=number, fault=said)
    assert scene.words("nazira", "Confirm") not in nazira.buttons
    await scene.press("nazira", "Correct line {number}", number=1)
    await nazira.says("28.02.2023")
    await nazira.says("2: 05.02.2023 – 10.02.2023 Обе даты")
    await scene.press("nazira", "Leave line {number} out", number=4)
    await nazira.says("5: 6 марта 2023 — Теперь со сроком")
    await nazira.press("8 декабря 2022")
    await scene.press("nazira", "Confirm")
    assert [(m.title("ru"), m.days.first.isoformat()) for m in await plan_of(scene)] == [
        ("Проект", "2022-12-08"),
        ("Отчёт", "2023-01-05"),
        ("Обе даты", "2023-02-05"),
        ("Невозможный день", "2023-02-28"),
        ("Теперь со сроком", "2023-03-06"),
    ]


async def test_a_label_before_the_date_is_shown_beside_what_was_understood(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await nazira.says(
        "T3 5 января Первый черновик\nM1 12 января Второй\n7) 19 января Третий\n3 26 января Отчёт"
    )
    nazira.sees(r"1\. \[T3\] 5.января.2023.г\. · Первый черновик")
    nazira.sees(r"2\. 12.января.2023.г\. · M1 Второй")
    nazira.sees(r"3\. \[7\] 19.января.2023.г\. · Третий")
    said = scene.words("nazira", "the date has to come first or last: {cell}", cell="26 января")
    scene.sees("nazira", "Line {number}: {fault}", number=4, fault=said)


async def test_a_plan_posted_anew_is_compared_first_and_its_reason_goes_to_everybody_once(bot: Stage) -> None:
    scene = await planned(bot)
    before = await plan_of(scene)
    told = len(scene["aigul"].cards)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await nazira.says(
        KICK_OFF.replace("до 5 января", "9 января").replace("\n20.07.2023 — Итоговый отчёт", "")
    )
    counts = {"added": 0, "moved": 1, "removed": 1, "kept": 9}
    scene.sees(
        "nazira",
        "Compared with the stored plan: added {added}, moved {moved}, taken out {removed}, unchanged {kept}.",
        **counts,
    )
    nazira.sees("T9 Итоговый отчёт")
    await scene.press("nazira", "Continue")
    await nazira.says("Праздники & отпуск")
    assert await plan_of(scene) == before
    await scene.press("nazira", "Confirm")
    assert [m.label for m in await plan_of(scene)] == [m.label for m in before if m.label != "T9"]
    assert len(scene["aigul"].cards) == told + 1
    scene["aigul"].sees("Праздники & отпуск")


async def test_a_corrected_title_is_shown_beside_the_one_until_now_and_keeps_what_the_milestone_has(
    bot: Stage,
) -> None:
    scene = await planned(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    await nazira.says(KICK_OFF.replace("Итоговый отчёт", "Итоговый отчет <2023>"))
    scene.sees("nazira", "title until now: {title}", title="Итоговый отчёт")
    await scene.press("nazira", "Confirm")
    found = await plan_of(scene)
    assert [(m.label, m.title("ru")) for m in found if m.number == 9] == [("T9", "Итоговый отчет <2023>")]
    assert len(found) == 11


async def test_two_consultants_posting_at_once_lose_nothing(bot: Stage) -> None:
    cast = {**CAST, "sadyr": Part("Sadyr Consultant", "ru", Role.CONSULTANT)}
    scene = await assemble(bot, cast)
    first, second = scene["nazira"], scene["sadyr"]
    for person, text in ((first, KICK_OFF), (second, "05.01.2023 — Другой отчёт")):
        await person.says("/newtimeline")
        await person.says(text)
    confirm = [_confirm(person) for person in (first, second)]
    for person, data in zip((first, second), confirm, strict=True):
        bot.telegram.press(person.user, max(person.chat.messages), data, person.chat)
    await bot.settle()
    assert len(await plan_of(scene)) in (1, 11)
    loser = "sadyr" if len(await plan_of(scene)) == 11 else "nazira"
    sentence = (
        "The stored plan has changed meanwhile. Nothing is lost: look at the comparison again and confirm it."
    )
    shown = scene[loser].sees(scene.words(loser, sentence))
    labels = [button["text"] for button in shown.buttons]
    assert scene.words(loser, "Continue") in labels, "the draft is compared with what stands now"


def _confirm(person: Someone) -> str:
    return next(b["callback_data"] for b in person.cards[-1].buttons if b["text"] == "Подтвердить")


async def test_a_table_of_five_thousand_lines_is_refused_with_the_limit_and_the_form_stays(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await nazira.says("/newtimeline")
    rows = "\n".join(f"05.01.2023;Этап {n}" for n in range(5000))
    await nazira.sends_file("plan.csv", f"начало;название\n{rows}".encode("cp1251"))
    scene.sees("nazira", "The table is too long. Limit: {limit} lines. Nothing was imported.", limit=1000)
    await nazira.says("05.01.2023 Отчёт")
    await scene.press("nazira", "Confirm")
    assert len(await plan_of(scene)) == 1


@pytest.mark.slow
async def test_what_follows_a_deliverable_is_laid_out_and_depends_on_it(bot: Stage) -> None:
    scene = await planned(bot)
    nazira = scene["nazira"]
    await nazira.says("/timeline")
    await nazira.press("T3")
    await scene.press("nazira", "Change")
    await scene.press("nazira", "Lay out what follows")
    nazira.sees("Вводный отчёт: рассылка.*Вводный отчёт: замечания.*Вводный отчёт: валидация.*доработка")
    await scene.press("nazira", "Confirm")
    await nazira.says("/timeline")
    await nazira.press("T3")
    nazira.sees(scene.words("nazira", "Depending on it: {milestones}", milestones="T12"))


@pytest.mark.parametrize("name", ["damir", "cholpon", "olivia"])
async def test_nobody_else_is_offered_to_post_and_whoever_types_it_is_told(bot: Stage, name: str) -> None:
    scene = await planned(bot)
    await scene[name].says("/newtimeline")
    scene.sees(name, "Only consultants and organizers can change the timeline. Nothing was changed.")
    await scene[name].says("/timeline")
    shown = scene[name].sees("T3")
    labels = [button["text"] for button in shown.buttons]
    assert scene.words(name, "Change the plan") not in labels
    await scene[name].press("T3")
    labels = [button["text"] for button in scene[name].latest.buttons]
    for words in ("Move the date", "Change", "Done"):
        assert scene.words(name, words) not in labels


async def restarted(scene: Scene, *acts: tuple[str, str]) -> None:
    """The consultant's acts, the bot restarted before each."""
    for how, what in acts:
        await scene.bot.restart()
        person = scene["nazira"]
        await (person.says(what) if how == "says" else scene.press("nazira", what))


@pytest.mark.slow
async def test_the_form_of_a_plan_survives_a_restart_at_every_step(bot: Stage) -> None:
    scene = await planned(bot)
    await restarted(
        scene,
        ("says", "/newtimeline"),
        ("says", KICK_OFF.replace("до 5 января", "31.02.2023")),
        ("says", "3: 12 января"),
        ("press", "Continue"),
        ("says", "Позже"),
        ("press", "Back"),
        ("says", "Ещё позже"),
        ("press", "Confirm"),
    )
    found = await plan_of(scene)
    assert (found[2].days.last.isoformat(), len(found)) == ("2023-01-12", 11)
    scene["aigul"].sees("Ещё позже")
