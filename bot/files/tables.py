"""Tables that people send: the cells of a CSV file, or of a workbook's (XLSX) first sheet. Values only, no formulas.

A workbook is a ZIP archive full of XML, so what it unpacks to is measured before any of it is read.
"""

import codecs
import csv
import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.dataclasses import dataclass
from bot.errors import Refusal

LIMIT_UNPACKED = 5_000_000
"""Bytes of all parts together; two thousand people need about one million."""
LIMIT_PARTS = 300
COLUMNS = 30
"""How far to the right cells are looked at; the tables that are asked for have some ten columns."""
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A workbook with a password, or of the format before XLSX."""
_NO_TABLE = ("%PDF", "{\\rtf", "<")
"""How documents begin that are text to a computer: PDF, RTF, HTML and XML."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Cell:
    """`value`: what is kept of it, None for a formula that was never calculated. `is_error`: such as #REF!."""

    row: int
    column: int
    where: str
    value: object
    is_error: bool = False

    @property
    def shown(self) -> str:
        """A number or date as the sheet roughly shows it."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, date | time | timedelta):
            return str(self.value).removesuffix(" 00:00:00")
        return str(self.value)[:40]


@dataclass(frozen=True)
class Sheet:
    """Its cells, row by row, and its merged areas: (first row, their name)."""

    cells: tuple[Cell, ...]
    merged: tuple[tuple[int, str], ...]


def is_table(name: str) -> bool:
    """Whether a file of that name is one of the tables that are read here."""
    return name.lower().endswith((".csv", ".xlsx"))


def is_workbook(data: bytes) -> bool:
    """Whether it begins as a workbook does, whatever it is called."""
    return data.startswith((_ZIP, _COMPOUND))


def csv_cells(data: bytes) -> list[list[str]]:
    """The cells of a CSV file in UTF-8 (with or without a mark), cp1251, or UTF-16 (with a mark, as *Unicode text* is
    saved), with commas, semicolons or tabs.

    Nothing where there are only spaces. Raises Refusal("table-unreadable").
    """
    text = _decoded(data)
    if not text.strip():
        return []
    if text.lstrip().startswith(_NO_TABLE) or _CONTROL.search(text):
        raise Refusal("table-unreadable")
    first = text.lstrip().splitlines()[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Refusal("table-unreadable") from None


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def as_csv(rows: list[list[str]]) -> bytes:
    """Rows as a CSV file in UTF-8, all as wide as the widest."""
    width = max((len(row) for row in rows), default=0)
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return lines.getvalue().encode(errors="replace")


def first_sheet(data: bytes, rows: int) -> Sheet:
    """The cells of a workbook's first sheet that hold something, of at most so many rows.

    Raises Refusal: `table-locked` (a password, or the old format), `table-unreadable` (no workbook, or a broken
    one), `table-unpacks` (fact `limit`, megabytes), `table-too-long` (fact `limit`), `table-sheets` (fact `sheets`:
    which hold such a table).
    """
    _measure(data)
    try:
        return _read(data, rows)
    except Refusal:
        raise
    except Exception:  # openpyxl raises whatever a broken workbook leads it to
        raise Refusal("table-unreadable") from None


def put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    """Writes a cell, both counted from 1, making rows and cells as they are needed."""
    while len(rows) < row:
        rows.append([])
    line = rows[row - 1]
    line += [""] * (column - len(line))
    line[column - 1] = text


def _measure(data: bytes) -> None:
    """By the archive's directory; no part can be read beyond the size that it states there."""
    if data.startswith(_COMPOUND):
        raise Refusal("table-locked")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refusal("table-unreadable") from None
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refusal("table-locked")
    if len(parts) > LIMIT_PARTS or sum(part.file_size for part in parts) > LIMIT_UNPACKED:
        raise Refusal("table-unpacks", limit=LIMIT_UNPACKED // 1_000_000)


def _read(data: bytes, rows: int) -> Sheet:
    import openpyxl  # noqa: PLC0415 - takes a while, and few ever need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that are of no interest here
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        _one_table(values)
        merged: list[Any] = []
        with_formula = {c["coordinate"] for c in _cells(formulas, merged) if c["data_type"] == "f"}
        cells: list[Cell] = []
        for found in _cells(values, []):
            value, where = found["value"], found["coordinate"]
            if value is None and where not in with_formula:
                continue
            if value is not None and not str(value).strip():
                continue
            if value is not None and found["row"] > rows:
                raise Refusal("table-too-long", limit=rows)
            if isinstance(value, datetime) and value.time() == time(0):
                value = value.date()
            cells.append(Cell(found["row"], found["column"], where, value, found["data_type"] == "e"))
        values.close()
        formulas.close()
        return Sheet(
            tuple(cells), tuple({area.min_row: (area.min_row, area.coord) for area in merged}.values())
        )


def _one_table(book: Any) -> None:
    """Refuses `table-sheets` where other sheets begin as the first one does: what stands there would be left out."""
    first, *others = (_top(book, place) for place in range(len(book.worksheets)))
    alike = [
        sheet.title for sheet, top in zip(book.worksheets[1:], others, strict=True) if top and top == first
    ]
    if alike:
        raise Refusal("table-sheets", sheets=[book.worksheets[0].title, *alike])


def _top(book: Any, place: int) -> list[str]:
    """What the first row says that says anything."""
    filled = ((cell["row"], str(cell["value"]).strip()) for cell in _cells(book, [], place))
    said = ((row, text) for row, text in filled if text not in ("", "None"))
    _, row = next(itertools.groupby(said, key=lambda cell: cell[0]), (0, ()))
    return [text.casefold() for _, text in row]


def _cells(book: Any, merged: list[Any], place: int = 0) -> Iterator[dict[str, Any]]:
    """The cells that a sheet's XML holds, row by row; afterwards `merged` has its merged areas.

    By openpyxl's own parser, because its read-only sheets do not tell of merged cells, and fill every gap between
    two rows with empty ones, however far apart a forged file says that they are.
    """
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

    sheet = book.worksheets[place]
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if number < 1:
                raise Refusal("table-unreadable")
            for cell in cells:
                if cell["column"] <= COLUMNS:
                    yield {
                        **cell,
                        "row": number,
                        "coordinate": f"{get_column_letter(cell['column'])}{number}",
                    }
        if parser.merged_cells is not None:
            merged += parser.merged_cells.mergeCell
