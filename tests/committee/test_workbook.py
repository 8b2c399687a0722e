"""A roster saved as a workbook: the values of its first sheet, or one sentence that says what to do about it."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from openpyxl import Workbook

from bot.committee import roster, workbook
from bot.committee.model import CONSTITUENCIES, Role
from bot.committee.roster import RosterLine
from bot.errors import Refusal
from bot.files import tables

AIGUL = ("Федерация", "workers", "member", "Айгүл Өмүрова", "ky")
SHEET = "xl/worksheets/sheet1.xml"


def saved(*rows: Sequence[object], merged: str | None = None) -> bytes:
    """A workbook with these rows on its first sheet, and something else on its second."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    book.create_sheet("Notes").append(["not", "a", "roster"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(data: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """The workbook with one part of its archive changed, as an office program would not write it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def with_rows(xml: bytes) -> bytes:
    """A roster whose sheet has more XML after its rows."""
    good = saved(roster.HEADER, AIGUL)
    return rewritten(good, lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>"))


def refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        roster.read_csv(workbook.table(data))
    return caught.value


def test_the_first_sheets_values_are_the_lines_of_the_roster() -> None:
    rows = roster.read_csv(workbook.table(saved((), roster.HEADER, AIGUL, (), (*AIGUL[:3], "Бакыт", "ru"))))
    found = roster.check(rows, {code: code for code in CONSTITUENCIES})
    assert found.faults == ()
    assert found.lines == (
        RosterLine(3, "Федерация", "workers", Role.MEMBER, "Айгүл Өмүрова", "ky"),
        RosterLine(5, "Федерация", "workers", Role.MEMBER, "Бакыт", "ru"),
    )


def test_people_on_a_second_sheet_are_not_left_out_silently() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("Government", "Notes", "Workers"):
        sheet = book.create_sheet(name)
        sheet.append(())
        sheet.append(["Notes"] if name == "Notes" else [column.upper() for column in roster.HEADER])
        sheet.append(AIGUL)
    file = io.BytesIO()
    book.save(file)
    refusal = refused(file.getvalue())
    assert (refusal.code, refusal.facts) == ("table-sheets", {"sheets": ["Government", "Workers"]})


def test_quotes_commas_and_line_ends_in_a_cell_stay_in_it() -> None:
    name = 'Aigul "A", the\nfirst; <b>&'
    rows = roster.read_csv(workbook.table(saved(roster.HEADER, (*AIGUL[:3], name, "ky"))))
    assert rows[1][3] == name


def test_empty_cells_at_the_end_of_a_line_are_cells() -> None:
    rows = roster.read_csv(workbook.table(saved(roster.HEADER, ("Federation", "workers", "member"))))
    (first, *_) = roster.check(rows, {code: code for code in CONSTITUENCIES}).faults
    assert (first.line, first.code) == (2, "name-missing")


def test_a_csv_file_is_left_as_it_is() -> None:
    assert workbook.table(b"organization,constituency\n") == b"organization,constituency\n"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ((*AIGUL[:3], 12, "ky"), "number", "D2: 12"),
        ((*AIGUL[:3], 12.0, "ky"), "number", "D2: 12"),
        ((*AIGUL[:3], date(2022, 12, 8), "ky"), "number", "D2: 2022-12-08"),
        ((True, *AIGUL[1:]), "number", "A2: True"),
        ((*AIGUL[:3], "=A1", "ky"), "formula", "D2"),
    ],
)
def test_what_is_no_text_is_named_with_its_line_and_cell(row: Sequence[object], code: str, cell: str) -> None:
    refusal = refused(saved(roster.HEADER, row))
    assert refusal.code == "roster-faults"
    assert refusal.facts["faults"] == [[2, code, cell]]


def test_a_formula_that_has_its_value_is_that_value_and_one_that_failed_is_a_fault() -> None:
    value = b'<row r="3"><c r="A3" t="str"><f>A2</f><v>Union</v></c></row>'
    assert roster.read_csv(workbook.table(with_rows(value)))[2][0] == "Union"
    error = b'<row r="3"><c r="A3" t="e"><f>A9</f><v>#REF!</v></c></row>'
    assert refused(with_rows(error)).facts["faults"] == [[3, "formula", "A3 #REF!"]]


def test_merged_cells_are_a_fault_of_the_line_where_they_begin() -> None:
    data = saved(roster.HEADER, AIGUL, AIGUL, merged="A2:A3")
    assert refused(data).facts["faults"] == [[2, "merged", "A2:A3"]]


@pytest.mark.slow
def test_ten_thousand_lines_are_refused_with_the_limit() -> None:
    data = saved(roster.HEADER, *[(*AIGUL[:3], f"Person {n}", "ky") for n in range(10_000)])
    refusal = refused(data)
    assert (refusal.code, refusal.facts) == ("table-too-long", {"limit": roster.LIMIT_LINES})


@pytest.mark.parametrize("rows", [[], [("", None, " ")]])
def test_an_empty_sheet_is_refused(rows: list[Sequence[object]]) -> None:
    assert refused(saved(*rows)).code == "roster-empty"


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = rewritten(saved(roster.HEADER), lambda _: b"0" * 60_000_000)
    assert len(bomb) < 100_000
    assert refused(bomb).code == "table-unpacks"
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for n in range(tables.LIMIT_PARTS + 1):
            archive.writestr(str(n), "")
    assert refused(many.getvalue()).code == "table-unpacks"


def test_an_archive_whose_directory_lies_about_a_size_gives_no_more_than_it_says() -> None:
    data = bytearray(rewritten(saved(roster.HEADER), lambda _: b"0" * 60_000_000))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(data)).code == "table-unreadable"


def test_entities_that_grow_are_not_resolved() -> None:
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    data = rewritten(
        saved(roster.HEADER, AIGUL),
        lambda sheet: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + grown + b"]>" + sheet,
    )
    assert refused(data).code == "table-unreadable"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b'<row r="999999999"><c r="A999999999" t="str"><v>x</v></c></row>', "table-too-long"),
        (b'<row r="0"><c r="A0" t="str"><v>x</v></c></row>', "table-unreadable"),
        (b'<row r="x"><c r="A1" t="str"><v>x</v></c></row>', "table-unreadable"),
        (b'<row r="3"><c r="A3" t="s"><v>999</v></c></row>', "table-unreadable"),
    ],
)
def test_rows_and_texts_that_cannot_be_are_refused(row: bytes, code: str) -> None:
    assert refused(with_rows(row)).code == code


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", saved(roster.HEADER)[:-200], b"PK\x03\x04" * 9])
def test_what_only_begins_as_a_workbook_is_refused(data: bytes) -> None:
    assert refused(data).code == "table-unreadable"


def test_a_workbook_with_a_password_or_of_the_old_format_says_how_to_save_it() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).code == "table-locked"
    data = bytearray(saved(roster.HEADER))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).code == "table-locked"
