"""What scripts are filled with: the figures, the record, and the tone that follows from both."""

from datetime import timedelta

import pytest

from rejoinder import accounts, evidence
from rejoinder.evidence import Case
from rejoinder.wording import RECORDED
from tests.conftest import START, rows


def speech(past, excuse: str = "", *, contact=None, call_id: int = 0) -> evidence.Speech:
    """Gather what the response to an excuse is filled with, or a step of the call."""
    found = evidence.records(past.store, evidence.mentions(past.store, past.file), call_id=call_id)
    case = Case(past.store, past.file, call_id=call_id)
    if not excuse:
        return evidence.speech(case, collector="Ruth", contact=contact, earlier=found.values())
    return evidence.speech(case, collector="Ruth", contact=contact, record=found.get(excuse))


def due(past, days: int) -> None:
    """Move the due day of the account's invoices to so many days ago."""
    day = (START - timedelta(days)).date().isoformat()
    with past.store.write() as writing:
        writing.connection.execute("update invoice set due_on = ? where account_id = ?", [day, past.id])
        accounts.settle(writing, [past.id])


@pytest.mark.parametrize(
    ("days", "tone"), [(1, "first reminder"), (30, "first reminder"), (31, "usual"), (400, "usual")]
)
def test_new_reason_is_answered_by_the_age_of_the_debt(fresh, days, tone):
    due(fresh, days)
    assert speech(fresh, "no_money").when == {tone}


def test_reason_given_before_is_no_first_reminder(fresh):
    due(fresh, 5)
    fresh.heard("no_money", 3)
    assert speech(fresh, "no_money").when == {"usual"}
    assert speech(fresh, "forgot").when == {"first reminder"}
    assert speech(fresh).when == {"usual"}


def test_broken_promise_is_named_and_a_kept_one_is_not(fresh):
    fresh.promised(fresh.call(30), became="broken", due=20)
    held = speech(fresh, "no_money")
    assert held.when == {"broken promise"}
    assert held.values["last_promise_on"] == "Thursday 29 October"
    assert held.values["last_promise_amount"] == "GBP\N{NO-BREAK SPACE}100.00"
    fresh.promised(fresh.call(9), became="kept", due=5)
    kept = speech(fresh, "no_money")
    assert kept.when == {"usual"}
    assert kept.values["last_promise_on"] is None


def test_third_time_comes_before_a_broken_promise(fresh):
    fresh.promised(fresh.call(40), became="broken", due=30)
    for days in (20, 10):
        fresh.heard("no_money", days, who="Ann Reed")
    spoken = speech(fresh, "no_money")
    assert spoken.when == {"third time"}
    assert (spoken.values["times_heard"], spoken.values["last_heard_on"], spoken.values["last_heard_from"]) == (
        2, "Sunday 8 November", "Ann Reed",
    )  # fmt: skip


def test_nobody_is_told_her_own_name_as_who_said_it(fresh, store):
    fresh.heard("no_money", 10, who="Ann Reed")
    ann = next(one for one in fresh.file.contacts if one.name == "Ann Reed")
    assert speech(fresh, "no_money", contact=ann).values["last_heard_from"] is None
    with store.write() as writing:
        writing.add("contact", account_id=fresh.id, name="Bob Long")
    bob = next(one for one in fresh.file.contacts if one.name == "Bob Long")
    assert speech(fresh, "no_money", contact=bob).values["last_heard_from"] == "Ann Reed"


def test_recording_is_announced_only_where_calls_are_recorded(fresh, store):
    assert RECORDED not in speech(fresh).when
    creditor = rows(store, "select creditor_id from account where id = ?", fresh.id)[0]["creditor_id"]
    with store.write() as writing:
        about = {"creditor_id": creditor, "name": "records_calls", "person_id": 1}
        writing.run("set_creditor_setting", value="yes", now="2026", **about)
    assert RECORDED in speech(fresh).when


def test_documents_of_the_oldest_invoice_are_spoken_of(fresh, store):
    invoice = rows(store, "select id from invoice where number = 'N-1'")[0]["id"]
    with store.write() as writing:
        for kind, on, to in (("invoice_sent", "2026-10-01", "old"), ("invoice_sent", "2026-10-12", "ap@x.example"),
                             ("delivery_proof", "2026-09-30", ""), ("signed_statement", "2026-11-02", "")):  # fmt: skip
            made = {"made_at": "2026", "made_by": 1, "submission": f"{kind}-{on}", "sent_to": to}
            document = writing.add("document", account_id=fresh.id, kind=kind, dated_on=on, **made)
            writing.add("document_invoice", document_id=document, invoice_id=invoice)
        writing.change("account", fresh.id, contract_number="C-7")
        writing.add("contact", account_id=fresh.id, name="Ann", address_as="ap@x.example")
    values = speech(fresh).values
    there = speech(fresh, contact=fresh.file.contacts[0]).values
    assert (there["sent_on"], there["sent_to"]) == (values["sent_on"], None)
    assert (values["sent_on"], values["sent_to"]) == ("Monday 12 October", "ap@x.example")
    assert values["delivered_on"] == "Wednesday 30 September"
    assert values["statement_on"] == "Monday 2 November"
    assert values["contract_number"] == "C-7"
    assert values["complaint_on"] is None


def test_broken_promise_that_was_paid_late_is_not_named_any_more(fresh):
    fresh.promised(fresh.call(30), due=20, minor=10000)
    fresh.judge()
    assert speech(fresh, "no_money").when == {"broken promise"}
    fresh.paid(10, 9999)
    fresh.judge()
    assert speech(fresh, "no_money").when == {"broken promise"}
    fresh.paid(9, 1)
    fresh.judge()
    assert speech(fresh, "no_money").when == {"usual"}


def test_nobody_is_told_that_nothing_came_while_the_ledger_is_older_than_the_promise(fresh):
    fresh.promised(fresh.call(30), due=5, minor=10000)
    fresh.judge()
    assert speech(fresh, "no_money").when == {"broken promise"}
    # The ledger that was read in last is one of before the day that was waited for.
    fresh.ledger(8)
    assert speech(fresh, "no_money").when == {"usual"}


def test_chinese_names_are_not_read_out_in_english(fresh, store):
    fresh.heard("no_money", 10, who="林女士")
    values = speech(fresh, "no_money").values
    assert values["last_heard_from"] is None
    case = Case(store, fresh.file)
    found = evidence.records(store, evidence.mentions(store, fresh.file))
    chinese = evidence.speech(case, collector="x", language="zh", record=found["no_money"])
    assert chinese.values["last_heard_from"] == "林女士"
