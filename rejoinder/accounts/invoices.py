"""Invoices: one with what is open and disputed of it, and those of an account a page at a time."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rejoinder.dates import days_past
from rejoinder.errors import Refused, mark
from rejoinder.store import Row, Store

# As many invoices as one page lists.
PAGE = 50

_BETWEEN_NUMBERS = re.compile(r"[,，、;；\n]")


@dataclass(frozen=True)
class Invoice:
    """One invoice or credit note; amounts in minor units of its currency, a credit note's below zero."""

    id: int
    number: str
    kind: str
    issued_on: date
    due_on: date
    currency: str
    amount_minor: int
    open_minor: int
    disputed_minor: int
    dispute_words: str
    disputed_on: date | None
    disputed_in: int | None

    @property
    def undisputed_minor(self) -> int:
        """The open part that may be pressed."""
        return self.open_minor - self.disputed_minor

    def days_late(self, today: date) -> int:
        """Days past due, 0 when not late. What is to our debit, a credit note or an overpaid invoice, is never late."""
        return max(0, days_past(self.due_on, today)) if self.open_minor > 0 else 0

    def counts(self, today: date) -> bool:
        """Say whether it belongs to the overdue sum: late, or a credit that reduces it."""
        return self.open_minor < 0 or self.days_late(today) > 0

    def is_asked(self, today: date) -> bool:
        """Say whether something of it belongs to the sum that is asked for."""
        return self.counts(today) and self.undisputed_minor != 0


def invoice(row: Row) -> Invoice:
    """Make an invoice of its row; a dispute without an amount covers all that is open."""
    open_minor = row["open_minor"]
    disputed = 0
    if row["dispute_id"] is not None and open_minor > 0:
        disputed = open_minor if row["dispute_minor"] is None else min(open_minor, row["dispute_minor"])
    return Invoice(
        id=row["id"],
        number=row["number"],
        kind=row["kind"],
        issued_on=date.fromisoformat(row["issued_on"]),
        due_on=date.fromisoformat(row["due_on"]),
        currency=row["currency"],
        amount_minor=row["amount_minor"],
        open_minor=open_minor,
        disputed_minor=disputed,
        dispute_words=row["dispute_words"] or "",
        disputed_on=date.fromisoformat(row["disputed_on"]) if row["disputed_on"] else None,
        disputed_in=row["opened_in"],
    )


def open_invoices(store: Store, account_id: int, *, currency: str = "", size: int = PAGE) -> tuple[Invoice, ...]:
    """Give the open invoices that are due longest, of one currency or of all."""
    rows = store.all("open_invoices", account_id=account_id, currency=currency, size=size)
    return tuple(invoice(row) for row in rows)


def chosen_invoices(store: Store, account_id: int, invoice_ids: Iterable[int]) -> tuple[Invoice, ...]:
    """Give some of an account's invoices by their ids, the longest due first; ids that are not its own are left out."""
    ids = json.dumps(sorted(invoice_ids))
    return tuple(invoice(row) for row in store.all("chosen_invoices", account_id=account_id, invoice_ids=ids))


def numbered(store: Store, account_id: int, text: str) -> tuple[Invoice, ...]:
    """Find invoices by their numbers, typed with commas between them.

    Raises: Refused, for a number the account does not have.
    """
    numbers = {one.strip() for one in _BETWEEN_NUMBERS.split(text) if one.strip()}
    rows = store.all("invoices_numbered", account_id=account_id, numbers=json.dumps(sorted(numbers)))
    found = chosen_invoices(store, account_id, (row["id"] for row in rows))
    unknown = sorted(numbers - {one.number for one in found})
    if unknown:
        sentence = mark("There is no invoice “%(number)s” in this account. Put commas between several numbers.")
        raise Refused(sentence, number=unknown[0][:60])
    return found


@dataclass(frozen=True)
class Place:
    """A place in the list of open invoices, the longest due first: behind the invoice of this due date and number."""

    due_on: str
    number: str

    def is_before(self, one: Invoice) -> bool:
        """Say whether an invoice stands behind this place."""
        return (one.due_on.isoformat(), one.number) > (self.due_on, self.number)


@dataclass(frozen=True)
class Beyond:
    """How many invoices asked for stand behind a place: late ones, and credits that are taken off."""

    late: int
    credits: int


NONE_BEYOND = Beyond(late=0, credits=0)


def asked_beyond(store: Store, account_id: int, place: Place, *, currency: str, today: date) -> frozenset[int]:
    """Name the invoices asked for in a currency that stand behind a place in the list."""
    where = {"account_id": account_id, "currency": currency, "today": today.isoformat()}
    rows = store.all("asked_after", **where, due_on=place.due_on, number=place.number)
    return frozenset(row["id"] for row in rows)


def count_asked_beyond(store: Store, account_id: int, place: Place, *, currency: str, today: date) -> Beyond:
    """Count them, without reading thousands one by one."""
    where = {"account_id": account_id, "currency": currency, "today": today.isoformat()}
    row = store.one("asked_count_after", **where, due_on=place.due_on, number=place.number)
    return Beyond(**row) if row else NONE_BEYOND


def all_invoices(store: Store, account_id: int, *, before: int | None = None) -> tuple[Invoice, ...]:
    """Give a page of all invoices, settled ones too, newest first; `before` is the last id seen."""
    limit = 2**62 if before is None else before
    rows = store.all("all_invoices", account_id=account_id, before=limit, size=PAGE)
    return tuple(invoice(row) for row in rows)
