"""Payments by hand: whatever is entered, given away, taken back and stated, the open amounts are the ledger's rule."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts
from rejoinder.accounts import Author, allocating, payment_changes, payments, settle
from rejoinder.accounts.allocating import Came, Stated
from rejoinder.accounts.payment_entries import Entry
from rejoinder.errors import NotAllowed, Refused
from rejoinder.store import Store, stamp
from tests.conftest import START, rows
from tests.owing import TODAY, Owed, owe

# An invoice of which there is no statement, between A and B by due day.
UNSTATED = 4000
PERSON = Author(3, START)
# After every moment: no money is entered after a ledger of which nobody knows when it was read in.
NEVER = datetime.max.replace(tzinfo=START.tzinfo)
OWED = (Owed("A", 10000, -60), Owed("B", 5000, -30), Owed("C", 20000, 10), Owed("D", -3000, -5))

# The ledger of these accounts is of 1 November: before it, on it, and after.
DAYS = st.one_of(st.just(TODAY), st.integers(-20, 0).map(lambda days: TODAY + timedelta(days)))
NUMBERS = st.sampled_from(["A", "E", "B", "C"])
AMOUNTS = st.one_of(st.integers(1, 40000), st.sampled_from([5000, 10000, 15000, 20000]))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), DAYS, AMOUNTS, st.sampled_from(["oldest", "open"])),
        st.tuples(st.just("name"), DAYS, AMOUNTS, st.dictionaries(NUMBERS, AMOUNTS, min_size=1)),
        st.tuples(st.just("allocate"), st.integers(0, 5), st.dictionaries(NUMBERS, AMOUNTS, min_size=1)),
        st.tuples(st.just("reverse"), st.integers(0, 5), st.sampled_from(["returned", "error"]), DAYS),
        st.tuples(st.just("state"), NUMBERS, DAYS, st.integers(0, 20000)),
        st.tuples(st.just("read"), NUMBERS, DAYS, st.integers(0, 20000)),
    ),
    max_size=10,
)


@dataclass
class Paid:
    """A payment as it should stand: when it came and was entered, what it was given to, and the rows that count."""

    id: int
    on: date
    entered_at: datetime
    amount_minor: int
    given: dict[str, int]
    is_reversed: bool = False


@dataclass
class Ledger:
    """The rule beside the program: statements, and what counts for each invoice on which day."""

    store: Store
    account_id: int
    ids: dict[str, int]
    stated: dict[str, list[tuple[date, datetime, int]]] = field(default_factory=dict)
    moved: list[tuple[str, date, datetime, int]] = field(default_factory=list)
    paid: list[Paid] = field(default_factory=list)
    sent: int = 0
    now: datetime = START

    def open(self, number: str) -> int:
        """What is open: the last statement less what came after its day, or on it and was entered once it was read in.

        Of two statements for one day it is the later one.
        """
        stated = max(enumerate(self.stated.get(number, [])), key=lambda one: (one[1][0], one[0]), default=None)
        day, read_at, minor = stated[1] if stated else (date.min, NEVER, UNSTATED)
        return minor - sum(
            each for one, on, at, each in self.moved if one == number and (on > day or (on == day and at > read_at))
        )

    def all_open(self) -> dict[str, int]:
        """What is open of every invoice."""
        return {number: self.open(number) for number in self.ids}

    def author(self) -> Author:
        """The collector, a minute after whatever was before."""
        self.now += timedelta(minutes=1)
        return Author(PERSON.person_id, self.now)

    def submission(self) -> str:
        """A form's own id."""
        self.sent += 1
        return f"{self.account_id}-{self.sent}"


def on_file(ledger: Ledger) -> dict[str, int]:
    """Read what the program says is open."""
    found = rows(ledger.store, "select number, open_minor from invoice where account_id = ?", ledger.account_id)
    return {row["number"]: row["open_minor"] for row in found}


def new_ledger(store: Store) -> Ledger:
    """Make an account that owes three invoices the ledger has stated and one it has not, and has a credit note."""
    account_id = owe(store, *OWED)
    with store.write() as writing:
        about = {"account_id": account_id, "number": "E", "issued_on": "2026-01-01", "due_on": "2026-09-29"}
        writing.add("invoice", **about, currency="GBP", amount_minor=UNSTATED, open_minor=0)
        settle(writing, [account_id])
    found = rows(store, "select id, number from invoice where account_id = ?", account_id)
    ledger = Ledger(store, account_id, {row["number"]: row["id"] for row in found})
    for number, invoice_id in ledger.ids.items():
        stated = rows(store, "select as_of, open_minor from ledger_statement where invoice_id = ?", invoice_id)
        ledger.stated[number] = [(date.fromisoformat(row["as_of"]), NEVER, row["open_minor"]) for row in stated]
    return ledger


def pay(ledger: Ledger, day: date, amount_minor: int, named: dict[str, int]) -> None:
    """Enter a payment, and expect a refusal exactly where it gives more than there is or than is open."""
    fits = sum(named.values()) <= amount_minor and all(named[one] <= ledger.open(one) for one in named)
    entry = Entry(amount_minor, "GBP", day, "", "", {ledger.ids[one]: minor for one, minor in named.items()})
    submission, author = ledger.submission(), ledger.author()
    if not fits:
        with pytest.raises(Refused):
            payment_changes.record(ledger.store, ledger.account_id, entry, submission=submission, author=author)
        return
    for _ in range(2):
        payment_changes.record(ledger.store, ledger.account_id, entry, submission=submission, author=author)
    made = rows(ledger.store, "select max(id) as id from payment")[0]["id"]
    ledger.paid.append(Paid(made, day, author.now, amount_minor, dict(named)))
    ledger.moved += [(number, day, author.now, minor) for number, minor in named.items()]


def pay_oldest(ledger: Ledger, day: date, amount_minor: int) -> None:
    """Enter a payment that goes to the oldest invoices, as it should be spread."""
    spread = allocating.oldest_first(ledger.store, ledger.account_id, currency="GBP", amount_minor=amount_minor)
    left, expected = amount_minor, {}
    for number in ("A", "E", "B", "C"):
        if left and ledger.open(number) > 0:
            expected[number] = min(left, ledger.open(number))
            left -= expected[number]
    assert spread == {ledger.ids[number]: minor for number, minor in expected.items()}
    pay(ledger, day, amount_minor, expected)


def allocate(ledger: Ledger, index: int, named: dict[str, int]) -> None:
    """Give away what is left of a payment, and expect a refusal exactly where it does not fit."""
    if index >= len(ledger.paid):
        return
    paid = ledger.paid[index]
    left = 0 if paid.is_reversed else paid.amount_minor - sum(paid.given.values())
    fits = sum(named.values()) <= left and all(named[one] <= ledger.open(one) for one in named)
    given = {ledger.ids[one]: minor for one, minor in named.items()}
    submission, author = ledger.submission(), ledger.author()
    if not fits:
        with pytest.raises(Refused):
            payment_changes.allocate(ledger.store, paid.id, given, submission=submission, author=author)
        return
    for _ in range(2):
        payment_changes.allocate(ledger.store, paid.id, given, submission=submission, author=author)
    for number, minor in named.items():
        paid.given[number] = paid.given.get(number, 0) + minor
        ledger.moved.append((number, paid.on, paid.entered_at, minor))


def reverse(ledger: Ledger, index: int, kind: str, day: date) -> None:
    """Take a payment back once; a second time is refused. As an error it counts as its entry does."""
    if index >= len(ledger.paid):
        return
    paid = ledger.paid[index]
    on = max(day, paid.on) if kind == "returned" else paid.on
    author = ledger.author()
    at = paid.entered_at if kind == "error" else author.now
    how = {"kind": kind, "day": on, "note": "", "author": author}
    if paid.is_reversed:
        with pytest.raises(Refused):
            payment_changes.reverse(ledger.store, paid.id, submission=ledger.submission(), **how)
        return
    submission = ledger.submission()
    for _ in range(2):
        payment_changes.reverse(ledger.store, paid.id, submission=submission, **how)
    paid.is_reversed = True
    ledger.moved += [(number, on, at, -minor) for number, minor in paid.given.items()]


def state(ledger: Ledger, number: str, day: date, minor: int, *, run_id: int | None = None) -> None:
    """Let the ledger state what is open of an invoice; without a run, nobody knows when it was read in."""
    stated = {"open_minor": minor, "as_of": day.isoformat(), "import_run_id": run_id}
    with ledger.store.write() as writing:
        writing.add("ledger_statement", invoice_id=ledger.ids[number], **stated)
        settle(writing, [ledger.account_id])
    ledger.stated.setdefault(number, []).append((day, ledger.now if run_id else NEVER, minor))


def read_in(ledger: Ledger, number: str, day: date, minor: int) -> None:
    """Read in a ledger, a minute after whatever was before, that states what is open of an invoice."""
    with ledger.store.write() as writing:
        run = {"file_name": "ledger.csv", "file_digest": "", "kind": "other", "result": "{}"}
        creditor_id = rows(ledger.store, "select creditor_id from account where id = ?", ledger.account_id)[0]
        run_id = writing.add("import_run", **creditor_id, **run, ran_at=stamp(ledger.author().now))
    state(ledger, number, day, minor, run_id=run_id)


def take(ledger: Ledger, step: tuple) -> None:
    """Take one step."""
    kind, *values = step
    if kind == "pay":
        day, amount_minor, way = values
        if way == "oldest":
            pay_oldest(ledger, day, amount_minor)
        else:
            pay(ledger, day, amount_minor, {})
    else:
        steps = {"name": pay, "allocate": allocate, "reverse": reverse, "state": state, "read": read_in}
        steps[kind](ledger, *values)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_open_is_the_rule_whatever_is_paid_given_away_taken_back_and_stated(store: Store, steps):
    ledger = new_ledger(store)
    for step in steps:
        take(ledger, step)
        assert on_file(ledger) == ledger.all_open(), step
        for one in payments.payments_of(store, ledger.account_id):
            given = sum(each.amount_minor for each in one.allocated)
            assert 0 <= given <= one.amount_minor and one.left_minor == one.amount_minor - given
    # Entered in error, all of them, they leave what the ledger alone says is open.
    for index in range(len(ledger.paid)):
        if not ledger.paid[index].is_reversed:
            reverse(ledger, index, "error", TODAY)
    returned = [one for one in steps if one[0] == "reverse" and one[2] == "returned"]
    if not returned:
        ledger.moved = []
    assert on_file(ledger) == ledger.all_open()
    file = accounts.load(store, ledger.account_id, person_id=PERSON.person_id, now=START)
    assert (file.unallocated, file.last_payment) == ((), None)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paid=DAYS,
    amount=AMOUNTS,
    way=st.sampled_from(["oldest", "open"]),
    as_of=st.one_of(st.none(), DAYS),
    brings=st.sampled_from([state, read_in]),
)
def test_what_is_told_before_recording_is_what_is_open_afterwards(store: Store, paid, amount, way, as_of, brings):
    ledger = new_ledger(store)
    if as_of:
        brings(ledger, "A", as_of, 7000)
    author = ledger.author()
    where = {"currency": "GBP", "amount_minor": amount}
    spread = allocating.oldest_first(store, ledger.account_id, **where) if way == "oldest" else {}
    came = Came(paid, author.now)
    plan = allocating.plan(store, ledger.account_id, spread, **where, came=came, ledger=None)
    before = on_file(ledger)
    entry = Entry(amount, "GBP", paid, "", "", spread)
    payment_changes.record(store, ledger.account_id, entry, submission=ledger.submission(), author=author)
    told = {one.owed.number: one.after_minor for one in plan.parts}
    assert on_file(ledger) == {**before, **told}
    assert plan.left_minor == payments.payments_of(store, ledger.account_id)[0].left_minor


PAID, BETWEEN, LATER = date(2026, 11, 10), date(2026, 11, 13), date(2026, 11, 16)


def paid_before_a_statement(store: Store, *, stated_minor: int) -> Ledger:
    """Pay invoice A in full, and let a later ledger state what it thinks is open."""
    ledger = new_ledger(store)
    pay(ledger, PAID, 10000, {"A": 10000})
    assert on_file(ledger)["A"] == 0
    state(ledger, "A", BETWEEN, stated_minor)
    return ledger


def test_payment_entered_in_error_changes_nothing_once_a_later_ledger_never_had_it(store):
    ledger = paid_before_a_statement(store, stated_minor=10000)
    assert on_file(ledger)["A"] == 10000
    reverse(ledger, 0, "error", LATER)
    assert on_file(ledger)["A"] == 10000


def test_payment_returned_after_a_ledger_that_counted_it_is_open_again(store):
    ledger = paid_before_a_statement(store, stated_minor=0)
    assert on_file(ledger)["A"] == 0
    reverse(ledger, 0, "returned", LATER)
    assert on_file(ledger)["A"] == 10000


def test_payment_returned_before_a_ledger_is_counted_in_it_already(store):
    ledger = paid_before_a_statement(store, stated_minor=10000)
    reverse(ledger, 0, "returned", PAID + timedelta(1))
    assert on_file(ledger)["A"] == 10000


def test_money_the_ledger_counts_already_is_told_of_and_changes_nothing(store):
    ledger = new_ledger(store)
    state(ledger, "A", BETWEEN, 6000)
    where = {"currency": "GBP", "amount_minor": 1000, "ledger": Stated(LATER, START)}
    spread = {ledger.ids["A"]: 1000}
    counted = allocating.plan(store, ledger.account_id, spread, **where, came=Came(BETWEEN, None))
    assert (counted.counted_on, counted.read_on, counted.parts[0].after_minor) == (BETWEEN, None, 6000)
    between = allocating.plan(store, ledger.account_id, spread, **where, came=Came(BETWEEN + timedelta(1), None))
    assert (between.counted_on, between.read_on, between.parts[0].after_minor) == (None, LATER, 5000)
    after = allocating.plan(store, ledger.account_id, spread, **where, came=Came(LATER + timedelta(1), None))
    assert (after.counted_on, after.read_on, after.parts[0].after_minor) == (None, None, 5000)


def same_day(ledger: Ledger, amount_minor: int, *, on: date = TODAY) -> None:
    """Read in today's ledger, which has 10000 of A open, and then enter a payment."""
    read_in(ledger, "A", TODAY, 10000)
    pay(ledger, on, amount_minor, {"A": amount_minor})


def test_money_of_the_ledgers_day_counts_once_entered_after_it_was_read_in(store):
    ledger = new_ledger(store)
    same_day(ledger, 4000)
    assert on_file(ledger)["A"] == 6000
    # Received yesterday, the ledger of today has it.
    pay(ledger, TODAY - timedelta(1), 4000, {"A": 4000})
    assert on_file(ledger)["A"] == 6000


def test_money_of_the_ledgers_day_entered_before_it_was_read_in_does_not_count(store):
    ledger = new_ledger(store)
    pay(ledger, TODAY, 4000, {})
    read_in(ledger, "A", TODAY, 10000)
    # It is the entry that counts, not when it is given to an invoice.
    allocate(ledger, 0, {"A": 4000})
    assert on_file(ledger)["A"] == 10000


@pytest.mark.parametrize(("stated_minor", "kind", "after"), [(6000, "error", 6000), (6000, "returned", 10000)])
def test_second_ledger_of_the_day_takes_over_and_what_was_entered_in_error_changes_it_no_more(
    store, stated_minor, kind, after
):
    ledger = new_ledger(store)
    same_day(ledger, 4000)
    read_in(ledger, "A", TODAY, stated_minor)
    assert on_file(ledger)["A"] == 6000
    reverse(ledger, 0, kind, TODAY)
    assert on_file(ledger)["A"] == after


@pytest.mark.parametrize("kind", ["error", "returned"])
def test_money_of_the_ledgers_day_is_taken_back_in_full_before_the_next_ledger(store, kind):
    ledger = new_ledger(store)
    same_day(ledger, 4000)
    reverse(ledger, 0, kind, TODAY)
    assert on_file(ledger)["A"] == 10000
    read_in(ledger, "A", TODAY, 9000)
    assert on_file(ledger)["A"] == 9000


def test_what_takes_back_the_ledgers_own_money_as_an_error_counts_no_more_than_it(store):
    ledger = new_ledger(store)
    read_in(ledger, "A", TODAY, 10000)
    with store.write() as writing:
        made = {"account_id": ledger.account_id, "currency": "GBP", "recorded_at": stamp(ledger.author().now)}
        theirs = writing.add("payment", received_on=TODAY.isoformat(), amount_minor=500, source="file", **made)
        writing.add("allocation", payment_id=theirs, invoice_id=ledger.ids["A"], amount_minor=500)
        settle(writing, [ledger.account_id])
    assert on_file(ledger)["A"] == 10000
    lead = rows(store, "select person_id from \"grant\" where role = 'lead'")[0]["person_id"]
    author = Author(lead, ledger.author().now)
    payment_changes.reverse(store, theirs, kind="error", day=TODAY, note="", submission="x", author=author)
    assert on_file(ledger)["A"] == 10000


def test_day_of_money_left_open_is_none_of_a_payment_taken_back(store):
    ledger = new_ledger(store)
    pay(ledger, PAID, 700, {})
    pay(ledger, BETWEEN, 900, {})
    reverse(ledger, 1, "returned", LATER)
    file = accounts.load(store, ledger.account_id, person_id=PERSON.person_id, now=START)
    assert [(one.amount_minor, one.received_on) for one in file.unallocated] == [(700, PAID)]
    assert (file.last_payment.amount_minor, file.last_payment.received_on) == (700, PAID)


def test_payment_of_the_ledger_is_taken_back_by_a_lead_alone(store):
    ledger = new_ledger(store)
    with store.write() as writing:
        made = {"account_id": ledger.account_id, "currency": "GBP", "amount_minor": 500, "recorded_at": "2026"}
        theirs = writing.add("payment", received_on=PAID.isoformat(), source="ledger", **made)
    how = {"kind": "error", "day": PAID, "note": "", "submission": "x"}
    with pytest.raises(NotAllowed):
        payment_changes.reverse(store, theirs, author=PERSON, **how)
    lead = rows(store, "select person_id from \"grant\" where role = 'lead'")[0]["person_id"]
    payment_changes.reverse(store, theirs, author=Author(lead, START), **how)
    assert payments.load_payment(store, theirs).reversal.kind == "error"
