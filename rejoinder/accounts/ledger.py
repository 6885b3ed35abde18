"""What is open: kept beside each invoice and by due date, always derivable from statements, payments and disputes."""

import json
from collections.abc import Iterable

from rejoinder.store import Writing

# In this order: what is open of each invoice, its sums by due date, and the place in the work list that follows.
STEPS = ("settle_invoices", "forget_open_days", "settle_open_days", "settle_accounts", "settle_assignments")


def settle(writing: Writing, account_ids: Iterable[int]) -> None:
    """Work out anew what is open on accounts whose ledger, payments or disputes changed.

    An invoice's open amount is the ledger's last statement of it less the payments received after that statement's
    day, or after the day of a later list that found it true, so that a list of open items and a file of payments never
    count the same money twice. A payment entered by hand counts on that day too, if it was recorded after the ledger
    was read in: otherwise what came in today would be asked for again. Taking an entry back as an error counts exactly
    where the entry does.
    """
    accounts = json.dumps(sorted(set(account_ids)))
    for name in STEPS:
        writing.run(name, accounts=accounts)
