"""The sample book: it loads whole on any day, and says of every account what its files say."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rejoinder import accounts, calls, commitments, people
from rejoinder.errors import Refused
from rejoinder.sample import FOLDER, is_empty, load_sample
from rejoinder.store import Row, Store, migrate, moment
from rejoinder.store.migrating import EVENT_TABLES
from tests.owing import unsettled
from tests.sample_book import (
    A_WEEK,
    ANY_DAY,
    NOBODY_REACHED,
    NOON,
    SAME_DAY,
    count,
    days_ago,
    lines,
    minor,
    numbers_of,
    rows,
    spoil,
    today_of,
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    migrate(tmp_path / "rejoinder.db")
    store = Store(tmp_path / "rejoinder.db")
    yield store
    store.close()


@pytest.fixture
def book(empty: Store) -> Store:
    load_sample(empty, now=NOON)
    return empty


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the book's files, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "book", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


# ---- what is loaded ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", ANY_DAY)
def test_every_line_of_the_files_becomes_a_row_on_whatever_day(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    led = lines("calls")
    promised = [line for line in led if line["outcome"] == "promise"]
    reached = [line for line in led if line["contact"] and line["outcome"] not in NOBODY_REACHED]
    expected = {
        "creditor": 1,
        "person": len(lines("people")),
        "grant": len(lines("people")),
        "account": len(lines("accounts")),
        "assignment": sum(1 for line in lines("accounts") if line["collector"]),
        "contact": len(lines("contacts")),
        "invoice": len(lines("invoices")),
        "payment": len(lines("payments")),
        "allocation": sum(line["allocations"].count("=") for line in lines("payments")),
        "dispute": len(lines("disputes")),
        "dispute_line": len(lines("disputes")),
        "call": len(led),
        "call_event": len(led) + len(reached),
        "heard": sum(1 for line in led if line["excuse"]),
        "commitment": len(promised),
        "commitment_event": sum((line["became"] != "open") + (line["read_back"] == "yes") for line in promised),
        "note": sum(1 for line in led if line["outcome"] == "intention") + len(lines("notes")),
        "note_event": sum(line["pinned"] == "yes" for line in lines("notes")),
        "credit_rating": sum(1 for line in lines("facts") if line["credit_limit"]),
        "paying": len(lines("paying")),
        "document": len(lines("documents")),
        "document_invoice": sum(len(numbers_of(line)) for line in lines("documents")),
        "import_run": 1,
    }
    assert {table: count(empty, table) for table in expected} == expected


@pytest.mark.parametrize("now", ANY_DAY)
def test_invoices_are_as_late_and_as_open_on_whatever_day(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    settled: Counter[tuple[str, str]] = Counter()
    for line in lines("payments"):
        for part in filter(None, line["allocations"].split(";")):
            number, figure = part.split("=")
            settled[line["account"], number] += minor(figure)
    expected = {
        (line["account"], line["number"]): (
            int(line["due"]),
            minor(line["amount"]) - settled[line["account"], line["number"]],
        )
        for line in lines("invoices")
    }
    loaded = rows(
        empty,
        "select a.number as account, i.number, i.due_on, i.open_minor from invoice i "
        "join account a on a.id = i.account_id",
    )
    assert {
        (row["account"], row["number"]): (days_ago(now, row["due_on"]), row["open_minor"]) for row in loaded
    } == expected


@pytest.mark.parametrize("now", SAME_DAY)
def test_accounts_stand_the_same_on_whatever_day(empty: Store, tmp_path: Path, now: datetime) -> None:
    def stands(store: Store, at: datetime) -> dict[str, list[tuple[object, ...]]]:
        lead_id = load_sample(store, now=at)
        files = [
            accounts.load(store, row["id"], person_id=lead_id, now=at) for row in rows(store, "select id from account")
        ]
        return {
            file.account.number: [
                (s.currency, s.asked_minor, s.disputed_minor, s.ageing, s.oldest_number, s.oldest_days(file.today))
                for s in file.standings
            ]
            for file in files
        }

    migrate(tmp_path / "other.db")
    other = Store(tmp_path / "other.db")
    assert stands(empty, now) == stands(other, NOON)
    other.close()


def test_open_is_the_amount_less_the_allocations(book: Store) -> None:
    wrong = rows(
        book,
        "select number from invoice i where open_minor <> amount_minor - coalesce("
        "(select sum(amount_minor) from allocation l where l.invoice_id = i.id), 0)",
    )
    assert wrong == []


def test_nothing_open_is_below_zero_but_credit_notes(book: Store) -> None:
    assert rows(book, "select number from invoice where open_minor < 0 and kind = 'invoice'") == []
    assert rows(book, "select number from invoice where open_minor > 0 and kind = 'credit_note'") == []
    assert rows(book, "select number from invoice where (kind = 'credit_note') <> (amount_minor < 0)") == []
    assert rows(book, "select id from payment where amount_minor <= 0") == []


def test_there_is_something_to_ask_for_on_many_accounts(empty: Store) -> None:
    lead_id = load_sample(empty, now=NOON)
    files = [
        accounts.load(empty, row["id"], person_id=lead_id, now=NOON) for row in rows(empty, "select id from account")
    ]
    asked = [file for file in files if any(standing.asked_minor > 0 for standing in file.standings)]
    assert len(asked) >= 24


def test_oldest_due_day_is_kept_for_the_work_list(book: Store) -> None:
    by_number = {row["number"]: row["oldest_due_on"] for row in rows(book, "select number, oldest_due_on from account")}
    assert days_ago(NOON, by_number["CN-2007"]) == -240
    assert by_number["CN-2058"] == "9999-12-31"
    unlike = rows(
        book,
        "select s.account_id from assignment s join account a on a.id = s.account_id "
        "where s.oldest_due_on <> a.oldest_due_on",
    )
    assert unlike == []
    assert unsettled(book) == []


def test_disputes_take_off_what_is_contested_and_no_more(book: Store) -> None:
    found = rows(
        book,
        "select a.number as account, i.number, coalesce(l.amount_minor, i.amount_minor) as minor, "
        "d.words, d.opened_on, d.opened_by from dispute d join dispute_line l on l.dispute_id = d.id "
        "join invoice i on i.id = l.invoice_id and i.account_id = d.account_id "
        "join account a on a.id = d.account_id where l.closed_on is null",
    )
    amounts = {(line["account"], line["number"]): line["amount"] for line in lines("invoices")}
    assert {
        (row["account"], row["number"], row["minor"], row["words"], days_ago(NOON, row["opened_on"])) for row in found
    } == {
        (key[0], key[1], minor(line["amount"] or amounts[key]), line["words"], int(line["opened"]))
        for line in lines("disputes")
        for key in [(line["account"], line["invoice"])]
    }
    assert {row["opened_by"] for row in found} == {None}


def test_lead_is_given_and_leads(empty: Store) -> None:
    lead = people.load(empty, load_sample(empty, now=NOON))
    assert lead is not None
    assert lead.name == "Ruth Ashdown"
    assert lead.roles == {"lead"}


def test_people_have_the_role_and_language_of_the_file(book: Store) -> None:
    held = rows(book, 'select p.name, g.role, p.language from person p join "grant" g on g.person_id = p.id')
    assert {tuple(row.values()) for row in held} == {
        (line["name"], line["role"], line["language"]) for line in lines("people")
    }


def test_creditor_is_marked_as_a_sample(book: Store) -> None:
    assert rows(book, "select name, time_zone, is_sample from creditor") == [
        {"name": "Harrowgill Pumps and Castings Ltd", "time_zone": "Europe/London", "is_sample": 1}
    ]


# ---- the age of the figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "ran_at"),
    [
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), datetime(2026, 7, 1, 6, 40, tzinfo=UTC)),
        (datetime(2026, 12, 1, 12, 0, tzinfo=UTC), datetime(2026, 12, 1, 7, 40, tzinfo=UTC)),
        (datetime(2026, 12, 1, 5, 0, tzinfo=UTC), datetime(2026, 12, 1, 5, 0, tzinfo=UTC)),
    ],
)
def test_ledger_was_drawn_this_morning_and_never_later_than_now(empty: Store, now: datetime, ran_at: datetime) -> None:
    load_sample(empty, now=now)
    [run] = rows(empty, "select kind, as_of, ran_at, file_name, file_digest, result from import_run")
    assert moment(run.pop("ran_at")) == ran_at
    assert run == {
        "kind": "sample",
        "as_of": today_of(now).isoformat(),
        "file_name": "sample book",
        "file_digest": "",
        "result": "{}",
    }


# ---- the calls -----------------------------------------------------------------------------------------------


def led_calls(store: Store) -> list[Row]:
    """Give the calls in the order of the file, with the day and time on the debtor's clock."""
    found = rows(
        store,
        "select c.id, c.submission, c.started_at, c.person_id, a.number, a.time_zone from call c "
        "join account a on a.id = c.account_id",
    )
    for row in found:
        row["local"] = moment(row["started_at"]).astimezone(ZoneInfo(row["time_zone"]))
    return sorted(found, key=lambda row: int(row["submission"].removeprefix("sample-call-")))


@pytest.mark.parametrize("now", A_WEEK)
def test_calls_stay_on_their_day_or_the_friday_before(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    for line, row in zip(lines("calls"), led_calls(empty), strict=True):
        meant = today_of(now) + timedelta(int(line["started"]))
        back = max(0, meant.weekday() - 4)
        assert row["local"].date() == meant - timedelta(back)
        # A call that meets another of the collector's on the Friday waits until that one is over.
        waited = row["local"].replace(tzinfo=None) - datetime.combine(
            row["local"].date(), time.fromisoformat(line["time"])
        )
        assert timedelta(0) <= waited <= timedelta(minutes=15)


@pytest.mark.parametrize("now", A_WEEK)
def test_calls_of_an_account_keep_their_order(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    last: dict[str, datetime] = {}
    for row in led_calls(empty):
        assert row["local"] > last.get(row["number"], row["local"] - timedelta(1))
        last[row["number"]] = row["local"]


@pytest.mark.parametrize("now", A_WEEK)
def test_collector_is_in_one_call_at_a_time(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    spans = rows(
        empty,
        "select c.person_id, c.started_at, e.at from call c join call_event e on e.call_id = c.id and e.kind = 'ended' "
        "order by c.person_id, c.started_at",
    )
    for before, after in pairwise(spans):
        assert before["person_id"] != after["person_id"] or before["at"] <= after["started_at"]


def test_calls_began_on_the_debtors_clock_and_are_over(book: Store) -> None:
    found = {row["submission"]: row for row in led_calls(book)}
    assert found["sample-call-9"]["number"] == "CN-2007"
    assert found["sample-call-9"]["started_at"].endswith("T01:50:00.000000Z")
    assert calls.on_the_phone(book, now=NOON) == {}
    assert max(row["at"] for row in rows(book, "select at from call_event")) < NOON.isoformat()


def test_calls_note_the_newest_wording_and_the_accounts_language(empty: Store) -> None:
    wording = {"path": "scripts/en/x.md", "body": "x", "digest": "x", "source": "library", "state": "published"}
    with empty.write() as writing:
        mark = writing.add("revision", **wording, made_at="2026-01-01T00:00:00.000000Z")
    load_sample(empty, now=NOON)
    assert rows(empty, "select distinct revision_mark from call") == [{"revision_mark": mark}]
    assert (
        rows(
            empty, "select c.id from call c join account a on a.id = c.account_id where a.script_language <> c.language"
        )
        == []
    )


def test_nobody_is_reached_where_nobody_answered(book: Store) -> None:
    reached = rows(
        book,
        "select e.outcome from call_event r join call_event e on e.call_id = r.call_id and e.kind = 'ended' "
        "where r.kind = 'reached'",
    )
    assert reached
    assert not {row["outcome"] for row in reached} & NOBODY_REACHED


def test_excuses_heard_are_in_the_catalogue(book: Store) -> None:
    catalogue = {path.stem for path in (Path(__file__).parents[1] / "excuses").glob("*/*.yaml")}
    assert {row["excuse"] for row in rows(book, "select excuse from heard")} <= catalogue


def test_soft_words_are_kept_as_intentions(book: Store) -> None:
    texts = {row["text"] for row in rows(book, "select text from note where kind = 'intention'")}
    assert texts == {line["said"] or line["note"] for line in lines("calls") if line["outcome"] == "intention"}


# ---- the promises --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", ANY_DAY)
def test_promises_became_what_the_file_says(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    promised = rows(
        empty,
        "select a.number, c.amount_minor, c.currency, c.due_on, c.method, coalesce(k.name, '') as contact, "
        "coalesce(b.kind, 'open') as became, r.id is not null as is_read_back "
        "from commitment c join account a on a.id = c.account_id left join contact k on k.id = c.contact_id "
        "left join commitment_event b on b.commitment_id = c.id and b.kind <> 'read_back' "
        "left join commitment_event r on r.commitment_id = c.id and r.kind = 'read_back'",
    )
    for row in promised:
        row["due_on"] = days_ago(now, row["due_on"])
    expected = [
        (
            line["account"],
            minor(line["amount"]),
            line["currency"],
            int(line["promised_day"]),
            line["method"],
            line["contact"],
            line["became"],
            int(line["read_back"] == "yes"),
        )
        for line in lines("calls")
        if line["outcome"] == "promise"
    ]
    assert Counter(tuple(row.values()) for row in promised) == Counter(expected)


def test_promise_is_spread_over_its_invoices_the_earliest_due_first(book: Store) -> None:
    spread = rows(
        book,
        "select i.number, l.amount_minor from commitment_line l join invoice i on i.id = l.invoice_id "
        "join commitment c on c.id = l.commitment_id where c.amount_minor = 14601785 order by l.id",
    )
    assert spread == [
        {"number": "26-0575", "amount_minor": 8407265},
        {"number": "26-0619", "amount_minor": 6194520},
    ]


def test_lines_of_a_promise_make_up_its_amount(book: Store) -> None:
    unlike = rows(
        book,
        "select id from commitment c where amount_minor <> "
        "(select sum(amount_minor) from commitment_line l where l.commitment_id = c.id)",
    )
    assert unlike == []


def test_promise_is_judged_on_the_day_after(book: Store) -> None:
    judged = rows(
        book,
        "select c.due_on, e.at, e.made_by, e.reason from commitment_event e "
        "join commitment c on c.id = e.commitment_id where e.kind <> 'read_back'",
    )
    assert judged
    for row in judged:
        on = moment(row["at"]).astimezone(ZoneInfo("Europe/London")).date()
        assert on - date.fromisoformat(row["due_on"]) == timedelta(days=1)
        assert (row["made_by"], row["reason"]) == (None, "")


@pytest.mark.parametrize("line", [line for line in lines("calls") if line["outcome"] == "promise"])
def test_promise_became_what_the_payments_made_of_it(line: dict[str, str]) -> None:
    paid = sum(
        minor(payment["amount"])
        for payment in lines("payments")
        if payment["account"] == line["account"]
        and payment["currency"] == line["currency"]
        and int(line["started"]) < int(payment["received"]) <= int(line["promised_day"]) + 2
    )
    if line["became"] == "open":
        assert int(line["promised_day"]) >= 0
    else:
        became = "kept" if paid >= minor(line["amount"]) else "partly_kept" if paid else "broken"
        assert line["became"] == became


def test_broken_promise_is_remembered_at_the_next_call(book: Store) -> None:
    [account] = rows(book, "select id from account where number = 'GB-1021'")
    promise = commitments.last_promise(book, account["id"])
    assert promise is not None
    assert (promise.amount_minor, promise.who, promise.became) == (2140735, "Helena Marsh", "broken")


# ---- only once, only whole, only added to --------------------------------------------------------------------


def test_time_without_a_zone_is_not_taken_for_a_moment(empty: Store) -> None:
    with pytest.raises(ValueError, match="without its zone"):
        load_sample(empty, now=NOON.replace(tzinfo=None))


def test_installation_is_empty_until_somebody_is_in_it(empty: Store) -> None:
    assert is_empty(empty)
    with empty.write() as writing:
        people.add(writing, "Somebody", language="en", now=NOON)
    assert not is_empty(empty)


def test_installation_with_a_creditor_is_not_empty(empty: Store) -> None:
    with empty.write() as writing:
        writing.add("creditor", name="A firm", created_at="2026-01-01T00:00:00.000000Z")
    assert not is_empty(empty)


def test_book_is_loaded_only_once(book: Store) -> None:
    with pytest.raises(Refused, match="in use already"):
        load_sample(book, now=NOON)
    assert count(book, "creditor") == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("calls", "GB-1063,Tom Arkwright,Derek Mossop", "GB-1063,Tom Arkwright,Nobody", "calls.csv, line .*“Nobody”"),
        ("calls", "GB-1063,Tom Arkwright", "GB-9999,Tom Arkwright", "“GB-9999” is not in the book"),
        ("calls", ",1,transfer,26-0559;26-0728,open,", ",1,transfer,26-0559;26-0728,kept,", "open until its day"),
        ("calls", "55487.60", "99999.60", "more is promised"),
        ("calls", ",wrong_number,", ",wrong,", "calls.csv, line 2: the table call_event"),
        ("payments", "25-0556=115396.23", "25-0556=115396.24", "payments.csv, line 2: more is settled than was paid"),
        ("payments", "115396.23,25-0556=115396.23", "999999.00,25-0556=115396.24", "more than its amount"),
        ("payments", "25-0556=115396.23", "25-0000=115396.23", "“25-0000” is not in the book"),
        ("invoices", "CN-2003,26-0033,", "CN-2003,25-0556,", "invoices.csv, line 3: the table invoice"),
        ("invoices", "115396.23", "115396.235", "“115396.235” is not an amount in CNY"),
        ("invoices", "115396.23", "-115396.23", "a credit note below"),
        ("invoices", "-372", "soon", "issued is not a whole number of days"),
        ("disputes", "61382.40", "961382.40", "more is disputed"),
        ("accounts", "Asia/Shanghai", "Asia/Nowhere", "time_zone is not a time zone"),
        ("accounts", "kind,", "sort,", "the column kind is missing"),
        ("people", ",lead,", ",collector,", "nobody is a lead"),
        ("creditor", ",GBP,", ",", "another number of cells"),
    ],
)
def test_book_that_contradicts_itself_is_refused_whole(
    empty: Store, changed: Path, name: str, old: str, new: str, sentence: str
) -> None:
    spoil(changed, name, old, new)
    with pytest.raises(Refused, match=sentence):
        load_sample(empty, now=NOON, folder=changed)
    assert is_empty(empty)
    assert count(empty, "import_run") == 0


def test_missing_file_is_named(empty: Store, changed: Path) -> None:
    (changed / "disputes.csv").unlink()
    with pytest.raises(Refused, match=r"disputes\.csv is missing"):
        load_sample(empty, now=NOON, folder=changed)
    assert is_empty(empty)


def test_events_of_the_book_cannot_be_deleted(book: Store) -> None:
    filled = {table for table in EVENT_TABLES if count(book, table)}
    assert filled == {
        "allocation",
        "audit",
        "call",
        "call_event",
        "commitment",
        "commitment_event",
        "commitment_line",
        "credit_rating",
        "document",
        "document_invoice",
        "heard",
        "import_run",
        "note",
        "note_event",
        "payment",
    }
    for table in filled:
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is only added to"):
            book.connection.execute(f'delete from "{table}"')
