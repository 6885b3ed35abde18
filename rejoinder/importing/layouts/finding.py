"""Finding the table in a sheet: where its header stands, what kind of list it is, and which column is which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from rejoinder.errors import Refused, mark
from rejoinder.importing.layouts.ageing_columns import is_bucket
from rejoinder.importing.layouts.columns import Columns, Doubt, Recognised, missing, named
from rejoinder.importing.layouts.headers import Header, find_header, header_at
from rejoinder.importing.layouts.kinds import choose_kind
from rejoinder.importing.layouts.recognising import match
from rejoinder.importing.layouts.sections import (
    NOBODY,
    Customer,
    Sight,
    customer_of,
    find_sections,
    is_section,
    sight_of,
)
from rejoinder.importing.layouts.titles import day_of
from rejoinder.importing.lines import Cell, Line, text_of

__all__ = ["Columns", "Customer", "Doubt", "Layout", "find_layout"]

# The header of every export known stands among the first ten lines; the rest shows what is in the columns.
LINES_READ = 60
# So many columns of ages in a line make it the header of an ageing report.
FEWEST_AGES = 3

SUMMARY = mark(
    "This is a summary with one row for each customer, without invoice numbers. "
    "Export the details, with one row for each invoice."
)


@dataclass(frozen=True)
class Layout:
    """How a sheet lays out its table.

    `after` is the number of the last header line. `buckets` are ageing columns, to be summed as the open amount where
    no column holds it. `as_of` is the day of which the report says to speak. Customers stand on rows of their own where
    it `has_sections`; the first one, `customer`, may stand above the header. `is_by_line`: each row is one line of an
    invoice and only its rows together have the amount. `lacks` names what an ageing report may leave away: "issued" or
    "due". `headings` are the header lines as they are, `sight` says where in a row to look.
    """

    kind: str
    columns: Columns
    after: int
    has_sections: bool
    buckets: tuple[int, ...]
    as_of: date | None
    doubts: tuple[Doubt, ...]
    headings: tuple[tuple[Cell, ...], ...]
    sight: Sight
    customer: Customer = NOBODY
    is_by_line: bool = False
    lacks: tuple[str, ...] = ()


def find_layout(lines: Iterable[Line], *, kind: str = "auto", chosen: Mapping[str, int | None] | None = None) -> Layout:
    """Find the table among the first lines of a sheet.

    `chosen` gives by field the place of the column that a person chose, nothing where there is none; it wins.
    Raises: Refused, when there is no table of this kind, naming what is missing.
    """
    first = list(islice(lines, LINES_READ))
    header = _header(first, chosen or {})
    rows = first[header.above + len(header.lines) :]
    if not rows:
        raise Refused("This file has a header and no rows below it.")
    samples = _samples(rows)
    kind = choose_kind(header.names, first[: header.above], samples) if kind == "auto" else kind
    found = match(header.names, kind=kind, samples=samples, chosen=chosen)
    if kind == "invoices":
        found = _with_untitled_number(found, rows, chosen or {})
    layout = _layout(kind, found, header, first)
    layout = _with_sections(layout, rows, first[: header.above]) if kind == "invoices" else layout
    return replace(layout, lacks=_require(layout, rows))


def _header(first: Sequence[Line], chosen: Mapping[str, int | None]) -> Header:
    """Find the header. Raises: Refused, naming what was seen instead."""
    if not first:
        raise Refused("This file is empty.")
    header = find_header(first) or header_at(first, [place for place in chosen.values() if place is not None])
    if header is None and any(sum(is_bucket(text_of(one)) for one in line.cells) >= FEWEST_AGES for line in first):
        raise Refused(SUMMARY)
    if header is None:
        seen = next((line for line in first if sum(one != "" for one in line.cells) > 1), first[0])
        raise Refused(
            "No line with known names of columns was found. The first cells are: %(cells)s.",
            cells=named([text_of(one) for one in seen.cells]),
        )
    return header


def _samples(rows: Sequence[Line]) -> list[list[Cell]]:
    """Give the filled cells of the first rows, column by column."""
    width = max(len(line.cells) for line in rows)
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for line in rows:
        for place, cell in enumerate(line.cells):
            if cell != "":
                columns[place].append(cell)
    return columns


def _layout(kind: str, found: Recognised, header: Header, first: Sequence[Line]) -> Layout:
    """Put together what the header says."""
    return Layout(
        kind,
        found.columns,
        header.lines[-1].number,
        has_sections=False,
        buckets=found.buckets,
        as_of=day_of(first[: header.above]),
        doubts=found.doubts,
        headings=tuple(line.cells for line in header.lines),
        sight=sight_of(found.columns, found.sums),
        is_by_line=found.is_by_line,
    )


def _with_untitled_number(found: Recognised, rows: Sequence[Line], chosen: Mapping[str, int | None]) -> Recognised:
    """Take a column without title for the invoice numbers, where words stand in it beside the days."""
    columns = found.columns
    sight = sight_of(columns, found.sums)
    if "number" in columns.places or "number" in chosen or not sight.days:
        return found
    dated = [line.cells for line in rows if sight.has_day(line.cells)]
    for place, title in enumerate(columns.header):
        if not title and any(isinstance(one := sight.cell(cells, place), str) and one for cells in dated):
            return replace(found, columns=replace(columns, places={**_without_ledger(columns), "number": place}))
    return found


def _without_ledger(columns: Columns) -> Mapping[str, int]:
    """Leave an "Account" away: where customers stand among the invoice numbers, it is the general ledger's."""
    is_ledger = columns.name("account_number").casefold() == "account"
    return {name: place for name, place in columns.places.items() if name != "account_number" or not is_ledger}


def _with_sections(layout: Layout, rows: Sequence[Line], above: Sequence[Line]) -> Layout:
    """See whether customers stand on rows of their own, the first one perhaps above the header."""
    names = find_sections(rows, layout.columns, layout.sight)
    places = layout.columns.places
    before = customer_of(above[-1].cells) if above and is_section(above[-1].cells, layout.sight) else NOBODY
    if not before.number or "account_name" in places or "account_number" in places:
        before = NOBODY
    if before.name and not names:
        names = (next(place for place, cell in enumerate(above[-1].cells) if cell != ""),)
    sight = replace(layout.sight, names=names)
    return replace(layout, has_sections=bool(names), sight=sight, customer=before)


def _require(layout: Layout, rows: Sequence[Line]) -> tuple[str, ...]:
    """Make sure that the list can be read from these columns; say what it may leave away. Raises: Refused."""
    if layout.kind == "invoices":
        return _require_invoices(layout, rows)
    places, header = layout.columns.places, layout.columns.header
    who = {"account_number", "account_name"} | ({"number"} if layout.kind == "payments" else set())
    if not who & places.keys():
        raise missing("account_number", header)
    for field in ("received_on", "amount") if layout.kind == "payments" else ():
        if field not in places:
            raise missing(field, header)
    if layout.kind == "contacts" and len(places) < 2:
        raise Refused("Nothing about the customers was found among %(header)s.", header=named(header))
    return ()


def _require_invoices(layout: Layout, rows: Sequence[Line]) -> tuple[str, ...]:
    """Make sure that invoices can be read. Raises: Refused."""
    places, header = layout.columns.places, layout.columns.header
    has_open = "open" in places or bool(layout.buckets)
    has_day = any(layout.sight.has_day(line.cells) for line in rows)
    if "number" not in places and has_open and not has_day:
        raise Refused(SUMMARY)
    if not layout.has_sections and not {"account_number", "account_name"} & places.keys():
        raise missing("account_number", header)
    if "number" not in places:
        raise missing("number", header)
    if not has_open and "amount" not in places:
        raise missing("amount", header)
    return _lacking(layout, has_open=has_open)


def _lacking(layout: Layout, *, has_open: bool) -> tuple[str, ...]:
    """Say which of the two days is left away, where terms or an ageing report allow it. Raises: Refused."""
    places, header = layout.columns.places, layout.columns.header
    if "issued" not in places and ("due" not in places or not (has_open or "terms" in places)):
        raise missing("issued", header)
    if "due" not in places and "terms" not in places and not layout.buckets:
        raise missing("due", header)
    return tuple(one for one in ("issued", "due") if one not in places)
