"""Finding the line, or the two lines, that name the columns of a table among the first lines of a sheet."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rejoinder.importing.layouts.ageing_columns import is_bucket
from rejoinder.importing.layouts.columns import folded
from rejoinder.importing.layouts.currencies_meant import basis_of
from rejoinder.importing.layouts.meanings import known_fields
from rejoinder.importing.layouts.shapes import is_day, is_figure
from rejoinder.importing.lines import Cell, Line, text_of

# No name of a column is longer; sentences are.
LONGEST_NAME = 60
# One known word may stand in any line; a header has more of them.
FEWEST_KNOWN = 2

_TECHNICAL = re.compile(r"[A-Z][A-Z0-9_]{3,}")


class Header(NamedTuple):
    """The names of the columns, the lines that hold them, and how many lines stand above."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    above: int


def find_header(lines: Sequence[Line]) -> Header | None:
    """Find the header: the line with most known names, joined with the one above or below where both name columns."""
    scores = [_score(_names(line)) if _may_be_header(line) else 0 for line in lines]
    best = max(range(len(lines)), key=lambda place: (scores[place], -place), default=0)
    if not lines or scores[best] < FEWEST_KNOWN:
        return _joined_unknown(lines)
    if _is_technical(lines[best]) and best and _may_be_header(lines[best - 1]) and scores[best - 1] >= FEWEST_KNOWN:
        best -= 1
    if best + 1 < len(lines) and _is_technical(lines[best + 1]):
        return Header(_names(lines[best]), tuple(lines[best : best + 2]), best)
    return _joined(lines, best, scores[best])


def header_at(lines: Sequence[Line], places: Sequence[int]) -> Header | None:
    """Find the first line with words in all of these places: its columns were named by a person."""
    for place, line in enumerate(lines):
        names = _names(line)
        if places and _may_be_header(line) and all(one < len(names) and names[one] for one in places):
            return Header(names, (line,), place)
    return None


def _joined_unknown(lines: Sequence[Line]) -> Header | None:
    """Try two lines together where neither says enough by itself."""
    for place in range(len(lines) - 1):
        if _may_be_header(lines[place]) and _may_be_header(lines[place + 1]):
            names = _join(lines[place], lines[place + 1])
            if _score(names) >= FEWEST_KNOWN + 1:
                return Header(names, tuple(lines[place : place + 2]), place)
    return None


def _joined(lines: Sequence[Line], best: int, score: int) -> Header:
    """Join the best line with the one below, or with groups above it, where that names more columns."""
    if best + 1 < len(lines) and _may_be_header(lines[best + 1]):
        names = _join(lines[best], lines[best + 1])
        is_second = _score(names) >= score and _has_only_names(lines[best + 1])
        if _score(names) > score or is_second or _are_groups(lines[best]):
            return Header(names, tuple(lines[best : best + 2]), best)
    if best and _may_be_header(lines[best - 1]):
        names = _join(lines[best - 1], lines[best])
        is_vague = _are_groups(lines[best - 1]) or _says_twice(lines[best])
        if _score(names) > score or (is_vague and _score(names) >= score):
            return Header(names, tuple(lines[best - 1 : best + 1]), best - 1)
    return Header(_names(lines[best]), (lines[best],), best)


def _may_be_header(line: Line) -> bool:
    """Say whether a line may name columns: words, hardly any figures and no days."""
    filled = [one for one in line.cells if one != ""]
    figures = sum(_is_content(one) for one in filled)
    return len(filled) > 1 and figures * 4 <= len(filled)


def _is_content(cell: Cell) -> bool:
    """Say whether a cell is what stands below a header: a figure, a day, a long text."""
    if not isinstance(cell, str):
        return not is_bucket(text_of(cell))
    return len(cell) > LONGEST_NAME or ((is_figure(cell) or is_day(cell)) and not is_bucket(cell))


def _names(line: Line) -> tuple[str, ...]:
    return tuple(" ".join(text_of(one).split()) for one in line.cells)


def _score(names: Sequence[str]) -> int:
    """Count the fields that a line names, at most one a cell."""
    found = [known_fields(one) for one in names if one and len(one) <= LONGEST_NAME]
    named = [one for one in found if one]
    return min(len(named), len(frozenset().union(*named))) if named else 0


def _is_technical(line: Line) -> bool:
    """Say whether a line holds the technical names of columns (KUNNR, BELNR), of which a few are known."""
    filled = [one for one in line.cells if one != ""]
    technical = [one for one in filled if isinstance(one, str) and _TECHNICAL.fullmatch(one)]
    known = [one for one in technical if known_fields(one) and folded(one).isascii()]
    return len(filled) > 2 and len(technical) * 5 >= len(filled) * 4 and len(known) >= FEWEST_KNOWN


def _are_groups(line: Line) -> bool:
    """Say whether a line only says in whose currency the columns below it are."""
    filled = [text_of(one) for one in line.cells if one != ""]
    groups = [one for one in filled if basis_of(one) and len(one) <= len("Document currency")]
    return len(set(groups)) > 1


def _has_only_names(line: Line) -> bool:
    """Say whether all that stands in a line could name a column, as no row of a table has it."""
    return all(known_fields(one) for one in _names(line) if one)


def _says_twice(line: Line) -> bool:
    """Say whether two columns have one name, so that the line above has to tell them apart: a date and another date."""
    filled = [one for one in _names(line) if one]
    return len(set(filled)) < len(filled)


def _join(top: Line, bottom: Line) -> tuple[str, ...]:
    """Join two lines column by column; a group's name stands once and holds for the empty cells to its right."""
    above, below = _names(top), _names(bottom)
    width = max(len(above), len(below))
    above, below = (one + ("",) * (width - len(one)) for one in (above, below))
    joined, group = [], ""
    for first, second in zip(above, below, strict=True):
        if first:
            group = first if second else ""
        joined.append(f"{first or group} {second}".strip() if second else first)
    return tuple(joined)
