"""A plan as a table: the template that is sent out, and what comes back as CSV or XLSX. Values only, never formulas."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.errors import Refusal
from bot.files import tables
from bot.i18n.typed.spans import Doubt, read_span
from bot.ids import MembershipId
from bot.timeline.model import MOST, Days
from bot.timeline.plan import Fault, Line
from bot.timeline.typed_plan import titled

LINES = MOST + 1
"""With the header."""
COLUMNS = ("no", "start", "end", "title", "owner", "after")
_NAMES = {
    "no": "no|№|n|номер|катар",
    "start": "start|from|date|начало|дата|срок|башталышы|күнү|дата начала",
    "end": "end|to|until|конец|окончание|аягы|бүтүшү|дата окончания",
    "title": "title|milestone|название|этап|аталышы|этаптын аталышы",
    "owner": "owner|ответственный|жооптуу",
    "after": "after|после|кийин|depends",
}
_FORMULA = "="
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial dates, as spreadsheets count since 1 March 1900."""
_SERIALS = range(18_264, 73_051)
"""1950 to 2099: other numbers are no days."""
_NUMBER = re.compile(r"\d{1,4}(?!\d)")
_LABEL = re.compile(r"[TtТт]\d{1,4}")
_LONGEST_DATE = 100
"""A cell of a hundred thousand characters would be searched for a date for many seconds."""
_Row = Mapping[str, str]


def prepare(data: bytes) -> bytes:
    """A file as CSV: a workbook's first sheet with days written as 2023-01-05, what has no value as its cell's name
    behind `=`; another file as it is. Raises Refusal as `tables.first_sheet` does.
    """
    if not tables.is_workbook(data):
        return data
    rows: list[list[str]] = []
    for cell in tables.first_sheet(data, LINES).cells:
        value = cell.value
        text = f"{_FORMULA}{cell.where}" if value is None or cell.is_error else cell.shown
        if isinstance(value, str) and not cell.is_error:
            text = value
        tables.put(rows, cell.row, cell.column, text)
    return tables.as_csv(rows)


def read(
    data: bytes, language: str, languages: Sequence[str], owners: Mapping[str, MembershipId], today: date
) -> list[Line]:
    """The lines of a table, understood or not; `language` is that of a column `title` without one, `owners` are known
    by their folded names.

    Raises Refusal: `plan-empty`, `table-unreadable`, `table-too-long`, `plan-header` (facts `found`, `wanted`).
    """
    cells = tables.csv_cells(data)
    top = next((n for n, row in enumerate(cells) if any(map(str.strip, row))), None)
    if top is None:
        raise Refusal("plan-empty")
    if len(cells) - top > LINES:
        raise Refusal("table-too-long", limit=MOST)
    columns = _columns(cells[top], language, languages)
    found: list[Line] = []
    anchor = today
    for number, row in enumerate(cells[top + 1 :], start=top + 2):
        if not any(cell.strip() for cell in row):
            continue
        named = {name: row[place].strip() for place, name in columns.items() if place < len(row)}
        line = _line(number, named, owners, anchor)
        found.append(line)
        if line.days is not None:
            anchor = line.days.first
    if not found:
        raise Refusal("plan-empty")
    return _by_rows(found, [_row_number(named) for named in _named(cells, top, columns)])


def template(languages: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """An XLSX to fill in, with a title column for each language and `rows` as they stand now or as an example."""
    import xlsxwriter  # noqa: PLC0415 - takes a while, and few ever need it

    header = ["no", "start", "end", *(f"title_{code}" for code in languages), "owner", "after"]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("plan")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(
                column,
                column,
                40 if name.startswith("title") else 14,
                day if name in ("start", "end") else None,
            )
        for number, row in enumerate(rows, start=1):
            for column, name in enumerate(header):
                value = row.get(name)
                if isinstance(value, date):
                    sheet.write_datetime(number, column, datetime.combine(value, datetime.min.time()), day)
                elif value is not None:
                    sheet.write_string(number, column, str(value))
    return target.getvalue()


def _columns(header: Sequence[str], language: str, languages: Sequence[str]) -> dict[int, str]:
    """Which column holds what, by its place; titles as `title_ky`."""
    found: dict[int, str] = {}
    for place, cell in enumerate(header):
        name = " ".join(cell.split()).casefold()
        known = next((key for key, words in _NAMES.items() if name in words.split("|")), None)
        if known == "title":
            known = f"title_{language}"
        elif known is None:
            known = next(
                (
                    f"title_{code}"
                    for code in languages
                    if name.replace(" ", "_") in {f"{word}_{code}" for word in _NAMES["title"].split("|")}
                ),
                None,
            )
        if known is not None and known not in found.values():
            found[place] = known
    if "start" not in found.values() or not any(name.startswith("title_") for name in found.values()):
        raise Refusal(
            "plan-header",
            found=[cell.strip()[:40] for cell in header if cell.strip()][:10],
            wanted=list(COLUMNS),
        )
    return found


def _line(number: int, row: _Row, owners: Mapping[str, MembershipId], anchor: date) -> Line:
    written = " · ".join(text for text in row.values() if text)[:160]
    titles, fault = titled(
        {n.removeprefix("title_"): text for n, text in row.items() if n.startswith("title_")}
    )
    line = Line(number, written, None, titles)
    formula = next((text for text in row.values() if text.startswith(_FORMULA)), None)
    if formula is not None:
        return replace(line, titles={}, fault=Fault("formula", formula.removeprefix(_FORMULA)[:20]))
    if (owner := row.get("owner", "")) and owner.casefold() not in owners:
        fault = fault or Fault("owner-unknown", owner[:60])
    line = replace(
        line,
        owner=owners.get(owner.casefold()),
        after=tuple(int(n) for n in _NUMBER.findall(row.get("after", ""))),
        label=_label(row.get("no", "")),
    )
    days = _days(row.get("start", ""), row.get("end", ""), anchor)
    if isinstance(days, Days):
        if days.far_from(anchor):
            return replace(line, fault=Fault("far"))
        return replace(line, fault=fault) if fault else line.on(days)
    why, choices = days
    return replace(line, fault=why, choices=choices)


def _days(start: str, end: str, anchor: date) -> Days | tuple[Fault, tuple[date, ...]]:
    if not start:
        return Fault("no-date"), ()
    first = _span(start, anchor)
    if first is None:
        return Fault("not-a-date", start[:40]), ()
    if isinstance(first, Doubt):
        return Fault(first.reason, start[:40]), first.days if not end else ()
    if not end:
        return first
    last = _span(end, first.first)
    if last is None:
        return Fault("not-a-date", end[:40]), ()
    if isinstance(last, Doubt):
        return Fault(last.reason, end[:40]), ()
    if last.last < first.first:
        return Fault("backwards"), ()
    return Days(first.first, last.last)


def _span(text: str, anchor: date) -> Days | Doubt | None:
    if len(text) > _LONGEST_DATE:
        return None
    if text.isdecimal() and int(text) in _SERIALS:
        day = _EPOCH + timedelta(days=int(text))
        return Days(day, day)
    found = read_span(text.removesuffix(" 00:00:00"), anchor)
    return found if found is None or isinstance(found, Doubt) else Days(found.first, found.last)


def _label(text: str) -> int | None:
    """The milestone that a row names as `T3`: a table that was sent out comes back changed."""
    return int(text[1:]) if _LABEL.fullmatch(text) else None


def _row_number(row: _Row) -> int | None:
    found = _NUMBER.search(row.get("no", ""))
    return None if found is None else int(found[0])


def _named(cells: Sequence[Sequence[str]], top: int, columns: Mapping[int, str]) -> list[_Row]:
    return [
        {name: row[place].strip() for place, name in columns.items() if place < len(row)}
        for row in cells[top + 1 :]
        if any(cell.strip() for cell in row)
    ]


def _by_rows(lines: Sequence[Line], numbers: Sequence[int | None]) -> list[Line]:
    """`after` names what the column `no` says; between the lines it is the row."""
    rows = {n: line.number for n, line in zip(numbers, lines, strict=True) if n is not None}
    return [replace(line, after=tuple(rows.get(n, n) for n in line.after)) for line in lines]
