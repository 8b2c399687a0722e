"""A document as PDF (to be read and sent) and as DOCX (to be edited). Both take a moment: call them in a thread."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from bot.documents.drawing import render
from bot.documents.model import Block, Bullets, Document, Paragraph, Table

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table as DocxTable
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph as DocxParagraph

Format = Literal["pdf", "docx"]
_FONT = "Times New Roman"
"""Every office has it, and it has ң, ө and ү."""
_PROPERTY = 255
"""Characters of a property, which is as many as the format takes."""
_PAGE_CM = (21.0, 29.7)
_MARGIN_CM = 2.4
_LABEL_CM = 4.2
"""How far from the margin the values of the document's facts begin."""
_SIGNS_CM = (5.0, 11.0)
"""Where the line for a signature begins and ends."""
_INSET_TWIPS = 108
"""Twentieths of a point between a cell's frame and its words, in the template's tables."""
_HEAD_FILL = "E8EDF1"


def written(paper: Mapping[str, Any], to: Format, at: datetime) -> bytes:
    """A document's JSON as a file. `at`: when it was made (UTC). Raises Broken as `render` does."""
    return pdf(Document.from_json(paper)) if to == "pdf" else docx(Document.from_json(paper), at)


def pdf(document: Document) -> bytes:
    """The same document gives the same bytes. Raises Broken as `render` does."""
    return render("document", document.to_json(), "pdf")


def docx(document: Document, at: datetime) -> bytes:
    """For Word and its like. `at`: when it was made (UTC), for its properties."""
    from docx import Document as new  # noqa: PLC0415 (late: lxml is memory that an idle bot does without)

    paper = new()
    _prepare(paper, document, at)
    _muted(paper.add_paragraph(), document.over)
    paper.add_heading(_plain(document.title), 0)
    if document.mark:
        paper.add_paragraph().add_run(_plain(document.mark)).bold = True
    for label, value in document.facts:
        _fact(paper, label, value)
    for section in document.sections:
        paper.add_heading(_plain(section.title), 2 if section.small else 1)
        for label, value in section.facts:
            _labelled(line := paper.add_paragraph(), label, value)
            line.paragraph_format.keep_with_next = (label, value) != section.facts[-1]
        for block in section.blocks:
            _add(paper, block)
    if document.signed:
        _keep_end_with_next(paper)
    for place, (capacity, name) in enumerate(document.signed, start=1):
        line = _signature(paper, capacity, name)
        line.paragraph_format.keep_with_next = place < len(document.signed)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _prepare(paper: "Docx", document: Document, at: datetime) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

    about, page = paper.core_properties, paper.sections[0]
    about.title, about.author = _plain(document.title)[:_PROPERTY], _plain(document.over)[:_PROPERTY]
    about.language = document.language
    about.comments, about.created, about.modified = "", at, at
    page.page_width, page.page_height = map(Cm, _PAGE_CM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN_CM)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = paper.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = RGBColor(0x1C, 0x27, 0x33)
    paper.styles["Normal"].font.size = Pt(11)
    paper.styles["Normal"].paragraph_format.space_after = Pt(4)
    paper.styles["Title"].font.size = Pt(20)
    language = paper.styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), document.language)
    paper.styles["Normal"].element.get_or_add_rPr().append(language)
    for name, above in (("Heading 1", 16), ("Heading 2", 12)):
        paper.styles[name].paragraph_format.space_before = Pt(above)
        paper.styles[name].paragraph_format.space_after = Pt(4)
    paper.styles["Footer"].paragraph_format.tab_stops.clear_all()
    _foot(page.footer.paragraphs[0], document.mark, document.foot)


def _foot(foot: "DocxParagraph", mark: str, words: str) -> None:
    """The line, and at the right margin the page's number and how many there are, which Word fills in."""
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    foot.paragraph_format.tab_stops.add_tab_stop(Cm(_PAGE_CM[0] - 2 * _MARGIN_CM), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(_plain(mark)).bold = True
    foot.add_run(f"{' · ' if mark and words else ''}{_plain(words)}\t")
    for number, name in enumerate(("PAGE", "NUMPAGES")):
        if number:
            foot.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        foot._p.append(field)


def _fact(paper: "Docx", label: str, value: str) -> None:
    """The label at the margin, the values one below the other."""
    from docx.shared import Cm, Pt  # noqa: PLC0415

    line = paper.add_paragraph()
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(_LABEL_CM), Cm(-_LABEL_CM)
    line.paragraph_format.space_after = Pt(2)
    line.add_run(_plain(label)).bold = True
    line.add_run(f"\t{_plain(value)}")


def _keep_end_with_next(paper: "Docx") -> None:
    """Nobody signs a page on which nothing else stands. Behind a table comes an empty line."""
    end = paper.paragraphs[-1]
    ends = [end]
    if not end.text and paper.tables:
        ends += [line for cell in paper.tables[-1].rows[-1].cells for line in cell.paragraphs]
    for line in ends:
        line.paragraph_format.keep_with_next = True


def _signature(paper: "Docx", capacity: str, name: str) -> "DocxParagraph":
    from docx.enum.text import WD_TAB_LEADER  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    line = paper.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.keep_together = Pt(24), True
    begins, ends = map(Cm, _SIGNS_CM)
    line.paragraph_format.tab_stops.add_tab_stop(begins)
    line.paragraph_format.tab_stops.add_tab_stop(ends, leader=WD_TAB_LEADER.LINES)
    line.add_run(_plain(capacity)).bold = True
    line.add_run(f"\t\t {_plain(name)}")
    return line


def _add(paper: "Docx", block: Block) -> None:
    match block:
        case Paragraph():
            _labelled(paper.add_paragraph(), block.label, block.text)
        case Bullets():
            for item in block.items:
                paper.add_paragraph(_plain(item), style="List Bullet")
        case Table():
            _table(paper, block)


def _table(paper: "Docx", block: Table) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    table = paper.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    _align(table)
    share = (_PAGE_CM[0] - 2 * _MARGIN_CM) / sum(block.widths)
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        _cell(cell, words, bold=True)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _HEAD_FILL)
        cell._tc.get_or_add_tcPr().append(shade)
    # Word repeats this row on every page that the table runs over.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _cell(cell, words)
    for row_of in table.rows:
        # No row goes on over the foot of a page, but for one that is higher than a page.
        row_of._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Cm(share * width)  # of the grid, which LibreOffice goes by; the cells' is for Word
        for cell in column.cells:
            cell.width = Cm(share * width)
    paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _align(table: "DocxTable") -> None:
    """Its frame begins at the margin, where the text does: Word hangs it out by the space inside its cells."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(_INSET_TWIPS))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(indent)


def _cell(cell: "Cell", words: str, *, bold: bool = False) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    run = line.add_run(_plain(words))
    run.bold, run.font.size = bold, Pt(10)


def _labelled(paragraph: "DocxParagraph", label: str, text: str) -> None:
    if label:
        paragraph.add_run(f"{_plain(label)} ").bold = True
    paragraph.add_run(_plain(text))


def _muted(paragraph: "DocxParagraph", words: str) -> None:
    paragraph.add_run(_plain(words)).italic = True


def _plain(words: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in words if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))
