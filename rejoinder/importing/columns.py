"""Recognising the columns of a table by their headers."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.errors import Refused
from rejoinder.importing.synonyms import CALLED, SYNONYMS
from rejoinder.importing.table import Line

_IN_BRACKETS = re.compile(r"\([^()]*\)")
# As many headers as a person reads in one sentence.
MOST_NAMED = 12


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds which of our fields."""

    header: tuple[str, ...]
    places: Mapping[str, int]

    def has(self, field: str) -> bool:
        """Say whether the table has a column for a field."""
        return field in self.places

    def name(self, field: str) -> str:
        """Give the header of a field's column as written, or nothing."""
        return self.header[self.places[field]] if field in self.places else ""

    def cell(self, line: Line, field: str) -> str:
        """Give a field's text in a row; nothing where the table has no such column."""
        place = self.places.get(field)
        return "" if place is None else line.cells[place]


def folded(header: str) -> str:
    """Write a header in lower case without spaces and punctuation, full-width letters as plain ones."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in plain if character.isalnum())


def recognise(header: tuple[str, ...]) -> Columns:
    """Find out which column is which, each column used once; of two that would do, the surer name."""
    names = [folded(one) for one in header]
    bare = [folded(_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", one))) for one in header]
    places: dict[str, int] = {}
    for field, known in SYNONYMS.items():
        found = _first(names, known, set(places.values()))
        if found is None:
            found = _first(bare, known, set(places.values()))
        if found is not None:
            places[field] = found
    return Columns(header, places)


def _first(names: list[str], known: tuple[str, ...], used: set[int]) -> int | None:
    """Give the place of the column with the surest of the known names, passing over those in use."""
    for name in known:
        for place, one in enumerate(names):
            if one == name and place not in used:
                return place
    return None


def require_invoices(columns: Columns) -> None:
    """Make sure that a list of invoices can be read from these columns.

    The due date may be missing where payment terms stand in its place, the amount where an open amount does.
    Raises: Refused, naming what is missing.
    """
    if not columns.places:
        raise Refused(
            "None of the columns is known: %(header)s. The first line of the file must name them.",
            header=_named(columns.header),
        )
    instead = {"account_number": "account_name", "due": "terms", "amount": "open"}
    for field, called in CALLED.items():
        if not columns.has(field) and not columns.has(instead.get(field, "")):
            raise Refused(
                "No column for %(called)s was found among %(header)s.", called=called, header=_named(columns.header)
            )


def _named(header: tuple[str, ...]) -> str:
    """List the first headers, so that a person sees which file it was."""
    names = [one for one in header if one]
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
