"""Recognising the columns of a table by their headers, and by what stands in them where a header may mean two things."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rejoinder.errors import Refused
from rejoinder.importing.ageing_columns import buckets
from rejoinder.importing.currencies_meant import Basis, basis_of, choose_basis, without_basis
from rejoinder.importing.lines import Cell, Line, text_of
from rejoinder.importing.shapes import is_day, is_figure
from rejoinder.importing.synonyms import (
    CALLED,
    DAYS,
    IN_DOCUMENT_CURRENCY,
    IN_LOCAL_CURRENCY,
    MONEY,
    MUST_BE_SURE,
    NUMBER_OR_NAME,
    RATHER_NUMBERS,
    SYNONYMS,
)
from rejoinder.importing.wordings import worded

_IN_BRACKETS = re.compile(r"\([^()]*\)")
# As many headers as a person reads in one sentence.
MOST_NAMED = 12
# Comes after every rank of a listed name.
_BY_WORDS = 99
_BY_LINE = ("linetotal", "lineamount", "itemtotal")


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
        place = self.places.get(field, len(self.header))
        return self.header[place] if place < len(self.header) else ""

    def cell(self, line: Line, field: str) -> str:
        """Give a field's text in a row; nothing where the table has no such column."""
        place = self.places.get(field)
        return "" if place is None else text_of(line.cells[place])


@dataclass(frozen=True)
class Doubt:
    """Columns that could each be this field; the first of them is taken until a person chooses."""

    field: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Recognised:
    """What a header says: the columns, the ageing columns, what is in doubt, and whether amounts are of line items."""

    columns: Columns
    buckets: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    is_by_line: bool = False


@dataclass
class _Search:
    """A header on its way to being recognised; `samples` are the filled cells of each column's first rows."""

    header: tuple[str, ...]
    kind: str
    samples: Sequence[Sequence[Cell]] = ()
    places: dict[str, int] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def used(self) -> set[int]:
        return set(self.places.values())

    def cells(self, place: int) -> Sequence[Cell]:
        return self.samples[place] if place < len(self.samples) else ()


def folded(header: str) -> str:
    """Write a header in lower case without spaces and punctuation, full-width letters as plain ones."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in plain if character.isalnum())


def recognise(header: tuple[str, ...]) -> Columns:
    """Find out which column of a list of invoices is which, by its header alone."""
    return match(header, kind="invoices").columns


def match(
    header: tuple[str, ...],
    *,
    kind: str,
    samples: Sequence[Sequence[Cell]] = (),
    chosen: Mapping[str, int | None] | None = None,
) -> Recognised:
    """Find out which column is which, each column used once; what a person chose wins over every name.

    `samples` are the filled cells of the first rows, column by column.
    """
    search = _Search(header, kind, samples)
    for name, place in (chosen or {}).items():
        search.closed.add(name)
        if place is not None:
            search.places[name] = place
    ageing = buckets(header, used=search.used) if kind == "invoices" else ()
    wanted, found = _candidates(search, ageing)
    _settle(search, found, exact=True)
    _customer(search)
    _settle(search, found, exact=False)
    return Recognised(
        Columns(header, search.places),
        tuple(place for place in ageing if basis_of(header[place]) in ("", wanted) and place not in search.used),
        tuple(search.doubts),
        "amount" in search.places
        and "open" not in search.places
        and folded(Columns(header, search.places).name("amount")) in _BY_LINE,
    )


_Candidates = dict[str, list[tuple[int, int]]]


def _candidates(search: _Search, ageing: tuple[int, ...]) -> tuple[Basis, _Candidates]:
    """List for each field the columns that could be it, as (rank of the name, place), in the currency wanted."""
    found: _Candidates = {}
    for place, header in enumerate(search.header):
        for name, rank in _ranks(header, search.kind):
            if name not in search.closed and place not in search.used and not _is_barred(search, name, place):
                found.setdefault(name, []).append((rank, place))
    if ageing:
        _total_is_open(search, found)
    wanted = _in_one_currency(search, found)
    return wanted, {name: sorted(places) for name, places in found.items()}


@lru_cache(maxsize=2**12)
def _ranks(header: str, kind: str) -> tuple[tuple[str, int], ...]:
    """Give the fields a header may mean, each with the rank of the name: listed ones first, then by its words."""
    known = _KNOWN[kind]
    exact: dict[str, int] = {}
    for variant in _variants(header):
        for name, rank in known.get(variant, ()):
            exact.setdefault(name, rank)
    if exact or _is_customer(header):
        return tuple(exact.items())
    return tuple((name, _BY_WORDS) for name in worded(header) if name in SYNONYMS[kind])


def _variants(header: str) -> tuple[str, ...]:
    """Give the ways to read a header: whole, without what stands in brackets, without the currency meant."""
    bare = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", header))
    return folded(header), folded(bare), folded(without_basis(header))


def _is_customer(header: str) -> bool:
    return folded(header) in NUMBER_OR_NAME


_KNOWN: dict[str, dict[str, list[tuple[str, int]]]] = {}
for _kind, _fields in SYNONYMS.items():
    for _field, _named_so in _fields.items():
        for _rank, _names in enumerate(_named_so):
            for _name in _names.split():
                _KNOWN.setdefault(_kind, {}).setdefault(_name, []).append((_field, _rank))


def known_fields(header: str) -> frozenset[str]:
    """Give the fields that a text could name as a header, whatever the kind of list."""
    if _is_customer(header):
        return frozenset({"account_name"})
    return frozenset(name for kind in SYNONYMS for name, _ in _ranks(header, kind))


def _is_barred(search: _Search, name: str, place: int) -> bool:
    """Say whether what stands in a column cannot be what its header may mean: words as amounts, names as days."""
    cells = search.cells(place)
    short = folded(search.header[place])
    if name in DAYS:
        return bool(cells) and not _most(cells, is_day) if short == "due" else bool(cells) and not _any_digit(cells)
    if name in MONEY:
        return not _most(cells, is_figure) if short == "open" else bool(cells) and not _any_digit(cells)
    return False


def _most(cells: Sequence[Cell], claim: Callable[[Cell], bool]) -> bool:
    return bool(cells) and sum(map(claim, cells)) * 2 > len(cells)


def _any_digit(cells: Sequence[Cell]) -> bool:
    return any(not isinstance(one, str) or any(letter.isdigit() for letter in one) for one in cells)


def _total_is_open(search: _Search, found: _Candidates) -> None:
    """In an ageing report the total of a row is what is open, unless another column says so."""
    amounts = [(rank, place) for rank, place in found.get("amount", []) if _is_total(search.header[place])]
    in_document = [place for place, one in enumerate(search.header) if folded(one) == "amountcurrency"]
    if "open" in search.closed or "open" in found or not amounts:
        return
    found["open"] = [(0, place) for place in in_document] + [(1, place) for _, place in amounts]
    found["amount"] = [one for one in found["amount"] if one not in amounts]


def _is_total(header: str) -> bool:
    return any(one in ("total", "totalamount", "合计", "合计金额") for one in _variants(header))


def _in_one_currency(search: _Search, found: _Candidates) -> Basis:
    """Keep of the amounts those in the currency that the list names, so that all of a row are in the same."""
    currencies = [basis_of(search.header[place]) for _, place in found.get("currency", [])]
    if "currency" in search.places:
        currencies = [basis_of(search.header[search.places["currency"]])]
    money = {name: {place: _basis(search, place) for _, place in found[name]} for name in MONEY if found.get(name)}
    wanted, kept = choose_basis(money, currencies)
    for name, places in kept.items():
        found[name] = [one for one in found[name] if one[1] in places]
    # A doubtful pair of currencies is none: the one of the amounts taken is the row's.
    suiting = [one for one in found.get("currency", []) if basis_of(search.header[one[1]]) in ("", wanted)]
    if "currency" in found and any(money.values()):
        found["currency"] = suiting
    return wanted


def _basis(search: _Search, place: int) -> Basis:
    """Say in whose currency a column of amounts is."""
    short = folded(search.header[place])
    if short in IN_LOCAL_CURRENCY:
        return "local"
    return "document" if short in IN_DOCUMENT_CURRENCY else basis_of(search.header[place])


def _settle(search: _Search, found: _Candidates, *, exact: bool) -> None:
    """Give each field without a column its surest one; where others are as sure, note the doubt."""
    for name in SYNONYMS[search.kind]:
        free = [
            (rank, place)
            for rank, place in found.get(name, [])
            if place not in search.used and (rank < _BY_WORDS) == exact
        ]
        if name in search.places or name in search.closed or not free:
            continue
        rivals = [place for rank, place in free if rank == free[0][0]]
        search.places[name] = _fullest(search, rivals) if name not in MUST_BE_SURE else rivals[0]
        if len(rivals) > 1 and name in MUST_BE_SURE:
            search.doubts.append(Doubt(name, tuple(rivals)))


def _fullest(search: _Search, places: list[int]) -> int:
    """Of columns with the same meaning take the first one with anything in it."""
    return next((place for place in places if search.cells(place)), places[0])


def _customer(search: _Search) -> None:
    """Give a column called only "Customer" to the number or to the name: to the one missing, or by what it holds."""
    short = [folded(one) for one in search.header]
    for name in NUMBER_OR_NAME:
        for place, one in enumerate(short):
            # Beside a journal stands the account of the general ledger.
            if one != name or place in search.used or (name == "account" and "journal" in short):
                continue
            chosen = _number_or_name(search, name, place)
            if chosen:
                search.places[chosen] = place


def _number_or_name(search: _Search, name: str, place: int) -> str:
    """Say which of the two a customer column is; nothing where both are found."""
    free = [one for one in ("account_number", "account_name") if one not in search.places and one not in search.closed]
    if name == "account" and len(free) == 1 and free[0] == "account_number" and search.samples:
        return "account_number" if _most(search.cells(place), _is_code) else ""
    if len(free) < 2:
        return free[0] if free else ""
    cells = search.cells(place)
    is_number = _most(cells, _is_code) if cells else name in RATHER_NUMBERS
    return "account_number" if is_number else "account_name"


def _is_code(cell: Cell) -> bool:
    """Say whether a cell is a number or a code such as C-10045 rather than a name."""
    if not isinstance(cell, str):
        return True
    return " " not in cell and any(one.isdigit() for one in cell)


def require_invoices(columns: Columns) -> None:
    """Make sure that a list of invoices can be read from these columns.

    The due date may be missing where payment terms stand in its place, the amount where an open amount does.
    Raises: Refused, naming what is missing.
    """
    if not columns.places:
        raise Refused(
            "None of the columns is known: %(header)s. The first line of the file must name them.",
            header=named(columns.header),
        )
    instead = {"account_number": "account_name", "due": "terms", "amount": "open"}
    for name in ("account_number", "number", "issued", "due", "amount"):
        if not columns.has(name) and not columns.has(instead.get(name, "")):
            raise missing(name, columns.header)


def missing(name: str, header: tuple[str, ...]) -> Refused:
    """Give the problem of a file that has no column for a field."""
    return Refused(
        "No column for %(called)s was found among %(header)s.", called=CALLED[name], header=named(header)
    )


def named(header: Sequence[str]) -> str:
    """List the first headers, so that a person sees which file it was."""
    names = [one for one in header if one]
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
