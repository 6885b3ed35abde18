"""Recognising the columns of a table by their headers, and by what stands in them where a header may be two things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rejoinder.importing.layouts.ageing_columns import buckets
from rejoinder.importing.layouts.columns import Columns, Doubt, Recognised, folded
from rejoinder.importing.layouts.currencies_meant import Basis, basis_of, choose_basis
from rejoinder.importing.layouts.meanings import BY_WORDS, ranks, variants
from rejoinder.importing.layouts.shapes import is_day, is_figure
from rejoinder.importing.layouts.synonyms import (
    DAYS,
    IN_DOCUMENT_CURRENCY,
    IN_LOCAL_CURRENCY,
    MONEY,
    MUST_BE_SURE,
    NUMBER_OR_NAME,
    RATHER_NUMBERS,
    SYNONYMS,
)
from rejoinder.importing.lines import Cell

_BY_LINE = ("linetotal", "lineamount", "itemtotal")


@dataclass
class _Search:
    """A header on its way to being recognised; `samples` are the filled cells of each column's first rows."""

    header: tuple[str, ...]
    kind: str
    samples: Sequence[Sequence[Cell]] = ()
    places: dict[str, int] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    wordy: dict[str, int] = field(default_factory=dict)

    @property
    def used(self) -> set[int]:
        return set(self.places.values())

    def cells(self, place: int) -> Sequence[Cell]:
        return self.samples[place] if place < len(self.samples) else ()


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
    found = _candidates(search, ageing)
    sums = tuple({place for name in MONEY for _, place in found.get(name, [])} - search.used)
    wanted = _in_one_currency(search, found)
    _settle(search, found, exact=True)
    _customer(search)
    _settle(search, found, exact=False)
    columns = Columns(header, search.places, _wordy(search))
    suiting = (place for place in ageing if basis_of(header[place]) in ("", wanted) and place not in search.used)
    return Recognised(columns, tuple(suiting), (*sums, *ageing), tuple(search.doubts), _is_by_line(columns))


def _wordy(search: _Search) -> dict[str, str]:
    """Give the headers of amounts that were passed over for what stands below them, and that no column makes up for."""
    passed = {name: place for name, place in search.wordy.items() if name not in search.places}
    return {name: search.header[place] for name, place in passed.items() if place not in search.used}


def _is_by_line(columns: Columns) -> bool:
    """Say whether the amounts are those of the single lines of an invoice."""
    return columns.has("amount") and not columns.has("open") and folded(columns.name("amount")) in _BY_LINE


_Candidates = dict[str, list[tuple[int, int]]]


def _candidates(search: _Search, ageing: tuple[int, ...]) -> _Candidates:
    """List for each field the columns that could be it, as (rank of the name, place), the surest first."""
    found: _Candidates = {}
    for place, header in enumerate(search.header):
        for name, rank in ranks(header, search.kind):
            if name in search.closed or place in search.used:
                continue
            if not _is_barred(search, name, place):
                found.setdefault(name, []).append((rank, place))
            elif name in MONEY and rank < BY_WORDS and search.cells(place):
                search.wordy.setdefault(name, place)
    if ageing:
        _total_is_open(search, found)
    return {name: sorted(places) for name, places in found.items()}


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
    taken = {place for _, place in found["open"]}
    found["amount"] = [one for one in found["amount"] if one[1] not in taken]


def _is_total(header: str) -> bool:
    return any(one in ("total", "totalamount", "合计", "合计金额") for one in variants(header))


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
            if place not in search.used and (rank < BY_WORDS) == exact
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
