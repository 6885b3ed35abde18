"""Which day is meant where only a part of it was named: the next one to come, or the last one gone by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from rejoinder.dates import days

# 29 February is at most eight years apart, where a century without a leap day lies between (1896, 1904).
_MOST_YEARS_BETWEEN = 8
# Of two months running at most one lacks the 29th, 30th or 31st; the present one may not have reached it yet.
_MOST_MONTHS_BETWEEN = 2


@dataclass(frozen=True)
class Side:
    """How a part of a day becomes the whole day, on one side of today."""

    weekday: Callable[[date, int], date]
    day_of_month: Callable[[date, int], date]
    day_and_month: Callable[[date, int, int], date]
    named_month_end: Callable[[date, int], date]


def last_weekday(today: date, weekday: int) -> date:
    """The last such weekday (Monday is 0) before today, never today itself."""
    return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)


def last_day_of_month(today: date, day: int) -> date:
    """The 15th: the last one that is not after today, for the 31st of a month that has it.

    Raises: NotADay (does_not_exist), as for the 32nd.
    """
    for back in range(_MOST_MONTHS_BETWEEN + 1):
        month = days.after_months(today.replace(day=1), -back)
        if days.is_date(month.year, month.month, day) and month.replace(day=day) <= today:
            return month.replace(day=day)
    raise days.NotADay("does_not_exist")


def last_day_and_month(today: date, day: int, month: int) -> date:
    """5 December: the last one that is not after today. Raises: NotADay (does_not_exist)."""
    for year in range(today.year, today.year - _MOST_YEARS_BETWEEN - 1, -1):
        if days.is_date(year, month, day) and date(year, month, day) <= today:
            return date(year, month, day)
    raise days.NotADay("does_not_exist")


def last_named_month_end(today: date, month: int) -> date:
    """The last day of the month that was named, the last one not after today. Raises: NotADay (does_not_exist)."""
    first = last_day_and_month(today, 1, month)
    end = days.month_end(first)
    return end if end <= today else days.month_end(first, months=-12)


def last_month_end(today: date) -> date:
    """The last end of a month that is not after today."""
    return days.month_end(today) if days.month_end(today) == today else days.month_end(today, months=-1)


def last_year_end(today: date) -> date:
    """The last 31 December that is not after today."""
    return last_day_and_month(today, 31, 12)


COMING = Side(days.next_weekday, days.day_of_month, days.day_and_month, days.named_month_end)
GONE = Side(last_weekday, last_day_of_month, last_day_and_month, last_named_month_end)
