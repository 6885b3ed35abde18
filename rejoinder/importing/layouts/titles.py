"""What the lines above a table say: the day the report speaks of, and whether it lists payments."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from rejoinder.importing.lines import Cell, Line, text_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LABEL = re.compile(
    r"(?:as (?:of|at|on)(?: date)?|(?:ageing|aging|aged) (?:as )?(?:of|at|on)|(?:as of |report |statement )?date|"
    r"截[止至](?:日期?|时间)?|账龄日期|基准日)\s*[:：]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?P<first>\S[\S ]*?) (?:to|–|-|至) (?P<rest>\S[\S ]*)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_FIRST = re.compile(r"(?:[a-z]+, ?)?(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})\.?,?[- ](\d{4}|\d{2})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(?:[a-z]+, ?)?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_PAYMENTS = re.compile(
    r"(?:customer |client )?(?:payments?|receipts?|collections?|cash receipts?)(?: received| list| register| journal)?"
    r"|收款.*|回款.*|到账.*",
    re.IGNORECASE,
)


def day_of(above: Iterable[Line]) -> date | None:
    """Find the day of which a report speaks in the lines above its table, where it cannot be mistaken."""
    periods: list[date] = []
    for line in above:
        cells = [one for one in line.cells if one != ""]
        for place, cell in enumerate(cells):
            found = _LABEL.fullmatch(text_of(cell)) if isinstance(cell, str) else None
            beside = cells[place + 1] if place + 1 < len(cells) else ""
            if found and (day := plain_day(found["rest"] or beside)):
                return day
            period = _PERIOD.fullmatch(cell) if isinstance(cell, str) else None
            if period and plain_day(period["first"]) and (last := plain_day(period["rest"])):
                periods.append(last)
    return periods[0] if periods else None


def lists_payments(above: Iterable[Line]) -> bool:
    """Say whether a line above the table calls it a list of payments."""
    return any(_PAYMENTS.fullmatch(text_of(cell)) is not None for line in above for cell in line.cells)


def plain_day(cell: Cell) -> date | None:
    """Read a day that can be only this one: the month a word, the year first, or a day above 12."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = text_of(cell).strip()
    if found := _NUMBERS.match(text):
        return _in_numbers(found)
    if found := _DAY_FIRST.match(text):
        return _on(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.match(text):
        return _on(found[3], _month(found[1]), found[2])
    return None


def _in_numbers(found: re.Match[str]) -> date | None:
    """Read a day written in figures; one whose first two could be told either way is none."""
    if found[1]:
        return _on(found[1], int(found[2]), found[3])
    first, second = int(found[4]), int(found[5])
    if first > 12 or first == second:
        return _on(found[6], second, str(first))
    return _on(found[6], first, str(second)) if second > 12 else None


def _month(word: str) -> int:
    """Give the number of a month by its name, 0 for another word."""
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _on(year: str, month: int, day: str) -> date | None:
    """Make the day, if the calendar has it."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None
