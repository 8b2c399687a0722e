"""A roster saved as a workbook (XLSX): its first sheet's values, as the table that a CSV file would be."""

from bot.committee.roster import LIMIT_LINES, Fault, refuse
from bot.files import tables


def table(data: bytes) -> bytes:
    """A roster file as CSV: as it is, or by `as_csv` where it begins as a workbook does, whatever it is called."""
    return as_csv(data) if tables.is_workbook(data) else data


def as_csv(data: bytes) -> bytes:
    """The first sheet as CSV, a line for each of its rows.

    Raises Refusal as `tables.first_sheet` does, and `roster-faults` for merged cells, formulas without a value, and
    numbers or dates where text is needed.
    """
    sheet = tables.first_sheet(data, LIMIT_LINES)
    rows: list[list[str]] = []
    faults = [Fault(row, "merged", area) for row, area in sheet.merged]
    for cell in sheet.cells:
        if cell.value is None:
            faults.append(Fault(cell.row, "formula", cell.where))
            continue
        tables.put(rows, cell.row, cell.column, str(cell.value))
        if cell.is_error:
            faults.append(Fault(cell.row, "formula", f"{cell.where} {cell.value}"))
        elif not isinstance(cell.value, str):
            faults.append(Fault(cell.row, "number", f"{cell.where}: {cell.shown}"))
    refuse(sorted(faults, key=lambda fault: fault.line))
    return tables.as_csv(rows)
