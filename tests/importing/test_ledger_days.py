"""The order of day and month is proven or asked for, and what is no date is refused with the reason."""

from datetime import date

import pytest
from ledger_office import Office

from rejoinder.errors import Refused
from rejoinder.importing.days import Proof, is_no_day, prove, read_day


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2013-02-01", None),
        ("2013/2/1", "mdy"),
        ("2013.02.01", "dmy"),
        ("20130201", None),
        ("2013年2月1日", None),
        ("2013-02-01 00:00:00", None),
        ("2013-02-01T10:20:30.5Z", None),
        ("2/1/2013", "mdy"),
        ("1/2/2013", "dmy"),
        ("01.02.2013", "dmy"),
        ("02-01-13", "mdy"),
        ("2/1/2013 12:00 AM", "mdy"),
    ],
)
def test_first_of_february_is_read_however_written(cell: str, order: str | None) -> None:
    assert read_day(cell, order) == date(2013, 2, 1)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("00:00.0", "Only a time of day"),
        ("12:30", "Only a time of day"),
        ("2/30/2013", "no such day"),
        ("31/12/2013", "no month 31"),
        ("2013-13-01", "no such day"),
        ("9999-12-31", "year 9999"),
        ("soon", "not a date"),
        ("1/2-2013", "not a date"),
        ("", "missing"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(cell: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_day(cell, "mdy")


def test_date_with_the_year_last_is_refused_where_the_year_comes_first() -> None:
    with pytest.raises(Refused, match="year, month, day"):
        read_day("1/2/2013", "ymd")


def test_one_day_above_twelve_proves_the_order() -> None:
    assert prove(["1/2/2013", "3/4/2013", "1/13/2013"]).order == "mdy"
    assert prove(["1/2/2013", "3/4/2013", "13/1/2013"]).order == "dmy"


def test_order_is_needed_only_where_it_matters() -> None:
    assert not prove(["2013-01-02", "5/5/2013", "", "00:00.0", "45/45/2013"]).is_needed
    assert prove(["5/6/2013"]).is_needed
    assert prove(["5/6/2013"]).order is None


def test_contradiction_proves_nothing_but_one_slip_among_many_does_not_count() -> None:
    assert prove(["1/13/2013", "13/1/2013"]).order is None
    assert Proof(mdy=500, dmy=1).order == "mdy"
    assert Proof(mdy=500, dmy=5).order is None


@pytest.mark.parametrize("cell", ["", "00000000", "00.00.0000", "0000-00-00", "0/0/00"])
def test_zeros_stand_for_no_day(cell: str) -> None:
    assert is_no_day(cell)
    assert not is_no_day("00:00.0")


HEADER = "Customer No,Invoice,Invoice Date,Due Date,Amount,Date Paid\n"


def test_one_column_proves_the_order_of_all(office: Office) -> None:
    report = office.bring_in(HEADER + "C1,A-1,1/2/2024,3/4/2024,10.00,\nC1,A-2,1/2/2024,3/4/2024,10.00,30/4/2024\n")
    assert report.exit_code == 0
    assert office.rows("select distinct issued_on, due_on from invoice") == [
        {"issued_on": "2024-02-01", "due_on": "2024-04-03"}
    ]


def test_order_nobody_can_prove_is_asked_for_and_nothing_is_written(office: Office) -> None:
    content = HEADER + "C1,A-1,2024-01-05,3/4/2024,10.00,\n"
    report = office.bring_in(content)
    question = {"about": "date order", "column": "Due Date", "choices": ["dmy", "mdy"]}
    assert report.as_json() == {"rows": 1, "questions": [question]}
    assert report.exit_code == 2
    assert not office.rows("select * from creditor")
    assert office.bring_in(content, dates="mdy").exit_code == 0
    assert office.rows("select due_on from invoice") == [{"due_on": "2024-03-04"}]


def test_order_that_does_not_exist_is_an_error(office: Office) -> None:
    assert (
        "none of these: ymd, mdy, dmy"
        in office.bring_in(HEADER + "C1,A-1,1/2/2024,3/4/2024,1,\n", dates="dym").as_json()["error"]
    )


@pytest.mark.parametrize(
    "text",
    ["31 Mar 2026", "31-Mar-26", "31/March/2026", "31st March 2026", "Mar 31, 2026", "March 31 2026", "31. Mar. 2026"],
)
def test_day_with_its_month_as_a_word_needs_no_order(text: str) -> None:
    assert read_day(text, None) == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["31 Foo 2026", "31 Feb 2026", "Mar 2026", "31 Mar"])
def test_word_that_is_no_month_is_no_day(text: str) -> None:
    with pytest.raises(Refused):
        read_day(text, None)
