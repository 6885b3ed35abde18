"""The work list: its order, its pages, and the account to call next."""

from datetime import date

import pytest

from rejoinder import accounts, calls, worklist
from tests.conftest import START, Clock, account_id, rows

TOM, LEAD = 3, 1
SAMPLE_LISTED = "select id from account order by oldest_due_on, id"


@pytest.fixture
def many(store) -> list[int]:
    """Sixty more accounts of Tom's, all older than the book's, so that the list has a second page."""
    creditor = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    with store.write() as writing:
        made = [
            writing.add("account", creditor_id=creditor, number=f"X{n}", name=f"X{n}", created_at="2026")
            for n in range(60)
        ]
        for one in made:
            owed = {"currency": "GBP", "amount_minor": 100, "open_minor": 100}
            writing.add("invoice", account_id=one, number="1", issued_on="2019-01-01", due_on="2019-02-01", **owed)
            writing.run("assign", account_id=one, person_id=TOM, now="2026")
        accounts.settle(writing, made)
    return made


def next_after(store, number: int, *, now=START) -> int | None:
    """Give the account to call after one."""
    due = rows(store, "select oldest_due_on from account where id = ?", number)[0]["oldest_due_on"]
    return worklist.next_account(store, person_id=TOM, after=(due, number), now=now)


def test_pages_follow_each_other_without_a_gap(store, many):
    seen, after = [], worklist.START
    while after:
        page = worklist.page(store, person_id=LEAD, mine=False, words="", now=START, after=after)
        seen += [line.account_id for line in page.lines]
        after = page.after
    assert seen == [row["id"] for row in rows(store, SAMPLE_LISTED)]


def test_next_is_found_on_the_second_page(store, many):
    with store.write() as writing:
        for one in many:
            writing.add("call", account_id=one, person_id=LEAD, language="en", started_at="2026-11-18T08:00:00.000000Z",
                        revision_mark=1, submission=str(one))  # fmt: skip
    first = rows(store, "select account_id as id from assignment where person_id = ? and oldest_due_on > '2019-02-01'"
                 " order by oldest_due_on, account_id", TOM)[0]["id"]  # fmt: skip
    assert next_after(store, many[0]) == first


def test_next_is_never_one_without_anything_open(store):
    with store.write() as writing:
        writing.connection.execute("delete from assignment where account_id <> ?", [account_id(store, "GB-1055")])
    assert next_after(store, account_id(store, "GB-1055")) is None


def test_somebody_without_accounts_of_her_own_goes_down_everybodys(store):
    with store.write() as writing:
        writing.connection.execute("delete from assignment")
    everybodys = [row["id"] for row in rows(store, SAMPLE_LISTED)]
    assert next_after(store, everybodys[0]) == everybodys[1]


def test_next_rests_twelve_hours(store):
    mine = [row["id"] for row in rows(store, "select account_id as id from assignment where person_id = ?"
                                      " order by oldest_due_on, account_id", TOM)]  # fmt: skip
    call_id = calls.start(store, mine[1], person_id=TOM, language="en", mark=1, submission="s", now=START)
    calls.end(store, calls.load(store, call_id, person_id=TOM), outcome="voicemail", note="", now=START)
    clock = Clock()
    clock.forward(hours=12)
    assert next_after(store, mine[0], now=clock()) == mine[2]
    clock.forward(seconds=1)
    assert next_after(store, mine[0], now=clock()) == mine[1]


def test_line_says_what_is_overdue_by_currency_and_how_late(store):
    page = worklist.page(store, person_id=LEAD, mine=False, words="GB-1021", now=START)
    line = page.lines[0]
    assert [(one.currency, one.overdue_minor) for one in line.standings] == [("GBP", 7466995), ("CNY", 8436950)]
    late = "select min(i.due_on) as due from invoice i join account a on a.id = i.account_id where a.number = 'GB-1021'"
    oldest = rows(store, f"{late} and i.open_minor > 0 and i.kind = 'invoice'")[0]["due"]
    assert line.oldest_days == (line.today - date.fromisoformat(oldest)).days
    assert line.oldest_days == max(one.oldest_days(line.today) for one in line.standings)


@pytest.mark.parametrize("words", ["100%", "a_b", "x!y"])
def test_marks_of_the_pattern_are_searched_for_as_they_are(store, words):
    with store.write() as writing:
        writing.connection.execute("update account set name = ? where number = 'GB-1017'", [f"The {words} firm"])
    found = worklist.page(store, person_id=LEAD, mine=False, words=words, now=START).lines
    assert [line.number for line in found] == ["GB-1017"]
