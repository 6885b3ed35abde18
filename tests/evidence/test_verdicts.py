"""Whether an excuse proved true: by money that came as they said, by promises, and never before anybody can know."""

import pytest

from tests.conftest import rows

PAID = 100000


def verdict(past, excuse: str = "already_paid") -> tuple[str, str]:
    """Give the verdict of the last time an excuse was heard, and what it rests on."""
    one = next(one.mention for one in past.hearings() if one.mention.excuse == excuse)
    return one.verdict, one.proof.rests_on


@pytest.mark.parametrize(
    ("excuse", "heard", "paid", "recorded", "expected"),
    [
        # Money that was on its way arrives; found in the books soon after; already there the week before.
        ("already_paid", 30, 29, 28, "true"),
        ("already_paid", 30, 23, 22, "true"),
        ("already_paid", 30, 22, 21, "false"),
        ("already_paid", 30, 60, 25, "true"),
        ("already_paid", 30, 61, 25, "false"),
        ("already_paid", 30, 40, 39, "true"),
        ("already_paid", 30, 41, 40, "false"),
        ("payment_in_transit", 30, 30, 29, "true"),
        ("payment_in_transit", 30, 31, 29, "false"),
        ("payment_in_transit", 30, 30, 31, "false"),
        ("payment_in_transit", 30, 20, 19, "true"),
        ("payment_in_transit", 30, 19, 18, "false"),
    ],
)
def test_claim_is_judged_by_money_that_came_in_time(fresh, excuse, heard, paid, recorded, expected):
    fresh.heard(excuse, heard)
    fresh.paid(paid, PAID, recorded=recorded)
    fresh.ledger(2)
    assert verdict(fresh, excuse) == (expected, "payment" if expected == "true" else "no payment")


def test_nobody_knows_before_the_time_has_passed_and_a_later_ledger_was_read(fresh):
    fresh.heard("already_paid", 30)
    assert verdict(fresh) == ("", "")
    fresh.ledger(23)
    assert verdict(fresh) == ("", "")
    fresh.ledger(22)
    assert verdict(fresh) == ("false", "no payment")


def test_fall_in_the_ledger_that_may_have_come_in_time_is_not_held_against_them(fresh):
    fresh.heard("already_paid", 30)
    fresh.paid(10, PAID, source="ledger")
    fresh.ledger(10)
    assert verdict(fresh) == ("", "")


def test_payment_taken_back_proves_nothing(fresh):
    fresh.heard("already_paid", 30)
    payment = fresh.paid(29, PAID)
    assert verdict(fresh) == ("true", "payment")
    fresh.reversed(payment, 20)
    fresh.ledger(5)
    assert verdict(fresh) == ("false", "no payment")


@pytest.mark.parametrize(
    ("became", "expected"),
    [("kept", ("true", "promise")), ("broken", ("false", "promise")), ("partly_kept", ("", "")), ("", ("", "")),
     ("withdrawn", ("", "")), ("superseded", ("", ""))],
)  # fmt: skip
def test_other_reasons_are_judged_by_the_promise_made_with_them(fresh, became, expected):
    call_id = fresh.call(30)
    fresh.heard("waiting_on_customer", 30, call_id=call_id)
    fresh.promised(call_id, became=became, due=20)
    fresh.heard("no_money", 30, call_id=call_id)
    assert verdict(fresh, "waiting_on_customer") == expected
    # Whether somebody had no money, no promise tells.
    assert verdict(fresh, "no_money") == ("", "")


def test_money_that_was_known_and_given_to_an_invoice_is_not_what_they_spoke_of(fresh, store):
    payment = fresh.paid(33, 5000, recorded=32)
    fresh.heard("already_paid", 30)
    assert verdict(fresh) == ("true", "payment")
    invoice = rows(store, "select id from invoice where number = 'N-1'")[0]["id"]
    with store.write() as writing:
        writing.add("allocation", payment_id=payment, invoice_id=invoice, amount_minor=5000)
    assert verdict(fresh) == ("", "")


def test_promise_recorded_in_error_judges_nothing(fresh, store):
    call_id = fresh.call(30)
    fresh.heard("forgot", 30, call_id=call_id)
    promise = fresh.promised(call_id, became="broken", due=20)
    with store.write() as writing:
        made = {"kind": "recorded_in_error", "at": "2026", "account_id": fresh.id}
        writing.add("commitment_event", commitment_id=promise, **made)
    assert verdict(fresh, "forgot") == ("", "")


def test_proof_names_the_payment_it_rests_on(fresh):
    fresh.heard("already_paid", 30)
    fresh.paid(29, PAID)
    proof = fresh.hearings()[0].mention.proof
    assert (proof.on.isoformat(), proof.money.minor, proof.money.currency) == ("2026-10-20", PAID, "GBP")


def test_promise_kept_counts_where_no_payment_is_on_file(fresh):
    call_id = fresh.call(30)
    fresh.heard("payment_in_transit", 30, call_id=call_id)
    fresh.promised(call_id, became="kept", due=20)
    fresh.ledger(2)
    assert verdict(fresh, "payment_in_transit") == ("true", "promise")
