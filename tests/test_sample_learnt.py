"""What people found out about the sample's debtors: loaded as the files say, and true to the book's own stories."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rejoinder import accounts
from rejoinder.accounts.disputes import REASONS
from rejoinder.accounts.documents import PER_INVOICE
from rejoinder.accounts.telephones import read_telephone
from rejoinder.errors import Refused
from rejoinder.sample import FOLDER, is_empty, load_sample
from rejoinder.store import Store, migrate, moment
from tests.sample_book import (
    A_WEEK,
    ANY_DAY,
    FILES,
    NOBODY_REACHED,
    NOON,
    days_ago,
    lines,
    minor,
    numbers_of,
    of_each,
    rows,
    spoil,
    worked,
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


def test_telephones_are_kept_in_one_form_and_searched_by_digits(book: Store) -> None:
    found = rows(book, "select phone, phone_digits from contact where name = 'Janet Holroyd'")
    assert found == [{"phone": "+44 1632 960023", "phone_digits": "441632960023"}]
    kept = rows(book, "select k.phone, k.phone_digits, a.country from contact k join account a on a.id = k.account_id")
    for row in kept:
        again = read_telephone(row["phone"], country=row["country"], sure=True)
        assert (row["phone"], row["phone_digits"]) == (again.text, again.digits)


def test_nobody_answers_any_telephone_number_of_the_book() -> None:
    written = " ".join(value for name in FILES for line in lines(name) for value in line.values())
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"\+[\d ()-]{7,}\d", written)}
    assert len(numbers) >= len({line["phone"] for line in lines("contacts")})
    reserved = re.compile(r"441632960\d{3}|442079460\d{3}|447700900\d{3}|1\d{3}55501\d{2}")
    assert [number for number in numbers if not reserved.fullmatch(number)] == []


def test_contacts_are_as_the_file_says_they_may_be_rung(book: Store) -> None:
    found = rows(
        book,
        "select a.number as account, k.name, k.may_discuss, k.left_on, k.wrong_number_on, k.best_time, "
        "k.do_not_call_on, k.do_not_call_by from contact k join account a on a.id = k.account_id",
    )
    said = {"yes": 1, "no": 0, "": None}

    def day(text: str) -> str | None:
        return worked(NOON, text) if text else None

    assert Counter(tuple(row.values()) for row in found) == Counter(
        (
            line["account"],
            line["name"],
            said[line["may_discuss"]],
            day(line["left"]),
            day(line["wrong_number"]),
            line["best_time"],
            day(line["do_not_call"]),
            line["do_not_call_by"],
        )
        for line in lines("contacts")
    )
    for column in ("may_discuss", "left", "wrong_number", "best_time", "do_not_call"):
        assert any(line[column] for line in lines("contacts"))


def test_nobody_who_is_not_to_be_rung_is_the_one_to_ask_for(empty: Store) -> None:
    lead_id = load_sample(empty, now=NOON)
    for row in rows(empty, "select id, number from account"):
        file = accounts.load(empty, row["id"], person_id=lead_id, now=NOON)
        [first, *_] = accounts.whom_to_ask(file.contacts, kind=file.account.kind, kept={})
        # At CN-2061 nobody is to be rung: his number is wrong, and she has asked for peace.
        assert first.contact.may_be_rung == (row["number"] != "CN-2061")


def test_whoever_made_a_promise_may_discuss_the_debt_and_site_people_may_not() -> None:
    told = {(line["account"], line["name"]): line for line in lines("contacts")}
    promised = {(line["account"], line["contact"]) for line in lines("calls") if line["outcome"] == "promise"}
    assert {key for key in promised if told[key]["may_discuss"] == "no"} == set()
    assert [line["name"] for line in told.values() if line["role"] == "site" and line["may_discuss"] == "yes"] == []


def test_nobody_is_called_after_asking_not_to_be_or_leaving() -> None:
    last: dict[tuple[str, str], int] = {}
    for line in lines("calls"):
        if line["outcome"] not in NOBODY_REACHED:
            last[line["account"], line["contact"]] = int(line["started"])
    for line in lines("contacts"):
        for column in ("left", "do_not_call", "wrong_number"):
            if line[column]:
                assert last.get((line["account"], line["name"]), -999) <= int(line[column])


@pytest.mark.parametrize("now", A_WEEK)
def test_facts_are_those_of_the_file(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    found = rows(
        empty,
        "select number, size_class, size_source, terms_from, interest_ppm, interest_per, contract_number, contract_on, "
        "retains_title, credit_limit_minor, credit_limit_currency from account",
    )
    facts, currencies = of_each("facts"), {line["number"]: line["currency"] for line in lines("accounts")}
    told = {row["number"]: row for row in found if row["number"] in facts}
    assert told == {
        number: {
            "number": number,
            **{name: line[name] for name in ("size_class", "size_source", "terms_from", "interest_per")},
            "interest_ppm": int(line["interest_ppm"]) if line["interest_ppm"] else None,
            "contract_number": line["contract_number"],
            "contract_on": worked(now, line["contract_on"]) if line["contract_on"] else None,
            "retains_title": {"yes": 1, "no": 0, "": None}[line["retains_title"]],
            "credit_limit_minor": minor(line["credit_limit"]) if line["credit_limit"] else None,
            "credit_limit_currency": currencies[number] if line["credit_limit"] else "",
        }
        for number, line in facts.items()
    }
    untold = {row["size_class"] for row in found if row["number"] not in facts}
    assert untold == {""}


def test_some_accounts_owe_more_than_their_limit_and_some_less(book: Store) -> None:
    limited = rows(
        book,
        "select a.number, sum(i.open_minor) > a.credit_limit_minor as is_exceeded from account a join invoice i "
        "on i.account_id = a.id and i.currency = a.credit_limit_currency group by a.id",
    )
    over = {row["number"] for row in limited if row["is_exceeded"]}
    assert over == {"CN-2007", "CN-2016", "CN-2033", "GB-1021", "GB-1026"}
    assert len(limited) == sum(1 for line in lines("facts") if line["credit_limit"]) > len(over)


def test_limit_in_force_is_the_last_of_its_history(book: Store) -> None:
    rated = rows(
        book,
        "select r.grade, r.limit_minor, r.limit_currency, a.credit_grade, a.credit_limit_minor, "
        "a.credit_limit_currency from credit_rating r join account a on a.id = r.account_id",
    )
    for row in rated:
        given, holds = tuple(row.values())[:3], tuple(row.values())[3:]
        assert given == holds


def test_size_of_a_debtor_fits_its_kind() -> None:
    kinds = {line["number"]: line["kind"] for line in lines("accounts")}
    sizes = {
        "large_company": {"large", "medium"},
        "state_owned": {"large", "medium"},
        "small_company": {"small", "micro"},
        "family_firm": {"small", "micro"},
        "sole_trader": {"micro"},
    }
    assert {
        line["account"] for line in lines("facts") if line["size_class"] not in sizes[kinds[line["account"]]]
    } == set()


def test_contract_was_signed_before_anything_was_invoiced_and_is_on_file_of_that_day() -> None:
    first = {line["account"]: int(line["issued"]) for line in reversed(lines("invoices"))}
    for line in lines("facts"):
        if line["contract_on"]:
            assert int(line["contract_on"]) < first[line["account"]]
    signed = {line["account"]: line["dated"] for line in lines("documents") if line["kind"] == "contract"}
    facts = of_each("facts")
    assert {number: day for number, day in signed.items() if number in facts} == {
        number: facts[number]["contract_on"] for number in signed if number in facts
    }


def test_ways_of_paying_are_those_of_the_file(book: Store) -> None:
    texts = ("runs", "calendar", "method", "approver", "seal", "needs", "fapiao", "note")
    found = rows(book, "select a.number, p.* from paying p join account a on a.id = p.id")
    told = {row["number"]: ({name: row[name] for name in texts}, row["cut_off_days"]) for row in found}
    assert told == {
        number: ({name: line[name] for name in texts}, int(line["cut_off_days"]) if line["cut_off_days"] else None)
        for number, line in of_each("paying").items()
    }


@pytest.mark.parametrize("now", ANY_DAY)
def test_next_run_can_be_told_wherever_runs_are_known(empty: Store, now: datetime) -> None:
    lead_id = load_sample(empty, now=now)
    known = of_each("paying")
    for row in rows(empty, "select id, number from account"):
        file = accounts.load(empty, row["id"], person_id=lead_id, now=now)
        run = file.paying.next_run(file.today)
        assert (run is not None) == bool(known.get(row["number"], {}).get("runs"))
        assert run is None or run.day >= run.approve_by >= file.today
        assert file.paying.calendar


def test_whoever_approves_is_among_the_contacts() -> None:
    called = {(line["account"], line["address_as"]) for line in lines("contacts")}
    named = {
        (line["account"], re.split("[，（,]", line["approver"])[0])
        for line in lines("paying")
        if line["approver"] and not line["approver"].startswith("the ")
    }
    assert named <= called


def test_ways_of_paying_agree_with_what_is_told_of_the_people() -> None:
    paying, notes = of_each("paying"), {line["name"]: line["note"] for line in lines("contacts")}
    assert notes["丁雪梅"] == "每月集中付款两次"
    assert len(paying["CN-2003"]["runs"].split()) == 2
    assert notes["Alison Frayne"] == "One payment run a week"
    assert re.fullmatch("w[0-4]", paying["GB-1042"]["runs"])
    assert notes["Janet Holroyd"] == "Pays only against a purchase order number"
    assert "purchase_order" in paying["GB-1004"]["needs"]
    assert notes["保建国"] == "所有付款由他一人签"
    assert paying["CN-2070"]["approver"] == "保总"
    paid = {(line["account"], line["method"]) for line in lines("calls") if line["method"]}
    assert {("GB-1009", paying["GB-1009"]["method"]), ("CN-2007", paying["CN-2007"]["method"])} <= paid


@pytest.mark.parametrize("now", A_WEEK)
def test_documents_are_those_of_the_file_and_entered_that_evening(empty: Store, now: datetime) -> None:
    load_sample(empty, now=now)
    found = rows(
        empty,
        "select a.number, d.kind, d.dated_on, d.sent_to, d.sent_by, d.note, p.name, d.made_at, a.time_zone, "
        "coalesce((select group_concat(number, ';') from (select i.number from document_invoice l "
        "join invoice i on i.id = l.invoice_id where l.document_id = d.id order by i.number)), '') as numbers "
        "from document d join account a on a.id = d.account_id join person p on p.id = d.made_by order by d.id",
    )
    for row in found:
        at = moment(row.pop("made_at")).astimezone(ZoneInfo(row.pop("time_zone")))
        assert at.isoformat()[:16] == f"{row['dated_on']}T17:30"
        assert at.weekday() < 5
    assert [tuple(row.values()) for row in found] == [
        (
            line["account"],
            line["kind"],
            worked(now, line["dated"]),
            line["sent_to"],
            line["sent_by"],
            line["note"],
            line["collector"],
            line["invoices"],
        )
        for line in lines("documents")
    ]
    too_early = rows(
        empty,
        "select i.number from document d join document_invoice l on l.document_id = d.id "
        "join invoice i on i.id = l.invoice_id where d.kind = 'invoice_sent' and d.dated_on < i.issued_on",
    )
    assert too_early == []


def test_invoice_that_never_came_was_sent_before_and_is_sent_again_after_the_call() -> None:
    missing = [line for line in lines("calls") if line["excuse"] == "no_invoice"]
    assert missing
    for call in missing:
        sent: dict[str, list[int]] = {}
        for line in lines("documents"):
            if line["account"] == call["account"] and line["kind"] == "invoice_sent":
                for number in numbers_of(line):
                    sent.setdefault(number, []).append(int(line["dated"]))
        days = [found for found in sent.values() if min(found) < int(call["started"]) <= max(found)]
        assert days, call["note"]


def test_documents_of_an_account_stand_in_the_order_in_which_they_came() -> None:
    last: dict[str, int] = {}
    for line in lines("documents"):
        assert last.get(line["account"], -9999) <= int(line["dated"]) <= 0
        last[line["account"]] = int(line["dated"])


def test_only_papers_of_single_invoices_name_invoices_and_only_sendings_a_receiver() -> None:
    for line in lines("documents"):
        assert bool(numbers_of(line)) == (line["kind"] in PER_INVOICE)
        assert bool(line["sent_by"]) == (line["kind"] == "invoice_sent")
        assert not line["sent_to"] or line["kind"] == "invoice_sent"


def test_notes_are_written_in_the_language_of_their_author_and_most_are_pinned(book: Store) -> None:
    found = rows(
        book,
        "select a.number, p.name, p.language, n.text, n.made_at, e.kind is not null as is_pinned from note n "
        "join account a on a.id = n.account_id join person p on p.id = n.made_by "
        "left join note_event e on e.note_id = n.id where n.kind = 'note'",
    )
    assert {(row["number"], row["name"], row["text"], row["is_pinned"]) for row in found} == {
        (line["account"], line["author"], line["text"], line["pinned"] == "yes") for line in lines("notes")
    }
    for row in found:
        assert bool(re.search("[一-鿿]", row["text"])) == (row["language"] == "zh")
        assert moment(row["made_at"]) < NOON
    assert sum(row["is_pinned"] for row in found) == 8


@pytest.mark.parametrize("name", FILES)
def test_chinese_is_written_with_full_width_punctuation(name: str) -> None:
    halved = re.compile("[一-鿿][,;:?!.()\"']|[,;:?!()\"'][一-鿿]")
    assert [value for line in lines(name) for value in line.values() if halved.search(value)] == []


def test_disputes_say_why_and_who_answers_by_when(book: Store) -> None:
    found = rows(
        book,
        "select a.number, d.reason, d.wants, p.name as owner, d.due_on from dispute d "
        "join account a on a.id = d.account_id join person p on p.id = d.owner_id",
    )
    assert {(*tuple(row.values())[:4], days_ago(NOON, row["due_on"])) for row in found} == {
        (line["account"], line["reason"], line["wants"], line["owner"], int(line["due"])) for line in lines("disputes")
    }
    assert {row["reason"] for row in found} <= set(REASONS)
    assert all(row["wants"] for row in found)
    late = [line for line in lines("disputes") if int(line["due"]) < 0]
    assert 0 < len(late) < len(found)


# ---- what contradicts itself is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("disputes", ",quality,", ",rust,", "disputes.csv, line 2: the table dispute"),
        ("disputes", ",Shen Ruolan,-100", ",Nobody,-100", "“Nobody” is not in the book"),
        ("contacts", "+44 1632 960023", "see below", "“see below” is not a telephone number"),
        ("contacts", ",-174,", ",3,", "left is still to come"),
        ("contacts", ",-64,文女士", ",,文女士", "both the day and who made it"),
        ("contacts", ",-64,文女士", ",-64,", "both the day and who made it"),
        (
            "contacts",
            "接手店面的人，说与旧账无关,no",
            "接手店面的人，说与旧账无关,perhaps",
            "“perhaps” is not in the book",
        ),
        ("facts", "GB-1026,", "GB-9999,", "“GB-9999” is not in the book"),
        ("facts", "GB-1026,", "GB-1021,", "the account stands twice"),
        ("facts", ",large,registry,", ",large,,", "a size and where it is known from"),
        ("facts", ",large,registry,", ",huge,registry,", "facts.csv, line 2: the table account"),
        ("facts", ",500,day,", ",,day,", "a rate and its period"),
        ("facts", ",500,day,", ",0.05 %,day,", "interest_ppm is not a whole number"),
        ("facts", "HQ-CG-0317,", ",", "the number of a contract and its day"),
        ("facts", ",-415,", ",15,", "contract_on is still to come"),
        ("facts", "400000.00", "much", "“much” is not an amount"),
        ("paying", "m10 m25", "every month", "“every month” are no payment runs"),
        ("paying", "m10 m25,", ",", "a cut-off needs payment runs"),
        ("paying", "m10 m25,5", "m10 m25,90", "paying.csv, line 2: the table paying"),
        ("paying", "GB-SCT", "GB-XXX", "“GB-XXX” is not a calendar"),
        ("paying", ",purchase_order,", ",money,", "“money” is not in the book"),
        ("paying", ",purchase_order,,", ",purchase_order,special,", "only a Chinese account"),
        ("paying", "GB-1009,", "GB-1004,", "the table paying"),
        ("documents", ",-147,26-0380", ",-160,26-0380", "documents.csv, line 4: an invoice is sent before"),
        ("documents", "26-0380", "26-0000", "“26-0000” is not in the book"),
        ("documents", ",contract,", ",paper,", "the table document"),
        ("documents", ",contract,-415", ",contract,", "the day is missing"),
        ("documents", ",courier,", ",pigeon,", "the table document"),
        ("notes", ",no", ",sometimes", "“sometimes” is not in the book"),
        ("notes", "Priya Desai", "Nobody", "“Nobody” is not in the book"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_whole_book(
    empty: Store, changed: Path, name: str, old: str, new: str, sentence: str
) -> None:
    spoil(changed, name, old, new)
    with pytest.raises(Refused, match=sentence):
        load_sample(empty, now=NOON, folder=changed)
    assert is_empty(empty)


@pytest.mark.parametrize("name", ["facts", "paying", "documents", "notes"])
def test_missing_file_is_named(empty: Store, changed: Path, name: str) -> None:
    (changed / f"{name}.csv").unlink()
    with pytest.raises(Refused, match=rf"{name}\.csv is missing"):
        load_sample(empty, now=NOON, folder=changed)
    assert is_empty(empty)
