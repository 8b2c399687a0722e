"""The ledger as a table: every question with its answer, as text, and no more of its asker than they let be known."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.sheets import Format, Sheet, workbook
from bot.i18n import LANGUAGES, OWN_NAMES
from bot.ids import QuestionId
from bot.inputs.actions import SendInputs
from bot.playground.stage import Stage
from bot.questions.actions import SendQuestions, WithdrawQuestion
from bot.questions.choice import Choice, Which
from tests.journeys.scenes import Scene, assemble, words
from tests.questions.test_journeys import answers, asks, translates

FORMULA = "=1+1 <b> & когда?"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot)


async def sends(scene: Scene, name: str, kind: str = "English · XLSX") -> None:
    """The table of what is on the list, as this kind of file."""
    await scene.press(name, "Send as a table")
    await scene[name].press(kind)


def tables(scene: Scene, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """The last file that somebody was sent, by sheet, without the headings."""
    file, data = scene[name].received[-1]
    assert file == "questions-2022-12-08.xlsx"
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}


@pytest.mark.slow
async def test_the_table_tells_every_question_and_names_nobody_who_is_not_named(scene: Scene) -> None:
    await asks(scene, "damir", FORMULA)
    await asks(scene, "aigul", "Ким чечет?", "Without a name")
    await asks(scene, "temir", "Зачем?", "My organization only")
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", "В марте.")
    await scene["anna"].says("/start q1")
    await translates(scene, "anna", "Translate the answer", "English", "In March.")
    await scene["anna"].says("/questions")
    await sends(scene, "anna")
    first, second, third = tables(scene, "anna")["Questions"]
    assert first[:4] == ("Q1", "answered", "2022-12-08 14:00", "Damir Member, Agency")
    assert first[6] == FORMULA
    assert first[12:15] == ("В марте.", "Russian", "English (J. Translator): In March.")
    assert second[2:4] == ("2022-12-08", "without a name")
    assert third[3] == "Union"
    said = repr(tables(scene, "anna"))
    assert "Aigul" not in said
    assert "Temir" not in said


@pytest.mark.slow
async def test_input_stands_beside_it_with_whoever_gave_it(scene: Scene) -> None:
    from tests.inputs.test_journeys import TEXT
    from tests.inputs.test_journeys import asks as requests

    await requests(scene)
    await scene.press("bermet", "Nothing to add")
    await scene["nazira"].says("/questions")
    await sends(scene, "nazira", "Русский · XLSX")
    (row,) = tables(scene, "nazira")["Сведения"]
    assert row[:2] == ("R1", TEXT)
    assert row[7:12] == ("I1", "добавить нечего", "Bermet Member", "Cooperative", "Организации ССЭ")


async def test_members_are_not_sent_it(scene: Scene) -> None:
    await scene["damir"].says("/questions")
    assert "Send as a table" not in scene["damir"].buttons
    for action in (SendQuestions, SendInputs):
        await scene.taps("damir", action(scene.where, format=Format.XLSX))
        scene.sees("damir", "Only consultants, organizers and the chair can do this.")
    assert scene["damir"].received == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_written_in_any_language_whatever_its_readers(scene: Scene, language: str) -> None:
    await scene["anna"].says("/questions")
    await sends(scene, "anna", f"{OWN_NAMES[language]} · XLSX")
    book = load_workbook(io.BytesIO(scene["anna"].received[-1][1]))
    headings = [cell.value for sheet in book.worksheets for cell in next(sheet.iter_rows(max_row=1))]
    assert words(language, "Asked by") in headings
    assert words(language, "Given by") in headings


@pytest.mark.slow
async def test_as_csv_it_opens_in_excel_with_its_letters_and_without_formulas(scene: Scene) -> None:
    for text in (FORMULA, "+996 деп башталат", "-1; же 2?", "@ким чечет", 'Ким "чечет"\nкачан?'):
        await asks(scene, "aigul", text)
    await scene["anna"].says("/questions")
    await sends(scene, "anna", "Кыргызча · CSV")
    (_, questions), (name, _) = scene["anna"].received[-2:]
    assert name == "input-2022-12-08.csv"
    assert questions.startswith(b"\xef\xbb\xbf"), "by this mark Excel knows UTF-8"
    rows = list(csv.reader(io.StringIO(questions.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][3] == words("ky", "Asked by")
    asked = [row[6] for row in rows[1:]]
    assert asked[:3] == [f"'{FORMULA}", "'+996 деп башталат", "'-1; же 2?"]
    assert asked[3:] == ["'@ким чечет", 'Ким "чечет"\nкачан?']


@pytest.mark.slow
async def test_only_what_is_chosen_on_the_list_is_sent(scene: Scene) -> None:
    await asks(scene, "damir", "When?")
    await asks(scene, "temir", "Зачем?")
    await asks(scene, "temir", "Кто?", "Without a name")
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", "В марте.")
    await scene["anna"].says("/questions")
    for label in ("Choose what is shown", "Unanswered", "Group"):
        await scene["anna"].press(label)
    await scene["anna"].press("Trade unions (1)")
    await scene["anna"].press("Show questions (1)")
    await sends(scene, "anna")
    sent = tables(scene, "anna")
    assert list(sent) == ["Questions"], "what else was given is not of this choice"
    assert [row[0] for row in sent["Questions"]] == ["Q2"]


@pytest.mark.slow
async def test_of_a_request_what_was_given_to_it_is_sent(scene: Scene) -> None:
    from tests.inputs.test_journeys import asks as requests

    for _ in range(2):
        await requests(scene)
    await scene["bermet"].says("/start r2")
    await scene.press("bermet", "Nothing to add")
    await scene["anna"].says("/start r2")
    await sends(scene, "anna", "English · CSV")
    name, data = scene["anna"].received[-1]
    assert name == "input-2022-12-08.csv"
    (row,) = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert (row[0], row[7], row[9]) == ("R2", "I1", "Bermet Member")
    await scene["anna"].says("/requests")
    await sends(scene, "anna")
    book = load_workbook(io.BytesIO(scene["anna"].received[-1][1]))
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["R1", "R2"]


async def test_what_never_stood_in_the_ledger_is_sent_only_where_it_is_asked_for(scene: Scene) -> None:
    await asks(scene, "damir", "When?")
    await scene.taps("damir", WithdrawQuestion(scene.where, QuestionId(1), sure=True))
    await scene["anna"].says("/questions")
    await sends(scene, "anna")
    assert tables(scene, "anna")["Questions"] == []
    await scene.taps("anna", SendQuestions(scene.where, Format.XLSX, "en", Choice(Which.ASIDE).pack()))
    assert [row[:2] for row in tables(scene, "anna")["Questions"]] == [("Q1", "withdrawn")]


def test_a_table_without_rows_can_be_opened() -> None:
    book = load_workbook(io.BytesIO(workbook([Sheet("Empty", ("One", "Two"), ())])))
    assert [cell.value for cell in book.worksheets[0][1]] == ["One", "Two"]
