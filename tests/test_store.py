"""The store: events are only added to, writes are whole or not at all, one at a time."""

import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from rejoinder.store import Store, Writing, is_repeated, migrate, moment, stamp
from rejoinder.store.migrating import EVENT_TABLES
from tests.conftest import START, account_id, begin, count, dump, end_of, rows

# Of every kind of event the book or these lines make one.
PROMISE = {"kind": "promise_to_pay", "amount": "1", "currency": "GBP", "day": "fri", "note": "n", "who": "w"}


@pytest.fixture
def full(collector, store) -> Store:
    """A database with a row in every event table."""
    call_id = begin(collector, store, "GB-1017")
    ours = account_id(store, "GB-1017")
    collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "no money"})
    collector.post(f"/calls/{call_id}/commitments", {**PROMISE, "invoice": _invoice(store)})
    collector.post(f"/calls/{call_id}/intentions", {"note": "we will try"})
    end_of(call_id, collector)
    graded = {"excuse": "no_money", "account": ours, "grade": "3", "answer": "a", "language": "en"}
    collector.post("/rehearsal/grades", graded)
    with store.write() as writing:
        run = rows(store, "select id from import_run")[0]["id"]
        writing.add("import_line", import_run_id=run, line=1, state="refused", content="c", value="v", reason="r")
        writing.add("import_before", import_run_id=run, noun="invoice", noun_id=1, columns="{}")
        writing.add("ledger_statement", invoice_id=_invoice(store), open_minor=1, as_of="2026-01-01")
        _add_to_the_file(writing, ours, invoice_id=_invoice(store))
        heard = rows(store, "select id from heard where call_id = ?", call_id)[0]["id"]
        verdict = {"verdict": "true", "reason": "r", "at": "2026", "made_by": 1, "submission": "s1"}
        writing.add("heard_verdict", account_id=ours, heard_id=heard, **verdict)
        _add_what_became(writing, ours, call_id, invoice_id=_invoice(store))
    return store


def _add_what_became(writing: Writing, account_id: int, call_id: int, *, invoice_id: int) -> None:
    """Make a row of every kind of event that tells of a commitment, with all that may be said of it."""
    about, made = {"account_id": account_id}, {"made_at": "2026", "made_by": 1, "submission": "s1"}
    said = {"promised_by": "w", "obstacle": "o", "note": "n", "read_back": "r", "allowed_by": 1, "allowed_why": "a"}
    money = {"amount_minor": 1, "currency": "GBP", "due_on": "2026-11-20"}
    commitment = writing.add("commitment", **about, call_id=call_id, kind="promise_to_pay", **money, **said, **made)
    line = {"commitment_id": commitment, "invoice_id": invoice_id, "amount_minor": 1, "due_on": "2026-11-20"}
    line_id = writing.add("commitment_line", **line, stated_on="2026-11-18")
    event = {"commitment_id": commitment, "kind": "kept", "because": "came", "reason": "r", "at": "2026"}
    of = {"event_id": writing.add("commitment_event", **about, **event), "line_id": line_id}
    sums = {"due_minor": 1, "paid_minor": 1, "waited_until": "2026-11-24", "settled_on": "2026-11-20"}
    writing.add("line_judgement", **of, became="kept", because="came", **sums)
    writing.add("line_payment", **of, payment_id=1, received_on="2026-11-20", amount_minor=1, is_late=0)
    sent = {"way": "email", "language": "en", "sent_to": "t", "body": "b", "at": "2026"}
    writing.add("confirmation", **about, call_id=call_id, **sent, made_by=1, submission="s1")


def _add_to_the_file(writing: Writing, account_id: int, *, invoice_id: int) -> None:
    """Make a row of every kind of event in which a change to the account file is kept."""
    about, made = {"account_id": account_id}, {"at": "2026", "made_by": 1}
    note = writing.add("note", **about, kind="note", text="x", made_at="2026", made_by=1, submission="s1")
    writing.add("note_event", **about, note_id=note, kind="pinned", **made)
    sent = {"sent_to": "t", "note": "n", "link": "l", "file_name": "f", "made_at": "2026", "submission": "s1"}
    document = writing.add("document", **about, kind="invoice_sent", **sent)
    writing.add("document_invoice", document_id=document, invoice_id=invoice_id)
    writing.add("document_event", **about, document_id=document, kind="taken_out", reason="r", **made)
    dispute = writing.add("dispute", **about, opened_on="2026-11-18")
    writing.add("dispute_event", **about, dispute_id=dispute, kind="noted", text="x", **made)
    writing.add("credit_rating", **about, grade="C", reason="r", **made)
    paid = {"received_on": "2026-11-17", "currency": "GBP", "amount_minor": 1, "source": "hand", "recorded_at": "2026"}
    writing.add("payment", **about, **paid, reference="r", note="n", made_by=1)


def _invoice(store: Store) -> int:
    return int(rows(store, "select id from invoice where number = '26-0333'")[0]["id"])


def test_events_are_neither_changed_nor_deleted(full):
    for table, erasable in EVENT_TABLES.items():
        assert count(full, table), table
        before = rows(full, f'select * from "{table}" order by 1, 2')
        columns = [name for name in before[0] if name not in erasable]
        for statement in [f'delete from "{table}"', *(f'update "{table}" set "{one}" = "{one}"' for one in columns)]:
            with pytest.raises(sqlite3.IntegrityError, match="is only added to"), full.write() as writing:
                writing.connection.execute(statement)
        assert rows(full, f'select * from "{table}" order by 1, 2') == before


def test_events_are_not_replaced_by_an_insert(full):
    for table in EVENT_TABLES:
        with pytest.raises(sqlite3.IntegrityError, match="is only added to"), full.write() as writing:
            writing.connection.execute(f'insert or replace into "{table}" select * from "{table}" limit 1')


def test_text_about_people_can_be_blanked_and_nothing_else_put_there(full):
    for table, erasable in EVENT_TABLES.items():
        for column in erasable:
            with pytest.raises(sqlite3.IntegrityError, match="is only added to"), full.write() as writing:
                writing.connection.execute(f'update "{table}" set "{column}" = ?', ["somebody else's words"])
            with full.write() as writing:
                writing.connection.execute(f'update "{table}" set "{column}" = ?', [""])
            assert {row[column] for row in rows(full, f'select "{column}" from "{table}"')} == {""}


def test_every_table_is_either_state_or_guarded_event(store):
    state = {"creditor", "person", "grant", "sign_in_link", "account", "assignment", "contact", "contact_apart",
             "invoice", "dispute", "dispute_line", "paying", "attachment", "open_by_day", "draft",
             "import_answer", "intake", "creditor_setting"}  # fmt: skip
    # Those of the full-text index are derived, and of the types virtual and shadow.
    tables = {row["name"] for row in rows(store, "select name from pragma_table_list where type = 'table'")}
    ours = {name for name in tables if not name.startswith(("_", "sqlite_"))}
    assert ours - state == set(EVENT_TABLES)


def test_every_table_of_ours_is_strict(store):
    loose = rows(store, "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0")
    assert {row["name"] for row in loose} <= {"_sqlite_migrations", "sqlite_schema"}


def test_migrating_again_changes_nothing(data, store):
    before = dump(store.path)
    migrate(store.path)
    assert dump(store.path) == before


def test_database_is_its_owners_alone(tmp_path):
    migrate(tmp_path / "new" / "x.db")
    assert stat.S_IMODE((tmp_path / "new" / "x.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_failed_write_leaves_nothing_behind(store):
    before = dump(store.path)
    with pytest.raises(ZeroDivisionError), store.write() as writing:
        writing.add("creditor", name="Half Ltd", created_at="2026")
        _ = 1 / 0
    assert dump(store.path) == before
    with store.write() as writing:
        writing.add("creditor", name="Whole Ltd", created_at="2026")
    assert rows(store, "select 1 as found from creditor where name = 'Whole Ltd'")


def test_foreign_keys_hold(store):
    with pytest.raises(sqlite3.IntegrityError), store.write() as writing:
        writing.add("contact", account_id=999_999, name="Nobody")


def test_repeated_submission_is_known_by_its_column(store):
    account = account_id(store, "GB-1017")
    note = {"account_id": account, "kind": "note", "text": "x", "made_at": "2026", "made_by": 1, "submission": "s1"}
    with store.write() as writing:
        writing.add("note", **note)
    with pytest.raises(sqlite3.IntegrityError) as caught, store.write() as writing:
        writing.add("note", **note)
    assert is_repeated(caught.value, "note.submission")
    assert not is_repeated(caught.value, "heard.submission")


def test_eight_threads_write_one_after_the_other(store):
    failed = []

    def add(number: int) -> None:
        try:
            for turn in range(10):
                with store.write() as writing:
                    known = writing.one("creditors") and len(writing.all("creditors"))
                    writing.add("creditor", name=f"{known} {number} {turn}", created_at="2026")
        except Exception as error:
            failed.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=add, args=[number]) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    # Each saw what all before it had written: the counts in the names are all different.
    names = [row["name"].split(" ")[0] for row in rows(store, "select name from creditor where created_at = '2026'")]
    assert len(set(names)) == len(names) == 80


def test_moments_sort_as_text_and_come_back():
    beijing = timezone(timedelta(hours=8))
    moments = [START, START + timedelta(microseconds=1), datetime(2026, 11, 18, 16, 30, 1, tzinfo=beijing)]
    stamped = [stamp(one) for one in moments]
    assert stamped == sorted(stamped)
    assert [moment(one) for one in stamped] == moments
    assert moment(stamped[0]).tzinfo == UTC
