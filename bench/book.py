"""A made-up book of any size: always the same accounts, invoices and past calls, counted back from today."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from app import DATABASE, ROOT
from bench.accounts import INVOICES_EACH, SEED, language_of, name_of, number_of, other_name_of, phone_of
from bench.past_calls import add_calls, past_calls
from rejoinder import people
from rejoinder.accounts import settle
from rejoinder.commitments import judge_all
from rejoinder.library import Folders, excuses_in_use, latest_mark, load_folders
from rejoinder.store import Row, Store, Writing, migrate, stamp

CREDITOR = "Larkfield Components"
LEAD = "Lead"
TERMS_DAYS = 30

# Every account owes at least this much, so that it can be promised.
LEAST_OPEN_MINOR = 10_000

# A collector holds more than one page of the work list in either book, so that equal pages are compared.
MOST_COLLECTORS = 16
LEAST_HELD = 60

KINDS = ("large_company", "small_company", "family_firm", "state_owned", "sole_trader")


@dataclass(frozen=True)
class Book:
    """A folder with an installation in it, how many accounts it has, and who collects."""

    data: Path
    accounts: int
    collectors: tuple[str, ...]

    def store(self) -> Store:
        """Open the database."""
        return Store(self.data / DATABASE)


def write_book(data: Path, *, accounts: int, now: datetime) -> Book:
    """Fill an empty folder with the library and a book of this many accounts."""
    migrate(data / DATABASE)
    store = Store(data / DATABASE)
    load_folders(store, Folders(ROOT), now=now)
    excuse_ids = [one.id for one in excuses_in_use(store)]
    collectors = tuple(f"Collector {n + 1}" for n in range(min(MOST_COLLECTORS, accounts // LEAST_HELD - 1)))
    with store.write() as writing:
        mark = latest_mark(store)
        creditor_id = writing.add("creditor", name=CREDITOR, created_at=stamp(now))
        person_ids = [_add_person(writing, name, creditor_id, now=now) for name in (*collectors, LEAD)]
        _add_accounts(writing, creditor_id, person_ids, accounts=accounts, now=now)
        _add_ledger(writing, creditor_id, accounts=accounts, now=now)
        settle(writing, range(1, accounts + 1))
        add_calls(writing, past_calls(accounts, person_ids, now=now), excuse_ids, mark=mark)
    judge_all(store, now=now)
    store.connection.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return Book(data, accounts, collectors)


def _add_person(writing: Writing, name: str, creditor_id: int, *, now: datetime) -> int:
    """Enter a collector, or the lead."""
    person_id = people.add(writing, name, language="en", now=now)
    role: people.Role = "lead" if name == LEAD else "collector"
    people.grant(writing, person_id, creditor_id=creditor_id, role=role, now=now)
    return person_id


def _add_accounts(writing: Writing, creditor_id: int, person_ids: list[int], *, accounts: int, now: datetime) -> None:
    """Enter accounts, contacts, and whose they are."""
    ids, made = range(1, accounts + 1), stamp(now)
    writing.add_all("account", (_account(one, creditor_id, made) for one in ids))
    held = ((one, person_ids[one % len(person_ids)]) for one in ids)
    writing.add_all("assignment", ({"account_id": one, "person_id": who, "assigned_at": made} for one, who in held))
    writing.add_all("contact", (contact for one in ids for contact in _contacts(one)))


def _account(account_id: int, creditor_id: int, made: str) -> Row:
    """Make an account's row."""
    language = language_of(account_id)
    return {
        "id": account_id,
        "creditor_id": creditor_id,
        "number": number_of(account_id),
        "name": name_of(account_id),
        "name_other": other_name_of(account_id),
        "kind": KINDS[account_id % len(KINDS)],
        "city": "宁波" if language == "zh" else "Leeds",
        "time_zone": "Asia/Shanghai" if language == "zh" else "Europe/London",
        "script_language": language,
        "terms_days": TERMS_DAYS,
        "created_at": made,
    }


def _contacts(account_id: int) -> Iterator[Row]:
    """Make two contacts; the ids follow from the account's."""
    for place, role in enumerate(("accounts_payable", "owner")):
        phone = phone_of(account_id) if place == 0 else ""
        yield {
            "id": 2 * account_id - 1 + place,
            "account_id": account_id,
            "name": ("Jo Marsh", "Lee Hollin")[place],
            "role": role,
            "phone": phone,
            "phone_digits": "".join(c for c in phone if c.isdigit()),
        }


def _add_ledger(writing: Writing, creditor_id: int, *, accounts: int, now: datetime) -> None:
    """Enter the run that brought the ledger: invoices, what the ledger states of each, payments, a few disputes."""
    today, ran_at = now.date(), stamp(now - timedelta(hours=1))
    run = {"creditor_id": creditor_id, "file_name": "ledger.csv", "file_digest": "", "kind": "invoices"}
    run_id = writing.add("import_run", **run, as_of=today.isoformat(), ran_at=ran_at, result="{}")
    invoices = list(_invoices(accounts, today))
    writing.add_all("invoice", invoices)
    stated = (
        {"invoice_id": i["id"], "open_minor": i["open_minor"], "as_of": today.isoformat(), "import_run_id": run_id}
        for i in invoices
    )
    writing.add_all("ledger_statement", stated)
    paid = [one for one in invoices if one["open_minor"] < one["amount_minor"]]
    writing.add_all("payment", (_payment(one, run_id, today, ran_at) for one in paid))
    writing.add_all("allocation", (_allocation(one) for one in paid))
    disputed = (one for one in invoices if one["open_minor"] and one["id"] % 40 == 0)
    for one in list(disputed):
        where = {"account_id": one["account_id"], "words": "short delivery", "opened_on": one["due_on"]}
        writing.add("dispute_line", dispute_id=writing.add("dispute", **where), invoice_id=one["id"])


def _invoices(accounts: int, today: date) -> Iterator[Row]:
    """Make ten invoices an account, about one a month: most are paid, the newest and some old ones are open."""
    draw = random.Random(SEED)
    for number in range(accounts * INVOICES_EACH):
        account_id, place = number // INVOICES_EACH + 1, number % INVOICES_EACH
        issued_on = today - timedelta(days=30 * (INVOICES_EACH - place) - draw.randrange(25))
        amount = draw.randrange(2 * LEAST_OPEN_MINOR, 900_000)
        # The newest is open with everybody; of the older ones one in five, and with one account in fifty all.
        is_open = place == INVOICES_EACH - 1 or account_id % 50 == 1 or draw.random() < 0.2
        part = amount // 2 if is_open and draw.random() < 0.1 else 0
        yield {
            "id": number + 1,
            "account_id": account_id,
            "number": f"INV-{number + 1:07}",
            "issued_on": issued_on.isoformat(),
            "due_on": (issued_on + timedelta(days=TERMS_DAYS)).isoformat(),
            "currency": "CNY" if language_of(account_id) == "zh" else "GBP",
            "amount_minor": amount,
            "open_minor": amount - part if is_open else 0,
        }


def _payment(invoice: Row, run_id: int, today: date, recorded_at: str) -> Row:
    """Make the payment that settled an invoice, or a part of it; it has the invoice's id."""
    received_on = min(date.fromisoformat(invoice["due_on"]) + timedelta(days=9), today)
    return {
        "id": invoice["id"],
        "account_id": invoice["account_id"],
        "received_on": received_on.isoformat(),
        "currency": invoice["currency"],
        "amount_minor": invoice["amount_minor"] - invoice["open_minor"],
        "source": "ledger",
        "import_run_id": run_id,
        "recorded_at": recorded_at,
    }


def _allocation(invoice: Row) -> Row:
    """Make the row that says which invoice a payment settled."""
    paid = invoice["amount_minor"] - invoice["open_minor"]
    return {"payment_id": invoice["id"], "invoice_id": invoice["id"], "amount_minor": paid}
