"""Ledgers made up at random, and the layouts in which programs write them down."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st
from table_files import Cell

from rejoinder.money import digits

DAY = date(2024, 6, 1)
# One is called like a row of sums, one like a heading; two differ by nothing but what a spreadsheet makes of them.
NAMES = (
    "Ashby Ltd", "Birch & Sons, Inc.", "Total Energy Partners", "宁波机械有限公司", "上海瑞丰食品厂", "O'Neil \"Quick\" Co",
    "=Formula Ltd", "Müller GmbH", "Current Affairs Ltd", "合计贸易公司",
)  # fmt: skip
CHINESE = ("宁波机械有限公司", "上海瑞丰食品厂", "合计贸易公司", "杭州同昌印务")
CURRENCIES = ("EUR", "USD", "CNY", "JPY")


class Customer(NamedTuple):
    number: str
    name: str


class Item(NamedTuple):
    """One row of a ledger: `fault` spoils a field of it; `lines` says on how many rows of goods it stands.

    `is_named_only`: the customer's number is missing in it.
    """

    customer: Customer
    number: str
    issued: date
    due: date
    currency: str
    amount_minor: int
    open_minor: int
    is_disputed: bool
    fault: str = ""
    lines: int = 1
    is_named_only: bool = False

    @property
    def is_unnumbered_credit(self) -> bool:
        """Say whether it is a credit note without a number, as some ledgers leave them."""
        return self.fault == "number" and self.amount_minor < 0

    @property
    def is_broken(self) -> bool:
        """Say whether it cannot come in."""
        return bool(self.fault) and not self.is_unnumbered_credit

    @property
    def key(self) -> tuple[str, str]:
        """Give what it is known by."""
        return self.customer.name, f"CN {self.issued}" if self.is_unnumbered_credit else self.number


FAULTS = ("issued", "due", "amount", "number")
SPOILT = {"issued": "00:00.0", "due": "31.13.2024", "amount": "much", "number": ""}


@dataclass(frozen=True)
class Ledger:
    """Rows in the order of the file; a row that stands twice stands there twice."""

    items: tuple[Item, ...]
    has_numbers: bool
    has_days_of_payment: bool

    @property
    def good(self) -> dict[tuple[str, str], Item]:
        """Give the invoices that can come in, by customer and number: of several rows of one, the first counts."""
        found: dict[tuple[str, str], Item] = {}
        for one in self.items:
            if not one.is_broken:
                found.setdefault(one.key, one)
        return found

    def sums(self, what: str) -> dict[str, int]:
        """Add up what was billed, or what is open, by currency."""
        found: Counter[str] = Counter()
        for one in self.good.values():
            found[one.currency] += getattr(one, what)
        return {code: found[code] for code in {one.currency for one in self.good.values()}}


@st.composite
def ledgers(draw: st.DrawFn, *, is_chinese: bool = False) -> Ledger:
    """Make a ledger up."""
    has_numbers = draw(st.booleans())
    names = draw(st.lists(st.sampled_from(CHINESE if is_chinese else NAMES), min_size=1, max_size=4, unique=True))
    known = tuple(Customer(f"{n:04}" if has_numbers else "", name) for n, name in enumerate(names, 1))
    currencies = draw(st.lists(st.sampled_from(CURRENCIES), min_size=1, max_size=3))
    items = [_item(draw, known, currencies) for _ in range(draw(st.integers(1, 9)))]
    # A column in which no row has a day or an amount would not be taken for one of them.
    items[0] = items[0]._replace(fault="")
    again = draw(st.lists(st.sampled_from(items), max_size=2))
    return Ledger((*items, *again), has_numbers, draw(st.booleans()))


def _item(draw: st.DrawFn, customers: Sequence[Customer], currencies: Sequence[str]) -> Item:
    """Make one row up. Two customers may have an invoice of one number, and two rows may contradict each other."""
    issued = DAY - timedelta(draw(st.integers(0, 400)))
    amount = draw(st.one_of(st.integers(1, 2_000_000), st.integers(-90_000, -1)))
    left = draw(st.sampled_from([amount, amount // 2, 0, amount]))
    return Item(
        draw(st.sampled_from(customers)), f"INV-{draw(st.integers(1, 12)):03}", issued,
        issued + timedelta(draw(st.integers(-5, 90))), draw(st.sampled_from(currencies)), amount, left,
        draw(st.booleans()), draw(st.sampled_from(["", "", "", "", *_faults(amount)])), draw(st.integers(1, 3)),
        draw(st.integers(0, 9)) == 0,
    )  # fmt: skip


def _faults(amount_minor: int) -> tuple[str, ...]:
    """Give what can be wrong with a row: a credit note without a number comes in under its day."""
    return tuple(one for one in FAULTS if one != "number" or amount_minor > 0)


# ---- how cells are written ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """How a program writes days and amounts; one that writes workbooks has them as what they are."""

    day: Callable[[date], Cell]
    amount: Callable[[int, str], Cell]
    dates: str = ""
    decimal: str = ""


def _plain(minor: int, currency: str) -> str:
    places = digits(currency)
    return f"{minor / 10**places:.{places}f}"


def _thousands(minor: int, currency: str) -> str:
    places = digits(currency)
    figure = f"{abs(minor) / 10**places:,.{places}f}"
    return f"({figure})" if minor < 0 else figure


def _comma(minor: int, currency: str) -> str:
    return _thousands(minor, currency).translate(str.maketrans(".,", ",."))


STYLES = {
    "iso": Style(date.isoformat, _plain),
    "us": Style(lambda day: day.strftime("%m/%d/%Y"), _thousands, dates="mdy", decimal="."),
    "german": Style(lambda day: day.strftime("%d.%m.%Y"), _comma, dates="dmy", decimal=","),
    "words": Style(lambda day: day.strftime("%d-%b-%Y"), _plain),
}
CELLS = Style(lambda day: day, lambda minor, currency: minor / 10 ** digits(currency))


# ---- layouts --------------------------------------------------------------------------------------------


@dataclass
class Written:
    """A ledger written down: its rows, and which items stand on which line."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    items: list[tuple[int, Item]] = field(default_factory=list)

    def add(self, *rows: tuple[Cell, ...]) -> None:
        """Add rows that are no items."""
        self.rows += rows

    def put(self, item: Item, row: tuple[Cell, ...]) -> None:
        """Add a row of an item."""
        self.add(row)
        self.items.append((len(self.rows), item))


HEADER = ("Customer No", "Customer Name", "Invoice", "Invoice Date", "Due Date", "Currency", "Amount", "Open Amount",
          "Disputed", "Date Paid")  # fmt: skip


def _cells(item: Item, style: Style) -> dict[str, Cell]:
    """Write the cells of an item by header."""
    amounts = (style.amount(one, item.currency) for one in (item.amount_minor, item.open_minor))
    number = "" if item.is_named_only else item.customer.number
    paid_on = style.day(min(DAY, item.issued + timedelta(20))) if item.open_minor == 0 else ""
    whole = dict(zip(HEADER, (number, item.customer.name, item.number, style.day(item.issued), style.day(item.due), item.currency,
                              *amounts, "Yes" if item.is_disputed else "No", paid_on), strict=True))  # fmt: skip
    spoilt = {"issued": "Invoice Date", "due": "Due Date", "amount": "Amount", "number": "Invoice"}
    return whole | ({spoilt[item.fault]: SPOILT[item.fault]} if item.fault else {})


def _header(ledger: Ledger) -> tuple[str, ...]:
    """Give the header: a ledger without numbers, or without days of payment, has no column for them."""
    return HEADER[not ledger.has_numbers : len(HEADER) - (not ledger.has_days_of_payment)]


def _row(item: Item, style: Style, header: Sequence[str]) -> tuple[Cell, ...]:
    cells = _cells(item, style)
    return tuple(cells.get(name, "") for name in header)


def plain(ledger: Ledger, style: Style) -> Written:
    """The header on the first line, one row for each item."""
    written, header = Written(), _header(ledger)
    written.add(header)
    for item in ledger.items:
        written.put(item, _row(item, style, header))
    return written


def titled(ledger: Ledger, style: Style) -> Written:
    """Who wrote it and when above the header, and a sum below the rows, which is wrong."""
    written, header = Written(), _header(ledger)
    rest = ("",) * (len(header) - 1)
    written.add(("Harbour Supplies", *rest), ("Open items", *rest), ("As of 31 May 2024", *rest), header)
    for item in ledger.items:
        written.put(item, _row(item, style, header))
    sums = {"Customer Name": "Total", "Amount": style.amount(123, "EUR"), "Open Amount": style.amount(123, "EUR")}
    written.add(tuple(sums.get(name, "") for name in header))
    return written


def _by_customer(ledger: Ledger) -> Iterator[tuple[Customer, list[Item]]]:
    """Give the rows customer by customer."""
    for customer in dict.fromkeys(one.customer for one in ledger.items):
        yield customer, [one for one in ledger.items if one.customer == customer]


def sectioned(ledger: Ledger, style: Style) -> Written:
    """Each customer on a row of its own, a sum below its rows."""
    written, header = Written(), ("", *HEADER[2:-1])
    written.add(header)
    for customer, items in _by_customer(ledger):
        written.add((customer.name, *[""] * (len(header) - 1)))
        for item in items:
            written.put(item, _row(item, style, header))
        written.add((f"Total for {customer.name}", *[""] * (len(header) - 3), style.amount(500, "EUR"), ""))
    return written


def two_rows(ledger: Ledger, style: Style) -> Written:
    """A header on two lines."""
    written, header = Written(), _header(ledger)
    split = {"Open Amount": ("Open", "Amount"), "Amount": ("Original", "Amount")}
    written.add(*(tuple(split.get(name, (name, ""))[line] for name in header) for line in (0, 1)))
    for item in ledger.items:
        written.put(item, _row(item, style, header))
    return written


def spaced(ledger: Ledger, style: Style) -> Written:
    """Empty columns between the filled ones."""
    base = plain(ledger, style)
    rows = [tuple(one for cell in row for one in ("", cell)) for row in base.rows]
    return Written(rows, base.items)


def by_goods(ledger: Ledger, style: Style) -> Written:
    """One row for each kind of goods, each with the sums of its whole invoice."""
    written, header = Written(), (*_header(ledger), "Item Name", "Item Price")
    written.add(header)
    for item in ledger.items:
        for line in range(item.lines):
            written.put(
                item, (*_row(item, style, header[:-2]), f"Rope {line}", style.amount(100 + line, item.currency))
            )
    return written


LAYOUTS: dict[str, Callable[[Ledger, Style], Written]] = {
    "plain": plain, "titled": titled, "sectioned": sectioned, "two rows": two_rows, "spaced": spaced,
    "by goods": by_goods,
}  # fmt: skip
