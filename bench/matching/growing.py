"""What an index costs: to build, to change, to keep and to read, and how that grows with the catalogue."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.matching.asking import Built, find_s, order, perform
from bench.matching.engines import OURS
from bench.matching.grid import show_grid
from bench.matching.wording import Utterance, count, fourfold, quarter, with_one_changed
from bench.tables import Line
from rejoinder.matching import Catalogue

HEAD = ("", "phrases", "build s", "peak MB", "adds MB", "of files", "p50 ms", "p95 ms")


def live(catalogue: Catalogue, folder: Path) -> tuple[Built, list[Line]]:
    """Build an index in an empty folder, read it, and build the next one after a small change; both stay there."""
    first = order(catalogue, folder)
    on_disk = [Line(what, f"{_size_mb(folder, names):.0f} MB") for what, names in _PARTS]
    read_s = find_s(catalogue, folder)
    again = order(with_one_changed(catalogue), folder)
    return first, [
        Line("first build", f"{first.seconds:.1f} s, at most {first.peak_mb:.0f} MB"),
        Line("build after one phrase changed", f"{again.seconds:.1f} s, at most {again.peak_mb:.0f} MB"),
        Line("reading one from disk", f"{read_s:.2f} s"),
        *on_disk,
    ]


_PARTS = (("an index on disk", "index-*"), ("the encoder on disk, once", "meaning-*"))


def _size_mb(folder: Path, names: str) -> float:
    return sum(file.stat().st_size for part in folder.glob(names) for file in part.iterdir()) / 1e6


def show_growth(catalogue: Catalogue, folder: Path, said: Sequence[Utterance], *, once: Built) -> None:
    """Print what a quarter of the phrases and four times as many cost, beside what they cost as they are.

    `folder` holds the index of the catalogue as it is, and `once` is what building that took.
    """
    costs = {"once": _costs(once, catalogue, folder, said)}
    for what, other in (("a quarter", quarter(catalogue)), ("four times", fourfold(catalogue))):
        with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as place:
            costs[what] = _costs(order(other, Path(place)), other, Path(place), said)
    rows = [_row(what, costs[what], beside=costs["once"]) for what in ("a quarter", "once", "four times")]
    notes = ("In brackets: how many times as much as once. Built in an empty folder, on one thread.",)
    show_grid("Growth of the catalogue", HEAD, rows, notes=notes)


def _costs(built: Built, catalogue: Catalogue, folder: Path, said: Sequence[Utterance]) -> tuple[float, ...]:
    """Give the columns of a row as numbers."""
    serving = perform(OURS, catalogue, folder, on=said)
    times = serving.times()
    memory = (built.peak_mb, serving.added_mb, serving.of_files_mb)
    return count(catalogue), built.seconds, *memory, times.at(50), times.at(95)


def _row(what: str, costs: Sequence[float], *, beside: Sequence[float]) -> tuple[str, ...]:
    """Make a row: each cost, and its ratio to the one beside it."""
    phrases, *others = costs
    shown = (f"{cost:,.1f} ({cost / one:.2f})" for cost, one in zip(others, beside[1:], strict=True))
    return what, f"{phrases:,.0f} ({phrases / beside[0]:.2f})", *shown
