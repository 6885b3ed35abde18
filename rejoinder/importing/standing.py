"""How a creditor's book stands after an import: what is open by currency, and how many invoices are late.

Reckoned from the changes before they are written: the record of the run holds these figures, is never changed, and must
be there before the payments that refer to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rejoinder.importing.changes import Change, amount_of
from rejoinder.importing.known import Book


@dataclass(frozen=True)
class Standing:
    """What is open in minor units by currency; the counts are of invoices, without credit notes."""

    open_minor: Mapping[str, int]
    invoices_open: int
    invoices_overdue: int
    invoices_overdue_disputed: int


@dataclass(frozen=True, slots=True)
class _Item:
    """An invoice as it will be."""

    currency: str
    amount_minor: int
    open_minor: int
    due_on: str
    is_disputed: bool


def standing_after(book: Book, changes: Iterable[Change], *, day: date) -> Standing:
    """Sum up all invoices of a book as they will be once the changes are written; late is what was due before a day."""
    items = list(_items(book, changes))
    open_minor: Counter[str] = Counter()
    for one in items:
        open_minor[one.currency] += one.open_minor
    unpaid = [one for one in items if one.amount_minor >= 0 and one.open_minor > 0]
    late = [one for one in unpaid if one.due_on < day.isoformat()]
    return Standing(dict(open_minor), len(unpaid), len(late), sum(one.is_disputed for one in late))


def _items(book: Book, changes: Iterable[Change]) -> Iterator[_Item]:
    """Give every invoice of the book as it will be."""
    changed = set()
    for one in changes:
        if one.known is not None:
            changed.add(one.known.id)
        yield _changed(one)
    for known in book.invoices.values():
        if known.id not in changed:
            yield _Item(known.currency, known.amount_minor, known.open_minor, known.due_on, known.is_disputed)


def _changed(change: Change) -> _Item:
    """Give one invoice as a change leaves it."""
    row, known = change.row, change.known
    was_disputed = known is not None and known.is_disputed and not change.closes_dispute
    return _Item(
        currency=row.currency,
        amount_minor=amount_of(row, known),
        open_minor=change.open_minor,
        due_on=row.due_on.isoformat(),
        is_disputed=was_disputed or change.opens_dispute,
    )
