"""Reading the rows of a list of invoices: each one whole, or refused with the cell and the reason."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from rejoinder.errors import Problem, Refused
from rejoinder.importing.amounts import Decimal, currency_of, read_amount
from rejoinder.importing.columns import Columns
from rejoinder.importing.days import Order, is_no_day, read_day
from rejoinder.importing.report import Refusal
from rejoinder.importing.table import Line

T = TypeVar("T")

YES = frozenset({"yes", "y", "true", "t", "1", "x", "是", "有", "争议", "disputed"})
NO = frozenset({"", "no", "n", "false", "f", "0", "否", "无", "-", "undisputed"})

_TERMS = re.compile(r"(?:net|n)?\s*(\d{1,3})(?:\.0+)?\s*(?:days?|d|天|日)?", re.IGNORECASE)


@dataclass(frozen=True)
class Manner:
    """How a file writes its days and amounts; `currency` is for rows that name none."""

    order: Order | None
    decimal: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Row:
    """One invoice as the ledger has it; amounts in minor units, a credit note's below zero.

    `has_original`: the amount is the original one, not only what was open when the file was made. `open_minor` is
    nothing where the file does not say. `is_unpaid`: a column for the day of payment is there and is empty.
    """

    line: int
    account: str
    account_name: str
    number: str
    issued_on: date
    due_on: date
    currency: str
    amount_minor: int
    has_original: bool
    open_minor: int | None
    paid_on: date | None
    is_unpaid: bool
    is_disputed: bool | None
    terms_days: int | None
    collector: str


@dataclass(frozen=True)
class Reading:
    """What was read: rows in order, what was refused and why, and exact duplicates."""

    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    skipped: tuple[Line, ...]


class _Unreadable(Exception):
    """A cell that cannot be read; the row is refused for it."""

    def __init__(self, field: str, value: str, reason: Problem) -> None:
        super().__init__(str(reason))
        self.field = field
        self.value = value
        self.reason = reason


def read_rows(lines: Iterable[Line], columns: Columns, manner: Manner) -> Reading:
    """Read every row; a row that stands twice is skipped, an invoice that stands twice otherwise is refused."""
    rows: dict[tuple[str, str], Row] = {}
    refused: list[Refusal] = []
    skipped: list[Line] = []
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        if line.cells in seen:
            skipped.append(line)
            continue
        seen.add(line.cells)
        try:
            row = _row(line, columns, manner)
            _require_first(row, rows)
        except _Unreadable as error:
            refused.append(Refusal(line.number, columns.name(error.field), error.value, error.reason))
        else:
            rows[row.account, row.number] = row
    return Reading(tuple(rows.values()), tuple(refused), tuple(skipped))


def _require_first(row: Row, rows: dict[tuple[str, str], Row]) -> None:
    """Refuse an invoice of which another row spoke before."""
    before = rows.get((row.account, row.number))
    if before is not None:
        problem = Refused(
            "This customer's invoice of this number stands in line %(line)d already, with other figures.",
            line=before.line,
        )
        raise _Unreadable("number", row.number, problem)


def _row(line: Line, columns: Columns, manner: Manner) -> Row:
    """Read one row."""
    _require_all_cells(line, columns)
    account_field = "account_number" if columns.has("account_number") else "account_name"
    account = _read(line, columns, account_field, _text("The customer is missing."))
    terms = _terms(columns.cell(line, "terms"))
    issued_on = _read(line, columns, "issued", lambda cell: read_day(cell, manner.order))
    currency = _read(line, columns, "currency", lambda cell: currency_of(cell) if cell else _default(manner))
    paid_on = _read(line, columns, "paid_on", lambda cell: None if is_no_day(cell) else read_day(cell, manner.order))
    amount_minor, open_minor, has_original = _amounts(line, columns, manner, currency=currency, is_paid=bool(paid_on))
    return Row(
        line=line.number,
        account=account,
        account_name=columns.cell(line, "account_name"),
        number=_read(line, columns, "number", _text("The invoice number is missing.")),
        issued_on=issued_on,
        due_on=_due_on(line, columns, manner, issued_on=issued_on, terms=terms),
        currency=currency,
        amount_minor=amount_minor,
        has_original=has_original,
        open_minor=open_minor,
        paid_on=paid_on,
        is_unpaid=columns.has("paid_on") and paid_on is None and open_minor is None,
        is_disputed=_read(line, columns, "disputed", _yes_or_no) if columns.has("disputed") else None,
        terms_days=terms,
        collector=columns.cell(line, "collector"),
    )


def _require_all_cells(line: Line, columns: Columns) -> None:
    """Refuse a row that is shorter or longer than the header: its cells may have shifted."""
    cells, headers = len(line.cells), len(columns.header)
    if cells == headers:
        return
    sentence = "This row has %(cells)d cells and the header %(headers)d."
    if line.last > line.number:
        sentence += " It runs on to line %(last)d: look for a quotation mark that is not closed."
    raise _Unreadable("", "", Refused(sentence, cells=cells, headers=headers, last=line.last))


def _read(line: Line, columns: Columns, field: str, read: Callable[[str], T]) -> T:
    """Read one cell, and say which it was when it cannot be read."""
    cell = columns.cell(line, field)
    try:
        return read(cell)
    except Problem as problem:
        raise _Unreadable(field, cell, problem) from None


def _text(missing: str) -> Callable[[str], str]:
    """Make a reader of a text that must be there."""

    def read(cell: str) -> str:
        if not cell:
            raise Refused(missing)
        return cell

    return read


def _default(manner: Manner) -> str:
    """Give the currency of a row that names none."""
    if not manner.currency:
        raise Refused("The currency is missing.")
    return manner.currency


def _amounts(
    line: Line, columns: Columns, manner: Manner, *, currency: str, is_paid: bool
) -> tuple[int, int | None, bool]:
    """Read what was billed, what is open (nothing: not said), and whether the first is the original amount.

    With one amount column beside a day of payment, as some warehouses export it, the amount is the original one.
    """

    def read(cell: str) -> int:
        return read_amount(cell, currency, decimal=manner.decimal)

    if not columns.has("amount"):
        amount_minor = _read(line, columns, "open", read)
        return amount_minor, None if is_paid else amount_minor, is_paid
    amount_minor = _read(line, columns, "amount", read)
    if columns.has("open"):
        # Of a paid invoice some ledgers leave the open amount empty.
        left_minor = _read(line, columns, "open", lambda cell: None if is_paid and not cell else read(cell))
        return amount_minor, left_minor, True
    if columns.has("paid"):
        return amount_minor, amount_minor - _read(line, columns, "paid", lambda cell: read(cell) if cell else 0), True
    return amount_minor, None, True


def _due_on(line: Line, columns: Columns, manner: Manner, *, issued_on: date, terms: int | None) -> date:
    """Read the due date; where it is missing, the terms give it."""
    if terms is not None and not columns.cell(line, "due"):
        return issued_on + timedelta(terms)
    return _read(line, columns, "due", lambda cell: read_day(cell, manner.order))


def _terms(cell: str) -> int | None:
    """Read payment terms as days, where they are a number: 30, Net 30, 30天."""
    found = _TERMS.fullmatch(cell)
    return int(found[1]) if found else None


def _yes_or_no(cell: str) -> bool:
    """Read whether an invoice is disputed; a word that is neither is not taken for a no."""
    word = cell.casefold()
    if word not in YES and word not in NO:
        raise Refused("This is neither yes nor no.")
    return word in YES
