"""Days: what a debtor promises is read as one day, today or later, or asked back with the reason."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from rejoinder import dates

SATURDAY = date(2026, 11, 21)
REASONS = {"no_day", "vague", "unknown", "does_not_exist", "past", "too_far", "other_weekday"}
ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHINESE_WEEKDAYS = "一二三四五六日"

todays = st.dates(date(2020, 1, 1), date(2040, 12, 31))
languages = st.sampled_from(("en", "zh"))


def read(text: str, today: date = SATURDAY, language: str = "en") -> date:
    return dates.parse_day(text, today, language=language)


def reason_for(text: str, today: date = SATURDAY, language: str = "en") -> str:
    with pytest.raises(dates.NotADay) as refused:
        read(text, today, language)
    return refused.value.reason


# ---- reading, on Saturday 21 November 2026


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("tod", "2026-11-21"),
        ("end of day", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("tmr", "2026-11-22"),
        ("tmrw", "2026-11-22"),
        ("Tomorrow morning", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("by Friday.", "2026-11-27"),
        ("no later than friday", "2026-11-27"),
        ("sat", "2026-11-28"),
        ("this sun", "2026-11-22"),
        ("next fri", "2026-11-27"),
        ("friday next week", "2026-11-27"),
        ("monday week", "2026-11-30"),
        ("a week on friday", "2026-12-04"),
        ("30/11", "2026-11-30"),
        ("30 / 11", "2026-11-30"),
        ("30.11", "2026-11-30"),
        ("30.11.", "2026-11-30"),
        ("30-11", "2026-11-30"),
        ("11/30", "2026-11-30"),
        ("３０／１１", "2026-11-30"),
        ("30/11/2026", "2026-11-30"),
        ("30/11/26", "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
        ("2026/11/30", "2026-11-30"),
        ("2026-12-5", "2026-12-05"),
        ("12/13", "2026-12-13"),
        ("ｆｒｉ\u300027\u00a0nov\uff01", "2026-11-27"),
        ("20261130", "2026-11-30"),
        ("5/12", "2026-12-05"),
        ("5 dec", "2026-12-05"),
        ("dec 5", "2026-12-05"),
        ("Dec. 5, 2026", "2026-12-05"),
        ("5-dec-26", "2026-12-05"),
        ("5th of december", "2026-12-05"),
        ("the 15th", "2026-12-15"),
        ("15th", "2026-12-15"),
        ("the 25th", "2026-11-25"),
        ("21st", "2026-11-21"),
        ("5th of next month", "2026-12-05"),
        ("Friday the 27th", "2026-11-27"),
        ("Fri 27 Nov", "2026-11-27"),
        ("27/11, friday", "2026-11-27"),
        ("month end", "2026-11-30"),
        ("month-end", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("by the end of the month", "2026-11-30"),
        ("eom", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of january", "2027-01-31"),
        ("mid month", "2026-12-15"),
        ("mid next month", "2026-12-15"),
        ("january end", "2027-01-31"),
        ("year end", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("next week friday", "2026-11-27"),
        ("sunday this week", "2026-11-22"),
        ("a week from now", "2026-11-28"),
        ("3 weekdays", "2026-11-25"),
        ("25th of this month", "2026-11-25"),
        ("in 3 days", "2026-11-24"),
        ("within three days", "2026-11-24"),
        ("in two weeks", "2026-12-05"),
        ("2 weeks' time", "2026-12-05"),
        ("in a fortnight", "2026-12-05"),
        ("in a month", "2026-12-21"),
        ("a week today", "2026-11-28"),
        ("a week tomorrow", "2026-11-29"),
        ("3 working days", "2026-11-25"),
        ("in 5 business days", "2026-11-27"),
        ("21 may", "2027-05-21"),
    ],
)
def test_english_days_are_read_as_collectors_type_them(text: str, day: str) -> None:
    assert read(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-21"),
        ("今晚", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("明天下午", "2026-11-22"),
        ("明天前", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("大后天", "2026-11-24"),
        ("周五", "2026-11-27"),
        ("星期五", "2026-11-27"),
        ("礼拜五", "2026-11-27"),
        ("週五", "2026-11-27"),
        ("星期天", "2026-11-22"),
        ("周六", "2026-11-28"),
        ("这周日", "2026-11-22"),
        ("本周日", "2026-11-22"),
        ("這週日", "2026-11-22"),
        ("下周五", "2026-11-27"),
        ("下个星期五", "2026-11-27"),
        ("下個禮拜五", "2026-11-27"),
        ("下周的周五", "2026-11-27"),
        ("下下周一", "2026-11-30"),
        ("周五前", "2026-11-27"),
        ("周五之前", "2026-11-27"),
        ("周五以前", "2026-11-27"),
        ("月底", "2026-11-30"),
        ("月底前", "2026-11-30"),
        ("这个月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("下个月底", "2026-12-31"),
        ("12月底", "2026-12-31"),
        ("月中", "2026-12-15"),
        ("年底", "2026-12-31"),
        ("下月5号", "2026-12-05"),
        ("下个月五号", "2026-12-05"),
        ("本月25号", "2026-11-25"),
        ("12月5号", "2026-12-05"),
        ("12月5日", "2026-12-05"),
        ("１２月５号", "2026-12-05"),
        ("12.5号", "2026-12-05"),
        ("十二月五号", "2026-12-05"),
        ("十二月五号之前", "2026-12-05"),
        ("二〇二六年十二月五日", "2026-12-05"),
        ("1月5号", "2027-01-05"),
        ("明年一月五号", "2027-01-05"),
        ("明年十一月三十号", "2027-11-30"),
        ("今年12月5号", "2026-12-05"),
        ("半个月后", "2026-12-06"),
        ("下个月中", "2026-12-15"),
        ("今日", "2026-11-21"),
        ("15号", "2026-12-15"),
        ("十五号", "2026-12-15"),
        ("二十五号", "2026-11-25"),
        ("三十號", "2026-11-30"),
        ("5日前", "2026-12-05"),
        ("三天后", "2026-11-24"),
        ("3天后", "2026-11-24"),
        ("三天後", "2026-11-24"),
        ("三天内", "2026-11-24"),
        ("5日内", "2026-11-26"),
        ("十天之内", "2026-12-01"),
        ("两周后", "2026-12-05"),
        ("兩週後", "2026-12-05"),
        ("一个星期后", "2026-11-28"),
        ("一个月后", "2026-12-21"),
        ("3个工作日内", "2026-11-25"),
        ("11月27日 周五", "2026-11-27"),
        ("11月27日（周五）", "2026-11-27"),
        ("周二 24号", "2026-11-24"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_chinese_days_are_read_whatever_the_screen_speaks(text: str, day: str, language: str) -> None:
    assert read(text, language=language) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_day"),
        (" \u3000", "no_day"),
        ("xyz", "unknown"),
        ("15", "unknown"),
        ("in 3-4 days", "unknown"),
        ("friday " * 20, "unknown"),
        ("soon", "vague"),
        ("next week", "vague"),
        ("end of the week", "vague"),
        ("this month", "vague"),
        ("december", "vague"),
        ("sometime next week", "vague"),
        ("maybe friday", "vague"),
        ("in a few days", "vague"),
        ("when our customer pays", "vague"),
        ("after friday", "vague"),
        ("下周", "vague"),
        ("下个月", "vague"),
        ("本周内", "vague"),
        ("过几天", "vague"),
        ("过两天", "vague"),
        ("尽快", "vague"),
        ("儘快", "vague"),
        ("周五左右", "vague"),
        ("等客户付款", "vague"),
        ("月初", "vague"),
        ("年后", "vague"),
        ("yesterday", "past"),
        ("last friday", "past"),
        ("3 days ago", "past"),
        ("this fri", "past"),
        ("这周五", "past"),
        ("昨天", "past"),
        ("上周五", "past"),
        ("三天前", "past"),
        ("2026-11-20", "past"),
        ("20 nov 2026", "past"),
        ("20/11/2025", "past"),
        ("5 nov", "past"),
        ("11月20日", "past"),
        ("本月5号", "past"),
        ("end of october", "past"),
        ("31st", "does_not_exist"),
        ("31号", "does_not_exist"),
        ("32nd", "does_not_exist"),
        ("0号", "does_not_exist"),
        ("31/2", "does_not_exist"),
        ("13/13", "does_not_exist"),
        ("29 feb", "does_not_exist"),
        ("2027-02-29", "does_not_exist"),
        ("13月底", "does_not_exist"),
        ("Fri 28 Nov", "other_weekday"),
        ("11月28日（周五）", "other_weekday"),
        ("friday 28th", "other_weekday"),
        ("22 nov 2029", "too_far"),
        ("in 999 weeks", "too_far"),
        ("2036-11-30", "too_far"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_day_to_promise_is_refused_with_its_reason(text: str, reason: str, language: str) -> None:
    assert reason_for(text, language=language) == reason


def test_language_decides_which_figure_is_the_month() -> None:
    assert read("5/12", language="en") == date(2026, 12, 5)
    assert read("5/12", language="zh") == date(2027, 5, 12)
    assert read("5-12-2026", language="en") == date(2026, 12, 5)
    assert read("12.5.2026", language="zh") == date(2026, 12, 5)
    assert read("13/12", language="zh") == date(2026, 12, 13)
    assert read("12/12", language="zh") == read("12/12", language="en") == date(2026, 12, 12)
    assert read("26/12/05", language="zh_Hans_CN") == date(2026, 12, 5)


def test_a_day_half_a_year_into_next_year_is_read_and_one_later_is_past() -> None:
    edge = SATURDAY + timedelta(183)
    assert read(f"{edge.day}/{edge.month}") == edge
    later = edge + timedelta(1)
    assert reason_for(f"{later.day}/{later.month}") == "past"


def test_29_february_is_read_in_the_year_that_has_it() -> None:
    assert read("29 feb", date(2028, 2, 29)) == date(2028, 2, 29)
    assert read("29 feb", date(2027, 10, 1)) == date(2028, 2, 29)
    assert reason_for("29 feb", date(2027, 1, 10)) == "does_not_exist"
    assert reason_for("29 feb", date(2028, 3, 1)) == "past"


def test_month_end_on_the_last_day_is_today() -> None:
    last = date(2026, 11, 30)
    for text in ("month end", "eom", "月底", "30th", "30号"):
        assert read(text, last) == last


def test_a_month_from_the_31st_ends_with_the_shorter_month() -> None:
    assert read("in a month", date(2027, 1, 31)) == date(2027, 2, 28)


def test_a_day_of_month_passed_is_next_months_even_over_the_year() -> None:
    assert read("5th", date(2026, 12, 6)) == date(2027, 1, 5)
    assert reason_for("30th", date(2027, 1, 31)) == "does_not_exist"


def test_three_years_to_the_day_can_still_be_promised() -> None:
    assert read("2029-11-21") == date(2029, 11, 21)
    assert reason_for("2029-11-22") == "too_far"


def test_numbers_in_words_count_as_in_figures() -> None:
    english = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    for number, (word, sign) in enumerate(zip(english, chinese, strict=True), start=1):
        day = SATURDAY + timedelta(number)
        assert read(f"in {word} days") == read(f"{sign}天后") == read(f"{number}天后") == day
    assert read("in fourteen days") == read("in a fortnight")
    assert read("in a week") == SATURDAY + timedelta(7)
    assert read("二十一天后") == SATURDAY + timedelta(21)
    assert read("三十天后") == SATURDAY + timedelta(30)


def test_a_refusal_carries_the_text_and_the_day_that_was_understood() -> None:
    for text, day in (
        (" 5 nov ", "2026-11-05"),
        ("this fri", "2026-11-20"),
        ("fri 28 nov", "2026-11-28"),
        ("2036-11-30", "2036-11-30"),
    ):
        with pytest.raises(dates.NotADay) as refused:
            read(text)
        assert refused.value.values == {"text": text.strip(), "day": day}
