"""Days written in figures alone: 30/11, 2026-11-30, 20261130."""

import re
from datetime import date

from rejoinder.dates import days
from rejoinder.dates.sides import Side

_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/.]?)(?P<month>[0-9]{2})(?P=sign)(?P<day>[0-9]{2})"
    r"|(?P<year2>[0-9]{4})(?P<sign2>[-/.])(?P<month2>[0-9]{1,2})(?P=sign2)(?P<day2>[0-9]{1,2})"
)
_YEAR_LAST = re.compile(r"(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})(?:(?P=sign)(?P<year>[0-9]{4}))?")
_SHORT_YEAR = re.compile(r"(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})(?P=sign)(?P<three>[0-9]{2})")


def read(text: str, today: date, *, side: Side, month_first: bool) -> date | None:
    """The day the figures name, or None when they are no day.

    The habit of the language decides 5/12; 30/11 can be read in one way only and is. A year of two figures
    stands last in English and first in Chinese; without one, `side` tells which day is meant. Raises: NotADay.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (found[name] or found[name + "2"] for name in ("year", "month", "day"))
        return days.on(int(year), int(month), int(day))
    if found := _YEAR_LAST.fullmatch(text):
        day, month = _day_and_month(int(found["one"]), int(found["two"]), month_first=month_first)
        return days.on(int(found["year"]), month, day) if found["year"] else side.day_and_month(today, day, month)
    if found := _SHORT_YEAR.fullmatch(text):
        parts = [found["one"], found["two"], found["three"]]
        year, month, day = parts if month_first else reversed(parts)
        return days.on(days.full_year(year.zfill(2)), int(month), int(day))
    return None


def _day_and_month(one: int, two: int, *, month_first: bool) -> tuple[int, int]:
    if month_first:
        return (one, two) if one > 12 else (two, one)
    return (two, one) if two > 12 else (one, two)
