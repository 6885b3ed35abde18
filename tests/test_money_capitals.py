"""Amounts in Chinese capitals, as they are read back and written on bills."""

import re

import pytest
from hypothesis import given

from rejoinder import money

# ---- capitals
from tests.test_money import amounts


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (14450000, "壹拾肆万肆仟伍佰元整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (1005003, "壹万零伍拾元零叁分"),
        (50, "伍角整"),
        (5, "伍分"),
        (0, "零元整"),
        (1000, "壹拾元整"),
        (10100, "壹佰零壹元整"),
        (12 * 10**9, "壹亿贰仟万元整"),
        (10**10 + 5000, "壹亿零伍拾元整"),
        (10**14 + 10**6, "壹万亿零壹万元整"),
    ],
)
def test_capitals_follow_the_payment_rules(minor: int, text: str) -> None:
    assert money.capitals(minor) == text


def test_capitals_of_a_negative_amount_are_refused() -> None:
    with pytest.raises(money.NotAnAmount) as refused:
        money.capitals(-1)
    assert refused.value.reason == "negative"


def value_of_capitals(text: str) -> int:
    """A small reader that walks the signs from the left, the other way round from the writer."""
    minor = section = figure = high = 0
    for sign in text:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            figure = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, figure = section + figure * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign == "万":
            high, section, figure = high + (section + figure) * 10**4, 0, 0
        elif sign == "亿":
            high, section, figure = (high + section + figure) * 10**8, 0, 0
        elif sign == "元":
            minor, high, section, figure = (high + section + figure) * 100, 0, 0, 0
        elif sign in "角分":
            minor, figure = minor + figure * {"角": 10, "分": 1}[sign], 0
    return minor


@given(amounts)
def test_capitals_say_the_same_amount(minor: int) -> None:
    assert value_of_capitals(money.capitals(minor)) == minor


@given(amounts)
def test_capitals_are_closed_and_never_double_a_zero(minor: int) -> None:
    text = money.capitals(minor)
    assert text[-1] in "整分"
    assert ("整" in text) == (minor % 10 == 0)
    assert "零零" not in text
    assert not re.search("零[万亿元角分整]", text)
