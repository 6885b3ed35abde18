"""Every row below a header is told apart: items, sections, totals, and what only the report itself says."""

from collections.abc import Iterable

import pytest
from vendor_files import KESTREL, TOTAL, VENDORS, Row, VendorFile

from rejoinder.importing.layouts.bodies import Part, body
from rejoinder.importing.layouts.finding import find_layout
from rejoinder.importing.lines import Line

HEADER = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")
ITEM = (KESTREL, "INV-1", "2026-01-05", "2026-02-04", "10.00")


def lines_of(rows: Iterable[Row]) -> list[Line]:
    return [Line(number, number, row) for number, row in enumerate(rows, start=1) if any(one != "" for one in row)]


def parts_of(rows: Iterable[Row]) -> list[Part]:
    lines = lines_of(rows)
    return list(body(iter(lines), find_layout(iter(lines))))


def roles(*rows: Row) -> list[str]:
    return [part.role for part in parts_of([HEADER, ITEM, *rows])][1:]


@pytest.mark.parametrize("file", VENDORS, ids=lambda one: one.name)
def test_items_sections_and_totals_of_every_program_are_told_apart(file: VendorFile) -> None:
    parts = parts_of(file.rows)
    assert [part.line.number for part in parts if part.role == "item"] == [item.line for item in file.items]
    assert tuple(part.line.number for part in parts if part.role == "total") == file.totals
    assert set(file.sections) <= {part.line.number for part in parts if part.role == "section"}


@pytest.mark.parametrize("file", VENDORS, ids=lambda one: one.name)
def test_items_of_every_program_have_their_customer_and_cells(file: VendorFile) -> None:
    lines = lines_of(file.rows)
    layout = find_layout(iter(lines))

    def cell(part: Part, field: str) -> object:
        place = layout.columns.places.get(field)
        return "" if place is None else part.line.cells[place]

    read = []
    for part in body(iter(lines), layout):
        if part.role == "item":
            name = cell(part, "account_name") or part.customer
            number = cell(part, "account_number") or part.account_number
            cells = [cell(part, field) for field in ("number", "issued", "due", "amount", "open")]
            read.append((part.line.number, name, number, *cells))
    assert read == [tuple(item) for item in file.items]


@pytest.mark.parametrize("file", VENDORS, ids=lambda one: one.name)
def test_no_row_of_any_program_is_lost(file: VendorFile) -> None:
    below = [line for line in lines_of(file.rows) if line.number > file.after]
    assert [part.line for part in parts_of(file.rows)] == below


@pytest.mark.parametrize(
    "words",
    ["Total", "Grand Total", "Subtotal", "Sub-total:", "Sum", "合计", "合 计", "总计", "小计", "Balance b/f", "TOTALS",
     "Kestrel Marine Ltd Total", "甲公司(小计)", "Total for Kestrel", "Closing balance"],
)  # fmt: skip
def test_row_of_sums_is_a_total_by_its_words(words: str) -> None:
    assert roles((words, "", "", "", "10.00")) == ["total"]
    assert roles(("", words, "", "", "10.00")) == ["total"]


@pytest.mark.parametrize("customer", [TOTAL, "Total Energies", "Totalgaz", "Sum Systems", "合计贸易有限公司"])
def test_customer_called_like_a_total_has_items(customer: str) -> None:
    assert roles((customer, "INV-2", "2026-01-05", "2026-02-04", "10.00")) == ["item"]
    assert roles((customer, "INV-2", "", "", "10.00")) == ["item"]


@pytest.mark.parametrize(
    "row",
    [HEADER, ("-----", "-----", "", "", "-----"), ("Page 2 of 3", "", "", "", ""), ("North", "", "", "", ""),
     ("Printed by", "AB", "", "", ""), ("", "===", "", "", "")],
)  # fmt: skip
def test_what_only_the_report_says_is_passed(row: Row) -> None:
    assert roles(row) == ["passed"]


@pytest.mark.parametrize(
    "row",
    [(KESTREL, "", "", "", "10.00"), ("", "", "", "", "10.00"), (KESTREL, "INV-2", "", "", ""),
     ("", "INV-2", "", "", ""), (KESTREL, "INV-2", "00:00.0", "00:00.0", "10.00"), ("", "", "2026-01-05", "", ""),
     ("C-9", KESTREL, "", "", ""), (KESTREL, "INV-2"), ("Total", "INV-2", "2026-01-05", "2026-02-04", "1")],
)  # fmt: skip
def test_row_that_is_not_clearly_something_else_is_an_item(row: Row) -> None:
    assert roles(row) == ["item"]


def test_section_ends_at_its_total_so_that_no_row_gets_a_wrong_customer() -> None:
    header = ("", "Date", "Num", "Due Date", "Open Balance")
    rows = (
        (KESTREL, "", "", "", ""), ("", "2026-01-05", "1", "2026-02-04", 5.0), (f"Total {KESTREL}", "", "", "", 5.0),
        ("", "2026-01-05", "2", "2026-02-04", 6.0),
    )  # fmt: skip
    assert [(part.role, part.customer) for part in parts_of([header, *rows])] == [
        ("section", KESTREL), ("item", KESTREL), ("total", KESTREL), ("item", ""),
    ]  # fmt: skip


def test_parent_goes_on_after_the_total_of_its_branch() -> None:
    header = ("", "Date", "Num", "Due Date", "Open Balance")
    branch = f"{KESTREL}:North"
    rows = (
        (KESTREL, "", "", "", ""), (branch, "", "", "", ""), ("", "2026-01-05", "1", "2026-02-04", 5.0),
        (f"Total {branch}", "", "", "", 5.0), ("", "2026-01-05", "2", "2026-02-04", 6.0),
        (f"Total {KESTREL}", "", "", "", 11.0),
    )  # fmt: skip
    parts = parts_of([header, *rows])
    assert [part.customer for part in parts if part.role == "item"] == [branch, KESTREL]
    assert [part.role for part in parts].count("total") == 2


def test_number_without_day_and_amount_below_a_section_is_no_section() -> None:
    header = ("", "Date", "Num", "Due Date", "Open Balance")
    rows = ((KESTREL, "", "", "", ""), ("", "2026-01-05", "1", "2026-02-04", 5.0), ("", "", "INV 9", "", ""))
    assert parts_of([header, *rows])[-1][0] == "item"


def test_customer_folded_in_the_report_is_given_out_to_be_refused() -> None:
    header = ("", "Due Date", "Journal", "Current", "1 - 30", "Older", "Total")
    rows = (
        ("Aged Receivable", "", "", "", "", "", 11.0), (KESTREL, "", "", "", "", "", 5.0),
        (TOTAL, "", "", "", "", "", 6.0), ("INV/1", "2026-02-04", "INV", "", 6.0, "", 6.0),
    )  # fmt: skip
    assert [part.role for part in parts_of([header, *rows])] == ["passed", "item", "section", "item"]


def test_customer_folded_at_the_very_end_is_given_out_to_be_refused() -> None:
    header = ("", "Due Date", "Journal", "Current", "1 - 30", "Older", "Total")
    rows = (
        ("Aged Receivable", "", "", "", "", "", 11.0), (TOTAL, "", "", "", "", "", 6.0),
        ("INV/1", "2026-02-04", "INV", "", 6.0, "", 6.0), (KESTREL, "", "", "", "", "", 5.0),
    )  # fmt: skip
    parts = parts_of([header, *rows])
    assert [(part.role, part.line.number) for part in parts] == [
        ("passed", 2), ("section", 3), ("item", 4), ("item", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [("A/C:", "K01", "Name:", KESTREL, "Tel:", "01632 960001"), ("K01", KESTREL, "Ann Lee", "", "", ""),
     ("K01", "K01", KESTREL, "", "", "")],
)  # fmt: skip
def test_section_row_gives_number_and_name(row: Row) -> None:
    rows = [
        ("No", "Type", "Date", "Invoice No", "Due Date", "Balance"),
        row,
        (1.0, "SI", "05/01/2026", "9", "13/01/2026", 5.0),
    ]
    item = parts_of(rows)[-1]
    assert (item.customer, item.account_number) == (KESTREL, "K01")


def test_short_rows_do_not_break_the_reading() -> None:
    assert roles((KESTREL,), (KESTREL, "INV-3", "2026-01-05")) == ["passed", "item"]
