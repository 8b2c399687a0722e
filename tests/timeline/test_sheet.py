"""Plans as tables: XLSX and CSV as people save them; values only."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from bot.errors import Refusal
from bot.ids import MembershipId
from bot.timeline import sheet
from bot.timeline.model import Days
from bot.timeline.plan import Line, between
from tests.timeline.plans import TODAY

LANGUAGES = ("ky", "ru", "en")
OWNERS = {"елена воронцова": MembershipId(7)}


def read(data: bytes) -> list[Line]:
    return between(sheet.read(sheet.prepare(data), "ru", LANGUAGES, OWNERS, TODAY))


def saved(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_with_dates_titles_owner_and_dependencies_is_understood() -> None:
    found = read(
        saved(
            ("no", "start", "end", "title_ky", "title_ru", "owner", "after"),
            (1, date(2023, 1, 5), None, "Баштапкы отчет", "Вводный отчёт", "Елена Воронцова", None),
            (2, date(2023, 1, 19), date(2023, 3, 30), None, "Полевой этап", None, 1),
        )
    )
    assert [line.fault for line in found] == [None, None]
    assert found[0].titles == {"ky": "Баштапкы отчет", "ru": "Вводный отчёт"}
    assert found[0].owner == MembershipId(7)
    assert found[1].days == Days(date(2023, 1, 19), date(2023, 3, 30))
    assert found[1].after == (found[0].number,)


def test_serial_dates_of_spreadsheets_are_days() -> None:
    (line,) = read("start,title\n44931,Отчёт\n".encode())
    assert line.days == Days(date(2023, 1, 5), date(2023, 1, 5))
    (line,) = read(saved(("start", "title"), (44931, "Отчёт")))
    assert line.days == Days(date(2023, 1, 5), date(2023, 1, 5))


@pytest.mark.parametrize("code", ["utf-8-sig", "cp1251"])
def test_semicolons_and_cp1251_are_understood(code: str) -> None:
    (line,) = read("начало;название\n05.01.2023;Вводный отчёт\n".encode(code))
    assert (line.fault, line.title) == (None, "Вводный отчёт")


def test_a_formula_is_never_taken_only_its_value() -> None:
    found = read(saved(("start", "title"), ("05.01.2023", "=1+1"), ("=TODAY()", "Отчёт")))
    assert [line.fault.code for line in found if line.fault] == ["formula", "formula"]
    assert found[0].fault.cell == "B2"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("31.02.2023,,Отчёт,", "impossible"),
        ("10.02.2023,05.02.2023,Отчёт,", "backwards"),
        ("05.01.1923,,Отчёт,", "far"),
        (",,Отчёт,", "no-date"),
        ("потом,,Отчёт,", "not-a-date"),
        ("②,,Отчёт,", "not-a-date"),
        ("³⁰,,Отчёт,", "not-a-date"),
        ("05.01.2023,,,", "no-title"),
        ("12/08/22,,Отчёт,", "ambiguous"),
        ("05.01.2023,,Отчёт,Никто Такой", "owner-unknown"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, fault: str) -> None:
    (line,) = read(f"start,end,title,owner\n{row}\n".encode())
    assert line.fault is not None
    assert line.fault.code == fault


def test_of_a_workbook_with_macros_the_values_are_taken_and_the_macros_left_alone() -> None:
    target = io.BytesIO(saved(("start", "title_ru"), (date(2023, 1, 5), "Вводный отчёт")))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    (line,) = read(target.getvalue())
    assert (line.fault, line.titles) == (None, {"ru": "Вводный отчёт"})


@pytest.mark.slow
def test_a_table_of_five_thousand_lines_is_refused_with_the_limit() -> None:
    rows = [("start", "title"), *(("05.01.2023", f"Этап {n}") for n in range(5000))]
    for data in (saved(*rows), "\n".join(",".join(row) for row in rows).encode()):
        with pytest.raises(Refusal) as refused:
            read(data)
        assert refused.value.code == "table-too-long"
        assert refused.value.facts["limit"] >= 1000


def test_a_table_without_the_columns_is_refused_with_those_that_are_wanted() -> None:
    with pytest.raises(Refusal) as refused:
        read(b"when,what\n1,2\n")
    assert (refused.value.code, refused.value.facts["found"]) == ("plan-header", ["when", "what"])


def test_the_template_comes_back_as_it_was_sent() -> None:
    rows = [{"no": "T4", "start": date(2023, 1, 5), "title_ru": "=HYPERLINK(1)", "title_ky": "Отчет"}]
    (line,) = read(sheet.template(LANGUAGES, rows))
    assert line.fault is not None, "what begins like a formula is not taken for a title"
    (line,) = read(sheet.template(LANGUAGES, [{**rows[0], "title_ru": "Отчёт"}]))
    assert (line.fault, line.label, line.titles) == (None, 4, {"ky": "Отчет", "ru": "Отчёт"})
