"""The account file: what is open and how late, always derivable from what happened."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts
from rejoinder.accounts import Contact, Invoice, standings, whom_to_ask
from rejoinder.errors import NotFound, Refused
from rejoinder.store import Store
from tests.conftest import START, account_id, rows

TODAY = date(2026, 11, 18)
DAYS = st.integers(-40, 0).map(lambda days: (TODAY + timedelta(days)).isoformat())
MINOR = st.integers(1, 10**9)


def an_invoice(**values: object) -> Invoice:
    """Make an invoice of GBP 100.00, due 30 days ago."""
    usual: dict[str, object] = {
        "id": 1, "number": "1", "kind": "invoice", "issued_on": TODAY - timedelta(60), "due_on": TODAY - timedelta(30),
        "currency": "GBP", "amount_minor": 10000, "open_minor": 10000, "disputed_minor": 0, "dispute_reason": "",
        "disputed_on": None,
        "disputed_in": None,
    }  # fmt: skip
    return Invoice(**{**usual, **values})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=MINOR,
    statements=st.lists(st.tuples(DAYS, MINOR), max_size=4),
    payments=st.lists(st.tuples(DAYS, st.integers(-(10**9), 10**9)), max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_open_is_the_last_statement_less_later_payments_in_whatever_order_they_came(
    store: Store, amount, statements, payments, order
):
    # The last statement is the one of the latest day; of two for one day, the one that was read in last.
    events = [("statement", *one) for one in statements] + [("payment", *one) for one in payments]
    order.shuffle(events)
    account = account_id(store, "GB-1072")
    with store.write() as writing:
        count = rows(store, "select count(*) as n from invoice")[0]["n"]
        invoice = writing.add("invoice", account_id=account, number=f"P{count}", issued_on="2026-01-01",
                              due_on="2026-02-01", currency="GBP", amount_minor=amount, open_minor=0)  # fmt: skip
        for kind, day, minor in events:
            if kind == "statement":
                writing.add("ledger_statement", invoice_id=invoice, open_minor=minor, as_of=day)
            else:
                paid = writing.add("payment", account_id=account, received_on=day, currency="GBP", amount_minor=minor,
                                   source="file", recorded_at="2026")  # fmt: skip
                writing.add("allocation", payment_id=paid, invoice_id=invoice, amount_minor=minor)
        accounts.settle(writing, [account])
        accounts.settle(writing, [account])
    last: tuple[str, int] | None = None
    for kind, day, minor in events:
        if kind == "statement" and (last is None or day >= last[0]):
            last = (day, minor)
    start, base = last or ("", amount)
    expected = base - sum(minor for kind, day, minor in events if kind == "payment" and day > start)
    assert rows(store, "select open_minor from invoice where id = ?", invoice) == [{"open_minor": expected}]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            an_invoice,
            id=st.integers(1, 10**6),
            currency=st.sampled_from(["GBP", "CNY", "JPY"]),
            amount_minor=st.integers(-(10**6), 10**6).filter(bool),
            open_minor=st.integers(-(10**6), 10**6).filter(bool),
            due_on=st.integers(-200, 60).map(lambda days: TODAY + timedelta(days)),
        ),
        max_size=8,
    )
)
def test_sums_never_cross_currencies(invoices):
    found = standings(invoices, TODAY)
    assert sorted(one.currency for one in found) == sorted({one.currency for one in invoices})
    for one in found:
        alone = standings([each for each in invoices if each.currency == one.currency], TODAY)
        assert alone == (one,)
        assert {each.currency for each in one.asked} <= {one.currency}
        assert one.open_minor == sum(each.open_minor for each in invoices if each.currency == one.currency)
        assert one.asked_minor == max(0, sum(each.undisputed_minor for each in one.asked))


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, None), (1, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (4000, 3), (-1, None)]
)
def test_ageing_buckets_end_at_30_60_and_90_days(days, bucket):
    ageing = standings([an_invoice(due_on=TODAY - timedelta(days))], TODAY)[0].ageing
    late = (ageing.late_1, ageing.late_31, ageing.late_61, ageing.late_91)
    assert late == tuple(10000 if place == bucket else 0 for place in range(4))


def test_invoice_due_today_is_not_late():
    standing = standings([an_invoice(due_on=TODAY)], TODAY)[0]
    assert (standing.open_minor, standing.overdue_minor, standing.asked_minor) == (10000, 0, 0)
    assert standing.oldest is None


def test_disputed_part_and_open_credit_are_not_asked_for():
    credit = an_invoice(id=3, kind="credit_note", amount_minor=-1500, open_minor=-1500)
    found = standings([an_invoice(disputed_minor=4000), an_invoice(id=2), credit], TODAY)[0]
    assert found.overdue_minor == 18500
    assert found.asked_minor == 14500
    assert found.disputed_minor == 4000


def test_wholly_disputed_invoice_is_not_the_oldest_asked_for():
    oldest = an_invoice(due_on=TODAY - timedelta(90), disputed_minor=10000)
    found = standings([oldest, an_invoice(id=2)], TODAY)[0]
    assert found.oldest.id == 2
    assert [one.id for one in found.asked] == [2]


def test_credit_that_outweighs_what_is_late_leaves_nothing_to_ask_for():
    credit = an_invoice(id=2, kind="credit_note", amount_minor=-20000, open_minor=-20000)
    found = standings([an_invoice(), credit], TODAY)[0]
    assert (found.asked_minor, found.asked, found.oldest) == (0, (), None)


def test_call_is_about_the_currency_with_something_to_ask_for():
    yuan = [an_invoice(id=n, currency="CNY", due_on=TODAY) for n in (2, 3)]
    assert [one.currency for one in standings([*yuan, an_invoice()], TODAY)] == ["GBP", "CNY"]


def test_lateness_is_the_debtors(store):
    # At 17:00 in London it is the next day in Shanghai.
    number, evening = "CN-2003", START.replace(hour=17)
    early, late = (accounts.load(store, account_id(store, number), person_id=1, now=now) for now in (START, evening))
    assert late.today == early.today + timedelta(1)
    assert late.standing.oldest.days_late(late.today) == early.standing.oldest.days_late(early.today) + 1


def test_account_of_another_creditor_is_not_there(store):
    outsider = store.one("person_by_name", name="Olga Outsider")["id"]
    with pytest.raises(NotFound):
        accounts.load(store, account_id(store, "GB-1017"), person_id=outsider, now=START)


def test_real_account_is_nobodys_to_rehearse_on(store):
    with store.write() as writing:
        writing.connection.execute("update creditor set is_sample = 0")
    for name in ("Callum Reid", "Ruth Ashdown", "Olga Outsider"):
        person_id = store.one("person_by_name", name=name)["id"]
        with pytest.raises(NotFound):
            accounts.load_for_rehearsal(store, account_id(store, "GB-1017"), person_id=person_id, now=START)
        assert accounts.sample_account_ids(store, person_id, language="en", now=START) == ()


def test_last_payment_is_none_that_was_reversed(store):
    account = account_id(store, "GB-1072")
    with store.write() as writing:
        made = {"account_id": account, "currency": "GBP", "source": "hand", "recorded_at": "2026"}
        good = writing.add("payment", received_on="2026-11-10", amount_minor=100, **made)
        bad = writing.add("payment", received_on="2026-11-11", amount_minor=200, **made)
        writing.add("payment", received_on="2026-11-12", amount_minor=-200, reverses=bad, **made)
    assert good
    file = accounts.load(store, account, person_id=1, now=START)
    assert (file.last_payment.amount_minor, file.last_payment.received_on) == (100, date(2026, 11, 10))


def test_dispute_moves_the_account_in_both_lists(store):
    account = account_id(store, "GB-1017")
    oldest = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    with store.write() as writing:
        writing.add("dispute", account_id=account, invoice_id=oldest, opened_on="2026-11-18")
        accounts.settle(writing, [account])
    second = rows(store, "select due_on from invoice where number = '26-0333'")[0]["due_on"]
    for table, key in (("account", "id"), ("assignment", "account_id")):
        found = rows(store, f"select oldest_due_on from {table} where {key} = ?", account)
        assert found == [{"oldest_due_on": second}]


def test_invoice_has_one_open_dispute_at_most(store):
    account = account_id(store, "GB-1017")
    oldest = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    with pytest.raises(Exception, match="UNIQUE"), store.write() as writing:
        for _ in range(2):
            writing.add("dispute", account_id=account, invoice_id=oldest, opened_on="2026-11-18")


def test_script_language_is_one_of_two(store):
    with pytest.raises(Refused):
        accounts.set_script_language(store, account_id(store, "GB-1017"), "fr", person_id=1, now=START)


@pytest.mark.parametrize(
    ("kind", "kept", "first"),
    [
        ("large_company", {}, "accounts_payable"),
        ("family_firm", {}, "owner"),
        ("large_company", {3: (2, 2)}, "site"),
        ("large_company", {3: (1, 1)}, "accounts_payable"),
        ("large_company", {3: (1, 2)}, "accounts_payable"),
    ],
)
def test_whom_to_ask_for_first(kind, kept, first):
    roles = ("owner", "accounts_payable", "site")
    contacts = tuple(Contact(n, role, "", role, "", "", "", "") for n, role in enumerate(roles, 1))
    assert whom_to_ask(contacts, kind=kind, kept=kept)[0].role == first


def test_overpaid_invoice_is_a_credit_and_never_the_oldest():
    overpaid = an_invoice(id=1, number="A1", open_minor=-3000, due_on=TODAY - timedelta(170))
    not_due = an_invoice(id=3, number="A3", open_minor=-500, due_on=TODAY + timedelta(20))
    late = an_invoice(id=2, number="A2", open_minor=50000, due_on=TODAY - timedelta(8))
    standing = accounts.standings([overpaid, late, not_due], TODAY)[0]
    assert (standing.asked_minor, standing.late_count, standing.oldest) == (46500, 1, late)
    assert standing.ageing.shares() == (100.0, 0.0, 0.0, 0.0)
