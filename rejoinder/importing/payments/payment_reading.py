"""Reading a list of payments onto the stage: a row comes in whole, or is set aside with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import compress
from typing import Any

from rejoinder.errors import Problem, Refused
from rejoinder.importing import readers
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Line, text_of
from rejoinder.importing.pieces import Piece
from rejoinder.importing.readers import Reader
from rejoinder.importing.reading import NO_CUSTOMER, Manner, set_odd_aside
from rejoinder.importing.staging import Stage

NO_MONEY = Refused("The amount is zero: no money was received.")

# In the order in which a person looks for what is wrong with a row.
_FIELDS = ("customer", "received_on", "currency", "amount")
_PAID = 11


@dataclass
class PaymentReading:
    """Reads piece after piece; whose payment it is and what it pays is found out later, beside the book."""

    stage: Stage
    layout: Layout
    manner: Manner
    flags: set[str] = field(default_factory=set)
    _amounts: dict[str, Reader] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._text, self._key = readers.text(), readers.key("")
        self._day, self._currency = readers.day(self.manner.order), readers.currency(self.manner.currency)

    def read(self, piece: Piece) -> None:
        """Read one piece onto the stage."""
        set_odd_aside(self.stage, self.layout, piece)
        if piece.lines:
            found = self._fields(piece)
            good = self._good(piece, found)
            self._put(
                list(compress(piece.lines, good)), {name: list(compress(one, good)) for name, one in found.items()}
            )
        for line in piece.totals:
            self._keep_total(line)

    def _fields(self, piece: Piece) -> dict[str, list[Any]]:
        """Read every field; what cannot be read is a Problem in its place."""
        layout, rows = self.layout, len(piece.lines)

        def read(name: str, reader: Reader) -> list[Any]:
            cells = piece.column(layout, name)
            return reader.column([""] * rows if cells is None else cells)

        names, numbers = read("account_name", self._text), read("number", self._text)
        currencies = read("currency", self._currency)
        return {
            "customer": _customers(read("account_number", self._key), names, piece.sections, numbers),
            "account_name": [name or section for name, section in zip(names, piece.sections, strict=True)],
            "received_on": read("received_on", self._day),
            "currency": currencies,
            "amount": self._sums(piece, currencies),
            "reference": read("reference", self._text),
            "numbers": numbers,
        }

    def _sums(self, piece: Piece, currencies: list[Any]) -> list[Any]:
        """Read the amounts, each in its row's currency; one in an unknown currency is refused for that."""
        cells = piece.column(self.layout, "amount") or ()
        return [
            one if isinstance(one, Problem) else self._amount(one)[cell]
            for cell, one in zip(cells, currencies, strict=True)
        ]

    def _amount(self, code: str) -> Reader:
        """Give the reader of amounts in a currency."""
        if code not in self._amounts:
            self._amounts[code] = readers.amount(code, self.manner.decimal)
        return self._amounts[code]

    def _good(self, piece: Piece, found: dict[str, list[Any]]) -> list[bool]:
        """Set aside what cannot come in, and say which rows can."""
        good = [True] * len(piece.lines)
        for place, line in enumerate(piece.lines):
            name = next((one for one in _FIELDS if isinstance(found[one][place], Problem)), "")
            if name:
                self._refuse(line, name, found[name][place])
            elif found["amount"][place] == 0:
                self.stage.set_aside(line, "left_out", NO_MONEY, column=self.layout.columns.name("amount"))
            good[place] = not name and found["amount"][place] != 0
        return good

    def _refuse(self, line: Line, name: str, problem: Problem) -> None:
        """Set one row aside for a cell that cannot be read."""
        columns = self.layout.columns
        name = {"customer": "account_number" if columns.has("account_number") else "account_name"}.get(name, name)
        cell = text_of(columns.cell(line, name)) if columns.has(name) else ""
        self.stage.set_aside(line, "refused", problem, column=columns.name(name), value=cell)

    def _put(self, lines: Sequence[Line], found: dict[str, list[Any]]) -> None:
        """Put rows on the stage."""
        rows = zip(
            [line.number for line in lines], self.stage.customer_ids(found["customer"]), found["account_name"],
            found["received_on"], found["currency"], found["amount"], found["reference"], found["numbers"],
            map(digest, lines), [None] * len(lines), [""] * len(lines),
            strict=True,
        )  # fmt: skip
        self.stage.add("paid", rows, width=_PAID)

    def _keep_total(self, line: Line) -> None:
        """Keep what a row of sums says, to be compared with the rows."""
        place = self.layout.columns.places["amount"]
        label = next((text_of(one) for one in line.cells if text_of(one)), "")
        cell = text_of(line.cells[place]) if place < len(line.cells) else ""
        self.stage.add("summed", [(line.number, label, cell)], width=3)


def _customers(
    numbers: Sequence[str | Problem], names: Sequence[str], sections: Sequence[str], paid: Sequence[str]
) -> list[str | Problem]:
    """Name each row's customer: by number, else by name; who is named by an invoice alone has no name yet."""
    either = zip(numbers, names, sections, paid, strict=True)
    return [
        (one if isinstance(one, str) else "") or name or section or ("" if invoices else NO_CUSTOMER)
        for one, name, section, invoices in either
    ]


def digest(line: Line) -> str:
    """Give a short text that is the same for rows with the same cells only."""
    cells = "\x1f".join(map(text_of, line.cells))
    return blake2b(cells.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
