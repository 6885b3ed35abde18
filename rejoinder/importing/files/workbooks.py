"""Reading the sheets of a workbook row by row: figures, days and text as they are, formulas as their result."""

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from rejoinder.errors import Refused
from rejoinder.importing.files.bounds import Mistake, check_packed, mistakes
from rejoinder.importing.files.formats import DAMAGED, LOCKED, XLS, XLSX
from rejoinder.importing.files.parts import parts_of_sheets
from rejoinder.importing.lines import Cell, Line

Rows = Callable[[], Iterator[Line]]
_Column = tuple[Cell, ...]
_Made = TypeVar("_Made")

# Cells are trimmed column by column, so many rows at once: a column is mostly of one kind, and asked once for it.
_AT_ONCE = 1_000

# A workbook of other kinds than XLSX is read by a process of its own first: a cell far away, or repeated a million
# times, ends the process that reads it for want of memory, and nothing could be said about that here.
_ROOM = 2 * 1024**3
_LONGEST = 300
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
except ImportError:
    pass
from python_calamine import CalamineWorkbook
with open(sys.argv[1], "rb") as file:
    book = CalamineWorkbook.from_filelike(file)
    for place in range(len(book.sheet_names)):
        book.get_sheet_by_index(place)
"""


def visible_sheets(path: Path, kind: str) -> list[tuple[str, Rows]]:
    """Give the visible sheets of a workbook in its order, each with its name and how to read its rows.

    A sheet is read into memory once, when its rows are first asked for, and kept.
    Raises: Refused, when it is damaged, locked, too large, or has no sheet.
    """
    wrong = check_packed(path) if kind != XLS else ()
    if kind != XLSX:
        _try_out(path)
    book = _opened(path, kind)
    sheets = [
        (one.name, place)
        for place, one in enumerate(book.sheets_metadata)
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    ]
    if not sheets:
        raise Refused("This workbook has no sheet that can be seen. Show the one with the table, and save it.")
    parts = parts_of_sheets(path) if wrong and kind == XLSX else {}
    return [
        (name, _rows(book, place, path=path, part=parts[name] if parts.get(name) in wrong else ""))
        for name, place in sheets
    ]


def _try_out(path: Path) -> None:
    """Read a workbook in a process of its own that may take two gigabytes. Raises: Refused, when that is not enough."""
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _TRIAL, str(path), str(_ROOM)], capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused("This workbook takes too long to read. Save the sheet as CSV and import that.") from None
    # 1 is an exception, which comes again below and is told there; anything else is an end by force.
    if tried.returncode not in (0, 1):
        raise Refused("This workbook cannot be read in the memory there is. Save the sheet as CSV and import that.")


def _opened(path: Path, kind: str) -> CalamineWorkbook:
    """Open a workbook by what it is and not by its name. Raises: Refused, when it is damaged or locked."""
    try:
        return _attempt(lambda: CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())))
    except Refused:
        # Only of a file with the right ending does the reader say what is wrong.
        with tempfile.TemporaryDirectory() as folder:
            named = copyfile(path, Path(folder) / f"book.{kind}")
            return _attempt(lambda: CalamineWorkbook.from_path(named))


def _attempt(work: Callable[[], _Made]) -> _Made:
    """Ask the reader of workbooks for something. Raises: Refused, however it fails."""
    try:
        return work()
    except PasswordError:
        raise Refused(LOCKED) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        # It is written in Rust, whose panics are not even of Exception.
        raise Refused(DAMAGED) from None


def _rows(book: CalamineWorkbook, place: int, *, path: Path, part: str) -> Rows:
    """Say how to read one sheet; `part` is where its errors are looked for, if it has any."""

    @cache
    def load() -> tuple[CalamineSheet, dict[int, list[Mistake]]]:
        wrong = defaultdict(list)
        for one in mistakes(path, part) if part else ():
            wrong[one.row].append(one)
        return _attempt(lambda: book.get_sheet_by_index(place)), wrong

    return lambda: _lines(*load())


def _lines(sheet: CalamineSheet, wrong: dict[int, list[Mistake]]) -> Iterator[Line]:
    """Read a sheet row by row; rows without anything in them are left away.

    `number` is the row of the sheet from 1, and cells are in their columns, though the reader begins where the
    first filled one is.
    """
    if sheet.start is None:
        return
    top, left = sheet.start
    nothing = ("",) * (left + sheet.width)
    rows = islice(sheet.iter_rows(), top, None)
    first = top
    while batch := _attempt(lambda: list(islice(rows, _AT_ONCE))):
        if wrong:
            _write_mistakes(batch, wrong, first=first, left=left)
        columns = [("",) * len(batch)] * left + [_trimmed(column) for column in zip(*batch, strict=True)]
        for number, cells in enumerate(zip(*columns, strict=True), first + 1):
            if cells != nothing:
                yield _line(number, cells)
        first += len(batch)


def _write_mistakes(batch: list[list[Cell]], wrong: dict[int, list[Mistake]], *, first: int, left: int) -> None:
    """Put the text of errors such as #REF! where they stand in some rows; the reader gives them as empty."""
    for row in range(first, first + len(batch)):
        for one in wrong.get(row, ()):
            batch[row - first][one.column - left] = one.text


def _line(number: int, cells: _Column) -> Line:
    """Make a row in one step, which counts where there are a million."""
    return tuple.__new__(Line, (number, number, cells))


def _trimmed(column: _Column) -> _Column:
    """Trim the texts of a column, and make a day of a moment at midnight; a column without either stays as it is."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return tuple(map(str.strip, column))  # type: ignore[arg-type]
    if kinds.isdisjoint((str, datetime)):
        return column
    return tuple(
        cell.strip() if type(cell) is str else _day(cell) if type(cell) is datetime else cell for cell in column
    )


def _day(moment: datetime) -> Cell:
    """Make a day of a moment at midnight."""
    return moment.date() if moment.time() == time.min else moment
