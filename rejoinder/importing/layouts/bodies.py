"""The rows of a table one by one: which are items, which sections, totals, or nothing but the report's own words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from rejoinder.importing.layouts.columns import folded
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.layouts.sections import NOBODY, Customer, customer_of, is_ageing_band, is_section
from rejoinder.importing.layouts.shapes import is_day, is_note, texts, total_of
from rejoinder.importing.lines import Cell, Line, text_of

# Days repeat from row to row; so many different ones are remembered as days.
DAYS_REMEMBERED = 2**14


class Part(NamedTuple):
    """One row and what it is: "item", "total", "section" or "passed" (a repeated header, a line, a note).

    `customer` and `account_number` are those of the section the row stands under, empty where there is none.
    """

    role: str
    line: Line
    customer: str
    account_number: str = ""


def body(lines: Iterable[Line], layout: Layout) -> Iterator[Part]:
    """Give the rows below the header in order, every one of them.

    A row that is not clearly something else is an item, so that it is refused with its reason and never lost.
    """
    below = dropwhile(lambda line: line.number <= layout.after, lines)
    if layout.kind == "contacts":
        return _contacts(below, layout)
    parts = _rows(below, layout)
    return _open_sections(parts) if layout.sight.has_sums and layout.has_sections else parts


def _rows(lines: Iterable[Line], layout: Layout) -> Iterator[Part]:
    """Tell the rows apart: one with a number and a day is an item, all others are looked at closely."""
    places = layout.columns.places
    number, day = _telling(layout)
    titles = {heading[number] for heading in layout.headings if number < len(heading)} - {""}
    days: dict[Cell, bool] = {}
    reading = _Reading(layout)
    name, account_number = layout.customer
    # Without a number of its own a payment is told by its amount, which a total has too.
    is_plain = "number" in places or layout.kind == "invoices"
    for line in lines:
        cells = line.cells
        try:
            on = cells[day]
            if is_plain and cells[number] and on and cells[number] not in titles:
                known = days.get(on)
                if known is None:
                    known = _remember(days, on)
                if known:
                    yield Part("item", line, name, account_number)
                    continue
        except IndexError:
            pass
        yield reading.part(line)
        name, account_number = reading.customer


def _telling(layout: Layout) -> tuple[int, int]:
    """Give the places of the number and of the day that make a row an item."""
    places = layout.columns.places
    days = [places[one] for one in ("due", "received_on", "issued") if one in places]
    number = places.get("number", places.get("amount", 0))
    return number, days[0] if days else number


def _remember(days: dict[Cell, bool], cell: Cell) -> bool:
    """Look whether a cell is a day, and remember it."""
    if len(days) >= DAYS_REMEMBERED:
        days.clear()
    days[cell] = is_day(cell)
    return days[cell]


class _Reading:
    """The customer under whom the rows stand, and what each uncommon row is."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sight = layout.sight
        self.customer: Customer = layout.customer
        self.sections: set[str] = set()

    def part(self, line: Line) -> Part:
        """Say what a row is, and begin or end a section with it."""
        role = self.role(line.cells)
        if role == "section":
            self.customer = customer_of(_words_of(line.cells))
            self.sections.add(folded(self.customer.name))
        part = Part(role, line, *self.customer)
        if role == "total" and self.layout.has_sections:
            self.customer = self._parent()
        return part

    def _parent(self) -> Customer:
        """Give whose rows may follow after a section's total: of "Parent:Child" the parent, if it had a section."""
        parent = self.customer.name.rpartition(":")[0].strip()
        return Customer(parent) if parent and folded(parent) in self.sections else NOBODY

    def role(self, cells: Sequence[Cell]) -> str:
        """Say what a row is."""
        if _is_heading(cells, self.layout.headings):
            return "passed"
        number, has_day = self.sight.cell(cells, self.sight.number), self.sight.has_day(cells)
        has_money = self.sight.has_money(cells)
        if has_day and (has_money or number != ""):
            return "item"
        if self._is_total(cells, number, has_money=has_money) and not has_day:
            return "total" if has_money else "passed"
        if self.layout.has_sections and is_section(cells, self.sight):
            return "section"
        if has_day or has_money:
            return "item"
        return "passed" if self._says_nothing(cells, number) else "item"

    def _is_total(self, cells: Sequence[Cell], number: Cell, *, has_money: bool) -> bool:
        """Say whether a row without days is a total: by its words, or in sections by having nothing but amounts."""
        of = total_of(cells)
        if of is None:
            return self.layout.has_sections and has_money and self._has_only_money(cells)
        if number != "" and total_of([number]) is None:
            return False
        if self.layout.has_sections and not has_money and of:
            return False
        if self.layout.has_sections and self.sight.has_sums and of:
            # Here a customer's own row has amounts too: "Total Energies" is a total only of a section "Energies".
            return folded(of) in self.sections
        return True

    def _has_only_money(self, cells: Sequence[Cell]) -> bool:
        return all(one == "" or place in self.sight.money for place, one in enumerate(cells))

    def _says_nothing(self, cells: Sequence[Cell], number: Cell) -> bool:
        """Say whether a row without days and amounts is a line, a note or a heading between the items."""
        filled = {text_of(one) for one in cells if one != ""}
        if not filled or is_note(cells) or is_ageing_band(cells):
            return True
        lone = filled == {text_of(number)}
        is_number = lone and " " not in text_of(number) and any(one.isdigit() for one in text_of(number))
        return len(filled) == 1 and bool(texts(cells)) and not is_number


def _words_of(cells: Sequence[Cell]) -> list[Cell]:
    """Give what a section row says, without the sums it may carry."""
    found = [one for one in cells if one != ""]
    return found[:1] if len(texts(cells)) == 1 else found


def _is_heading(cells: Sequence[Cell], headings: Sequence[Sequence[Cell]]) -> bool:
    """Say whether a row repeats a line of the header."""
    for heading in headings:
        filled = [(one, heading[place] if place < len(heading) else "") for place, one in enumerate(cells) if one != ""]
        if len(filled) > 1 and all(one == other for one, other in filled):
            return True
    return False


def _open_sections(parts: Iterable[Part]) -> Iterator[Part]:
    """Where section rows carry sums: one without rows below it was folded in the report, and its sum is no invoice.

    It is given out as an item, to be refused, so that its money is not lost; the report's own first row is passed.
    """
    held: Part | None = None
    is_first = True
    for part in parts:
        if held is not None:
            yield held if part.role == "item" else held._replace(role="passed" if is_first else "item")
            is_first = False
        held = part if part.role == "section" else None
        if held is None:
            yield part
    if held is not None:
        yield held._replace(role="item")


def _contacts(lines: Iterable[Line], layout: Layout) -> Iterator[Part]:
    """Give the rows of a list of contacts: all but repeated headers, notes and totals are items."""
    for line in lines:
        filled = {text_of(one) for one in line.cells if one != ""}
        is_lone = len(filled) == 1 and is_note(line.cells)
        is_total = total_of(line.cells) == "" and len(texts(line.cells)) == 1
        passed = _is_heading(line.cells, layout.headings) or is_lone
        yield Part("total" if is_total else "passed" if passed else "item", line, "")
