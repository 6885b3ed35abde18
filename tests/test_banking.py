"""Banking days: a payment is expected only on a day on which banks work where the debtor is."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import ROOT
from rejoinder.dates import banking

MONDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (16, 20, 21, 22))

codes = st.sampled_from(("", "nowhere", "GB-ENG", "DE-BY", "CN", "US", "AE", "SA", "JP", "RU"))
some_days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def day_of(text: str) -> date:
    return date.fromisoformat(text)


# ---- which calendars there are


def test_countries_and_their_parts_are_calendars() -> None:
    assert {"CN", "DE", "DE-BY", "GB", "GB-ENG", "US", "US-NY"} <= set(banking.calendars())
    assert list(banking.calendars()) == sorted(set(banking.calendars()))
    assert all(banking.is_calendar(code) for code in ("CN", "GB-ENG"))


@pytest.mark.parametrize("code", ["", "gb-eng", "GB-", "GB-XX", "XX", "England", "-", "GBR"])
def test_what_the_library_does_not_list_is_no_calendar(code: str) -> None:
    assert not banking.is_calendar(code)


def test_every_calendar_answers_without_a_warning() -> None:
    week = [MONDAY + timedelta(days) for days in range(7)]
    for country in (code for code in banking.calendars() if "-" not in code):
        assert any(banking.is_banking_day(country, day) for day in week)
        names = [banking.holiday_name(country, day, language=language) for day in week for language in ("en", "zh")]
        assert all(name == name.strip() for name in names)


def test_a_start_of_the_program_does_not_load_the_holidays() -> None:
    asked = "import sys, rejoinder.dates, rejoinder.accounts.runs; print('holidays' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


# ---- which days are banking days


@pytest.mark.parametrize("code", ["", "XX", "gb-eng"])
def test_without_a_calendar_only_weekends_are_off(code: str) -> None:
    assert banking.is_banking_day(code, date(2026, 12, 25))
    assert not banking.is_banking_day(code, SATURDAY)
    assert not banking.is_banking_day(code, SUNDAY)
    assert banking.holiday_name(code, date(2026, 12, 25), language="en") == ""


@pytest.mark.parametrize(
    ("code", "day", "works"),
    [
        ("GB-ENG", "2026-12-24", True),
        ("GB-ENG", "2026-12-25", False),
        ("GB-ENG", "2026-12-28", False),  # Boxing Day fell on the Saturday
        ("GB-ENG", "2026-12-29", True),
        ("GB-ENG", "2026-04-06", False),
        ("GB-SCT", "2026-04-06", True),  # Easter Monday is none in Scotland
        ("DE-BY", "2026-01-06", False),
        ("DE-BE", "2026-01-06", True),
        ("US", "2026-11-26", False),
        ("US", "2027-12-31", False),  # New Year's Day 2028 is a Saturday
        ("CN", "2026-09-30", True),
        ("CN", "2026-10-01", False),
        ("CN", "2026-10-07", False),
        ("CN", "2026-10-08", True),
        ("CN", "2026-02-14", True),  # a Saturday, worked for Spring Festival
        ("CN", "2026-02-28", True),
        ("CN", "2026-09-20", True),  # a Sunday, worked for National Day
        ("CN", "2026-10-10", True),
        ("CN", "2026-10-11", False),
        ("CN", "2027-10-01", False),  # a year whose make-up days are not published yet
        ("SA", "2026-11-20", False),  # Friday and Saturday are the weekend
        ("SA", "2026-11-22", True),
        ("AE", "2021-11-19", False),  # Friday was, until 2022
        ("AE", "2026-11-20", True),
        ("AE", "2026-11-22", False),
        ("JP", "2026-12-31", False),  # no public holiday, but the banks' own
        ("SE", "2026-12-24", False),
        ("SE", "2026-12-23", True),  # they only close early
    ],
)
def test_banks_work_as_their_country_has_it(code: str, day: str, works: bool) -> None:
    assert banking.is_banking_day(code, day_of(day)) is works


@pytest.mark.parametrize(
    ("code", "day", "language", "name"),
    [
        ("GB-ENG", "2026-12-25", "en", "Christmas Day"),
        ("GB-ENG", "2026-12-25", "zh", "Christmas Day"),
        ("GB-ENG", "2026-12-24", "en", ""),
        ("CN", "2026-10-01", "en", "National Day"),
        ("CN", "2026-10-01", "zh", "国庆节"),
        ("CN", "2026-10-01", "zh_Hans_CN", "国庆节"),
        ("CN", "2026-02-14", "zh", ""),
        ("CN", "2026-10-06", "en", "Day off (substituted from 2026-09-20)"),
        ("HK", "2026-07-01", "zh", "香港特别行政区成立纪念日"),
        ("DE-BY", "2026-01-06", "en", "Epiphany"),
        ("DE-BY", "2026-01-06", "zh", "Heilige Drei Könige"),
        ("JP", "2026-12-31", "en", "Bank Holiday"),
    ],
)
def test_holiday_is_named_in_the_language_or_in_the_countrys_own(code: str, day: str, language: str, name: str) -> None:
    assert banking.holiday_name(code, day_of(day), language=language) == name


def test_substituted_day_is_named_in_chinese_with_full_width_brackets() -> None:
    name = banking.holiday_name("CN", date(2026, 10, 6), language="zh")
    assert name == "休息日（由 2026-09-20 调休）"


# ---- stepping from one to another


def test_banking_day_itself_is_the_next_and_the_previous() -> None:
    assert banking.next_banking_day("GB-ENG", FRIDAY) == FRIDAY
    assert banking.previous_banking_day("GB-ENG", FRIDAY) == FRIDAY


def test_weekend_and_holidays_are_stepped_over_both_ways() -> None:
    christmas = date(2026, 12, 25)
    assert banking.next_banking_day("GB-ENG", christmas) == date(2026, 12, 29)
    assert banking.previous_banking_day("GB-ENG", date(2026, 12, 28)) == date(2026, 12, 24)
    assert banking.next_banking_day("CN", date(2026, 10, 1)) == date(2026, 10, 8)


def test_year_end_is_stepped_over() -> None:
    assert banking.next_banking_day("GB-ENG", date(2027, 1, 1)) == date(2027, 1, 4)
    assert banking.previous_banking_day("JP", date(2027, 1, 3)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("code", "day", "count", "before"),
    [
        ("GB-ENG", FRIDAY, 0, FRIDAY),
        ("GB-ENG", FRIDAY, 1, date(2026, 11, 19)),
        ("GB-ENG", MONDAY, 1, date(2026, 11, 13)),
        ("GB-ENG", SATURDAY, 1, FRIDAY),
        ("GB-ENG", date(2026, 12, 29), 2, date(2026, 12, 23)),
        ("CN", date(2026, 10, 9), 2, date(2026, 9, 30)),
        ("CN", date(2026, 10, 12), 1, date(2026, 10, 10)),
        ("", date(2026, 12, 29), 2, date(2026, 12, 25)),
    ],
)
def test_banking_days_are_counted_back_over_weekends_and_holidays(
    code: str, day: date, count: int, before: date
) -> None:
    assert banking.banking_days_before(code, day, count=count) == before


@given(code=codes, day=some_days)
def test_next_and_previous_are_banking_days_with_none_between(code: str, day: date) -> None:
    after, before = banking.next_banking_day(code, day), banking.previous_banking_day(code, day)
    assert before <= day <= after
    assert banking.is_banking_day(code, after) and banking.is_banking_day(code, before)
    between = [before + timedelta(days) for days in range(1, (after - before).days)]
    assert not [other for other in between if banking.is_banking_day(code, other)]


@given(code=codes, day=some_days, count=st.integers(0, 12))
def test_so_many_banking_days_lie_between_a_day_and_the_one_counted_back(code: str, day: date, count: int) -> None:
    before = banking.banking_days_before(code, day, count=count)
    passed = [before + timedelta(days) for days in range((day - before).days)]
    assert len([other for other in passed if banking.is_banking_day(code, other)]) == count


@given(code=codes, day=some_days)
def test_named_holiday_is_no_banking_day(code: str, day: date) -> None:
    if banking.holiday_name(code, day, language="en"):
        assert not banking.is_banking_day(code, day)
