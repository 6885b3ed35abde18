"""Telling which invoices a payment is for: one cell may name several, divided by commas, slashes, spaces or 、."""

import re
from collections.abc import Callable, Iterator

# Numbers themselves have slashes and spaces (INV/2016/00002), but hardly ever these.
_SURELY = re.compile(r"[,;|\n，；、。&+]|\b(?:and|und|et)\b|[和及与]", re.IGNORECASE)
_PERHAPS = re.compile(r"[\s/／]+")
_LABEL = re.compile(r"(?:#|№|(?:invoices?|inv|发票号?码?)\b\s*(?:no\.?|number)?\s*[:：#]+\s*)+\s*", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
# Nobody pays more invoices in one row; a cell of ten thousand characters is not looked at to its end.
MOST = 500


def all_readings(cell: str) -> frozenset[str]:
    """Give every text in a cell that could be an invoice's number."""
    parts = list(_parts(cell))
    return frozenset((_plain(cell), *parts, *(one for part in parts for one in _pieces(part))))


def named_in(cell: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Give the numbers a cell names, in its order: as much in one piece as is the number of a known invoice.

    What is divided by a mark that stands in numbers too is divided only where a part of it is known; what is not known
    at all stays whole.
    """
    if not cell or is_known(_plain(cell)):
        return (_plain(cell),) if cell else ()
    found: list[str] = []
    for part in _parts(cell):
        pieces = [one for one in _pieces(part) if any(map(str.isdigit, one))]
        found += pieces if not is_known(part) and any(map(is_known, pieces)) else [part]
    return tuple(dict.fromkeys(found))[:MOST]


def _parts(cell: str) -> Iterator[str]:
    """Divide a cell where nothing else can be meant."""
    return (one for part in _SURELY.split(cell) if (one := _plain(part)))


def _pieces(part: str) -> Iterator[str]:
    """Divide a part at marks that stand in numbers too."""
    return (one for piece in _PERHAPS.split(part) if (one := _plain(piece)))


def _plain(text: str) -> str:
    """Take off what is written around a number; a workbook's 1042.0 is 1042."""
    bare = _LABEL.sub("", text.strip(), count=1).strip()
    whole = _WHOLE_FLOAT.fullmatch(bare)
    return whole[1] if whole else bare
