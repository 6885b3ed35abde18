"""The commitments of an account: what became of each, why, and the money that says so; and what people say of them."""

import re

from tests.conftest import account_id, begin, end_of, rows


def page_of(visitor, store, number="GB-1017", query=""):
    """Read the commitments of an account."""
    answer = visitor.get(f"/accounts/{account_id(store, number)}/judgements{query}")
    assert answer.status_code == 200
    return plain(answer)


def plain(answer) -> str:
    """Give the text of an answer without its marks."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def promise(visitor, store, *, number="GB-1017", **fields) -> int:
    """Have a promise made in a call that is over, and give its id."""
    call_id = begin(visitor, store, number)
    typed = {"kind": "promise_to_pay", "amount": "1000", "currency": "GBP", "day": "fri", **fields}
    assert visitor.post(f"/calls/{call_id}/commitments", typed, htmx=True).status_code == 201
    end_of(call_id, visitor, "promise" if typed["kind"] == "promise_to_pay" else "document")
    return rows(store, "select max(id) as id from commitment")[0]["id"]


def became(store, commitment_id) -> str:
    """Say what became of a commitment."""
    return rows(store, "select became from commitment_standing where id = ?", commitment_id)[0]["became"]


def pay(visitor, store, minor: str, *, number="GB-1017", **fields):
    """Receive money by hand."""
    path = f"/accounts/{account_id(store, number)}/payments"
    typed = {"amount": minor, "currency": "GBP", "day": "today", "way": "oldest", **fields}
    answer = visitor.post(path, {**typed, "submission": f"pay-{minor}", "sure": ["amount", "day"]})
    assert answer.status_code == 303, plain(answer)


def test_judgement_is_opened_down_to_the_payment_it_rests_on(collector, store):
    page = page_of(collector, store)
    assert "Kept 0 of 3 promises that fell due. In time came GBP 3,215.45 of GBP 21,823.15 promised." in page
    assert "only a part came in time, GBP 3,215.45 of GBP 8,346.20" in page
    assert "GBP 3,215.45 received on" in page
    assert "BACS 3655" in page
    assert "2 earlier promises for this invoice were not kept" in page


def test_money_keeps_a_promise_at_once_and_its_reversal_opens_it_again(collector, store, clock):
    made = promise(collector, store, invoice=rows(store, "select id from invoice where number = '26-0211'")[0]["id"])
    clock.forward(hours=1)
    pay(collector, store, "1000")
    assert became(store, made) == "kept"
    assert "GBP 1,000.00 received on Wed 18 Nov" in page_of(collector, store)
    payment = rows(store, "select max(id) as id from payment")[0]["id"]
    clock.forward(hours=1)
    answer = collector.post(f"/payments/{payment}/reversal", {"kind": "error", "day": "today", "note": "other firm"})
    assert answer.status_code == 303
    assert became(store, made) == ""
    told = page_of(collector, store)
    assert "kept , all of it came in time Wed 18 Nov still open" in told


def test_debtor_takes_a_promise_back_with_a_reason(collector, store):
    made = promise(collector, store)
    here = f"/commitments/{made}/judgements"
    refused = collector.post(here, {"act": "taken_back", "reason": " "}, htmx=True)
    assert refused.status_code == 422
    assert "Write why they take it back" in plain(refused)
    assert collector.post(here, {"act": "taken_back", "reason": "their customer went bust"}).status_code == 303
    assert became(store, made) == "withdrawn"
    assert "they took it back" in page_of(collector, store)
    assert collector.post(here, {"act": "taken_back", "reason": "again"}).status_code == 303
    said = rows(store, "select reason from commitment_event where commitment_id = ? and kind = 'taken_back'", made)
    assert said == [{"reason": "their customer went bust"}]


def test_money_is_not_said_to_have_come_by_anybody(collector, store):
    made = promise(collector, store)
    answer = collector.post(f"/commitments/{made}/judgements", {"act": "done"}, htmx=True)
    assert answer.status_code == 422
    assert "Enter the payment." in plain(answer)
    slip = promise(collector, store, kind="document", document="transfer_slip", amount="", currency="")
    assert collector.post(f"/commitments/{slip}/judgements", {"act": "done"}).status_code == 303
    assert became(store, slip) == "kept"


def test_what_is_decided_is_not_taken_back_afterwards(collector, store):
    old = rows(store, "select id from commitment_standing where became = 'broken' order by id desc limit 1")[0]["id"]
    answer = collector.post(f"/commitments/{old}/judgements", {"act": "taken_back", "reason": "x"}, htmx=True)
    assert answer.status_code == 422
    assert "Nothing of it is open any more." in plain(answer)


def test_promise_recorded_in_error_gives_back_the_place_it_took(collector, lead, store):
    invoice = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    first, second = (promise(collector, store, invoice=invoice, day=day) for day in ("fri", "mon"))
    assert (became(store, first), became(store, second)) == ("superseded", "")
    here = f"/commitments/{second}/judgements"
    assert collector.post(here, {"act": "error", "reason": "wrong firm"}).status_code == 403
    assert lead.post(here, {"act": "error", "reason": "wrong firm"}).status_code == 303
    assert became(store, first) == ""
    assert "wrong firm" in page_of(lead, store)


def test_promise_is_broken_when_its_day_and_the_waiting_are_over(collector, store, clock):
    made = promise(collector, store)
    clock.forward(days=6)
    collector.post(f"/accounts/{account_id(store, 'GB-1017')}/calls")
    # The sample creditor waits two banking days: Friday, then until Tuesday.
    assert became(store, made) == ""
    clock.forward(days=1)
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    end_of(call_id, collector)
    collector.post(f"/accounts/{account_id(store, 'GB-1017')}/calls")
    assert became(store, made) == "broken"


def test_outsider_sees_no_commitment(outsider, store):
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    assert outsider.get(f"/accounts/{account_id(store, 'GB-1017')}/judgements").status_code == 404
    assert outsider.post(f"/commitments/{made}/judgements", {"act": "done"}).status_code == 404
