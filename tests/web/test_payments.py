"""Payments entered by hand: what is refused, what is doubted, what they settle, and how they are taken back."""

import re
import uuid

import pytest

from rejoinder.accounts import settle
from rejoinder.store import Store
from tests.conftest import Visitor, account_id, begin, count, field, rows, sign_in
from tests.owing import Owed, owe

OWING = (Owed("A-1", 50000, -60), Owed("B-2", 120000, -30), Owed("C-3", 9900, 10, "EUR"), Owed("D-4", -1500, -5))
MONEY = {"amount": "500", "currency": "GBP", "day": "17/11/2026", "reference": "BACS 1", "way": "oldest"}


@pytest.fixture
def ours(store) -> int:
    """An account that owes GBP 1,700.00 in two invoices and EUR 99.00 in one, with a credit of GBP 15.00."""
    return owe(store, *OWING)


def enter(visitor: Visitor, account: int, *, htmx: bool = True, **typed: object) -> tuple[int, str]:
    """Enter a payment and give the answer's status and page."""
    fields = {**MONEY, "submission": uuid.uuid4().hex, **{name.replace("_", "-"): one for name, one in typed.items()}}
    answer = visitor.post(f"/accounts/{account}/payments", fields, htmx=htmx)
    return answer.status_code, answer.get_data(as_text=True)


def beside(page: str, name: str) -> str:
    """Give the reason that stands beside a field."""
    _, _, after = page.partition(f'id="f-problem-{name}">')
    assert after, f"no reason beside {name}"
    return after.partition("</p>")[0].replace("\N{NO-BREAK SPACE}", " ")


def ids(store: Store, account: int) -> dict[str, int]:
    """Give the ids of an account's invoices by number."""
    found = rows(store, "select number, id from invoice where account_id = ?", account)
    return {row["number"]: row["id"] for row in found}


def open_of(store: Store, account: int) -> dict[str, int]:
    """Give what is open by number."""
    found = rows(store, "select number, open_minor from invoice where account_id = ?", account)
    return {row["number"]: row["open_minor"] for row in found}


def last_payment(store: Store) -> dict[str, object]:
    """Read the last row of a payment."""
    return dict(rows(store, "select * from payment order by id desc limit 1")[0])


def text(page: str) -> str:
    """Give a page's words."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\N{NO-BREAK SPACE}", " ").split())


def test_payment_settles_the_oldest_first_and_leaves_credits_alone(collector, store, ours):
    code, page = enter(collector, ours, amount="700")
    assert code == 200
    assert open_of(store, ours) == {"A-1": 0, "B-2": 100000, "C-3": 9900, "D-4": -1500}
    assert "A-1: GBP 500.00 open before, now settled." in text(page)
    assert "B-2: GBP 1,200.00 open before, now GBP 1,000.00." in text(page)
    assert "by hand · Tom Arkwright" in text(page)
    made = last_payment(store)
    assert (made["amount_minor"], made["received_on"], made["source"]) == (70000, "2026-11-17", "hand")
    assert made["made_by"] == collector.person_id


def test_form_proposes_the_currency_asked_for_and_today(collector, store, ours):
    page = collector.get(f"/accounts/{ours}/payments/new").get_data(as_text=True)
    assert (field(page, "currency"), field(page, "day"), field(page, "way")) == ("GBP", "2026-11-18", "oldest")


def test_named_invoices_get_what_is_typed_and_the_rest_what_is_left(collector, store, ours):
    known = ids(store, ours)
    fields = {"way": "named", "invoice": [known["A-1"], known["B-2"]], f"part-{known['B-2']}": "620"}
    code, _ = enter(collector, ours, amount="700", **fields)
    assert code == 200
    assert open_of(store, ours) == {"A-1": 42000, "B-2": 58000, "C-3": 9900, "D-4": -1500}


def test_ticked_invoice_is_meant_though_the_oldest_was_proposed(collector, store, ours):
    enter(collector, ours, invoice=ids(store, ours)["B-2"])
    assert open_of(store, ours)["B-2"] == 70000


def test_invoice_is_named_by_its_number_too(collector, store, ours):
    enter(collector, ours, way="named", numbers="B-2")
    assert open_of(store, ours)["B-2"] == 70000
    _, page = enter(collector, ours, amount="20", way="named", numbers="X-9")
    assert "There is no invoice “X-9”" in beside(page, "numbers")


def test_money_left_open_stands_on_the_desk_until_it_is_allocated(collector, store, ours):
    enter(collector, ours, way="open")
    assert open_of(store, ours)["A-1"] == 50000
    desk = text(collector.get(f"/accounts/{ours}").get_data(as_text=True))
    assert "Received and not allocated: GBP 500.00, the last of it Tue 17 Nov" in desk
    made = last_payment(store)["id"]
    assert f"/payments/{made}/allocations" in collector.get(f"/accounts/{ours}/payments").get_data(as_text=True)
    sent = {"way": "named", "invoice": ids(store, ours)["B-2"], "submission": "once"}
    for _ in range(2):
        answer = collector.post(f"/payments/{made}/allocations", sent, htmx=True)
        assert answer.status_code == 200
        assert answer.headers["HX-Trigger"] == "file-changed"
    assert open_of(store, ours)["B-2"] == 70000
    assert "not allocated" not in collector.get(f"/accounts/{ours}").get_data(as_text=True)
    audit = rows(store, "select * from audit order by id desc limit 1")[0]
    assert (audit["what"], audit["noun"], audit["noun_id"], audit["account_id"]) == ("allocated", "payment", made, ours)


def test_rest_is_given_away_only_as_far_as_there_is_any(collector, store, ours):
    enter(collector, ours, way="open")
    path, known = f"/payments/{last_payment(store)['id']}/allocations", ids(store, ours)
    b = known["B-2"]
    page = collector.post(path, {"way": "named", f"part-{b}": "501"}, htmx=True).get_data(as_text=True)
    assert "Only GBP 500.00 of the payment is left for B-2." in beside(page, f"part-{b}")
    assert field(page, f"part-{b}") == "501"
    page = collector.post(path, {"way": "named", "numbers": "C-3"}, htmx=True).get_data(as_text=True)
    assert "C-3 is in EUR" in beside(page, f"part-{known['C-3']}")
    page = collector.post(path, {"way": "named"}, htmx=True).get_data(as_text=True)
    assert "Choose the invoices it pays" in beside(page, "invoice")
    collector.post(path, {"way": "oldest"})
    answer = collector.post(path, {"way": "oldest"}, htmx=True)
    assert (answer.status_code, open_of(store, ours)["A-1"]) == (422, 0)


def typed_for(store: Store, account: int, case: str) -> dict[str, object]:
    """Give what is typed in a case that names invoices."""
    known = ids(store, account)
    a, b, c, d = (known[one] for one in ("A-1", "B-2", "C-3", "D-4"))
    return {
        "above the invoice": {"amount": "600", "way": "named", f"part-{a}": "500.01"},
        "above the payment": {"way": "named", f"part-{b}": "500.01"},
        "nothing left": {"way": "named", "invoice": [a, b]},
        "no amount": {"way": "named", f"part-{b}": "much"},
        "other currency": {"way": "named", "invoice": c},
        "credit note": {"way": "named", "numbers": "D-4"},
        "ticked, yet open": {"way": "open", "invoice": a},
        "none named": {"way": "named"},
    }[case], {"a": a, "b": b, "c": c, "d": d}


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
@pytest.mark.parametrize(
    ("case", "where", "sentence"),
    [
        ("above the invoice", "part-a", "Only GBP 500.00 of A-1 is open"),
        ("above the payment", "part-b", "Only GBP 500.00 of the payment is left for B-2."),
        ("nothing left", "part-b", "Nothing of the payment is left for B-2."),
        ("no amount", "part-b", "is no amount"),
        ("other currency", "part-c", "C-3 is in EUR"),
        ("credit note", "part-d", "Nothing of D-4 is open"),
        ("ticked, yet open", "way", "You chose invoices"),
        ("none named", "invoice", "Choose the invoices it pays"),
    ],
)
def test_allocation_that_cannot_be_is_refused_beside_its_field(collector, store, ours, case, where, sentence, htmx):
    typed, known = typed_for(store, ours, case)
    before = count(store, "payment")
    code, page = enter(collector, ours, htmx=htmx, **typed)
    where = re.sub(r"part-(\w)", lambda found: f"part-{known[found[1]]}", where)
    assert code == 422
    assert ("<html" in page) is not htmx
    assert sentence in beside(page, where)
    assert "It is right" not in page
    assert (field(page, "reference"), count(store, "payment")) == ("BACS 1", before)


@pytest.mark.parametrize(
    ("typed", "where", "sentence"),
    [
        ({"amount": ""}, "amount", "Write the amount"),
        ({"amount": "-5"}, "amount", "cannot be below zero"),
        ({"amount": "x" * 5000}, "amount", "is no amount"),
        ({"currency": "USD"}, "currency", "No invoice of this account"),
        ({"day": "19/11/2026"}, "day", "is still to come"),
        ({"day": "lately"}, "day", "“lately”"),
        ({"day": ""}, "day", "Write the day"),
        ({"way": "all"}, "way", "Choose one of the list"),
        ({"reference": "r" * 300}, "reference", "at most 200"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(collector, store, ours, typed, where, sentence):
    before = count(store, "payment")
    code, page = enter(collector, ours, **typed)
    assert (code, count(store, "payment")) == (422, before)
    assert sentence in beside(page, where)
    kept = {**MONEY, **typed}
    assert all(field(page, name) == kept[name] for name in ("amount", "day", "reference"))


@pytest.mark.parametrize(
    ("typed", "where", "sentence"),
    [
        ({"amount": "1750"}, "amount", "That is GBP 50.00 more than is open"),
        ({"day": "14/11/2026"}, "day", "Banks here are closed on Sat 14 Nov."),
        ({"day": "25/12/2025"}, "day", "Christmas Day"),
    ],
)
def test_what_may_be_right_is_asked_once_more(collector, store, ours, typed, where, sentence):
    code, page = enter(collector, ours, **typed)
    assert code == 422
    assert sentence in beside(page, where)
    assert f'name="sure" value="{where}"' in page
    assert "A-1: GBP 500.00 open" in text(page)
    code, _ = enter(collector, ours, **typed, sure=where)
    assert code == 200


def test_what_is_above_all_that_is_owed_stays_open(collector, store, ours):
    enter(collector, ours, amount="1750", sure="amount")
    assert open_of(store, ours) == {"A-1": 0, "B-2": 0, "C-3": 9900, "D-4": -1500}
    desk = text(collector.get(f"/accounts/{ours}").get_data(as_text=True))
    assert "Received and not allocated: GBP 50.00" in desk


@pytest.mark.parametrize("again", [{"reference": "other"}, {"day": "16/11/2026", "reference": "bacs 1 "}])
def test_same_money_twice_is_doubted_and_named(collector, store, ours, again):
    enter(collector, ours)
    code, page = enter(collector, ours, **again)
    assert code == 422
    assert "GBP 500.00 of Tue 17 Nov, reference BACS 1, is on file already" in beside(page, "reference")
    assert enter(collector, ours, **again, sure="reference")[0] == 200


def test_like_money_of_another_day_is_another_payment(collector, store, ours):
    enter(collector, ours)
    assert enter(collector, ours, day="16/11/2026", reference="BACS 2")[0] == 200


def test_all_doubts_are_shown_until_all_are_confirmed(collector, store, ours):
    both = {"amount": "1750", "day": "14/11/2026"}
    for sure in ([], ["amount"], ["day"]):
        _, page = enter(collector, ours, **both, sure=sure)
        assert beside(page, "amount") and beside(page, "day")
    assert enter(collector, ours, **both, sure=["amount", "day"])[0] == 200


@pytest.mark.parametrize("htmx", [True, False])
def test_sent_twice_it_is_recorded_once(collector, store, ours, htmx):
    before = count(store, "payment")
    codes = {enter(collector, ours, htmx=htmx, submission="twice")[0] for _ in range(2)}
    assert (codes, count(store, "payment")) == ({200 if htmx else 303}, before + 1)
    assert open_of(store, ours)["A-1"] == 0


def test_preview_tells_what_it_settles_and_writes_nothing(collector, store, ours):
    before, path = count(store, "payment"), f"/accounts/{ours}/payments/preview"
    page = collector.post(path, {**MONEY, "amount": "1800"}, htmx=True).get_data(as_text=True)
    assert "<html" not in page
    for words in ("A-1: GBP 500.00 open before, now settled.", "GBP 100.00 stays open on the account."):
        assert words in text(page)
    whole = collector.post(path, MONEY)
    assert whole.status_code == 200
    assert "<html" in whole.get_data(as_text=True)
    assert "now settled" in whole.get_data(as_text=True)
    known = ids(store, ours)
    page = collector.post(path, {**MONEY, f"part-{known['A-1']}": "900"}, htmx=True).get_data(as_text=True)
    assert "Only GBP 500.00 of A-1 is open" in text(page)
    assert text(collector.post(path, {"amount": "", "way": "oldest"}, htmx=True).get_data(as_text=True)) == ""
    assert count(store, "payment") == before


def test_what_the_ledger_counts_already_is_told_of(collector, store, ours):
    with store.write() as writing:
        writing.add("ledger_statement", invoice_id=ids(store, ours)["A-1"], open_minor=50000, as_of="2026-11-17")
    _, page = enter(collector, ours)
    assert "The ledger of Tue 17 Nov counts money received until then, so what is open does not change." in text(page)
    assert open_of(store, ours)["A-1"] == 50000


def read_in_today(store: Store, account: int, read_at: str) -> None:
    """Read in today's ledger, which has A-1 open in full."""
    with store.write() as writing:
        creditor_id = rows(store, "select creditor_id from account where id = ?", account)[0]["creditor_id"]
        run = {"file_name": "l.csv", "file_digest": "", "kind": "invoices", "as_of": "2026-11-18", "result": "{}"}
        run_id = writing.add("import_run", creditor_id=creditor_id, **run, ran_at=f"2026-11-18T{read_at}:00.000000Z")
        stated = {"open_minor": 50000, "as_of": "2026-11-18", "import_run_id": run_id}
        writing.add("ledger_statement", invoice_id=ids(store, account)["A-1"], **stated)
        settle(writing, [account])


TODAYS = {"day": "18/11/2026", "amount": "200"}


def test_todays_money_after_todays_ledger_is_told_of_as_it_counts(collector, store, ours):
    # It is 08:30.
    read_in_today(store, ours, "08:00")
    shown = collector.post(f"/accounts/{ours}/payments/preview", {**MONEY, **TODAYS}, htmx=True)
    _, page = enter(collector, ours, **TODAYS)
    for told in (text(shown.get_data(as_text=True)), text(page)):
        assert "A-1: GBP 500.00 open before, now GBP 300.00." in told
        assert "The ledger of" not in told
    assert open_of(store, ours)["A-1"] == 30000
    _, page = reverse(collector, last_payment(store)["id"], kind="error")
    assert "A-1: GBP 300.00 open before, now GBP 500.00." in text(page)
    assert open_of(store, ours)["A-1"] == 50000


def test_yesterdays_money_is_in_todays_ledger(collector, store, ours):
    read_in_today(store, ours, "08:00")
    _, page = enter(collector, ours, amount="200")
    assert "The ledger of Wed 18 Nov counts money received until then, so what is open does not change." in text(page)
    assert open_of(store, ours)["A-1"] == 50000


def test_second_ledger_of_the_day_takes_over_and_a_reversal_as_an_error_says_that_nothing_changes(
    collector, store, ours
):
    read_in_today(store, ours, "08:00")
    enter(collector, ours, **TODAYS)
    read_in_today(store, ours, "09:00")
    assert open_of(store, ours)["A-1"] == 50000
    _, page = reverse(collector, last_payment(store)["id"], kind="error")
    assert "A-1: GBP 500.00 open, as before." in text(page)
    assert open_of(store, ours)["A-1"] == 50000


@pytest.mark.parametrize(("read_at", "after"), [("08:00", 30000), ("09:00", 50000)])
def test_todays_money_given_away_later_counts_if_it_was_entered_after_the_ledger(
    collector, store, ours, read_at, after
):
    enter(collector, ours, **TODAYS, way="open")
    read_in_today(store, ours, read_at)
    made = last_payment(store)["id"]
    answer = collector.post(f"/payments/{made}/allocations", {"way": "named", "numbers": "A-1"}, htmx=True)
    told = "now GBP 300.00." if after == 30000 else "A-1: GBP 500.00 open, as before."
    assert told in text(answer.get_data(as_text=True))
    assert open_of(store, ours)["A-1"] == after


def reverse(visitor: Visitor, payment_id: object, **typed: str) -> tuple[int, str]:
    """Take a payment back."""
    sent = {"kind": "returned", "day": "18/11/2026", "submission": uuid.uuid4().hex, **typed}
    answer = visitor.post(f"/payments/{payment_id}/reversal", sent, htmx=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_returned_payment_is_open_again_and_says_so_in_the_list(collector, store, ours):
    enter(collector, ours, amount="700")
    made = last_payment(store)
    code, page = reverse(collector, made["id"], note="no funds")
    assert code == 200
    assert open_of(store, ours) == {"A-1": 50000, "B-2": 120000, "C-3": 9900, "D-4": -1500}
    assert "A-1: GBP 0.00 open before, now GBP 500.00." in text(page)
    assert "returned by the bank Wed 18 Nov · Tom Arkwright · no funds" in text(page)
    assert f"/payments/{made['id']}/reversal" not in page
    back = last_payment(store)
    assert (back["amount_minor"], back["reverses"], back["reversed_as"]) == (-70000, made["id"], "returned")
    assert back["received_on"] == "2026-11-18"
    assert "Last payment" not in collector.get(f"/accounts/{ours}").get_data(as_text=True)
    audit = rows(store, "select * from audit order by id desc limit 1")[0]
    assert (audit["what"], audit["noun_id"]) == ("reversed", made["id"])
    assert "no funds" not in str(audit)


def test_payment_entered_in_error_is_taken_back_on_its_own_day(collector, store, ours):
    enter(collector, ours)
    assert reverse(collector, last_payment(store)["id"], kind="error", day="18/11/2026")[0] == 200
    back = last_payment(store)
    assert (back["reversed_as"], back["received_on"]) == ("error", "2026-11-17")


@pytest.mark.parametrize(
    ("typed", "where", "sentence"),
    [
        ({"kind": ""}, "kind", "Choose why"),
        ({"kind": "joke"}, "kind", "Choose why"),
        ({"day": "16/11/2026"}, "day", "It was received on Tue 17 Nov"),
        ({"day": "19/11/2026"}, "day", "is still to come"),
        ({"day": ""}, "day", "Write the day"),
    ],
)
def test_reversal_that_cannot_be_is_refused_beside_its_field(collector, store, ours, typed, where, sentence):
    enter(collector, ours)
    before = count(store, "payment")
    code, page = reverse(collector, last_payment(store)["id"], **typed, note="kept")
    assert code == 422
    assert sentence in beside(page, where)
    assert (field(page, "note"), count(store, "payment")) == ("kept", before)


def test_payment_is_taken_back_once(collector, store, ours):
    enter(collector, ours)
    made = last_payment(store)["id"]
    assert {reverse(collector, made, submission="same")[0] for _ in range(2)} == {200}
    code, page = reverse(collector, made)
    assert code == 422
    assert "taken back already" in beside(page, "kind")
    assert open_of(store, ours)["A-1"] == 50000
    # What took it back is no payment of its own.
    assert reverse(collector, last_payment(store)["id"])[0] == 404


def test_nothing_more_is_allocated_of_a_payment_taken_back(collector, store, ours):
    enter(collector, ours, way="open")
    made = last_payment(store)["id"]
    reverse(collector, made)
    answer = collector.post(f"/payments/{made}/allocations", {"way": "oldest"}, htmx=True)
    assert (answer.status_code, open_of(store, ours)["A-1"]) == (422, 50000)


def test_payment_of_the_ledger_is_the_leads_to_take_back(collector, lead, store):
    account = account_id(store, "CN-2003")
    theirs = rows(store, "select id from payment where account_id = ? order by id", account)[0]["id"]
    path = f"/payments/{theirs}/reversal"
    assert path not in collector.get(f"/accounts/{account}/payments").get_data(as_text=True)
    assert path in lead.get(f"/accounts/{account}/payments").get_data(as_text=True)
    assert reverse(collector, theirs)[0] == 403
    assert reverse(lead, theirs, kind="error")[0] == 200


def test_list_goes_back_page_by_page(collector, store, ours):
    with store.write() as writing:
        for one in range(120):
            writing.add("payment", account_id=ours, received_on=f"2026-01-{one % 5 + 1:02}", currency="GBP",
                        amount_minor=100 + one, source="file", reference=f"R{one:03}", recorded_at="2026")  # fmt: skip
    path, seen = f"/accounts/{ours}/payments", []
    while path:
        page = collector.get(path).get_data(as_text=True)
        seen += re.findall(r"R\d{3}", page)
        older = re.search(r'href="([^"]*before=[^"]*)"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == 120
    for before in ("x", "_", "2026-01-01_x", "2026-01-01_" + "9" * 40):
        assert collector.get(f"/accounts/{ours}/payments?before={before}").status_code == 200


def test_account_without_an_invoice_is_paid_in_any_currency(collector, store):
    account = owe(store)
    code, page = enter(collector, account, currency="chf")
    assert (code, "GBP" in beside(page, "amount")) == (422, False)
    assert enter(collector, account, currency="chf", sure="amount")[0] == 200
    assert last_payment(store)["currency"] == "CHF"
    assert "is no currency" in beside(enter(collector, account, currency="DOGE")[1], "currency")


def test_invoices_of_other_accounts_are_not_touched(collector, store, ours):
    theirs = rows(store, "select id, open_minor from invoice where open_minor > 0 order by id")[0]
    enter(collector, ours, way="named", invoice=[theirs["id"], ids(store, ours)["A-1"]])
    assert (
        rows(store, "select open_minor from invoice where id = ?", theirs["id"])[0]["open_minor"]
        == theirs["open_minor"]
    )
    assert open_of(store, ours)["A-1"] == 0


def test_outsider_reaches_no_payment_of_ours(outsider, collector, store, ours):
    enter(collector, ours, way="open")
    made, before = last_payment(store)["id"], count(store, "payment")
    for part in ("allocations", "reversal"):
        assert outsider.get(f"/payments/{made}/{part}").status_code == 404
        there = outsider.post(f"/payments/{made}/{part}", {"kind": "error", "way": "oldest"}, htmx=True)
        nowhere = outsider.post(f"/payments/999999/{part}", {"kind": "error", "way": "oldest"}, htmx=True)
        assert (there.status_code, there.data) == (404, nowhere.data)
    assert enter(outsider, ours)[0] == 404
    assert count(store, "payment") == before


def test_two_who_give_away_the_same_money_do_not_give_it_twice(app, collector, store, ours):
    enter(collector, ours, way="open")
    path, colleague = f"/payments/{last_payment(store)['id']}/allocations", sign_in(app, store, "Priya Desai")
    known = ids(store, ours)
    collector.post(path, {"way": "named", f"part-{known['A-1']}": "300", "submission": "one"})
    page = colleague.post(path, {"way": "named", f"part-{known['B-2']}": "300", "submission": "two"}, htmx=True)
    assert page.status_code == 422
    assert "Only GBP 200.00 of the payment is left" in text(page.get_data(as_text=True))


def test_section_opens_beside_the_call(collector, store):
    begin(collector, store, "GB-1017")
    ours = account_id(store, "GB-1017")
    assert f'hx-get="/accounts/{ours}/payments"' in collector.get(f"/accounts/{ours}").get_data(as_text=True)
    part = collector.get(f"/accounts/{ours}/payments", htmx=True).get_data(as_text=True)
    assert "<html" not in part and 'id="payments"' in part
