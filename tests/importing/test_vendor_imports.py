"""The ledgers of all programs come in whole, as text and as a workbook, and a second time they change nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from ledger_office import Office, Rows
from table_files import WRITERS
from vendor_files import INVOICES, VENDORS, Invoice, Item, VendorFile

from rejoinder.importing import Report

NOW = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
# What is said where a file names no currency: those that write a sign write that of the dollar.
SAID = "USD"
# A credit note that came without a number is known by its day.
UNNUMBERED = "CN 2026-02-02"
# The days that terms tell where one of the two days is not in the file.
TERMS = {"Oracle ageing": 30, "用友 NC": 30}

every_file = pytest.mark.parametrize("file", VENDORS, ids=lambda one: one.name)
every_way = pytest.mark.parametrize("name", WRITERS)


def bring_in(office: Office, file: VendorFile, name: str) -> Report:
    return office.bring_in(WRITERS[name](file.rows), name, now=NOW, currency="" if file.currency else SAID)


def pairs(file: VendorFile) -> list[tuple[Item, Invoice]]:
    return list(zip(file.items, sorted(INVOICES, key=lambda one: one.code), strict=True))


def billed(item: Item, invoice: Invoice) -> float:
    """Give the original amount, or what is open in a list that has no other."""
    return invoice.amount if item.amount != "" else invoice.open


def left(file: VendorFile, invoice: Invoice, item: Item) -> float:
    """Give what is open: all that was billed, where a list says nothing else."""
    return invoice.open if item.open != "" or "paid" in file.places else billed(item, invoice)


def minor(amount: float) -> int:
    return round(amount * 100)


def text(amounts: list[float]) -> str:
    return f"{sum(map(minor, amounts)) / 100:.2f}"


def days(file: VendorFile, invoice: Invoice) -> tuple[date, date]:
    """Give the day of issue and the due date, as far as the file has them; the one it lacks follows from the other."""
    terms = timedelta(TERMS.get(file.name, 0))
    if "due" not in file.places:
        return invoice.issued, invoice.issued + terms
    if "issued" not in file.places:
        return invoice.due - terms, invoice.due
    return invoice.issued, invoice.due


def expected(file: VendorFile) -> Rows:
    """Say how the book must have the invoices of a file."""
    rows = []
    for item, invoice in pairs(file):
        issued, due = days(file, invoice)
        rows.append({
            "account": item.account_number or item.customer,
            "name": item.customer or item.account_number,
            "number": invoice.number if item.number != "" else UNNUMBERED,
            "issued_on": issued.isoformat(),
            "due_on": due.isoformat(),
            "currency": file.currency or SAID,
            "amount_minor": minor(billed(item, invoice)),
            "open_minor": minor(left(file, invoice, item)),
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["account"], row["number"]))


def book(office: Office) -> Rows:
    return office.rows(
        "select a.number as account, a.name, i.number, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor "
        "from invoice i join account a on a.id = i.account_id order by a.number, i.number"
    )


@every_way
@every_file
def test_ledger_of_every_program_comes_in_whole(office: Office, file: VendorFile, name: str) -> None:
    report = bring_in(office, file, name)
    assert (report.error, report.questions, report.refused) == (None, (), ())
    assert (report.rows, report.created, report.accounts_made) == (5, 5, 2)
    assert book(office) == expected(file)


@every_way
@every_file
def test_sums_of_every_program_are_told_by_currency(office: Office, file: VendorFile, name: str) -> None:
    report = bring_in(office, file, name).as_json()
    currency, found = file.currency or SAID, pairs(file)
    assert report["totals"] == {currency: text([billed(item, invoice) for item, invoice in found])}
    assert report["open"] == {currency: text([left(file, invoice, item) for item, invoice in found])}


@every_way
@every_file
def test_ledger_of_every_program_a_second_time_changes_nothing(office: Office, file: VendorFile, name: str) -> None:
    bring_in(office, file, name)
    before = office.book()
    again = bring_in(office, file, name)
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 5, ())
    assert office.book() == before


@every_file
def test_workbook_after_the_text_of_the_same_ledger_changes_nothing(office: Office, file: VendorFile) -> None:
    for name in WRITERS:
        report = bring_in(office, file, name)
    assert (report.created, report.updated, report.unchanged, report.questions) == (0, 0, 5, ())


@every_file
def test_rows_of_sums_that_are_right_are_not_complained_of(office: Office, file: VendorFile) -> None:
    notices = [str(one.problem) for one in bring_in(office, file, "ledger.csv").notices]
    # Xero's last row has been seen to be zero under rows that are not; here it has one column of ages only.
    assert [one for one in notices if "add up" in one and file.name != "Xero"] == []


# ---- days and numbers that a list leaves away -----------------------------------------------------------

NO_DUE = (
    ("No", "Type", "Date", "Invoice No", "Customer Name", "Balance", "Current", "Period 1"),
    (1, "SI", "2026-01-20", "A-1", "Ashby Ltd", 10, 10, 0),
)
FULL = (
    ("Customer Name", "Invoice No", "Invoice Date", "Due Date", "Terms", "Balance"),
    ("Ashby Ltd", "A-1", "2026-01-19", "2026-03-05", "45 days", 10),
)
NO_ISSUED = (
    ("Customer Name", "Invoice No", "Due Date", "Terms", "Balance"),
    ("Ashby Ltd", "A-1", "2026-03-05", "Net 30", 10),
    ("Ashby Ltd", "A-2", "2026-03-05", "by agreement", 10),
)
CREDITS = (
    ("Customer Name", "Invoice No", "Invoice Date", "Due Date", "Balance"),
    ("Ashby Ltd", "A-1", "2026-01-20", "2026-02-20", 10),
    ("Ashby Ltd", "", "2026-01-21", "2026-01-21", -4),
)


def bring_in_rows(office: Office, rows: tuple[tuple[str | int, ...], ...]) -> Report:
    return office.bring_in(WRITERS["ledger.csv"](rows), now=NOW)


def days_in_book(office: Office) -> list[tuple[str, str, str]]:
    return [tuple(row.values()) for row in office.rows("select number, issued_on, due_on from invoice order by number")]


def sentences(report: Report) -> list[str]:
    return [str(one.problem) for one in report.notices]


def test_list_without_due_dates_says_that_they_are_the_dates_of_issue(office: Office) -> None:
    report = bring_in_rows(office, NO_DUE)
    assert days_in_book(office) == [("A-1", "2026-01-20", "2026-01-20")]
    assert any("no due dates" in one for one in sentences(report))
    # Days that were made up are no terms that were agreed.
    assert office.rows("select terms_days from account") == [{"terms_days": None}]


def test_due_dates_follow_terms_where_the_list_names_them(office: Office) -> None:
    rows = tuple((*row, more) for row, more in zip(NO_DUE, ("Terms", "Net 30"), strict=True))
    report = bring_in_rows(office, rows)
    assert days_in_book(office) == [("A-1", "2026-01-20", "2026-02-19")]
    assert not any("no due dates" in one for one in sentences(report))


def test_due_dates_follow_the_terms_that_the_book_knows(office: Office) -> None:
    bring_in_rows(office, FULL)
    later = (*NO_DUE, (2, "SI", "2026-02-01", "A-2", "Ashby Ltd", 5, 5, 0))
    bring_in_rows(office, later)
    assert days_in_book(office)[1] == ("A-2", "2026-02-01", "2026-03-18")


def test_terms_that_change_in_the_list_move_the_due_date(office: Office) -> None:
    for terms, due in (("Net 30", "2026-02-19"), ("Net 45", "2026-03-06")):
        bring_in_rows(office, tuple((*row, more) for row, more in zip(NO_DUE, ("Terms", terms), strict=True)))
        assert days_in_book(office) == [("A-1", "2026-01-20", due)]


def test_days_the_book_knows_stay_where_a_later_list_lacks_them(office: Office) -> None:
    """Though its terms would make it another due date, and the due date another day of issue."""
    header, row = FULL[0], ("Ashby Ltd", "A-1", "2026-01-19", "2026-03-10", "45 days", 10)
    bring_in_rows(office, (header, row))
    known = [("A-1", "2026-01-19", "2026-03-10")]
    assert days_in_book(office) == known
    assert bring_in_rows(office, (NO_DUE[0], (1, "SI", "2026-01-19", "A-1", "Ashby Ltd", 10, 10, 0))).unchanged == 1
    assert bring_in_rows(office, (NO_ISSUED[0], ("Ashby Ltd", "A-1", "2026-03-10", "Net 30", 10))).unchanged == 1
    assert days_in_book(office) == known


def test_dates_of_issue_are_reckoned_from_due_dates_and_it_is_said(office: Office) -> None:
    report = bring_in_rows(office, NO_ISSUED)
    assert days_in_book(office) == [("A-1", "2026-02-03", "2026-03-05"), ("A-2", "2026-03-05", "2026-03-05")]
    assert any("no invoice dates" in one for one in sentences(report))


def test_due_date_missing_in_one_row_is_refused_as_before(office: Office) -> None:
    report = bring_in_rows(office, (FULL[0], ("Ashby Ltd", "A-1", "2026-01-19", "", "", 10), FULL[1]))
    assert [(one.row, one.column) for one in report.refused] == [(2, "Due Date")]


def test_credit_note_without_a_number_is_known_by_its_day(office: Office) -> None:
    report = bring_in_rows(office, CREDITS)
    assert office.open() == {"A-1": 1000, "CN 2026-01-21": -400}
    assert any("without a number is known by its date" in one for one in sentences(report))
    assert bring_in_rows(office, CREDITS).unchanged == 2


def test_invoice_without_a_number_is_refused(office: Office) -> None:
    report = bring_in_rows(office, (*CREDITS, ("Ashby Ltd", "", "2026-01-21", "2026-01-21", 5)))
    assert [(one.row, one.column) for one in report.refused] == [(4, "Invoice No")]


def test_section_gives_number_and_name_of_its_customer(office: Office) -> None:
    file = next(one for one in VENDORS if one.name == "Sage 50")
    bring_in(office, file, "ledger.xlsx")
    accounts = office.rows("select number, name from account order by number")
    assert accounts == [
        {"number": "C-0101", "name": "Kestrel Marine Ltd"}, {"number": "C-0202", "name": "Total Energy Partners"},
    ]  # fmt: skip
