"""Readers of cells: each reads a column in one go, remembers what it has read, and keeps a problem as a value."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from operator import sub
from typing import Any

from rejoinder.errors import Problem, Refused
from rejoinder.importing.amounts import Decimal, currency_of, read_amount
from rejoinder.importing.days import FIRST_YEAR, LAST_YEAR, Order, is_no_day, read_day
from rejoinder.importing.lines import Cell, text_of
from rejoinder.money import MOST_MINOR, digits

YES = frozenset({"yes", "y", "true", "t", "1", "x", "是", "有", "争议", "disputed"})
NO = frozenset({"", "no", "n", "false", "f", "0", "否", "无", "-", "undisputed"})

# A workbook's figures are binary, so that 1234.56 is a hair beside itself; this much of a cent no ledger means.
NEAR = 1e-4
# So many different cells are remembered: days and names come again and again, numbers and amounts hardly ever.
_MOST_KEPT = 2**15
# Net 30, 30 days, 30 NET, n/30; before it perhaps the discount for those who pay at once: 2/10 net 30, 2% 10 Net 30.
_TERMS = re.compile(
    r"(?:(?:\d[\d.]*\s*[%/]\s*\d+,?\s*)?(?:net|n/?))?\s*(\d{1,3})(?:\.0+)?\s*(?:days?|d|天|日)?\s*(?:net)?",
    re.IGNORECASE,
)
_ON_RECEIPT = re.compile(r"(?:due (?:up)?on receipt|immediate(?: payment)?|cod|现结|款到发货|货到付款)", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_PLAIN_AMOUNT = re.compile(r"(-?)(\d{1,12})(?:\.(\d\d?))?")

# Workbooks count days from the last of 1899; a day that lost its format is such a number. The range is of our years.
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range((date(FIRST_YEAR, 1, 1) - _FIRST_DAY).days, (date(LAST_YEAR, 12, 31) - _FIRST_DAY).days + 1)

# How spreadsheets show an amount of zero.
_NOTHING = {"": 0, "-": 0, "\u2013": 0, "\u2014": 0}

# An invoice of this state is none to collect.
_VOID = frozenset(
    {
        "void",
        "voided",
        "cancelled",
        "canceled",
        "reversed",
        "written off",
        "deleted",
        "作废",
        "已作废",
        "已取消",
        "红冲",
    }
)


class Reader(dict[Cell, Any]):
    """Reads cells of one column; looked up like a dictionary, so that a cell seen before costs next to nothing.

    What cannot be read is given as the Problem itself; `failed` says that there was one.
    """

    def __init__(self, read: Callable[[Cell], Any]) -> None:
        super().__init__()
        self._read = read
        self.failed = False

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
        try:
            value = self._read(cell)
        except Problem as problem:
            self.failed = True
            value = problem
        self[cell] = value
        return value

    def column(self, cells: Iterable[Cell]) -> list[Any]:
        """Read one column of a piece."""
        return list(map(self.__getitem__, cells))


def text() -> Reader:
    """Read a text; runs of spaces become one."""
    return Reader(lambda cell: " ".join(text_of(cell).split()))


def key(missing: str) -> Reader:
    """Read the number of a customer or an invoice, which must be there; a workbook's 1042.0 is 1042."""

    def read(cell: Cell) -> str:
        written = " ".join(text_of(cell).split())
        if not written:
            raise Refused(missing)
        whole = _WHOLE_FLOAT.fullmatch(written)
        return whole[1] if whole else written

    return Reader(read)


def day(order: Order | None) -> Reader:
    """Read a day that must be there, as text: year-month-day."""
    return Reader(lambda cell: _day(cell, order))


def day_if_any(order: Order | None) -> Reader:
    """Read a day, or nothing where the cell is empty or holds zeros."""
    return Reader(lambda cell: None if isinstance(cell, str) and is_no_day(cell) else _day(cell, order))


def _day(cell: Cell, order: Order | None) -> str:
    """Read one day."""
    if isinstance(cell, date):
        found = cell.date() if isinstance(cell, datetime) else cell
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Refused("The year %(year)d cannot be right.", year=found.year)
        return found.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _SERIALS:
        return (_FIRST_DAY + timedelta(int(cell))).isoformat()
    return read_day(text_of(cell).removesuffix(".0"), order).isoformat()


def currency(default: str) -> Reader:
    """Read a currency; an empty cell is in the one chosen for the file, if any was."""

    def read(cell: Cell) -> str:
        written = text_of(cell).strip()
        if not written and not default:
            raise Refused("The currency is missing.")
        return currency_of(written) if written else default

    return Reader(read)


class Amounts(Reader):
    """Reads amounts; a column of nothing but a workbook's figures is turned into minor units as a whole."""

    def __init__(self, read: Callable[[Cell], Any], places: int) -> None:
        super().__init__(read)
        self._scale = 10**places

    def column(self, cells: Iterable[Cell]) -> list[Any]:
        """Read one column of a piece."""
        cells = tuple(cells)
        if not cells or not {float, int}.issuperset(set(map(type, cells))):
            return super().column(cells)
        scaled = [one * self._scale for one in cells]
        try:
            minors = list(map(round, scaled))
        except (ValueError, OverflowError):
            return super().column(cells)
        is_near = max(map(abs, map(sub, scaled, minors))) <= NEAR
        return minors if is_near and max(map(abs, minors)) <= MOST_MINOR else super().column(cells)


def amount(code: str, decimal: Decimal | None, *, empty: int | None = None, may_be_empty: bool = False) -> Reader:
    """Read an amount in minor units of a currency; `empty` is what an empty cell says, where it may be one."""
    places = digits(code)

    def read(cell: Cell) -> int | None:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _figure(cell, places)
        written = text_of(cell)
        if may_be_empty and written in _NOTHING:
            return _NOTHING[written] if written else empty
        plain = _PLAIN_AMOUNT.fullmatch(written) if places == 2 and decimal != "," else None
        if plain:
            minor = int(plain[2]) * 100 + int((plain[3] or "0").ljust(2, "0"))
            return -minor if plain[1] else minor
        return read_amount(written, code, decimal=decimal)

    return Amounts(read, places)


def _figure(cell: float, places: int) -> int:
    """Read the figure of a workbook: it is binary, so that 1234.56 may be a hair beside itself."""
    scaled = cell * 10**places
    if not abs(scaled) <= MOST_MINOR:
        raise Refused("This amount is too large to be right.")
    minor: int = round(scaled)
    if abs(scaled - minor) > NEAR:
        raise Refused("This amount has more decimals than its currency.")
    return minor


def yes_or_no() -> Reader:
    """Read whether an invoice is disputed; a word that is neither is not taken for a no."""

    def read(cell: Cell) -> bool:
        word = text_of(cell).casefold()
        if word not in YES and word not in NO:
            raise Refused("This is neither yes nor no.")
        return word in YES

    return Reader(read)


def terms() -> Reader:
    """Read payment terms as days, where they are a number: 30, Net 30, 30天, due on receipt."""

    def read(cell: Cell) -> int | None:
        written = text_of(cell)
        if _ON_RECEIPT.fullmatch(written):
            return 0
        found = _TERMS.fullmatch(written)
        return int(found[1]) if found else None

    return Reader(read)


def void() -> Reader:
    """Say whether the state of an invoice is that of one that is none any more."""
    return Reader(lambda cell: text_of(cell).casefold() in _VOID)
