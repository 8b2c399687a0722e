"""One document, two files: what is in it stands in the PDF and in the DOCX, whatever people wrote."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx as word
import pypdf
import pytest

from bot.documents import Bullets, Document, Paragraph, Section, Table, papers
from tests.documents.test_drawing import HOSTILE

AT = datetime(2022, 12, 9, 4, 0, tzinfo=UTC)


def document(words: str = "Өкүлдөр жана мүчөлөр ң", rows: int = 2) -> Document:
    table = Table(("Топ", "Аты-жөнү"), tuple((f"{words} {n}", words) for n in range(rows)), (1, 2))
    blocks = (Paragraph(words, label="Чечим:"), Bullets((words, "экинчи")), table)
    return Document(
        "ky",
        "Улуттук консультативдик комитет",
        words,
        mark="Долбоор",
        facts=(("Күнү:", words), ("Кворум:", "бар")),
        sections=(Section("Катышкандар", blocks), Section("Ачылыш", (Paragraph(words),), small=True)),
        foot="M1 · 58edb102",
    )


def read(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def whole(docx: bytes) -> str:
    paper = word.Document(io.BytesIO(docx))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    foot = [p.text for p in paper.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells, *foot])


def test_both_files_say_all_of_it_in_kyrgyz_letters() -> None:
    of_pdf, of_docx = "\n".join(read(papers.pdf(document()))), whole(papers.docx(document(), AT))
    for words in (
        "Өкүлдөр жана мүчөлөр ң",
        "Долбоор",
        "Кворум:",
        "Катышкандар",
        "Чечим:",
        "экинчи",
        "M1 · 58edb102",
    ):
        assert words in of_pdf
        assert words in of_docx


def test_a_long_table_goes_on_with_its_head_on_every_page_and_pages_are_numbered() -> None:
    pages = read(papers.pdf(document(rows=150)))
    assert len(pages) > 2
    assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("Аты-жөнү" in page for page in pages[:-1])


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_people_write_becomes_both_files(words: str) -> None:
    assert len(read(papers.pdf(document(words)))) >= 1
    assert "Катышкандар" in whole(papers.docx(document(words), AT))


def test_lines_stay_lines() -> None:
    assert "бир\nэки" in "\n".join(read(papers.pdf(document("бир\nэки"))))
    assert "бир\nэки" in whole(papers.docx(document("бир\nэки"), AT))


def test_the_same_document_gives_the_same_pdf() -> None:
    assert papers.pdf(document()) == papers.pdf(document())


def test_a_docx_knows_its_language_and_whose_it_is() -> None:
    about = word.Document(io.BytesIO(papers.docx(replace(document(), language="ru"), AT))).core_properties
    assert (about.language, about.author) == ("ru", "Улуттук консультативдик комитет")
    assert about.created.replace(tzinfo=UTC) == AT
