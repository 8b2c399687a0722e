"""Tables as XLSX and CSV. What people wrote goes in as text, never as a formula or a link."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

from bot.dataclasses import dataclass

Cell = str | int | None
WIDEST = 60
"""Characters; longer texts are wrapped."""
_MARGIN = 2
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when it opens a CSV file (OWASP, CSV injection)."""


class Format(StrEnum):
    """What kind of file a table goes out as."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Sheet:
    """A table: a name of at most 31 characters, what stands over the columns, and the rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An XLSX file with these sheets: headings stay in sight, every column can be filtered. Takes a while: not for the
    loop."""
    # Imported late: nothing at start needs it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    buffer = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **plain}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, title in enumerate(sheet.columns):
                page.write_string(0, column, title, head)
                cells = [title, *(row[column] for row in sheet.rows)]
                longest = max(len(str(cell)) for cell in cells if cell is not None)
                page.set_column(column, column, min(longest, WIDEST) + _MARGIN)
            for number, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        page.write_number(number, column, cell, body)
                    elif cell:
                        page.write_string(number, column, cell, body)
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    return buffer.getvalue()


def comma_separated(sheet: Sheet, language: str) -> bytes:
    """A CSV file that Excel opens right: UTF-8 with its mark, separated as is usual where the `language` is spoken.

    A text that looks like a formula has an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    write = csv.writer(buffer, delimiter="," if language == "en" else ";")
    for row in (sheet.columns, *sheet.rows):
        write.writerow([_plain(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell
