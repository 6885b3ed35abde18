"""Which money counts for which promise: what it was given to first, then first in, first out, each unit once."""

import pytest

from tests.commitments.making import came, judged, line, nov, told

# ---- what it was given to -----------------------------------------------------------------------------------------


def test_money_of_no_invoice_goes_to_what_is_promised_first():
    lines = [line(1, invoice=1, due=20), line(2, invoice=2, due=12), line(3, invoice=None, due=16)]
    states = told(lines, came(15000, 10, invoice=None), today=10)
    assert states == [("open", 0, 0), ("kept", 10000, 0), ("open", 5000, 0)]


def test_of_one_day_what_was_promised_first_is_paid_first():
    lines = [line(1, invoice=1, made=3), line(2, invoice=2, made=2)]
    assert told(lines, came(10000, 10, invoice=None), today=10) == [("open", 0, 0), ("kept", 10000, 0)]


def test_money_given_to_another_invoice_does_not_count_for_a_named_one():
    assert told([line(invoice=1)], came(10000, 18, invoice=2), today=21) == [("broken", 0, 0)]
    assert told([line(invoice=1)], came(10000, 25, invoice=2), today=26) == [("broken", 0, 0)]


def test_money_given_to_an_invoice_counts_for_it_before_money_of_none():
    lines = [line(1, invoice=1, due=20), line(2, invoice=2, due=12)]
    money = [came(10000, 9, id=1, invoice=None), came(10000, 11, id=2, invoice=2)]
    # What was given to the second one keeps it; what came before for none is left for the first.
    found = judged(lines, *money, today=12)
    assert [[one.payment_id for one in found[n].counted] for n in (1, 2)] == [[1], [2]]


def test_promise_on_account_is_kept_by_money_for_any_invoice_or_none():
    assert told([line(invoice=None)], came(10000, 18, invoice=7), today=18) == [("kept", 10000, 0)]
    assert told([line(invoice=None)], came(10000, 18, invoice=None), today=18) == [("kept", 10000, 0)]


def test_promise_on_account_gets_what_a_named_one_leaves():
    lines = [line(1, invoice=None, due=12), line(2, invoice=7, due=20)]
    assert told(lines, came(12000, 10, invoice=7), today=10) == [("open", 2000, 0), ("kept", 10000, 0)]


def test_late_money_of_an_invoice_is_late_for_its_own_promise_and_for_one_on_account():
    lines = [line(1, invoice=7, due=10, minor=3000), line(2, invoice=None, due=10, minor=4000)]
    assert told(lines, came(5000, 18, invoice=7), today=18) == [("broken", 0, 3000), ("broken", 0, 2000)]


def test_parts_of_one_payment_count_each_for_its_own():
    lines = [line(1, invoice=1, minor=4000), line(2, invoice=2, minor=3000), line(3, invoice=None, minor=9000)]
    money = [came(4000, 10, invoice=1), came(3000, 10, invoice=2), came(2000, 10, invoice=None)]
    assert told(lines, *money, today=10) == [("kept", 4000, 0), ("kept", 3000, 0), ("open", 2000, 0)]


def test_parts_of_one_payment_count_alike_in_whatever_order_they_are_read():
    lines = [line(1, invoice=None, due=12, minor=6000), line(2, invoice=2, due=20, minor=6000)]
    parts = [came(6000, 10, invoice=1), came(6000, 10, invoice=None)]
    assert told(lines, *parts, today=10) == told(lines, *reversed(parts), today=10)


# ---- what was known, and what the ledger had ------------------------------------------------------------------------


def test_money_known_when_it_was_promised_does_not_count():
    assert told([line(made=12)], came(10000, 11, known=11), today=12) == [("open", 0, 0)]
    assert told([line(made=12)], came(10000, 11, known=12, hour=9), today=12) == [("open", 0, 0)]
    assert told([line(made=12)], came(10000, 11, known=12, hour=10), today=12) == [("kept", 10000, 0)]


@pytest.mark.parametrize(
    ("day", "by_hand", "counts"),
    [(9, False, False), (9, True, False), (10, False, False), (10, True, True), (11, False, True), (11, True, True)],
)
def test_money_that_the_ledger_known_then_had_does_not_count(day, by_hand, counts):
    money = came(10000, day, known=13, by_hand=by_hand)
    assert told([line(made=12, stated=10)], money, today=13) == [("kept", 10000, 0) if counts else ("open", 0, 0)]


def test_money_that_does_not_count_for_one_promise_counts_for_an_earlier_one():
    lines = [line(1, made=2, due=20), line(2, made=12, due=20, invoice=2)]
    assert told(lines, came(10000, 11, invoice=None), today=12) == [("kept", 10000, 0), ("open", 0, 0)]
    lines = [line(1, made=12, due=14, invoice=1), line(2, made=2, due=20, invoice=2)]
    assert told(lines, came(10000, 11, invoice=None), today=12) == [("open", 0, 0), ("kept", 10000, 0)]


# ---- promised though it had come ------------------------------------------------------------------------------------


def test_promise_for_what_had_come_and_was_counted_for_an_earlier_one_is_withdrawn():
    lines = [line(1, due=10, until=11), line(2, made=12, due=20)]
    found = judged(lines, came(10000, 11, known=13), today=13)
    assert found[1].became == "kept"
    assert (found[2].became, found[2].because) == ("withdrawn", "paid_before")
    assert (found[2].due_minor, found[2].counted) == (0, ())


def test_promise_needs_only_the_rest_of_what_had_come_in_part():
    lines = [line(1, due=10, until=11), line(2, made=12, due=20)]
    early, rest = came(4000, 11, id=1, known=13), came(6000, 18, id=2)
    assert told(lines, early, today=13) == [("partly_kept", 4000, 0), ("open", 0, 0)]
    found = judged(lines, early, rest, today=18)
    assert (found[2].became, found[2].due_minor, found[2].paid_minor) == ("kept", 6000, 6000)


def test_promise_for_what_had_come_stands_again_when_the_money_goes_back():
    lines = [line(1, due=10), line(2, made=12, due=20)]
    assert told(lines, today=13) == [("broken", 0, 0), ("open", 0, 0)]


def test_money_nobody_knew_of_keeps_the_promise_where_there_is_no_earlier_one():
    assert told([line(made=12)], came(10000, 11, known=13), today=13) == [("kept", 10000, 0)]


def test_money_that_came_too_late_for_the_earlier_one_keeps_the_later():
    lines = [line(1, due=10), line(2, made=14, due=20)]
    assert told(lines, came(10000, 12, known=15), today=15) == [("broken", 0, 0), ("kept", 10000, 0)]


def test_money_of_the_day_of_the_new_promise_is_its_own():
    lines = [line(1, due=20), line(2, made=12, due=27)]
    assert told(lines, came(10000, 12), today=12) == [("superseded", 0, 0), ("kept", 10000, 0)]


def test_money_counted_for_an_earlier_promise_lowers_none_that_knew_of_it():
    lines = [line(1, due=20), line(2, made=12, due=27, minor=6000)]
    assert told(lines, came(4000, 10), today=12) == [("superseded", 4000, 0), ("open", 0, 0)]
    assert judged(lines, came(4000, 10), today=12)[2].due_minor == 6000


# ---- once ---------------------------------------------------------------------------------------------------------


def test_same_money_never_counts_for_two_promises():
    lines = [line(n, invoice=None, due=10 + n, made=2, hour=n, of=9) for n in (1, 2, 3)]
    found = judged(lines, came(10000, 9, invoice=None), today=9)
    assert sum(one.paid_minor for one in found.values()) == 10000


def test_money_late_for_one_and_in_time_for_another_counts_once():
    lines = [line(1, invoice=1, due=10, minor=8000), line(2, invoice=None, due=20, minor=8000)]
    found = judged(lines, came(10000, 12, invoice=1), today=13)
    assert (found[1].became, found[1].late_minor, found[1].settled_on) == ("broken", 2000, None)
    assert (found[2].became, found[2].paid_minor, found[2].settled_on) == ("kept", 8000, nov(12))
