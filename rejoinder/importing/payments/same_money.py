"""Telling that a row of a list of payments is money the book has already, so that it is written once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# A bank and a ledger may date one payment some days apart; what is paid every fortnight is another payment.
DAYS_APART = 10


@dataclass(frozen=True)
class Row:
    """A payment as a row has it: `numbers` are the invoices it names, known or not; below zero, money went back."""

    line: int
    received_on: str
    currency: str
    amount_minor: int
    reference: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A payment on file. `parts` is what it gave to which invoice; `numbers` are those and the ones it named in vain.

    `reverses` is the payment it takes back, `reversed_as` how; `is_reversed` says that it was taken back itself.
    """

    id: int
    received_on: str
    currency: str
    amount_minor: int
    reference: str
    source: str
    reverses: int | None
    reversed_as: str | None
    is_reversed: bool
    is_error: bool
    parts: Mapping[int, int]
    numbers: frozenset[str]

    @property
    def is_inferred(self) -> bool:
        """Say whether it only stands for a fall from one statement of the ledger to the next."""
        return self.source == "ledger" and not self.reference and self.reverses is None

    @property
    def may_be_met(self) -> bool:
        """Say whether a row can be this money: it came (or went back) as far as anybody knows.

        One from a file that somebody took back stays known: the same file must not bring it again. An entry by hand
        that was an error is none, nor is what an import took back because a file told it better.
        """
        if self.reverses is not None:
            return self.reversed_as != "error" or self.source == "hand"
        if self.source == "hand":
            return not self.is_error
        return self.source == "file" or (not self.is_inferred and not self.is_reversed)


_Test = Callable[[Row, Known], bool]
_Keys = Callable[[Row], Iterable[str]]


def meet(rows: Sequence[Row], known: Iterable[Known]) -> dict[int, int]:
    """Find for each row the payment on file that is the same money: ids of payments by line.

    Each payment is met by one row: of two equal rows beside one payment one is new. The same customer, currency and
    amount, and the same day; or the same reference, if it has a figure in it, at most ten days apart. Two references
    that differ are two payments, if both came from files, as are rows for different invoices. What somebody entered by
    hand as one sum may be several rows of one day and reference.
    """
    there = _index(known)
    met: dict[int, int] = {}
    used: set[int] = set()
    for keys, test in _TESTS:
        for row in rows:
            if row.line in met:
                continue
            near = (one for key in keys(row) for one in there.get((row.currency, row.amount_minor, key), ()))
            found = next((one for one in near if one.id not in used and test(row, one) and not _differ(row, one)), None)
            if found is not None:
                met[row.line] = found.id
                used.add(found.id)
    return met | _meet_together([row for row in rows if row.line not in met], there, used)


_Index = dict[tuple[str, int, str], list[Known]]


def _index(known: Iterable[Known]) -> _Index:
    """Put payments where they are looked for: by what must be the same."""
    there: _Index = defaultdict(list)
    for one in known:
        if one.may_be_met:
            keys = [one.received_on, "=" + one.reference.strip().casefold(), *(["back"] if one.reverses else [])]
            for key in keys:
                there[one.currency, one.amount_minor, key].append(one)
    return there


def _meet_together(rows: Iterable[Row], there: _Index, used: set[int]) -> dict[int, int]:
    """Find sums entered by hand that a file has in several rows of the same day and reference."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.received_on, row.currency, row.reference.casefold()].append(row)
    met: dict[int, int] = {}
    for (day, currency, _), group in groups.items():
        near = there.get((currency, sum(row.amount_minor for row in group), day), ())
        found = next((one for one in near if one.source == "hand" and one.id not in used), None)
        if found is not None and len(group) > 1:
            used.add(found.id)
            met |= {row.line: found.id for row in group}
    return met


def _same_reference(row: Row, one: Known) -> bool:
    return one.source != "ledger" and row.reference.casefold() == one.reference.strip().casefold()


def _same_numbers(row: Row, one: Known) -> bool:
    return not one.numbers.isdisjoint(row.numbers) or (not one.numbers and not row.numbers)


def _near_by_reference(row: Row, one: Known) -> bool:
    """Say whether a reference tells it, though the day is another one; “rent” or “transfer” tells nothing."""
    apart = abs(date.fromisoformat(row.received_on) - date.fromisoformat(one.received_on)).days
    return _same_reference(row, one) and any(map(str.isdigit, row.reference)) and apart <= DAYS_APART


def _told_of_invoice(row: Row, one: Known) -> bool:
    """Say whether a ledger told of the payment of an invoice that the row names, on whatever day."""
    return one.source == "ledger" and one.reverses is None and one.reference in row.numbers


def _taken_back(row: Row, one: Known) -> bool:
    """Say whether it was taken back on an earlier day already, by somebody or by the ledger."""
    return one.reverses is not None and one.reversed_as != "returned" and one.received_on <= row.received_on


def _differ(row: Row, one: Known) -> bool:
    """Say whether something speaks against it; what people typed they may have called otherwise."""
    if one.source == "hand":
        return False
    others = bool(row.numbers) and bool(one.numbers) and one.numbers.isdisjoint(row.numbers)
    if one.source == "ledger":
        return others
    return others or (bool(row.reference) and bool(one.reference) and not _same_reference(row, one))


def _by_day(row: Row) -> Iterable[str]:
    return (row.received_on,)


def _by_reference(row: Row) -> Iterable[str]:
    return ("=" + row.reference.casefold(),)


def _by_numbers(row: Row) -> Iterable[str]:
    return ("=" + number.casefold() for number in row.numbers)


def _back(row: Row) -> Iterable[str]:
    return ("back",) if row.amount_minor < 0 else ()


# The surest first, so that a row meets its own payment and not one that only looks like it.
_TESTS: tuple[tuple[_Keys, _Test], ...] = (
    (_by_day, lambda row, one: _same_reference(row, one) and _same_numbers(row, one)),
    (_by_day, lambda row, one: _same_reference(row, one) and bool(row.reference)),
    (_by_day, _same_numbers),
    (_by_day, lambda row, one: True),
    (_by_reference, _near_by_reference),
    (_by_numbers, _told_of_invoice),
    (_back, _taken_back),
)
