"""Invoices, and how an account stands in each currency: what is open, late, disputed and to be asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rejoinder.dates import days_past
from rejoinder.store import Row

# Days past due at which a bucket ends; the field's usual four (the last has no end).
BUCKET_ENDS = (30, 60, 90)


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
    dispute_reason: str
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


@dataclass(frozen=True)
class Ageing:
    """The overdue sum by days past due: 1–30, 31–60, 61–90, over 90; credit notes are left out."""

    late_1: int
    late_31: int
    late_61: int
    late_91: int

    def shares(self) -> tuple[float, ...]:
        """Give each bucket's share of the whole in per cent."""
        buckets = (self.late_1, self.late_31, self.late_61, self.late_91)
        whole = sum(buckets) or 1
        return tuple(round(100 * bucket / whole, 2) for bucket in buckets)


@dataclass(frozen=True)
class Standing:
    """How an account stands in one currency; all amounts in its minor units."""

    currency: str
    open_minor: int
    overdue_minor: int
    disputed_minor: int
    asked_minor: int
    asked: tuple[Invoice, ...]
    oldest: Invoice | None
    ageing: Ageing

    @property
    def late_count(self) -> int:
        """How many invoices are asked for, credits not counted."""
        return sum(1 for one in self.asked if one.undisputed_minor > 0)

    @property
    def oldest_due(self) -> date:
        """When the oldest invoice that is asked for was due, or the end of days."""
        return self.oldest.due_on if self.oldest else date.max


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
        dispute_reason=row["dispute_reason"] or "",
        disputed_on=date.fromisoformat(row["disputed_on"]) if row["disputed_on"] else None,
        disputed_in=row["opened_in"],
    )


def standings(invoices: Iterable[Invoice], today: date) -> tuple[Standing, ...]:
    """Sum up the open invoices by currency, the one with most late invoices first; never across currencies.

    What is asked for is the whole overdue sum less what is disputed, and less open credit notes.
    """
    by_currency: dict[str, list[Invoice]] = {}
    for one in invoices:
        by_currency.setdefault(one.currency, []).append(one)
    found = [_standing(currency, ones, today) for currency, ones in by_currency.items()]
    return tuple(sorted(found, key=lambda s: (s.asked_minor <= 0, -s.late_count, s.oldest_due, s.currency)))


def _standing(currency: str, invoices: list[Invoice], today: date) -> Standing:
    """Sum up one currency."""
    overdue = [one for one in invoices if one.counts(today)]
    asked = tuple(one for one in overdue if one.undisputed_minor != 0)
    asked_minor = sum(one.undisputed_minor for one in asked)
    late = [one for one in asked if one.undisputed_minor > 0]
    return Standing(
        currency=currency,
        open_minor=sum(one.open_minor for one in invoices),
        overdue_minor=sum(one.open_minor for one in overdue),
        disputed_minor=sum(one.disputed_minor for one in invoices),
        # Credits may outweigh what is late: then there is nothing to ask for.
        asked_minor=max(0, asked_minor),
        asked=asked if asked_minor > 0 else (),
        oldest=min(late, key=lambda one: one.due_on) if late and asked_minor > 0 else None,
        ageing=_ageing(overdue, today),
    )


def _ageing(overdue: list[Invoice], today: date) -> Ageing:
    """Put the late amounts into the four buckets."""
    sums = [0, 0, 0, 0]
    for one in overdue:
        if one.open_minor > 0:
            days = one.days_late(today)
            sums[sum(days > end for end in BUCKET_ENDS)] += one.open_minor
    return Ageing(*sums)
