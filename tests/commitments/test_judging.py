"""What becomes of one promise: open, kept, partly kept, broken, superseded, withdrawn; and of a whole commitment."""

from dataclasses import replace

import pytest

from rejoinder.commitments.judging import judge, overall, without_credits
from tests.commitments.making import came, judged, line, nov, told

# ---- its day ------------------------------------------------------------------------------------------------------


def test_due_today_is_open_all_day():
    assert told([line(due=20)], today=20) == [("open", 0, 0)]


def test_day_after_its_last_one_it_is_broken():
    assert told([line(due=20)], today=21) == [("broken", 0, 0)]


def test_promise_for_today_made_today_is_open_today():
    assert told([line(made=20, due=20)], today=20) == [("open", 0, 0)]


def test_within_its_tolerance_it_is_open():
    lines = [line(due=20, until=23)]
    assert [told(lines, today=day)[0][0] for day in (20, 21, 23, 24)] == ["open", "open", "open", "broken"]


def test_all_that_came_before_its_day_keeps_it_at_once():
    assert told([line(due=20)], came(10000, 10), today=10) == [("kept", 10000, 0)]


def test_money_on_the_last_day_is_in_time_and_the_day_after_is_late():
    one = [line(due=20, until=23)]
    assert told(one, came(10000, 23), today=24) == [("kept", 10000, 0)]
    assert told(one, came(10000, 24), today=24) == [("broken", 0, 10000)]


def test_day_of_receipt_counts_not_the_day_on_which_we_heard_of_it():
    assert told([line(due=20)], came(10000, 20, known=27), today=27) == [("kept", 10000, 0)]


# ---- how much -----------------------------------------------------------------------------------------------------


def test_part_is_open_until_its_time_is_over_and_partly_kept_then():
    one = [line(due=20)]
    assert told(one, came(4000, 18), today=20) == [("open", 4000, 0)]
    found = judged(one, came(4000, 18), today=21)[1]
    assert (found.became, found.because) == ("partly_kept", "came_in_part")
    assert (found.paid_minor, found.due_minor) == (4000, 10000)


def test_several_payments_add_up():
    found = judged([line()], came(4000, 18, id=1), came(6000, 19, id=2), today=19)[1]
    assert (found.became, found.settled_on) == ("kept", nov(19))
    assert [(one.payment_id, one.amount_minor) for one in found.counted] == [(1, 4000), (2, 6000)]


def test_more_than_was_promised_is_not_counted():
    assert told([line()], came(15000, 18), today=18) == [("kept", 10000, 0)]


@pytest.mark.parametrize(("minor", "became"), [(9500, "kept"), (9499, "partly_kept"), (10000, "kept")])
def test_share_that_counts_as_kept_does_once_the_time_is_over(minor, became):
    assert told([line(percent=95)], came(minor, 18), today=21) == [(became, minor, 0)]


def test_share_does_not_count_as_kept_while_more_may_come():
    assert told([line(percent=95)], came(9900, 18), today=20) == [("open", 9900, 0)]
    assert judged([line(percent=95)], came(9900, 18), today=21)[1].because == "came_enough"


def test_share_is_never_rounded_into_being_enough():
    assert told([line(minor=3, percent=67)], came(2, 18), today=21) == [("partly_kept", 2, 0)]
    assert told([line(minor=3, percent=66)], came(2, 18), today=21) == [("kept", 2, 0)]


# ---- taken back and late --------------------------------------------------------------------------------------------


def test_reversed_payment_leaves_it_open_before_its_day_and_broken_after():
    one = [line(due=20)]
    assert told(one, came(10000, 18), today=18) == [("kept", 10000, 0)]
    assert told(one, today=19) == [("open", 0, 0)]
    assert told(one, today=21) == [("broken", 0, 0)]


def test_late_money_is_told_of_and_the_promise_stays_broken():
    found = judged([line(due=20)], came(4000, 22, id=1), came(9000, 24, id=2), today=25)[1]
    assert (found.became, found.paid_minor, found.late_minor, found.settled_on) == ("broken", 0, 10000, nov(24))


def test_late_money_leaves_it_partly_kept():
    found = judged([line(due=20)], came(4000, 20, id=1), came(3000, 24, id=2), today=25)[1]
    assert (found.became, found.paid_minor, found.late_minor, found.settled_on) == ("partly_kept", 4000, 3000, None)


def test_money_for_a_promise_that_still_runs_is_none_too_late_for_another():
    lines = [line(1, due=10), line(2, made=12, due=20)]
    assert told(lines, came(10000, 18), today=18) == [("broken", 0, 0), ("kept", 10000, 0)]
    assert told(lines, came(15000, 18), today=18) == [("broken", 0, 5000), ("kept", 10000, 0)]


# ---- plans and several invoices -----------------------------------------------------------------------------------


def plan(*days: int, minor: int = 5000) -> list:
    """Instalments of one invoice."""
    return [line(number, of=9, due=day, minor=minor) for number, day in enumerate(days, 1)]


def test_money_goes_to_the_first_instalment_first():
    assert told(plan(10, 17, 24), came(7000, 9), today=9) == [("kept", 5000, 0), ("open", 2000, 0), ("open", 0, 0)]


def test_instalments_of_one_plan_do_not_take_each_others_place():
    assert told(plan(10, 17), today=10) == [("open", 0, 0), ("open", 0, 0)]


def test_last_instalment_is_waited_for_until_its_own_day():
    lines, money = plan(10, 17, 24), [came(5000, 10, id=1), came(5000, 17, id=2)]
    assert overall(judged(lines, *money, today=24).values()) == "open"
    assert overall(judged(lines, *money, today=25).values()) == "partly_kept"
    assert overall(judged(lines, *money, came(5000, 24, id=3), today=24).values()) == "kept"


def test_plan_is_broken_from_its_first_missed_instalment_on():
    assert overall(judged(plan(10, 17), today=11).values()) == "broken"


def test_part_over_two_invoices_is_judged_for_each():
    lines = [line(1, of=9, invoice=1, minor=10000), line(2, of=9, invoice=2, minor=5000)]
    money = came(12000, 18, invoice=1)
    assert told(lines, money, today=21) == [("kept", 10000, 0), ("broken", 0, 0)]
    assert overall(judged(lines, money, today=21).values()) == "partly_kept"


def test_two_currencies_never_pay_for_each_other():
    lines = [line(1, invoice=1), *(line(number, invoice=one, currency="CNY") for number, one in ((2, 2), (3, None)))]
    money = [came(90000, 18, invoice=None, currency="GBP"), came(10000, 18, id=2, invoice=2, currency="CNY")]
    assert told(lines, *money, today=18) == [("kept", 10000, 0), ("kept", 10000, 0), ("open", 0, 0)]
    assert told([line(invoice=1, currency="GBP")], came(10000, 18, currency="CNY"), today=21) == [("broken", 0, 0)]


# ---- superseded, taken back, recorded in error --------------------------------------------------------------------


def test_new_promise_for_the_invoice_takes_the_place_of_the_open_one():
    lines = [line(1, due=20), line(2, made=12, due=27)]
    found = judged(lines, came(10000, 18), today=18)
    assert (found[1].became, found[1].because, found[1].followed_by) == ("superseded", "replaced", 2)
    assert told(lines, came(10000, 18), today=18) == [("superseded", 0, 0), ("kept", 10000, 0)]


def test_what_came_before_it_was_superseded_counts_for_it():
    lines = [line(1, due=20), line(2, made=12, due=27, minor=7000)]
    assert told(lines, came(3000, 10), today=12) == [("superseded", 3000, 0), ("open", 0, 0)]


def test_promise_within_its_tolerance_is_still_superseded_and_after_it_is_broken():
    assert told([line(1, due=10, until=11), line(2, made=11)], today=12)[0][0] == "superseded"
    assert told([line(1, due=10, until=11), line(2, made=12)], today=12)[0][0] == "broken"


def test_kept_promise_is_not_superseded_until_its_money_goes_back():
    lines = [line(1, due=20, minor=4000), line(2, made=12, minor=6000)]
    assert told(lines, came(4000, 10), today=12)[0] == ("kept", 4000, 0)
    assert told(lines, today=12)[0] == ("superseded", 0, 0)


def test_promise_for_another_invoice_or_on_account_supersedes_nothing():
    lines = [line(1, invoice=1), line(2, invoice=2, made=12), line(3, invoice=None, made=12)]
    assert [state for state, _, _ in told(lines, today=12)] == ["open", "open", "open"]


def test_part_of_a_plan_is_superseded_where_the_new_promise_is_for_its_invoice():
    lines = [*plan(10, 17), line(3, of=9, invoice=2, due=24), line(4, made=12, due=27)]
    assert [state for state, _, _ in told(lines, today=12)] == ["broken", "superseded", "open", "open"]


def test_taken_back_it_is_withdrawn_with_what_had_come_until_then():
    found = judged([line(back=12)], came(3000, 10, id=1), came(7000, 13, id=2), today=13)[1]
    assert (found.became, found.because, found.paid_minor, found.late_minor) == ("withdrawn", "taken_back", 3000, 0)
    assert told([line(back=12)], came(10000, 12, hour=14), today=21) == [("kept", 10000, 0)]
    assert told([line(back=12)], came(10000, 12, hour=16), today=21) == [("withdrawn", 0, 0)]


def test_taken_back_on_its_last_day_it_is_withdrawn():
    assert told([line(due=12, back=12)], today=13) == [("withdrawn", 0, 0)]


def test_first_of_being_replaced_and_taken_back_ends_it():
    later = line(2, made=12, due=27)
    assert told([line(1, back=10), later], today=12)[0][0] == "withdrawn"
    assert told([line(1, back=14), later], today=14)[0][0] == "superseded"


def test_taking_back_what_is_broken_already_changes_nothing():
    assert told([line(due=10, back=12)], today=12) == [("broken", 0, 0)]


def test_taking_a_plan_back_leaves_what_was_missed_before():
    lines = [replace(one, taken_back_at=line(back=12).taken_back_at, taken_back_on=nov(12)) for one in plan(10, 17)]
    assert [state for state, _, _ in told(lines, today=12)] == ["broken", "withdrawn"]


def test_what_was_replaced_in_error_stands_again():
    first, error = line(1, due=20), line(2, made=12)
    assert told([first, error], today=12)[0][0] == "superseded"
    assert told([first], today=12) == [("open", 0, 0)]
    assert told([first], came(10000, 20), today=20) == [("kept", 10000, 0)]


# ---- of a whole commitment ----------------------------------------------------------------------------------------

DAY_OF = {"kept": 12, "partly_kept": 11, "broken": 10, "open": 26, "withdrawn": 25}


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        (("kept", "kept"), "kept"),
        (("kept", "open"), "open"),
        (("kept", "broken"), "partly_kept"),
        (("broken", "open"), "broken"),
        (("partly_kept", "open"), "partly_kept"),
        (("broken", "partly_kept"), "partly_kept"),
        (("broken", "broken"), "broken"),
        (("withdrawn", "withdrawn"), "withdrawn"),
    ],
)
def test_one_line_not_kept_makes_the_whole_not_kept(states, whole):
    shares = {"kept": 10000, "partly_kept": 5000}
    lines = [
        line(n, of=9, invoice=n, due=DAY_OF[one], back=15 if one == "withdrawn" else 0) for n, one in enumerate(states)
    ]
    money = [came(shares[one], 9, id=n, invoice=n) for n, one in enumerate(states) if one in shares]
    found = judge(lines, money, today=nov(20))
    assert tuple(found[n].became for n in range(len(states))) == states
    assert overall(found.values()) == whole


# ---- credit notes -------------------------------------------------------------------------------------------------


def test_credit_note_is_taken_off_what_is_promised_last():
    lines = [line(1, of=9, minor=10000), line(2, of=9, invoice=2, minor=5000), line(3, of=9, invoice=3, minor=-3000)]
    assert [(one.id, one.amount_minor) for one in without_credits(lines)] == [(2, 2000), (1, 10000)]


def test_invoice_that_credits_cover_whole_has_nothing_to_be_judged():
    lines = [line(1, of=9, minor=10000), line(2, of=9, invoice=2, minor=5000), line(3, of=9, invoice=3, minor=-4000),
             line(4, of=9, invoice=4, minor=-3000)]  # fmt: skip
    assert [(one.id, one.amount_minor) for one in without_credits(lines)] == [(1, 8000)]


def test_credit_is_taken_off_the_last_day_first():
    lines = [line(1, of=9, due=24, minor=5000), line(2, of=9, due=10, minor=5000), line(3, of=9, due=10, minor=-6000)]
    assert [(one.id, one.amount_minor) for one in without_credits(lines)] == [(2, 4000)]


def test_promise_less_its_credit_is_kept_by_the_money_that_was_promised():
    lines = [line(1, of=9, minor=10000), line(2, of=9, invoice=2, minor=-3000)]
    money = came(7000, 18)
    assert told(list(without_credits(lines)), money, today=18) == [("kept", 7000, 0)]
