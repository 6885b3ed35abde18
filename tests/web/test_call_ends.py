"""How a call ends, and what comes next."""

import pytest

from tests.conftest import account_id, begin, count, end_of, field, rows, sign_in
from tests.web.test_calls import PROMISE


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
def test_call_without_outcome_and_commitment_goes_on_and_loses_nothing(collector, store, htmx):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/end", {"outcome": "", "call_note": "rang <twice>"}, htmx=htmx)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="problem-outcome"' in page
    assert field(page, "call_note") == "rang <twice>"
    assert field(page, "amount") == "23,863.45"
    assert rows(store, "select * from call_event where call_id = ? and kind = 'ended'", call_id) == []


def test_end_without_htmx_keeps_the_half_typed_commitment(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {**PROMISE, "note": "half", "made": "0"})
    page = collector.post(f"/calls/{call_id}/end", {"outcome": ""}).get_data(as_text=True)
    assert (field(page, "note"), field(page, "day"), field(page, "amount")) == ("half", "fri", "100")


def test_typed_commitment_is_recorded_by_the_end(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {**PROMISE, "outcome": "", "call_note": "polite", "submission": "s1"}
    assert collector.post(f"/calls/{call_id}/end", fields, htmx=True).status_code == 204
    assert rows(store, "select kind, amount_minor from commitment where call_id = ?", call_id) == [
        {"kind": "promise_to_pay", "amount_minor": 10000}
    ]
    assert rows(store, "select outcome, note from call_event where call_id = ?", call_id) == [
        {"outcome": "promise", "note": "polite"}
    ]


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"kind": "promise_to_pay", "amount": "23,863.45", "currency": "GBP", "day": "yesterday"}, "day"),
        ({"kind": "promise_to_pay", "amount": "50", "currency": "GBP", "day": ""}, "day"),
        ({"kind": "promise_to_pay", "amount": "23,863.45", "currency": "GBP", "day": "", "note": "soon"}, "day"),
        ({"kind": "call_back", "who": "Gary", "day": ""}, "day"),
    ],
)
def test_typed_commitment_that_cannot_be_recorded_holds_the_end(collector, store, typed, beside):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "commitment")
    fields = {**typed, "outcome": "no_commitment", "call_note": "polite"}
    answer = collector.post(f"/calls/{call_id}/end", fields, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="problem-{beside}"' in page
    assert {name: field(page, name) for name in fields} == fields
    assert count(store, "commitment") == before
    assert rows(store, "select * from call_event where call_id = ?", call_id) == []


def test_ticked_invoices_of_a_dispute_are_not_lost_by_the_end(collector, store):
    call_id = begin(collector, store, "GB-1017")
    invoice = rows(store, "select id from invoice where number = '26-0333'")[0]["id"]
    fields = {"kind": "dispute_details", "day": "", "invoice": invoice, "outcome": "dispute"}
    answer = collector.post(f"/calls/{call_id}/end", fields, htmx=True)
    assert answer.status_code == 422
    assert f'name="invoice" value="{invoice}" data-kept checked' in answer.get_data(as_text=True)


def test_proposed_sum_alone_is_nothing_typed(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {"kind": "promise_to_pay", "amount": "23,863.45", "currency": "GBP", "day": "", "outcome": "no_answer"}
    assert collector.post(f"/calls/{call_id}/end", fields, htmx=True).status_code == 204


def test_outcome_is_no_promise_without_a_promise(collector, store):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/end", {"outcome": "promise"}, htmx=True)
    assert answer.status_code == 422
    assert 'id="problem-outcome"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("form", [{}, {"kind": "stop_contact"}, {"kind": "promise_to_pay"}])
def test_outcome_stop_calling_stops_the_calls(collector, store, form):
    call_id = begin(collector, store, "GB-1017")
    contact = rows(store, "select id from contact where account_id = ?", account_id(store, "GB-1017"))[0]["id"]
    collector.post(f"/calls/{call_id}/contact", {"contact": contact})
    assert collector.post(f"/calls/{call_id}/end", {**form, "outcome": "stop_contact"}).status_code == 303
    assert rows(store, "select kind from commitment where call_id = ?", call_id) == [{"kind": "stop_contact"}]
    assert collector.post(f"/accounts/{account_id(store, 'GB-1017')}/calls").status_code == 409


def test_outcome_that_is_none_ends_nothing(collector, store):
    call_id = begin(collector, store, "GB-1017")
    assert collector.post(f"/calls/{call_id}/end", {"outcome": "fine"}, htmx=True).status_code == 422


def test_call_ends_once_though_sent_twice(collector, store):
    call_id = begin(collector, store, "GB-1017")
    first = end_of(call_id, collector, "voicemail")
    second = end_of(call_id, collector, "no_answer")
    assert first.status_code == second.status_code == 303
    ended = rows(store, "select outcome from call_event where call_id = ?", call_id)
    assert ended == [{"outcome": "voicemail"}]


def test_save_goes_on_to_the_next_account_of_mine(collector, store, app):
    mine = [row["account_id"] for row in rows(
        store, "select account_id from assignment where person_id = ? and oldest_due_on < '9999'"
        " order by oldest_due_on, account_id", collector.person_id)]  # fmt: skip
    begin(sign_in(app, store, "Ruth Ashdown"), store, "GB-1034")
    busy = account_id(store, "GB-1034")
    assert busy in mine
    led = []
    here = mine[0]
    while here is not None:
        led.append(here)
        path = f"/accounts/{here}"
        assert collector.post(f"{path}/calls").status_code == 303
        call_id = rows(store, "select max(id) as id from call")[0]["id"]
        where = end_of(call_id, collector).headers["Location"]
        here = int(where.removeprefix("/accounts/")) if where.startswith("/accounts/") else None
    assert led == [one for one in mine if one != busy]
    assert where == "/worklist?whose=mine"


def test_next_account_begins_again_at_the_top(collector, store):
    last = rows(store, "select account_id from assignment where person_id = ? and oldest_due_on < '9999'"
                " order by oldest_due_on desc, account_id desc", collector.person_id)[0]["account_id"]  # fmt: skip
    first = rows(store, "select account_id from assignment where person_id = ?"
                 " order by oldest_due_on, account_id", collector.person_id)[0]["account_id"]  # fmt: skip
    collector.post(f"/accounts/{last}/calls")
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    assert end_of(call_id, collector).headers["Location"] == f"/accounts/{first}"


def test_next_account_is_none_that_asked_not_to_be_called(collector, store, clock):
    end_of(begin(collector, store, "GB-1034"), collector, "stop_contact")
    clock.forward(days=2)
    assert account_id(store, "GB-1034") not in _led(collector, store)


def test_account_rests_for_twelve_hours_after_a_call(collector, store, clock):
    first = account_id(store, "GB-1017")
    end_of(begin(collector, store, "GB-1017"), collector)
    clock.forward(hours=11, minutes=59)
    assert first not in _led(collector, store)
    clock.forward(hours=13)
    end_of(begin(collector, store, "GB-1055"), collector)
    assert first in _led(collector, store)


def _led(collector, store) -> list[int]:
    """Lead calls from an account that owes nothing until the list is done, and give where they went."""
    led = []
    where = end_of(begin(collector, store, "GB-1055"), collector).headers["Location"]
    while where.startswith("/accounts/"):
        led.append(int(where.removeprefix("/accounts/")))
        assert collector.post(f"{where}/calls").status_code == 303
        where = end_of(rows(store, "select max(id) as id from call")[0]["id"], collector).headers["Location"]
    return led
