"""Customers that stand on rows of their own above their invoices: telling such rows, and whom they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rejoinder.importing.layouts.ageing_columns import is_bucket
from rejoinder.importing.layouts.columns import Columns, folded
from rejoinder.importing.layouts.shapes import is_day, is_figure, is_note, texts, total_of
from rejoinder.importing.layouts.synonyms import DAYS, MONEY
from rejoinder.importing.lines import Cell, Line, text_of

_LABELLED = re.compile(
    r"(?:customer|client|account|a/c|debtor|party|partner|客户(?:名称)?|往来单位(?:名称)?)\s*[:：]\s*(\S.*)",
    re.IGNORECASE,
)
_NUMBER_LABELS = frozenset({"ac", "account", "accountno", "customerno", "accountnumber", "客户编码"})
_NAME_LABELS = frozenset({"name", "customer", "customername", "client", "客户", "客户名称"})
_TELEPHONE = re.compile(r"[+(]{0,2}0[\d ()/-]{5,}|\+\d[\d ()/-]{6,}")
_PAST_DUE = re.compile(r"(?:past due|days?|overdue|days past due)", re.IGNORECASE)


class Customer(NamedTuple):
    """Whom a section row names; the number where the row has one."""

    name: str
    number: str = ""


NOBODY = Customer("")


@dataclass(frozen=True)
class Sight:
    """Where in a row to look: the invoice number, days, amounts, customer, where a section's name stands.

    `has_sums`: section rows carry the sums of their customer, their name standing among the invoice numbers.
    """

    number: int | None
    days: tuple[int, ...]
    money: tuple[int, ...]
    names: tuple[int, ...] = ()
    has_sums: bool = False

    def cell(self, cells: Sequence[Cell], place: int | None) -> Cell:
        """Give a cell, an empty text where the row is too short."""
        return cells[place] if place is not None and place < len(cells) else ""

    def has_day(self, cells: Sequence[Cell]) -> bool:
        """Say whether any of the day columns holds a day."""
        return any(is_day(self.cell(cells, place)) for place in self.days)

    def has_money(self, cells: Sequence[Cell]) -> bool:
        """Say whether any of the amount columns holds an amount."""
        return any(is_money(self.cell(cells, place)) for place in self.money)


def sight_of(columns: Columns, sums: Sequence[int], *, names: tuple[int, ...] = ()) -> Sight:
    """Say where to look in the rows below a header; `sums` are columns of amounts beside those that are read."""
    places = columns.places
    number = places.get("number")
    return Sight(
        number,
        tuple(places[one] for one in DAYS if one in places),
        tuple(sorted({*(places[one] for one in MONEY if one in places), *sums})),
        names,
        has_sums=number is not None and number < len(columns.header) and not columns.header[number],
    )


def is_money(cell: Cell) -> bool:
    """Say whether a cell is an amount; a telephone number is none."""
    return is_figure(cell) and not (isinstance(cell, str) and _TELEPHONE.fullmatch(cell))


def customer_of(cells: Sequence[Cell]) -> Customer:
    """Read whom a section row names: a name, or a number and a name, perhaps with labels before them."""
    filled = list(dict.fromkeys(text_of(one) for one in cells if one != ""))
    labelled = _labelled(filled)
    if labelled.name:
        return labelled
    if found := _LABELLED.fullmatch(filled[0]):
        return Customer(found[1])
    if len(filled) > 1 and _is_code(filled[0]) and _is_name(filled[1]):
        return Customer(filled[1], filled[0])
    return Customer(filled[0])


def _labelled(filled: list[str]) -> Customer:
    """Read "A/C:", "KES001", "Name:", "Kestrel Ltd"."""
    number = name = ""
    for label, value in pairwise(filled):
        if label.endswith((":", "：")):
            number = number or (value if folded(label) in _NUMBER_LABELS else "")
            name = name or (value if folded(label) in _NAME_LABELS else "")
    return Customer(name or number, number)


def _is_code(text: str) -> bool:
    return " " not in text and any(one.isdigit() for one in text)


def _is_name(text: str) -> bool:
    return "@" not in text and any(one.isalpha() for one in text) and not _TELEPHONE.fullmatch(text)


def is_ageing_band(cells: Sequence[Cell]) -> bool:
    """Say whether a row is headed by a span of days past due instead of a customer."""
    filled = [text_of(one) for one in cells if one != ""]
    return len(set(filled)) == 1 and (is_bucket(filled[0]) or is_bucket(_PAST_DUE.sub("", filled[0]).strip()))


def is_section(cells: Sequence[Cell], sight: Sight) -> bool:
    """Say whether a row could name a customer: words, no day, no amount unless sections carry their sums."""
    if sight.has_day(cells) or is_note(cells) or is_ageing_band(cells):
        return False
    first = next((place for place, one in enumerate(cells) if one != ""), -1)
    if sight.names and first not in sight.names:
        return False
    if sight.has_sums:
        return first == sight.number and len(texts(cells)) == 1
    return not sight.has_money(cells) and bool(texts(cells)) and not _is_lone_total(cells)


def _is_lone_total(cells: Sequence[Cell]) -> bool:
    return total_of(cells) == ""


def find_sections(rows: Sequence[Line], columns: Columns, sight: Sight) -> tuple[int, ...]:
    """Find where the names of sections stand, by the first rows of a table; nothing where it has none.

    Rows that look like sections are none where the invoices name their customers themselves.
    """
    items = [line.cells for line in rows if sight.has_day(line.cells) and not is_section(line.cells, sight)]
    if not items or _share(items, columns.places.get("account_name")) * 2 > 1:
        return ()
    found: set[int] = set()
    numbers: dict[int, set[Cell]] = {}
    place = columns.places.get("account_number")
    for line in rows:
        if is_section(line.cells, sight) and not (total_of(line.cells) and sight.has_money(line.cells)):
            found.add(next(one for one, cell in enumerate(line.cells) if cell != ""))
            numbers[line.number] = set()
        elif numbers and sight.has_day(line.cells) and place is not None:
            numbers[max(numbers)].add(sight.cell(line.cells, place))
    # A heading above invoices of several customers is no customer.
    is_heading = _share(items, place) * 2 > 1 and any(len(one - {""}) > 1 for one in numbers.values())
    return () if is_heading else tuple(sorted(found))


def _share(items: Sequence[Sequence[Cell]], place: int | None) -> float:
    """Say how many of the invoices have something in a column, from 0 to 1."""
    if place is None:
        return 0
    return sum(place < len(cells) and cells[place] != "" for cells in items) / len(items)
