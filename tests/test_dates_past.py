"""Days that have been: when money came or goods went out is read as one day, today or earlier, or asked back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import dates
from tests.test_dates import CHINESE_WEEKDAYS, ENGLISH_WEEKDAYS, SATURDAY, languages, todays
from tests.test_dates import reason_for as reason_for_promise

REASONS = {"no_day", "vague", "unknown", "does_not_exist", "future", "too_old", "other_weekday"}


def read(text: str, today: date = SATURDAY, language: str = "en") -> date:
    return dates.parse_past_day(text, today, language=language)


def refusal_of(text: str, today: date = SATURDAY, language: str = "en") -> dates.NotADay:
    with pytest.raises(dates.NotADay) as refused:
        read(text, today, language)
    return refused.value


# ---- reading, on Saturday 21 November 2026


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("This morning", "2026-11-21"),
        ("earlier today", "2026-11-21"),
        ("just now", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("Yesterday afternoon.", "2026-11-20"),
        ("last night", "2026-11-20"),
        ("the day before yesterday", "2026-11-19"),
        ("fri", "2026-11-20"),
        ("last fri", "2026-11-20"),
        ("on Friday", "2026-11-20"),
        ("friday just gone", "2026-11-20"),
        ("last tuesday morning", "2026-11-17"),
        ("sat", "2026-11-14"),
        ("this tue", "2026-11-17"),
        ("tuesday last week", "2026-11-10"),
        ("last week, tuesday", "2026-11-10"),
        ("a week ago friday", "2026-11-13"),
        ("a week last tuesday", "2026-11-10"),
        ("friday before last", "2026-11-13"),
        ("3 days ago", "2026-11-18"),
        ("3 days back", "2026-11-18"),
        ("three days ago", "2026-11-18"),
        ("a week ago", "2026-11-14"),
        ("a week ago today", "2026-11-14"),
        ("two weeks ago", "2026-11-07"),
        ("a fortnight ago", "2026-11-07"),
        ("a month ago", "2026-10-21"),
        ("3 working days ago", "2026-11-18"),
        ("a year ago", "2025-11-21"),
        ("15th", "2026-11-15"),
        ("the 21st", "2026-11-21"),
        ("the 25th", "2026-10-25"),
        ("31st", "2026-10-31"),
        ("15th of last month", "2026-10-15"),
        ("15th of this month", "2026-11-15"),
        ("end of last month", "2026-10-31"),
        ("month end", "2026-10-31"),
        ("last month-end", "2026-10-31"),
        ("end of the month", "2026-10-31"),
        ("end of october", "2026-10-31"),
        ("end of november", "2025-11-30"),
        ("year end", "2025-12-31"),
        ("end of last year", "2025-12-31"),
        ("3 nov", "2026-11-03"),
        ("Nov 3", "2026-11-03"),
        ("3rd of november", "2026-11-03"),
        ("22 nov", "2025-11-22"),
        ("29 feb", "2024-02-29"),
        ("3 nov 2024", "2024-11-03"),
        ("Nov. 3rd, 2024", "2024-11-03"),
        ("3-nov-24", "2024-11-03"),
        ("mon 16 nov", "2026-11-16"),
        ("16 nov, Monday", "2026-11-16"),
        ("friday the 20th", "2026-11-20"),
        ("30/10", "2026-10-30"),
        ("10/30", "2026-10-30"),
        ("３０／１０", "2026-10-30"),
        ("30.10.2024", "2024-10-30"),
        ("2024-03-01", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("1996-11-21", "1996-11-21"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_english_days_gone_by_are_read_as_collectors_type_them(text: str, day: str, language: str) -> None:
    assert read(text, language=language) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-21"),
        ("今早", "2026-11-21"),
        ("刚才", "2026-11-21"),
        ("剛剛", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("昨日", "2026-11-20"),
        ("昨晚", "2026-11-20"),
        ("昨天下午", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("大前天", "2026-11-18"),
        ("周五", "2026-11-20"),
        ("礼拜五", "2026-11-20"),
        ("周六", "2026-11-14"),
        ("星期天", "2026-11-15"),
        ("上周五", "2026-11-13"),
        ("上週五", "2026-11-13"),
        ("上個禮拜五", "2026-11-13"),
        ("上个星期的星期五", "2026-11-13"),
        ("上上周五", "2026-11-06"),
        ("这周二", "2026-11-17"),
        ("本周二", "2026-11-17"),
        ("3天前", "2026-11-18"),
        ("三天之前", "2026-11-18"),
        ("3日前", "2026-11-18"),
        ("十二天前", "2026-11-09"),
        ("两周前", "2026-11-07"),
        ("兩個星期以前", "2026-11-07"),
        ("一个月前", "2026-10-21"),
        ("半个月前", "2026-11-06"),
        ("半年前", "2026-05-21"),
        ("3个工作日前", "2026-11-18"),
        ("一年前", "2025-11-21"),
        ("15号", "2026-11-15"),
        ("25号", "2026-10-25"),
        ("三十一號", "2026-10-31"),
        ("上个月15号", "2026-10-15"),
        ("上月15日", "2026-10-15"),
        ("上上个月15号", "2026-09-15"),
        ("本月5号", "2026-11-05"),
        ("上月底", "2026-10-31"),
        ("上个月末", "2026-10-31"),
        ("月底", "2026-10-31"),
        ("10月底", "2026-10-31"),
        ("年底", "2025-12-31"),
        ("去年年底", "2025-12-31"),
        ("11月3号", "2026-11-03"),
        ("十一月三号", "2026-11-03"),
        ("11.3号", "2026-11-03"),
        ("11月30号", "2025-11-30"),
        ("2024年3月1日", "2024-03-01"),
        ("二〇二四年三月一日", "2024-03-01"),
        ("二三年十月五号", "2023-10-05"),
        ("去年12月3号", "2025-12-03"),
        ("前年3月1号", "2024-03-01"),
        ("今年3月1号", "2026-03-01"),
        ("11月20日（周五）", "2026-11-20"),
        ("周五 20号", "2026-11-20"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_chinese_days_gone_by_are_read_whatever_the_screen_speaks(text: str, day: str, language: str) -> None:
    assert read(text, language=language) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_day"),
        (" \u3000", "no_day"),
        ("xyz", "unknown"),
        ("last", "unknown"),
        ("2-3 days ago", "unknown"),
        ("friday " * 20, "unknown"),
        ("前3天", "unknown"),
        ("2、3号", "unknown"),
        ("recently", "vague"),
        ("about", "vague"),
        ("about 3 nov", "vague"),
        ("last week", "vague"),
        ("the week before last", "vague"),
        ("last month", "vague"),
        ("last november", "vague"),
        ("november 2024", "vague"),
        ("2024", "vague"),
        ("end of last week", "vague"),
        ("earlier this week", "vague"),
        ("a few days ago", "vague"),
        ("two or three days ago", "vague"),
        ("a while ago", "vague"),
        ("the other day", "vague"),
        ("by friday", "vague"),
        ("before 3 nov", "vague"),
        ("since monday", "vague"),
        ("mid last month", "vague"),
        ("前几天", "vague"),
        ("前两天", "vague"),
        ("两三天前", "vague"),
        ("两三年前", "vague"),
        ("三四号", "vague"),
        ("这两天", "vague"),
        ("前阵子", "vague"),
        ("最近", "vague"),
        ("上周", "vague"),
        ("上个月", "vague"),
        ("上周末", "vague"),
        ("去年", "vague"),
        ("去年12月", "vague"),
        ("2024年3月", "vague"),
        ("周五前", "vague"),
        ("3月1日之前", "vague"),
        ("大概3天前", "vague"),
        ("上个月中", "vague"),
        ("30 feb", "does_not_exist"),
        ("31/2", "does_not_exist"),
        ("13/13", "does_not_exist"),
        ("32nd", "does_not_exist"),
        ("0号", "does_not_exist"),
        ("13月底", "does_not_exist"),
        ("31st of september 2026", "does_not_exist"),
        ("2025-02-29", "does_not_exist"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_day_gone_by_is_refused_with_its_reason(text: str, reason: str, language: str) -> None:
    refused = refusal_of(text, language=language)
    assert (refused.reason, refused.values.get("day")) == (reason, None)


@pytest.mark.parametrize(
    ("text", "reason", "day"),
    [
        ("tomorrow", "future", "2026-11-22"),
        ("next fri", "future", "2026-11-27"),
        ("this sun", "future", "2026-11-22"),
        ("in 3 days", "future", "2026-11-24"),
        ("25th of this month", "future", "2026-11-25"),
        ("end of this month", "future", "2026-11-30"),
        ("22 nov 2026", "future", "2026-11-22"),
        ("2026-11-22", "future", "2026-11-22"),
        ("2-nov-27", "future", "2027-11-02"),
        ("明天", "future", "2026-11-22"),
        ("下周五", "future", "2026-11-27"),
        ("这周日", "future", "2026-11-22"),
        ("3天后", "future", "2026-11-24"),
        ("今年12月3号", "future", "2026-12-03"),
        ("明年1月3号", "future", "2027-01-03"),
        ("1996-11-20", "too_old", "1996-11-20"),
        ("3 nov 1926", "too_old", "1926-11-03"),
        ("40 years ago", "too_old", "1986-11-21"),
        ("31年前", "too_old", "1995-11-21"),
        ("tue 16 nov", "other_weekday", "2026-11-16"),
        ("11月20日（周六）", "other_weekday", "2026-11-20"),
    ],
)
def test_a_refused_day_is_named(text: str, reason: str, day: str) -> None:
    refused = refusal_of(f" {text} ")
    assert (refused.reason, refused.values) == (reason, {"day": day, "text": text})


def test_language_decides_which_figure_is_the_month_of_a_day_gone_by() -> None:
    assert read("3/11", language="en") == read("11/3", language="zh") == date(2026, 11, 3)
    assert read("11/3", language="en") == read("3/11", language="zh_Hans_CN") == date(2026, 3, 11)
    assert read("5/12", language="en") == date(2025, 12, 5)
    assert read("3/11/2024", language="en") == date(2024, 11, 3)
    assert read("26/11/05", language="zh") == date(2026, 11, 5)


def test_month_end_on_the_last_day_is_today_and_last_months_is_not() -> None:
    last = date(2026, 11, 30)
    for text in ("month end", "end of month", "月底", "30th", "30号", "end of november", "11月底"):
        assert read(text, last) == last
    for text in ("end of last month", "上月底"):
        assert read(text, last) == date(2026, 10, 31)
    assert read("year end", date(2026, 12, 31)) == read("年底", date(2026, 12, 31)) == date(2026, 12, 31)


def test_the_31st_is_of_the_last_month_that_had_one() -> None:
    assert read("31st", date(2026, 3, 1)) == date(2026, 1, 31)
    assert read("30号", date(2026, 3, 29)) == date(2026, 1, 30)
    assert read("5th", date(2027, 1, 4)) == date(2026, 12, 5)
    assert refusal_of("上个月31号", date(2026, 10, 5)).reason == "does_not_exist"


def test_29_february_is_the_last_one_there_was() -> None:
    assert read("29 feb", date(2028, 2, 29)) == date(2028, 2, 29)
    assert read("2月29号", date(2028, 2, 28)) == date(2024, 2, 29)
    assert read("29/2", date(2104, 2, 28)) == date(2096, 2, 29)


def test_a_month_ago_from_the_31st_ends_with_the_shorter_month() -> None:
    assert read("a month ago", date(2027, 3, 31)) == date(2027, 2, 28)


def test_words_for_a_few_are_no_number_in_a_promise_either() -> None:
    for text in ("两三天后", "三四天内", "七八个工作日内"):
        assert reason_for_promise(text) == "vague"
    assert reason_for_promise("2、3天后") == "unknown"
    assert reason_for_promise("last night") == "past"


# ---- on any day


@given(todays, st.integers(0, 6))
def test_every_weekday_gone_by_in_both_languages_on_any_day(today: date, weekday: int) -> None:
    english, chinese = ENGLISH_WEEKDAYS[weekday], CHINESE_WEEKDAYS[weekday]
    monday = today - timedelta(today.weekday())
    last = next(day for day in (today - timedelta(back) for back in range(1, 8)) if day.weekday() == weekday)
    for text in (english, f"last {english[:3]}", f"周{chinese}", f"星期{chinese}", f"週{chinese}"):
        assert read(text, today) == last
    for text in (f"{english} last week", f"上周{chinese}", f"上个星期{chinese}"):
        assert read(text, today) == monday + timedelta(weekday - 7)
    assert read(f"上上周{chinese}", today) == monday + timedelta(weekday - 14)


@given(todays, st.integers(0, 999))
def test_days_ago_count_back_in_both_languages(today: date, count: int) -> None:
    assert read(f"{count} days ago", today) == read(f"{count}天前", today) == today - timedelta(count)
    assert read("yesterday", today) == read("1 day ago", today) == read("昨天", today)


@given(todays, st.integers(1, 30))
def test_working_days_ago_count_no_weekend(today: date, count: int) -> None:
    day = read(f"{count} working days ago", today)
    passed = [today - timedelta(back) for back in range(1, (today - day).days + 1)]
    assert sum(each.weekday() < 5 for each in passed) == count
    assert day.weekday() < 5


@given(todays, st.integers(0, 30 * 365), languages)
def test_every_day_gone_by_that_we_show_or_say_is_read_back_as_itself(today: date, back: int, language: str) -> None:
    day = today - timedelta(back)
    texts = (
        dates.shown(day, language),
        dates.shown(day, language, today=today),
        dates.spoken(day, language, today=today),
        day.isoformat(),
        day.strftime("%Y%m%d"),
    )
    for text in texts:
        assert read(text, today, language) == day


@given(todays, st.integers(0, 364), languages)
def test_a_day_without_its_year_is_the_latest_not_after_today(today: date, back: int, language: str) -> None:
    day = today - timedelta(back)
    for text in (f"{day.day} {day:%b}", f"{day.month}月{day.day}号"):
        assert read(text, today, language) == day


@given(todays, st.integers(1, 365 * 60), languages)
def test_no_day_to_come_is_read_and_it_is_named(today: date, ahead: int, language: str) -> None:
    day = today + timedelta(ahead)
    for text in (day.isoformat(), dates.shown(day, language), f"{day.year}年{day.month}月{day.day}日"):
        refused = refusal_of(text, today, language)
        assert (refused.reason, refused.values["day"]) == ("future", day.isoformat())


fragments = st.sampled_from(
    ["fri", "monday", "this ", "next ", "last ", "week", " week", "end of ", "month", "year", "mid ", "in ", "a ", "3 ",
     "12", "31", "999", "0", "29", "2026", "1999", "/", "-", ".", " ", "th", "st ", "feb", "dec ", "days", " days ago",
     " years ago", "before ", "the ", "on ", "today", "yesterday", "周", "星期", "五", "日", "天", "上", "下", "这",
     "本", "个", "月", "底", "中", "号", "年", "前", "之前", "后", "三", "十", "两", "今", "明", "昨", "去", "大", "半",
     "，", "（", "）", "²", "٣", "\0"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=20), st.lists(fragments, max_size=7).map("".join)), todays, languages)
def test_no_text_is_read_as_a_day_after_today(text: str, today: date, language: str) -> None:
    try:
        assert today - timedelta(30 * 366) <= read(text, today, language) <= today
    except dates.NotADay as refused:
        assert refused.reason in REASONS
        assert refused.values["text"] == text.strip()
        assert ("day" in refused.values) >= (refused.reason in {"future", "too_old", "other_weekday"})
