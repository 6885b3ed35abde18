"""Disputes: what the debtor contests of which invoices, what would settle it, and how it was closed."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rejoinder.errors import NotFound
from rejoinder.store import Row, Store, Writing, moment

# Why a debtor contests an invoice, and what it amounts to for us: goods, paper, or somebody else's money.
REASONS = (
    "quality",
    "quantity",
    "price",
    "delivery",
    "paperwork",
    "duplicate",
    "not_ordered",
    "offset",
    "other",
)
VERDICTS = ("credit", "upheld", "withdrawn")


@dataclass(frozen=True)
class Line:
    """One invoice of a dispute; amounts in minor units of its currency, no amount where the whole is contested."""

    id: int
    invoice_id: int
    number: str
    currency: str
    open_minor: int
    amount_minor: int | None
    closed_on: date | None
    closed_as: str

    @property
    def is_open(self) -> bool:
        """Say whether it is not closed yet."""
        return self.closed_on is None

    @property
    def disputed_minor(self) -> int:
        """What is not pressed because of it: at most what is open of the invoice."""
        if not self.is_open or self.open_minor <= 0:
            return 0
        return self.open_minor if self.amount_minor is None else min(self.open_minor, self.amount_minor)

    @property
    def undisputed_minor(self) -> int:
        """What of the invoice remains to be paid all the same."""
        return max(0, self.open_minor) - self.disputed_minor


@dataclass(frozen=True)
class Dispute:
    """What a debtor contests; the lines by due day of their invoices, whoever opened it nobody where a ledger did."""

    id: int
    account_id: int
    reason: str
    words: str
    wants: str
    owner_id: int | None
    owner: str
    due_on: date | None
    opened_on: date
    opened_by: str
    opened_in: int | None
    version: int
    lines: tuple[Line, ...]

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """The invoices it still is about."""
        return tuple(one for one in self.lines if one.is_open)

    @property
    def closed_lines(self) -> tuple[Line, ...]:
        """The invoices it is closed for."""
        return tuple(one for one in self.lines if not one.is_open)

    @property
    def disputed(self) -> tuple[tuple[int, str], ...]:
        """What is not pressed because of it, each currency by itself: minor units and currency."""
        currencies = sorted({one.currency for one in self.open_lines})
        return tuple(
            (sum(one.disputed_minor for one in self.open_lines if one.currency == currency), currency)
            for currency in currencies
        )

    def is_late(self, today: date) -> bool:
        """Say whether the day has passed by which we were to answer."""
        return self.due_on is not None and self.due_on < today and bool(self.open_lines)

    def at_opening(self, name: str, events: Iterable["Event"]) -> str:
        """Give the words of a column as they were when it was opened: what the first change of them replaced."""
        return next((one.earlier[name] for one in events if name in one.earlier), getattr(self, name))

    def closed_by(self, events: Collection["Event"]) -> str:
        """Name who closed the last of it; nobody where a ledger did, which leaves no event."""
        closed = [one for one in events if one.kind == "closed"]
        told = {invoice_id for one in closed for invoice_id in one.invoice_ids}
        return closed[-1].by if closed and told >= {one.invoice_id for one in self.lines} else ""


@dataclass(frozen=True)
class Event:
    """What happened to a dispute.

    `fields` are the columns that changed, `earlier` what stood in those of words, unless it was erased; `invoice_ids`
    what it was closed for.
    """

    kind: str
    closed_as: str
    text: str
    at: datetime
    by: str
    fields: tuple[str, ...]
    invoice_ids: tuple[int, ...]
    earlier: Mapping[str, str] = field(default_factory=dict)


def open_disputes(store: Store, account_id: int, *, size: int) -> tuple[Dispute, ...]:
    """List an account's open disputes, first those to be answered soonest."""
    return _disputes(store, store.all("open_disputes", account_id=account_id, size=size))


def closed_disputes(store: Store, account_id: int, *, size: int) -> tuple[Dispute, ...]:
    """List the disputes of an account that are wholly closed, newest first."""
    return _disputes(store, store.all("closed_disputes", account_id=account_id, size=size))


def load_dispute(store: Store | Writing, dispute_id: int) -> Dispute:
    """Read one dispute; whether the person may see its account is for the caller to know.

    Raises: NotFound.
    """
    row = store.one("dispute_by_id", id=dispute_id)
    if row is None:
        raise NotFound("There is no such dispute.")
    return _disputes(store, [row])[0]


def dispute_account(store: Store, dispute_id: int) -> int:
    """Give the id of a dispute's account, 0 where there is no such dispute."""
    row = store.one("dispute_by_id", id=dispute_id)
    return int(row["account_id"]) if row else 0


def _disputes(store: Store | Writing, rows: Iterable[Row]) -> tuple[Dispute, ...]:
    """Make disputes of their rows, with their lines."""
    rows = list(rows)
    lines: dict[int, list[Line]] = {row["id"]: [] for row in rows}
    for row in store.all("dispute_lines", dispute_ids=json.dumps(list(lines))):
        lines[row["dispute_id"]].append(_line(row))
    return tuple(_dispute(row, tuple(lines[row["id"]])) for row in rows)


def _line(row: Row) -> Line:
    """Make a line of its row."""
    closed_on = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
    own = {name: value for name, value in row.items() if name != "dispute_id"}
    return Line(**{**own, "closed_on": closed_on, "closed_as": row["closed_as"] or ""})


def _dispute(row: Row, lines: tuple[Line, ...]) -> Dispute:
    """Make a dispute of its row."""
    own = {name: value for name, value in row.items() if name != "opened_by_name"}
    read = {
        "owner": row["owner"] or "",
        "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        "opened_on": date.fromisoformat(row["opened_on"]),
        "opened_by": row["opened_by_name"] or "",
        "lines": lines,
    }
    return Dispute(**{**own, **read})


def histories(store: Store, dispute_ids: Collection[int]) -> Mapping[int, tuple[Event, ...]]:
    """Tell what happened to some disputes, by id, the first thing first; disputes a ledger told of begin without."""
    found: dict[int, list[Event]] = {one: [] for one in dispute_ids}
    for row in store.all("dispute_events", dispute_ids=json.dumps(list(found))):
        found[row["dispute_id"]].append(_event(row))
    return {dispute_id: tuple(events) for dispute_id, events in found.items()}


def _event(row: Row) -> Event:
    """Make an event of its row and of what the audit says beside it."""
    details = json.loads(row["details"])
    return Event(
        kind=row["kind"],
        closed_as=row["closed_as"] or "",
        text=row["text"],
        at=moment(row["at"]),
        by=row["by"] or "",
        fields=tuple(name for one in details for name in one.get("fields", ())),
        invoice_ids=tuple(number for one in details for number in one.get("invoices", ())),
        earlier=json.loads(row["earlier"] or "{}"),
    )


def owners(store: Store, creditor_id: int, *, owner_id: int | None = None) -> Mapping[str, str]:
    """Name by id who may see to a creditor's disputes; the owner so far stays among them."""
    rows = store.all("dispute_owners", creditor_id=creditor_id, owner_id=owner_id)
    return {str(row["id"]): row["name"] for row in rows}


def is_recorded(store: Store | Writing, submission: str) -> bool:
    """Say whether a form was recorded already, sent twice."""
    return store.one("dispute_event_of_submission", submission=submission) is not None
