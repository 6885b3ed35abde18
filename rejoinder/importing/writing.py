"""Writing what an import found: invoices, payments, statements and disputes, in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from rejoinder.accounts.saving import written
from rejoinder.importing.changes import Change, amount_of, kind_of
from rejoinder.store import Row as StoreRow
from rejoinder.store import Writing, stamp


@dataclass(frozen=True)
class Run:
    """The import under way: its id, whose ledger, the day it speaks of, and the moment."""

    id: int
    creditor_id: int
    day: date
    now: datetime


@dataclass(frozen=True, slots=True)
class _Item:
    """A change with the ids of its account and invoice."""

    change: Change
    account_id: int
    invoice_id: int


def write_changes(writing: Writing, changes: Iterable[Change], account_ids: Mapping[str, int], run: Run) -> None:
    """Write every change; `account_ids` gives the account by its number. What is open is left to be settled."""
    last = writing.one("last_ids") or {}
    fresh = count(last["invoice"] + 1)
    items = [
        _Item(one, account_ids[one.row.account], one.known.id if one.known else next(fresh))
        for one in changes
        if not one.is_empty
    ]
    writing.add_all("invoice", [_invoice(one) for one in items if one.change.known is None])
    _reword(writing, items, run)
    _add_payments(writing, items, run, after=last["payment"])
    writing.add_all("ledger_statement", [_statement(one, run) for one in items if one.change.stated_minor is not None])
    _open_disputes(writing, items, after=last["dispute"])
    _close_disputes(writing, items, run)


def audit_row(
    run: Run, what: str, noun: str, noun_id: int, *, account_id: int, details: Mapping[str, object] | None = None
) -> StoreRow:
    """Make the row that remembers a change to what was there before, and which import made it."""
    about = {"noun": noun, "noun_id": noun_id, "account_id": account_id}
    return {"at": stamp(run.now), "person_id": None, "what": what, **about, "details": written(details)}


def _invoice(item: _Item) -> StoreRow:
    """Make the row of a new invoice."""
    row = item.change.row
    return {
        "id": item.invoice_id,
        "account_id": item.account_id,
        "number": row.number,
        "kind": kind_of(row),
        "issued_on": row.issued_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "currency": row.currency,
        "amount_minor": row.amount_minor,
        "open_minor": row.amount_minor,
    }


def _reword(writing: Writing, items: list[_Item], run: Run) -> None:
    """Give known invoices the days and amounts the ledger has now."""
    changed = [one for one in items if one.change.is_reworded]
    for one in changed:
        row = one.change.row
        amount_minor = amount_of(row, one.change.known)
        writing.run(
            "change_invoice",
            id=one.invoice_id,
            kind="credit_note" if amount_minor < 0 else "invoice",
            issued_on=row.issued_on.isoformat(),
            due_on=row.due_on.isoformat(),
            amount_minor=amount_minor,
        )
    what = f"changed by import {run.id}"
    writing.add_all(
        "audit", [audit_row(run, what, "invoice", one.invoice_id, account_id=one.account_id) for one in changed]
    )


def _add_payments(writing: Writing, items: list[_Item], run: Run, *, after: int) -> None:
    """Add what the ledger has received, each payment allocated to its invoice."""
    payments: list[StoreRow] = []
    allocations: list[StoreRow] = []
    paid = ((item, one) for item in items for one in item.change.paid)
    for payment_id, (item, one) in enumerate(paid, after + 1):
        payments.append(
            {
                "id": payment_id,
                "account_id": item.account_id,
                "received_on": one.received_on.isoformat(),
                "currency": item.change.row.currency,
                "amount_minor": one.amount_minor,
                "reference": one.reference,
                "source": "ledger",
                "reverses": one.reverses,
                "import_run_id": run.id,
                "recorded_at": stamp(run.now),
            }
        )
        allocations.append({"payment_id": payment_id, "invoice_id": item.invoice_id, "amount_minor": one.amount_minor})
    writing.add_all("payment", payments)
    writing.add_all("allocation", allocations)


def _statement(item: _Item, run: Run) -> StoreRow:
    """Make the row of what the ledger states to be open."""
    return {
        "invoice_id": item.invoice_id,
        "open_minor": item.change.stated_minor,
        "as_of": run.day.isoformat(),
        "import_run_id": run.id,
    }


def _open_disputes(writing: Writing, items: list[_Item], *, after: int) -> None:
    """Open a dispute of each whole invoice the ledger calls disputed; it does not say since when, nor why."""
    opened = list(enumerate((one for one in items if one.change.opens_dispute), after + 1))
    disputes = (
        {"id": dispute_id, "account_id": one.account_id, "opened_on": one.change.row.issued_on.isoformat()}
        for dispute_id, one in opened
    )
    writing.add_all("dispute", disputes)
    writing.add_all("dispute_line", ({"dispute_id": id_, "invoice_id": one.invoice_id} for id_, one in opened))


def _close_disputes(writing: Writing, items: list[_Item], run: Run) -> None:
    """Close the disputes of which the ledger no longer tells; those a collector recorded stay."""
    audit = []
    for one in items:
        line_id = one.change.known.ledger_dispute_id if one.change.closes_dispute and one.change.known else None
        if line_id is not None:
            writing.run("close_dispute_of_ledger", line_id=line_id, day=run.day.isoformat())
            what, noun = f"closed by import {run.id}", "dispute_line"
            audit.append(audit_row(run, what, noun, line_id, account_id=one.account_id))
    writing.add_all("audit", audit)
