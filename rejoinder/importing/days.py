"""Reading a ledger's dates: the order of day and month is proven by the columns as a whole, never guessed."""

import re
from calendar import month_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rejoinder.errors import Refused, mark

Order = Literal["ymd", "mdy", "dmy"]
ORDERS: tuple[Order, ...] = ("ymd", "mdy", "dmy")

# One mistyped date among so many must not put the whole proof in doubt; it is refused by itself.
TYPING_ERRORS_IN = 100

# No ledger in use reaches back further; what lies outside is a slip or a placeholder such as 9999.
FIRST_YEAR, LAST_YEAR = 1970, 2199

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})|(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
# 31 Mar 2026, 1-Apr-26, 31st March 2026; March 31, 2026. The month is a word, so that no order has to be proven.
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})\.?[-/., ]+(\d{4}|\d{2})")
_WORD_DAY = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_CLOCK = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$")
_ONLY_A_CLOCK = re.compile(r"\d{1,3}:\d{2}([:.]\d+)*")
_NO_DAY = re.compile(r"0{8}|0{4}[-/.]0{1,2}[-/.]0{1,2}|0{1,2}[-/.]0{1,2}[-/.](0{4}|00)")

_NO_SUCH_MONTH = {
    "mdy": mark("There is no month %(month)d; the dates in this file are month, day, year."),
    "dmy": mark("There is no month %(month)d; the dates in this file are day, month, year."),
}


@dataclass(frozen=True)
class Proof:
    """What a column's cells say about the order: how many can only be the one or the other, or could be both."""

    mdy: int = 0
    dmy: int = 0
    either: int = 0

    def __add__(self, other: "Proof") -> "Proof":
        return Proof(self.mdy + other.mdy, self.dmy + other.dmy, self.either + other.either)

    @property
    def is_needed(self) -> bool:
        """Say whether some date means another day in the other order."""
        return bool(self.mdy or self.dmy or self.either)

    @property
    def order(self) -> Order | None:
        """Give the order the cells prove, or nothing; hardly any may speak against it."""
        if self.mdy > self.dmy * TYPING_ERRORS_IN:
            return "mdy"
        if self.dmy > self.mdy * TYPING_ERRORS_IN:
            return "dmy"
        return None


def prove(cells: Iterable[str]) -> Proof:
    """Count what the different cells of a date column say about the order of day and month."""
    mdy = dmy = either = 0
    for cell in set(cells):
        found = _YEAR_LAST.fullmatch(_CLOCK.sub("", cell))
        if found is None or found[1] == found[3]:
            continue
        as_mdy, as_dmy = int(found[1]) <= 12 and int(found[3]) <= 31, int(found[3]) <= 12 and int(found[1]) <= 31
        either += as_mdy and as_dmy
        mdy += as_mdy and not as_dmy
        dmy += as_dmy and not as_mdy
    return Proof(mdy, dmy, either)


def is_no_day(cell: str) -> bool:
    """Say whether a cell is empty or holds the zeros that some ledgers write for "none"."""
    return not cell or _NO_DAY.fullmatch(cell) is not None


@lru_cache(maxsize=2**15)
def read_day(cell: str, order: Order | None) -> date:
    """Read a date of the ledger; where the year stands first, the order is plain without proof.

    Raises: Refused, when it is no date, or none in this order.
    """
    text = _CLOCK.sub("", cell)
    if not text:
        raise Refused("The date is missing.")
    if found := _YEAR_FIRST.fullmatch(text):
        figures = [int(one) for one in found.groups() if one and one.isdigit()]
        return _day(figures[0], figures[1], figures[2])
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found, order)
    if found := _DAY_WORD.fullmatch(text):
        return _with_word(found[1], found[2], found[3])
    if found := _WORD_DAY.fullmatch(text):
        return _with_word(found[2], found[1], found[3])
    if _ONLY_A_CLOCK.fullmatch(text):
        raise Refused("Only a time of day is left of this date. Export it again with the column shown as dates.")
    raise Refused("This is not a date.")


def _year_last(found: re.Match[str], order: Order | None) -> date:
    """Read a date that ends with the year, in the file's order."""
    first, second = int(found[1]), int(found[3])
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    if order == "ymd":
        raise Refused("This is not a date in the order year, month, day.")
    month, day = (second, first) if order == "dmy" else (first, second)
    if month > 12:
        sentence = _NO_SUCH_MONTH[order or "mdy"]
        raise Refused(sentence, month=month)
    return _day(year, month, day)


def _with_word(day: str, word: str, year: str) -> date:
    """Read a date whose month is an English word or its beginning."""
    month = next((number for name, number in _MONTHS.items() if name.startswith(word.lower())), 0)
    if word.lower() == "sept":
        month = 9
    if not month:
        raise Refused("This is not a date.")
    return _day(int(year) + (2000 if len(year) == 2 else 0), month, int(day))


def _day(year: int, month: int, day: int) -> date:
    """Make the day. Raises: Refused, when the calendar has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("The year %(year)d cannot be right.", year=year)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("There is no such day in the calendar.") from None
