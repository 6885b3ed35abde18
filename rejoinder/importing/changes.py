"""Comparing a row of the ledger with what is known: what must be written so that both say the same."""

from dataclasses import dataclass, replace
from datetime import date

from rejoinder.importing.known import KnownInvoice
from rejoinder.importing.rows import Row


@dataclass(frozen=True, slots=True)
class Paid:
    """Money the ledger has received for an invoice; `reverses` names the payment it takes back."""

    received_on: date
    amount_minor: int
    reference: str
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a row brings: a new invoice or other words about a known one, payments, a statement, a dispute."""

    row: Row
    known: KnownInvoice | None
    is_reworded: bool
    paid: tuple[Paid, ...]
    stated_minor: int | None
    opens_dispute: bool
    closes_dispute: bool

    @property
    def open_minor(self) -> int:
        """What is open once the change is written: what the ledger states less what it cannot have yet."""
        if self.stated_minor is not None:
            return self.stated_minor - (self.known.later_minor if self.known else 0)
        before_minor = _open_before(self.known, amount_of(self.row, self.known))
        return before_minor - sum(one.amount_minor for one in self.paid)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing of the row has to be written."""
        return self.stated_minor is None and self.is_unchanged

    @property
    def is_unchanged(self) -> bool:
        """Say whether all that the row says is known already, or only confirmed by it."""
        says = (self.known is None, self.is_reworded, self.paid, self.opens_dispute, self.closes_dispute)
        is_same = self.stated_minor is None or (self.known is not None and self.open_minor == self.known.open_minor)
        return is_same and not any(says)


def kind_of(row: Row) -> str:
    """Say what the row is: below zero it is a credit note."""
    return "credit_note" if row.amount_minor < 0 else "invoice"


def as_it_was(row: Row, day: date) -> Row:
    """Give the row as it stood on an earlier day: a payment made after it had not come yet."""
    if row.paid_on is None or row.paid_on <= day:
        return row
    return replace(row, paid_on=None, open_minor=None)


def compare(row: Row, known: KnownInvoice | None, *, day: date) -> Change:
    """Say what a row changes; `day` is the one of which the ledger speaks.

    What the row says of money counts only if no later statement of the ledger is known.
    """
    amount_minor = amount_of(row, known)
    paid: tuple[Paid, ...] = ()
    stated_minor = None
    if known is None or known.stated_on is None or known.stated_on <= day:
        paid, stated_minor = _money(row, known, amount_minor=amount_minor, day=day)
    return Change(
        row=row,
        known=known,
        is_reworded=known is not None and _is_reworded(row, known, amount_minor),
        paid=paid,
        stated_minor=stated_minor,
        opens_dispute=bool(row.is_disputed) and (known is None or not (known.is_disputed or known.is_judged)),
        closes_dispute=row.is_disputed is False and known is not None and known.ledger_dispute_id is not None,
    )


def amount_of(row: Row, known: KnownInvoice | None) -> int:
    """Give the original amount: of a file that has only what is open, the amount known before."""
    return row.amount_minor if row.has_original or known is None else known.amount_minor


def _is_reworded(row: Row, known: KnownInvoice, amount_minor: int) -> bool:
    """Say whether the row has other days or another amount than the invoice."""
    before = (known.issued_on, known.due_on, known.amount_minor)
    return before != (row.issued_on.isoformat(), row.due_on.isoformat(), amount_minor)


def _money(
    row: Row, known: KnownInvoice | None, *, amount_minor: int, day: date
) -> tuple[tuple[Paid, ...], int | None]:
    """Say which payments the row tells of, and what it states to be open (nothing: no statement)."""
    if row.paid_on is not None:
        return _settled(row, known, row.paid_on, amount_minor=amount_minor)
    if row.open_minor is not None:
        return _stated(row.open_minor, known, amount_minor=amount_minor, day=day)
    if row.is_unpaid and known is not None:
        return tuple(Paid(day, -minor, row.number, payment_id) for payment_id, minor in known.settlements), None
    return (), None


def _open_before(known: KnownInvoice | None, amount_minor: int) -> int:
    """Give what was open before the row, were its amount known; a statement holds whatever the amount."""
    if known is None:
        return amount_minor
    return known.open_minor + (amount_minor - known.amount_minor if known.stated_on is None else 0)


def _settled(
    row: Row, known: KnownInvoice | None, paid_on: date, *, amount_minor: int
) -> tuple[tuple[Paid, ...], int | None]:
    """Make a payment of what the ledger has received beyond what is known.

    Where a payment cannot make it so, being the wrong way round or before the ledger's last statement, a statement
    does.
    """
    left_minor = row.open_minor or 0
    before_minor = _open_before(known, amount_minor)
    paid_minor = before_minor + (known.later_minor if known else 0) - left_minor
    if paid_minor == 0 or before_minor == left_minor == 0:
        return (), None
    if not _is_received(paid_minor, amount_minor):
        return (), left_minor
    is_counted = known is None or known.stated_on is None or paid_on > known.stated_on
    return (Paid(paid_on, paid_minor, row.number),), None if is_counted else left_minor


def _stated(
    left_minor: int, known: KnownInvoice | None, *, amount_minor: int, day: date
) -> tuple[tuple[Paid, ...], int | None]:
    """State what is open; what it fell by since the file before is a payment that nobody told of."""
    if known is None:
        return (), left_minor
    fallen_minor = _open_before(known, amount_minor) + known.later_minor - left_minor
    if fallen_minor == 0:
        # The ledger has the money that was entered by hand: from now on its own figure speaks, also if the entry is
        # taken back as an error.
        return (), left_minor if known.has_money_by_hand else None
    # Without a reference: the ledger told of no payment, so a later row without one must not take it back.
    paid = (Paid(day, fallen_minor, ""),) if _is_received(fallen_minor, amount_minor) else ()
    return paid, left_minor


def _is_received(paid_minor: int, amount_minor: int) -> bool:
    """Say whether a fall of the open amount is money received, or for a credit note, used."""
    return paid_minor > 0 if amount_minor >= 0 else paid_minor < 0
