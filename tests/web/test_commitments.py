"""The commitment's form: what is proposed, what is refused with everything still there, what is recorded once."""

import pytest

from rejoinder import accounts, money
from tests.conftest import START, account_id, begin, chosen_invoices, count, end_of, field, rows

# What the collector typed besides the amount, the currency and the day, none of it wrong.
TYPED = {"kind": "promise_to_pay", "method": "cheque", "who": "Gary <the owner>", "note": "{day} & more"}


def asked(store, number, person_id=1):
    """Give how an account stands in the currency the call is about."""
    return accounts.load(store, account_id(store, number), person_id=person_id, now=START).standing


def asked_invoices(store, number):
    """Give the invoices that the sum asked for is made of, in the currency the call is about."""
    file = accounts.load(store, account_id(store, number), person_id=1, now=START)
    return [one for one in file.invoices if one.currency == file.standing.currency and one.is_asked(file.today)]


def problem_beside(page: str, name: str) -> str:
    """Give the reason that stands beside a field."""
    _, _, after = page.partition(f'id="problem-{name}">')
    assert after, f"no reason beside {name}"
    return after.partition("</p>")[0]


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
@pytest.mark.parametrize(
    ("beside", "fields"),
    [
        ("day", {"amount": "100", "currency": "GBP", "day": "17/11/2026"}),
        ("day", {"amount": "100", "currency": "GBP", "day": "yesterday"}),
        ("day", {"amount": "100", "currency": "GBP", "day": ""}),
        ("day", {"amount": "100", "currency": "GBP", "day": "soon"}),
        ("amount", {"amount": "23863.46", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "0", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "abc", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "1e9", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "-5", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "", "currency": "GBP", "day": "fri"}),
        ("amount", {"amount": "x" * 5000, "currency": "GBP", "day": "fri"}),
        ("currency", {"amount": "100", "currency": "DOGE", "day": "fri"}),
        ("currency", {"amount": "100", "currency": "JPY", "day": "fri"}),
        ("kind", {"amount": "100", "currency": "GBP", "day": "fri", "kind": "gift"}),
        ("method", {"amount": "100", "currency": "GBP", "day": "fri", "method": "barter"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_all_typed_is_there(collector, store, htmx, beside, fields):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "commitment")
    sent = {**TYPED, **fields}
    answer = collector.post(f"/calls/{call_id}/commitments", sent, htmx=htmx)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert ("<html" in page) is not htmx
    assert problem_beside(page, beside)
    # A choice that is none of a list's cannot stand in the list; what is asked for depends on the kind.
    typed = sent.keys() - {beside} if beside == "method" else {"who", "note"} if beside == "kind" else sent.keys()
    assert {name: field(page, name) for name in typed} == {name: sent[name] for name in typed}
    assert count(store, "commitment") == before


def test_every_wrong_field_is_named_at_once(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {"kind": "promise_to_pay", "amount": "abc", "currency": "GBP", "day": "yesterday"}
    page = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).get_data(as_text=True)
    assert problem_beside(page, "amount") and problem_beside(page, "day")


def test_amount_above_the_chosen_invoices_is_refused(collector, store):
    call_id = begin(collector, store, "GB-1017")
    chosen = rows(store, "select id, open_minor from invoice where number = '26-0211'")[0]
    above = money.plain(chosen["open_minor"] + 1, "GBP")
    fields = {"kind": "promise_to_pay", "amount": above, "currency": "GBP", "day": "fri", "invoice": chosen["id"]}
    answer = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert money.plain(chosen["open_minor"], "GBP") in problem_beside(page, "amount")
    assert chosen_invoices(page) == {chosen["id"]}
    whole = {**fields, "amount": money.plain(chosen["open_minor"], "GBP")}
    assert collector.post(f"/calls/{call_id}/commitments", whole, htmx=True).status_code == 201


def test_invoice_of_another_currency_is_refused(lead, store):
    call_id = begin(lead, store, "GB-1021")
    ours = account_id(store, "GB-1021")
    yuan = rows(store, "select id from invoice where account_id = ? and currency = 'CNY' and open_minor > 0", ours)[0][
        "id"
    ]
    fields = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri", "invoice": yuan}
    answer = lead.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    assert answer.status_code == 422
    assert problem_beside(answer.get_data(as_text=True), "invoices")


def test_unknown_currency_stays_shown_where_there_are_several(lead, store):
    call_id = begin(lead, store, "GB-1021")
    fields = {"kind": "promise_to_pay", "amount": "100", "currency": "DOGE", "day": "fri"}
    page = lead.post(f"/calls/{call_id}/commitments", fields, htmx=True).get_data(as_text=True)
    assert field(page, "currency") == "DOGE"


def test_account_that_owes_nothing_promises_nothing(collector, store):
    call_id = begin(collector, store, "GB-1055")
    fields = {"kind": "promise_to_pay", "amount": "100", "currency": "", "day": "fri"}
    answer = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    assert answer.status_code == 422
    assert "Nothing is open" in problem_beside(answer.get_data(as_text=True), "amount")


@pytest.mark.parametrize(("typed", "read"), [("１２,３００.５０", "12,300.50"), ("1.2万", "12,000.00")])
def test_amount_as_typed_in_china_is_read_and_shown_back(collector, store, typed, read):
    call_id = begin(collector, store, "GB-1017")
    fields = {"kind": "promise_to_pay", "amount": typed, "currency": "GBP", "day": "下周五"}
    preview = collector.post(f"/calls/{call_id}/commitments/preview", fields, htmx=True).get_data(as_text=True)
    assert f"GBP\N{NO-BREAK SPACE}{read}" in preview
    assert "Fri 27 Nov" in preview
    answer = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    assert answer.status_code == 201
    assert f"GBP\N{NO-BREAK SPACE}{read} on Friday 27 November" in answer.get_data(as_text=True)


def test_preview_records_nothing(collector, store):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "commitment")
    fields = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}
    assert collector.post(f"/calls/{call_id}/commitments/preview", fields, htmx=True).status_code == 200
    assert count(store, "commitment") == before


@pytest.mark.parametrize(
    ("number", "amount", "currency"),
    [
        # Wholly undisputed; one disputed in part; credit note and second currency; only the undisputed of two.
        ("GB-1017", "23,863.45", "GBP"),
        ("GB-1068", "15,718.10", "GBP"),
        ("GB-1021", "37,051.05", "GBP"),
        ("GB-1051", "6,473.25", "GBP"),
    ],
)
def test_whole_undisputed_overdue_sum_of_one_currency_is_proposed(lead, store, number, amount, currency):
    begin(lead, store, number)
    page = lead.get(f"/accounts/{account_id(store, number)}").get_data(as_text=True)
    assert field(page, "amount") == amount
    assert field(page, "currency") == currency
    assert chosen_invoices(page) == {one.id for one in asked_invoices(store, number)}


def test_credit_note_takes_its_part_off_the_proposed_sum(store):
    invoices = asked_invoices(store, "GB-1021")
    assert [one for one in invoices if one.amount_minor < 0]
    assert asked(store, "GB-1021").asked_minor == sum(one.undisputed_minor for one in invoices)


def test_recorded_promise_is_spread_over_its_invoices_to_the_penny(lead, store):
    call_id = begin(lead, store, "GB-1021")
    page = lead.get(f"/accounts/{account_id(store, 'GB-1021')}").get_data(as_text=True)
    fields = {"kind": "promise_to_pay", "amount": field(page, "amount"), "currency": "GBP", "day": "fri"}
    lead.post(f"/calls/{call_id}/commitments", {**fields, "invoice": sorted(chosen_invoices(page))})
    made = rows(store, "select id, amount_minor from commitment where call_id = ?", call_id)[0]
    lines = rows(store, "select sum(amount_minor) as total from commitment_line where commitment_id = ?", made["id"])
    assert lines[0]["total"] == made["amount_minor"] == 3705105


def test_commitment_recorded_once_though_sent_twice(collector, store):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "commitment")
    fields = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri", "submission": "s1"}
    answers = [collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).status_code for _ in range(2)]
    assert answers == [201, 201]
    assert count(store, "commitment") == before + 1


def test_recorded_commitment_is_read_back_and_stamped_once(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {**TYPED, "amount": "12,300.50", "currency": "GBP", "day": "fri", "note": ""}
    answer = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    page = answer.get_data(as_text=True)
    sentence = "GBP\N{NO-BREAK SPACE}12,300.50 by cheque on Friday 20 November"
    assert answer.status_code == 201
    assert answer.headers["HX-Trigger"] == "file-changed"
    assert sentence in page
    assert "Gary &lt;the owner&gt; sees to it" in page
    made = rows(store, "select id, read_back from commitment where call_id = ?", call_id)[0]
    assert sentence in made["read_back"]
    for _ in range(2):
        assert collector.post(f"/commitments/{made['id']}/read-back", htmx=True).status_code == 200
    events = rows(store, "select kind from commitment_event where commitment_id = ?", made["id"])
    assert events == [{"kind": "read_back"}]


def test_colleague_cannot_say_that_it_was_read_back(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/commitments", {**TYPED, "amount": "1", "currency": "GBP", "day": "fri"})
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    assert lead.post(f"/commitments/{made}/read-back").status_code == 403


@pytest.mark.parametrize(
    ("kind", "fields", "beside"),
    [
        ("document", {"note": "the invoice copy"}, "day"),
        ("dispute_details", {"day": "fri"}, "invoices"),
        ("call_back", {"who": "Gary"}, "day"),
        ("other_person", {}, "who"),
    ],
)
def test_each_kind_asks_for_what_it_needs(collector, store, kind, fields, beside):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/commitments", {"kind": kind, **fields}, htmx=True)
    assert answer.status_code == 422
    assert problem_beside(answer.get_data(as_text=True), beside)


@pytest.mark.parametrize("kind", ["promise_to_pay", "document", "dispute_details", "call_back", "other_person"])
def test_each_kind_opens_its_form(collector, store, kind):
    call_id = begin(collector, store, "GB-1017")
    part = collector.get(f"/calls/{call_id}/commitments/new?kind={kind}", htmx=True).get_data(as_text=True)
    assert field(part, "kind") == kind
    page = collector.get(collector.get(f"/calls/{call_id}/commitments/new?kind={kind}").headers["Location"])
    assert field(page.get_data(as_text=True), "kind") == kind


def test_dispute_leaves_the_asked_sum_at_once_and_comes_back_when_recorded_in_error(collector, store):
    call_id = begin(collector, store, "GB-1017")
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    disputed = rows(store, "select id, open_minor, due_on from invoice where number = '26-0211'")[0]
    whole = asked(store, "GB-1017").asked_minor
    fields = {"kind": "dispute_details", "day": "fri", "note": "two are cracked", "invoice": disputed["id"]}
    assert collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).status_code == 201
    assert asked(store, "GB-1017").asked_minor == whole - disputed["open_minor"]
    page = collector.get(f"{path}?kind=promise_to_pay").get_data(as_text=True)
    assert field(page, "amount") == money.plain(whole - disputed["open_minor"], "GBP")
    assert "two are cracked" in page
    due = rows(store, "select oldest_due_on from account where number = 'GB-1017'")[0]["oldest_due_on"]
    assert due > disputed["due_on"]
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    assert collector.post(f"/commitments/{made}/error", htmx=True).status_code == 200
    assert asked(store, "GB-1017").asked_minor == whole
    due = rows(store, "select oldest_due_on from account where number = 'GB-1017'")[0]["oldest_due_on"]
    assert due == disputed["due_on"]
    page = collector.get(f"{path}?kind=promise_to_pay").get_data(as_text=True)
    assert field(page, "amount") == money.plain(whole, "GBP")


def test_only_the_owner_in_the_call_or_a_lead_takes_a_commitment_out(collector, colleague, lead, store):
    call_id = begin(collector, store, "GB-1017")
    made = []
    for submission in ("s1", "s2", "s3"):
        fields = {**TYPED, "amount": "1", "currency": "GBP", "day": "fri", "submission": submission}
        collector.post(f"/calls/{call_id}/commitments", fields)
        made.append(rows(store, "select max(id) as id from commitment")[0]["id"])
    assert colleague.post(f"/commitments/{made[0]}/error").status_code == 403
    assert collector.post(f"/commitments/{made[0]}/error").status_code == 303
    assert lead.post(f"/commitments/{made[1]}/error").status_code == 409
    assert lead.post(f"/commitments/{made[1]}/error", {"reason": "wrong firm"}).status_code == 303
    end_of(call_id, collector)
    assert collector.post(f"/commitments/{made[2]}/error", {"reason": "wrong firm"}).status_code == 403
    said = "select commitment_id, kind from commitment_event where commitment_id >= ? and kind = 'recorded_in_error'"
    events = rows(store, said, made[0])
    assert {(one["commitment_id"], one["kind"]) for one in events} == {
        (made[0], "recorded_in_error"),
        (made[1], "recorded_in_error"),
    }


def test_request_to_stop_calling_holds_until_a_lead_takes_it_out(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    collector.post(f"/calls/{call_id}/commitments", {"kind": "stop_contact", "who": "Gary"})
    end_of(call_id, collector, "stop_contact")
    before = count(store, "call")
    assert collector.post(f"{path}/calls").status_code == lead.post(f"{path}/calls").status_code == 409
    assert count(store, "call") == before
    page = collector.get(path).get_data(as_text=True)
    assert "Asked not to be called again" in page
    assert "tel:" not in page
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    assert collector.post(f"/commitments/{made}/error").status_code == 403
    assert lead.post(f"/commitments/{made}/error", {"reason": "they asked again"}).status_code == 303
    assert collector.post(f"{path}/calls").status_code == 303


def test_call_that_is_over_takes_no_commitment(collector, store):
    call_id = begin(collector, store, "GB-1017")
    end_of(call_id, collector)
    before = count(store, "commitment")
    answer = collector.post(f"/calls/{call_id}/commitments", {**TYPED, "amount": "1", "currency": "GBP", "day": "fri"})
    assert answer.status_code == 409
    assert count(store, "commitment") == before


def test_promise_recorded_in_error_is_no_last_promise(collector, store):
    call_id = begin(collector, store, "GB-1009")
    collector.post(f"/calls/{call_id}/commitments", {**TYPED, "amount": "7.77", "currency": "GBP", "day": "fri"})
    end_of(call_id, collector)
    assert "7.77" in collector.get("/worklist?q=GB-1009").get_data(as_text=True)
    with store.write() as writing:
        made = rows(store, "select max(id) as id from commitment")[0]["id"]
        about = {"commitment_id": made, "account_id": account_id(store, "GB-1009")}
        writing.add("commitment_event", **about, kind="recorded_in_error", at="2026")
    assert "7.77" not in collector.get("/worklist?q=GB-1009").get_data(as_text=True)


def test_other_currency_proposes_its_own_sum_and_invoices(lead, store):
    """GB-1021 owes in two currencies: a figure of one must never stand beside the other's name."""
    call_id = begin(lead, store, "GB-1021")
    page = lead.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay&currency=CNY", htmx=True).get_data(
        as_text=True
    )
    asked = rows(
        store,
        "select sum(i.open_minor) as minor from invoice i join account a on a.id = i.account_id "
        "where a.number = 'GB-1021' and i.currency = 'CNY' and i.due_on < '2026-11-18' "
        "and i.id not in (select invoice_id from dispute_line)",
    )[0]["minor"]
    assert field(page, "amount") == f"{asked / 100:,.2f}"
    assert field(page, "currency") == "CNY"
    chosen = chosen_invoices(page)
    assert {row["currency"] for row in rows(store, "select id, currency from invoice") if row["id"] in chosen} == {
        "CNY"
    }


def test_words_ask_for_what_is_left_once_a_dispute_is_recorded(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/heard", {"excuse": "quality_dispute", "said": "rubbish pumps"})
    disputed = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    fields = {"kind": "dispute_details", "day": "fri", "invoice": [str(disputed)], "note": "cracked"}
    page = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).get_data(as_text=True)
    assert 'aria-label="Read back"' in page.partition('id="reply"')[2]
    taken = rows(store, "select max(id) as id from commitment")[0]["id"]
    page = collector.post(f"/commitments/{taken}/read-back", htmx=True).get_data(as_text=True)
    answer = page.partition('id="reply"')[2]
    assert "18,732.70" in answer
    assert "23,863.45" not in answer
    page = collector.post(f"/commitments/{taken}/error", htmx=True).get_data(as_text=True)
    assert "23,863.45" in page.partition('id="reply"')[2]


def test_words_speak_of_the_currency_that_the_form_is_about(lead, store):
    call_id = begin(lead, store, "GB-1021")
    lead.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"})
    page = lead.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay&currency=CNY", htmx=True)
    answer = page.get_data(as_text=True).partition('id="reply"')[2]
    assert "84,369.50" in answer
    assert "37,051.05" not in answer


def test_lead_takes_a_dispute_out_after_the_call(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    disputed = rows(store, "select id from invoice where number = '26-0211'")[0]["id"]
    fields = {"kind": "dispute_details", "day": "fri", "invoice": [str(disputed)], "note": "cracked"}
    collector.post(f"/calls/{call_id}/commitments", fields)
    end_of(call_id, collector, "dispute")
    taken = rows(store, "select max(id) as id from commitment")[0]["id"]
    desk = f"/accounts/{account_id(store, 'GB-1017')}"
    here = f"{desk}/judgements?open={taken}"
    assert here not in collector.get(desk).get_data(as_text=True)
    assert here in lead.get(desk).get_data(as_text=True)
    assert 'value="error"' not in collector.get(here).get_data(as_text=True)
    assert 'value="error"' in lead.get(here).get_data(as_text=True)
    lead.post(f"/commitments/{taken}/judgements", {"act": "error", "reason": "wrong firm"})
    assert asked(store, "GB-1017").asked_minor == 2386345
    # A slip is no verdict on the goods: the ledger may still call the invoice disputed.
    closed = rows(store, "select closed_on, closed_as from dispute_line where invoice_id = ?", disputed)
    assert closed == [{"closed_on": "2026-11-18", "closed_as": None}]


def test_money_that_no_invoice_has_been_given_is_shown_before_asking(lead, store):
    page = lead.get(f"/accounts/{account_id(store, 'CN-2050')}").get_data(as_text=True)
    assert "Received and not allocated" in page
    assert "112,584.70" in page
    page = lead.get(f"/accounts/{account_id(store, 'GB-1017')}").get_data(as_text=True)
    assert "Received and not allocated" not in page


def test_credit_that_is_taken_off_is_read_back_too(lead, store):
    """GB-1021's sum is less than its two invoices together, because a credit note is open."""
    call_id = begin(lead, store, "GB-1021")
    page = lead.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay&currency=GBP", htmx=True).get_data(
        as_text=True
    )
    fields = {"kind": "promise_to_pay", "amount": "37,051.05", "currency": "GBP", "day": "fri"}
    lead.post(f"/calls/{call_id}/commitments", {**fields, "invoice": [str(one) for one in chosen_invoices(page)]})
    said = rows(store, "select read_back from commitment where call_id = ?", call_id)[0]["read_back"]
    assert "invoices 26-0510 and 26-0598, less 26-0598C" in said


def test_chinese_promise_is_read_back_with_the_amount_in_capitals(lead, store):
    call_id = begin(lead, store, "CN-2003")
    fields = {"kind": "promise_to_pay", "currency": "CNY", "amount": "96318.40", "day": "周五", "who": "丁女士"}
    lead.post(f"/calls/{call_id}/commitments", fields)
    sentence = rows(store, "select read_back from commitment where call_id = ?", call_id)[0]["read_back"]
    assert "9万6318.40元（大写：玖万陆仟叁佰壹拾捌元肆角整）" in sentence
    assert "丁女士" in sentence
    assert "（周五）" in sentence
