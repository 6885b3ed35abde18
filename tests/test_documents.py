"""The checklist counts what there is, whatever was added and taken out; no link leads anywhere but into the web."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts
from rejoinder.accounts import Author, document_entries, documents
from tests.conftest import START, account_id, rows

SETTINGS = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBER = "GB-1017"


def load(store):
    """Open the account's file for the collector who has it."""
    person = rows(store, "select id from person where name = 'Tom Arkwright'")[0]["id"]
    return accounts.load(store, account_id(store, NUMBER), person_id=person, now=START)


def read(store, file, **fields):
    """Read a form."""
    return document_entries.read_entry(
        store, file, {"kind": "contract", **fields}, given=None, sure=frozenset(("invoice", "dated_on")), language="en"
    )


ADDED = st.tuples(
    st.sampled_from(documents.KINDS),
    st.integers(0, 400),
    st.sets(st.integers(0, 3)),
    st.sampled_from(["", "overdue", "open"]),
    st.booleans(),
)


@SETTINGS
@given(added=st.lists(ADDED, max_size=6))
def test_checklist_is_what_was_added_less_what_was_taken_out(store, added):
    file = load(store)
    ours, author = file.account.id, Author(1, START)
    ids = [one.id for one in file.invoices if one.open_minor > 0]
    with store.write() as writing:
        # The examples share the book: what an earlier one left is taken out.
        for row in rows(store, "select id from document where account_id = ?", ours):
            about = {"account_id": ours, "document_id": row["id"], "kind": "taken_out"}
            if writing.one("taken_out", document_id=row["id"]) is None:
                writing.add("document_event", **about, reason="r", at=author.stamp, made_by=1)
    expected = {kind: [0, None, set()] for kind in documents.KINDS}
    for kind, days, places, whole, is_out in added:
        day = file.today - timedelta(days)
        chosen = {ids[place % len(ids)] for place in places}
        fields = {"kind": kind, "dated_on": day.isoformat(), "invoice": " ".join(map(str, chosen)), "whole": whole}
        entry, problems = read(store, file, **fields)
        assert problems == {}
        made = document_entries.add_document(
            store, ours, entry, call_id=None, submission=uuid.uuid4().hex, author=author
        )
        if is_out:
            document_entries.take_out(store, ours, made, "r", author=author)
            continue
        late = {one.id for one in file.invoices if one.days_late(file.today) > 0}
        meant = chosen | {"": set(), "overdue": late, "open": set(ids)}[whole]
        line = expected[kind]
        line[0] += 1
        line[1] = max(line[1] or day, day)
        line[2] |= meant if kind in documents.PER_INVOICE else set()
    found = documents.checklist(store, ours)
    assert found.open_count == len(ids)
    shown = {one.kind: [one.documents, one.latest and one.latest.dated_on, one.invoices] for one in found.checks}
    assert shown == {kind: [count, day, len(covered)] for kind, (count, day, covered) in expected.items()}
    without = documents.numbers_without(store, ours, found)
    for kind, (_, _, covered) in expected.items():
        lacking = [one.number for one in file.invoices if one.id in set(ids) - covered]
        if kind in documents.PER_INVOICE and covered and lacking:
            assert list(without[kind]) == lacking[: documents.MOST_WITHOUT]
        else:
            assert kind not in without


LINK = st.one_of(
    st.text(max_size=40),
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                [
                    "http",
                    "https",
                    "HTTPS",
                    "javascript",
                    "data",
                    ":",
                    "/",
                    "//",
                    "\\",
                    "\n",
                    "\t",
                    " ",
                    "x.example",
                    "@",
                ]
            ),
            max_size=8,
        ),
    ),
)


@SETTINGS
@given(link=LINK)
def test_link_that_is_kept_is_one_of_the_web(store, link):
    entry, problems = read(store, load(store), link=link, note="n")
    if "link" not in problems and entry.columns["link"]:
        # As a browser reads it: case folded, and without what it drops from an address.
        assert str(entry.columns["link"]).lower().startswith(("http://", "https://"))
        assert not set(str(entry.columns["link"])) & set("\n\t\r \\")


@pytest.mark.parametrize("link", ["https://x.example", "http://dms.local:8080/a/b?c=d#e", "https://例子.中国/合同"])
def test_addresses_of_the_web_are_kept_as_they_are(store, link):
    entry, problems = read(store, load(store), link=f" {link} ")
    assert problems == {}
    assert entry.columns["link"] == link


def test_contract_is_proposed_with_the_day_on_file(store):
    with store.write() as writing:
        writing.change("account", account_id(store, NUMBER), contract_on="2024-03-01")
    assert document_entries.empty_fields(load(store), "contract", again=False)["dated_on"] == "2024-03-01"
    assert document_entries.empty_fields(load(store), "order", again=False)["dated_on"] == ""
