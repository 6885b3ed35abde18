"""Where the table of a sheet begins, which of its columns is which, and what is in doubt."""

from collections.abc import Sequence
from datetime import date

import pytest
from header_lines import HEADER_LINES
from vendor_files import VENDORS, Row, VendorFile

from rejoinder.errors import Refused
from rejoinder.importing.layouts.finding import LINES_READ, Layout, find_layout
from rejoinder.importing.layouts.recognising import Recognised, match
from rejoinder.importing.layouts.titles import day_of
from rejoinder.importing.lines import Line

HEADER = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")
ITEM = ("Kestrel Marine Ltd", "INV-1", "2026-01-05", "2026-02-04", "10.00")
# The columns of a Zoho Books export, one row per line of an invoice.
ZOHO = (
    "Invoice Date|Invoice ID|Invoice Number|Estimate Number|Invoice Status|Customer Name|Company Name|Customer ID|"
    "Branch ID|Branch Name|Due Date|Expected Payment Date|PurchaseOrder|Template Name|Currency Code|Exchange Rate|"
    "Discount Type|Is Discount Before Tax|Entity Discount Percent|Entity Discount Amount|Item Name|Item Desc|Quantity|"
    "Usage unit|Item Price|Discount|Discount Amount|Expense Reference ID|Project ID|Project Name|Item Total|SubTotal|"
    "Total|Balance|Shipping Charge|Adjustment|Adjustment Description|Round Off|Sales person|Payment Terms|"
    "Payment Terms Label|Last Payment Date|Notes|Terms & Conditions|Subject|LateFee Name|LateFee Type|LateFee Rate|"
    "LateFee Amount|LateFee Frequency|WriteOff Date|WriteOff Exchange Rate|WriteOff Amount|Recurrence Name|PayPal|"
    "Authorize.Net|Google Checkout|Payflow Pro|Stripe|2Checkout|Braintree|Forte|WorldPay|Payments Pro|Square|WePay|"
    "Razorpay|GoCardless|Partial Payments|Billing Address|Billing City|Billing State|Billing Country|Billing Code|"
    "Billing Fax|Billing Phone|Shipping Address|Shipping City|Shipping State|Shipping Country|Shipping Code|"
    "Shipping Fax|Shipping Phone Number"
)


def lines_of(rows: Sequence[Row]) -> list[Line]:
    return [Line(number, number, row) for number, row in enumerate(rows, start=1) if any(one != "" for one in row)]


def layout_of(*rows: Row, kind: str = "auto", **chosen: int | None) -> Layout:
    return find_layout(iter(lines_of(rows)), kind=kind, chosen=chosen or None)


def refuse(*rows: Row) -> str:
    with pytest.raises(Refused) as problem:
        layout_of(*rows)
    return str(problem.value)


def recognise(header: str, kind: str = "invoices") -> Recognised:
    return match(tuple(header.split("|")), kind=kind)


def named(found: Recognised) -> dict[str, str]:
    return {field: found.columns.name(field) for field in found.columns.places}


# ---- columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", HEADER_LINES)
def test_every_field_of_a_real_header_gets_its_column_and_no_other(program: str) -> None:
    header, fields = HEADER_LINES[program]
    found = recognise(header)
    assert named(found) == dict(one.split("=", 1) for one in fields.split("|"))
    assert found.doubts == ()


@pytest.mark.parametrize("file", VENDORS, ids=lambda one: one.name)
def test_layout_of_every_program_is_found(file: VendorFile) -> None:
    layout = find_layout(iter(lines_of(file.rows)))
    assert (layout.kind, layout.after, layout.as_of) == (file.kind, file.after, file.as_of)
    assert dict(layout.columns.places) == dict(file.places)
    assert layout.buckets == file.buckets
    # The section of Sage's first customer stands above the header.
    assert layout.has_sections == bool(file.sections)
    assert layout.doubts == ()


@pytest.mark.parametrize(
    ("header", "field", "columns"),
    [
        ("Customer|Invoice No|Invoice Date|Due Date|Amount|Balance|Outstanding", "open", ["Balance", "Outstanding"]),
        ("Customer|Invoice No|Invoice Date|Due Date|Net due date|Amount", "due", ["Due Date", "Net due date"]),
        ("Customer|Invoice No|Bill Number|Invoice Date|Due Date|Amount", "number", ["Invoice No", "Bill Number"]),
        ("Customer|Invoice No|Invoice Date|Bill Date|Due Date|Amount", "issued", ["Invoice Date", "Bill Date"]),
        ("Customer|Invoice No|Invoice Date|Due Date|Amount|Total", "amount", ["Amount", "Total"]),
        ("客户名称|发票号|发票日期|到期日|金额|未收金额|应收余额", "open", ["未收金额", "应收余额"]),
    ],
)
def test_columns_between_which_nothing_decides_leave_a_doubt(header: str, field: str, columns: list[str]) -> None:
    found = recognise(header)
    names = header.split("|")
    assert [(one.field, [names[place] for place in one.places]) for one in found.doubts] == [(field, columns)]
    assert found.columns.name(field) == columns[0]


@pytest.mark.parametrize(
    "header",
    [
        "Customer|Invoice No|Invoice ID|Document Number|Invoice Date|Posting Date|Due Date|Amount",
        "Customer|Document No|Document Date|Posting Date|Due Date|Amount in local currency|Amount in doc. curr.",
        "Customer|Invoice No|Invoice Date|Due Date|Invoice Amount|Total|Open Amount|Remaining Balance",
        "Customer|Invoice No|Date|Created At|Due Date|Amount",
        "客户名称|发票号|单据编号|发票日期|单据日期|到期日|价税合计|金额|未收金额",
        "Customer Name|Customer No|Account No|Invoice No|Invoice Date|Due Date|Amount|Currency|Local Currency",
    ],
)
def test_convention_decides_without_a_doubt(header: str) -> None:
    assert recognise(header).doubts == ()


def test_what_a_person_chose_wins_and_leaves_no_doubt() -> None:
    header = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount", "Balance", "Outstanding")
    layout = layout_of(header, (*ITEM, "1.00", "2.00"), open=6)
    assert (layout.columns.name("open"), layout.doubts) == ("Outstanding", ())
    without = layout_of(header, (*ITEM, "1.00", "2.00"), open=None)
    assert ("open" in without.columns.places, without.doubts) == (False, ())


@pytest.mark.parametrize(
    "other",
    ["Days past due", "Days overdue", "Discount amount", "Discount date", "Discount due date", "PO Number", "P.O. #",
     "Purchase order no", "Tax amount", "VAT amount", "Tax total", "Credit limit", "Freight amount", "Exchange rate",
     "Item price", "Line total tax", "Write-off amount", "Write-off date", "Ship date", "Delivery date", "Order number",
     "Order date", "Late fee amount", "Promised payment date", "Unapplied", "Customer PO", "Bank account", "VAT number",
     "Tax number", "Quantity", "逾期天数", "逾期金额", "信用额度", "税额", "不含税金额", "折扣金额", "合同编号", "订单号",
     "预计付款日期", "税号", "开户行账号"],
)  # fmt: skip
def test_other_column_is_never_taken_for_a_day_an_amount_or_a_number(other: str) -> None:
    """Neither beside the right ones nor where they are missing."""
    fields = {"number", "issued", "due", "amount", "open", "paid", "paid_on", "account_number", "account_name"}
    for header in ("|".join((*HEADER, other)), f"Customer|{other}", f"{other}|Description"):
        found = recognise(header)
        assert other not in [found.columns.name(field) for field in fields & found.columns.places.keys()]
        assert found.doubts == ()


@pytest.mark.parametrize(
    ("header", "field"),
    [("Inv. Due Dt", "due"), ("InvoiceDueDate (local)", "due"), ("Inv Nr.", "number"), ("Customer name & address", "account_name"),
     ("Outstanding amt", "open"), ("Invoice total (gross)", "amount"), ("Cust. code", "account_number"),
     ("发票到期日期", "due"), ("本期应收余额", "open"), ("客户编号（新）", "account_number")],
)  # fmt: skip
def test_header_that_no_list_names_is_told_by_its_words(header: str, field: str) -> None:
    assert named(recognise(f"{header}|Remarks")) == {field: header}


def test_wide_sheet_gives_the_same_columns_as_a_narrow_one() -> None:
    header = tuple(ZOHO.split("|"))
    row = dict.fromkeys(header, "") | {
        "Invoice Date": "2026-01-05", "Invoice Number": "INV-1", "Invoice Status": "Overdue", "Customer Name": "Kestrel",
        "Customer ID": "2520", "Due Date": "2026-02-04", "Currency Code": "USD", "Item Total": "25.50", "Total": "1200.00",
        "Balance": "1200.00", "Payment Terms": "30", "Discount Amount": "0.00", "LateFee Amount": "0.00",
    }  # fmt: skip
    layout = layout_of(header, tuple(row.values()))
    assert len(header) == 83
    assert (layout.kind, layout.doubts) == ("invoices", ())
    assert {field: layout.columns.name(field) for field in layout.columns.places} == {
        "issued": "Invoice Date", "number": "Invoice Number", "status": "Invoice Status", "due": "Due Date",
        "account_name": "Customer Name", "account_number": "Customer ID", "currency": "Currency Code", "amount": "Total",
        "open": "Balance", "terms": "Payment Terms", "paid_on": "Last Payment Date",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "header", "fields"),
    [
        ("payments", "Payment Date|Customer Name|Invoice Number|Amount Received|Reference|Currency",
         "received_on=Payment Date|account_name=Customer Name|number=Invoice Number|amount=Amount Received|"
         "reference=Reference|currency=Currency"),
        ("payments", "收款日期|客户名称|收款金额|流水号|发票号", "received_on=收款日期|account_name=客户名称|amount=收款金额|"
         "reference=流水号|number=发票号"),
        ("contacts", "Account No|Company|First Name|Last Name|Email|Phone|Mobile|Job Title|City|Country|Payment Terms",
         "account_number=Account No|account_name=Company|first_name=First Name|last_name=Last Name|email=Email|"
         "telephone=Phone|mobile=Mobile|role=Job Title|city=City|country=Country|terms=Payment Terms"),
        ("contacts", "客户编码|客户名称|联系人|职务|电话|手机|邮箱|城市|国家", "account_number=客户编码|account_name=客户名称|"
         "contact_name=联系人|role=职务|telephone=电话|mobile=手机|email=邮箱|city=城市|country=国家"),
    ],
)  # fmt: skip
def test_payments_and_contacts_are_told_from_invoices(kind: str, header: str, fields: str) -> None:
    names = tuple(header.split("|"))
    samples = {"Payment Date": "2026-01-05", "收款日期": "2026-01-05", "Amount Received": "10.00", "收款金额": "10.00"}
    layout = layout_of(names, tuple(samples.get(one, "x1") for one in names))
    assert layout.kind == kind
    assert {field: layout.columns.name(field) for field in layout.columns.places} == dict(
        one.split("=") for one in fields.split("|")
    )


# ---- lines above -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("As of 31 December 2025", date(2025, 12, 31)),
        ("As at 31 March 2026", date(2026, 3, 31)),
        ("As of Mar 31, 2026", date(2026, 3, 31)),
        ("As of December 31st, 2025", date(2025, 12, 31)),
        ("截止日期：2026-03-31", date(2026, 3, 31)),
        ("截至 2026年3月31日", date(2026, 3, 31)),
        ("1-Apr-26 to 16-Apr-26", date(2026, 4, 16)),
        ("Report date: 2026-03-31", date(2026, 3, 31)),
        ("As of 31/03/2026", date(2026, 3, 31)),
        ("As of 03/31/2026", date(2026, 3, 31)),
        # It could be two days, so that it is none.
        ("As of 04/03/2026", None),
        ("As of 31 Brumaire 2026", None),
        ("As of 31 February 2026", None),
        ("Ageing by due date", None),
        ("Harbour Supplies, founded 1 May 1926", None),
    ],
)
def test_day_of_the_report_stands_in_its_title(title: str, day: date | None) -> None:
    assert day_of(lines_of([("A/R Aging Detail", ""), (title, "")])) == day
    assert layout_of((title, "", "", "", ""), HEADER, ITEM).as_of == day


def test_day_of_the_report_may_stand_beside_its_label() -> None:
    assert day_of(lines_of([("As of date", "", date(2026, 3, 31))])) == date(2026, 3, 31)
    assert day_of(lines_of([("截止日期", "2026-03-31")])) == date(2026, 3, 31)


# ---- where the header stands -----------------------------------------------------------------------------


@pytest.mark.parametrize("above", range(20))
def test_header_is_found_behind_title_rows(above: int) -> None:
    titles = [
        (f"Harbour Supplies Ltd, page {number}", "", "", "", "")
        if number % 3
        else ("Customer group", "North", "", "", "")
        for number in range(above)
    ]
    layout = layout_of(*titles, HEADER, ITEM, ITEM)
    assert (layout.after, layout.columns.header) == (above + 1, HEADER)


def test_second_line_that_names_only_columns_belongs_to_the_header_of_a_single_row() -> None:
    rows: list[Row] = [
        ("Customer No", "Invoice", "Invoice Date", "Due Date", "Original", "Open"),
        ("", "", "", "", "Amount", "Amount"),
        ("C1", "A-1", date(2024, 1, 5), date(2024, 2, 4), 4.22, 2.11),
    ]
    places = find_layout(lines_of(rows)).columns.places
    assert (places["amount"], places["open"]) == (4, 5)


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (("Date", "Ref. No.", "Party's Name", "Opening", "Pending", "Due on"), ("", "", "", "Amount", "Amount", "")),
        (("Invoice", "Invoice", "Customer", "Open", "Due"), ("Number", "Date", "Name", "Amount", "Date")),
    ],
)
def test_two_lines_together_name_the_columns(top: Row, bottom: Row) -> None:
    cells = {"Date": "2026-01-05", "Ref. No.": "1", "Number": "1", "Party's Name": "Kestrel", "Name": "Kestrel"}
    row = tuple(cells.get(str(one), cells.get(str(two), "5.00")) for one, two in zip(top, bottom, strict=True))
    row = tuple("2026-02-04" if one == "Due on" or (one, two) == ("Due", "Date") else cell
                for one, two, cell in zip(top, bottom, row, strict=True))  # fmt: skip
    layout = layout_of(top, bottom, row)
    assert layout.after == 2
    assert {"number", "issued", "due", "open", "account_name"} <= layout.columns.places.keys()


def test_only_the_first_lines_are_read() -> None:
    read: list[int] = []

    def lines() -> object:
        for line in lines_of([HEADER, *[ITEM] * 500]):
            read.append(line.number)
            yield line

    find_layout(lines())  # type: ignore[arg-type]
    assert len(read) == LINES_READ


# ---- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("", "Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "Total"), ("Kestrel", 1, 2, 3, 4, 5, 15)),
        (("Customer account", "Name", "Current", "30 days", "60 days", "180 and over", "Balance"),
         ("C-1", "Kestrel", 1, 2, 3, 4, 10)),
        (("客户名称", "应收款合计", "未逾期金额", "1～30天", "31～60天", ">365天"), ("甲公司", 10, 1, 2, 3, 4)),
        (("往来单位", "应收类别", "期末余额", "逾期金额", "账龄0-30天", "账龄31-60天"), ("甲公司", "货款", 10, 1, 2, 3)),
        (("customerNumber", "name", "currencyCode", "balanceDue", "currentAmount"), ("C-1", "Kestrel", "USD", 10, 10)),
    ],
)  # fmt: skip
def test_summary_without_invoice_numbers_says_what_to_export(header: Row, row: Row) -> None:
    problem = refuse(header, row, row)
    assert "summary" in problem
    assert "Export the details, with one row for each invoice." in problem


def test_table_without_names_of_columns_is_refused_with_its_first_cells() -> None:
    problem = refuse(ITEM, ITEM)
    assert problem.endswith("The first cells are: Kestrel Marine Ltd, INV-1, 2026-01-05, 2026-02-04, 10.00.")


def test_empty_sheet_and_header_alone_are_refused() -> None:
    assert refuse() == "This file is empty."
    assert refuse(HEADER) == "This file has a header and no rows below it."


@pytest.mark.parametrize(
    ("without", "called"),
    [("Customer", "the customer's number or name"), ("Invoice No", "the invoice number"),
     ("Invoice Date", "the invoice date"), ("Due Date", "the due date"), ("Amount", "the amount")],
)  # fmt: skip
def test_missing_column_is_named(without: str, called: str) -> None:
    place = HEADER.index(without)
    header, row = (one[:place] + one[place + 1 :] for one in (HEADER, ITEM))
    assert refuse(header, row).startswith(f"No column for {called} was found among ")
