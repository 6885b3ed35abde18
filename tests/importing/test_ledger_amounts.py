"""Amounts are read as ledgers write them, or refused; never guessed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.errors import Refused
from rejoinder.importing.amounts import currency_of, prove_decimal, read_amount


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("1,234", 123400),
        ("$13.50", 1350),
        ("$-142.85", -14285),
        ("-$142.85", -14285),
        ("(400.00)", -40000),
        ("($400.00)", -40000),
        ("$(400.00)", -40000),
        ("100.00-", -10000),
        ("\u2212100.00", -10000),
        ("1 234.50", 123450),
        ("1'234'567.50", 123456750),
        ("1\u00a0234.50", 123450),
        ("12,34,567.00", 123456700),
        ("USD 7", 700),
        ("7.00 usd", 700),
        ("１２３．５０", 12350),
        ("（12.00）", -1200),
        (".5", 50),
        ("100.", 10000),
        ("0.00", 0),
        ("489.750", 48975),
        ("12.5万", 12500000),
    ],
)
def test_amount_is_read_as_ledgers_write_it(cell: str, minor: int) -> None:
    assert read_amount(cell, "USD", decimal=".") == minor


@pytest.mark.parametrize(
    "cell",
    ["", "abc", "-", "1.2.3", "1,23.00", "(5", "5)", "-(5)", "--5", "12a34", "1e5", "€5", "5 EUR", "1.234", "5 万 万",
     "9" * 30, "9" * 5000, "1,234.567,8", "."],
)  # fmt: skip
def test_what_could_be_something_else_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        read_amount(cell, "USD", decimal=None)


def test_comma_is_decimal_only_where_the_column_proves_it() -> None:
    assert prove_decimal(["1.234", "1.234,56"]).decimal == ","
    assert read_amount("1.234", "EUR", decimal=",") == 123400
    assert read_amount("1.234,56", "EUR", decimal=",") == 123456
    with pytest.raises(Refused):
        read_amount("1.234,56", "EUR", decimal=None)
    with pytest.raises(Refused):
        read_amount("13.50", "EUR", decimal=",")


@pytest.mark.parametrize(
    ("cells", "proven"),
    [
        (["12.5"], "."),
        (["12,5"], ","),
        (["1,234.50"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1,234", "1.234", "12", "", "x"], None),
        (["1.5", "2,5"], None),
        (["(1.5)", "$1.25", "2,5"], "."),
    ],
)
def test_decimal_sign_is_proven_by_the_column(cells: list[str], proven: str | None) -> None:
    assert prove_decimal(cells).decimal == proven


def test_currency_decides_how_many_decimals_there_are() -> None:
    assert read_amount("1,234", "JPY", decimal=None) == 1234
    assert read_amount("1.234", "KWD", decimal=None) == 1234
    with pytest.raises(Refused, match="more decimals"):
        read_amount("1.25", "JPY", decimal=".")


@pytest.mark.parametrize(("cell", "code"), [("usd", "USD"), ("CNY", "CNY"), ("人民币", "CNY"), ("RMB", "CNY")])
def test_currency_is_read_by_code_or_name(cell: str, code: str) -> None:
    assert currency_of(cell) == code


def test_unknown_currency_is_refused() -> None:
    with pytest.raises(Refused):
        currency_of("XQX")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "${}"]))
def test_grouped_amount_comes_back_whole(minor: int, form: str) -> None:
    figure = f"{abs(minor) // 100:,}.{abs(minor) % 100:02}"
    sign = "-" if minor < 0 else ""
    swapped = figure.translate(str.maketrans(".,", ",."))
    assert read_amount(sign + form.format(figure), "USD", decimal=".") == minor
    assert read_amount(form.format(swapped) + sign, "USD", decimal=",") == minor


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(cell: str) -> None:
    prove_decimal([cell])
    with suppress(Refused):
        assert isinstance(read_amount(cell, "USD", decimal=None), int)


@pytest.mark.parametrize(
    ("cell", "minor"),
    [("1,234.50 Dr", 123450), ("1,234.50 Cr", -123450), ("100.00CR", -10000), ("贷 5.00", -500)],
)
def test_side_of_the_account_is_the_sign(cell: str, minor: int) -> None:
    assert read_amount(cell, "INR", decimal=".") == minor


def test_minus_and_credit_together_are_no_amount() -> None:
    with pytest.raises(Refused):
        read_amount("-100.00 Cr", "INR", decimal=".")
