"""Days read on any day: what holds whatever today is."""

import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rejoinder import dates
from tests.test_dates import CHINESE_WEEKDAYS, ENGLISH_WEEKDAYS, REASONS, languages, read, reason_for, todays


@given(todays, st.integers(0, 6))
def test_every_weekday_in_both_languages_on_any_day(today: date, weekday: int) -> None:
    english, chinese = ENGLISH_WEEKDAYS[weekday], CHINESE_WEEKDAYS[weekday]
    monday = today - timedelta(today.weekday())
    following = next(day for day in (today + timedelta(ahead) for ahead in range(1, 8)) if day.weekday() == weekday)
    for text in (english, english[:3], f"周{chinese}", f"星期{chinese}", f"礼拜{chinese}", f"週{chinese}前"):
        assert read(text, today) == following
    for text in (f"{english} week", f"a week on {english}"):
        assert read(text, today) == following + timedelta(7)
    for text in (f"next {english}", f"下周{chinese}", f"下个星期{chinese}"):
        assert read(text, today) == monday + timedelta(7 + weekday)
    assert read(f"下下周{chinese}", today) == monday + timedelta(14 + weekday)


@given(todays, st.integers(0, 6))
def test_this_weeks_day_is_read_until_it_is_gone(today: date, weekday: int) -> None:
    day = today - timedelta(today.weekday()) + timedelta(weekday)
    for text in (f"this {ENGLISH_WEEKDAYS[weekday]}", f"这周{CHINESE_WEEKDAYS[weekday]}"):
        if day < today:
            assert reason_for(text, today) == "past"
        else:
            assert read(text, today) == day


@given(todays, st.integers(1, 30))
def test_working_days_count_no_weekend(today: date, count: int) -> None:
    day = read(f"{count} working days", today)
    passed = [today + timedelta(ahead) for ahead in range(1, (day - today).days + 1)]
    assert sum(each.weekday() < 5 for each in passed) == count
    assert day.weekday() < 5


@given(todays)
def test_month_end_is_the_last_day_of_the_month_on_any_day(today: date) -> None:
    last = calendar.monthrange(today.year, today.month)[1]
    assert read("month end", today) == read("月底", today) == today.replace(day=last)
    assert read("end of next month", today) == read("下月底", today)
    assert (read("下月底", today) + timedelta(1)).day == 1


@given(todays, st.integers(0, 1095), languages)
def test_every_day_we_show_or_say_is_read_back_as_itself(today: date, ahead: int, language: str) -> None:
    day = today + timedelta(ahead)
    texts = (
        dates.shown(day, language),
        dates.shown(day, language, today=today),
        dates.spoken(day, language, today=today),
        day.isoformat(),
        day.strftime("%Y%m%d"),
    )
    for text in texts:
        assert read(text, today, language) == day


fragments = st.sampled_from(
    ["fri", "monday", "this ", "next ", "week", " week", "end of ", "month", "mid ", "in ", "a ", "3 ", "12", "31",
     "0", "29", "2026", "2028", "/", "-", ".", " ", "th", "st ", "feb", "dec ", "days", " days ago", "working ",
     "by ", "the ", "last ", "on ", "today", "周", "星期", "五", "日", "天", "下", "这", "本", "个", "月", "底", "中",
     "号", "年", "前", "之前", "后", "内", "三", "十", "两", "今", "明", "上", "过", "半", "，", "（", "）", "²", "٣"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=20), st.lists(fragments, max_size=7).map("".join)), todays, languages)
def test_no_text_is_read_as_a_day_before_today(text: str, today: date, language: str) -> None:
    try:
        assert today <= read(text, today, language) <= today.replace(day=1) + timedelta(3 * 366 + 31)
    except dates.NotADay as refused:
        assert refused.reason in REASONS
        assert refused.values["text"] == text.strip()
