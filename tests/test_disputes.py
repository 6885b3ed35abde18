"""Disputes below the web: amounts as typed, days on which somebody works, promises that leave the disputed part out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import accounts, commitments, dates, money
from rejoinder.accounts import Author, Invoice, contested, dispute_changes, disputes, open_dispute
from rejoinder.commitments.recording import spread
from rejoinder.errors import Refused
from tests.conftest import START, account_id, begin, rows

TODAY = date(2026, 11, 18)
INVOICE = Invoice(1, "26-1", "invoice", TODAY, TODAY, "GBP", 100000, 100000, 0, "", None, None)
AUTHOR = Author(1, START)
amounts = st.integers(1, 10**9)


def file_of(store, number):
    return accounts.load(store, account_id(store, number), person_id=1, now=START)


@given(amounts, amounts)
def test_contested_part_is_what_was_typed_and_never_above_what_is_open(open_minor, typed):
    of = replace(INVOICE, open_minor=open_minor)
    try:
        read = contested.read_disputed(money.plain(typed, "GBP"), of, language="en")
    except Refused:
        assert typed > open_minor
    else:
        assert read == (None if typed == open_minor else typed)
        assert typed <= open_minor


@pytest.mark.parametrize("open_minor", [0, -1])
@pytest.mark.parametrize("text", ["", "1"])
def test_nothing_is_disputed_where_nothing_is_open(open_minor, text):
    with pytest.raises(Refused, match="26-1"):
        contested.read_disputed(text, replace(INVOICE, open_minor=open_minor), language="en")


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)), st.sampled_from(["", "GB", "CN", "US"]), st.integers(0, 20))
def test_nearest_working_day_is_one_and_has_not_passed(day, country, ahead):
    today = day - timedelta(ahead)
    nearest = contested.nearest_working_day(country, day, today)
    assert dates.is_banking_day(country, nearest)
    assert nearest >= today
    between = abs((nearest - day).days)
    closer = [day + timedelta(n) for n in range(-between + 1, between) if day + timedelta(n) >= today]
    assert not [one for one in closer if dates.is_banking_day(country, one)]


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5), st.data())
def test_promise_covers_what_is_undisputed_before_anything_disputed(parts, data):
    invoices = tuple(
        replace(INVOICE, id=n, open_minor=owed, disputed_minor=min(owed, disputed))
        for n, (owed, disputed) in enumerate(parts)
    )
    amount = data.draw(st.integers(1, sum(one.open_minor for one in invoices)))
    given_to = {one.id: part for one, part in spread(amount, invoices)}
    assert sum(given_to.values()) == amount
    assert all(0 < part <= invoices[n].open_minor for n, part in given_to.items())
    if any(part > invoices[n].undisputed_minor for n, part in given_to.items()):
        assert all(given_to.get(one.id, 0) >= one.undisputed_minor for one in invoices)


def test_dispute_takes_its_part_off_the_sum_and_closing_gives_it_back(store):
    file = file_of(store, "GB-1017")
    before, one = file.standing.asked_minor, file.invoices[0]
    with store.write() as writing:
        made = open_dispute(writing, file.account.id, {one.id: 100}, opened_on=TODAY, author=AUTHOR)
    assert file_of(store, "GB-1017").standing.asked_minor == before - 100
    found = disputes.load_dispute(store, made)
    assert found.disputed == ((100, "GBP"),)
    assert found.lines[0].undisputed_minor == one.open_minor - 100
    assert found.owner_id == file.account.collector_id
    dispute_changes.close_dispute(
        store, made, [found.lines[0].id], closed_as="credit", note="", closed_on=TODAY, submission="c", author=AUTHOR
    )
    after = file_of(store, "GB-1017")
    assert after.standing.asked_minor == before
    assert after.invoices[0] == one
    assert disputes.load_dispute(store, made).open_lines == ()


def test_dispute_of_a_call_leaves_an_older_one_as_it_is_and_in_error_only_its_own_is_closed(lead, store):
    file = file_of(store, "GB-1068")
    ours = file.account.id
    lines = "select l.* from dispute_line l join dispute d on d.id = l.dispute_id where d.account_id = ? order by l.id"
    before = rows(store, lines, ours)
    call_id = begin(lead, store, "GB-1068")
    terms = replace(
        commitments.proposal(file, kind="dispute_details"),
        currency=None,
        invoices=file.invoices,
        disputed={one.id: None for one in file.invoices},
    )
    made = commitments.record(
        store, terms, call_id=call_id, account_id=ours, person_id=lead.person_id, read_back="", today=file.today,
        submission="s1", now=START,
    )  # fmt: skip
    after = rows(store, lines, ours)
    assert after[: len(before)] == before
    assert len([one for one in after if one["closed_on"] is None]) == len(file.invoices)
    commitments.record_error(store, made, person_id=lead.person_id, today=file.today, now=START)
    still = rows(store, lines, ours)
    assert [one for one in still if one["closed_on"] is None] == before
    assert {one["closed_as"] for one in still} == {None}
    opened = disputes.closed_disputes(store, ours, size=1)[0]
    told = disputes.histories(store, [opened.id])[opened.id]
    assert [one.kind for one in told] == ["opened", "closed"]
    assert set(told[1].invoice_ids) == {one.invoice_id for one in opened.lines}


def test_dispute_of_the_ledger_has_a_history_without_its_beginning(store):
    found = disputes.open_disputes(store, account_id(store, "GB-1059"), size=9)[0]
    assert disputes.histories(store, [found.id]) == {found.id: ()}
    dispute_changes.note_dispute(store, found, " they sent a picture ", submission="n", author=AUTHOR)
    dispute_changes.note_dispute(store, found, "again", submission="n", author=AUTHOR)
    assert [one.text for one in disputes.histories(store, [found.id])[found.id]] == ["they sent a picture"]
