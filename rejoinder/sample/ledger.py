"""The ledger of the sample book: the creditor, its people, the debtors, what they owe, have paid and dispute."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rejoinder import people
from rejoinder.dates import today_in
from rejoinder.library import LANGUAGES
from rejoinder.sample.reading import Entry, entries
from rejoinder.store import Writing, stamp

# The columns that go into the tables as they stand.
CREDITOR_COLUMNS = ("name", "country", "time_zone")
ACCOUNT_COLUMNS = (
    "number",
    "name",
    "name_other",
    "kind",
    "city",
    "country",
    "time_zone",
    "script_language",
    "credit_grade",
)

# When what was found out in a day has been written down.
AFTER_WORK = time(17, 30)

# How many banking days after the promised one money is still in time.
TOLERANCE_DAYS = 2


@dataclass(frozen=True)
class Loading:
    """A loading under way: where the files are, where the rows go, and the day from which days are counted."""

    writing: Writing
    folder: Path
    now: datetime
    today: date
    creditor_id: int
    zone: ZoneInfo
    ledger_time: time

    def drawn_at(self, day: date) -> datetime:
        """Give the moment at which the ledger was drawn that day; never one still to come."""
        return min(datetime.combine(day, self.ledger_time, self.zone), self.now)

    def written_at(self, day: date, zone: ZoneInfo) -> datetime:
        """Give the moment at which somebody wrote down what that day had brought; never one still to come."""
        return min(datetime.combine(day, AFTER_WORK, zone), self.now)


@dataclass(frozen=True)
class Item:
    """An invoice or credit note; its original amount in minor units."""

    id: int
    currency: str
    amount_minor: int
    issued_on: date
    due_on: date


@dataclass(frozen=True)
class Debtor:
    """An account as the other files refer to it: its contacts by name, its invoices by number."""

    id: int
    zone: ZoneInfo
    language: str
    country: str
    currency: str
    credit_grade: str
    contacts: dict[str, int] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)


def begin(writing: Writing, folder: Path, *, now: datetime) -> Loading:
    """Enter the creditor, marked as a sample, and fix the day from which the book's days are counted."""
    found = entries(folder, "creditor")
    if len(found) != 1:
        raise Entry("creditor.csv", 1, {}).refused("one creditor has to stand in it")
    entry, zone = found[0], found[0].zone("time_zone")
    columns = {name: entry.text(name) for name in CREDITOR_COLUMNS}
    creditor_id = entry.add(writing, "creditor", **columns, is_sample=1, created_at=stamp(now))
    audited = {"what": "loaded the sample book", "noun": "creditor", "noun_id": creditor_id}
    writing.add("audit", at=stamp(now), person_id=None, **audited)
    # On whichever weekday the book is loaded, what comes two days after the promised one is in time.
    settled = {"name": "tolerance_days", "value": str(TOLERANCE_DAYS), "changed_at": stamp(now)}
    writing.add("creditor_setting", creditor_id=creditor_id, **settled)
    today = today_in(entry.text("time_zone"), now)
    return Loading(writing, folder, now, today, creditor_id, zone, entry.clock("ledger_time"))


def add_people(loading: Loading) -> tuple[Mapping[str, int], int]:
    """Enter the people with their roles; give their ids by name, and the id of the team lead.

    Raises: Refused, where nobody leads: then nobody could be signed in first.
    """
    by_name: dict[str, int] = {}
    leads: list[int] = []
    for entry in entries(loading.folder, "people"):
        role = entry.one_of({role: role for role in people.ROLES}, entry.text("role"))
        language = entry.one_of({language: language for language in LANGUAGES}, entry.text("language"))
        person_id = people.add(loading.writing, entry.text("name"), language=language, now=loading.now)
        people.grant(loading.writing, person_id, creditor_id=loading.creditor_id, role=role, now=loading.now)
        by_name[entry.text("name")] = person_id
        leads += [person_id] if role == "lead" else []
    if not leads:
        raise Entry("people.csv", 1, {}).refused("nobody is a lead")
    return by_name, leads[0]


def add_debtors(loading: Loading, person_ids: Mapping[str, int]) -> Mapping[str, Debtor]:
    """Enter the accounts with collectors and invoices, and give them by number."""
    debtors = {e.text("number"): _add_account(loading, e, person_ids) for e in entries(loading.folder, "accounts")}
    for entry in entries(loading.folder, "invoices"):
        _add_invoice(loading, entry, debtor_of(entry, debtors))
    return debtors


def debtor_of(entry: Entry, debtors: Mapping[str, Debtor]) -> Debtor:
    """Find the account that a line is about."""
    return entry.one_of(debtors, entry.text("account"))


def _add_account(loading: Loading, entry: Entry, person_ids: Mapping[str, int]) -> Debtor:
    """Enter one account, and whose it is where it is somebody's."""
    columns = {name: entry.text(name) for name in ACCOUNT_COLUMNS}
    made = {"creditor_id": loading.creditor_id, "created_at": stamp(loading.now)}
    account_id = entry.add(loading.writing, "account", **columns, terms_days=entry.days("terms_days"), **made)
    if collector := entry.text("collector"):
        person_id = entry.one_of(person_ids, collector)
        whose = {"account_id": account_id, "person_id": person_id}
        entry.add(loading.writing, "assignment", **whose, assigned_at=stamp(loading.now))
    return Debtor(
        account_id,
        zone=entry.zone("time_zone"),
        language=entry.text("script_language"),
        country=entry.text("country"),
        currency=entry.text("currency"),
        credit_grade=entry.text("credit_grade"),
    )


def _add_invoice(loading: Loading, entry: Entry, debtor: Debtor) -> None:
    """Enter one invoice or credit note, wholly open until the payments are in."""
    number, kind, currency = (entry.text(name) for name in ("number", "kind", "currency"))
    amount = entry.minor("amount", currency)
    issued_on, due_on = (entry.day(name, loading.today) for name in ("issued", "due"))
    if (amount < 0) != (kind == "credit_note") or amount == 0:
        raise entry.refused("an invoice is above zero, a credit note below")
    invoice_id = entry.add(
        loading.writing,
        "invoice",
        account_id=debtor.id,
        number=number,
        kind=kind,
        issued_on=issued_on.isoformat(),
        due_on=due_on.isoformat(),
        currency=currency,
        amount_minor=amount,
        open_minor=amount,
    )
    debtor.items[number] = Item(invoice_id, currency, amount, issued_on, due_on)


def add_payments(loading: Loading, debtors: Mapping[str, Debtor]) -> None:
    """Enter the run that brought the ledger, and the payments with what each of them settles.

    Raises: Refused, where more is settled than was paid, or more of an invoice than it amounts to.
    """
    run_id = _add_run(loading)
    unsettled = {item.id: item.amount_minor for debtor in debtors.values() for item in debtor.items.values()}
    for entry in entries(loading.folder, "payments"):
        debtor, currency = debtor_of(entry, debtors), entry.text("currency")
        amount = entry.minor("amount", currency)
        payment_id = _add_payment(loading, entry, debtor, amount_minor=amount, run_id=run_id)
        parts = tuple(_parts(entry, debtor, currency))
        if not 0 <= sum(part for _, part in parts) <= amount:
            raise entry.refused("more is settled than was paid")
        for item, part in parts:
            unsettled[item.id] -= part
            _check_left(entry, item, unsettled[item.id])
            entry.add(loading.writing, "allocation", payment_id=payment_id, invoice_id=item.id, amount_minor=part)


def _add_payment(loading: Loading, entry: Entry, debtor: Debtor, *, amount_minor: int, run_id: int) -> int:
    """Enter money received, as the ledger of the next morning had it."""
    received_on = entry.day("received", loading.today)
    return entry.add(
        loading.writing,
        "payment",
        account_id=debtor.id,
        received_on=received_on.isoformat(),
        currency=entry.text("currency"),
        amount_minor=amount_minor,
        reference=entry.text("reference"),
        source="file",
        import_run_id=run_id,
        recorded_at=stamp(loading.drawn_at(min(loading.today, received_on + timedelta(days=1)))),
    )


def _add_run(loading: Loading) -> int:
    """Enter the import that stands for the book, so that the age of its figures is known."""
    return loading.writing.add(
        "import_run",
        creditor_id=loading.creditor_id,
        person_id=None,
        file_name="sample book",
        file_digest="",
        kind="sample",
        as_of=loading.today.isoformat(),
        ran_at=stamp(loading.drawn_at(loading.today)),
        result="{}",
    )


def _parts(entry: Entry, debtor: Debtor, currency: str) -> Iterable[tuple[Item, int]]:
    """Read what a payment settles: invoices with the amount of each, below zero where a credit note is used."""
    for part in filter(None, entry.text("allocations").split(";")):
        number, _, figure = part.partition("=")
        item = entry.one_of(debtor.items, number)
        if item.currency != currency:
            raise entry.refused(f"{number} is not in {currency}")
        yield item, entry.minor_of(figure, currency)


def _check_left(entry: Entry, item: Item, left_minor: int) -> None:
    """Refuse to leave an invoice below zero, a credit note above, or either with more than it began with."""
    low, high = sorted((0, item.amount_minor))
    if not low <= left_minor <= high:
        raise entry.refused("an invoice is settled by more than its amount")
