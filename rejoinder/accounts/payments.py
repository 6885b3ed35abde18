"""The payments of an account: what came in, how we know, what it was given to, and whether it was taken back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.errors import NotFound
from rejoinder.store import Row, Store, Writing, moment

# As many payments as one page lists.
PAGE = 50
# Later than any day on which money is received.
_NO_DAY, _NO_ID = "9999-12-31", 2**62


@dataclass(frozen=True)
class Allocated:
    """What an invoice was given of a payment, in minor units."""

    invoice_id: int
    number: str
    amount_minor: int


@dataclass(frozen=True)
class Reversal:
    """A payment taken back: the money went back (returned), never came (error), or the ledger took it off ("")."""

    on: date
    kind: str
    note: str
    by: str


@dataclass(frozen=True)
class Received:
    """Money on file, in minor units of its currency; `left_minor` of it is allocated to no invoice.

    `entered_at` is when it was entered by hand; nothing, where the ledger or a file told of it.
    """

    id: int
    account_id: int
    received_on: date
    amount_minor: int
    currency: str
    reference: str
    source: str
    note: str
    by: str
    entered_at: datetime | None
    left_minor: int
    reversal: Reversal | None
    allocated: tuple[Allocated, ...]

    @property
    def open_minor(self) -> int:
        """What of it can still be given to invoices: nothing, once it is reversed."""
        return self.left_minor if self.reversal is None and self.left_minor > 0 else 0


def payments_of(store: Store, account_id: int, *, before: tuple[str, int] | None = None) -> tuple[Received, ...]:
    """Give a page of an account's payments, newest received first; `before` is the day and id of the last one seen."""
    day, last_id = before or (_NO_DAY, _NO_ID)
    return _received(store, store.all("payments_of", account_id=account_id, day=day, id=last_id, size=PAGE))


def load_payment(store: Store | Writing, payment_id: int) -> Received:
    """Read one payment; whether the person may see its account is for the caller to know.

    Raises: NotFound, also for the row that takes another payment back.
    """
    row = store.one("payment_by_id", id=payment_id)
    if row is None:
        raise NotFound("There is no such payment.")
    return _received(store, [row])[0]


def account_of(store: Store, payment_id: int) -> int:
    """Give the id of a payment's account, 0 where there is no such payment."""
    row = store.one("payment_by_id", id=payment_id)
    return int(row["account_id"]) if row else 0


def currencies_of(store: Store, account_id: int) -> tuple[str, ...]:
    """List the currencies of an account's invoices, in order."""
    return tuple(row["currency"] for row in store.all("currencies_of_account", account_id=account_id))


def _received(store: Store | Writing, rows: Iterable[Row]) -> tuple[Received, ...]:
    """Make payments of their rows, with what each was given to."""
    rows = list(rows)
    given: dict[int, list[Allocated]] = {row["id"]: [] for row in rows}
    for row in store.all("allocations_of", payment_ids=json.dumps(list(given))):
        given[row["payment_id"]].append(Allocated(row["invoice_id"], row["number"], row["amount_minor"]))
    return tuple(_payment(row, tuple(given[row["id"]])) for row in rows)


def _payment(row: Row, allocated: tuple[Allocated, ...]) -> Received:
    """Make a payment of its row."""
    own = {name: value for name, value in row.items() if not name.startswith("revers")}
    received_on = date.fromisoformat(row["received_on"])
    entered_at = moment(row["entered_at"]) if row["entered_at"] else None
    read = {"received_on": received_on, "by": row["by"] or "", "entered_at": entered_at, "reversal": _reversal(row)}
    return Received(**{**own, **read, "allocated": allocated})


def _reversal(row: Mapping[str, str | None]) -> Reversal | None:
    """Say how a payment was taken back, if it was."""
    if not row["reversed_on"]:
        return None
    day = date.fromisoformat(row["reversed_on"])
    return Reversal(day, row["reversed_as"] or "", row["reversed_note"] or "", row["reversed_by"] or "")
