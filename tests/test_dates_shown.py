"""Days as they are shown, said and counted."""

from datetime import UTC, date, datetime

import pytest

from rejoinder import dates

# ---- showing and counting
from tests.test_dates import SATURDAY


def test_days_are_shown_short_with_the_year_only_when_it_is_another() -> None:
    day = date(2026, 11, 27)
    assert dates.shown(day, "en", today=SATURDAY) == "Fri 27 Nov"
    assert dates.shown(day, "en") == "Fri 27 Nov 2026"
    assert dates.shown(day, "en", today=date(2027, 1, 4)) == "Fri 27 Nov 2026"
    assert dates.shown(day, "zh", today=SATURDAY) == "11月27日 周五"
    assert dates.shown(day, "zh_Hans_CN") == "2026年11月27日 周五"
    assert dates.shown(date(2026, 11, 22), "zh", today=SATURDAY) == "11月22日 周日"


def test_days_are_said_in_full() -> None:
    day = date(2026, 11, 27)
    assert dates.spoken(day, "en", today=SATURDAY) == "Friday 27 November"
    assert dates.spoken(day, "zh", today=SATURDAY) == "11月27日（周五）"
    assert dates.spoken(date(2027, 1, 5), "en", today=SATURDAY) == "Tuesday 5 January 2027"
    assert dates.spoken(date(2027, 1, 5), "zh", today=SATURDAY) == "2027年1月5日（周二）"


def test_days_past_are_counted_from_the_due_date() -> None:
    assert dates.days_past(date(2026, 11, 1), SATURDAY) == 20
    assert dates.days_past(SATURDAY, SATURDAY) == 0
    assert dates.days_past(date(2026, 11, 30), SATURDAY) == -9


def test_today_is_the_debtors_day_not_ours() -> None:
    evening = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    assert dates.today_in("Asia/Shanghai", evening) == date(2026, 11, 22)
    assert dates.today_in("Europe/London", evening) == SATURDAY
    assert dates.today_in("America/New_York", datetime(2026, 11, 22, 3, 0, tzinfo=UTC)) == SATURDAY


@pytest.mark.parametrize("zone", ["", "Nowhere/Town", "Asia", "../etc/passwd", "/etc/localtime", "a\0b", "中国"])
def test_an_unknown_zone_counts_as_utc(zone: str) -> None:
    assert dates.today_in(zone, datetime(2026, 11, 21, 23, 59, tzinfo=UTC)) == SATURDAY
    assert dates.zone_of(zone) is UTC


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        dates.today_in("UTC", datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001
