"""The history: whole, in order, page by page; and what a page of it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import timeline
from rejoinder.store import Store, Writing, stamp
from tests.conftest import START, account_id, rows

EVERYTHING = 100_000


@pytest.fixture
def account(store: Store) -> int:
    """An account of which nothing is known yet."""
    creditor = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    with store.write() as writing:
        return writing.add("account", creditor_id=creditor, number="T1", name="Long Known Ltd", created_at="2026")


def called(writing: Writing, account: int, at: datetime, *, person: int = 2) -> int:
    """Enter a call with an excuse, a promise that was broken, a note and a change."""
    tag = f"t{account}-{stamp(at)}-{person}"
    made = {"made_at": stamp(at), "made_by": person, "submission": tag}
    ours = {"account_id": account}
    call = writing.add(
        "call", **ours, person_id=person, language="en", started_at=stamp(at), revision_mark=1, submission=tag
    )
    writing.add("call_event", call_id=call, kind="ended", outcome="promise", note="said so", at=stamp(at))
    heard = {"excuse": "no_money", "said": "no money", "shown": "", "heard_at": stamp(at), "submission": tag}
    writing.add("heard", call_id=call, **ours, **heard)
    promise = {"kind": "promise_to_pay", "amount_minor": 100, "currency": "GBP", "due_on": "2026-11-20"}
    commitment = writing.add("commitment", call_id=call, **ours, **promise, **made)
    for became in ("read_back", "broken"):
        writing.add("commitment_event", commitment_id=commitment, kind=became, at=stamp(at), **ours)
    writing.add("note", **ours, call_id=call, kind="intention", text="will see", **made)
    audited = {"what": "changed", "noun": "account", "noun_id": account, "details": '{"fields": ["city"]}'}
    writing.add("audit", at=stamp(at), person_id=person, **ours, **audited)
    return call


def fill(store: Store, account: int, *, calls: int) -> None:
    """Let an account be called every hour."""
    with store.write() as writing:
        for number in range(calls):
            called(writing, account, START + timedelta(hours=number))


def keys(entries: tuple[timeline.Entry, ...]) -> list[tuple[str, int]]:
    return [(one.source, one.id) for one in entries]


def all_of(store: Store, account: int, **chosen: object) -> tuple[timeline.Entry, ...]:
    """Read a history as one page."""
    return timeline.page(store, account, is_sample=True, size=EVERYTHING, **chosen).entries


def by_pages(store: Store, account: int, *, size: int, **chosen: object) -> list[tuple[str, int]]:
    """Read a history page by page, by the address of the next one."""
    found: list[tuple[str, int]] = []
    before: timeline.Place | None = timeline.START
    while before is not None:
        one = timeline.page(store, account, is_sample=True, size=size, before=before, **chosen)
        assert len(one.entries) <= size
        assert not set(keys(one.entries)) & set(found)
        found += keys(one.entries)
        before = timeline.read_place(str(one.before)) if one.before else None
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(0, 3), max_size=6, unique=True), size=st.integers(1, 9))
def test_pages_together_are_the_whole_history_in_order(store, hours, size):
    # A new account for each example; much happens at one and the same moment.
    creditor = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    with store.write() as writing:
        number = f"H{writing.connection.execute('select count(*) as n from account').fetchone()['n']}"
        account = writing.add("account", creditor_id=creditor, number=number, name="x", created_at="2026")
        for hour in hours:
            called(writing, account, START + timedelta(hours=hour))
    whole = all_of(store, account)
    moments = [one.at for one in whole]
    assert moments == sorted(moments, reverse=True)
    assert len(whole) == 6 * len(hours)
    assert by_pages(store, account, size=size) == keys(whole)


@pytest.mark.parametrize("part", timeline.PARTS)
def test_parts_together_are_the_whole_and_each_entry_is_in_one(store, part):
    book = [row["id"] for row in rows(store, "select id from account")]
    for account in book[:12]:
        mine = keys(all_of(store, account, parts=(part,)))
        others = keys(all_of(store, account, parts=tuple(one for one in timeline.PARTS if one != part)))
        assert not set(mine) & set(others)
        assert sorted(mine + others) == sorted(keys(all_of(store, account)))
        assert by_pages(store, account, size=3, parts=(part,)) == mine


def test_author_has_what_is_by_her_and_nothing_else(store, account):
    with store.write() as writing:
        for number in range(4):
            called(writing, account, START + timedelta(hours=number), person=2 + number % 2)
    names = dict(timeline.authors(store, account))
    assert set(names) == {2, 3}
    for person, name in names.items():
        mine = all_of(store, account, author_id=person)
        # What became of a promise is found out by the clock.
        assert {one.author for one in mine} == {name}
        assert len(mine) == 10
        assert by_pages(store, account, size=3, author_id=person) == keys(mine)


def test_history_holds_no_other_account(store, account):
    with store.write() as writing:
        called(writing, account, START)
    other = account_id(store, "GB-1017")
    assert {one.call_id for one in all_of(store, account) if one.call_id}.isdisjoint(
        {one.call_id for one in all_of(store, other)}
    )
    assert len(all_of(store, account)) == 6


def steps(store: Store, account: int, **chosen: object) -> int:
    """Count how many of its own instructions the database needs for the newest ten entries and the authors, in tens."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    store.connection.set_progress_handler(count, 10)
    try:
        timeline.page(store, account, is_sample=False, size=10, **chosen)
        timeline.authors(store, account)
    finally:
        store.connection.set_progress_handler(None, 10)
    return done


@pytest.mark.parametrize("parts", [(), *((one,) for one in timeline.PARTS)])
def test_newest_page_takes_the_database_as_much_after_five_hundred_calls_as_after_ten(store, account, parts):
    fill(store, account, calls=11)
    few = steps(store, account, parts=parts)
    with store.write() as writing:
        for number in range(490):
            called(writing, account, START - timedelta(hours=1 + number))
    assert steps(store, account, parts=parts) < 1.1 * few


def test_older_page_takes_the_database_no_more_than_the_newest(store, account):
    fill(store, account, calls=500)
    middle = all_of(store, account)[1500]
    before = timeline.Place(stamp(middle.at), middle.id, middle.source)
    assert steps(store, account, before=before) < 1.1 * steps(store, account)


def test_page_is_read_in_a_few_queries_with_no_more_rows_than_it_shows(store, account):
    fill(store, account, calls=500)
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    found = timeline.page(store, account, is_sample=False)
    store.connection.set_trace_callback(None)
    assert len(found.entries) == timeline.PAGE
    # One for the places, one for each source that occurs, one for the names.
    assert len(asked) == 2 + len({one.source for one in found.entries})


def plan(store: Store, statement: str) -> list[str]:
    return [row["detail"] for row in rows(store, f"explain query plan {statement}")]


def test_every_source_is_read_from_an_index_in_its_order(store, account):
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    timeline.page(store, account, is_sample=False)
    timeline.page(store, account, is_sample=False, author_id=2)
    store.connection.set_trace_callback(None)
    pages = [one for one in asked if "union all" in one]
    assert len(pages) == 2
    for statement in pages:
        lines = plan(store, statement)
        # Only the list of fields within a change is gone through; nothing is sorted.
        assert not [one for one in lines if one.startswith("SCAN") and "VIRTUAL TABLE" not in one]
        assert not [one for one in lines if "TEMP B-TREE" in one]
        read = [one for one in lines if one.startswith("SEARCH")]
        assert len(read) > len(timeline.PARTS)
        assert not [
            one for one in read if "account_id=?" not in one and "PRIMARY KEY" not in one and "SEARCH e" not in one
        ]


def test_what_only_a_day_is_known_of_has_no_time_of_day(store):
    ours = account_id(store, "GB-1017")
    paid = [one for one in all_of(store, ours) if one.source == "paid"]
    assert paid
    assert all(one.at is None and one.on == one.day and one.origin == "sample" for one in paid)
    assert all(one.invoices and one.amount_minor for one in paid)


def test_legal_action_is_approved_and_taken_back_by_turns(store, account):
    toggled = {"what": "changed", "noun": "account", "noun_id": account, "account_id": account, "person_id": 2}
    details = '{"fields": ["legal_approved_by", "legal_approved_at"]}'
    with store.write() as writing:
        for hour in range(3):
            writing.add("audit", at=stamp(START + timedelta(hours=hour)), **toggled, details=details)
    assert [one.is_approved for one in all_of(store, account)] == [True, False, True]


def test_grade_and_limit_are_told_once(store, account):
    about = {"account_id": account, "at": stamp(START)}
    with store.write() as writing:
        writing.add(
            "credit_rating", **about, grade="C", limit_minor=500, limit_currency="GBP", reason="late", made_by=2
        )
        changed = {"what": "changed", "noun": "account", "noun_id": account, "person_id": 2}
        writing.add("audit", **about, **changed, details='{"fields": ["credit_grade", "credit_limit_minor"]}')
    told = all_of(store, account)
    assert [(one.source, one.kind, one.text, one.amount_minor) for one in told] == [("rated", "C", "late", 500)]


NO_PLACES = ("", "x", "9999.0.", "2026-11-18", "2026-11-18.x.call", f"2026-11-18.{'9' * 30}.call", "%s.1.%s")


@pytest.mark.parametrize("text", NO_PLACES)
def test_place_that_is_none_is_the_beginning(text):
    assert timeline.read_place(text) == timeline.START


def test_place_comes_back_from_its_address():
    for at in ("2026-11-18", stamp(datetime(2026, 11, 18, 8, 30, 1, 5, tzinfo=UTC))):
        place = timeline.Place(at, 12, "paid_by_hand")
        assert timeline.read_place(str(place)) == place
