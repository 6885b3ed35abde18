"""Choosing what a file leaves unsaid: whose ledger it is, in which currency, and how it writes days and amounts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rejoinder.errors import Refused
from rejoinder.importing.amounts import Decimal, DecimalProof, prove_decimal
from rejoinder.importing.answers import Answers
from rejoinder.importing.days import Order, Proof, prove
from rejoinder.importing.layouts.finding import Layout
from rejoinder.importing.lines import Cell
from rejoinder.importing.pieces import Piece
from rejoinder.importing.reading import Manner
from rejoinder.importing.report import Question
from rejoinder.money import is_currency
from rejoinder.store import Row, Store

DATE_FIELDS = ("issued", "due", "paid_on", "received_on")
AMOUNT_FIELDS = ("amount", "open", "paid")
# As many amounts prove a file's decimal sign as well as all of them do.
MOST_PROVEN = 20_000


@dataclass(frozen=True)
class Creditor:
    """Whose ledger it is; one that is new has no id yet."""

    id: int | None
    name: str
    country: str = ""
    time_zone: str = "UTC"


@dataclass
class Survey:
    """What the cells of a table prove by themselves, column by column."""

    orders: dict[str, Proof] = field(default_factory=dict)
    decimal: DecimalProof = field(default_factory=DecimalProof)
    lacks_currency: bool = False
    rows: int = 0
    _amounts: int = 0

    def add(self, piece: Piece, layout: Layout) -> None:
        """Look through one piece more."""
        self.rows += len(piece.lines) + len(piece.odd)
        for name in DATE_FIELDS:
            cells = _texts(piece.column(layout, name) or ())
            if layout.columns.has(name):
                self.orders[name] = self.orders.get(name, Proof()) + prove(cells)
        currencies = piece.column(layout, "currency")
        self.lacks_currency |= bool(piece.lines) and (currencies is None or "" in currencies)
        if self._amounts < MOST_PROVEN:
            self._prove_amounts(piece, layout)

    def _prove_amounts(self, piece: Piece, layout: Layout) -> None:
        """Look at the amounts of one piece."""
        columns = [piece.column(layout, name) for name in AMOUNT_FIELDS]
        columns += [piece.columns[place] for place in layout.buckets if piece.lines]
        for cells in columns:
            texts = _texts(cells or ())
            self._amounts += len(texts)
            self.decimal += prove_decimal(texts)


def _texts(cells: Iterable[Cell]) -> list[str]:
    """Give the cells that are text: figures and days of a workbook need no proof."""
    return [cell for cell in cells if isinstance(cell, str) and cell]


def choose_creditor(store: Store, name: str) -> Creditor | Question:
    """Find the creditor of that name, or make ready a new one; without a name, the only real one there is.

    Raises: Refused, for the sample creditor.
    """
    rows = store.all("creditors")
    real = [row for row in rows if not row["is_sample"]]
    wanted = name.strip()
    if not wanted:
        return _creditor(real[0]) if len(real) == 1 else Question("creditor", tuple(row["name"] for row in real))
    exact = next((row for row in rows if row["name"] == wanted), None)
    found = exact or next((row for row in rows if row["name"].casefold() == wanted.casefold()), None)
    if found is None:
        return Creditor(None, wanted)
    if found["is_sample"]:
        raise Refused(
            "%(name)s is the sample book, and real ledgers are not imported into it. Name the firm whose ledger it is.",
            name=found["name"],
        )
    return _creditor(found)


def _creditor(row: Row) -> Creditor:
    """Make a creditor of its row."""
    return Creditor(row["id"], row["name"], row["country"], row["time_zone"])


def choose_manner(
    store: Store, survey: Survey, layout: Layout, *, answers: Answers, creditor_id: int | None
) -> Manner | tuple[Question, ...]:
    """Choose how a file writes days and amounts, and in which currency; what nothing proves is asked.

    Raises: Refused, for an unknown currency.
    """
    if layout.kind == "contacts":
        return Manner(None, None, "")
    found = (
        _choose_currency(store, survey, layout, named=answers.currency, creditor_id=creditor_id),
        _choose_order(survey, layout, named=answers.dates),
        _choose_decimal(survey, layout, named=answers.decimal),
    )
    questions = tuple(one for one in found if isinstance(one, Question))
    if questions:
        return questions
    currency, order, decimal = found
    return Manner(order, decimal, currency)  # type: ignore[arg-type]


def _choose_currency(
    store: Store, survey: Survey, layout: Layout, *, named: str, creditor_id: int | None
) -> str | Question:
    """Choose the currency of rows that name none: the one given, or the only one of the creditor's invoices.

    Nothing is asked, and an empty text given, where every row names its own.
    """
    code = named.strip().upper()
    if code and not is_currency(code):
        raise Refused("%(code)s is not a currency code such as USD.", code=code)
    if code or not survey.lacks_currency:
        return code
    used = [row["currency"] for row in store.all("currencies_of_creditor", creditor_id=creditor_id)]
    return used[0] if len(used) == 1 else Question("currency", tuple(used), layout.columns.name("currency"))


def _choose_order(survey: Survey, layout: Layout, *, named: str) -> Order | Question | None:
    """Choose the order of the file's dates: the one given, or the one its date columns prove together."""
    if named:
        return named  # type: ignore[return-value]
    whole = sum(survey.orders.values(), Proof())
    if whole.order or not whole.is_needed:
        return whole.order
    doubtful = next(name for name, proof in survey.orders.items() if proof.is_needed)
    return Question("date order", ("dmy", "mdy"), layout.columns.name(doubtful))


def _choose_decimal(survey: Survey, layout: Layout, *, named: str) -> Decimal | Question | None:
    """Choose which of point and comma is the decimal sign."""
    if named:
        return named  # type: ignore[return-value]
    if survey.decimal.is_needed:
        name = next(one for one in (*AMOUNT_FIELDS, "") if not one or layout.columns.has(one))
        return Question("decimal sign", (".", ","), layout.columns.name(name))
    return survey.decimal.decimal
