"""Amounts: what people type is read exactly or asked back, and every figure comes out as it went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import money

CURRENCIES = ("CNY", "USD", "GBP", "EUR", "HKD", "JPY", "KWD", "SEK", "CLF")
REASONS = {
    "no_amount", "not_a_number", "exponent", "ambiguous", "zero", "negative", "too_precise", "too_large",
    "other_currency", "no_currency",
}  # fmt: skip

amounts = st.one_of(
    st.integers(1, money.MOST_MINOR),
    st.integers(1, 10**8),
    st.builds(lambda figure, zeros: figure * 10**zeros, st.integers(1, 999), st.integers(0, 12)),
)
currencies = st.sampled_from(CURRENCIES)
languages = st.sampled_from(("en", "zh"))


def reason_for(text: str, currency: str = "CNY") -> str:
    with pytest.raises(money.NotAnAmount) as refused:
        money.parse(text, currency)
    assert refused.value.values["currency"] == currency
    return refused.value.reason


# ---- currencies


def test_only_listed_codes_in_capitals_are_currencies() -> None:
    assert money.is_currency("CNY")
    assert money.is_currency("KWD")
    assert not money.is_currency("cny")
    assert not money.is_currency("RMB")
    assert not money.is_currency("")


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("JPY", 0),
        ("BIF", 0),
        ("XPF", 0),
        ("CNY", 2),
        ("USD", 2),
        ("RSD", 2),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("UYW", 4),
    ],
)
def test_decimals_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert money.digits(currency) == digits


def test_a_currency_nobody_knows_is_refused_and_not_given_two_decimals() -> None:
    with pytest.raises(money.NotAnAmount) as refused:
        money.digits("RMB")
    assert refused.value.reason == "no_currency"
    assert reason_for("5", "RMB") == "no_currency"


# ---- reading


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12300", 1230000),
        ("12,300.50", 1230050),
        ("１２,３００.５０", 1230050),
        ("１２，３００．５０", 1230050),
        (" 12,300.5 ", 1230050),
        ("1 234.50", 123450),
        ("1\u00a0234.50", 123450),
        ("1'234.50", 123450),
        ("1,234,567", 123456700),
        ("1.234,56", 123456),
        ("1.234.567,89", 123456789),
        (".50", 50),
        ("1200.", 120000),
        ("0.01", 1),
        ("1.2万", 1200000),
        ("1.2萬", 1200000),
        ("12万3千", 12300000),
        ("12万3000", 12300000),
        ("14万4500元", 14450000),
        ("1万零50元", 1005000),
        ("1万2500.50元", 1250050),
        ("1亿", 10**10),
        ("1亿2000万元", 12 * 10**9),
        ("一百二十万", 120000000),
        ("十五万", 15000000),
        ("两千", 200000),
        ("1万2,500", 1250000),
        ("1.2 万", 1200000),
        ("1200元正", 120000),
        ("12w", 12000000),
        ("3.5k", 350000),
        ("3.5K", 350000),
        ("12 thousand", 1200000),
        ("1.5 million", 150000000),
        ("¥1,200", 120000),
        ("￥1,200", 120000),
        ("CN¥1,200", 120000),
        ("CNY 1200", 120000),
        ("cny1200", 120000),
        ("1200 RMB", 120000),
        ("1200元", 120000),
        ("人民币1200元整", 120000),
        ("1200块钱", 120000),
        ("5kCNY", 500000),
    ],
)
def test_yuan_are_read_as_collectors_type_them(text: str, minor: int) -> None:
    assert money.parse(text, "CNY") == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("$1,200", "USD", 120000),
        ("US$1,200", "USD", 120000),
        ("$1,200", "HKD", 120000),
        ("1200元", "HKD", 120000),
        ("HK$1,200", "HKD", 120000),
        ("5119.85英镑", "GBP", 511985),
        ("£5,119.85", "GBP", 511985),
        ("5000 euros", "EUR", 500000),
        ("¥1,200", "JPY", 1200),
        ("1.2万日元", "JPY", 12000),
        ("1.234", "KWD", 1234),
        ("KWD 1,234.5", "KWD", 1234500),
    ],
)
def test_other_currencies_are_read_with_their_own_signs_and_decimals(text: str, currency: str, minor: int) -> None:
    assert money.parse(text, currency) == minor


@pytest.mark.parametrize(
    ("marks", "currency"),
    [
        ("¥ CN¥ rmb RMB 人民币 yuan 块 块钱 元 圆 圓 塊", "CNY"),
        ("¥ JP¥ 円 日元 yen", "JPY"),
        ("$ US$ dollar dollars 美元 美金", "USD"),
        ("$ HK$ 元 港元 港币", "HKD"),
        ("$ NT$ 元", "TWD"),
        ("元", "MOP"),
        ("$ A$ AU$", "AUD"),
        ("$ C$ CA$", "CAD"),
        ("$ S$ dollars", "SGD"),
        ("$ NZ$", "NZD"),
        ("£ ￡ pound pounds 英镑", "GBP"),
        ("£ pound pounds", "EGP"),
        ("€ euro euros 欧元", "EUR"),
        ("₩", "KRW"),
        ("₹", "INR"),
        ("฿", "THB"),
        ("₫", "VND"),
        ("₽", "RUB"),
        ("₺", "TRY"),
    ],
)
def test_every_mark_of_a_currency_is_known_on_both_sides(marks: str, currency: str) -> None:
    for mark in [*marks.split(), currency, currency.lower()]:
        assert money.parse(f"{mark}5,000", currency) == 5000 * 10 ** money.digits(currency)
        assert money.parse(f"5,000 {mark}", currency) == 5000 * 10 ** money.digits(currency)
        assert reason_for(f"{mark}5,000", "SEK") == "other_currency"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_amount"),
        ("  ", "no_amount"),
        ("CNY", "no_amount"),
        ("abc", "not_a_number"),
        ("the lot", "not_a_number"),
        ("100-200", "not_a_number"),
        (".", "not_a_number"),
        ("万", "not_a_number"),
        ("²", "not_a_number"),
        ("1 " * 50, "not_a_number"),
        ("1e9", "exponent"),
        ("1.5E+3", "exponent"),
        ("1,23", "ambiguous"),
        ("12,3456", "ambiguous"),
        ("0,123", "ambiguous"),
        ("12,30.50", "ambiguous"),
        ("1,234 567", "ambiguous"),
        ("1.234.567", "ambiguous"),
        ("1 234,56", "ambiguous"),
        ("2m", "ambiguous"),
        ("2万5", "ambiguous"),
        ("两万五", "ambiguous"),
        ("1亿5000", "ambiguous"),
        ("1.2万300", "ambiguous"),
        ("1.2万3千", "ambiguous"),
        ("1万20千", "ambiguous"),
        ("1万10千", "ambiguous"),
        ("1万2万", "ambiguous"),
        ("0", "zero"),
        ("0.00", "zero"),
        ("0万", "zero"),
        ("-5", "negative"),
        ("\u22125", "negative"),
        ("¥-5", "negative"),
        ("-¥5", "negative"),
        ("5-", "negative"),
        ("(5)", "negative"),
        ("负5元", "negative"),
        ("1.005", "too_precise"),
        ("12.500", "too_precise"),
        ("1.2345678万", "too_precise"),
        ("0.00000000000000000000000000000000001", "too_precise"),
        ("10,000,000,000,000.01", "too_large"),
        ("11万亿", "too_large"),
        ("9" * 70, "too_large"),
        ("$5", "other_currency"),
        ("USD 5", "other_currency"),
        ("5美元", "other_currency"),
        ("€5", "other_currency"),
        ("CNY 5 USD", "other_currency"),
    ],
)
def test_what_is_no_plain_amount_of_yuan_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert reason_for(text) == reason


@pytest.mark.parametrize(("text", "currency"), [("1.5", "JPY"), ("1.0", "JPY"), ("1.2345", "KWD")])
def test_decimals_the_currency_does_not_have_are_refused(text: str, currency: str) -> None:
    assert reason_for(text, currency) == "too_precise"


@pytest.mark.parametrize(("text", "currency"), [("¥5", "USD"), ("元5", "USD"), ("$5", "GBP"), ("5日元", "CNY")])
def test_a_sign_of_another_currency_is_never_read_as_the_accounts(text: str, currency: str) -> None:
    assert reason_for(text, currency) == "other_currency"


def test_the_largest_amount_is_still_read() -> None:
    assert money.parse("10,000,000,000,000.00", "CNY") == money.MOST_MINOR


def test_a_refusal_carries_what_its_sentence_names() -> None:
    with pytest.raises(money.NotAnAmount) as refused:
        money.parse(" 1.005 ", "CNY")
    assert refused.value.values == {"digits": "2", "text": "1.005", "currency": "CNY"}
    with pytest.raises(money.NotAnAmount) as refused:
        money.parse("usd 5", "CNY")
    assert refused.value.values["mark"] == "USD"


fragments = st.sampled_from(
    ["1", "23", "000", "0", ",", ".", "，", "．", " ", "-", "'", "万", "亿", "千", "百", "十", "零", "五", "两", "k",
     "w", "m", "e", "¥", "$", "元", "CNY", "usd", "整", "(", ")", "million", "²", "٣", "abc", "%s"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=20), st.lists(fragments, max_size=9).map("".join)), currencies)
def test_any_text_is_an_amount_in_range_or_a_known_refusal(text: str, currency: str) -> None:
    try:
        assert 1 <= money.parse(text, currency) <= money.MOST_MINOR
    except money.NotAnAmount as refused:
        assert refused.reason in REASONS


# ---- showing


@pytest.mark.parametrize(
    ("minor", "currency", "figure"),
    [(14450000, "CNY", "144,500.00"), (5, "CNY", "0.05"), (1200, "JPY", "1,200"), (1234, "KWD", "1.234"),
     (0, "CNY", "0.00"), (-123456, "CNY", "\u22121,234.56")],
)  # fmt: skip
def test_plain_figure_is_grouped_by_thousands(minor: int, currency: str, figure: str) -> None:
    assert money.plain(minor, currency) == figure


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (14450000, "CNY", "en", "CNY\u00a0144,500.00"),
        (14450000, "CNY", "zh", "¥144,500.00"),
        (14450000, "CNY", "zh_Hans_CN", "¥144,500.00"),
        (511985, "GBP", "en", "GBP\u00a05,119.85"),
        (511985, "GBP", "zh", "GBP\u00a05,119.85"),
        (0, "CNY", "zh", "¥0.00"),
        (-500, "CNY", "zh", "\u2212¥5.00"),
        (-500, "CNY", "en", "CNY\u00a0\u22125.00"),
    ],
)
def test_amount_is_shown_with_its_currency(minor: int, currency: str, language: str, text: str) -> None:
    assert money.shown(minor, currency, language) == text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (14450000, "CNY", "14万4500元"),
        (10000000, "CNY", "10万元"),
        (1250000, "CNY", "1万2500元"),
        (1250050, "CNY", "1万2500.50元"),
        (1005000, "CNY", "1万零50元"),
        (450000, "CNY", "4500元"),
        (12 * 10**9, "CNY", "1亿2000万元"),
        (10**10 + 5 * 10**6, "CNY", "1亿零5万元"),
        (10000050, "CNY", "100,000.50元"),
        (1000100, "CNY", "1万零1元"),
        (1000050, "CNY", "10,000.50元"),
        (0, "CNY", "0元"),
        (5, "CNY", "0.05元"),
        (-14450000, "CNY", "负14万4500元"),
        (511985, "GBP", "5119.85英镑"),
        (500000, "USD", "5000美元"),
        (500000, "EUR", "5000欧元"),
        (500000, "HKD", "5000港元"),
        (120000, "JPY", "12万日元"),
        (500000, "SEK", "5000\u00a0SEK"),
        (5119850, "KWD", "5119.850\u00a0KWD"),
    ],
)
def test_chinese_amounts_are_said_by_ten_thousands(minor: int, currency: str, text: str) -> None:
    assert money.spoken(minor, currency, "zh") == text


def test_english_amounts_are_said_as_shown() -> None:
    assert money.spoken(14450000, "CNY", "en") == "CNY\u00a0144,500.00"


@given(amounts, currencies)
def test_what_stands_in_a_field_is_read_back_as_the_same_amount(minor: int, currency: str) -> None:
    minor = min(minor, money.MOST_MINOR)
    assert money.parse(money.plain(minor, currency), currency) == minor


@given(amounts, currencies, languages)
def test_no_figure_shown_or_said_is_rounded(minor: int, currency: str, language: str) -> None:
    minor = min(minor, money.MOST_MINOR)
    assert money.parse(money.shown(minor, currency, language), currency) == minor
    assert money.parse(money.spoken(minor, currency, language), currency) == minor
