"""Reading a list of customers and their contacts onto the stage: a row comes in whole, or is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from rejoinder.accounts.entering import LONGEST_TEXT
from rejoinder.errors import Problem, Refused
from rejoinder.importing import readers
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Line, text_of
from rejoinder.importing.payments.payment_reading import digest
from rejoinder.importing.pieces import Piece
from rejoinder.importing.reading import Manner, customers_of, set_odd_aside
from rejoinder.importing.staging import Stage

_TEXTS = (
    "account_name", "contact_name", "first_name", "last_name", "role", "email", "telephone", "mobile", "city",
    "country", "collector",
)  # fmt: skip
# What is kept as it stands, and where; a number that is none is kept as far as it fits.
_SHORT = ("account_name", "contact_name", "first_name", "last_name", "city")
_PERSON = 14


@dataclass
class ContactReading:
    """Reads piece after piece; who of them is known is found out later, beside the book."""

    stage: Stage
    layout: Layout
    manner: Manner
    flags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._text, self._key, self._terms = readers.text(), readers.key(""), readers.terms()

    def read(self, piece: Piece) -> None:
        """Read one piece onto the stage."""
        set_odd_aside(self.stage, self.layout, piece)
        if not piece.lines:
            return
        found: dict[str, list[Any]] = {
            name: self._text.column(piece.column(self.layout, name) or [""] * len(piece.lines)) for name in _TEXTS
        }
        terms = piece.column(self.layout, "terms")
        found["terms"] = [None] * len(piece.lines) if terms is None else self._terms.column(terms)
        found["customer"] = customers_of(piece, self.layout, self._key, found["account_name"])
        good = [self._is_good(line, {name: found[name][nth] for name in found}) for nth, line in enumerate(piece.lines)]
        self._put(list(compress(piece.lines, good)), {name: list(compress(one, good)) for name, one in found.items()})

    def _is_good(self, line: Line, found: dict[str, Any]) -> bool:
        """Set a row aside that cannot come in; one that says nothing at all of a customer is passed over."""
        if isinstance(found["customer"], Problem):
            name = "account_number" if self.layout.columns.has("account_number") else "account_name"
            self._refuse(line, name, found["customer"])
            return False
        too_long = next((name for name in _SHORT if len(found[name]) > LONGEST_TEXT), "")
        if too_long:
            sentence = Refused("This is longer than %(most)s characters. Write it shorter.", most=LONGEST_TEXT)
            self._refuse(line, too_long, sentence)
        return not too_long

    def _refuse(self, line: Line, name: str, problem: Problem) -> None:
        """Set one row aside for one cell."""
        columns = self.layout.columns
        cell = text_of(columns.cell(line, name)) if columns.has(name) else ""
        self.stage.set_aside(line, "refused", problem, column=columns.name(name), value=cell)

    def _put(self, lines: Sequence[Line], found: dict[str, list[Any]]) -> None:
        """Put rows on the stage."""
        names = map(_called, found["contact_name"], found["first_name"], found["last_name"])
        rows = zip(
            [line.number for line in lines], self.stage.customer_ids(found["customer"]), found["account_name"], names,
            found["role"], found["email"], found["telephone"], found["mobile"], found["city"], found["country"],
            found["terms"], found["collector"], map(digest, lines), [""] * len(lines),
            strict=True,
        )  # fmt: skip
        self.stage.add("person", rows, width=_PERSON)


def _called(whole: str, first: str, last: str) -> str:
    """Give a contact's name: whole, or put together as people write it, the Chinese with the family name in front."""
    if whole or not (first and last):
        return whole or first or last
    is_chinese = all("\u4e00" <= character <= "\u9fff" for character in first + last)
    name = last + first if is_chinese else f"{first} {last}"
    return name[:LONGEST_TEXT]
