"""Small ledgers as the programs in use export them: the same five invoices of two invented customers in every layout.

One customer is called like a row of sums, one item is a credit note. Each file says which column is which, which rows
are items, sections and sums, and in which order it writes days.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

Row = tuple[str | float | date, ...]


class Invoice(NamedTuple):
    code: str
    customer: str
    number: str
    issued: date
    due: date
    amount: float
    open: float


class Item(NamedTuple):
    """What must be read in a row: the customer's name and number, and the cells that hold the rest ("" where none)."""

    line: int
    customer: str
    account_number: str
    number: str | float | date
    issued: str | float | date
    due: str | float | date
    amount: str | float | date
    open: str | float | date


KESTREL, TOTAL = "Kestrel Marine Ltd", "Total Energy Partners"
INVOICES = (
    Invoice("C-0101", KESTREL, "INV-1001", date(2026, 1, 5), date(2026, 2, 4), 1200.0, 1200.0),
    Invoice("C-0101", KESTREL, "INV-1002", date(2026, 1, 20), date(2026, 2, 19), 850.5, 350.5),
    Invoice("C-0101", KESTREL, "CN-2001", date(2026, 2, 2), date(2026, 2, 2), -100.0, -100.0),
    Invoice("C-0202", TOTAL, "INV-1003", date(2026, 2, 13), date(2026, 3, 15), 4300.25, 4300.25),
    Invoice("C-0202", TOTAL, "INV-1004", date(2026, 3, 1), date(2026, 3, 31), 99.99, 99.99),
)
CUSTOMERS = {code: [one for one in INVOICES if one.code == code] for code in ("C-0101", "C-0202")}


@dataclass(frozen=True)
class VendorFile:
    """A ledger in one program's layout; `places` says by field which column (from 0) holds it."""

    name: str
    rows: tuple[Row, ...]
    places: Mapping[str, int]
    items: tuple[Item, ...]
    totals: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    after: int = 1
    currency: str = ""
    dates: str = "ymd"
    as_of: date | None = None
    kind: str = "invoices"
    buckets: tuple[int, ...] = ()


@dataclass
class _Sheet:
    """A file being written line by line."""

    rows: list[Row] = field(default_factory=list)
    items: list[tuple[int, Invoice]] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)

    def add(self, *rows: Row) -> None:
        self.rows += rows

    def item(self, invoice: Invoice, row: Row) -> None:
        self.add(row)
        self.items.append((len(self.rows), invoice))

    def section(self, *rows: Row) -> None:
        for row in rows:
            self.add(row)
            self.sections.append(len(self.rows))

    def total(self, *rows: Row) -> None:
        for row in rows:
            self.add(row)
            self.totals.append(len(self.rows))

    def file(
        self, name: str, places: Mapping[str, int], *, after: int, numbers: bool = True, **said: object
    ) -> VendorFile:
        """Close the file; `numbers`: it has the customers' numbers."""

        def cell(line: int, one: str) -> str | float | date:
            return self.rows[line - 1][places[one]] if one in places else ""

        items = tuple(
            Item(
                line, invoice.customer if said.get("names", True) else "", invoice.code if numbers else "",
                *(cell(line, one) for one in ("number", "issued", "due", "amount", "open")),
            )
            for line, invoice in self.items
        )  # fmt: skip
        said.pop("names", None)
        return VendorFile(
            name, tuple(self.rows), dict(places), items, tuple(self.totals), tuple(self.sections), after, **said
        )  # type: ignore[arg-type]


def us(day: date) -> str:
    return day.strftime("%m/%d/%Y")


def german(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def british(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def iso(day: date) -> str:
    return day.isoformat()


def in_words(day: date) -> str:
    return f"{day.day}-{day.strftime('%b-%y')}"


def comma(amount: float) -> str:
    """1.234,56, a minus behind it."""
    text = f"{abs(amount):,.2f}".translate(str.maketrans(".,", ",."))
    return text + ("-" if amount < 0 else "")


def dollars(amount: float) -> str:
    return f"$-{-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def plain(amount: float) -> str:
    return f"{amount:,.2f}"


def _open(invoices: list[Invoice]) -> float:
    return round(sum(one.open for one in invoices), 2)


ALL_OPEN = round(sum(one.open for one in INVOICES), 2)


def _flat(
    name: str,
    header: str,
    row: Callable[[Invoice], Row],
    places: str,
    *,
    above: tuple[Row, ...] = (),
    second: Row = (),
    total: Row = (),
    **said: object,
) -> VendorFile:
    """Write a plain list; `places` names by "field=header"."""
    sheet = _Sheet()
    names = tuple(header.split("|"))
    sheet.add(*above, names)
    if second:
        sheet.add(second)
    after = len(sheet.rows)
    for invoice in INVOICES:
        sheet.item(invoice, row(invoice))
    if total:
        sheet.total(total)
    where = {one.split("=")[0]: names.index(one.split("=")[1]) for one in places.split("|")}
    return sheet.file(
        name, where, after=after, numbers="account_number" in where, names="account_name" in where, **said
    )


def _sap_english() -> VendorFile:
    header = (
        "Company Code|Customer|Document Number|Document Type|Posting Date|Document Date|Net due date|"
        "Amount in local currency|Local Currency|Amount in doc. curr.|Document currency|Clearing Document|Clearing Date|"
        "Special G/L ind.|Reference|Assignment|Text"
    )
    return _flat(
        "SAP FBL5N", header,
        lambda one: ("1000", one.code, one.number, "RV", german(one.issued), german(one.issued), german(one.due),
                     comma(one.amount * 2), "EUR", comma(one.amount), "USD", "", "", "", "", "", ""),
        "account_number=Customer|number=Document Number|issued=Document Date|due=Net due date|"
        "amount=Amount in doc. curr.|currency=Document currency|doc_type=Document Type|paid_on=Clearing Date",
        total=("", "Total", "", "", "", "", "", comma(12701.48), "EUR", comma(6350.74), "USD", "", "", "", "", "", ""),
        currency="USD", dates="dmy",
    )  # fmt: skip


def _sap_chinese(clearing: str) -> VendorFile:
    header = (
        f"公司代码|客户编码|客户描述|会计凭证编号|凭证类型|凭证日期|过账日期|净收付到期日|清{clearing}日期|清{clearing}凭证|"
        "按本位币计的金额|凭证货币金额|凭证货币|付款条件|付款条款描述|逾期天数|项目文本"
    )
    return _flat(
        f"SAP 清{clearing}", header,
        lambda one: ("1000", one.code, one.customer, one.number, "RV", german(one.issued), german(one.issued),
                     german(one.due), "", "", comma(one.amount * 7), comma(one.amount), "USD", "N030", "30天", 3, ""),
        f"account_number=客户编码|account_name=客户描述|number=会计凭证编号|issued=凭证日期|due=净收付到期日|"
        f"amount=凭证货币金额|currency=凭证货币|terms=付款条件|doc_type=凭证类型|paid_on=清{clearing}日期",
        second=("BUKRS", "KUNNR", "NAME1", "BELNR", "BLART", "BLDAT", "BUDAT", "FAEDT", "AUGDT", "AUGBL", "DMBTR",
                "WRBTR", "WAERS", "ZTERM", "TEXT1", "VERZN", "SGTXT"),
        currency="USD", dates="dmy",
    )  # fmt: skip


def _highradius() -> VendorFile:
    return _flat(
        "HighRadius",
        "business_code|cust_number|name_customer|clear_date|buisness_year|doc_id|posting_date|document_create_date|"
        "document_create_date.1|due_in_date|invoice_currency|document type|posting_id|area_business|total_open_amount|"
        "baseline_create_date|cust_payment_terms|invoice_id|isOpen",
        lambda one: ("U001", one.code, one.customer, "", 2026.0, 1930438491.0, iso(one.issued),
                     int(one.issued.strftime("%Y%m%d")), float(one.issued.strftime("%Y%m%d")),
                     float(one.due.strftime("%Y%m%d")), "USD", "RV", 1.0, "", one.open, 20260105.0, "NAH4",
                     one.number, 1),
        "account_number=cust_number|account_name=name_customer|number=invoice_id|issued=document_create_date|"
        "due=due_in_date|open=total_open_amount|currency=invoice_currency|terms=cust_payment_terms|"
        "doc_type=document type|paid_on=clear_date",
        currency="USD",
    )  # fmt: skip


def _oracle() -> VendorFile:
    return _flat(
        "Oracle ageing",
        "Customer Organization Name|Customer Account Number|Customer Account Description|Accounting Flexfield|"
        "Invoice/Transaction Number|Due Date|Days Outstanding|Outstanding Amount|Payment Terms|Current|31-60|61-90|"
        "91-120|121-150|151-180|181+",
        lambda one: (one.customer, one.code, "", "01.130", one.number, in_words(one.due), 30, one.open, "30 NET",
                     one.open, 0, 0, 0, 0, 0, 0),
        "account_number=Customer Account Number|account_name=Customer Organization Name|"
        "number=Invoice/Transaction Number|due=Due Date|open=Outstanding Amount|terms=Payment Terms",
        buckets=tuple(range(9, 16)),
    )  # fmt: skip


def _oracle_table() -> VendorFile:
    return _flat(
        "Oracle table",
        "CUSTOMER_NUMBER|CUSTOMER_NAME|TRX_NUMBER|TRX_DATE|DUE_DATE|AMOUNT_DUE_ORIGINAL|AMOUNT_DUE_REMAINING|"
        "INVOICE_CURRENCY_CODE|CLASS|STATUS",
        lambda one: (one.code, one.customer, one.number, in_words(one.issued), in_words(one.due), one.amount, one.open,
                     "GBP", "INV", "OP"),
        "account_number=CUSTOMER_NUMBER|account_name=CUSTOMER_NAME|number=TRX_NUMBER|issued=TRX_DATE|due=DUE_DATE|"
        "amount=AMOUNT_DUE_ORIGINAL|open=AMOUNT_DUE_REMAINING|currency=INVOICE_CURRENCY_CODE|doc_type=CLASS|status=STATUS",
        currency="GBP",
    )  # fmt: skip


def _dynamics() -> VendorFile:
    return _flat(
        "Dynamics 365 F&O",
        "Customer account|Name|Customer group|Voucher|Invoice|Transaction type|Description|Date|Due date|Days past due|"
        "Amount in transaction currency|Balance|Currency|Payment terms",
        lambda one: (one.code, one.customer, "10", "V-1", one.number, "Sales", "", one.issued, one.due, 12, one.amount,
                     one.open, "EUR", "Net30"),
        "account_number=Customer account|account_name=Name|number=Invoice|issued=Date|due=Due date|"
        "amount=Amount in transaction currency|open=Balance|currency=Currency|terms=Payment terms|"
        "doc_type=Transaction type",
        currency="EUR",
    )  # fmt: skip


def _business_central(header: str, places: str, name: str) -> VendorFile:
    return _flat(
        name, header,
        lambda one: (7.0, one.code, one.customer, one.issued, one.issued, "Invoice", one.number, "X-9", "Order", "USD",
                     one.amount, one.amount * 2, one.open, one.open * 2, one.due, "Yes", "", "JR"),
        places,
        currency="USD",
    )  # fmt: skip


def _quickbooks_flat() -> VendorFile:
    return _flat(
        "QuickBooks Online", "Num|Customer|Date|Due Date|Amount|Open Balance|P.O. #",
        lambda one: (one.number, one.customer, us(one.issued), us(one.due), plain(one.amount), plain(one.open), ""),
        "number=Num|account_name=Customer|issued=Date|due=Due Date|amount=Amount|open=Open Balance",
        above=(("Harbour Supplies", "", "", "", "", "", ""), ("A/R Aging Detail", "", "", "", "", "", ""),
               ("As of 31 December 2025", "", "", "", "", "", "")),
        total=("TOTAL", "", "", "", "", plain(ALL_OPEN), ""),
        dates="mdy", as_of=date(2025, 12, 31),
    )  # fmt: skip


def _quickbooks_bands() -> VendorFile:
    """Grouped by ageing band: the headings between the rows are no customers."""
    sheet = _Sheet()
    sheet.add(
        ("A/R Aging Detail", "", "", "", "", "", "", ""),
        ("As of Mar 31, 2026", "", "", "", "", "", "", ""),
        ("", "Date", "Transaction Type", "Num", "Customer", "Due Date", "Amount", "Open Balance"),
    )
    for band, code in (("1 - 30 days past due", "C-0101"), ("Current", "C-0202")):
        sheet.add((band, "", "", "", "", "", "", ""))
        for one in CUSTOMERS[code]:
            row = ("", us(one.issued), "Invoice", one.number, one.customer, us(one.due), one.amount, one.open)
            sheet.item(one, row)
        sheet.total((f"Total for {band}", "", "", "", "", "", "", _open(CUSTOMERS[code])))
    places = {
        "issued": 1, "doc_type": 2, "number": 3, "account_name": 4, "due": 5, "amount": 6, "open": 7,
    }  # fmt: skip
    return sheet.file("QuickBooks by band", places, after=3, numbers=False, dates="mdy", as_of=date(2026, 3, 31))


def _quickbooks_grouped() -> VendorFile:
    sheet = _Sheet()
    sheet.add(
        ("Harbour Supplies",), ("A/R Aging Detail",), ("As of 31 December 2025",),
        ("", "Transaction Type", "Date", "Num", "Due Date", "Past Due", "Amount", "Open Balance"),
    )  # fmt: skip
    for code in CUSTOMERS:
        sheet.section((CUSTOMERS[code][0].customer, "", "", "", "", "", "", ""))
        for one in CUSTOMERS[code]:
            kind = "Credit Memo" if one.amount < 0 else "Invoice"
            sheet.item(one, ("", kind, us(one.issued), one.number, us(one.due), 5, plain(one.amount), plain(one.open)))
        sheet.total((f"Total for {CUSTOMERS[code][0].customer}", "", "", "", "", "", "", plain(_open(CUSTOMERS[code]))))
    sheet.total(("TOTAL", "", "", "", "", "", "", plain(ALL_OPEN)))
    sheet.add(("Wednesday, December 31, 2025 09:12 AM GMT",))
    places = {"doc_type": 1, "issued": 2, "number": 3, "due": 4, "amount": 6, "open": 7}
    return sheet.file("QuickBooks grouped", places, after=4, numbers=False, dates="mdy", as_of=date(2025, 12, 31))


def _quickbooks_desktop() -> VendorFile:
    """Empty columns stand between the filled ones, the customer on a row of its own."""

    def spread(filled: dict[int, str | float | date]) -> Row:
        return tuple(filled.get(place, "") for place in range(22))

    sheet = _Sheet()
    sheet.add(spread({5: "Type", 7: "Date", 9: "Num", 11: "P. O. #", 13: "Terms", 15: "Due Date", 17: "Class",
                      19: "Aging", 21: "Open Balance"}))  # fmt: skip
    for code in CUSTOMERS:
        sheet.section(spread({1: CUSTOMERS[code][0].customer}))
        for one in CUSTOMERS[code]:
            sheet.item(one, spread({5: "Invoice", 7: one.issued, 9: one.number, 13: "Net 30", 15: one.due, 19: 4,
                                    21: one.open}))  # fmt: skip
        sheet.total(spread({1: f"Total {CUSTOMERS[code][0].customer}", 21: _open(CUSTOMERS[code])}))
    sheet.total(spread({0: "TOTAL", 21: ALL_OPEN}))
    places = {"doc_type": 5, "issued": 7, "number": 9, "terms": 13, "due": 15, "open": 21}
    return sheet.file("QuickBooks Desktop", places, after=1, numbers=False, dates="mdy")


def _xero() -> VendorFile:
    header = (
        "Contact Account Number", "Primary Person", "Phone", "Email", "Invoice Date", "Due Date", "Expected Date",
        "Invoice Number", "Invoice Reference", "Current", "< 1 Month", "1 Month", "2 Months", "3 Months", "Older", "",
        "Total", "Outstanding Tax", "Invoice Seen",
    )  # fmt: skip
    sheet = _Sheet()
    sheet.add(
        ("Aged Receivables Detail",), ("Harbour Supplies",), ("As at 31 March 2026",), ("Ageing by due date",), header
    )
    for code in CUSTOMERS:
        sheet.section((CUSTOMERS[code][0].customer, *[""] * 18))
        for one in CUSTOMERS[code]:
            number = "" if one.amount < 0 else one.number
            sheet.item(one, (one.code, "Ann Lee", "01632 960001", "ann@example.com", one.issued, one.due, "", number, "",
                             0.0, one.open, 0.0, 0.0, 0.0, 0.0, "", one.open, 0.0, "Not seen"))  # fmt: skip
        sheet.total((f"Total {CUSTOMERS[code][0].customer}", *[""] * 15, _open(CUSTOMERS[code]), 0.0, ""))
    sheet.total(("Total", *[""] * 8, 0.0, ALL_OPEN, 0.0, 0.0, 0.0, 0.0, "", 0.0, 0.0, ""))
    places = {"account_number": 0, "issued": 4, "due": 5, "number": 7, "open": 16}
    return sheet.file("Xero", places, after=5, as_of=date(2026, 3, 31), buckets=(9, 10, 11, 12, 13, 14))


def _sage() -> VendorFile:
    """The customer's line stands above each header, which is repeated."""
    header = ("No", "Type", "Date", "Ref", "Details", "Balance", "Future", "Current", "Period 1", "Period 2", "Older")
    sheet = _Sheet()
    sheet.add(("Aged Debtors Analysis (Detailed)", *[""] * 10))
    for place, code in enumerate(CUSTOMERS):
        line = (code, CUSTOMERS[code][0].customer, "Ann Lee", "01632 960001", *[""] * 7)
        sheet.section(line) if place else sheet.add(line)
        sheet.add(header)
        for one in CUSTOMERS[code]:
            sheet.item(one, (12.0, "SI", british(one.issued), one.number, "Goods", one.open, 0, one.open, 0, 0, 0))
        sheet.total(("", "", "", "", "Total:", _open(CUSTOMERS[code]), 0, _open(CUSTOMERS[code]), 0, 0, 0))
        sheet.add(("Turnover:", 9000.0, *[""] * 9), ("Credit Limit £:", 5000.0, *[""] * 9))
    places = {"doc_type": 1, "issued": 2, "number": 3, "open": 5}
    return sheet.file("Sage 50", places, after=3, dates="dmy", buckets=(6, 7, 8, 9, 10))


def _tally() -> VendorFile:
    sheet = _Sheet()
    sheet.add(
        ("Group :", "Sundry Debtors", "", "1-Apr-25 to 16-Apr-26", "", "", ""),
        ("Details of:", "Pending Bills", "", "", "", "", ""),
        ("Date", "Ref. No.", "Party's Name", "Opening", "Pending", "Due on", "Overdue"),
        ("", "", "", "Amount", "Amount", "", "by days"),
    )
    for code in CUSTOMERS:
        sheet.section(("", "", CUSTOMERS[code][0].customer, "", "", "", ""))
        for one in CUSTOMERS[code]:
            sheet.item(one, (in_words(one.issued), one.number, "", one.amount, one.open, in_words(one.due), 30.0))
        sheet.total(("", "", "", _open(CUSTOMERS[code]), _open(CUSTOMERS[code]), "", ""))
    sheet.total(("", "", "", ALL_OPEN, ALL_OPEN, "", ""))
    places = {"issued": 0, "number": 1, "account_name": 2, "amount": 3, "open": 4, "due": 5}
    return sheet.file("Tally", places, after=4, numbers=False, as_of=date(2026, 4, 16))


def _odoo(name: str, header: tuple[str, ...], row: Callable[[Invoice], Row], places: Mapping[str, int], **said: object
          ) -> VendorFile:  # fmt: skip
    width = len(header)

    def sums(title: str, amount: float) -> Row:
        return (title, *[""] * (width - 2), amount)

    sheet = _Sheet()
    sheet.add(header, sums("Aged Receivable", ALL_OPEN))
    for code in CUSTOMERS:
        sheet.section(sums(CUSTOMERS[code][0].customer, _open(CUSTOMERS[code])))
        for one in CUSTOMERS[code]:
            sheet.item(one, row(one))
        sheet.total(sums(f"Total {CUSTOMERS[code][0].customer}", _open(CUSTOMERS[code])))
    sheet.total(sums("Total Aged Receivable", ALL_OPEN))
    return sheet.file(name, places, after=1, numbers=False, dates="mdy", **said)


def _odoo_old() -> VendorFile:
    return _odoo(
        "Odoo old",
        ("", "Due Date", "Journal", "Account", "Exp. Date", "As of: 03/31/2026", "1 - 30", "31 - 60", "61 - 90",
         "91 - 120", "Older", "Total"),
        lambda one: (one.number, us(one.due), "INV", "121000", "", 0.0, one.open, 0.0, 0.0, 0.0, 0.0, one.open),
        {"number": 0, "due": 1, "open": 11}, buckets=(5, 6, 7, 8, 9, 10),
    )  # fmt: skip


def _odoo_new() -> VendorFile:
    return _odoo(
        "Odoo 16",
        ("", "Invoice Date", "Due Date", "Amount Currency", "Currency", "Account", "At Date", "1 - 30", "31 - 60",
         "61 - 90", "91 - 120", "Older", "Total"),
        lambda one: (one.number, us(one.issued), us(one.due), one.open, "EUR", "121000", 0.0, one.open * 2, 0.0, 0.0,
                     0.0, 0.0, one.open * 2),
        {"number": 0, "issued": 1, "due": 2, "open": 3, "currency": 4}, currency="EUR", buckets=(6, 7, 8, 9, 10, 11),
    )  # fmt: skip


def _oca() -> VendorFile:
    sheet = _Sheet()
    sheet.add(("Date", "Entry", "Journal", "Account", "Partner", "Ref - Label", "Due date", "Original", "Residual",
               "Cur.", "Cur. Original", "Cur. Residual"))  # fmt: skip
    for code in CUSTOMERS:
        sheet.add((CUSTOMERS[code][0].customer, *[""] * 11))
        for one in CUSTOMERS[code]:
            sheet.item(one, (us(one.issued), one.number, "INV", "121000", one.customer, "", us(one.due), one.amount * 2,
                             one.open * 2, "USD", one.amount, one.open))  # fmt: skip
        sheet.total(("Ending balance", *[""] * 7, _open(CUSTOMERS[code]) * 2, "", "", ""))
    places = {"issued": 0, "number": 1, "account_name": 4, "due": 6, "currency": 9, "amount": 10, "open": 11}
    return sheet.file("OCA open items", places, after=1, numbers=False, dates="mdy", currency="USD")


def _oca_ageing() -> VendorFile:
    return _flat(
        "OCA ageing",
        "Date|Entry|Journal|Account|Partner|Ref - Label|Due date|Residual|Current|Age ≤ 30 d.|Age ≤ 60 d.|Age ≤ 90 d.|"
        "Age ≤ 120 d.|Older",
        lambda one: (one.issued, one.number, "INV", "121000", one.customer, "", one.due, one.open, one.open, 0, 0, 0, 0,
                     0),
        "issued=Date|number=Entry|account_name=Partner|due=Due date|open=Residual",
        buckets=(8, 9, 10, 11, 12, 13),
    )  # fmt: skip


def _erpnext() -> VendorFile:
    return _flat(
        "ERPNext",
        "Posting Date|Party Type|Party|Receivable Account|Customer Name|Cost Center|Voucher Type|Voucher No|Due Date|"
        "Invoiced Amount|Paid Amount|Credit Note|Outstanding Amount|Age (Days)|0-30|31-60|61-90|91-120|121-Above|"
        "Currency|Future Payment Amount|Remaining Balance|Customer LPO|Territory|Customer Group|Remarks",
        lambda one: (iso(one.issued), "Customer", one.code, "Debtors", one.customer, "Main", "Sales Invoice", one.number,
                     iso(one.due), one.amount, one.amount - one.open, 0, one.open, 9, one.open, 0, 0, 0, 0, "INR", 0,
                     one.open, "", "All", "Trade", ""),
        "issued=Posting Date|account_number=Party|account_name=Customer Name|number=Voucher No|due=Due Date|"
        "amount=Invoiced Amount|paid=Paid Amount|open=Outstanding Amount|currency=Currency|doc_type=Voucher Type",
        total=("Total", *[""] * 8, 6350.74, 500.0, 0, ALL_OPEN, "", ALL_OPEN, 0, 0, 0, 0, "", 0, 0, "", "", "", ""),
        currency="INR", buckets=(14, 15, 16, 17, 18),
    )  # fmt: skip


def _zoho() -> VendorFile:
    """Each row is a line of an invoice, and repeats the invoice's totals."""
    return _flat(
        "Zoho Books",
        "Invoice Date|Invoice ID|Invoice Number|Estimate Number|Invoice Status|Customer Name|Company Name|Customer ID|"
        "Due Date|Expected Payment Date|Currency Code|Exchange Rate|Discount Amount|Item Name|Item Price|Item Total|"
        "SubTotal|Total|Balance|Adjustment|Payment Terms|Payment Terms Label|Last Payment Date|LateFee Amount",
        lambda one: (iso(one.issued), "25200180000731", one.number, "", "Overdue", one.customer, one.customer, one.code,
                     iso(one.due), "", "USD", "1.00", "0.00", "Rope", "4.25", "25.50", one.amount, one.amount, one.open,
                     "0.00", "30", "Net 30", "", "0.00"),
        "issued=Invoice Date|number=Invoice Number|status=Invoice Status|account_name=Customer Name|"
        "account_number=Customer ID|due=Due Date|currency=Currency Code|amount=Total|open=Balance|terms=Payment Terms|"
        "paid_on=Last Payment Date",
        currency="USD",
    )  # fmt: skip


def _freshbooks() -> VendorFile:
    return _flat(
        "FreshBooks",
        "Client Name|Invoice #|Date Issued|Date Due|Invoice Status|Date Paid|Item Name|Item Description|Rate|Quantity|"
        "Discount Percentage|Line Subtotal|Tax 1 Type|Tax 1 Amount|Line Total|Currency",
        lambda one: (one.customer, one.number, us(one.issued), us(one.due), "sent", "", "Rope", "", one.amount, 1, 0,
                     one.amount, "", 0, one.amount, "CAD"),
        "account_name=Client Name|number=Invoice #|issued=Date Issued|due=Date Due|status=Invoice Status|"
        "paid_on=Date Paid|amount=Line Total|currency=Currency",
        currency="CAD", dates="mdy",
    )  # fmt: skip


def _invoice_ninja() -> VendorFile:
    header = (
        "Client|Email|Invoice Number|Amount|Paid|PO Number|Status|Invoice Date|Due Date|Discount|Partial/Deposit|"
        "Partial Due Date|Public Notes|Item Cost|Item Quantity"
    )
    return _flat(
        "Invoice Ninja", header,
        lambda one: (one.customer, "ann@example.com", one.number, dollars(one.amount), dollars(one.amount - one.open),
                     "", "Sent", iso(one.issued), iso(one.due), "", "$0.00", "", "", "1", "10"),
        "account_name=Client|number=Invoice Number|amount=Amount|paid=Paid|status=Status|issued=Invoice Date|"
        "due=Due Date",
        above=(("Invoice Ninja v4.5 - January 2, 2026 11:28 pm", *[""] * 14), ("INVOICES", *[""] * 14)),
    )  # fmt: skip


def _wave() -> VendorFile:
    return _flat(
        "Wave", "Invoice Number|Customer|Status|Invoice Date|Due Date|Currency|Invoice Total|Amount Paid|Amount Due",
        lambda one: (one.number, one.customer, "Overdue", iso(one.issued), iso(one.due), "CAD", one.amount,
                     one.amount - one.open, one.open),
        "number=Invoice Number|account_name=Customer|status=Status|issued=Invoice Date|due=Due Date|currency=Currency|"
        "amount=Invoice Total|paid=Amount Paid|open=Amount Due",
        currency="CAD",
    )  # fmt: skip


def _akaunting() -> VendorFile:
    return _flat(
        "Akaunting",
        "invoice_number|order_number|status|invoiced_at|due_at|amount|currency_code|currency_rate|contact_name|"
        "contact_email",
        lambda one: (one.number, "", "sent", f"{iso(one.issued)} 00:00:00", f"{iso(one.due)} 00:00:00", one.amount,
                     "USD", 1, one.customer, "ann@example.com"),
        "number=invoice_number|status=status|issued=invoiced_at|due=due_at|amount=amount|currency=currency_code|"
        "account_name=contact_name",
        currency="USD",
    )  # fmt: skip


def _kingdee_ageing() -> VendorFile:
    """The amounts stand twice: in the document's currency, and in that of the house."""
    sheet = _Sheet()
    sheet.add(
        ("应收款账龄分析表", *[""] * 14), ("截止日期：2026-03-31", *[""] * 14),
        ("往来单位编码", "往来单位名称", "单据类型", "单据编号", "业务日期", "到期日", "原币", "", "", "", "本位币", "", "",
         "", "结算组织"),
        ("", "", "", "", "", "", "币别", "尚未收款金额", "0-30天", "90天以上", "币别", "尚未收款金额", "0-30天",
         "90天以上", ""),
    )  # fmt: skip
    for code in CUSTOMERS:
        for one in CUSTOMERS[code]:
            sheet.item(one, (one.code, one.customer, "标准应收单", one.number, iso(one.issued), iso(one.due), "USD",
                             one.open, one.open, 0, "CNY", one.open * 7, one.open * 7, 0, "总部"))  # fmt: skip
        total = _open(CUSTOMERS[code])
        sheet.total((code, f"{CUSTOMERS[code][0].customer}(小计)", "", "", "", "", "", total, total, 0, "", total * 7,
                     total * 7, 0, ""))  # fmt: skip
    sheet.total(("合计", *[""] * 10, ALL_OPEN * 7, ALL_OPEN * 7, 0, ""))
    places = {
        "account_number": 0, "account_name": 1, "doc_type": 2, "number": 3, "issued": 4, "due": 5, "currency": 6,
        "open": 7,
    }  # fmt: skip
    return sheet.file("金蝶 账龄分析", places, after=4, currency="USD", as_of=date(2026, 3, 31), buckets=(8, 9))


def _kingdee_bills() -> VendorFile:
    return _flat(
        "金蝶 应收单", "单据编号|业务日期|到期日|客户|币别|价税合计|已结金额|未收款金额|立账类型|单据状态",
        lambda one: (one.number, iso(one.issued), iso(one.due), one.customer, "人民币", one.amount,
                     one.amount - one.open, one.open, "财务应收", "已审核"),
        "number=单据编号|issued=业务日期|due=到期日|account_name=客户|currency=币别|amount=价税合计|paid=已结金额|"
        "open=未收款金额|status=单据状态",
        total=("合计", "", "", "", "", 6350.74, 500.0, ALL_OPEN, "", ""), currency="CNY",
    )  # fmt: skip


def _yonyou() -> VendorFile:
    return _flat(
        "用友 NC", "财务组织|应收单号|收款单号|单据日期|起算日期|处理日期|客户编码|客户名称|结算方式|摘要|币种|原币价税合计|"
        "组织本币价税合计|借方本币金额|贷方本币金额|原币余额|本币余额|核销日期|通用账期|业务员|部门|备注",
        lambda one: ("总部", one.number, "", iso(one.issued), iso(one.issued), iso(one.issued), one.code, one.customer,
                     "电汇", "", "USD", one.amount, one.amount * 7, one.amount * 7, 0, one.open, one.open * 7, "", 30,
                     "", "", ""),
        "number=应收单号|issued=单据日期|account_number=客户编码|account_name=客户名称|currency=币种|amount=原币价税合计|"
        "open=原币余额|paid_on=核销日期|terms=通用账期",
        currency="USD",
    )  # fmt: skip


def _chinese_sheet() -> VendorFile:
    return _flat(
        "表格 发票", "客户名称|发票号|发票日期|到期日|金额（元）|已付金额|币种",
        lambda one: (one.customer, one.number, iso(one.issued), iso(one.due), plain(one.amount),
                     plain(one.amount - one.open), "CNY"),
        "account_name=客户名称|number=发票号|issued=发票日期|due=到期日|amount=金额（元）|paid=已付金额|currency=币种",
        total=("合 计", "", "", "", plain(6350.74), "500.00", ""), currency="CNY",
    )  # fmt: skip


def _chinese_bills() -> VendorFile:
    return _flat(
        "表格 账单", "账单号|订单号|客户名称|应收金额|已付金额|待付金额|账单状态|状态类型|到期时间|创建时间",
        lambda one: (one.number, "", one.customer, one.amount, one.amount - one.open, one.open, "未付", "",
                     f"{iso(one.due)} 00:00:00", f"{iso(one.issued)} 09:30:00"),
        "number=账单号|account_name=客户名称|amount=应收金额|paid=已付金额|open=待付金额|status=账单状态|due=到期时间|"
        "issued=创建时间",
    )  # fmt: skip


def _ibm() -> VendorFile:
    return _flat(
        "IBM",
        "countryCode|customerID|PaperlessDate|invoiceNumber|InvoiceDate|DueDate|InvoiceAmount|Disputed|SettledDate|"
        "PaperlessBill|DaysToSettle|DaysLate",
        lambda one: ("391", one.code, "4/6/2013", one.number, us(one.issued), us(one.due), one.amount, "No", "", "Paper",
                     0, 0),
        "account_number=customerID|number=invoiceNumber|issued=InvoiceDate|due=DueDate|amount=InvoiceAmount|"
        "disputed=Disputed|paid_on=SettledDate",
        dates="mdy",
    )  # fmt: skip


VENDORS: tuple[VendorFile, ...] = (
    _sap_english(), _sap_chinese("帐"), _sap_chinese("账"), _highradius(), _oracle(), _oracle_table(), _dynamics(),
    _business_central(
        "Entry No.|Customer No.|Customer Name|Posting Date|Document Date|Document Type|Document No.|"
        "External Document No.|Description|Currency Code|Amount|Amount (LCY)|Remaining Amount|Remaining Amt. (LCY)|"
        "Due Date|Open|Closed at Date|Salesperson Code",
        "account_number=Customer No.|account_name=Customer Name|issued=Document Date|doc_type=Document Type|"
        "number=Document No.|currency=Currency Code|amount=Amount|open=Remaining Amount|due=Due Date|"
        "paid_on=Closed at Date",
        "Business Central",
    ),
    _business_central(
        "Entry_No_|Customer_No_|Customer_Name|Posting_Date|Document_Date|Document_Type|Document_No_|"
        "External_Document_No_|Description|Currency_Code|Amount|Amount_LCY|Remaining_Amount|Remaining_Amt_LCY|Due_Date|"
        "Open|ClosedAtDate|Salesperson_Code",
        "account_number=Customer_No_|account_name=Customer_Name|issued=Document_Date|doc_type=Document_Type|"
        "number=Document_No_|currency=Currency_Code|amount=Amount|open=Remaining_Amount|due=Due_Date|"
        "paid_on=ClosedAtDate",
        "Business Central, technical",
    ),
    _quickbooks_flat(), _quickbooks_bands(), _quickbooks_grouped(), _quickbooks_desktop(), _xero(), _sage(), _tally(),
    _odoo_old(), _odoo_new(), _oca(), _oca_ageing(), _erpnext(), _zoho(), _freshbooks(), _invoice_ninja(), _wave(),
    _akaunting(), _kingdee_ageing(), _kingdee_bills(), _yonyou(), _chinese_sheet(), _chinese_bills(), _ibm(),
)  # fmt: skip
