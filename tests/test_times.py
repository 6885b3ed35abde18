"""Times of day: what a collector types is read as one time, or asked back with the reason."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import dates
from tests.test_dates import languages

REASONS = {"no_time", "unknown", "ambiguous"}

minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def read(text: str) -> str:
    return dates.parse_time(text).isoformat("minutes")


def reason_for(text: str) -> str:
    with pytest.raises(dates.NotATime) as refused:
        dates.parse_time(text)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        ("14 : 30", "14:30"),
        ("14h30", "14:30"),
        ("1430", "14:30"),
        ("1430 hrs", "14:30"),
        ("14", "14:00"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("9:05", "09:05"),
        ("9am", "09:00"),
        ("9 am", "09:00"),
        ("9 A.M.", "09:00"),
        ("9a", "09:00"),
        ("2pm", "14:00"),
        ("2 PM", "14:00"),
        ("2.30pm", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("2:30 p. m.", "14:30"),
        ("230pm", "14:30"),
        ("14:30 pm", "14:30"),
        ("12pm", "12:00"),
        ("12.30 am", "00:30"),
        ("half past two", "14:30"),
        ("half past 2", "14:30"),
        ("half two", "14:30"),
        ("half-past nine", "09:30"),
        ("quarter to three", "14:45"),
        ("a quarter to 3", "14:45"),
        ("quarter past nine", "09:15"),
        ("a quarter past 9 am", "09:15"),
        ("quarter to one", "12:45"),
        ("quarter to one pm", "12:45"),
        ("quarter to one am", "00:45"),
        ("quarter to 15", "14:45"),
        ("ten to three", "14:50"),
        ("twenty-five past ten", "10:25"),
        ("5 past 2", "14:05"),
        ("20 to 3", "14:40"),
        ("5 minutes to 3", "14:55"),
        ("two thirty", "14:30"),
        ("nine forty-five", "09:45"),
        ("two o'clock", "14:00"),
        ("2 o\u2019clock", "14:00"),
        ("at 3", "15:00"),
        ("by 5pm", "17:00"),
        ("@ 10.15", "10:15"),
        ("9 in the morning", "09:00"),
        ("4 in the afternoon", "16:00"),
        ("7 in the evening", "19:00"),
        ("8 at night", "20:00"),
        ("2pm sharp", "14:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("Midday", "12:00"),
        ("midnight", "00:00"),
        ("１４：３０", "14:30"),
        ("９\u3000ａｍ", "09:00"),
        ("2\u00a0pm", "14:00"),
    ],
)
def test_english_times_are_read_as_collectors_type_them(text: str, at: str) -> None:
    assert read(text) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("下午2点", "14:00"),
        ("下午两点", "14:00"),
        ("下午两点半", "14:30"),
        ("下午2:30", "14:30"),
        ("下午 2：30", "14:30"),
        ("下午3", "15:00"),
        ("下午14点30", "14:30"),
        ("上午10点15分", "10:15"),
        ("上午十点十五", "10:15"),
        ("上午12点", "12:00"),
        ("14点30", "14:30"),
        ("14时30分", "14:30"),
        ("１４点３０分", "14:30"),
        ("三点", "15:00"),
        ("三点钟", "15:00"),
        ("三点整", "15:00"),
        ("十点半", "10:30"),
        ("十一点", "11:00"),
        ("十二点二十五", "12:25"),
        ("二十三点五十九分", "23:59"),
        ("两点零五", "14:05"),
        ("两点零五分", "14:05"),
        ("2点5分", "14:05"),
        ("2点一刻", "14:15"),
        ("两点三刻", "14:45"),
        ("差一刻三点", "14:45"),
        ("三点差一刻", "14:45"),
        ("差五分三点", "14:55"),
        ("差10分钟3点", "14:50"),
        ("下午差一刻三点", "14:45"),
        ("差一刻下午三点", "14:45"),
        ("差一刻一点", "12:45"),
        ("差一刻零点", "23:45"),
        ("早上9点", "09:00"),
        ("早上六点", "06:00"),
        ("中午", "12:00"),
        ("正午", "12:00"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("中午十一点半", "11:30"),
        ("傍晚6点", "18:00"),
        ("晚上7点", "19:00"),
        ("晚上12点", "00:00"),
        ("凌晨2点", "02:00"),
        ("零点", "00:00"),
        ("5点前", "17:00"),
        ("下午五点之前", "17:00"),
        ("下午兩點半", "14:30"),
        ("三點鐘", "15:00"),
    ],
)
def test_chinese_times_are_read_as_collectors_type_them(text: str, at: str) -> None:
    assert read(text) == at


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_time"),
        (" \u3000", "no_time"),
        ("morning", "unknown"),
        ("in the afternoon", "unknown"),
        ("lunchtime", "unknown"),
        ("上午", "unknown"),
        ("下午", "unknown"),
        ("晚上", "unknown"),
        ("3ish", "unknown"),
        ("around 3", "unknown"),
        ("after 3", "unknown"),
        ("三点左右", "unknown"),
        ("三四点", "unknown"),
        ("5点后", "unknown"),
        ("3小时", "unknown"),
        ("3 hours later", "unknown"),
        ("fri", "unknown"),
        ("xyz", "unknown"),
        ("24:00", "unknown"),
        ("25", "unknown"),
        ("2:75", "unknown"),
        ("9999", "unknown"),
        ("下午2点60分", "unknown"),
        ("3²", "unknown"),
        ("3 " * 60, "unknown"),
        ("12am", "ambiguous"),
        ("2.3", "ambiguous"),
        ("2:3", "ambiguous"),
        ("2点3", "ambiguous"),
        ("两点五", "ambiguous"),
        ("2-3", "ambiguous"),
        ("3-4pm", "ambiguous"),
        ("2 or 3", "ambiguous"),
        ("between two and three", "ambiguous"),
        ("5 to 6", "ambiguous"),
        ("eight to nine", "ambiguous"),
        ("3点到4点", "ambiguous"),
        ("两点或三点", "ambiguous"),
        ("14:30 am", "ambiguous"),
        ("0:30 pm", "ambiguous"),
        ("上午14点", "ambiguous"),
        ("晚上2点", "ambiguous"),
    ],
)
def test_what_is_no_time_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert reason_for(text) == reason


def test_an_hour_alone_is_one_of_working_hours() -> None:
    for hour in range(1, 13):
        at = time(hour + 12 if hour <= 6 else hour)
        for text in (f"{hour}", f"{hour}:00", f"{hour} o'clock", f"{hour}点"):
            assert dates.parse_time(text) == at
        assert dates.parse_time(f"{hour}.30") == at.replace(minute=30)


def test_an_hour_behind_a_nought_is_on_the_24_hour_clock() -> None:
    assert read("02:30") == read("0230") == read("02点30") == "02:30"
    assert read("2:30") == "14:30"
    assert read("02:30 pm") == "14:30"
    assert read("00:15") == read("0:15") == "00:15"


def test_a_refusal_carries_the_text() -> None:
    for text in (" 3ish ", "2-3", "", "x" * 200):
        with pytest.raises(dates.NotATime) as refused:
            dates.parse_time(text)
        assert refused.value.values == {"text": text.strip()[:80]}


@pytest.mark.parametrize(
    ("at", "english", "chinese"),
    [
        ("14:30", "2.30 pm", "下午2点30分"),
        ("09:00", "9 am", "上午9点"),
        ("12:00", "noon", "中午12点"),
        ("12:30", "12.30 pm", "中午12点30分"),
        ("11:59", "11.59 am", "上午11点59分"),
        ("13:05", "1.05 pm", "下午1点5分"),
        ("17:59", "5.59 pm", "下午5点59分"),
        ("18:00", "6 pm", "晚上6点"),
        ("23:45", "11.45 pm", "晚上11点45分"),
        ("00:00", "midnight", "凌晨0点"),
        ("00:05", "12.05 am", "凌晨0点5分"),
        ("06:00", "6 am", "上午6点"),
    ],
)
def test_times_are_said_as_people_say_them(at: str, english: str, chinese: str) -> None:
    assert dates.spoken_time(time.fromisoformat(at), "en") == english
    assert dates.spoken_time(time.fromisoformat(at), "zh") == chinese
    assert dates.spoken_time(time.fromisoformat(at), "zh_Hans_CN") == chinese
    assert dates.shown_time(time.fromisoformat(at), "en") == dates.shown_time(time.fromisoformat(at), "zh") == at


@given(minutes, languages)
def test_every_time_we_show_or_say_is_read_back_as_itself(at: time, language: str) -> None:
    for text in (dates.shown_time(at, language), dates.spoken_time(at, language)):
        assert dates.parse_time(text) == at


def test_every_minute_of_the_day_is_said_and_read_back() -> None:
    for at in (time(hour, minute) for hour in range(24) for minute in range(60)):
        for language in ("en", "zh"):
            assert dates.parse_time(dates.spoken_time(at, language)) == at


fragments = st.sampled_from(
    ["2", "12", "14", "30", "0", "half", "quarter", " past ", " to ", "three", "noon", "am", " pm", "p.m.", ":", ".",
     " ", "-", "ish", "o'clock", "in the morning", "at ", "点", "半", "一刻", "差", "两", "十", "零", "分", "上午",
     "下午", "晚上", "中午", "前", "左右", "到", "：", "２", "²", "٣", "〇"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=20), st.lists(fragments, max_size=6).map("".join)))
def test_any_text_is_a_time_or_refused_with_a_reason(text: str) -> None:
    try:
        assert isinstance(dates.parse_time(text), time)
    except dates.NotATime as refused:
        assert refused.reason in REASONS
        assert refused.values["text"] == text.strip()[:80]
