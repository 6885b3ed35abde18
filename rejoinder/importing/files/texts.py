"""Reading a table of text row by row: which sign separates its cells, and where each row begins and ends."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from rejoinder.errors import Refused
from rejoinder.importing.lines import Line

USUAL = (",", ";", "\t", "|")
# Any of these stands in names and times too, so nearly all rows must agree on it.
RARE = ("^", "~", ":")

# Above a header stand a title, a firm and a day; so many rows show what is usual all the same.
_SHOWN_ROWS = 50
# A cell of a workbook holds 32,767 characters, and csv reads 131,072 at most; a row of such cells still fits.
_SHOWN_CHARACTERS = 1_000_000
# A note of a hundred lines is no note: then a quotation mark is open.
_MOST_LINES = 100

# In no text that comes here (see encodings), so that an open quotation mark shows at the end.
_END = "\x02"
_NAMED = re.compile(r'"?sep=(.)"?[\r\n]*')
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[,:](?=\d)")
# What our own downloads put before a cell that a spreadsheet would take for a formula.
_DEFUSED = re.compile("^'(?=[-=+@\t])")


def separator(path: Path, encoding: str) -> str:
    """Say which sign separates the cells, by what most of the first rows agree on; nothing where none does.

    A first line such as `sep=;`, which Excel understands, decides. A title above the header has no separator and
    does not mislead; neither do decimal commas.
    """
    with path.open(encoding=encoding, newline="") as file:
        beginning = file.read(_SHOWN_CHARACTERS)
    if named := _NAMED.fullmatch(io.StringIO(beginning, newline="").readline()):
        return named[1]
    lines = list(islice(io.StringIO(beginning, newline=""), 4 * _SHOWN_ROWS))
    ranks = {one: _rank(lines, one) for one in (*USUAL, *RARE)}
    best = max(ranks, key=lambda one: ranks[one])
    likely, _, width = ranks[best]
    # Figures between commas may still be cells, if a decimal comma cannot have made so many of them.
    return best if likely > 0 or (likely == 0 and best in USUAL and width > 2) else ""


def _rank(lines: list[str], sign: str) -> tuple[int, int, int]:
    """Say how well a sign separates: whether it is likely to, how many rows have the usual cells, and how many."""
    widths = _widths(lines, sign)
    divided = Counter(width for width in widths if width > 1)
    if not divided:
        return (-1, 0, 0)
    width, agreeing = max(divided.items(), key=lambda one: (one[1], one[0]))
    if _is_decimal(lines, sign):
        likely = 0
    elif sign in USUAL:
        likely = 3 if agreeing * 2 >= len(widths) else 2
    else:
        likely = 2 if agreeing * 5 >= len(widths) * 4 else 0
    return (likely, agreeing, width)


def _widths(lines: list[str], sign: str) -> list[int]:
    """Count the cells of each of the first rows, the empty ones left away, as far as they can be told apart."""
    widths = []
    with suppress(csv.Error):
        for row in islice(csv.reader(lines, delimiter=sign, skipinitialspace=True), _SHOWN_ROWS):
            widths += [len(row)] if any(row) else []
    return widths


def _is_decimal(lines: list[str], sign: str) -> bool:
    """Say whether a comma or colon stands between figures wherever it stands, as in 1.234,50 and 12:30."""
    within = [line for line in lines if sign in line]
    return sign in ",:" and all(any(one[0] == sign for one in _BETWEEN_FIGURES.finditer(line)) for line in within)


def text_lines(path: Path, encoding: str, sign: str) -> Iterator[Line]:
    """Read a file of text row by row, never more of it than that; cells are trimmed, rows without any text left away.

    `number` and `last` count lines of the file from 1. An apostrophe that our own downloads put before `=` or `@`
    is taken off. Raises: Refused, when a quotation mark is not closed, or the file changes meanwhile.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
            passed = 1 if _NAMED.fullmatch(first) else 0
            yield from _lines(chain((first,)[passed:], file, (_END,)), sign, passed=passed)
    except OSError as error:
        raise Refused("The file cannot be read: %(reason)s.", reason=error.strerror or "unknown") from None
    except UnicodeDecodeError:
        raise Refused("The file was changed while it was read. Import it again.") from None


def _lines(lines: Iterable[str], sign: str, *, passed: int) -> Iterator[Line]:
    """Split lines of text into rows, after those passed over."""
    # A blank before a quotation mark is none of the text.
    rows = csv.reader(lines, delimiter=sign, skipinitialspace=True)
    before, usual = passed, 0
    try:
        for row in rows:
            cells = tuple(map(str.strip, row))
            last = rows.line_num + passed
            if last - before > 1:
                _refuse_open_mark(cells, sign=sign, usual=usual, first=before + 1, last=last)
            elif cells == (_END,):
                return
            if any(cells):
                usual = len(cells)
                cells = _as_written(cells) if "'" in "".join(cells) else cells
                # Made in one step, which counts where there are a million.
                yield tuple.__new__(Line, (before + 1, last, cells))
            before = last
    except csv.Error:
        raise _open_mark(before + 1) from None


def _refuse_open_mark(cells: tuple[str, ...], *, sign: str, usual: int, first: int, last: int) -> None:
    """Refuse a row that ends with the file, is very long, or has other rows of the table within one of its cells."""
    within = [line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:-1]]
    has_rows = usual > 2 and any(line.count(sign) >= usual - 1 for line in within)
    if has_rows or last - first >= _MOST_LINES or cells[-1].endswith(_END):
        raise _open_mark(first)


def _open_mark(line: int) -> Refused:
    """Say where a quotation mark is open."""
    return Refused(
        "From line %(line)d on no cells can be told apart. Look for a quotation mark that is not closed.", line=line
    )


def _as_written(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Take off the apostrophes that our own downloads put before what looks like a formula."""
    return tuple(_DEFUSED.sub("", cell).strip() for cell in cells)
