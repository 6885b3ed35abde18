"""What the book knows of an account's money: its invoices, its payments, and what its ledger was seen to receive."""

from collections import defaultdict

from rejoinder.importing.payments.allotting import Allotment, Fall, Owing
from rejoinder.importing.payments.same_money import Known
from rejoinder.store import Row, Writing


def read_book(stage: Writing, account_id: int) -> Allotment:
    """Read an account as it stands, before any row of a list is given to its invoices."""
    invoices = [Owing(**row) for row in stage.all("paid_book_invoices", account_id=account_id)]
    by_id = {one.id: one for one in invoices}
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    for row in stage.all("paid_book_allocations", account_id=account_id):
        parts[row["payment_id"]][row["invoice_id"]] = row["amount_minor"]
    payments = stage.all("paid_book_payments", account_id=account_id)
    known = [_known(row, parts[row["id"]], by_id) for row in payments]
    return Allotment(invoices, known, _falls(stage, account_id, known, by_id))


def _known(row: Row, parts: dict[int, int], invoices: dict[int, Owing]) -> Known:
    """Make of its row a payment on file; the invoices it named in vain stand in its note."""
    numbers = frozenset(one for one in row.pop("note").split(", ") if one)
    numbers |= {invoices[one].number for one in parts if one in invoices}
    claims = {name: bool(row[name]) for name in ("is_reversed", "is_error")}
    return Known(**{**row, **claims}, parts=parts, numbers=numbers)


def _falls(stage: Writing, account_id: int, known: list[Known], invoices: dict[int, Owing]) -> list[Fall]:
    """List what a ledger was seen to have received, the earliest first, and of one day what is due longest."""
    before = {row["id"]: row["stated_before"] for row in stage.all("paid_book_falls", account_id=account_id)}
    found = []
    for one in known:
        is_received = one.id in before and one.amount_minor > 0 and not one.is_reversed
        # What the ledger has received it gave to one invoice, all of it.
        if is_received and list(one.parts.values()) == [one.amount_minor]:
            invoice = invoices[next(iter(one.parts))]
            found.append(Fall(one, invoice, before[one.id], one.amount_minor, is_told=not one.is_inferred))
    return sorted(found, key=lambda fall: (fall.payment.received_on, fall.invoice.due_on, fall.invoice.number))
