"""Reading a ledger's file whole: its table, its columns, how it writes days and amounts, and every row."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rejoinder.dates import today_in
from rejoinder.errors import Refused
from rejoinder.importing import table
from rejoinder.importing.amounts import prove_decimal
from rejoinder.importing.choices import Creditor, choose_creditor, choose_currency, choose_order
from rejoinder.importing.columns import Columns, recognise, require_invoices
from rejoinder.importing.report import Question, Report
from rejoinder.importing.rows import Manner, Reading, read_rows
from rejoinder.importing.table import Table
from rejoinder.store import Store

KINDS = ("auto", "invoices", "payments", "contacts")


@dataclass(frozen=True)
class Answers:
    """What was said about a file beforehand; an empty text is for the file to show."""

    kind: str = "auto"
    creditor: str = ""
    currency: str = ""
    dates: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class Ledger:
    """A file that has been read whole and needs no further answer; `as_of` is the day it was asked for, if any."""

    table: Table
    columns: Columns
    creditor: Creditor
    reading: Reading
    as_of: date | None
    now: datetime

    @property
    def day(self) -> date:
        """The day of which the ledger speaks: the one given, else the creditor's today."""
        return self.as_of or today_in(self.creditor.time_zone, self.now)


def read_ledger(store: Store, path: Path, answers: Answers, *, as_of: date | None, now: datetime) -> Ledger | Report:
    """Read a file, or give a report with the questions it leaves open. Nothing is locked meanwhile.

    Raises: Problem, when it is no list of invoices.
    """
    _require_kind(answers.kind)
    found = table.read(path, encoding=answers.encoding)
    unsure = Question("encoding", found.could_be) if found.could_be else None
    if unsure and not "".join(found.header).isascii():
        # Read in the wrong encoding, its columns would not be known.
        return _asked(found, unsure)
    columns = recognise(found.header)
    require_invoices(columns)
    whose = choose_creditor(store, answers.creditor)
    creditor_id = whose.id if isinstance(whose, Creditor) else None
    currency = choose_currency(store, found, columns, named=answers.currency, creditor_id=creditor_id)
    order = choose_order(found, columns, named=answers.dates)
    if unsure or isinstance(whose, Question) or isinstance(currency, Question) or isinstance(order, Question):
        return _asked(found, unsure, whose, currency, order)
    manner = Manner(order, prove_decimal(_amount_cells(found, columns)), currency)
    return Ledger(found, columns, whose, read_rows(found.lines, columns, manner), as_of, now)


def _asked(found: Table, *settled: object) -> Report:
    """Make the report of a file with its open questions; what is settled asks nothing."""
    return Report(rows=len(found.lines), questions=tuple(one for one in settled if isinstance(one, Question)))


def _require_kind(kind: str) -> None:
    """Refuse what is no list of invoices."""
    if kind not in KINDS:
        raise Refused("A file is one of these kinds: auto, invoices, payments, contacts.")
    if kind in ("payments", "contacts"):
        raise Refused("Only lists of invoices can be imported; %(kind)s cannot.", kind=kind)


def _amount_cells(found: Table, columns: Columns) -> list[str]:
    """Give every amount in the file; rows of another length are refused anyway."""
    fields = [field for field in ("amount", "open", "paid") if columns.has(field)]
    whole = [line for line in found.lines if len(line.cells) == len(found.header)]
    return [columns.cell(line, field) for line in whole for field in fields]
