"""A roster saved as a workbook (XLSX): its first sheet's values, as the table that a CSV file would be.

A workbook is a ZIP archive full of XML, so what it unpacks to is measured before any of it is read.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from bot.committee.roster import LIMIT_LINES, Fault, refuse
from bot.errors import Refusal

LIMIT_UNPACKED = 5_000_000
"""Bytes of all parts together; two thousand people need about one million."""
LIMIT_PARTS = 300
COLUMNS = 30
"""How far to the right cells are looked at; a roster has five columns."""
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A workbook with a password, or of the format before XLSX."""


def table(data: bytes) -> bytes:
    """A roster file as CSV: as it is, or by `as_csv` where it begins as a workbook does, whatever it is called."""
    return as_csv(data) if data.startswith((_ZIP, _COMPOUND)) else data


def as_csv(data: bytes) -> bytes:
    """The first sheet as CSV, a line for each of its rows.

    Raises Refusal: `roster-locked` (a password, or the old format), `roster-not-table` (no workbook, or a broken
    one), `roster-unpacks` (fact `limit`, megabytes), `roster-too-long`, and `roster-faults` for merged cells, formulas
    without a value, and numbers or dates where text is needed.
    """
    _measure(data)
    try:
        rows, faults = _first_sheet(data)
    except Refusal:
        raise
    except Exception:  # openpyxl raises whatever a broken workbook leads it to
        raise Refusal("roster-not-table") from None
    refuse(faults)
    width = max((len(row) for row in rows), default=0)
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return lines.getvalue().encode(errors="replace")


def _measure(data: bytes) -> None:
    """By the archive's directory; no part can be read beyond the size that it states there."""
    if data.startswith(_COMPOUND):
        raise Refusal("roster-locked")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refusal("roster-not-table") from None
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refusal("roster-locked")
    if len(parts) > LIMIT_PARTS or sum(part.file_size for part in parts) > LIMIT_UNPACKED:
        raise Refusal("roster-unpacks", limit=LIMIT_UNPACKED // 1_000_000)


def _first_sheet(data: bytes) -> tuple[list[list[str]], list[Fault]]:
    import openpyxl  # noqa: PLC0415 - takes a while, and few ever need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that are of no interest here
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        rows: list[list[str]] = []
        faults: list[Fault] = []
        merged: list[Any] = []
        with_formula = {c["coordinate"] for c in _cells(formulas, merged) if c["data_type"] == "f"}
        faults += {area.min_row: Fault(area.min_row, "merged", area.coord) for area in merged}.values()
        for cell in _cells(values, []):
            number, where, value = cell["row"], cell["coordinate"], cell["value"]
            if value is None and where in with_formula:
                faults.append(Fault(number, "formula", where))
            elif value is not None and str(value).strip():
                if number > LIMIT_LINES:
                    raise Refusal("roster-too-long", limit=LIMIT_LINES)
                _put(rows, number, cell["column"], str(value))
                if cell["data_type"] == "e":
                    faults.append(Fault(number, "formula", f"{where} {value}"))
                elif not isinstance(value, str):
                    faults.append(Fault(number, "number", f"{where}: {_shown(value)}"))
        return rows, sorted(faults, key=lambda fault: fault.line)


def _cells(book: Any, merged: list[Any]) -> Iterator[dict[str, Any]]:
    """The cells that the first sheet's XML holds, row by row; afterwards `merged` has its merged areas.

    By openpyxl's own parser, because its read-only sheets do not tell of merged cells, and fill every gap between
    two rows with empty ones, however far apart a forged file says that they are.
    """
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

    sheet = book.worksheets[0]
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
                raise Refusal("roster-not-table")
            for cell in cells:
                if cell["column"] <= COLUMNS:
                    yield {
                        **cell,
                        "row": number,
                        "coordinate": f"{get_column_letter(cell['column'])}{number}",
                    }
        if parser.merged_cells is not None:
            merged += parser.merged_cells.mergeCell
    book.close()


def _put(rows: list[list[str]], number: int, column: int, text: str) -> None:
    while len(rows) < number:
        rows.append([])
    row = rows[number - 1]
    row += [""] * (column - len(row))
    row[column - 1] = text


def _shown(value: object) -> str:
    """A number or date as the sheet roughly shows it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time | timedelta):
        return str(value).removesuffix(" 00:00:00")
    return str(value)[:40]
