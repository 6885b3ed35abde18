"""What our own file says of an excuse: what bears it out, what speaks against it, and that nothing was found."""

from datetime import timedelta

import pytest
from babel.messages.pofile import read_po

from app import ROOT
from rejoinder import accounts, evidence
from rejoinder.evidence import QUESTIONS, Case
from tests.conftest import START, account_id, rows
from tests.evidence.conftest import told


def paper(past, kind: str, days: int | None, *, invoice: str = "N-1", to: str = "") -> None:
    """Put a document on file, of so many days ago, for an invoice or for the account."""
    on = None if days is None else (START - timedelta(days)).date().isoformat()
    with past.store.write() as writing:
        number = len(rows(past.store, "select 1 from document"))
        made = {"made_at": "2026", "made_by": 1, "submission": f"paper-{number}", "sent_to": to}
        document = writing.add("document", account_id=past.id, kind=kind, dated_on=on, **made)
        found = rows(past.store, "select id from invoice where number = ? and account_id = ?", invoice, past.id)
        if found:
            writing.add("document_invoice", document_id=document, invoice_id=found[0]["id"])


def change(past, **columns: object) -> None:
    """Change the account's facts."""
    with past.store.write() as writing:
        writing.change("account", past.id, **columns)


def test_every_excuse_of_the_catalogue_asks_the_file_something(catalogue):
    assert set(QUESTIONS) == set(catalogue.excuses)


def test_every_question_has_an_answer_on_every_account_of_the_book(store):
    with (ROOT / "rejoinder/translations/zh/LC_MESSAGES/messages.po").open(encoding="utf-8") as file:
        chinese = {one.id for one in read_po(file, locale="zh") if one.string}
    for row in rows(store, "select id from account"):
        case = Case(store, accounts.load(store, row["id"], person_id=1, now=START))
        for excuse in QUESTIONS:
            for one in evidence.look(case, excuse):
                assert told(one).endswith("."), (row["id"], excuse, one)
                assert "None" not in told(one)
                assert one.sentence in chinese


def test_every_question_says_that_a_fresh_file_has_nothing(fresh):
    for excuse in QUESTIONS:
        sides = [one.side for one in evidence.look(fresh.case, excuse)]
        assert sides, excuse
        assert "against" in sides or "nothing" in sides or "known" in sides, excuse


def test_excuse_added_later_asks_by_what_it_leads_to(fresh):
    found = evidence.look(fresh.case, "a_new_one", leads_to="document")
    assert told(found[0]) == "We have no note of sending ('N-1',)."
    assert evidence.look(fresh.case, "a_new_one") == ()


class TestAlreadyPaid:
    def test_nothing_since_the_last_payment(self, fresh):
        assert fresh.found("already_paid") == ["nothing: No payment of theirs is on file."]
        fresh.paid(76, 500)
        assert fresh.found("already_paid")[0] == "nothing: No payment since 2026-09-03."

    def test_money_that_no_invoice_was_given(self, fresh):
        fresh.paid(30, 77700, reference="INV?")
        found = fresh.found("already_paid")
        assert found[0].startswith(
            "fits: Sum(minor=77700, currency='GBP') came in on 2026-10-19 and is allocated to no"
        )
        assert "Reference: INV?." in found[0]
        assert len(found) == 1

    @pytest.mark.parametrize(("minor", "is_near"), [(99000, True), (101000, True), (98999, False), (101001, False)])
    def test_the_same_amount_within_one_per_cent(self, fresh, store, minor, is_near):
        payment = fresh.paid(3, minor)
        with store.write() as writing:
            other = writing.add(
                "invoice", account_id=fresh.id, number="OLD", issued_on="2026-01-01", due_on="2026-02-01",
                currency="GBP", amount_minor=minor, open_minor=0,
            )  # fmt: skip
            writing.add("allocation", payment_id=payment, invoice_id=other, amount_minor=minor)
        found = fresh.found("already_paid")
        assert ("about the amount of N-1" in found[0]) == is_near
        assert found[0].startswith("fits" if is_near else "known")

    def test_payment_older_than_thirty_days_is_not_the_one_meant(self, fresh):
        fresh.paid(31, 100000)
        assert "No payment since 2026-10-18." in fresh.found("already_paid")[0]

    def test_money_taken_back_did_not_come(self, fresh):
        fresh.reversed(fresh.paid(5, 100000), 4)
        assert fresh.found("already_paid") == ["nothing: No payment of theirs is on file."]

    def test_old_ledger_is_said_to_be_old(self, fresh):
        fresh.ledger(3)
        assert fresh.found("already_paid")[-1] == "known: The ledger is of 2026-11-15; what came in later is not in it."


class TestNoInvoice:
    def test_sent_to_whom_and_when(self, fresh):
        paper(fresh, "invoice_sent", 35, to="ap@newcomer.example")
        paper(fresh, "invoice_sent", 12, to="Ms Reed")
        assert fresh.found("no_invoice")[0] == "against: Invoice N-1 was sent on 2026-11-06 to Ms Reed."

    def test_without_a_note_of_it_they_may_be_right(self, fresh):
        assert fresh.found("no_invoice")[0] == "fits: We have no note of sending ('N-1',)."

    def test_part_payment_shows_that_they_have_it(self, fresh, store):
        payment = fresh.paid(5, 20000)
        invoice = rows(store, "select id from invoice where number = 'N-1'")[0]["id"]
        with store.write() as writing:
            writing.add("allocation", payment_id=payment, invoice_id=invoice, amount_minor=20000)
            accounts.settle(writing, [fresh.id])
        assert any("They have paid Sum(minor=20000" in one for one in fresh.found("no_invoice"))

    def test_delivery_proof(self, fresh):
        paper(fresh, "delivery_proof", 42)
        assert "against: We have proof of delivery for N-1, of 2026-10-07." in fresh.found("no_invoice")
        paper(fresh, "delivery_proof", None)
        assert "nothing: There is no proof of delivery" not in str(fresh.found("no_invoice"))


def test_waiting_on_customer_shows_the_terms_and_how_late_it_is(fresh):
    assert fresh.found("waiting_on_customer")[:2] == [
        "nothing: No payment terms are on file.",
        "against: Invoice N-1 was due on 2026-10-09, Days(count=40) ago.",
    ]
    change(fresh, terms_days=30)
    assert fresh.found("waiting_on_customer")[0].startswith("against: Terms are Days(count=30). Invoice N-1 was due")


def test_promises_are_counted_and_the_last_one_told(fresh):
    assert "nothing: They have promised nothing so far." in fresh.found("promised_vaguely")
    for became, due in (("kept", 60), ("broken", 20)):
        fresh.promised(fresh.call(due + 5), became=became, due=due)
    assert fresh.found("promised_vaguely") == [
        "against: They kept 1 of 2 promises.",
        "against: The last promise, Sum(minor=10000, currency='GBP') for 2026-10-29, was not kept.",
    ]


@pytest.mark.parametrize(
    ("became", "due", "sentence"),
    [("kept", 5, "was kept."), ("", 5, "it is not judged yet."), ("", 0, "A promise is open:"),
     ("partly_kept", 5, "was not kept.")],
)  # fmt: skip
def test_last_promise_is_told_as_it_stands(fresh, became, due, sentence):
    fresh.promised(fresh.call(9), became=became, due=due)
    assert sentence in fresh.found("promised_vaguely")[-1]


def test_quality_dispute_knows_delivery_complaint_and_what_is_undisputed(fresh, store):
    paper(fresh, "delivery_proof", 50)
    assert "nothing: No complaint is on file so far." in fresh.found("quality_dispute")
    invoice = rows(store, "select id from invoice where number = 'N-1'")[0]["id"]
    with store.write() as writing:
        dispute = writing.add("dispute", account_id=fresh.id, opened_on="2026-11-08", reason="quality")
        writing.add("dispute_line", dispute_id=dispute, invoice_id=invoice, amount_minor=30000)
        accounts.settle(writing, [fresh.id])
    found = fresh.found("quality_dispute")
    assert found[0].startswith("known: Disputed since 2026-11-08 (Reason(name='quality')): ('N-1',), (Sum(minor=30000")
    assert "known: The complaint about N-1 came Days(count=40) after its delivery on 2026-09-29." in found
    assert "against: Overdue and not disputed: Sum(minor=70000, currency='GBP')." in found


def test_legal_steps_are_spoken_of_only_when_approved(fresh):
    assert fresh.found("sue_us")[0] == "known: No legal action is approved. Do not speak of any."
    change(fresh, legal_approved_at="2026-11-02T08:00:00.000000Z", legal_approved_by=1)
    assert fresh.found("sue_us")[0] == "known: Legal action was approved on 2026-11-02 by Ruth Ashdown."


def test_credit_limit_that_is_exceeded_speaks_against_new_supply(fresh):
    assert fresh.found("wont_pay_unless_supply")[0] == "nothing: No credit limit is on file."
    change(fresh, credit_limit_minor=100000, credit_limit_currency="GBP")
    assert fresh.found("wont_pay_unless_supply")[0].startswith("known: The credit limit")
    change(fresh, credit_limit_minor=99999)
    assert fresh.found("wont_pay_unless_supply")[0].startswith("against: The credit limit")


def test_being_put_off_is_counted_in_earlier_calls_only(fresh, store):
    call_id = fresh.call(7)
    with store.write() as writing:
        made = {"made_at": "2026", "made_by": 1, "submission": "put-off", "kind": "call_back", "due_on": "2026-11-12"}
        writing.add("commitment", call_id=call_id, account_id=fresh.id, **made)
    assert "against: They put us off to another call before, last to 2026-11-12." in fresh.found("call_back_later")
    now = Case(store, fresh.file, call_id=call_id)
    told_now = [told(one) for one in evidence.look(now, "call_back_later")]
    assert "They have not put us off to another call before." in told_now


def test_second_currency_is_looked_at_where_the_call_is_about_it(store):
    file = accounts.load(store, account_id(store, "GB-1021"), person_id=1, now=START)
    first, second = (one.currency for one in file.standings[:2])
    for currency in (first, second):
        case = Case(store, file, currency)
        assert {one.currency for one in case.late} == {currency}
        assert case.standing.currency == currency


def test_preparation_goes_through_the_file(fresh):
    items = {one.about: one for one in evidence.prepare(fresh.case)}
    assert list(items) == ["terms", "delivery_proof", "invoice_sent", "promise", "dispute"]
    assert not any(one.is_there for one in items.values())
    paper(fresh, "delivery_proof", 42)
    paper(fresh, "invoice_sent", 40)
    change(fresh, terms_days=30)
    fresh.promised(fresh.call(9), became="broken", due=5)
    items = {one.about: one for one in evidence.prepare(fresh.case)}
    assert [about for about, one in items.items() if one.is_there] == [
        "terms",
        "delivery_proof",
        "invoice_sent",
        "promise",
    ]
    assert told(items["delivery_proof"].finding) == "For 1 of 1 open invoices."
    assert "was not kept" in told(items["promise"].finding)


def test_papers_of_what_is_wholly_disputed_are_looked_at(fresh, store):
    with store.write() as writing:
        day = {"issued_on": "2026-08-01", "due_on": "2026-08-31", "currency": "GBP"}
        invoice = writing.add("invoice", account_id=fresh.id, number="D-1", **day, amount_minor=500, open_minor=500)
        writing.add("ledger_statement", invoice_id=invoice, open_minor=500, as_of="2026-08-31")
        dispute = writing.add("dispute", account_id=fresh.id, opened_on="2026-09-20", reason="not_ordered")
        writing.add("dispute_line", dispute_id=dispute, invoice_id=invoice)
        accounts.settle(writing, [fresh.id])
    paper(fresh, "delivery_proof", 40)
    paper(fresh, "delivery_proof", 100, invoice="D-1")
    paper(fresh, "order", 110, invoice="D-1")
    found = fresh.found("quality_dispute")
    assert "known: The complaint about D-1 came Days(count=41) after its delivery on 2026-08-10." in found
    assert "against: Their order for ('D-1',) is on file." in fresh.found("debt_denied")


def test_what_came_in_is_told_where_nothing_is_open(fresh, store):
    fresh.paid(76, 100000)
    with store.write() as writing:
        writing.add("ledger_statement", invoice_id=_invoice(store), open_minor=0, as_of="2026-11-01")
        accounts.settle(writing, [fresh.id])
    assert fresh.found("already_paid")[0] == "nothing: No payment since 2026-09-03."


def _invoice(store) -> int:
    return int(rows(store, "select id from invoice where number = 'N-1'")[0]["id"])


def test_terms_are_on_file_though_nothing_is_late(fresh, store):
    change(fresh, terms_days=30)
    with store.write() as writing:
        writing.add("ledger_statement", invoice_id=_invoice(store), open_minor=0, as_of="2026-11-01")
        accounts.settle(writing, [fresh.id])
    items = {one.about: one for one in evidence.prepare(fresh.case)}
    assert items["terms"].is_there


def test_what_is_left_of_a_payment_is_named(fresh, store):
    payment = fresh.paid(5, 30000)
    with store.write() as writing:
        writing.add("allocation", payment_id=payment, invoice_id=_invoice(store), amount_minor=20000)
    assert fresh.found("already_paid")[0].startswith("fits: Sum(minor=10000, currency='GBP') of the Sum(minor=30000")
