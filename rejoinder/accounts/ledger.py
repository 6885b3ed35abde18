"""What is open: kept beside each invoice, always derivable from statements, payments and allocations."""

from collections.abc import Iterable

from rejoinder.store import Writing


def settle(writing: Writing, account_ids: Iterable[int]) -> None:
    """Work out anew what is open on accounts whose ledger, payments or disputes changed.

    An invoice's open amount is the ledger's last statement of it less the payments received after that statement's
    day, so that a list of open items and a file of payments never count the same money twice.
    """
    for account_id in account_ids:
        for name in ("settle_invoices", "settle_account", "settle_assignment"):
            writing.run(name, account_id=account_id)
