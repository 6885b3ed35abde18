"""The headers of real ledgers are recognised."""

import pytest

from rejoinder.errors import Refused
from rejoinder.importing.columns import folded, recognise, require_invoices
from rejoinder.importing.synonyms import SYNONYMS

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


@pytest.mark.parametrize("header", HEADERS)
def test_columns_of_real_exports_are_found(header: str) -> None:
    columns = recognise(tuple(header.split("|")))
    assert {field: columns.name(field) for field in columns.places} == HEADERS[header]
    require_invoices(columns)


def test_every_synonym_is_written_as_headers_are_folded() -> None:
    assert all(folded(name) == name for names in SYNONYMS.values() for name in names)


def test_no_column_is_used_for_two_fields() -> None:
    columns = recognise(("Customer", "Customer", "Invoice", "Date", "Due", "Total", "Total"))
    assert len(set(columns.places.values())) == len(columns.places)


def test_missing_column_is_named() -> None:
    with pytest.raises(Refused, match="the due date was found among Customer No, Invoice, Invoice Date, Amount"):
        require_invoices(recognise(("Customer No", "Invoice", "Invoice Date", "Amount")))


def test_table_about_something_else_is_refused() -> None:
    with pytest.raises(Refused, match="None of the columns is known: Species, Height"):
        require_invoices(recognise(("Species", "Height")))
