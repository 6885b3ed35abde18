"""Every kind of commitment in a call: what it needs, what is refused with a sentence, what is kept as an intention."""

import re
from datetime import UTC, datetime

import pytest

from rejoinder import accounts, commitments
from tests.conftest import START, account_id, begin, count, end_of, rows

PLAN = {"kind": "instalment_plan", "amount": "1000", "currency": "GBP", "who": "Gary"}
BILL = {"kind": "bill", "amount": "1000", "currency": "CNY", "who": "王会计", "day": "fri"}
PROMISE = {"kind": "promise_to_pay", "amount": "1000", "currency": "GBP", "day": "fri", "who": "Gary"}


def send(visitor, store, fields, *, number="GB-1017", htmx=True):
    """Record what was typed in a call with an account."""
    call_id = begin(visitor, store, number)
    return visitor.post(f"/calls/{call_id}/commitments", fields, htmx=htmx)


def last(store, table="commitment"):
    """Give the row entered last."""
    return rows(store, f'select * from "{table}" order by id desc limit 1')[0]


def said(answer) -> str:
    """Give the text of an answer without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def invoices_of(store, number="GB-1017"):
    """Give the open invoices of an account, the longest due first."""
    return accounts.load(store, account_id(store, number), person_id=1, now=START).invoices


def test_plan_is_spread_over_its_days_and_its_invoices(collector, store):
    first, second = invoices_of(store)[:2]
    total = first.open_minor + 100000
    fields = {**PLAN, "amount": str(total / 100), "instalments": "fri 3000\n15/12/2026 rest",
              "invoice": [first.id, second.id]}  # fmt: skip
    assert send(collector, store, fields).status_code == 201
    made = last(store)
    assert (made["kind"], made["amount_minor"], made["due_on"]) == ("instalment_plan", total, "2026-12-15")
    lines = rows(
        store, "select invoice_id, amount_minor, due_on from commitment_line where commitment_id = ?", made["id"]
    )
    assert [(one["invoice_id"], one["amount_minor"], one["due_on"]) for one in lines] == [
        (first.id, 300000, "2026-11-20"),
        (first.id, first.open_minor - 300000, "2026-12-15"),
        (second.id, 100000, "2026-12-15"),
    ]
    assert "GBP 3,000.00 on Friday 20 November" in made["read_back"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("instalments", "sentence"),
    [
        ("fri 400\n15/12/2026 500", "The instalments come to GBP 900.00. GBP 100.00 is missing"),
        ("fri 400\n15/12/2026 700", "GBP 100.00 more than the sum"),
        ("fri 400\nfri 600", "stands there twice"),
        ("fri 400\n15/12/2026 USD 600", "Line 2: “USD 600” names another currency"),
        ("fri 400\n15/12/2026 600 rest", "Line 2"),
        ("fri 1000\n15/12/2026 rest", "Line 2: Nothing is left of the sum."),
        ("yesterday 1000", "Line 1: "),
        ("1000", "Line 1: write a day and an amount"),
        ("", "one a line"),
        ("fri 1\n" * 25, "at most 24 instalments"),
    ],
)
def test_plan_that_is_none_is_refused_with_all_that_was_typed(collector, store, instalments, sentence):
    before = count(store, "commitment")
    answer = send(collector, store, {**PLAN, "instalments": instalments})
    assert answer.status_code == 422
    assert sentence in said(answer).replace("\N{NO-BREAK SPACE}", " ")
    kept = answer.get_data(as_text=True).partition('name="instalments"')[2].partition(">")[2].partition("<")[0]
    assert kept.strip() == instalments.strip()
    assert count(store, "commitment") == before


def test_equal_instalments_are_written_into_the_form_and_add_up(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {**PLAN, "day": "month end", "count": "3", "every": "month"}
    answer = collector.post(f"/calls/{call_id}/commitments/spread", fields, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "2026-11-30 333.33\n2026-12-30 333.33\n2027-01-30 333.34</textarea>" in page
    refused = collector.post(f"/calls/{call_id}/commitments/spread", {**fields, "count": "99"}, htmx=True)
    assert refused.status_code == 422
    assert "Choose 2 to 24 instalments." in said(refused)


def test_bill_is_waited_for_until_it_can_be_presented(collector, store):
    answer = send(collector, store, {**BILL, "matures": "2027-02-26"}, number="CN-2016")
    assert answer.status_code == 201, said(answer)
    made = last(store)
    assert (made["due_on"], made["matures_on"], made["method"]) == ("2026-11-20", "2027-02-26", "bill")
    assert last(store, "commitment_line")["due_on"] == "2027-02-26"
    call_id = made["call_id"]
    seen = said(collector.post(f"/calls/{call_id}/commitments/preview", {**BILL, "matures": "2027-02-26"}, htmx=True))
    assert "Present it from Fri 26 Feb 2027 to Mon 8 Mar 2027" in seen
    seen = said(collector.post(f"/calls/{call_id}/commitments/preview", {**BILL, "matures": "2027-06-30"}, htmx=True))
    assert "A bill runs for 6 months at most." in seen


def test_bill_that_falls_due_before_we_have_it_is_refused(collector, store):
    answer = send(collector, store, {**BILL, "day": "2026-12-11", "matures": "2026-12-04"}, number="CN-2016")
    assert answer.status_code == 422
    assert "A bill cannot fall due before we have it." in said(answer)


def test_call_back_keeps_its_time_and_who_rings(collector, store):
    fields = {"kind": "call_back", "day": "fri", "time": "half past two", "only_me": "yes", "who": "Gary"}
    assert send(collector, store, fields).status_code == 201
    made = last(store)
    assert (made["call_at"], made["only_me"], made["due_on"]) == ("14:30", 1, "2026-11-20")
    assert "2.30 pm" in made["read_back"]
    answer = collector.post(f"/calls/{made['call_id']}/commitments", {**fields, "time": "later on"}, htmx=True)
    assert answer.status_code == 422
    assert "“later on” is no time we can read" in said(answer)


def test_document_is_named_and_comes_with_the_paper_itself(collector, store, clock):
    fields = {"kind": "document", "day": "fri", "document": "signed_statement", "who": "Gary"}
    assert send(collector, store, fields).status_code == 201
    made = last(store)
    assert made["document"] == "signed_statement"
    assert "the signed statement of account" in made["read_back"]
    path = f"/accounts/{account_id(store, 'GB-1017')}/documents"
    clock.forward(minutes=5)
    collector.post(path, {"kind": "signed_statement", "dated_on": "today", "note": "came by post"})
    became = rows(store, "select became from commitment_standing where id = ?", made["id"])[0]["became"]
    assert became == "kept"


@pytest.mark.parametrize(
    ("fields", "word"),
    [({"note": "hopefully"}, "hopefully"), ({"day": "try fri"}, "try"), ({"note": "尽量"}, "尽量")],
)
def test_soft_words_are_kept_as_an_intention_and_count_for_nothing(collector, store, fields, word):
    before, notes = count(store, "commitment"), count(store, "note")
    answer = send(collector, store, {**PROMISE, **fields})
    assert answer.status_code == 201
    assert f"Kept as an intention, because of “{word}”" in said(answer)
    assert (count(store, "commitment"), count(store, "note")) == (before, notes + 1)
    note = last(store, "note")
    assert note["kind"] == "intention"
    assert all(text in note["text"] for text in (*fields.values(), "GBP 1000", "Gary"))


def test_words_that_were_said_firmly_since_are_a_commitment(collector, store):
    before = count(store, "commitment")
    assert send(collector, store, {**PROMISE, "note": "should be in the run", "firm": "yes"}).status_code == 201
    assert count(store, "commitment") == before + 1


def test_call_that_ends_with_soft_words_ends_with_an_intention(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/end", {**PROMISE, "note": "he will try"})
    assert rows(store, "select outcome from call_event where call_id = ? and kind = 'ended'", call_id) == [
        {"outcome": "intention"}
    ]


def test_next_question_is_asked_in_the_debtors_language(collector, store):
    call_id = begin(collector, store, "CN-2016")
    page = said(collector.post(f"/calls/{call_id}/commitments/preview", {**BILL, "kind": "promise_to_pay"}, htmx=True))
    assert "用什么方式付，是转账吗？" in page
    assert "→ method" in page


def test_what_could_stop_it_is_kept_with_the_promise(collector, store):
    send(collector, store, {**PROMISE, "obstacle": "the director signs on Thursday only"})
    assert last(store)["obstacle"] == "the director signs on Thursday only"


def test_promise_for_an_invoice_that_is_paid_is_refused(collector, store):
    paid = rows(store, "select i.id, i.number from invoice i join account a on a.id = i.account_id "
                "where a.number = 'GB-1017' and i.open_minor = 0")[0]  # fmt: skip
    answer = send(collector, store, {**PROMISE, "invoice": paid["id"]})
    assert answer.status_code == 422
    assert f"{paid['number']} is paid already." in said(answer)


def test_yesterday_is_told_by_the_debtors_clock(collector, store, clock):
    """Past midnight in China it is still the day before in Britain."""
    clock.now = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)
    fields = {**PROMISE, "currency": "CNY", "day": "2026-11-18"}
    answer = send(collector, store, fields, number="CN-2016")
    assert answer.status_code == 422
    assert "has passed" in said(answer)
    end_of(rows(store, "select max(id) as id from call")[0]["id"], collector)
    assert send(collector, store, {**PROMISE, "day": "2026-11-18"}).status_code == 201


def settle(store, **values):
    """Settle limits of the sample creditor."""
    with store.write() as writing:
        for name, value in values.items():
            about = {"creditor_id": 1, "name": name, "value": value, "person_id": 1}
            writing.run("set_creditor_setting", **about, now="2026")


def test_promise_below_the_least_is_for_a_team_lead_to_allow(collector, lead, store):
    settle(store, collector_least="GBP 50000", collector_least_percent="10", lead_least="GBP 20000")
    refused = send(collector, store, PROMISE)
    assert refused.status_code == 422
    page = said(refused).replace("\N{NO-BREAK SPACE}", " ")
    # The tenth of what is asked for is more than the sum of 500.
    assert "The sum is below the least of GBP 2,386.35. A team lead may allow it: ask Ruth Ashdown" in page
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    why = {**PROMISE, "allowed_by": str(lead.person_id)}
    assert "Write why it was allowed." in said(collector.post(f"/calls/{call_id}/commitments", why, htmx=True))
    allowed = {**why, "allowed_why": "first money since May"}
    assert collector.post(f"/calls/{call_id}/commitments", allowed, htmx=True).status_code == 201
    made = last(store)
    assert (made["allowed_by"], made["allowed_why"]) == (lead.person_id, "first money since May")
    beyond = {**allowed, "amount": "199.99"}
    answer = said(collector.post(f"/calls/{call_id}/commitments", beyond, htmx=True))
    assert "No team lead may allow it either." in answer


def test_limits_of_days_and_of_promises_in_a_row(collector, store):
    settle(store, collector_days_ahead="14", collector_plan_days="60", lead_days_ahead="14", lead_plan_days="60")
    assert "later than Wed 2 Dec" in said(send(collector, store, {**PROMISE, "day": "2026-12-03"}))
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    plan = {**PLAN, "instalments": "fri 500\n18/1/2027 rest"}
    assert "The last instalment is later than" in said(collector.post(f"/calls/{call_id}/commitments", plan, htmx=True))
    settle(store, collector_days_ahead="", collector_plan_days="", lead_days_ahead="", lead_plan_days="",
           collector_in_a_row="3", lead_in_a_row="3")  # fmt: skip
    answer = said(collector.post(f"/calls/{call_id}/commitments", PROMISE, htmx=True))
    assert "Their last 3 promises were not kept" in answer


def test_promise_that_was_replaced_before_its_day_has_not_failed(collector, store):
    first = invoices_of(store)[0]
    call_id = begin(collector, store, "GB-1017")
    before = commitments.limits.not_kept_in_a_row(store, account_id(store, "GB-1017"))
    for day in ("fri", "mon", "tue"):
        fields = {**PROMISE, "invoice": first.id, "day": day}
        assert collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).status_code == 201
    assert commitments.limits.not_kept_in_a_row(store, account_id(store, "GB-1017")) == before


def test_small_debt_may_be_promised_whole_though_it_is_below_the_least(collector, store):
    settle(store, collector_least="GBP 99999999")
    whole = accounts.load(store, account_id(store, "GB-1017"), person_id=1, now=START).standing.asked_minor
    assert send(collector, store, {**PROMISE, "amount": str(whole / 100)}).status_code == 201


def test_sent_twice_is_recorded_once_and_replaces_once(collector, store):
    first = invoices_of(store)[0]
    fields = {**PROMISE, "invoice": first.id, "submission": "s-1"}
    assert send(collector, store, fields).status_code == 201
    before = count(store, "commitment")
    again = {**fields, "submission": "s-2", "day": "mon"}
    call_id = last(store)["call_id"]
    for _ in range(2):
        collector.post(f"/calls/{call_id}/commitments", again, htmx=True)
    assert count(store, "commitment") == before + 1
    became = rows(store, "select became from commitment_standing order by id desc limit 2")
    assert [one["became"] for one in became] == ["", "superseded"]
    replaced = commitments.stories(store, account_id(store, "GB-1017"))[1]
    assert (replaced.lines[0].because, replaced.lines[0].followed_by) == ("replaced", last(store)["id"])
