"""The ledger as a table: every question with its answer, as text, and no more of its asker than they let be known."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.sheets import Sheet, workbook
from bot.i18n import LANGUAGES
from bot.playground.stage import Stage
from bot.questions.actions import SendQuestions
from tests.journeys.scenes import Scene, assemble
from tests.questions.test_journeys import answers, asks, translates

FORMULA = "=1+1 <b> & когда?"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot)


def tables(scene: Scene, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """The last file that somebody was sent, by sheet, without the headings."""
    file, data = scene[name].received[-1]
    assert file == "questions-2022-12-08.xlsx"
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}


async def test_the_table_tells_every_question_and_names_nobody_who_is_not_named(scene: Scene) -> None:
    await asks(scene, "damir", FORMULA)
    await asks(scene, "aigul", "Ким чечет?", "Without a name")
    await asks(scene, "temir", "Зачем?", "My organization only")
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", "В марте.")
    await scene["anna"].says("/start q1")
    await translates(scene, "anna", "Translate the answer", "English", "In March.")
    await scene["anna"].says("/questions")
    await scene["anna"].press("Send as a table")
    first, second, third = tables(scene, "anna")["Questions"]
    assert first[:4] == ("Q1", "answered", "2022-12-08 14:00", "Damir Member, Agency")
    assert first[6] == FORMULA
    assert first[12:15] == ("В марте.", "ru", "en (J. Translator): In March.")
    assert second[2:4] == ("2022-12-08", "without a name")
    assert third[3] == "Union"
    said = repr(tables(scene, "anna"))
    assert "Aigul" not in said
    assert "Temir" not in said


async def test_input_stands_beside_it_with_whoever_gave_it(scene: Scene) -> None:
    from tests.inputs.test_journeys import TEXT
    from tests.inputs.test_journeys import asks as requests

    await requests(scene)
    await scene.press("bermet", "Nothing to add")
    await scene["nazira"].says("/questions")
    await scene.press("nazira", "Send as a table")
    (row,) = tables(scene, "nazira")["Сведения"]
    assert row[:2] == ("R1", TEXT)
    assert row[5:10] == ("I1", "добавить нечего", "Bermet Member", "Cooperative", "Организации ССЭ")


async def test_members_are_not_sent_it(scene: Scene) -> None:
    await scene["damir"].says("/questions")
    assert "Send as a table" not in scene["damir"].buttons
    await scene.taps("damir", SendQuestions(scene.where))
    assert scene["damir"].received == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_its_headings_are_in_the_readers_language(scene: Scene, language: str) -> None:
    await scene.speaks("anna", language)
    await scene["anna"].says("/questions")
    await scene.press("anna", "Send as a table")
    book = load_workbook(io.BytesIO(scene["anna"].received[-1][1]))
    headings = [cell.value for sheet in book.worksheets for cell in next(sheet.iter_rows(max_row=1))]
    assert scene.words("anna", "Asked by") in headings
    assert scene.words("anna", "Given by") in headings


def test_a_table_without_rows_can_be_opened() -> None:
    book = load_workbook(io.BytesIO(workbook([Sheet("Empty", ("One", "Two"), ())])))
    assert [cell.value for cell in book.worksheets[0][1]] == ["One", "Two"]
