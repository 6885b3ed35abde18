"""One import from the file to the report: read first, then compared and written in one go."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from rejoinder.accounts import settle
from rejoinder.errors import Problem, Refused
from rejoinder.importing.changes import Change, as_it_was, compare
from rejoinder.importing.debtors import assign, debtors, find_collectors, write_accounts
from rejoinder.importing.known import Book, load
from rejoinder.importing.ledgers import Answers, Ledger, read_ledger
from rejoinder.importing.report import Refusal, Report
from rejoinder.importing.rows import Row
from rejoinder.importing.standing import standing_after
from rejoinder.importing.writing import Run, write_changes
from rejoinder.store import Row as StoreRow
from rejoinder.store import Store, Writing, stamp


@dataclass(frozen=True)
class _Compared:
    """What the rows change, and those that are refused because the book has them in another currency."""

    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]


class _Undone(Exception):
    """Ends a dry run, so that nothing of it is kept."""


def bring_in(
    store: Store,
    path: Path,
    *,
    kind: str = "auto",
    creditor: str = "",
    currency: str = "",
    dates: str = "",
    encoding: str = "",
    as_of: date | None = None,
    dry_run: bool = False,
    now: datetime,
) -> Report:
    """Bring a list of invoices exported from a ledger into the book of its creditor.

    The same file again changes nothing. Rows that cannot be read are refused one by one; a file that leaves its
    encoding, the creditor, the currency or the order of its dates open brings questions, and then nothing is written,
    no more than on a dry run or after an error. `as_of`: invoices issued and payments made after that day are left
    out.
    """
    answers = Answers(kind, creditor, currency, dates, encoding)
    try:
        ledger = read_ledger(store, path, answers, as_of=as_of, now=now)
        return ledger if isinstance(ledger, Report) else _enter(store, ledger, dry_run=dry_run)
    except Problem as problem:
        return Report(error=problem)


def _enter(store: Store, ledger: Ledger, *, dry_run: bool) -> Report:
    """Compare and write under the one write lock; all of it is kept, or nothing."""
    report = Report()
    with suppress(_Undone), store.write() as writing:
        report = _write(writing, ledger)
        if dry_run:
            raise _Undone
    return report


def _write(writing: Writing, ledger: Ledger) -> Report:
    """Record the run with its report, write what is new in the ledger, and settle the accounts it touched."""
    run = _run(writing, ledger)
    book = load(writing, run.creditor_id, day=run.day, now=run.now)
    compared = _compare(ledger, book)
    found = debtors(one.row for one in compared.changes)
    collectors = find_collectors(writing, found, run)
    report = replace(
        _report(ledger, compared, book), people_made=collectors.made, people_without_role=collectors.without_role
    )
    _record(writing, run, ledger, report)
    account_ids = write_accounts(writing, found, book, run, creditor=ledger.creditor)
    write_changes(writing, compared.changes, account_ids, run)
    assign(writing, found, collectors, book, account_ids, run)
    settle(writing, dict.fromkeys(account_ids[one.row.account] for one in compared.changes if not one.is_empty))
    return report


def _run(writing: Writing, ledger: Ledger) -> Run:
    """Choose the run's id, and make the creditor where it is new."""
    last = writing.one("last_ids") or {}
    creditor = ledger.creditor
    # Another import may have made it since the file was read.
    again = writing.one("creditor_by_name", name=creditor.name)
    creditor_id = again["id"] if again else None
    if creditor_id is None:
        creditor_id = writing.add(
            "creditor", name=creditor.name, time_zone=creditor.time_zone, created_at=stamp(ledger.now)
        )
    return Run(last["import_run"] + 1, creditor_id, ledger.day, ledger.now)


def _compare(ledger: Ledger, book: Book) -> _Compared:
    """Compare the rows with what is known, as they stood on the day asked for; what was issued later is left out."""
    changes: list[Change] = []
    refused: list[Refusal] = []
    for row in ledger.reading.rows:
        known = book.invoice(row.account, row.number)
        if known is not None and known.currency != row.currency:
            problem = Refused("This invoice is in the book already, in %(currency)s.", currency=known.currency)
            refused.append(Refusal(row.line, ledger.columns.name("currency"), row.currency, problem))
        elif not _is_later(row, ledger.as_of):
            row = as_it_was(row, ledger.as_of) if ledger.as_of else row
            changes.append(compare(row, known, day=ledger.day))
    return _Compared(tuple(changes), tuple(refused))


def _is_later(row: Row, as_of: date | None) -> bool:
    """Say whether an invoice had not been issued on the day asked for."""
    return as_of is not None and row.issued_on > as_of


def _report(ledger: Ledger, compared: _Compared, book: Book) -> Report:
    """Count what becomes of the rows, and how the creditor's book stands then."""
    refused = tuple(sorted((*ledger.reading.refused, *compared.refused), key=lambda one: one.row))
    lines = {one.row for one in refused}
    counted = [row for row in ledger.reading.rows if row.line not in lines]
    created = sum(one.known is None for one in compared.changes)
    unchanged = sum(one.is_unchanged for one in compared.changes)
    standing = standing_after(book, compared.changes, day=ledger.day)
    return Report(
        rows=len(ledger.table.lines),
        created=created,
        updated=len(compared.changes) - created - unchanged,
        unchanged=unchanged,
        skipped=len(ledger.reading.skipped),
        left_out=sum(_is_later(row, ledger.as_of) for row in counted),
        refused=refused,
        totals_minor=_totals(counted),
        open_minor=standing.open_minor,
        accounts=len({row.account for row in counted}),
        invoices_open=standing.invoices_open,
        invoices_overdue=standing.invoices_overdue,
        invoices_overdue_disputed=standing.invoices_overdue_disputed,
    )


def _totals(rows: Iterable[Row]) -> dict[str, int]:
    """Sum the original amounts by currency."""
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.currency] += row.amount_minor
    return dict(totals)


def _record(writing: Writing, run: Run, ledger: Ledger, report: Report) -> None:
    """Record the run, with the lines that were refused or skipped as they stood in the file."""
    writing.add(
        "import_run",
        id=run.id,
        creditor_id=run.creditor_id,
        file_name=ledger.table.file_name,
        file_digest=ledger.table.digest,
        kind="invoices",
        as_of=ledger.as_of.isoformat() if ledger.as_of else None,
        ran_at=stamp(run.now),
        result=json.dumps(report.as_json(), ensure_ascii=False),
    )
    writing.add_all("import_line", _left_lines(run, ledger, report))


def _left_lines(run: Run, ledger: Ledger, report: Report) -> list[StoreRow]:
    """Make the rows of the lines that were not brought in."""
    contents = {line.number: line.cells for line in ledger.table.lines}
    left = [(one.row, "refused", str(one.reason)) for one in report.refused]
    left += [(line.number, "skipped", "The same row stands in the file before.") for line in ledger.reading.skipped]
    return [
        {
            "import_run_id": run.id,
            "line": number,
            "state": state,
            "content": json.dumps(contents[number], ensure_ascii=False),
            "reason": reason,
        }
        for number, state, reason in sorted(left)
    ]
