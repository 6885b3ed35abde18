"""What the store knows of a creditor's ledger before an import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.store import Row as StoreRow
from rejoinder.store import Writing, stamp


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account as it stands; `is_handed_out`: a person chose its collector."""

    id: int
    name: str
    terms_days: int | None
    collector_id: int | None
    is_handed_out: bool


@dataclass(frozen=True, slots=True)
class KnownInvoice:
    """An invoice as it stands. `later_minor` came in after the day the file speaks of, or on it and was entered by hand
    after the file was read in; `has_money_by_hand` says that somebody entered other money for it, received until that
    day, of which no statement has spoken yet.

    `stated_on` is the day of the ledger's last statement. `settlements` are the ledger's payments of it: id, amount.
    `ledger_dispute_id` is the line of an open dispute that a ledger told of; `is_judged` says that a person closed one.
    """

    id: int
    kind: str
    issued_on: str
    due_on: str
    currency: str
    amount_minor: int
    open_minor: int
    later_minor: int
    has_money_by_hand: bool
    stated_on: date | None
    settlements: tuple[tuple[int, int], ...]
    is_disputed: bool
    ledger_dispute_id: int | None
    is_judged: bool


@dataclass(frozen=True)
class Book:
    """A creditor's accounts by number, and its invoices by account id and number."""

    accounts: Mapping[str, KnownAccount]
    invoices: Mapping[tuple[int, str], KnownInvoice]

    def invoice(self, account: str, number: str) -> KnownInvoice | None:
        """Find an invoice by the customer's number and its own."""
        found = self.accounts.get(account)
        return self.invoices.get((found.id, number)) if found else None


def load(writing: Writing, creditor_id: int, *, day: date, now: datetime) -> Book:
    """Read a creditor's book as an import of that day's ledger, read in now, meets it."""
    settlements: dict[int, tuple[tuple[int, int], ...]] = {}
    for row in writing.all("known_settlements", creditor_id=creditor_id, day=day.isoformat()):
        one = (row["payment_id"], row["amount_minor"])
        settlements[row["invoice_id"]] = (*settlements.get(row["invoice_id"], ()), one)
    invoices = writing.all("known_invoices", creditor_id=creditor_id, day=day.isoformat(), now=stamp(now))
    return Book(
        accounts={row["number"]: _account(row) for row in writing.all("known_accounts", creditor_id=creditor_id)},
        invoices={
            (row["account_id"], row["number"]): _invoice(row, settlements.get(row["id"], ())) for row in invoices
        },
    )


def _account(row: StoreRow) -> KnownAccount:
    """Make an account of its row."""
    return KnownAccount(row["id"], row["name"], row["terms_days"], row["collector_id"], bool(row["is_handed_out"]))


def _invoice(row: StoreRow, settlements: tuple[tuple[int, int], ...]) -> KnownInvoice:
    """Make an invoice of its row."""
    return KnownInvoice(
        id=row["id"],
        kind=row["kind"],
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        currency=row["currency"],
        amount_minor=row["amount_minor"],
        open_minor=row["open_minor"],
        later_minor=row["later_minor"],
        has_money_by_hand=bool(row["has_money_by_hand"]),
        stated_on=date.fromisoformat(row["stated_on"]) if row["stated_on"] else None,
        settlements=settlements,
        is_disputed=row["dispute_id"] is not None,
        ledger_dispute_id=row["dispute_ours"],
        is_judged=bool(row["dispute_judged"]),
    )
