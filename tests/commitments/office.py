"""An office followed from day to day: lists and payments come in as files, promises by telephone, money by hand.

Days are written month and day, 03-09, of one year; amounts in whole units of the currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from rejoinder import accounts, calls, commitments, people
from rejoinder.accounts import Author, payment_changes
from rejoinder.accounts.payment_entries import Entry
from rejoinder.commitments import Story
from rejoinder.commitments.stories import LineStory
from rejoinder.importing import Answers, Report, bring_in
from rejoinder.store import Store
from tests.conftest import Clock, rows

YEAR = 2026
FIRM = "Mill & Sons"
LIST = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Currency,Amount,Open Amount\n"
PAYMENTS = "Customer No,Payment Date,Amount Received,Invoice,Payment Number,Currency\n"


def on(day: str) -> date:
    """The day of the year that is meant by 03-09."""
    return date.fromisoformat(f"{YEAR}-{day}")


def morning(day: str) -> datetime:
    """Half past eight in London in winter, in the afternoon of China."""
    return datetime.combine(on(day), time(8, 30), UTC)


@dataclass(frozen=True)
class Item:
    """An invoice as the ledger has it first; what is open of it, where that is not all."""

    customer: str
    name: str
    due: str
    currency: str
    amount: int
    open: int | None = None


@dataclass
class Office:
    """A creditor's book, with the ledger beside it that its lists are written from."""

    store: Store
    clock: Clock
    folder: Path
    items: Mapping[str, Item]
    creditor: int = 0
    collector: int = 0
    lead: int = 0
    open: dict[str, int] = field(default_factory=dict)
    promised: dict[str, int] = field(default_factory=dict)
    files: int = 0

    def __post_init__(self) -> None:
        self.open = {number: one.amount if one.open is None else one.open for number, one in self.items.items()}
        with self.store.write() as writing:
            made = {"country": "GB", "time_zone": "Europe/London", "created_at": "2026-01-01T00:00:00.000000Z"}
            self.creditor = writing.add("creditor", name=FIRM, **made)
            for name, role in (("Carol", "collector"), ("Lena", "lead")):
                person = people.add(writing, name, language="en", now=self.clock.now)
                people.grant(writing, person, creditor_id=self.creditor, role=role, now=self.clock.now)
                setattr(self, role, person)

    # ---- where things are -------------------------------------------------------------------------------------------

    def moment(self) -> datetime:
        """A minute after whatever was before."""
        self.clock.forward(minutes=1)
        return self.clock.now

    def account(self, customer: str) -> int:
        """Find an account by the customer's number."""
        return int(rows(self.store, "select id from account where number = ?", customer)[0]["id"])

    def invoices(self, *numbers: str) -> list[int]:
        """Find invoices by their numbers."""
        return [rows(self.store, "select id from invoice where number = ?", one)[0]["id"] for one in numbers]

    # ---- what is done in a day --------------------------------------------------------------------------------------

    def settings(self, **values: int) -> None:
        """Settle how promises are judged from now on."""
        with self.store.write() as writing:
            for name, value in values.items():
                about = {"creditor_id": self.creditor, "person_id": self.lead, "now": "2026"}
                writing.run("set_creditor_setting", **about, name=name, value=str(value))

    def abroad(self, country: str, time_zone: str, *customers: str) -> None:
        """Note that customers are in another country."""
        with self.store.write() as writing:
            for one in customers:
                writing.change("account", self.account(one), country=country, time_zone=time_zone)

    def banks(self, customer: str, calendar: str) -> None:
        """Note whose bank holidays a customer has."""
        with self.store.write() as writing:
            writing.add("paying", id=self.account(customer), calendar=calendar)

    def listed(self, as_of: str, **left: int) -> None:
        """Bring in the open items of a day; `left` is what has changed in the ledger since the last list."""
        self.open |= left
        lines = [
            f"{one.customer},{one.name},{number},2025-12-01,{one.due},{one.currency},{one.amount},{self.open[number]}\n"
            for number, one in self.items.items() if self.open[number]
        ]  # fmt: skip
        self._bring_in(LIST + "".join(lines), kind="invoices", as_of=on(as_of), missing="settled")

    def file(self, *payments: str) -> None:
        """Bring in a list of payments: customer, day, amount, invoices, reference, currency."""
        lines = [one.split(" ", 2) for one in payments]
        self._bring_in(PAYMENTS + "".join(f"{who},{YEAR}-{day},{rest}\n" for who, day, rest in lines), kind="payments")

    def _bring_in(self, content: str, **said: object) -> Report:
        """Write a file and bring it in."""
        self.files += 1
        path = self.folder / f"{self.files}.csv"
        path.write_text(content)
        report = bring_in(self.store, path, Answers(creditor=FIRM, **said), now=self.moment())
        assert report.exit_code == 0, report.as_json()
        return report

    def promise(self, name: str, customer: str, amount: int, day: str, *numbers: str, **fields: str) -> None:
        """Ring a customer, who promises money for invoices, or for none in particular."""
        account_id, now = self.account(customer), self.moment()
        about = {"person_id": self.collector, "now": now}
        call_id = calls.start(self.store, account_id, language="en", mark=0, submission=f"call {name}", **about)
        file = accounts.load(self.store, account_id, **about)
        chosen = accounts.chosen_invoices(self.store, account_id, set(self.invoices(*numbers)))
        typed = {"currency": "GBP", "kind": "promise_to_pay", "amount": str(amount), "day": on(day).isoformat()}
        terms, problems = commitments.read_terms({**typed, **fields}, invoices=chosen, file=file, language="en")
        assert not problems, {one: str(problem) for one, problem in problems.items()}
        self.promised[name] = commitments.record(
            self.store, terms, call_id=call_id, account_id=account_id, read_back="", today=file.today,
            submission=name, **about,
        )  # fmt: skip
        call = calls.load(self.store, call_id, person_id=self.collector)
        calls.end(self.store, call, outcome="promise", note="", now=self.moment())

    def take_back(self, name: str) -> None:
        """Note that the customer takes a promise back."""
        about = {"person_id": self.collector, "now": self.moment()}
        commitments.take_back(self.store, self.promised[name], reason="No money.", **about)

    def error(self, name: str) -> None:
        """Let the team lead take out what was recorded in error."""
        today = self.clock.now.date()
        about = {"person_id": self.lead, "today": today, "now": self.moment(), "reason": "Wrong customer."}
        commitments.record_error(self.store, self.promised[name], **about)

    def hand(self, reference: str, customer: str, amount: int, day: str, currency: str = "GBP", **given: int) -> None:
        """Enter a payment, and give it to invoices."""
        parts = {self.invoices(number)[0]: minor * 100 for number, minor in given.items()}
        entry = Entry(amount * 100, currency, on(day), reference, "", parts)
        author = Author(self.collector, self.moment())
        payment_changes.record(self.store, self.account(customer), entry, submission=reference, author=author)
        self._judge_payer(reference)

    def give(self, reference: str, **given: int) -> None:
        """Give what is left of a payment to invoices."""
        parts = {self.invoices(number)[0]: minor * 100 for number, minor in given.items()}
        author = Author(self.collector, self.moment())
        payment_changes.allocate(
            self.store, self._payment(reference), parts, submission=f"{reference} given", author=author
        )
        self._judge_payer(reference)

    def reverse(self, reference: str, kind: str, day: str) -> None:
        """Let the team lead take a payment back."""
        about = {"kind": kind, "day": on(day), "note": "", "submission": f"{reference} back"}
        author = Author(self.lead, self.moment())
        payment_changes.reverse(self.store, self._payment(reference), author=author, **about)
        self._judge_payer(reference)

    def _payment(self, reference: str) -> int:
        """Find a payment by its reference."""
        return int(rows(self.store, "select id from payment where reference = ?", reference)[0]["id"])

    def left(self) -> dict[str, int]:
        """What the book says is open of each invoice."""
        found = rows(self.store, "select number, open_minor from invoice where open_minor <> 0 order by number")
        return {row["number"]: row["open_minor"] // 100 for row in found}

    def _judge_payer(self, reference: str) -> None:
        """Judge the payer's account anew, as the screen does after every change of a payment."""
        payer = rows(self.store, "select account_id from payment where id = ?", self._payment(reference))[0]
        commitments.judge_in_turn(self.store, [payer["account_id"]], now=self.clock.now)

    def judge(self) -> int:
        """Judge all, and give how many judgements were recorded."""
        return commitments.judge_all(self.store, now=self.moment())

    # ---- what is told of it -----------------------------------------------------------------------------------------

    def story(self, name: str) -> Story:
        """Give what became of a promise."""
        id = self.promised[name]
        account_id = commitments.account_of(self.store, id, person_id=self.lead)
        return next(one for one in commitments.stories(self.store, account_id) if one.id == id)

    def told(self, name: str) -> tuple[str, str]:
        """Tell the state of a promise, and each of its lines in a few words."""
        story = self.story(name)
        state = "error" if story.is_error else story.became or "open"
        return state, " | ".join(told_line(one) for one in story.lines if one.amount_minor > 0)


def told_line(one: LineStory) -> str:
    """Tell a line: what came of what was due, until when it is waited for, its level, and what that rests on."""
    words = [f"{one.number or 'account'} {one.became or 'open'} {one.paid_minor / 100:g}/{one.due_minor / 100:g}"]
    words += [f"until {one.waited_until:%m-%d}"] if one.waited_until else []
    words += [f"level {one.level}"] if one.level else []
    for rest in one.rests_on:
        late = " late" if rest.is_late else ""
        words.append(f"+ {rest.amount_minor / 100:g} {rest.source} {rest.received_on:%m-%d}{late}")
    assert one.late_minor == sum(rest.amount_minor for rest in one.rests_on if rest.is_late)
    words += [f"settled {one.settled_on:%m-%d}"] if one.settled_on and one.late_minor else []
    return " ".join(words)


def days(first: str, last: str) -> list[str]:
    """Every day from the first to the last."""
    count = (on(last) - on(first)).days + 1
    return [f"{on(first) + timedelta(number):%m-%d}" for number in range(count)]
