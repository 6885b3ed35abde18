"""Counting on the calendar: weekdays, months' ends, and days of which only a part was named."""

import calendar
from datetime import date, timedelta

# A day and month that has just passed is a slip or an old letter; half a year ahead it means next year's.
MOST_DAYS_INTO_NEXT_YEAR = 183
MOST_MONTHS_AHEAD = 36
# A claim settled by a court lives 30 years in Germany (BGB § 197), the longest we meet; older is a slip of the year.
MOST_MONTHS_BACK = 360

SATURDAY = 5


class NotADay(ValueError):
    """What was typed is no day that can be promised, or that has been; `reason` says why, `values` what a
    sentence may name.

    Reasons: no_day, vague, unknown, does_not_exist, other_weekday; of a promised day past and too_far; of one
    that has been future and too_old. After reading, `values` has `text`, and where a day was understood but
    refused, `day` (ISO 8601).
    """

    def __init__(self, reason: str, *, values: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = dict(values or {})


def on(year: int, month: int, day: int) -> date:
    """The day of that date. Raises: NotADay (does_not_exist), as for 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay("does_not_exist") from None


def after(today: date, days: int) -> date:
    """The day so many days on."""
    return today + timedelta(days)


def after_months(today: date, months: int) -> date:
    """The same day some months on, or back where they are below 0; the month's last day where it is shorter."""
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def after_working_days(today: date, days: int) -> date:
    """The day so many weekdays on, or back where they are below 0.

    Saturdays and Sundays are passed over; public holidays are not known.
    """
    day, step, left = today, timedelta(1 if days > 0 else -1), abs(days)
    while left > 0:
        day += step
        left -= day.weekday() < SATURDAY
    return day


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) after today, never today itself."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_week(today: date, weekday: int, *, weeks: int) -> date:
    """That weekday of this week (0), the next (1), the last (-1) and so on; weeks begin on Monday (ISO 8601)."""
    return today + timedelta(weekday - today.weekday() + 7 * weeks)


def month_end(today: date, *, months: int = 0) -> date:
    """The last day of this month, or of the one some months on (or back, below 0)."""
    first = after_months(today.replace(day=1), months)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def named_month_end(today: date, month: int) -> date:
    """The last day of the month that was named, of this year or the next. Raises: NotADay (past)."""
    if not 1 <= month <= 12:
        raise NotADay("does_not_exist")
    ends = [month_end(date(year, month, 1)) for year in (today.year, today.year + 1)]
    return _this_year_or_next(today, *ends)


def day_of_month(today: date, day: int, *, months: int | None = None) -> date:
    """The 15th: of the month so many months on, or of this month and, once that has passed, of the next.

    Raises: NotADay (does_not_exist), as for the 31st in a month of 30.
    """
    if months is None:
        months = 1 if day < today.day else 0
    month = after_months(today.replace(day=1), months)
    return on(month.year, month.month, day)


def day_and_month(today: date, day: int, month: int) -> date:
    """5 December: this year's, or next year's when this year's has passed and next year's is near.

    Raises: NotADay (past, does_not_exist).
    """
    if is_date(today.year, month, day):
        this_year = date(today.year, month, day)
        next_year = date(today.year + 1, month, day) if is_date(today.year + 1, month, day) else this_year
        return _this_year_or_next(today, this_year, next_year)
    next_year = on(today.year + 1, month, day)
    if (next_year - today).days > MOST_DAYS_INTO_NEXT_YEAR:
        raise NotADay("does_not_exist")
    return next_year


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that date."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def full_year(year: str) -> int:
    """The year of two typed figures or four: 26 is 2026."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _this_year_or_next(today: date, this_year: date, next_year: date) -> date:
    if this_year >= today:
        return this_year
    if not 0 <= (next_year - today).days <= MOST_DAYS_INTO_NEXT_YEAR:
        raise NotADay("past", values={"day": this_year.isoformat()})
    return next_year
