"""Giving a payment to invoices: the oldest first, or those named; and what is open of each afterwards."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder import money
from rejoinder.accounts.invoices import numbered
from rejoinder.accounts.typed import read_amount
from rejoinder.errors import Problem, Refused, mark
from rejoinder.store import Row, Store, Writing, moment

# The oldest first, those named, or none: the money stays open on the account.
WAYS = ("oldest", "named", "open")
# As many invoices as a form lists; others are named by their numbers.
LISTED = 25
TOO_MUCH = mark("Only %(open)s of %(number)s is open, so no more than that can be given to it.")


@dataclass(frozen=True)
class Came:
    """When money came in; `entered_at` is the moment it was recorded by hand, if it was.

    Taken back as an error, it is the day and the moment of the entry; returned, those of its return.
    """

    received_on: date
    entered_at: datetime | None


@dataclass(frozen=True)
class Stated:
    """When a ledger spoke: the day it speaks of, and the moment it was read in, if that is known."""

    on: date
    read_at: datetime | None

    def has(self, came: Came) -> bool:
        """Say whether it counts the money: all until its day, but for what came that day and was entered afterwards."""
        if came.received_on != self.on or came.entered_at is None or self.read_at is None:
            return came.received_on <= self.on
        return came.entered_at <= self.read_at


@dataclass(frozen=True)
class Owed:
    """An invoice as a payment meets it; `stated` is the ledger's last statement of it, if any."""

    id: int
    number: str
    due_on: date
    currency: str
    open_minor: int
    stated: Stated | None

    def is_counted(self, came: Came) -> bool:
        """Say whether the ledger had the money already when it stated what is open."""
        return self.stated is not None and self.stated.has(came)


@dataclass(frozen=True)
class Part:
    """What an invoice is given of a payment, and what is open of it afterwards; in minor units."""

    owed: Owed
    amount_minor: int
    after_minor: int


@dataclass(frozen=True)
class Plan:
    """What money would settle: the invoices with their parts, and what stays open on the account.

    `counted_on` is the day of the ledger that has the money already, in all of the parts or in some. A ledger states an
    invoice anew only where it differs: `read_on` is the day of one that may have the money though no statement does.
    """

    currency: str
    parts: tuple[Part, ...]
    left_minor: int
    counted_on: date | None
    read_on: date | None

    @property
    def unmoved(self) -> tuple[Part, ...]:
        """The parts that change nothing, because the ledger has them already."""
        return tuple(one for one in self.parts if one.after_minor == one.owed.open_minor)


def amount_field(invoice_id: int) -> str:
    """Name the field in which it is typed how much an invoice is given."""
    return f"part-{invoice_id}"


def owed_first(store: Store, account_id: int, *, currency: str = "") -> tuple[Owed, ...]:
    """List the open invoices due longest, as many as a form shows; of one currency, or of all."""
    rows = store.all("owed_first", account_id=account_id, currency=currency, size=LISTED)
    return tuple(_owed(row) for row in rows)


def owed_of(store: Store | Writing, account_id: int, invoice_ids: Iterable[int]) -> tuple[Owed, ...]:
    """Give some of an account's invoices, the longest due first; ids that are not its own are left out."""
    ids = json.dumps(sorted(invoice_ids))
    return tuple(_owed(row) for row in store.all("owed_of", account_id=account_id, invoice_ids=ids))


def owed_minor(store: Store, account_id: int, currency: str) -> int:
    """Sum up what payments in a currency can settle; credit notes are left alone."""
    row = store.one("owed_in", account_id=account_id, currency=currency)
    return int(row["open_minor"]) if row else 0


def oldest_first(store: Store, account_id: int, *, currency: str, amount_minor: int) -> dict[int, int]:
    """Spread money over the open invoices, first in, first out by due day; gives minor units by invoice id."""
    given: dict[int, int] = {}
    for row in store.all("owed_oldest", account_id=account_id, currency=currency, amount_minor=amount_minor):
        given[row["id"]] = min(amount_minor, row["open_minor"])
        amount_minor -= given[row["id"]]
    return given


def read_parts(
    store: Store, account_id: int, fields: Mapping[str, str], *, currency: str, amount_minor: int, language: str
) -> tuple[dict[int, int], dict[str, Problem]]:
    """Read how money is given to invoices; invoices ticked are named ones, whatever else is chosen.

    Returns: minor units by invoice id, and the problems by field (empty: it can be recorded).
    """
    problems: dict[str, Problem] = {}
    way = fields.get("way", "")
    named = _named(store, account_id, fields, problems)
    if way not in WAYS:
        problems["way"] = Refused("Choose one of the list.")
    elif way == "open" and named:
        problems["way"] = Refused("You chose invoices. Give the money to them, or take their ticks away.")
    elif way == "named" and not named and not problems:
        problems["invoice"] = Refused("Choose the invoices it pays, or leave it open.")
    if problems or way == "open":
        return {}, problems
    if not named:
        return oldest_first(store, account_id, currency=currency, amount_minor=amount_minor), {}
    return _read_named(named, fields, currency=currency, amount_minor=amount_minor, language=language)


def names_invoices(fields: Mapping[str, str]) -> bool:
    """Say whether invoices are ticked, have an amount typed, or are named by number."""
    typed = (text for name, text in fields.items() if name in ("invoice", "numbers") or name.startswith("part-"))
    return any(text.strip() for text in typed)


def _named(store: Store, account_id: int, fields: Mapping[str, str], problems: dict[str, Problem]) -> tuple[Owed, ...]:
    """Find the invoices that are ticked, have an amount typed, or are named by number."""
    ids = {int(one) for one in fields.get("invoice", "").split() if one.isdecimal() and len(one) <= 18}
    typed = (name.removeprefix("part-") for name, text in fields.items() if name.startswith("part-") and text.strip())
    ids |= {int(one) for one in typed if one.isdecimal() and len(one) <= 18}
    try:
        ids |= {one.id for one in numbered(store, account_id, fields.get("numbers", ""))}
    except Refused as problem:
        problems["numbers"] = problem
    return owed_of(store, account_id, ids)


def _read_named(
    named: tuple[Owed, ...], fields: Mapping[str, str], *, currency: str, amount_minor: int, language: str
) -> tuple[dict[int, int], dict[str, Problem]]:
    """Read how much each named invoice is given: first what is typed, then as much as is left for the others."""
    given: dict[int, int] = {}
    problems: dict[str, Problem] = {}
    left_minor = amount_minor
    for one in sorted(named, key=lambda each: not fields.get(amount_field(each.id), "").strip()):
        try:
            given[one.id] = _read_part(
                fields.get(amount_field(one.id), ""), one, currency=currency, left_minor=left_minor, language=language
            )
            left_minor -= given[one.id]
        except Refused as problem:
            problems[amount_field(one.id)] = problem
    return given, problems


def _read_part(text: str, one: Owed, *, currency: str, left_minor: int, language: str) -> int:
    """Read how much one invoice is given of what is left of a payment.

    Raises: Refused.
    """
    if one.currency != currency:
        sentence = mark("%(number)s is in %(currency)s. Money in another currency is not given to it.")
        raise Refused(sentence, number=one.number, currency=one.currency)
    if one.open_minor <= 0:
        raise Refused("Nothing of %(number)s is open, so nothing can be given to it.", number=one.number)
    minor = read_amount(text, currency) if text.strip() else min(left_minor, one.open_minor)
    if minor > one.open_minor:
        raise Refused(TOO_MUCH, open=money.shown(one.open_minor, currency, language), number=one.number)
    if left_minor == 0:
        raise Refused("Nothing of the payment is left for %(number)s.", number=one.number)
    if minor > left_minor:
        left = money.shown(left_minor, currency, language)
        raise Refused("Only %(left)s of the payment is left for %(number)s.", left=left, number=one.number)
    return minor


def plan(
    store: Store,
    account_id: int,
    given: Mapping[int, int],
    *,
    currency: str,
    amount_minor: int,
    came: Came,
    ledger: Stated | None,
) -> Plan:
    """Say what money does to the invoices it is given to; below zero, it is taken back from them.

    What the ledger stated of that day or of a later one has the money in it already, so it does not change; but for
    money entered by hand after the statement of its own day was read in. `ledger` is the creditor's last one.
    """
    parts = tuple(_part(one, given[one.id], came) for one in owed_of(store, account_id, given))
    counted = [one for one in parts if one.owed.is_counted(came)]
    return Plan(
        currency=currency,
        parts=parts,
        left_minor=amount_minor - sum(given.values()),
        counted_on=max((one.owed.stated.on for one in counted if one.owed.stated), default=None),
        # Of money that no invoice was given, no statement speaks.
        read_on=ledger.on if ledger and ledger.has(came) and (not parts or len(counted) < len(parts)) else None,
    )


def _part(owed: Owed, amount_minor: int, came: Came) -> Part:
    """Say what is open of an invoice once it was given money that came then."""
    moved = 0 if owed.is_counted(came) else amount_minor
    return Part(owed, amount_minor, owed.open_minor - moved)


def _owed(row: Row) -> Owed:
    """Make of a row an invoice as a payment meets it."""
    own = {name: row[name] for name in ("id", "number", "currency", "open_minor")}
    return Owed(**own, due_on=date.fromisoformat(row["due_on"]), stated=_stated(row))


def _stated(row: Row) -> Stated | None:
    """Make of a row the ledger's last statement of its invoice, if there is one."""
    if not row["stated_on"]:
        return None
    return Stated(date.fromisoformat(row["stated_on"]), moment(row["read_at"]) if row["read_at"] else None)
