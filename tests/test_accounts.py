"""The account file: what is open and how late, always derivable from what happened."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts
from rejoinder.errors import NotFound, Refused
from rejoinder.store import Store
from tests.conftest import START, account_id, rows
from tests.owing import TODAY, owe

DAYS = st.integers(-40, 0).map(lambda days: (TODAY + timedelta(days)).isoformat())
MINOR = st.integers(1, 10**9)


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


def test_lateness_is_the_debtors(store):
    # At 17:00 in London it is the next day in Shanghai.
    number, evening = "CN-2003", START.replace(hour=17)
    early, late = (accounts.load(store, account_id(store, number), person_id=1, now=now) for now in (START, evening))
    assert late.today == early.today + timedelta(1)
    assert late.standing.oldest_number == early.standing.oldest_number
    assert late.standing.oldest_days(late.today) == early.standing.oldest_days(early.today) + 1


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
        dispute_id = writing.add("dispute", account_id=account, opened_on="2026-11-18")
        writing.add("dispute_line", dispute_id=dispute_id, invoice_id=oldest)
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
            dispute_id = writing.add("dispute", account_id=account, opened_on="2026-11-18")
            writing.add("dispute_line", dispute_id=dispute_id, invoice_id=oldest)


def test_dispute_of_a_part_leaves_the_account_where_it_stands_in_the_lists(store):
    account = account_id(store, "GB-1017")
    before = rows(store, "select oldest_due_on from account where id = ?", account)
    oldest = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    with store.write() as writing:
        dispute_id = writing.add("dispute", account_id=account, opened_on="2026-11-18")
        writing.add("dispute_line", dispute_id=dispute_id, invoice_id=oldest, amount_minor=1)
        accounts.settle(writing, [account])
    assert rows(store, "select oldest_due_on from account where id = ?", account) == before


def test_script_language_is_one_of_two(store):
    with pytest.raises(Refused):
        accounts.set_script_language(store, account_id(store, "GB-1017"), "fr", person_id=1, now=START)


def test_contact_merged_into_another_is_nobody_to_ask_for(store):
    account = owe(store)
    with store.write() as writing:
        stays = writing.add("contact", account_id=account, name="Gary Pennard")
        writing.add("contact", account_id=account, name="G. Pennard", merged_into=stays)
    assert [one.id for one in accounts.load(store, account, person_id=1, now=START).contacts] == [stays]
