"""`python -m bench [--quick]`: measure, and print what was measured beside what was aimed at; nothing is asserted."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from bench import imports, judging, long_file, pages, room, saying, weight
from bench.accounts import INVOICES_EACH
from bench.book import Book, write_book
from bench.past_calls import CALLS_EACH
from bench.tables import Line, show
from bench.visitor import Unexpected, application, sign_in
from rejoinder.matching import Index


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    accounts: int
    rounds: int
    utterances: int
    pastes: int
    seconds: float
    ledger: int
    long_ledger: int
    judged: int


WHOLE = Extent(
    accounts=20_000, rounds=150, utterances=30, pastes=20, seconds=10, ledger=50_000, long_ledger=500_000, judged=30_000
)
QUICK = Extent(
    accounts=1_200, rounds=30, utterances=6, pastes=5, seconds=3, ledger=3_000, long_ledger=20_000, judged=2_000
)
SMALL_ACCOUNTS = 200


def main() -> None:
    """Measure everything, in a folder that is removed at the end."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the program on a made-up book.")
    parser.add_argument("--quick", action="store_true", help="a smaller book and short runs, to see that it works")
    extent = QUICK if parser.parse_args().quick else WHOLE
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        _measure(Path(folder), extent)
    load = f"; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\nMeasured in {time.perf_counter() - started:.0f} s{load}.")


def _measure(folder: Path, extent: Extent) -> None:
    """Write the books, then measure page by page."""
    small, _ = _write(folder / "small", SMALL_ACCOUNTS)
    large, written_s = _write(folder / "large", extent.accounts)
    show("The large book", _extent(large, written_s))
    apps = [application(book) for book in (small, large)]
    visitors = [sign_in(app, book, book.collectors[0]) for app, book in zip(apps, (small, large), strict=True)]
    # Before the first page, so that no index is being built beside what is timed.
    indexes = [_index(app) for app in apps]
    _table(
        "Pages of a day's work", lambda: pages.compare((visitors[0], small), (visitors[1], large), rounds=extent.rounds)
    )
    now = datetime.now(UTC)
    _table("A long account file", lambda: long_file.compare(visitors[0], small, rounds=extent.rounds, now=now))
    _table(
        f"The excuse box, over {len(indexes[1].excuses)} excuses",
        lambda: saying.type_all(visitors[1], indexes[1], utterances=extent.utterances, pastes=extent.pastes),
    )
    _table("A room on the real server", lambda: room.fill(large, seconds=extent.seconds))
    _table("Imports", lambda: imports.measure(folder / "imports", short=extent.ledger, long=extent.long_ledger))
    _table("Judging", lambda: judging.measure(folder / "judging", accounts=extent.judged))
    _table("Weight over the wire, sample book", lambda: weight.weigh(folder / "empty"))


def _table(title: str, measure: Callable[[], list[Line]]) -> None:
    """Measure and print one table, so that the first ones can be read while the next is measured."""
    show(title, measure())


def _write(data: Path, accounts: int) -> tuple[Book, float]:
    """Write a book; give it with the seconds it took."""
    started = time.perf_counter()
    book = write_book(data, accounts=accounts, now=datetime.now(UTC))
    return book, time.perf_counter() - started


def _index(app: Flask) -> Index:
    """Wait until an application is ready to match, and give its index.

    Raises: Unexpected, when it could not be built.
    """
    catalogue = app.extensions["rejoinder"].catalogues.wait()
    if catalogue.index is None:
        raise Unexpected(f"no index of excuses: {catalogue.problem}")
    found: Index = catalogue.index
    return found


def _extent(book: Book, written_s: float) -> list[Line]:
    """Say how large the large book is."""
    size = sum(file.stat().st_size for file in book.data.iterdir()) / 1e6
    return [
        Line("accounts", f"{book.accounts:,}"),
        Line("invoices", f"{book.accounts * INVOICES_EACH:,}"),
        Line("past calls", f"{book.accounts * CALLS_EACH:,}"),
        Line("collectors", f"{len(book.collectors)} and a lead"),
        Line("on disk", f"{size:.0f} MB"),
        Line("written in", f"{written_s:.0f} s"),
    ]


if __name__ == "__main__":
    main()
