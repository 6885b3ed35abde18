"""The account file: one debtor's open items with one creditor, and the people to ask for."""

from rejoinder.accounts.changes import assign, set_script_language
from rejoinder.accounts.contacts import Contact, whom_to_ask
from rejoinder.accounts.files import (
    PAGE,
    Account,
    AccountFile,
    Payment,
    all_invoices,
    load,
    load_for_rehearsal,
    sample_account_ids,
)
from rejoinder.accounts.invoices import Ageing, Invoice, Standing, standings
from rejoinder.accounts.ledger import settle

__all__ = [
    "PAGE",
    "Account",
    "AccountFile",
    "Ageing",
    "Contact",
    "Invoice",
    "Payment",
    "Standing",
    "all_invoices",
    "assign",
    "load",
    "load_for_rehearsal",
    "sample_account_ids",
    "set_script_language",
    "settle",
    "standings",
    "whom_to_ask",
]
