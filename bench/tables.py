"""Tables of what was measured, beside what was aimed at, in plain text."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

HEAD = ("", "measured", "target", "")


@dataclass(frozen=True)
class Line:
    """One measurement; `is_met` is nothing where there is no target."""

    what: str
    measured: str
    target: str = ""
    is_met: bool | None = None

    def cells(self) -> tuple[str, str, str, str]:
        """Give the line's four columns."""
        verdict = "" if self.is_met is None else "ok" if self.is_met else "over"
        return self.what, self.measured, self.target, verdict


@dataclass(frozen=True)
class Times:
    """How long each of some requests took, in milliseconds."""

    taken_ms: list[float] = field(default_factory=list)

    def at(self, percent: int) -> float:
        """Give the time that this share of the requests did not exceed (nearest rank)."""
        ordered = sorted(self.taken_ms)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else float("nan")

    def shown(self, *, with_most: bool = False) -> str:
        """Write down median and 95th percentile, and the longest where it is asked for."""
        most = f"  max {self.at(100):6.1f}" if with_most else ""
        return f"p50 {self.at(50):6.1f}  p95 {self.at(95):6.1f}{most} ms  of {len(self.taken_ms)}"


def under(what: str, value: float, target: float, *, unit: str, digits: int = 1) -> Line:
    """Make a line of a value that should not exceed a target."""
    return Line(what, f"{value:.{digits}f} {unit}", f"≤ {target:g} {unit}", value <= target)


def p95_under(what: str, times: Times, target_ms: float) -> Line:
    """Make a line of times whose 95th percentile should not exceed a target."""
    return Line(what, times.shown(with_most=True), f"p95 ≤ {target_ms:g} ms", times.at(95) <= target_ms)


def show(title: str, lines: Sequence[Line]) -> None:
    """Print a table."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(HEAD))]
    print(f"\n{title}")
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        print(("  " + "   ".join(cells)).rstrip(), flush=True)


def _width(text: str) -> int:
    """Give the columns a text takes on a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
