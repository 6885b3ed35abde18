"""A table found in a file: its layout, and its rows in pieces, which can be gone through more than once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rejoinder.importing.files.opening import Sheet, SourceFile
from rejoinder.importing.layouts.bodies import body
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Line, text_of
from rejoinder.importing.pieces import PIECE, Piece, in_pieces

# So many rows fit into memory twice over (some 50 MB); a longer file is read again from the disk instead.
KEPT = 60_000


@dataclass
class Table:
    """A sheet of a file, with how it is laid out."""

    file: SourceFile
    sheet: Sheet
    layout: Layout
    _kept: list[Piece] | None = field(default=None, repr=False)

    def pieces(self) -> Iterator[Piece]:
        """Go through the rows, piece by piece."""
        if self._kept is not None:
            yield from self._kept
            return
        kept: list[Piece] = []
        for piece in in_pieces(body(self.sheet.lines(), self.layout), self.layout):
            if len(kept) * PIECE <= KEPT:
                kept.append(piece)
            yield piece
        if len(kept) * PIECE <= KEPT:
            self._kept = kept

    def contents(self, lines: Iterable[int]) -> Mapping[int, str]:
        """Read some rows again, as JSON lists of texts, by their lines."""
        wanted = set(lines)
        if not wanted:
            return {}
        found: dict[int, str] = {}
        for piece in self.pieces():
            found |= {line.number: cells_of(line) for line in piece.lines if line.number in wanted}
            if len(found) == len(wanted):
                break
        return found


def cells_of(line: Line) -> str:
    """Write a row's cells as a JSON list of texts."""
    return json.dumps([text_of(cell) for cell in line.cells], ensure_ascii=False)
