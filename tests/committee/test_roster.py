"""A roster file is checked line by line, and every fault is named with its line."""

import pytest

from bot.committee import roster
from bot.committee.model import CONSTITUENCIES, Role
from bot.committee.roster import Checked, RosterLine
from bot.errors import Refusal

HEADER = "organization,constituency,role,name,language\n"
AIGUL = "Federation,workers,member,Aigul,ky\n"


def check(text: str | bytes) -> Checked:
    data = text if isinstance(text, bytes) else text.encode()
    return roster.check(roster.read_csv(data), {code: code for code in CONSTITUENCIES})


def faults(*lines: str) -> list[tuple[int, str, str]]:
    return [(f.line, f.code, f.cell) for f in check(HEADER + "\n".join(lines)).faults]


def refused(text: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        check(text)
    return caught.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_saved(separator: str, encoding: str, ending: str) -> None:
    text = HEADER + "Федерация,workers,member,Бакыт,ru\n"
    found = check(text.replace(",", separator).replace("\n", ending).encode(encoding))
    assert found.faults == ()
    assert found.lines == (RosterLine(2, "Федерация", "workers", Role.MEMBER, "Бакыт", "ru"),)


def test_kyrgyz_letters_and_quoted_commas_are_kept() -> None:
    (line,) = check(HEADER + '"Союз, ""Өнүгүү""",sse,member,Чоң Үмүт,ky\n').lines
    assert (line.organization, line.name) == ('Союз, "Өнүгүү"', "Чоң Үмүт")


def test_letters_that_the_encoding_has_not_got_are_a_fault_and_not_another_name() -> None:
    lost = HEADER + "Союз,sse,member,Айгүл Өмүрова,ky\n"
    (fault,) = check(lost.encode("cp1251", errors="replace")).faults
    assert (fault.line, fault.code, fault.cell) == (2, "letters-lost", "Айг?л ?м?рова")


def test_columns_may_stand_in_any_order_and_case() -> None:
    (line,) = check("Name;LANGUAGE;Role;constituency;Organization\nAigul;KY;Member;Workers;Federation").lines
    assert line == RosterLine(2, "Federation", "workers", Role.MEMBER, "Aigul", "ky")


def test_empty_lines_are_passed_over_and_numbers_stay_the_files() -> None:
    found = check("\n" + HEADER + "\n" + AIGUL + ",,,,\n" + "Federation,workers,boss,Nurlan,ky\n")
    assert [line.number for line in found.lines] == [4]
    assert [(f.line, f.code) for f in found.faults] == [(6, "role")]


def test_a_wrong_column_is_refused_with_what_was_found_and_what_is_wanted() -> None:
    refusal = refused("organisation,constituency,role,name,language\n" + AIGUL)
    assert refusal.code == "roster-header"
    assert refusal.facts["found"][0] == "organisation"
    assert refusal.facts["wanted"] == list(roster.HEADER)
    assert refused("Aigul Sydykova").code == "roster-header"


@pytest.mark.parametrize("data", ["", "  \n ", "\ufeff", HEADER, HEADER + ",,,,\n\n"])
def test_an_empty_roster_is_refused(data: str) -> None:
    assert refused(data).code == "roster-empty"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3",
        b"<html><table>",
        b"{\\rtf1 a}",
        b"\x89PNG\r\n\x1a\n",
        "name".encode("utf-16-le"),
        b'"' + b"x" * 200_000,
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    assert refused(data).code == "table-unreadable"


def test_a_roster_of_more_than_two_thousand_lines_is_refused() -> None:
    assert refused(HEADER + AIGUL * roster.LIMIT_LINES).facts == {"limit": roster.LIMIT_LINES}


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ("Federation,workers,boss,Aigul,ky", "role", "boss"),
        ("Federation,miners,member,Aigul,ky", "constituency", "miners"),
        ("Federation,,member,Aigul,ky", "constituency-missing", ""),
        (",workers,alternate,Aigul,ky", "organization-missing", ""),
        (",government,chair,Aigul,ky", "organization-missing", ""),
        ("Federation,workers,member, ,ky", "name-missing", ""),
        ("Federation,workers,member,\u200b,ky", "name-missing", ""),
        ("Federation,workers,member,Aigul,de", "language", "de"),
        ("Federation,workers,member,Aigul", "columns", "4"),
        ("Federation,workers,member,Sydykova, Aigul,ky", "columns", "6"),
        (f"Federation,workers,member,{'x' * 121},ky", "too-long", "120"),
        (f"{'x' * 121},workers,member,Aigul,ky", "too-long", "120"),
    ],
)
def test_a_fault_is_named_with_its_line_and_cell(line: str, code: str, cell: str) -> None:
    assert faults("Union,sse,member,Bakyt,ru", line) == [(3, code, cell)]


def test_a_roster_may_say_what_organizations_are_called_in_each_language() -> None:
    columns = "organization_ru,organization,constituency,role,name,language,organization_en\n"
    found = check(
        columns + "Союз,Union,workers,member,Aigul,ky,\n,Union,workers,member,Bakyt,ru,The Union\n"
        ",,,consultant,Nurlan,en,Nobody\n"
    )
    assert found.faults == ()
    assert [line.organization_names for line in found.lines] == [{"ru": "Союз"}, {"en": "The Union"}, {}]
    assert refused("organization_de," + HEADER + "Union," + AIGUL).code == "roster-header"
    assert refused("organization," + HEADER + "Union," + AIGUL).code == "roster-header"


def test_two_lines_may_not_call_an_organization_otherwise() -> None:
    columns = HEADER.strip() + ",organization_ky\n"
    lines = "Union,workers,member,Aigul,ky,Бирлик\nUnion,workers,member,Bakyt,ru,Бирдик\n"
    assert [(f.line, f.code, f.cell) for f in check(columns + lines).faults] == [
        (3, "organization-names", "Бирдик")
    ]
    (long,) = check(columns + f"Union,workers,member,Aigul,ky,{'x' * 121}").faults
    assert long.code == "too-long"
    (lost,) = check(columns + "Union,workers,member,Aigul,ky,?нүгүү").faults
    assert lost.code == "letters-lost"


def test_a_duplicate_names_the_line_that_it_repeats() -> None:
    assert faults(AIGUL.strip(), "federation,Workers,MEMBER,AIGUL,ru") == [(3, "duplicate", "2")]


def test_a_chair_without_a_seat_needs_no_organization() -> None:
    assert faults(",,chair,Cholpon,ru", ",,consultant,Nurlan,en", ",,observer,Olivia,en") == []


def test_all_faults_are_found_not_only_the_first() -> None:
    assert [number for number, _, _ in faults("x", "y", "z,miners,boss,,de")] == [2, 3, 4, 4, 4, 4]
