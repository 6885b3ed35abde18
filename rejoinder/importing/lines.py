"""A row of a sheet as the file has it: where it stands, and its cells."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

# Text is trimmed, an empty cell is an empty text; workbooks have figures and days as such. A datetime is a date too.
Cell = str | float | int | bool | date | datetime | time | timedelta


class Line(NamedTuple):
    """One row: the lines of the file on which it begins and ends (of a workbook, its row), and its cells."""

    number: int
    last: int
    cells: tuple[Cell, ...]


def text_of(cell: Cell) -> str:
    """Write a cell as a person would read it in the sheet: a whole number without decimals, a day as year-month-day."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
