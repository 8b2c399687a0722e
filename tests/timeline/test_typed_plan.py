"""What people write in a plan, line by line: dates in three languages, and what is wrong with a line."""

from datetime import date

import pytest

from bot.errors import Refusal
from bot.timeline import typed_plan
from bot.timeline.model import Days
from tests.timeline.plans import TODAY, lines


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("до 5 января — Отчёт", "2023-01-05", "2023-01-05", "Отчёт"),
        ("с 19.01.2023 по 30.03.2023 Полевой этап", "2023-01-19", "2023-03-30", "Полевой этап"),
        ("13–27 апреля 2023 г. — Замечания", "2023-04-13", "2023-04-27", "Замечания"),
        ("20 декабря – 10 января: Перерыв", "2022-12-20", "2023-01-10", "Перерыв"),
        ("April 13–27, 2023: Comments", "2023-04-13", "2023-04-27", "Comments"),
        ("Jan 19 – Mar 30, 2023 Fieldwork", "2023-01-19", "2023-03-30", "Fieldwork"),
        ("2023-ж., 13–27-апрель — Пикирлер", "2023-04-13", "2023-04-27", "Пикирлер"),
        ("5-январга чейин: Баштапкы отчет", "2023-01-05", "2023-01-05", "Баштапкы отчет"),
        ("5-январдан 10-февралга чейин иш", "2023-01-05", "2023-02-10", "иш"),
        ("Вводный отчёт — до 5 января 2023 г.", "2023-01-05", "2023-01-05", "Вводный отчёт"),
        ("2) 2023-01-05 Report", "2023-01-05", "2023-01-05", "Report"),
        ("четверг, 5 января — Отчёт", "2023-01-05", "2023-01-05", "Отчёт"),
        ("Бейшемби, 5-январь: Отчет", "2023-01-05", "2023-01-05", "Отчет"),
        ("5 января 2023 г., четверг — Отчёт", "2023-01-05", "2023-01-05", "Отчёт"),
        ("2023-ж., 5-январь, бейшемби: Отчет", "2023-01-05", "2023-01-05", "Отчет"),
        ("5 января, среда обитания", "2023-01-05", "2023-01-05", "среда обитания"),
        ("1 сентября – 30 июня: Учебный год", "2023-09-01", "2024-06-30", "Учебный год"),
        ("Thu 5 January 2023: Report", "2023-01-05", "2023-01-05", "Report"),
        ("Отчёт (5 января)", "2023-01-05", "2023-01-05", "Отчёт"),
        ("5 января 2023 — до 10 января 2023 — Отчёт", "2023-01-05", "2023-01-10", "Отчёт"),
        ("1–5-февраль — Иш", "2023-02-01", "2023-02-05", "Иш"),
        ("1-февралдан 5ине чейин Иш", "2023-02-01", "2023-02-05", "Иш"),
        ("19-январдан 30-мартка чейин — Талаа", "2023-01-19", "2023-03-30", "Талаа"),
        ("апрелдин 13үнөн 27сине чейин пикирлер", "2023-04-13", "2023-04-27", "пикирлер"),
        ("январь 2023 — Отчёт", "2023-01-01", "2023-01-31", "Отчёт"),
        ("в феврале: Отчёт", "2023-02-01", "2023-02-28", "Отчёт"),
        ("январь–март 2023: Полевой этап", "2023-01-01", "2023-03-31", "Полевой этап"),
        ("с ноября по февраль — Сбор данных", "2022-11-01", "2023-02-28", "Сбор данных"),
        ("ноябрь–февраль 2024 Сбор данных", "2023-11-01", "2024-02-29", "Сбор данных"),
        ("2023-ж., январь–март: Талаа изилдөөсү", "2023-01-01", "2023-03-31", "Талаа изилдөөсү"),
        ("январдан мартка чейин — Иш", "2023-01-01", "2023-03-31", "Иш"),
        ("Jan – Mar 2023 Fieldwork", "2023-01-01", "2023-03-31", "Fieldwork"),
        ("I квартал 2023 г. — Отчёт", "2023-01-01", "2023-03-31", "Отчёт"),
        ("2023-ж., 2-чейрек: Отчет", "2023-04-01", "2023-06-30", "Отчет"),
        ("Q3 2023 Final report", "2023-07-01", "2023-09-30", "Final report"),
        ("Итоговый отчёт (3 квартал 2023)", "2023-07-01", "2023-09-30", "Итоговый отчёт"),
        ("Итоговый отчёт — июль 2023 г.", "2023-07-01", "2023-07-31", "Итоговый отчёт"),
    ],
)
def test_a_line_is_understood_as_people_write_it(text: str, first: str, last: str, title: str) -> None:
    (line,) = lines(text)
    assert line.fault is None
    assert (line.days, line.title) == (Days(date.fromisoformat(first), date.fromisoformat(last)), title)


def test_the_kick_off_in_russian_is_eleven_milestones() -> None:
    found = lines()
    assert [line.fault for line in found] == [None] * 11
    assert [(line.days.first - TODAY).days for line in found if line.days] == [
        *(0, 14, 28, 42, 126, 168, 182, 196, 224, 252, 266)
    ]
    assert (found[3].days.last - TODAY).days == 112


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31.02.2023 Отчёт", "impossible"),
        ("45 января — Отчёт", "impossible"),
        ("10.02.2023 – 05.02.2023 Отчёт", "backwards"),
        ("10.03–05.03 Отчёт", "backwards"),
        ("10.03.2023 – 05.03 Отчёт", "backwards"),
        ("с 10 марта по 5 февраля 2023 — Отчёт", "backwards"),
        ("5 января 2023, среда — Отчёт", "impossible"),
        ("Отчёт без срока", "no-date"),
        ("Май айында талкуулоо", "no-date"),
        ("Отчёт за март", "no-date"),
        ("Март ушёл", "no-date"),
        ("январь 0000 — Отчёт", "no-date"),
        ("в среду, 5 января 2023 — Отчёт", "impossible"),
        ("05.01.0023 — Отчёт", "far"),
        ("05.01.1923 — Отчёт", "far"),
        ("05.01.2023", "no-title"),
        ("05.01.2023 " + "о" * 200, "title-too-long"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(text: str, fault: str) -> None:
    (line,) = lines(text)
    assert line.fault is not None
    assert line.fault.code == fault


def test_a_day_that_can_be_read_in_two_ways_is_asked() -> None:
    (line,) = lines("12/08/22 Draft")
    assert line.fault is not None
    assert line.fault.code == "ambiguous"
    assert line.choices == (date(2022, 8, 12), date(2022, 12, 8))


def test_of_two_lines_alike_the_second_says_so() -> None:
    found = lines("05.01.2023 Отчёт\n06.01.2023 Отчёт\n5 января 2023 — отчёт")
    assert [line.fault and (line.fault.code, line.fault.cell) for line in found] == [
        None,
        None,
        ("alike", "1"),
    ]


def test_a_circle_of_dependencies_is_told_by_its_lines() -> None:
    found = lines(
        "05.01.2023 Один (после 3)\n06.01.2023 Два (после 1)\n07.01.2023 Три (2 кийин)\n08.01.2023 Четыре (after 9)"
    )
    assert [line.fault.code if line.fault else None for line in found] == [*["circle"] * 3, "after-unknown"]
    assert found[0].fault.cell == "1 → 3 → 2 → 1"


def test_a_day_without_a_year_is_meant_near_the_line_before() -> None:
    found = lines("1 декабря — прошло\n17 августа — позже\n31 августа — ещё позже")
    assert [line.days.first for line in found if line.days] == [
        date(2022, 12, 1),
        date(2023, 8, 17),
        date(2023, 8, 31),
    ]


@pytest.mark.parametrize(("text", "code"), [("\n \n", "plan-empty"), ("x\n" * 201, "plan-too-long")])
def test_a_message_of_no_lines_or_too_many_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        typed_plan.read(text, "ru", TODAY)
    assert refused.value.code == code


def test_a_capital_after_a_date_begins_the_title() -> None:
    assert [line.title for line in lines("05.01.2023 Г. Осмонов\n05.01.2023 г. Бишкек")] == [
        "Г. Осмонов",
        "Бишкек",
    ]
