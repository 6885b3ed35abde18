"""The account file: one debtor's open items with one creditor, and the people to ask for."""

from rejoinder.accounts.changes import assign, set_script_language
from rejoinder.accounts.contacts import Contact, Proposal, whom_to_ask
from rejoinder.accounts.dispute_changes import close_opened_in, open_dispute
from rejoinder.accounts.files import Account, AccountFile, Payment, load, load_for_rehearsal, sample_account_ids
from rejoinder.accounts.invoices import (
    PAGE,
    Invoice,
    all_invoices,
    asked_beyond,
    chosen_invoices,
    count_asked_beyond,
    numbered,
    open_invoices,
)
from rejoinder.accounts.ledger import settle
from rejoinder.accounts.saving import Author
from rejoinder.accounts.standings import Ageing, Standing, standings

__all__ = [
    "PAGE",
    "Account",
    "AccountFile",
    "Ageing",
    "Author",
    "Contact",
    "Invoice",
    "Payment",
    "Proposal",
    "Standing",
    "all_invoices",
    "asked_beyond",
    "assign",
    "chosen_invoices",
    "close_opened_in",
    "count_asked_beyond",
    "load",
    "load_for_rehearsal",
    "numbered",
    "open_dispute",
    "open_invoices",
    "sample_account_ids",
    "set_script_language",
    "settle",
    "standings",
    "whom_to_ask",
]
