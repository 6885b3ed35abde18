"""An account of the sample book whose record a test makes up: what was heard, what came in, what was promised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from rejoinder import accounts, commitments, evidence
from rejoinder.accounts import AccountFile
from rejoinder.evidence import Case, Finding, Hearing, Record
from rejoinder.store import Store, stamp
from tests.conftest import START, account_id, rows

TOM = 2


@dataclass
class Past:
    """The past of one account, made up day by day; days count back from the day of the test."""

    store: Store
    number: str

    @property
    def id(self) -> int:
        """The account."""
        return account_id(self.store, self.number)

    @property
    def file(self) -> AccountFile:
        """The account's file as a team lead opens it today."""
        return accounts.load(self.store, self.id, person_id=1, now=START)

    @property
    def case(self) -> Case:
        """What the file is asked about."""
        return Case(self.store, self.file)

    def call(self, days: int) -> int:
        """Lead a call so many days ago, and end it."""
        at = START - timedelta(days)
        with self.store.write() as writing:
            made = {
                "language": "en",
                "revision_mark": 0,
                "submission": f"call-{days}-{len(rows(self.store, 'select 1 from call'))}",
            }
            call_id = writing.add("call", account_id=self.id, person_id=TOM, started_at=stamp(at), **made)
            writing.add("call_event", call_id=call_id, kind="ended", outcome="no_commitment", at=stamp(at))
        return call_id

    def heard(
        self, excuse: str, days: int, *, said: str = "words", call_id: int = 0, who: str = "", missing: str = ""
    ) -> int:
        """Hear an excuse so many days ago."""
        at = START - timedelta(days)
        call_id = call_id or self.call(days)
        with self.store.write() as writing:
            if who:
                contact = writing.add("contact", account_id=self.id, name=who)
                writing.add("call_event", call_id=call_id, kind="reached", contact_id=contact, at=stamp(at))
            about = {
                "call_id": call_id,
                "account_id": self.id,
                "excuse": excuse,
                "said": said,
                "shown": "",
                "missing": missing,
            }
            number = len(rows(self.store, "select 1 from heard"))
            return writing.add("heard", **about, heard_at=stamp(at), submission=f"heard-{number}")

    def paid(
        self, days: int, minor: int, *, recorded: int | None = None, source: str = "file", reference: str = ""
    ) -> int:
        """Receive money so many days ago, known to us since `recorded` days."""
        on = (START - timedelta(days)).date().isoformat()
        known = stamp(START - timedelta(days if recorded is None else recorded))
        with self.store.write() as writing:
            made = {"currency": "GBP", "amount_minor": minor, "source": source, "reference": reference}
            payment = writing.add("payment", account_id=self.id, received_on=on, recorded_at=known, **made)
            accounts.settle(writing, [self.id])
        return payment

    def reversed(self, payment: int, days: int) -> None:
        """Take a payment back."""
        row = rows(self.store, "select * from payment where id = ?", payment)[0]
        with self.store.write() as writing:
            at = START - timedelta(days)
            made = {"received_on": at.date().isoformat(), "recorded_at": stamp(at), "source": "hand"}
            back = {"currency": row["currency"], "amount_minor": -row["amount_minor"], "reverses": payment}
            writing.add("payment", account_id=self.id, **made, **back)

    def promised(self, call_id: int, *, became: str = "", due: int = 0, minor: int = 10000) -> int:
        """Have money promised in a call for so many days ago, and say what became of it."""
        made = {"kind": "promise_to_pay", "amount_minor": minor, "currency": "GBP"}
        due_on = (START - timedelta(due)).date().isoformat()
        with self.store.write() as writing:
            number = len(rows(self.store, "select 1 from commitment"))
            about = {"call_id": call_id, "account_id": self.id, "made_by": TOM, "submission": f"promise-{number}"}
            promise = writing.add(
                "commitment", **about, **made, due_on=due_on, made_at=stamp(START - timedelta(due + 5))
            )
            line = {"invoice_id": None, "amount_minor": minor, "due_on": due_on}
            writing.add("commitment_line", commitment_id=promise, **line)
            if became:
                event = {"kind": became, "at": stamp(START), "account_id": self.id}
                writing.add("commitment_event", commitment_id=promise, **event)
        return promise

    def judge(self) -> None:
        """Judge what was promised by the money there is."""
        with self.store.write() as writing:
            commitments.judge_accounts(writing, [self.id], now=START)

    def ledger(self, days: int) -> None:
        """Read a ledger in, of so many days ago."""
        creditor = rows(self.store, "select creditor_id from account where id = ?", self.id)[0]["creditor_id"]
        at = START - timedelta(days)
        with self.store.write() as writing:
            about = {"file_name": "l.csv", "file_digest": "", "kind": "invoices", "result": "{}"}
            writing.add("import_run", creditor_id=creditor, **about, day=at.date().isoformat(), ran_at=stamp(at))

    def hearings(self) -> tuple[Hearing, ...]:
        """List what was heard."""
        return evidence.hearings(self.store, evidence.mentions(self.store, self.file))

    def record(self, excuse: str, *, call_id: int = 0) -> Record | None:
        """Give what is known of an excuse."""
        return evidence.records(self.store, evidence.mentions(self.store, self.file), call_id=call_id).get(excuse)

    def found(self, excuse: str) -> list[str]:
        """Give what the file says of an excuse, each with its side."""
        return [f"{one.side}: {told(one)}" for one in evidence.look(self.case, excuse)]


def told(finding: Finding) -> str:
    """Write a finding as it is in English, values as they are."""
    return finding.sentence % {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in finding.values.items()
    }


@pytest.fixture
def past(store: Store) -> Callable[[str], Past]:
    """Make up the past of an account."""
    return lambda number="GB-1075": Past(store, number)


@pytest.fixture
def fresh(store: Store) -> Past:
    """An account of a creditor of its own, with one invoice of GBP 1,000.00 due 40 days ago, and no past at all."""
    with store.write() as writing:
        creditor = writing.add("creditor", name="Fresh Ltd", created_at=stamp(START))
        writing.run("add_grant", person_id=1, creditor_id=creditor, role="lead")
        about = {"creditor_id": creditor, "number": "F-1", "name": "Newcomer Ltd", "created_at": stamp(START)}
        ours = writing.add("account", **about, country="GB", time_zone="Europe/London")
        day = (START - timedelta(40)).date().isoformat()
        owed = {"currency": "GBP", "amount_minor": 100000, "open_minor": 100000}
        invoice = writing.add("invoice", account_id=ours, number="N-1", issued_on=day, due_on=day, **owed)
        writing.add("ledger_statement", invoice_id=invoice, open_minor=100000, as_of=day)
        accounts.settle(writing, [ours])
    return Past(store, "F-1")
