"""Past imports: what each brought, the rows that need somebody's eye, and these as a file to be mended."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rejoinder.errors import NotFound, Problem, mark
from rejoinder.store import Row, Store, moment

# Over the reasons in a file of refused rows. A file that comes back with it is a part of a list, and settles nothing.
REASON = mark("Why it did not come in")
REASONS = frozenset({REASON, "未能导入的原因"})

# Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# So many lines are read at once for a page; the file has them all.
MOST_LINES = 10_000_000


@dataclass(frozen=True)
class PastRun:
    """One import; `report` is what the command line printed, empty for one that takes another back."""

    id: int
    creditor: str
    creditor_id: int
    file_name: str
    kind: str
    day: date
    ran_at: datetime
    person: str
    report: Mapping[str, Any]
    header: tuple[str, ...]
    reverses: int | None
    reversed_by: int | None


@dataclass(frozen=True)
class PastLine:
    """A row of the file that needs somebody's eye, with its cells as the file had them."""

    line: int
    state: str
    column: str
    value: str
    reason: Problem
    cells: tuple[str, ...]


def runs(store: Store, person_id: int, *, before: int = 0, size: int = 50) -> tuple[PastRun, ...]:
    """Give the imports of the creditors a person collects for, newest first; those before a run, if one is given."""
    rows = store.all("import_runs", person_id=person_id, before=before or 2**62, size=size)
    return tuple(_run(row) for row in rows)


def run(store: Store, run_id: int, *, person_id: int) -> PastRun:
    """Give one import. Raises: NotFound, also for one of a creditor the person does not collect for."""
    row = store.one("import_run", id=run_id, person_id=person_id)
    if row is None:
        raise NotFound("There is no such import.")
    return _run(row)


def _run(row: Row) -> PastRun:
    """Make an import of its row."""
    report = json.loads(row["result"] or "{}")
    return PastRun(
        id=row["id"],
        creditor=row["creditor"],
        creditor_id=row["creditor_id"],
        file_name=row["file_name"],
        kind=row["kind"],
        day=date.fromisoformat(row["day"]),
        ran_at=moment(row["ran_at"]),
        person=row["person"] or "",
        report=report,
        header=tuple(json.loads(row["header"])),
        reverses=row["reverses"],
        reversed_by=row["reversed_by"],
    )


def lines(store: Store, run_id: int, *, state: str = "refused", size: int = 200) -> tuple[PastLine, ...]:
    """Give the first rows of an import that were refused, or of another state."""
    return tuple(_line(row) for row in store.all("import_lines", run_id=run_id, state=state, size=size))


def _line(row: Row) -> PastLine:
    """Make a line of its row; its text may have been erased since."""
    reason = Problem(row["reason"], **json.loads(row["figures"] or "{}"))
    cells = tuple(json.loads(row["content"] or "[]"))
    return PastLine(row["line"], row["state"], row["column_name"], row["value"], reason, cells)


def refused_file(store: Store, past: PastRun, *, say: Callable[[Problem], str], reason: str) -> bytes:
    """Give the refused rows as a CSV file to be mended and sent again, with the reasons in a last column.

    `say` puts a reason into words; `reason` is the header of their column in a language, one of REASONS. Cells that
    a spreadsheet would take for formulas get an apostrophe in front, which is taken off again when the file comes back.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*past.header, reason])
    for line in lines(store, past.id, size=MOST_LINES):
        cells = [*line.cells, *[""] * (len(past.header) - len(line.cells))]
        writer.writerow([*map(_defused, cells), say(line.reason)])
    return text.getvalue().encode("utf-8-sig")


def _defused(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula; an amount below zero is none."""
    is_amount = cell[:1] in "+-" and cell[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_amount else cell
