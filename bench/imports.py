"""Imports: a long workbook beside the least that could be done, the same again, a longer text, who waits meanwhile."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from python_calamine import CalamineWorkbook

from bench import own_process
from bench.importer import bring_in
from bench.ledger_files import EACH, Ledger, write_text, write_workbook
from bench.saver import saving_beside
from bench.tables import Line, under
from rejoinder.store import Store, migrate

MOST_RATIO = 2.0
MOST_MB = 300
MOST_WAIT_S = 0.5
ROUNDS = 3
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def measure(folder: Path, *, short: int, long: int) -> list[Line]:
    """Bring in a workbook of so many invoices, and a text of so many more."""
    folder.mkdir()
    ledger = Ledger(short)
    book, newer = (write_workbook(folder / f"{n}.xlsx", one) for n, one in enumerate((ledger, ledger.newer())))
    numbers = (folder / f"{n}.db" for n in count())
    lines = _workbook(numbers, book, newer, invoices=short)
    for invoices in (short, long):
        path = write_text(folder / f"{invoices}.csv", Ledger(invoices))
        lines += _text(next(numbers), path, invoices=invoices, is_measured=invoices == long)
    return lines


def _workbook(numbers: Iterator[Path], path: Path, newer: Path, *, invoices: int) -> list[Line]:
    """Bring in a workbook, the same one again, and the one of the next day."""
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_bare(_empty(next(numbers)), path))
        store = _empty(next(numbers))
        ours.append(bring_in(store, path, now=NOW))
        again = bring_in(store, path, now=NOW + timedelta(1))
        changed = bring_in(store, newer, now=NOW + timedelta(2))
        store.close()
    whole, least = median(_seconds(one) for one in ours), median(bare)
    what = f"{invoices:,} invoices from XLSX"
    return [
        Line(f"{what}, all steps", _taken(sorted(ours, key=_seconds)[ROUNDS // 2])),
        Line("  calamine and a bare executemany", f"{least:.2f} s"),
        Line("  ratio", f"{whole / least:.2f}", f"≤ {MOST_RATIO}", whole / least <= MOST_RATIO),
        Line("the same again, unchanged", _taken(again)),
        Line("newer, 2 % changed, 1 % gone", _taken(changed)),
        _waited("longest wait of a save meanwhile", max(one["wait_s"] for one in (*ours, again, changed))),
    ]


def _text(database: Path, path: Path, *, invoices: int, is_measured: bool) -> list[Line]:
    """Bring in a text in a process of its own, while another one saves."""
    _empty(database).close()
    with saving_beside(database) as waits:
        taken = own_process.run("bench.importer", str(database), str(path), NOW.isoformat())
    assert taken["created"] == invoices
    memory = under("  memory at most", taken["peak_mb"], MOST_MB, unit="MB", digits=0)
    return [
        Line(f"{invoices:,} invoices from CSV", _taken(taken)),
        *([memory] if is_measured else []),
        _waited("  longest wait of a save in that process", taken["wait_s"]),
        _waited("  longest wait of a save in another one", waits[0]),
    ]


def _empty(path: Path) -> Store:
    """Make a database with two creditors: one of the ledger, one whose row is saved meanwhile."""
    migrate(path)
    store = Store(path)
    with store.write() as writing:
        for name in ("Mill", "Saver"):
            writing.add("creditor", name=name, created_at="2026-01-01T00:00:00.000000Z")
    return store


def _bare(store: Store, path: Path) -> float:
    """Read a workbook and write its rows into the same table with as little as can be done, and give the seconds."""
    started = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    accounts = [(place, f"A{place}", f"A{place}") for place in range(1, len(rows) // EACH + 2)]
    with store.write() as writing:
        run = writing.connection.executemany
        run("insert into account (id, creditor_id, number, name, created_at) values (?, 1, ?, ?, '2026')", accounts)
        run(
            "insert into invoice (account_id, number, issued_on, due_on, currency, amount_minor, open_minor) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            [_invoice(place, row) for place, row in enumerate(rows)],
        )
    taken = time.perf_counter() - started
    store.close()
    return taken


def _invoice(place: int, row: Sequence[Any]) -> tuple[object, ...]:
    """Make the row of an invoice, the quickest way."""
    figures = round(row[6] * 100), round(row[7] * 100)
    return 1 + place // EACH, row[2], row[3].isoformat(), row[4].isoformat(), row[5], *figures


def _seconds(taken: Mapping[str, float]) -> float:
    """Give the seconds of all steps."""
    return taken["read_s"] + taken["enter_s"]


def _taken(taken: Mapping[str, float]) -> str:
    """Write down what an import took."""
    return f"{_seconds(taken):.2f} s: read and compared {taken['read_s']:.2f}, entered {taken['enter_s']:.2f}"


def _waited(what: str, seconds: float) -> Line:
    """Make a line of the longest wait of a save."""
    return under(what, seconds, MOST_WAIT_S, unit="s", digits=2)
