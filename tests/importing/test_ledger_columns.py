"""The headers of real ledgers are recognised."""

import pytest

from rejoinder.errors import Refused
from rejoinder.importing.layouts.columns import Columns, folded
from rejoinder.importing.layouts.finding import find_layout
from rejoinder.importing.layouts.meanings import ranks
from rejoinder.importing.layouts.recognising import match
from rejoinder.importing.layouts.synonyms import SYNONYMS
from rejoinder.importing.lines import Line

HEADERS = {
    "countryCode|customerID|PaperlessDate|invoiceNumber|InvoiceDate|DueDate|InvoiceAmount|Disputed|SettledDate|"
    "PaperlessBill|DaysToSettle|DaysLate": {
        "account_number": "customerID",
        "number": "invoiceNumber",
        "issued": "InvoiceDate",
        "due": "DueDate",
        "amount": "InvoiceAmount",
        "disputed": "Disputed",
        "paid_on": "SettledDate",
    },
    "business_code|cust_number|name_customer|clear_date|buisness_year|doc_id|posting_date|document_create_date|"
    "due_in_date|invoice_currency|document type|total_open_amount|cust_payment_terms|invoice_id|isOpen": {
        "account_number": "cust_number",
        "account_name": "name_customer",
        "paid_on": "clear_date",
        "due": "due_in_date",
        "currency": "invoice_currency",
        "open": "total_open_amount",
        "terms": "cust_payment_terms",
        "number": "invoice_id",
        "issued": "document_create_date",
        "doc_type": "document type",
    },
    "Num|Customer|Date|Due Date|Amount|Open Balance|P.O. #": {
        "account_number": "Customer",
        "number": "Num",
        "issued": "Date",
        "due": "Due Date",
        "amount": "Amount",
        "open": "Open Balance",
    },
    "Customer No.|Customer|Invoice #|Invoice Date|Net due date|Amount in doc. curr.|Document currency|Local Currency": {
        "account_number": "Customer No.",
        "account_name": "Customer",
        "number": "Invoice #",
        "issued": "Invoice Date",
        "due": "Net due date",
        "amount": "Amount in doc. curr.",
        "currency": "Document currency",
    },
    "客户编码|客户描述|会计凭证编号|凭证日期|净收付到期日|清帐日期|凭证货币金额|凭证货币|付款条件": {
        "account_number": "客户编码",
        "account_name": "客户描述",
        "number": "会计凭证编号",
        "issued": "凭证日期",
        "due": "净收付到期日",
        "paid_on": "清帐日期",
        "amount": "凭证货币金额",
        "currency": "凭证货币",
        "terms": "付款条件",
    },
    "客户名称|发票号|发票日期|到期日|金额（元）|已付金额|币种": {
        "account_name": "客户名称",
        "number": "发票号",
        "issued": "发票日期",
        "due": "到期日",
        "amount": "金额（元）",
        "paid": "已付金额",
        "currency": "币种",
    },
}


def recognise(header: tuple[str, ...]) -> Columns:
    return match(header, kind="invoices").columns


def refuse(header: tuple[str, ...]) -> Refused:
    """Give the problem of a list of invoices with this header and one row."""
    rows = (header, ("1",) * len(header))
    with pytest.raises(Refused) as problem:
        find_layout([Line(number, number, row) for number, row in enumerate(rows, start=1)], kind="invoices")
    return problem.value


@pytest.mark.parametrize("header", HEADERS)
def test_columns_of_real_exports_are_found(header: str) -> None:
    columns = recognise(tuple(header.split("|")))
    assert {field: columns.name(field) for field in columns.places} == HEADERS[header]


def test_every_synonym_is_written_as_headers_are_folded() -> None:
    names = [
        name for fields in SYNONYMS.values() for ranked in fields.values() for text in ranked for name in text.split()
    ]
    assert names
    assert [name for name in names if folded(name) != name] == []


@pytest.mark.parametrize("kind", SYNONYMS)
def test_every_synonym_names_its_field(kind: str) -> None:
    named = [(field, name) for field, ranked in SYNONYMS[kind].items() for text in ranked for name in text.split()]
    assert [(field, name) for field, name in named if field not in dict(ranks(name, kind))] == []


def test_no_name_stands_twice_for_a_field() -> None:
    for fields in SYNONYMS.values():
        for field, ranked in fields.items():
            names = " ".join(ranked).split()
            assert len(set(names)) == len(names), field


def test_no_column_is_used_for_two_fields() -> None:
    columns = recognise(("Customer", "Customer", "Invoice", "Date", "Due", "Total", "Total"))
    assert len(set(columns.places.values())) == len(columns.places)


def test_missing_column_is_named() -> None:
    problem = refuse(("Customer No", "Invoice", "Invoice Date", "Amount"))
    assert str(problem) == "No column for the due date was found among Customer No, Invoice, Invoice Date, Amount."


def test_table_about_something_else_is_refused() -> None:
    assert "The first cells are: Species, Height." in str(refuse(("Species", "Height")))
