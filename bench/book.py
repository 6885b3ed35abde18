"""A made-up book of any size: always the same accounts, invoices and past calls, counted back from today."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from app import DATABASE, ROOT
from bench.utterances import CHINESE, ENGLISH
from rejoinder import people
from rejoinder.accounts import settle
from rejoinder.library import Folders, excuses_in_use, latest_mark, load_folders
from rejoinder.store import Row, Store, Writing, migrate, stamp

SEED = 20261118
CREDITOR = "Larkfield Components"
LEAD = "Lead"
INVOICES_EACH = 10
CALLS_EACH = 5
TERMS_DAYS = 30

# Every account owes at least this much, so that it can be promised.
LEAST_OPEN_MINOR = 10_000

# A collector holds more than one page of the work list in either book, so that equal pages are compared.
MOST_COLLECTORS = 16
LEAST_HELD = 60

FIRST = ("Harrow", "Calder", "Tamsin", "Wexley", "Orrin", "Pell", "Marlow", "Sutter", "Brack", "Ines")
LAST = ("Valves", "Foods", "Joinery", "Haulage", "Printing", "Optics", "Roofing")
FIRST_ZH = ("恒远", "瑞丰", "华岭", "金澜", "同昌", "嘉禾", "泰宁")
LAST_ZH = ("机械", "食品", "建材", "物流", "印务")
KINDS = ("large_company", "small_company", "family_firm", "state_owned", "sole_trader")
OUTCOMES = ("no_answer", "voicemail", "no_commitment", "intention", "promise")


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
        _add_calls(writing, _past_calls(accounts, person_ids, now=now), excuse_ids, mark=mark)
    store.connection.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return Book(data, accounts, collectors)


def _add_person(writing: Writing, name: str, creditor_id: int, *, now: datetime) -> int:
    """Enter a collector, or the lead."""
    person_id = people.add(writing, name, language="en", now=now)
    role: people.Role = "lead" if name == LEAD else "collector"
    people.grant(writing, person_id, creditor_id=creditor_id, role=role, now=now)
    return person_id


def language_of(account_id: int) -> str:
    """Say in which language an account's debtor speaks: every second one Chinese."""
    return "zh" if account_id % 2 == 0 else "en"


def name_of(account_id: int) -> str:
    """Give an account's name, which no other has."""
    if language_of(account_id) == "zh":
        return f"{FIRST_ZH[account_id % 7]}{account_id}{LAST_ZH[account_id % 5]}有限公司"
    return f"{FIRST[account_id % 10]} {LAST[account_id % 7]} {account_id} Ltd"


def number_of(account_id: int) -> str:
    """Give an account's number."""
    return f"A-{account_id:06}"


def phone_of(account_id: int) -> str:
    """Give the telephone of an account's first contact, which no other has, from the numbers reserved for fiction."""
    return f"+1 {201 + account_id % 789} 555 01{account_id // 789 % 100:02}"


def _add_accounts(
    writing: Writing, creditor_id: int, person_ids: list[int], *, accounts: int, now: datetime
) -> None:
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
        "name_other": f"{FIRST[account_id % 10]} {LAST[account_id % 7]} Co." if language == "zh" else "",
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
    writing.add_all("dispute", (_dispute(one) for one in disputed))


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


def _dispute(invoice: Row) -> Row:
    """Make a dispute of a whole invoice."""
    where = {"account_id": invoice["account_id"], "invoice_id": invoice["id"]}
    return {**where, "reason": "short delivery", "opened_on": invoice["due_on"]}


def _past_calls(accounts: int, person_ids: list[int], *, now: datetime) -> list[Row]:
    """Make the calls of the last ten months in the order in which they were led."""
    draw = random.Random(SEED + 1)
    began = (now - timedelta(minutes=draw.randrange(60 * 24, 60 * 24 * 300)) for _ in range(accounts * CALLS_EACH))
    return [
        {
            "id": number,
            "account_id": account_id,
            "person_id": person_ids[account_id % len(person_ids)],
            "language": language_of(account_id),
            "started_at": started_at,
            "outcome": draw.choice(OUTCOMES),
        }
        for number, (started_at, account_id) in enumerate(
            sorted((moment, place % accounts + 1) for place, moment in enumerate(began)), 1
        )
    ]


def _add_calls(writing: Writing, calls: list[Row], excuse_ids: list[str], *, mark: int) -> None:
    """Enter the calls with what was heard and promised in them."""
    writing.add_all("call", (_call(one, mark) for one in calls))
    writing.add_all("call_event", (event for one in calls for event in _call_events(one)))
    spoken = [one for one in calls if one["outcome"] not in ("no_answer", "voicemail")]
    writing.add_all("heard", (_heard(one, excuse_ids[one["id"] % len(excuse_ids)]) for one in spoken))
    promised = [one for one in calls if one["outcome"] == "promise"]
    writing.add_all("commitment", (_promise(one) for one in promised))
    writing.add_all("commitment_line", (_promise_line(one) for one in promised))
    writing.add_all("commitment_event", (event for one in promised for event in _promise_events(one)))


def _call(call: Row, mark: int) -> Row:
    """Make a call's row."""
    columns = {name: call[name] for name in ("id", "account_id", "person_id", "language")}
    named = {"revision_mark": mark, "submission": f"call-{call['id']}"}
    return {**columns, "started_at": stamp(call["started_at"]), **named}


def _call_events(call: Row) -> Iterator[Row]:
    """Make the rows that say who came to the phone, and how the call ended."""
    event = {"call_id": call["id"], "at": stamp(call["started_at"] + timedelta(minutes=5))}
    contact_id = 2 * call["account_id"] - 1
    if call["outcome"] not in ("no_answer", "voicemail"):
        yield {**event, "kind": "reached", "contact_id": contact_id, "outcome": None}
    yield {**event, "kind": "ended", "contact_id": None, "outcome": call["outcome"]}


def _heard(call: Row, excuse_id: str) -> Row:
    """Make the row of the excuse heard in a call."""
    said = CHINESE if call["language"] == "zh" else ENGLISH
    return {
        "call_id": call["id"],
        "account_id": call["account_id"],
        "excuse": excuse_id,
        "said": said[call["id"] % len(said)],
        "shown": "The words shown to the collector then. " * 10,
        "heard_at": stamp(call["started_at"] + timedelta(minutes=2)),
        "submission": f"heard-{call['id']}",
    }


def _promise(call: Row) -> Row:
    """Make the promise of a call, whose id it has."""
    return {
        "id": call["id"],
        "call_id": call["id"],
        "account_id": call["account_id"],
        "kind": "promise_to_pay",
        "amount_minor": 100_000,
        "currency": "CNY" if call["language"] == "zh" else "GBP",
        "due_on": (call["started_at"].date() + timedelta(days=7)).isoformat(),
        "method": "transfer",
        "contact_id": 2 * call["account_id"] - 1,
        "read_back": "The sentence that was read back.",
        "made_at": stamp(call["started_at"] + timedelta(minutes=3)),
        "made_by": call["person_id"],
        "submission": f"promise-{call['id']}",
    }


def _promise_line(call: Row) -> Row:
    """Make the row of the invoice that was promised."""
    due_on = (call["started_at"].date() + timedelta(days=7)).isoformat()
    invoice_id = call["account_id"] * INVOICES_EACH
    return {"commitment_id": call["id"], "invoice_id": invoice_id, "amount_minor": 100_000, "due_on": due_on}


def _promise_events(call: Row) -> Iterator[Row]:
    """Make the rows that say that a promise was read back, and what became of it."""
    at = call["started_at"]
    yield {"commitment_id": call["id"], "kind": "read_back", "at": stamp(at + timedelta(minutes=4))}
    became = ("kept", "partly_kept", "broken")[call["id"] % 3]
    yield {"commitment_id": call["id"], "kind": became, "at": stamp(at + timedelta(days=8))}
