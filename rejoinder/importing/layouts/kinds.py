"""Telling lists of invoices, of payments and of contacts apart by their headers and titles."""

from collections.abc import Sequence

from rejoinder.importing.layouts.columns import Columns, folded
from rejoinder.importing.layouts.recognising import match
from rejoinder.importing.layouts.titles import lists_payments
from rejoinder.importing.lines import Cell, Line

_PERSONS = ("contact_name", "first_name", "last_name", "email", "telephone", "mobile")
# Columns that only a list of payments has.
_OF_PAYMENTS = frozenset(
    [
        "paymentdate",
        "paymentnumber",
        "paymentno",
        "paymentid",
        "paymentmethod",
        "paymentmode",
        "paymentamount",
        "paymentreference",
        "paymenttype",
        "receiptno",
        "receiptnumber",
        "receiptdate",
        "receiptamount",
        "datereceived",
        "receivedon",
        "receiveddate",
        "amountreceived",
        "receivedamount",
        "amountapplied",
        "amountappliedtoinvoice",
        "appliedto",
        "appliestodocno",
        "depositto",
        "bankreference",
        "收款单号",
        "收款金额",
        "收款方式",
        "收款日期",
        "回款日期",
        "回款金额",
        "回款单号",
        "到账日期",
        "到账金额",
        "到款日期",
        "到款金额",
        "付款方式",
    ]
)


def choose_kind(header: tuple[str, ...], above: Sequence[Line], samples: Sequence[Sequence[Cell]]) -> str:
    """Decide what a table lists: "invoices", "payments" or "contacts"."""
    invoices = match(header, kind="invoices", samples=samples)
    columns = invoices.columns
    if _are_payments(columns, header, samples, is_titled=lists_payments(above)):
        return "payments"
    is_of_invoices = columns.has("number") or columns.has("due") or invoices.buckets
    if is_of_invoices:
        return "invoices"
    contacts = match(header, kind="contacts", samples=samples).columns
    has_persons = any(contacts.has(one) for one in _PERSONS)
    has_money = columns.has("amount") or columns.has("open")
    return "contacts" if has_persons or not (has_money or columns.has("issued")) else "invoices"


def _are_payments(
    columns: Columns, header: tuple[str, ...], samples: Sequence[Sequence[Cell]], *, is_titled: bool
) -> bool:
    """Say whether money received is listed: it has no due dates, and its title or its columns speak of payments."""
    if any(columns.has(one) for one in ("due", "open", "terms")):
        return False
    payments = match(header, kind="payments", samples=samples).columns
    if not payments.has("received_on") or not payments.has("amount"):
        return False
    hints = sum(folded(one) in _OF_PAYMENTS for one in header)
    # An invoice's date and the day it was paid stand in lists of invoices too.
    is_of_invoices = columns.has("issued") and folded(columns.name("issued")) not in ("date", "日期")
    return is_titled or hints > is_of_invoices
