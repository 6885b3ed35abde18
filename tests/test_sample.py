"""The sample book: it loads whole on any day, and says of every account what its files say."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rejoinder import accounts, calls, commitments, people
from rejoinder.commitments import judge_all
from rejoinder.errors import Refused
from rejoinder.sample import FOLDER, is_empty, load_sample
from rejoinder.store import Row, Store, migrate, moment
from rejoinder.store.migrating import EVENT_TABLES
from tests.owing import unsettled
from tests.sample_book import (
    A_WEEK,
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
    worked,
)
from tests.sample_promises import AFTER_HOLIDAYS, EVERY_DAY, Part, drawn_at, parts


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


@dataclass(frozen=True)
class Loaded:
    """The book as it was loaded at a moment."""

    store: Store
    now: datetime


@pytest.fixture(scope="module", params=EVERY_DAY)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The book on each of the days, loaded once for all who only read in it."""
    path = tmp_path_factory.mktemp("loaded") / "rejoinder.db"
    migrate(path)
    store = Store(path)
    load_sample(store, now=request.param)
    yield Loaded(store, request.param)
    store.close()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the book's files, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "book", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


# ---- what is loaded ------------------------------------------------------------------------------------------


def test_every_line_of_the_files_becomes_a_row_on_whatever_day(loaded: Loaded) -> None:
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
        "commitment_line": sum(len(numbers_of(line)) for line in promised),
        "note": sum(1 for line in led if line["outcome"] == "intention") + len(lines("notes")),
        "note_event": sum(line["pinned"] == "yes" for line in lines("notes")),
        "credit_rating": sum(1 for line in lines("facts") if line["credit_limit"]),
        "paying": len(lines("paying")),
        "document": len(lines("documents")),
        "document_invoice": sum(len(numbers_of(line)) for line in lines("documents")),
        "import_run": 1,
    }
    assert {table: count(loaded.store, table) for table in expected} == expected


def test_invoices_are_as_late_and_as_open_on_whatever_day(loaded: Loaded) -> None:
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
    found = rows(
        loaded.store,
        "select a.number as account, i.number, i.due_on, i.open_minor from invoice i "
        "join account a on a.id = i.account_id",
    )
    assert {
        (row["account"], row["number"]): (days_ago(loaded.now, row["due_on"]), row["open_minor"]) for row in found
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


def test_money_is_told_of_by_the_ledger_of_the_next_morning(loaded: Loaded) -> None:
    found = rows(loaded.store, "select p.reference, p.received_on, p.recorded_at from payment p")
    received = {
        line["reference"]: today_of(loaded.now) + timedelta(int(line["received"])) for line in lines("payments")
    }
    assert {row["reference"]: (row["received_on"], moment(row["recorded_at"])) for row in found} == {
        reference: (day.isoformat(), drawn_at(day + timedelta(1), loaded.now)) for reference, day in received.items()
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


def judged_lines(store: Store) -> dict[tuple[str, str], Row]:
    """Give the lines as they stand, by their call and invoice, with the money that their last judgement rests on."""
    found = rows(
        store,
        "select l.*, k.submission, i.number, f.submission as replaced_by from line_standing l "
        "join commitment c on c.id = l.commitment_id join call k on k.id = c.call_id "
        "join invoice i on i.id = l.invoice_id left join commitment d on d.id = l.followed_by "
        "left join call f on f.id = d.call_id where l.amount_minor > 0",
    )
    money = rows(
        store,
        "select t.event_id, t.line_id, p.reference, t.received_on, t.amount_minor, t.is_late from line_payment t "
        "join payment p on p.id = t.payment_id order by t.received_on, t.id",
    )
    for row in found:
        rests_on = [one for one in money if (one["event_id"], one["line_id"]) == (row["event_id"], row["id"])]
        row["came"] = [(m["reference"], m["received_on"], m["amount_minor"], m["is_late"]) for m in rests_on]
    return {(row["submission"], row["number"]): row for row in found}


def test_every_line_is_judged_by_the_money_of_the_file(loaded: Loaded) -> None:
    names = ("became", "due_minor", "paid_minor", "late_minor", "waited_until", "settled_on", "replaced_by", "came")
    found = {key: tuple(row[name] for name in names) for key, row in judged_lines(loaded.store).items()}
    assert found == {
        (part.call, part.number): (
            part.became,
            part.minor,
            part.in_time,
            part.late,
            part.until.isoformat() if part.became or part.came else None,
            part.settled_on,
            part.replaced_by if part.became == "superseded" else None,
            [(one.reference, one.received_on.isoformat(), one.minor, int(one.is_late)) for one in part.came],
        )
        for part in parts(loaded.now)
    }


def test_promises_became_what_the_file_says_but_for_holidays(loaded: Loaded) -> None:
    promised = rows(
        loaded.store,
        "select a.number, c.amount_minor, c.currency, c.due_on, c.method, coalesce(k.name, '') as contact, "
        "c.became, r.id is not null as is_read_back "
        "from commitment_standing c join account a on a.id = c.account_id left join contact k on k.id = c.contact_id "
        "left join commitment_event r on r.commitment_id = c.id and r.kind = 'read_back'",
    )
    for row in promised:
        row["due_on"] = days_ago(loaded.now, row["due_on"])
    otherwise = AFTER_HOLIDAYS.get(loaded.now, {})
    expected = [
        (
            line["account"],
            minor(line["amount"]),
            line["currency"],
            int(line["promised_day"]),
            line["method"],
            line["contact"],
            otherwise.get((line["account"], int(line["promised_day"])), line["became"].removeprefix("open")),
            int(line["read_back"] == "yes"),
        )
        for line in lines("calls")
        if line["outcome"] == "promise"
    ]
    assert Counter(tuple(row.values()) for row in promised) == Counter(expected)


@pytest.mark.parametrize("now", EVERY_DAY)
def test_only_holidays_make_of_a_promise_what_the_file_does_not_say(now: datetime) -> None:
    unlike = [part for part in parts(now) if part.became != part.told.removeprefix("open")]
    assert {(one.account, one.promised_day): one.became for one in unlike} == AFTER_HOLIDAYS.get(now, {})
    for part in unlike:
        # Over the weekend alone it would have been judged before the day of loading, and before anything replaced it.
        assert part.is_lengthened
        assert part.became == "" or part.replaced_on is not None


def test_some_waits_are_lengthened_without_another_end() -> None:
    """The days after holidays try what they are for: money is waited for longer, and most of it comes to the same."""
    lengthened = {now: [part for part in parts(now) if part.is_lengthened] for now in AFTER_HOLIDAYS}
    assert all(len(some) > len(AFTER_HOLIDAYS[now]) for now, some in lengthened.items())
    assert {part.became for some in lengthened.values() for part in some} >= {"kept", "broken", "superseded", ""}


def test_book_is_judged_up_to_the_moment_it_is_loaded(loaded: Loaded) -> None:
    before = count(loaded.store, "commitment_event")
    assert judge_all(loaded.store, now=loaded.now) == 0
    assert count(loaded.store, "commitment_event") == before


def test_promises_are_judged_by_what_was_settled_and_known_when_they_were_made(book: Store) -> None:
    assert rows(book, "select name, value from creditor_setting") == [{"name": "tolerance_days", "value": "2"}]
    assert rows(book, "select distinct tolerance_days, kept_percent from commitment") == [
        {"tolerance_days": 2, "kept_percent": 100}
    ]
    stated = rows(
        book,
        "select k.submission, l.stated_on from commitment_line l join commitment c on c.id = l.commitment_id "
        "join call k on k.id = c.call_id",
    )
    days = {f"sample-call-{n}": worked(NOON, line["started"]) for n, line in enumerate(lines("calls"), 1)}
    assert {(row["submission"], row["stated_on"]) for row in stated} == {
        (part.call, days[part.call]) for part in parts(NOON)
    }


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


def test_credit_note_that_was_promised_less_is_among_its_lines(book: Store) -> None:
    spread = rows(
        book,
        "select i.number, l.amount_minor, l.due_minor, l.paid_minor from line_standing l "
        "join invoice i on i.id = l.invoice_id join commitment c on c.id = l.commitment_id "
        "where c.amount_minor = 9592450 and l.amount_minor > 0",
    )
    assert spread == [{"number": "26-0284", "amount_minor": 10437685, "due_minor": 9592450, "paid_minor": 9592450}]
    taken_off = rows(
        book,
        "select i.number, l.amount_minor from commitment_line l join invoice i on i.id = l.invoice_id "
        "where l.amount_minor < 0",
    )
    assert taken_off == [{"number": "26-0284C", "amount_minor": -845235}]


def test_lines_of_a_promise_make_up_its_amount(book: Store) -> None:
    unlike = rows(
        book,
        "select id from commitment c where amount_minor <> "
        "(select sum(amount_minor) from commitment_line l where l.commitment_id = c.id)",
    )
    assert unlike == []


def test_each_judgement_was_recorded_when_it_was_due(loaded: Loaded) -> None:
    """As a ledger told of money, the morning after the wait was over, or when it was replaced; never before."""
    by_line = {row["id"]: key for key, row in judged_lines(loaded.store).items()}
    by_key = {(part.call, part.number): part for part in parts(loaded.now)}
    made_at = {row["submission"]: row["made_at"] for row in judged_lines(loaded.store).values()}
    seen: dict[int, dict[int, str]] = {}
    for row in rows(
        loaded.store,
        "select j.*, e.at from line_judgement j join commitment_event e on e.id = j.event_id order by e.id, j.id",
    ):
        part = by_key[by_line[row["line_id"]]]
        rests_on = rows(
            loaded.store,
            "select p.id, p.recorded_at from line_payment t join payment p on p.id = t.payment_id "
            f"where t.event_id = {row['event_id']} and t.line_id = {row['line_id']}",
        )
        told = {one["id"]: one["recorded_at"] for one in rests_on}
        new = set(told) - set(seen.setdefault(row["line_id"], {}))
        _check_moment(part, row, [told[one] for one in new], made_at.get(part.replaced_by, ""), loaded.now)
        seen[row["line_id"]].update(told)
    assert {by_line[one] for one in seen} == {key for key, part in by_key.items() if part.became or part.came}


def _check_moment(part: Part, judged: Row, came_at: list[str], replaced_at: str, now: datetime) -> None:
    """Check at which moment a line was judged, and that it was not judged while it was still waited for."""
    morning = drawn_at(part.until + timedelta(1), now)
    on = moment(judged["at"]).astimezone(ZoneInfo("Europe/London")).date()
    assert judged["became"] in {"open", part.became}
    if judged["became"] in {"broken", "partly_kept"}:
        assert date.fromisoformat(judged["waited_until"]) < on
    if came_at:
        assert judged["at"] == max(came_at)
    elif judged["became"] == "superseded":
        assert judged["at"] == replaced_at
    else:
        assert judged["became"] in {"broken", "partly_kept"}
        assert moment(judged["at"]) == morning


def test_each_judgement_says_something_new_of_every_line(loaded: Loaded) -> None:
    events = rows(loaded.store, "select * from commitment_event order by id")
    judging = [one for one in events if one["kind"] != "read_back"]
    assert len(events) - len(judging) == sum(line["read_back"] == "yes" for line in lines("calls"))
    assert {(one["made_by"], one["reason"]) for one in judging} == {(None, "")}
    said: dict[int, list[tuple[object, ...]]] = {}
    told = 0
    names = ("became", "because", "due_minor", "paid_minor", "late_minor", "waited_until", "settled_on", "followed_by")
    for one in judging:
        lines_said = rows(loaded.store, f"select * from line_judgement where event_id = {one['id']} order by line_id")
        promised = rows(
            loaded.store,
            "select id from commitment_line "
            f"where commitment_id = {one['commitment_id']} and amount_minor > 0 order by id",
        )
        assert [row["line_id"] for row in lines_said] == [row["id"] for row in promised]
        told += len(lines_said)
        before = said.setdefault(one["commitment_id"], [])
        before.append((one["at"], one["kind"], *(row[name] for row in lines_said for name in names)))
        assert {row["became"] for row in lines_said} == {one["kind"]}
    for history in said.values():
        assert all(before[0] < after[0] and before[1:] != after[1:] for before, after in pairwise(history))
    # Of no promise but those still waited for is nothing said.
    silent = rows(loaded.store, "select id, became from commitment_standing")
    assert {row["id"] for row in silent if row["became"]} <= set(said)
    assert count(loaded.store, "line_judgement") == told


def test_every_judgement_rests_on_payments_that_are_there(loaded: Loaded) -> None:
    unlike = rows(
        loaded.store,
        "select j.id from line_judgement j where (j.paid_minor, j.late_minor) <> (select "
        "coalesce(sum(iif(is_late, 0, amount_minor)), 0), coalesce(sum(iif(is_late, amount_minor, 0)), 0) "
        "from line_payment t where t.event_id = j.event_id and t.line_id = j.line_id)",
    )
    assert unlike == []
    assert rows(loaded.store, "select count(*) as n from line_judgement where paid_minor > 0")[0]["n"] > 20
    # Each is a payment of the same account and currency, told of as it is, and known when it was judged.
    strange = rows(
        loaded.store,
        "select t.id from line_payment t join commitment_event e on e.id = t.event_id "
        "join commitment c on c.id = e.commitment_id join commitment_line l on l.id = t.line_id "
        "left join payment p on p.id = t.payment_id and p.account_id = c.account_id and p.currency = c.currency "
        "and p.received_on = t.received_on and p.recorded_at <= e.at and p.recorded_at > c.made_at "
        "and t.amount_minor between 1 and (select sum(o.amount_minor) from allocation o "
        "where o.payment_id = p.id and o.invoice_id = l.invoice_id) "
        "where p.id is null or l.commitment_id <> c.id "
        "or not exists (select 1 from line_judgement j where j.event_id = t.event_id and j.line_id = t.line_id)",
    )
    assert strange == []
    # No unit of money counts twice.
    twice = rows(
        loaded.store,
        "select p.id from line_standing l join line_payment t on t.event_id = l.event_id and t.line_id = l.id "
        "join payment p on p.id = t.payment_id group by p.id having sum(t.amount_minor) > p.amount_minor",
    )
    assert twice == []


def became_of(store: Store, account: str) -> list[str]:
    """Give what became of an account's promises, in the order in which they were made."""
    query = "select c.became from commitment_standing c join account a on a.id = c.account_id where a.number = "
    return [row["became"] for row in rows(store, f"{query}'{account}' order by c.made_at")]


def test_verdicts_come_from_the_payments_and_not_from_the_file(empty: Store, changed: Path, tmp_path: Path) -> None:
    spoil(changed, "calls", "27841.60,CNY,-104,transfer,26-0337,kept", "27841.60,CNY,-104,transfer,26-0337,broken")
    load_sample(empty, now=NOON, folder=changed)
    assert became_of(empty, "CN-2011") == ["kept", "kept"]
    spoil(
        changed, "payments", "CN-2011,电汇 3620,-104,CNY,27841.60,26-0337=27841.60", "CN-2011,电汇 3620,-104,CNY,9.00,"
    )
    migrate(tmp_path / "other.db")
    other = Store(tmp_path / "other.db")
    load_sample(other, now=NOON, folder=changed)
    # What was paid without saying what for counts for it all the same, as far as it goes.
    assert became_of(other, "CN-2011") == ["partly_kept", "kept"]
    other.close()


@pytest.mark.parametrize("line", [line for line in lines("calls") if line["outcome"] == "promise"])
def test_promise_became_what_the_payments_made_of_it(line: dict[str, str]) -> None:
    came = [
        (int(payment["received"]), minor(figure))
        for payment in lines("payments")
        if payment["account"] == line["account"] and payment["currency"] == line["currency"]
        for number, figure in (one.split("=") for one in payment["allocations"].split(";") if one)
        if number in numbers_of(line) and int(line["started"]) < int(payment["received"])
    ]
    until = int(line["promised_day"]) + 2
    paid = sum(part for received, part in came if received <= until)
    if line["became"] == "open":
        assert int(line["promised_day"]) >= 0
        assert paid == 0
        return
    assert line["became"] == ("kept" if paid >= minor(line["amount"]) else "partly_kept" if paid else "broken")
    if line["became"] != "kept":
        # A weekend lengthens the wait by two days: it is over when the book is loaded, and no money came in them.
        assert until + 2 < 0
        assert not [part for received, part in came if until < received <= until + 2]


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
        ("calls", ",2,transfer,26-0521,open,", ",2,transfer,26-0521,broken,", "open until its day"),
        ("calls", ",-6,transfer,26-0459,kept,", ",-6,transfer,26-0459,open,", "open until its day"),
        ("calls", ",-6,transfer,26-0459,kept,", ",-6,transfer,26-0459,superseded,", "open until its day"),
        ("calls", ",-6,transfer,26-0459,kept,", ",-6,transfer,26-0459,,", "open until its day"),
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
        "line_judgement",
        "line_payment",
        "note",
        "note_event",
        "payment",
    }
    for table in filled:
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is only added to"):
            book.connection.execute(f'delete from "{table}"')
