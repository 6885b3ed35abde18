"""Soft words: what binds nobody is told word by word, and firm words are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import dates, money
from rejoinder.commitments.softness import soft_words
from tests.soft_sayings import FIRM_CHINESE, FIRM_ENGLISH, SOFT_CHINESE, SOFT_ENGLISH
from tests.test_dates import CHINESE_WEEKDAYS, ENGLISH_WEEKDAYS, languages, todays


def labelled(sayings: str) -> list[tuple[str, tuple[str, ...]]]:
    lines = [line.partition(": ") for line in sayings.strip().splitlines()]
    return [(text, tuple(words.split(" | "))) for words, _, text in lines]


@pytest.mark.parametrize(("text", "words"), labelled(SOFT_ENGLISH + SOFT_CHINESE.lstrip()))
def test_soft_words_are_told_as_they_stand_and_no_others(text: str, words: tuple[str, ...]) -> None:
    assert soft_words(text) == words


@pytest.mark.parametrize("text", (FIRM_ENGLISH + FIRM_CHINESE).split("\n"))
def test_firm_words_stay_firm(text: str) -> None:
    assert soft_words(text) == ()


# ---- however it is typed


def test_each_soft_word_is_told_once_in_the_order_of_the_texts() -> None:
    assert soft_words("5,000 maybe", "Friday, we should", "MAYBE the 6th; they should") == ("maybe", "should")
    assert soft_words("應該週五", "应该周五") == ("應該",)
    assert soft_words() == soft_words("") == soft_words(" ", "\u3000") == ()


def test_both_languages_in_one_text() -> None:
    assert soft_words("maybe周五付, 尽量 full amount") == ("maybe", "尽量")
    assert soft_words("周五付5,000 asap") == ("asap",)


def test_full_width_letters_capitals_and_curly_apostrophes_change_nothing() -> None:
    assert soft_words("ＭＡＹＢＥ　Ｆｒｉ") == ("ＭＡＹＢＥ",)
    assert soft_words("it shouldn\u2019t be a problem") == ("shouldn\u2019t be",)
    assert soft_words("We\u2019ll do   our\n best, ＭＡＹ 5") == ("do our best",)
    assert soft_words("５ Ｍａｙ，１２，０００") == soft_words("ｉｎ　ｍａｙ") == ()


def test_no_word_is_found_within_another() -> None:
    for text in (
        "country entry pantry",
        "mighty",
        "dismay mayor",
        "sooner",
        "unlikely",
        "prospect",
        "roundabout 5,000",
    ):
        assert soft_words(text) == ()


def test_a_pasted_page_is_read_at_its_beginning_only() -> None:
    assert soft_words("x" * 4000 + " maybe") == ()
    assert soft_words("maybe " + "when our customer " * 50_000) == ("maybe",)


# ---- days and amounts

_LEADS = ("", "on ", "by ", "before ", "no later than ", "due ", "until ")
_NAMED_ENGLISH = (
    "today", "tomorrow", "month end", "end of month", "eom", "end of may", "end of next month", "mid month",
    "in 3 days", "within a week", "in two weeks", "in a fortnight", "5 working days", "a week on friday",
    "monday week", "the 15th", "5 may", "may 5", "5th of may", "30/11", "15.12.", "end of the year",
)  # fmt: skip
_NAMED_CHINESE = (
    "今天", "明天", "后天", "月底", "月底前", "下月底", "这个月底", "五月底", "三天内", "3个工作日内", "两周后",
    "半个月后", "下个月五号", "十五号之前", "5月5号", "五月五日", "下周五前", "週五前", "月中", "年底", "今晚",
    "明天下午",
)  # fmt: skip

# Near enough for every way of writing to be one that can be promised.
near_days = st.tuples(todays, st.integers(0, 150)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))


@st.composite
def day_texts(draw: st.DrawFn) -> str:
    """A day as somebody may type it, which the product reads as one."""
    today, day = draw(near_days)
    language, english, chinese = draw(languages), ENGLISH_WEEKDAYS[day.weekday()], CHINESE_WEEKDAYS[day.weekday()]
    text = draw(
        st.sampled_from((
            english, english[:3], f"next {english}", day.strftime("%d %B"), day.strftime("%B %d"),
            day.strftime("%-d %b %Y"), day.strftime("%d/%m"), day.strftime("%-d.%-m.%Y"), day.isoformat(),
            f"周{chinese}", f"下周{chinese}前",
            f"{day.month}月{day.day}号", f"{day.day}号之前",
            dates.shown(day, language), dates.spoken(day, language, today=today),
            *_NAMED_ENGLISH, *_NAMED_CHINESE,
        ))
    )  # fmt: skip
    lead = draw(st.sampled_from(_LEADS)) if text.isascii() else ""
    return _in_some_case(lead + text, draw(st.integers(0, 3)))


def _in_some_case(text: str, way: int) -> str:
    full_width = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    return (text, text.upper(), text.title(), full_width)[way]


@st.composite
def amount_texts(draw: st.DrawFn) -> str:
    """An amount as it is shown, said or typed."""
    minor, currency = draw(st.integers(1, 10**11)), draw(st.sampled_from(("CNY", "USD", "GBP", "EUR", "JPY")))
    whole = minor // 100 + 1
    return draw(
        st.sampled_from((
            money.plain(minor, currency), money.shown(minor, currency, "en"), money.spoken(minor, currency, "zh"),
            money.capitals(minor), str(whole), f"{whole:,}", f"£{whole:,}", f"{whole % 1000 + 1}k",
            f"{whole % 100 + 1}万",
            f"{whole}元", f"rmb {whole}", "half", "三万六", "两千一", "12,000", "three thousand",
            "the full amount", "全款",
        ))
    )  # fmt: skip


@given(day_texts(), amount_texts(), st.sampled_from((" ", ", ", "，", ": ", "\n", " - ")), st.booleans())
def test_a_day_and_an_amount_are_never_soft(day: str, amount: str, between: str, is_day_first: bool) -> None:
    assert soft_words(f"{day}{between}{amount}" if is_day_first else f"{amount}{between}{day}") == ()
    assert soft_words(day, amount) == ()


@given(day_texts())
def test_what_is_called_a_day_here_is_read_as_one(day: str) -> None:
    today = date(2026, 4, 20)
    try:
        dates.parse_day(day, today, language="en")
    except dates.NotADay as refused:
        assert refused.reason not in {"no_day", "vague", "unknown"}


@given(st.text(max_size=60))
def test_no_text_breaks_the_search_and_every_word_told_stands_in_it(text: str) -> None:
    assert all(word in " ".join(text.split()) for word in soft_words(text))
