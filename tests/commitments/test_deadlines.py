"""Until which day money is waited for: banking days of the debtor's calendar, over holidays and made-up workdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.commitments.deadlines import deadline, presentment_end
from rejoinder.dates import is_banking_day


def until(calendar: str, day: str, tolerance: int) -> str:
    return deadline(date.fromisoformat(day), calendar=calendar, tolerance=tolerance).isoformat()


@pytest.mark.parametrize(
    ("calendar", "day", "last"),
    [
        ("GB-ENG", "2026-11-20", "2026-11-20"),  # a Friday
        ("GB-ENG", "2026-11-21", "2026-11-23"),  # Saturday: the money can arrive on Monday
        ("GB-ENG", "2026-11-22", "2026-11-23"),
        ("GB-ENG", "2026-12-24", "2026-12-24"),
        ("GB-ENG", "2026-12-25", "2026-12-29"),  # Christmas on Friday, Boxing Day made up for on Monday
        ("GB-ENG", "2026-04-03", "2026-04-07"),  # Good Friday to Easter Monday
        ("GB", "2026-04-03", "2026-04-06"),  # Easter Monday is none in all of Britain
        ("CN", "2026-09-30", "2026-09-30"),
        ("CN", "2026-10-01", "2026-10-08"),  # National Day
        ("CN", "2026-10-07", "2026-10-08"),
        ("CN", "2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("CN", "2026-10-11", "2026-10-12"),
        ("CN", "2026-09-19", "2026-09-20"),  # Saturday, and the Sunday after it is worked
        ("CN", "2026-02-16", "2026-02-24"),  # Spring Festival
        ("", "2026-12-25", "2026-12-25"),  # no calendar: only weekends are off
        ("", "2026-12-26", "2026-12-28"),
    ],
)
def test_without_tolerance_the_promised_day_counts_or_else_the_next_with_banks(calendar, day, last):
    assert until(calendar, day, 0) == last


@pytest.mark.parametrize(
    ("calendar", "day", "tolerance", "last"),
    [
        ("GB-ENG", "2026-11-18", 1, "2026-11-19"),
        ("GB-ENG", "2026-11-20", 1, "2026-11-23"),
        ("GB-ENG", "2026-11-20", 2, "2026-11-24"),
        ("GB-ENG", "2026-12-24", 1, "2026-12-29"),
        ("GB-ENG", "2026-12-31", 1, "2027-01-04"),
        ("CN", "2026-09-30", 1, "2026-10-08"),
        ("CN", "2026-09-30", 2, "2026-10-09"),
        ("CN", "2026-10-09", 1, "2026-10-10"),  # the made-up Saturday is a banking day
        ("CN", "2026-10-10", 1, "2026-10-12"),
        ("CN", "2026-09-18", 1, "2026-09-20"),  # so is the made-up Sunday
        ("CN", "2026-02-13", 2, "2026-02-24"),  # the 14th is worked, then Spring Festival
        ("CN", "2026-02-27", 1, "2026-02-28"),
    ],
)
def test_tolerance_counts_banking_days(calendar, day, tolerance, last):
    assert until(calendar, day, tolerance) == last


@pytest.mark.parametrize(
    ("calendar", "day", "tolerance", "last"),
    [
        ("GB-ENG", "2026-11-21", 1, "2026-11-23"),  # the first banking day after Saturday is Monday
        ("GB-ENG", "2026-11-22", 1, "2026-11-23"),
        ("GB-ENG", "2026-11-21", 2, "2026-11-24"),
        ("GB-ENG", "2026-12-25", 1, "2026-12-29"),
        ("CN", "2026-10-01", 1, "2026-10-08"),
        ("CN", "2026-10-07", 2, "2026-10-09"),
        ("CN", "2026-09-19", 1, "2026-09-20"),  # the worked Sunday
    ],
)
def test_tolerance_counts_from_the_promised_day_though_banks_are_closed_on_it(calendar, day, tolerance, last):
    assert until(calendar, day, tolerance) == last


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
CALENDARS = st.sampled_from(["GB-ENG", "GB", "CN", "DE-BY", "US", "SA", "JP", ""])


@given(CALENDARS, DAYS, st.integers(0, 10))
def test_last_day_is_a_banking_day_never_before_the_promised_one(calendar, day, tolerance):
    last = deadline(day, calendar=calendar, tolerance=tolerance)
    assert last >= day and is_banking_day(calendar, last)
    if is_banking_day(calendar, day):
        passed = [day + timedelta(n) for n in range(1, (last - day).days + 1)]
        assert sum(is_banking_day(calendar, one) for one in passed) == tolerance


@given(CALENDARS, DAYS, st.integers(0, 20), st.integers(0, 10), st.integers(0, 5))
def test_later_day_or_more_tolerance_is_never_waited_for_less(calendar, day, later, tolerance, more):
    last = deadline(day, calendar=calendar, tolerance=tolerance)
    assert deadline(day + timedelta(later), calendar=calendar, tolerance=tolerance + more) >= last


def test_bill_may_be_presented_ten_days_long_in_china_and_on_its_day_elsewhere():
    assert presentment_end(date(2026, 3, 10), country="CN") == date(2026, 3, 20)
    assert presentment_end(date(2026, 3, 10), country="GB") == date(2026, 3, 10)
