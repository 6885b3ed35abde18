"""Reading a list of invoices onto the stage: a row comes in whole, or is set aside with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any

from rejoinder.errors import Problem, Refused
from rejoinder.importing import readers
from rejoinder.importing.amounts import Decimal
from rejoinder.importing.days import Order
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Cell, Line, text_of
from rejoinder.importing.pieces import Piece
from rejoinder.importing.readers import Reader
from rejoinder.importing.staging import Stage
from rejoinder.importing.unsaid import due_days, issue_days, later, numbers_of_credits

NO_CUSTOMER = Refused("The customer is missing.")
VOID = Refused("This invoice is void.")

# In the order in which a person looks for what is wrong with a row.
_FIELDS = ("customer", "number", "issued", "due", "currency", "amount", "open", "paid", "paid_on", "disputed")
_ENTRY = 15


@dataclass(frozen=True)
class Manner:
    """How a file writes its days and amounts; `currency` is for rows that name none."""

    order: Order | None
    decimal: Decimal | None
    currency: str


@dataclass
class InvoiceReading:
    """Reads piece after piece.

    `flags`: "repeated", where some invoice may stand in several rows, "same_number", where two may have one number;
    "no issued", "no due", where the list has no such column, "unnumbered", where credit notes have no numbers, "sums of
    amounts", where its rows of sums add up what was billed.
    """

    stage: Stage
    layout: Layout
    manner: Manner
    flags: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)
    _seen_numbers: set[int] = field(default_factory=set)
    _amounts: dict[tuple[str, str], Reader] = field(default_factory=dict)

    def __post_init__(self) -> None:
        order = self.manner.order
        self._text, self._number = readers.text(), readers.key("The invoice number is missing.")
        self._key, self._terms, self._void = readers.key(""), readers.terms(), readers.void()
        self._issued, self._due, self._paid_on = readers.day(order), readers.day(order), readers.day_if_any(order)
        self._currency, self._disputed = readers.currency(self.manner.currency), readers.yes_or_no()
        self.flags |= {f"no {one}" for one in self.layout.lacks}
        if not self.layout.columns.has("open"):
            self.flags.add("sums of amounts")

    def read(self, piece: Piece) -> None:
        """Read one piece onto the stage."""
        set_odd_aside(self.stage, self.layout, piece)
        if piece.lines:
            found = self._fields(piece)
            good = self._good(piece, found)
            lines = piece.lines if good is None else tuple(compress(piece.lines, good))
            if good is not None:
                found = {name: list(compress(cells, good)) for name, cells in found.items()}
            self._put(lines, found)
        for line in piece.totals:
            self._keep_total(line)

    def _fields(self, piece: Piece) -> dict[str, list[Any]]:
        """Read every field; what cannot be read is a Problem in its place."""
        layout, rows = self.layout, len(piece.lines)

        def read(name: str, reader: Reader, missing: Any = None) -> list[Any]:
            cells = piece.column(layout, name)
            return [missing] * rows if cells is None else reader.column(cells)

        names = read("account_name", self._text, "")
        terms = read("terms", self._terms)
        issued, dues = self._days(piece, terms)
        currencies = read("currency", self._currency) if layout.columns.has("currency") else self._only_currency(rows)
        found = {
            "customer": customers_of(piece, layout, self._key, names),
            "account_name": [name or section for name, section in zip(names, piece.sections, strict=True)],
            "number": read("number", self._number),
            "issued": issued,
            "due": dues,
            "currency": currencies,
            "paid_on": read("paid_on", self._paid_on),
            "disputed": read("disputed", self._disputed),
            "terms": terms,
            "collector": read("collector", self._text, ""),
            "void": read("status", self._void, False),
        }
        found |= self._money(piece, currencies, found["paid_on"])
        if _has_problem(found["number"]):
            stated = found["number"]
            found["number"] = numbers_of_credits(stated, found["amount"], issued)
            found["is_unnumbered"] = [one is not was for one, was in zip(found["number"], stated, strict=True)]
        return found

    def _only_currency(self, rows: int) -> list[Any]:
        """Give the currency of a file without a column for it."""
        return self._currency.column([""]) * rows

    def _days(self, piece: Piece, terms: list[int | None]) -> tuple[list[Any], list[Any]]:
        """Read the days of issue and the due dates; where the list has only one of the two, it gives the other."""
        cells, due_cells = piece.column(self.layout, "issued"), piece.column(self.layout, "due")
        if cells is None:
            dues = self._due.column(due_cells or ())
            return issue_days(dues, terms), dues
        issued = self._issued.column(cells)
        if due_cells is None and self.layout.buckets:
            return issued, due_days(issued, terms)
        return issued, self._dues(due_cells or ("",) * len(issued), issued, terms)

    def _dues(self, cells: tuple[Cell, ...], issued: list[Any], terms: list[int | None]) -> list[Any]:
        """Read the due dates; where one is missing, the terms give it."""
        if "" not in cells:
            return self._due.column(cells)
        return [
            later(start, days) if cell == "" and days is not None else self._due[cell]
            for cell, start, days in zip(cells, issued, terms, strict=True)
        ]

    def _money(self, piece: Piece, currencies: list[Any], paid_on: list[Any]) -> dict[str, list[Any]]:
        """Read what was billed, what is open (nothing: not said), and whether the first is the original amount.

        With one amount column beside a day of payment, as some warehouses export it, the amount is the original one.
        """
        has = self.layout.columns.has
        is_paid = [one is not None and not isinstance(one, Problem) for one in paid_on]
        left = self._opens(piece, currencies, is_paid)
        if left is not None and not has("amount"):
            opens = [None if done else one for one, done in zip(left, is_paid, strict=True)]
            return {"amount": left, "open": opens, "has_original": is_paid}
        amounts = self._sums(piece, "amount", currencies)
        if left is None and has("paid"):
            paid = self._sums(piece, "paid", currencies, empty=0, may_be_empty=True)
            left = [_less(amount, one) for amount, one in zip(amounts, paid, strict=True)]
        rows = len(amounts)
        return {"amount": amounts, "open": left or [None] * rows, "has_original": [True] * rows}

    def _opens(self, piece: Piece, currencies: list[Any], is_paid: list[bool]) -> list[Any] | None:
        """Read the open amounts, or add them up from the columns of ages; of a paid invoice the cell may be empty."""
        if self.layout.columns.has("open"):
            left = self._sums(piece, "open", currencies, may_be_empty=True)
            missing = Refused("The amount is missing.")
            return [missing if one is None and not done else one for one, done in zip(left, is_paid, strict=True)]
        if not self.layout.buckets:
            return None
        ages = [
            self._column("bucket", piece.columns[place], currencies, empty=0, may_be_empty=True)
            for place in self.layout.buckets
        ]
        return [
            next((one for one in row if isinstance(one, Problem)), None) or sum(row) for row in zip(*ages, strict=True)
        ]

    def _sums(self, piece: Piece, name: str, currencies: list[Any], **empty: Any) -> list[Any]:
        """Read a column of amounts."""
        return self._column(name, piece.column(self.layout, name) or (), currencies, **empty)

    def _column(self, name: str, cells: Sequence[Cell], currencies: list[Any], **empty: Any) -> list[Any]:
        """Read amounts, each in its row's currency; one in an unknown currency is refused for that."""
        different = set(currencies)
        if len(different) == 1 and not _has_problem(different):
            return self._amount(name, different.pop(), **empty).column(cells)
        return [
            one if isinstance(one, Problem) else self._amount(name, one, **empty)[cell]
            for cell, one in zip(cells, currencies, strict=True)
        ]

    def _amount(self, name: str, code: str, **empty: Any) -> Reader:
        """Give the reader of a column's amounts in a currency."""
        found = self._amounts.get((name, code))
        if found is None:
            found = self._amounts[name, code] = readers.amount(code, self.manner.decimal, **empty)
        return found

    def _good(self, piece: Piece, found: dict[str, list[Any]]) -> list[bool] | None:
        """Set aside what cannot come in, and say which rows can; nothing: all of them."""
        wrong = [name for name in _FIELDS if _has_problem(found.get(name, ()))]
        if not wrong and not any(found["void"]):
            return None
        good = [True] * len(piece.lines)
        for place, line in enumerate(piece.lines):
            name = next((one for one in wrong if isinstance(found[one][place], Problem)), "")
            if name:
                self._refuse(line, name, found[name][place], found=found, place=place)
            elif found["void"][place]:
                self.stage.set_aside(line, "left_out", VOID, column=self.layout.columns.name("status"))
            good[place] = not name and not found["void"][place]
        return good

    def _refuse(self, line: Line, name: str, problem: Problem, *, found: dict[str, list[Any]], place: int) -> None:
        """Set one row aside for a cell that cannot be read; whose and which invoice it is may be known all the same."""
        columns = self.layout.columns
        name = {"customer": "account_number" if columns.has("account_number") else "account_name"}.get(name, name)
        cell = text_of(columns.cell(line, name)) if columns.has(name) else ""
        whose, which = found["customer"][place], found["number"][place]
        known = tuple("" if isinstance(one, Problem) else one for one in (whose, which))
        self.stage.set_aside(line, "refused", problem, column=columns.name(name), value=cell, of=(known[0], known[1]))

    def _put(self, lines: Sequence[Line], found: dict[str, list[Any]]) -> None:
        """Put rows on the stage."""
        customers = self.stage.customer_ids(found["customer"])
        self._watch(customers, found["number"])
        self._put_unnumbered(lines, found)
        is_unpaid = repeat(0)
        if self.layout.columns.has("paid_on"):
            pairs = zip(found["paid_on"], found["open"], strict=True)
            is_unpaid = [paid is None and left is None for paid, left in pairs]  # type: ignore[assignment]
        rows = zip(
            [line.number for line in lines], customers, found["number"], found["issued"], found["due"],
            found["currency"], found["amount"], found["has_original"], found["open"], found["paid_on"], is_unpaid,
            found["disputed"], found["account_name"], found["terms"], found["collector"],
            strict=False,
        )  # fmt: skip
        self.stage.add("entry", rows, width=_ENTRY)

    def _put_unnumbered(self, lines: Sequence[Line], found: dict[str, list[Any]]) -> None:
        """Note which credit notes have no number but that of their day."""
        lacking = found.get("is_unnumbered", ())
        if any(lacking):
            rows = [(line.number, number) for line, number in zip(lines, found["number"], strict=True)]
            self.stage.add("unnumbered (line, base)", compress(rows, lacking), width=2)
            self.flags.add("unnumbered")

    def _watch(self, customers: list[int], numbers: list[str]) -> None:
        """Note whether an invoice, or its number, may stand twice: by hashes, which are small enough to keep all."""
        for flag, seen, keys in (
            ("repeated", self._seen, zip(customers, numbers, strict=True)),
            ("same_number", self._seen_numbers, numbers),
        ):
            if flag not in self.flags:
                hashes = set(map(hash, keys))
                if len(hashes) < len(numbers) or not seen.isdisjoint(hashes):
                    self.flags.add(flag)
                seen |= hashes

    def _keep_total(self, line: Line) -> None:
        """Keep what a row of sums says, to be compared with the rows."""
        place = self.layout.columns.places.get("open", self.layout.columns.places.get("amount"))
        cell = line.cells[place] if place is not None and place < len(line.cells) else ""
        label = next((text_of(one) for one in line.cells if text_of(one)), "")
        self.stage.add("summed", [(line.number, label, text_of(cell))], width=3)


def _has_problem(cells: Iterable[Any]) -> bool:
    """Say whether something among them could not be read; there are few types, and many cells."""
    return any(issubclass(one, Problem) for one in set(map(type, cells)))


def customers_of(piece: Piece, layout: Layout, numbers: Reader, names: Iterable[str]) -> list[Any]:
    """Name each row's customer: by number, else by name, else by the section the row stands in."""
    cells = piece.column(layout, "account_number")
    found = names if cells is None else numbers.column(cells)
    either = zip(found, names, piece.keys, strict=True)
    return [(one if isinstance(one, str) else "") or name or section or NO_CUSTOMER for one, name, section in either]


def _less(amount: Any, paid: Any) -> Any:
    """Give what is left of an amount, or the problem with one of the two."""
    if isinstance(amount, Problem) or isinstance(paid, Problem):
        return paid if isinstance(paid, Problem) else amount
    return amount - paid


def set_odd_aside(stage: Stage, layout: Layout, piece: Piece) -> None:
    """Refuse rows that are shorter or longer than the others: their cells may have shifted."""
    for line in piece.odd:
        sentence = "This row has %(cells)d cells and the header %(headers)d."
        if line.last > line.number:
            sentence += " It runs on to line %(last)d: look for a quotation mark that is not closed."
        counts = {"cells": len(line.cells), "headers": len(layout.columns.header), "last": line.last}
        stage.set_aside(line, "refused", Refused(sentence, **counts))
