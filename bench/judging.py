"""Judging promises by the money that came: a whole book in a process of its own, and while others save."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import own_process
from bench.promises import PAYMENTS_EACH, commitments_on, write_promises
from bench.tables import Line, Times, under

MOST_WAIT_S = 0.5
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
STEPS = {
    "all": "all for the first time",
    "again": "all once more",
    "due": "what is due, as each hour",
    "import": "1,000 accounts that an import paid",
}


def measure(folder: Path, *, accounts: int) -> list[Line]:
    """Judge a book of so many accounts alone, and a copy of it while a thread and another process save."""
    folder.mkdir()
    book, copy = folder / "book.db", folder / "copy.db"
    write_promises(book, accounts=accounts, now=NOW)
    shutil.copy(book, copy)
    what = f"{commitments_on(accounts):,} commitments, {accounts * PAYMENTS_EACH:,} payments"
    alone = own_process.run("bench.judger", str(book), NOW.isoformat())
    serving = own_process.run("bench.judger", str(copy), NOW.isoformat(), "--serving")
    return [Line(what, f"on {accounts:,} accounts"), *_alone(alone), *_serving(serving)]


def _alone(taken: Mapping[str, Any]) -> Iterator[Line]:
    """Make the lines of a process in which nobody saves."""
    for name, what in STEPS.items():
        yield Line(what, _taken(taken[name]))
    yield Line("  memory at most", f"{taken['import']['peak_mb']:.0f} MB")
    yield Line("one account, as something is recorded on it", Times(taken["one_ms"]).shown(with_most=True))


def _serving(taken: Mapping[str, Any]) -> Iterator[Line]:
    """Make the lines of a process in which a thread records promises meanwhile, and another process saves too."""
    idle = taken["nothing"]
    yield Line("others save all the time, nobody judges", f"half of the saves up to {idle['median_s'] * 1000:.0f} ms")
    yield Line("  longest wait of a save, in another process", f"{idle['wait_s']:.2f} s, {idle['wait_beside_s']:.2f} s")
    for name, what in STEPS.items():
        one = taken[name]
        yield Line(f"{what}, others save", f"{_taken(one)}, half of the saves up to {one['median_s'] * 1000:.0f} ms")
        yield under("  longest wait of a save in that process", one["wait_s"], MOST_WAIT_S, unit="s", digits=2)
        yield under("  longest wait of a save in another one", one["wait_beside_s"], MOST_WAIT_S, unit="s", digits=2)


def _taken(taken: Mapping[str, float]) -> str:
    """Write down what a step took."""
    return f"{taken['s']:.2f} s, {taken['recorded']:,.0f} recorded"
