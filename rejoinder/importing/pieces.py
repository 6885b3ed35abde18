"""The rows of a table in pieces of some thousand, turned into columns: a column is read in one go."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rejoinder.importing.layouts.bodies import Part
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Cell, Line

# Enough that the work a piece costs by itself does not count, few enough that a piece is a few MB.
PIECE = 4096


@dataclass(frozen=True)
class Piece:
    """Rows that belong together only by their place in the file.

    `columns`: the cells of all `lines`, by column. `sections`: the name of the customer each line stands under, or
    nothing; `keys`: that customer's number, or the name where the section has no number. `odd`: rows with fewer or
    more cells than the others. `totals`: rows of sums.
    """

    lines: tuple[Line, ...]
    sections: tuple[str, ...]
    keys: tuple[str, ...]
    columns: tuple[tuple[Cell, ...], ...]
    odd: tuple[Line, ...]
    totals: tuple[Line, ...]

    def column(self, layout: Layout, field: str) -> tuple[Cell, ...] | None:
        """Give the cells of a field's column, or nothing where the table has no such column."""
        place = layout.columns.places.get(field)
        return None if place is None or not self.lines else self.columns[place]


def in_pieces(parts: Iterator[Part], layout: Layout) -> Iterator[Piece]:
    """Divide the rows into pieces; those that are neither row nor sum are passed over.

    A row may be as long as the header, or as most rows of the first piece are, if that reaches the last known column.
    """
    widths: set[int] = set()
    while taken := list(islice(parts, PIECE)):
        items = [one for one in taken if one.role == "item"]
        if not widths and items:
            widths = _widths([one.line for one in items], layout)
        yield _piece(items, [one.line for one in taken if one.role == "total"], widths)


def _widths(lines: Iterable[Line], layout: Layout) -> set[int]:
    """Say how many cells a row may have."""
    least = max((*layout.columns.places.values(), *layout.buckets), default=0) + 1
    usual, _ = Counter(len(line.cells) for line in lines).most_common(1)[0]
    return {len(layout.columns.header), usual} if usual >= least else {len(layout.columns.header)}


def _piece(items: list[Part], totals: list[Line], widths: set[int]) -> Piece:
    """Turn rows into columns."""
    whole = [one for one in items if len(one.line.cells) in widths]
    odd = [one.line for one in items if len(one.line.cells) not in widths] if len(whole) < len(items) else []
    return Piece(
        lines=tuple(one.line for one in whole),
        sections=tuple(one.customer for one in whole),
        keys=tuple(one.account_number or one.customer for one in whole),
        columns=tuple(zip(*(one.line.cells for one in whole), strict=False)),
        odd=tuple(odd),
        totals=tuple(totals),
    )
