"""What the data cannot prove is asked once, with examples; tomorrow's file of the same header asks nothing again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from ledger_office import NOW, Office

from rejoinder.importing import Answers, Report, bring_in

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"
DOUBTFUL = "Customer No,Invoice,Invoice Date,Due Date,Amount,Balance,Outstanding\n"
FIRST = DOUBTFUL + "C1,A-1,2024-01-05,2024-02-04,100.00,70.00,60.00\n"
OPEN = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount\n"


def _asked(report: Report) -> list[tuple[str, list[str]]]:
    return [(one["about"], one["choices"]) for one in report.as_json()["questions"]]


def test_two_columns_that_could_be_the_open_amount_are_asked_about_and_remembered(office: Office) -> None:
    assert _asked(office.bring_in(FIRST)) == [("open column", ["Balance", "Outstanding"])]
    assert office.rows("select * from invoice") == []
    assert office.bring_in(FIRST, columns={"open": "Outstanding"}).as_json()["open"] == {"EUR": "60.00"}
    again = office.bring_in(FIRST.replace("60.00", "50.00"), now=NOW + timedelta(1))
    assert (again.questions, again.as_json()["open"]) == ((), {"EUR": "50.00"})


def test_answers_are_remembered_for_one_creditor_and_one_header_only(office: Office) -> None:
    office.bring_in(FIRST, columns={"open": "Outstanding"})
    assert _asked(office.bring_in(FIRST, creditor="Forge")) == [("open column", ["Balance", "Outstanding"])]
    other = FIRST.replace("Customer No", "Customer Number")
    assert _asked(office.bring_in(other)) == [("open column", ["Balance", "Outstanding"])]


def test_last_answer_is_the_one_remembered(office: Office) -> None:
    for column, left in (("Outstanding", "60.00"), ("Balance", "70.00")):
        report = office.bring_in(FIRST, columns={"open": column}, now=NOW + timedelta(column == "Balance"))
        assert report.as_json()["open"] == {"EUR": left}
    assert office.bring_in(FIRST, now=NOW + timedelta(2)).as_json()["open"] == {"EUR": "70.00"}


def test_column_is_chosen_by_its_place_where_headers_repeat(office: Office) -> None:
    twice = HEADER.replace("Amount", "Amount,Amount") + "C1,X,A-1,2024-01-05,2024-02-04,1.00,2.00\n"
    report = office.bring_in(twice, columns={"amount": "7"})
    assert report.as_json()["totals"] == {"EUR": "2.00"}


def test_column_that_does_not_exist_is_told_by_its_name(office: Office) -> None:
    report = office.bring_in(FIRST, columns={"open": "Rest"})
    assert "There is no column “Rest” in this file." in report.as_json()["error"]


def test_missing_column_is_named_and_can_be_chosen(office: Office) -> None:
    content = "Kd,Name,Beleg,vom,bis,Wert EUR\nC1,Ashby Ltd,A-1,2024-01-05,2024-02-04,100.00\n"
    assert office.bring_in(content).exit_code == 2
    chosen = {"account_number": "Kd", "account_name": "Name", "number": "Beleg", "issued": "vom", "due": "bis"}
    report = office.bring_in(content, columns={**chosen, "amount": "Wert EUR"}, kind="invoices")
    assert (report.exit_code, report.created, report.as_json()["totals"]) == (0, 1, {"EUR": "100.00"})
    assert office.bring_in(content).unchanged == 1


def test_decimal_sign_that_nothing_proves_is_asked_for(office: Office) -> None:
    content = HEADER + "C1,X,A-1,2024-01-05,2024-02-04,1.234\n"
    assert _asked(office.bring_in(content)) == [("decimal sign", [".", ","])]
    assert office.bring_in(content, decimal=",").as_json()["totals"] == {"EUR": "1234.00"}


def test_date_order_is_asked_for_once(office: Office) -> None:
    content = HEADER + "C1,X,A-1,1/2/2024,3/4/2024,5.00\n"
    assert _asked(office.bring_in(content)) == [("date order", ["dmy", "mdy"])]
    office.bring_in(content, dates="dmy")
    assert office.bring_in(content).unchanged == 1
    assert office.rows("select issued_on from invoice") == [{"issued_on": "2024-02-01"}]


def test_answer_that_is_none_of_the_choices_is_told_so(office: Office) -> None:
    for said in ({"repeated": "all"}, {"missing": "gone"}, {"zeros": "maybe"}, {"decimal": ";"}):
        assert "is none of these" in office.bring_in(FIRST, **said).as_json()["error"]


def test_sheet_is_asked_for_where_two_hold_a_list(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, amount in (("Nord", 10), ("Süd", 20)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADER.strip().split(","))
        sheet.write_row(1, 0, ["C1", "Ashby Ltd", f"A-{name}", "2024-01-05", "2024-02-04", amount])
    book.add_worksheet("Notes").write(0, 0, "made by hand")
    book.close()
    said = {"creditor": "Mill", "currency": "EUR"}
    assert _asked(bring_in(office.store, path, Answers(**said), now=NOW)) == [("sheet", ["Nord", "Süd"])]
    report = bring_in(office.store, path, Answers(**said, sheet="Süd"), now=NOW)
    assert report.as_json()["totals"] == {"EUR": "20.00"}
    wrong = bring_in(office.store, path, Answers(**said, sheet="West"), now=NOW)
    assert "There is no sheet “West” in this file." in wrong.as_json()["error"]


def test_day_that_the_file_names_is_the_day_it_speaks_of(office: Office) -> None:
    titled = "Mill Ltd\nOpen items\nAs of 31 May 2024\n\n" + OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n"
    assert office.bring_in(titled).day == date(2024, 5, 31)
    assert [row["as_of"] for row in office.rows("select as_of from ledger_statement")] == ["2024-05-31"]


def test_file_of_refused_rows_settles_nothing(office: Office) -> None:
    rows = "".join(f"C{n},A-{n},2024-01-05,2024-02-04,100.00,40.00\n" for n in range(9))
    office.bring_in(OPEN + rows + "C9,A-9,2024-01-05,2024-02-04,100.00,forty\n")
    mended = (
        OPEN.strip() + ",Why it did not come in\nC9,A-9,2024-01-05,2024-02-04,100.00,40.00,This is not an amount.\n"
    )
    report = office.bring_in(mended)
    assert (report.exit_code, report.created, report.vanished) == (0, 1, 0)
    assert sum(office.open().values()) == 10 * 4000


@pytest.mark.parametrize("zeros", ["same", "different"])
def test_zeros_in_front_are_asked_about_and_remembered(office: Office, zeros: str) -> None:
    office.bring_in(HEADER + "00123,Ashby Ltd,A-1,2024-01-05,2024-02-04,5.00\n")
    later = HEADER + "123,Ashby Ltd,A-1,2024-01-05,2024-02-04,5.00\n123,Ashby Ltd,A-2,2024-01-05,2024-02-04,6.00\n"
    asked = office.bring_in(later, now=NOW + timedelta(1))
    assert _asked(asked) == [("leading zeros", ["same", "different"])]
    assert asked.as_json()["questions"][0]["examples"] == ["123 / 00123"]
    office.bring_in(later, zeros=zeros, now=NOW + timedelta(1))
    assert len(office.rows("select * from account")) == (1 if zeros == "same" else 2)
    assert office.bring_in(later, now=NOW + timedelta(2)).unchanged == 2


def test_lines_of_an_invoice_are_added_up_also_where_two_are_alike(office: Office) -> None:
    header = "Client Name,Invoice #,Date Issued,Due Date,Item Name,Line Total,Currency\n"
    rows = ["Rope,40.00", "Rope,40.00", "Hook,5.50"]
    content = header + "".join(f"Ashby Ltd,A-1,2024-01-05,2024-02-04,{row},EUR\n" for row in rows)
    report = office.bring_in(content, currency="")
    assert (report.exit_code, report.created, report.skipped) == (0, 1, 2)
    assert report.as_json()["totals"] == {"EUR": "85.50"}
    assert office.bring_in(content, currency="").unchanged == 1
