"""Choosing what a file leaves unsaid: whose ledger it is, in which currency, and which way its dates are written."""

from dataclasses import dataclass

from rejoinder.errors import Refused
from rejoinder.importing.columns import Columns
from rejoinder.importing.days import ORDERS, Order, Proof, prove
from rejoinder.importing.report import Question
from rejoinder.importing.table import Table
from rejoinder.money import is_currency
from rejoinder.store import Row, Store

DATE_FIELDS = ("issued", "due", "paid_on")


@dataclass(frozen=True)
class Creditor:
    """Whose ledger it is; one that is new has no id yet."""

    id: int | None
    name: str
    country: str = ""
    time_zone: str = "UTC"


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


def choose_currency(
    store: Store, table: Table, columns: Columns, *, named: str, creditor_id: int | None
) -> str | Question:
    """Choose the currency of rows that name none: the one given, or the only one of the creditor's invoices.

    Nothing is asked, and an empty text given, where every row names its own. Raises: Refused, for an unknown code.
    """
    code = named.strip().upper()
    if code:
        if not is_currency(code):
            raise Refused("%(code)s is not a currency code such as USD.", code=code)
        return code
    used = store.all("currencies_of_creditor", creditor_id=creditor_id)
    if len(used) == 1:
        return str(used[0]["currency"])
    place = columns.places.get("currency")
    if place is not None and all(len(line.cells) <= place or line.cells[place] for line in table.lines):
        return ""
    return Question("currency", tuple(row["currency"] for row in used), columns.name("currency"))


def choose_order(table: Table, columns: Columns, *, named: str) -> Order | Question | None:
    """Choose the order of the file's dates: the one given, or the one its date columns prove together.

    Gives nothing where no date depends on it. Raises: Refused, for an order that does not exist.
    """
    if named:
        order = next((one for one in ORDERS if one == named), None)
        if order is None:
            raise Refused("Dates are written ymd, mdy or dmy.")
        return order
    proofs = {field: _proof(table, columns, field) for field in DATE_FIELDS if columns.has(field)}
    whole = sum(proofs.values(), Proof())
    if whole.order or not whole.is_needed:
        return whole.order
    doubtful = next(field for field, proof in proofs.items() if proof.is_needed)
    return Question("date order", ("dmy", "mdy"), columns.name(doubtful))


def _proof(table: Table, columns: Columns, field: str) -> Proof:
    """Say what one column proves; rows too short to have the cell prove nothing."""
    place = columns.places[field]
    return prove(line.cells[place] for line in table.lines if len(line.cells) > place)
