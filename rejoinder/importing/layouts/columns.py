"""The columns of a table: which holds which of our fields, which could be it, and which are missing."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rejoinder.errors import Refused
from rejoinder.importing.layouts.synonyms import CALLED
from rejoinder.importing.lines import Line, text_of

# As many headers as a person reads in one sentence.
MOST_NAMED = 12


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds which of our fields.

    `wordy` gives by field the header of a column that names it, but holds no amounts, so that nothing is read of it.
    """

    header: tuple[str, ...]
    places: Mapping[str, int]
    wordy: Mapping[str, str] = field(default_factory=dict)

    def has(self, field: str) -> bool:
        """Say whether the table has a column for a field."""
        return field in self.places

    def name(self, field: str) -> str:
        """Give the header of a field's column as written, or nothing."""
        place = self.places.get(field, len(self.header))
        return self.header[place] if place < len(self.header) else ""

    def cell(self, line: Line, field: str) -> str:
        """Give a field's text in a row; nothing where the table has no such column."""
        place = self.places.get(field)
        return "" if place is None else text_of(line.cells[place])


class Names(tuple[str, ...]):
    """Names in a sentence: the screen lists them as its language does, and as text they are listed in English."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)


@dataclass(frozen=True)
class Doubt:
    """Columns that could each be this field; the first of them is taken until a person chooses."""

    field: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Recognised:
    """What a header says: the columns, the ageing columns, what is in doubt, and whether amounts are of line items.

    `sums`: all columns that may hold amounts, also those in the other currency, which are not read.
    """

    columns: Columns
    buckets: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    is_by_line: bool = False


def folded(header: str) -> str:
    """Write a header in lower case without spaces and punctuation, full-width letters as plain ones."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in plain if character.isalnum())


def missing(name: str, header: tuple[str, ...]) -> Refused:
    """Give the problem of a file that has no column for a field."""
    return Refused("No column for %(called)s was found among %(header)s.", called=CALLED[name], header=named(header))


def named(header: Sequence[str]) -> Names:
    """Give the first headers, so that a person sees which file it was."""
    names = [one for one in header if one]
    return Names(names if len(names) <= MOST_NAMED else (*names[:MOST_NAMED], "…"))
