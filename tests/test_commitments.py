"""Commitments: the terms as typed, recorded once, and what became of them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts, commitments
from rejoinder.commitments import NEEDS, missing, proposal, read_terms
from tests.conftest import START, account_id, begin, rows
from tests.owing import Owed, owe, unsettled

GOOD = {"kind": "promise_to_pay", "amount": "100", "currency": "gbp", "day": "fri", "method": "transfer", "who": "Ann"}


@pytest.fixture
def file(store) -> accounts.AccountFile:
    """The file of an account with one currency and no dispute."""
    return accounts.load(store, account_id(store, "GB-1017"), person_id=1, now=START)


def read(file, **fields):
    """Read terms with nothing wrong but what is given."""
    return read_terms({**GOOD, **fields}, invoices=(), file=file, language="en")


def recorded(store, file, terms, *, call_id: int, submission: str = "s1") -> int:
    """Record terms in a call."""
    return commitments.record(
        store, terms, call_id=call_id, account_id=file.account.id, person_id=1, read_back="", today=file.today,
        submission=submission, now=START,
    )  # fmt: skip


def test_good_terms_are_read(file):
    terms, problems = read(file)
    assert problems == {}
    assert (terms.amount_minor, terms.currency, terms.due_on) == (10000, "GBP", date(2026, 11, 20))
    assert missing(terms) == ("invoices", "obstacle")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "kind",
                "amount",
                "currency",
                "day",
                "method",
                "who",
                "note",
                "reason",
                "wants",
                "instalments",
                "matures",
                "document",
                "time",
                "obstacle",
            ]
        ),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from([*NEEDS, "GBP", "1.2万", "fri", "soon", "1e9", "-5", "下周五", "fri 50\n15/12 rest"]),
        ),
    ),
    disputed=st.one_of(st.text(max_size=12), st.sampled_from(["", "0", "-1", "1", "1.2万", "100", "1e9"])),
    chosen=st.sets(st.sampled_from([-1, 0, 1, 2**62])),
    places=st.sets(st.integers(0, 3)),
)
def test_anything_typed_is_terms_or_named_problems(store, file, fields, disputed, chosen, places):
    invoices = file.invoices[:4]
    ids = chosen | {invoices[place].id for place in places if place < len(invoices)}
    chosen_ones = accounts.chosen_invoices(store, file.account.id, ids)
    beside = {f"disputed-{one.id}" for one in chosen_ones}
    terms, problems = read_terms(
        {**fields, **dict.fromkeys(beside, disputed)}, invoices=chosen_ones, file=file, language="zh"
    )
    named = {"kind", "amount", "currency", "day", "method", "who", "invoices", "reason", "instalments", "matures",
             "document", "time"}  # fmt: skip
    assert set(problems) <= named | (beside if terms.kind == "dispute_details" else set())
    assert all(str(one) for one in problems.values())
    if not problems and terms.kind == "promise_to_pay":
        assert 0 < terms.amount_minor <= file.standing.open_minor
        assert terms.due_on >= file.today
    if not problems and terms.kind == "dispute_details":
        assert terms.disputed.keys() == {one.id for one in chosen_ones} != set()
        # All of an invoice is said by no amount, so an amount is always a part of what is open.
        assert all(terms.disputed[one.id] is None or 0 < terms.disputed[one.id] < one.open_minor for one in chosen_ones)
    if terms.kind != "dispute_details":
        assert not terms.disputed


def test_only_an_accounts_own_invoices_can_be_chosen(store, file):
    others = accounts.load(store, account_id(store, "GB-1021"), person_id=1, now=START).invoices
    ours = {one.id for one in file.invoices}
    found = accounts.chosen_invoices(store, file.account.id, ours | {one.id for one in others} | {0, 2**62})
    assert found == file.invoices


def test_proposal_is_the_asked_sum_of_the_currency_wanted(store):
    two = accounts.load(store, account_id(store, "GB-1021"), person_id=1, now=START)
    for currency in ("GBP", "CNY"):
        standing = two.standing_in(currency)
        terms = proposal(two, kind="promise_to_pay", currency=currency)
        assert (terms.amount_minor, terms.currency) == (standing.asked_minor, currency)
        assert {one.currency for one in terms.invoices} == {currency}
        assert all(one.is_asked(two.today) for one in terms.invoices)
        assert sum(one.undisputed_minor for one in terms.invoices) == standing.asked_minor
        assert sum(one.undisputed_minor > 0 for one in terms.invoices) == standing.late_count
    assert proposal(two, kind="call_back").amount_minor is None


@pytest.mark.parametrize("credit", [-10000, -20000])
def test_proposal_is_nothing_where_credits_outweigh_what_is_late(store, credit):
    owing = owe(store, Owed("1"), Owed("2", open_minor=credit))
    terms = proposal(accounts.load(store, owing, person_id=1, now=START), kind="promise_to_pay")
    assert (terms.amount_minor, terms.invoices) == (None, ())


def test_proposal_is_nothing_where_nothing_is_overdue(store):
    file = accounts.load(store, account_id(store, "GB-1030"), person_id=1, now=START)
    assert proposal(file, kind="promise_to_pay").amount_minor is None


def test_lines_go_to_the_earliest_invoices_first(lead, store, file):
    call_id = begin(lead, store, "GB-1017")
    chosen = proposal(file, kind="promise_to_pay").invoices
    assert len(chosen) > 1
    part = chosen[0].open_minor + 1
    terms = replace(read(file)[0], amount_minor=part, invoices=chosen[::-1])
    made = recorded(store, file, terms, call_id=call_id)
    lines = rows(
        store, "select invoice_id, amount_minor from commitment_line where commitment_id = ? order by id", made
    )
    assert lines == [
        {"invoice_id": chosen[0].id, "amount_minor": chosen[0].open_minor},
        {"invoice_id": chosen[1].id, "amount_minor": 1},
    ]


def test_same_submission_is_the_same_commitment(lead, store, file):
    call_id = begin(lead, store, "GB-1017")
    terms = read(file)[0]
    ids = {recorded(store, file, terms, call_id=call_id, submission=one) for one in ("s1", "s1", "s2")}
    assert len(ids) == 2


def test_dispute_leaves_an_older_one_as_it_is(lead, store):
    file = accounts.load(store, account_id(store, "GB-1068"), person_id=1, now=START)
    call_id = begin(lead, store, "GB-1068")
    disputes = "select * from dispute where account_id = ? order by id"
    lines = "select l.* from dispute_line l join dispute d on d.id = l.dispute_id where d.account_id = ?"
    before = rows(store, disputes, file.account.id), rows(store, f"{lines} order by l.id", file.account.id)
    whole = dict.fromkeys((one.id for one in file.invoices), None)
    terms = replace(read(file)[0], kind="dispute_details", amount_minor=None, currency=None, invoices=file.invoices,
                    disputed=whole)  # fmt: skip
    made = recorded(store, file, terms, call_id=call_id)
    after = rows(store, disputes, file.account.id), rows(store, f"{lines} order by l.id", file.account.id)
    assert after[0][:-1] == before[0] != []
    assert after[0][-1]["opened_in"] == made
    assert after[1][: len(before[1])] == before[1] != []
    assert sorted(one["invoice_id"] for one in after[1]) == sorted(whole)
    commitments.record_error(store, made, person_id=1, today=file.today, now=START)
    assert unsettled(store) == []
    still = rows(store, f"{lines} and l.closed_on is null order by l.id", file.account.id)
    assert still == before[1]


def test_dispute_of_a_part_leaves_the_rest_to_be_asked_for(lead, store, file):
    call_id = begin(lead, store, "GB-1017")
    one, other = proposal(file, kind="promise_to_pay").invoices[:2]
    fields = {**GOOD, "kind": "dispute_details", "reason": "quality", "wants": "a credit", "note": "two are cracked",
              f"disputed-{one.id}": "1,000.50"}  # fmt: skip
    terms, problems = read_terms(fields, invoices=(one, other), file=file, language="en")
    assert problems == {}
    recorded(store, file, terms, call_id=call_id)
    after = accounts.load(store, file.account.id, person_id=1, now=START)
    assert unsettled(store) == []
    assert after.standing.disputed_minor == 100050 + other.open_minor
    assert after.standing.asked_minor == file.standing.asked_minor - 100050 - other.open_minor
    opened = rows(store, "select reason, words, wants, opened_on from dispute where account_id = ?", file.account.id)
    assert opened == [
        {"reason": "quality", "words": "two are cracked", "wants": "a credit", "opened_on": file.today.isoformat()}
    ]


def test_no_more_than_is_open_can_be_disputed(file):
    one = proposal(file, kind="promise_to_pay").invoices[0]
    fields = {**GOOD, "kind": "dispute_details", f"disputed-{one.id}": "999999999"}
    terms, problems = read_terms(fields, invoices=(one,), file=file, language="en")
    assert list(problems) == [f"disputed-{one.id}"]
    assert terms.disputed == {}


def test_last_promise_is_of_another_call_and_none_recorded_in_error(store, lead, file):
    before = commitments.last_promise(store, file.account.id)
    call_id = begin(lead, store, "GB-1017")
    made = recorded(store, file, read(file)[0], call_id=call_id)
    assert commitments.last_promise(store, file.account.id, before_call=call_id) == before
    newest = commitments.last_promise(store, file.account.id)
    listed = commitments.last_promises(store, [file.account.id])[file.account.id]
    assert (newest.due_on, newest.amount_minor) == (listed.due_on, listed.amount_minor) == (date(2026, 11, 20), 10000)
    commitments.record_error(store, made, person_id=1, today=file.today, now=START)
    assert commitments.last_promise(store, file.account.id) == before
    events = rows(store, "select kind, account_id from commitment_event where commitment_id = ?", made)
    assert events == [{"kind": "recorded_in_error", "account_id": file.account.id}]


def test_promise_is_past_on_the_day_after_and_not_before():
    promise = commitments.Promise(7, 1, "GBP", date(2026, 11, 18), "", "", "")
    assert not promise.is_past(date(2026, 11, 18))
    assert promise.is_past(date(2026, 11, 19))
    assert not replace(promise, became="kept").is_past(date(2026, 11, 19))


def test_partly_kept_promise_was_not_kept(store, lead, file):
    call_id = begin(lead, store, "GB-1017")
    contact = file.contacts[0]
    terms = replace(read(file)[0], contact_id=contact.id)
    before = commitments.kept_by_contact(store, file.account.id).get(contact.id, (0, 0))
    # Each for another invoice: one promise for the same thing would take the place of the other.
    made = [
        recorded(store, file, replace(terms, invoices=(one,)), call_id=call_id, submission=f"s{one.id}")
        for one in file.invoices[:4]
    ]
    with store.write() as writing:
        kinds = ("kept", "partly_kept", "broken", "kept", "recorded_in_error")
        for commitment_id, kind in zip([*made, made[-1]], kinds, strict=True):
            event = {"commitment_id": commitment_id, "account_id": file.account.id, "at": "2026"}
            writing.add("commitment_event", kind=kind, **event)
    after = commitments.kept_by_contact(store, file.account.id)[contact.id]
    assert (after[0] - before[0], after[1] - before[1]) == (1, 3)
