"""One document, two files: what is in it stands in the PDF and in the DOCX, whatever people wrote."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx as word
import pypdf
import pytest
from docx.oxml.ns import qn

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


def test_how_it_stands_is_said_on_every_page_and_over_the_first_one() -> None:
    draft = document(rows=150)
    pages = read(papers.pdf(draft))
    assert len(pages) > 2
    assert [page.count("Долбоор · M1 · 58edb102") for page in pages] == [1] * len(pages)
    assert [page.count("Долбоор") for page in pages] == [2, *[1] * (len(pages) - 1)]
    (part,) = word.Document(io.BytesIO(papers.docx(draft, AT))).sections
    assert not part.different_first_page_header_footer
    assert part.footer.paragraphs[0].text.startswith("Долбоор · M1 · 58edb102\t")
    unmarked = replace(draft, mark="")
    assert all(" · M1" not in page for page in read(papers.pdf(unmarked)))
    assert " · M1" not in whole(papers.docx(unmarked, AT))


def test_a_row_and_an_item_with_its_speaker_stay_on_one_page() -> None:
    table = Table(
        ("№", "Пикир"), tuple((f"K{n}", f"башы{n} " + "сөз " * 90 + f"аягы{n}.") for n in range(40)), (1, 1)
    )
    items = tuple(
        Section(f"Тема{n}", (), small=True, facts=(("Баяндамачы:", "сөз " * 40), ("Убактысы:", f"кетти{n}")))
        for n in range(40)
    )
    pages = read(papers.pdf(replace(document(), sections=(Section("Пикирлер", (table,)), *items))))
    for first, last in (("башы{}", "аягы{}."), ("Тема{}", "кетти{}")):
        on = [
            [
                next(i for i, page in enumerate(pages) if part.format(n) in page.split())
                for part in (first, last)
            ]
            for n in range(40)
        ]
        assert [n for n, (begins, ends) in enumerate(on) if begins != ends] == []
    of_word = word.Document(io.BytesIO(papers.docx(document(), AT))).tables[0]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in of_word.rows)
    assert of_word.columns[1].width == pytest.approx(2 * of_word.columns[0].width, rel=0.01)
    assert of_word._tbl.tblPr.find(qn("w:tblInd")) is not None, "its frame hangs out into the margin"


def test_a_row_that_is_higher_than_a_page_goes_on_over_its_foot() -> None:
    table = Table(("№", "Пикир"), (("K1", "сөз " * 3000 + "аягы"),), (1, 2))
    pages = read(papers.pdf(replace(document(), sections=(Section("Пикирлер", (table,)),))))
    assert len(pages) > 1
    assert "аягы" in pages[-1]


def test_whoever_signs_has_a_line_of_their_own() -> None:
    signed = replace(document(), signed=(("Төрага", "Бакыт Осмонов"), ("Секретариат", "")))
    for said in ("\n".join(read(papers.pdf(signed))), whole(papers.docx(signed, AT))):
        assert said.index("Төрага") < said.index("Бакыт Осмонов") < said.index("Секретариат")


def test_nobody_signs_a_page_on_which_nothing_else_stands() -> None:
    signs = ("Төрага", "Бакыт Осмонов"), ("Секретариат", "")
    for ends in (Bullets(("сөз", "аягы")), Table(("№", "Пикир"), (("K1", "сөз"), ("K2", "аягы")), (1, 5))):
        for lines in range(26, 42):
            blocks = (*(Paragraph("сөз"),) * lines, ends)
            signed = replace(document(), sections=(Section("Пикирлер", blocks),), signed=signs)
            last = read(papers.pdf(signed))[-1]
            assert all(word in last for word in ("аягы", "Төрага", "Секретариат")), lines
        kept = [
            line.paragraph_format.keep_with_next
            for line in word.Document(io.BytesIO(papers.docx(signed, AT))).paragraphs[-3:]
        ]
        assert kept == [True, True, False], "what stands last, the first of two signatures, the second"
    rows = word.Document(io.BytesIO(papers.docx(signed, AT))).tables[0].rows
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows] == [None, None, True]


def test_what_was_circulated_before_there_were_facts_and_signatures_is_still_written() -> None:
    kept = document().to_json()
    del kept["signed"]
    for section in kept["sections"]:
        del section["facts"]
    assert Document.from_json(kept) == document()


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
