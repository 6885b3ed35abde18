"""A database of the first release keeps what is in it: every dispute, verdict, hand-over and event, and its guards."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from rejoinder import accounts, commitments
from rejoinder.store import Store, migrate
from rejoinder.store.migrating import EVENT_TABLES, migrations
from tests.conftest import START, rows
from tests.owing import unsettled

OPENED = {"account_id": 1, "reason": "cracked", "opened_on": "2026-10-01", "opened_by": 2, "opened_in": 7}
LEDGERS = {"account_id": 1, "opened_on": "2026-09-01"}
WORDS_OF_2 = {"account_id": 2, "reason": "two pallets short", "opened_on": "2026-10-03", "opened_by": 3}

# As the first release had them, one a row and invoice. Some of one commitment, others of none; open, closed without a
# verdict, and closed with each; the sixth was opened on an invoice whose first dispute is closed.
DISPUTES: tuple[Mapping[str, object], ...] = (
    {"invoice_id": 1, **LEDGERS, "closed_on": "2026-09-20"},
    {"invoice_id": 2, **OPENED, "amount_minor": 4000},
    {"invoice_id": 3, **LEDGERS},
    {"invoice_id": 4, **OPENED, "closed_on": "2026-10-20", "closed_as": "credit"},
    {"invoice_id": 7, **WORDS_OF_2, "amount_minor": 1, "closed_on": "2026-10-21", "closed_as": "upheld"},
    {"invoice_id": 1, **OPENED},
    {"invoice_id": 7, **WORDS_OF_2, "opened_in": 9},
    {"invoice_id": 5, **LEDGERS, "closed_on": "2026-10-22", "closed_as": "withdrawn"},
    {"invoice_id": 8, **WORDS_OF_2},
    {"invoice_id": 6, **OPENED, "reason": "late", "opened_in": 8, "amount_minor": 999},
)
# By what belongs together, the disputes above by their places.
TOGETHER = [[1], [2, 4, 6], [3], [5], [7], [8], [9], [10]]

# Ledgers as they were read in, by their id; the last one is another creditor's.
RUNS: tuple[Mapping[str, object], ...] = (
    {"creditor_id": 1, "kind": "invoices", "as_of": "2026-09-01", "ran_at": "2026-09-02T06:00:00.000000Z"},
    {"creditor_id": 1, "kind": "invoices", "as_of": None, "ran_at": "2026-10-01T06:00:00.000000Z"},
    {"creditor_id": 1, "kind": "payments", "as_of": "2026-10-02", "ran_at": "2026-10-02T06:00:00.000000Z"},
    {"creditor_id": 1, "kind": "invoices", "as_of": "2026-10-20", "ran_at": "2026-10-20T06:00:00.000000Z"},
    {"creditor_id": 2, "kind": "invoices", "as_of": "2026-09-10", "ran_at": "2026-09-10T06:00:00.000000Z"},
)

# Promises by their id, for invoices and for none in particular, with the day of the ledger that was known then.
PROMISE = {"account_id": 1, "call_id": 1, "kind": "promise_to_pay", "currency": "GBP", "due_on": "2026-10-15",
           "method": "transfer", "promised_by": "w", "note": "n", "read_back": "r", "made_by": 2}  # fmt: skip
NO_MONEY = {"amount_minor": None, "currency": None}
PROMISES: Mapping[int, Mapping[str, object]] = {
    20: {**PROMISE, "amount_minor": 5000, "made_at": "2026-10-03T09:00:00.000000Z"},
    21: {**PROMISE, "amount_minor": 700, "made_at": "2026-09-20T09:00:00.000000Z"},
    22: {**PROMISE, "amount_minor": 800, "made_at": "2026-08-20T09:00:00.000000Z"},
    23: {**PROMISE, "amount_minor": 900, "made_at": "2026-10-21T09:00:00.000000Z", "account_id": 2, "call_id": 2},
    24: {**PROMISE, **NO_MONEY, "kind": "call_back", "made_at": "2026-10-21T10:00:00.000000Z"},
    25: {**PROMISE, "amount_minor": 600, "made_at": "2026-10-22T09:00:00.000000Z"},
}
STATED = {20: "2026-10-01", 21: "2026-09-01", 22: "", 23: "2026-10-20", 25: "2026-10-20"}
# By the line's id: the promise, the invoice, the amount.
LINES = {31: (20, 1, 3000), 33: (20, 2, 2000), 34: (25, 3, 600)}
# With gaps: what was taken out of a count leads to them by their ids.
PROMISE_EVENTS: Mapping[int, tuple[int, str, str, int | None]] = {
    51: (20, "read_back", "", 2),
    52: (20, "partly_kept", "", None),
    57: (21, "read_back", "", 2),
    58: (21, "broken", "nothing came", 2),
    63: (22, "withdrawn", "gone", 2),
    64: (23, "kept", "", None),
    65: (25, "superseded", "", None),
    70: (25, "recorded_in_error", "a slip", 1),
}

AUDIT: tuple[tuple[int | None, str, str, int], ...] = (
    (1, "assigned to 2", "account", 1),
    (1, "assigned to None", "account", 2),
    (2, "script language zh", "account", 2),
    (None, "assigned to 13", "account", 1),
    (None, "changed by import 1", "account", 2),
    (None, "changed by import 1", "invoice", 7),
    (None, "closed by import 1", "dispute", 8),
    (2, "signed in", "person", 2),
    (None, "granted collector", "person", 2),
)


def _add(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Add a row as it comes, in a shape that only the first release knew."""
    marks = ", ".join("?" for _ in values)
    connection.execute(f'insert into "{table}" ({", ".join(values)}) values ({marks})', [*values.values()])


def _fill(connection: sqlite3.Connection) -> None:
    """Put into the tables of the first release what it could record."""
    _add(connection, "creditor", name="Ours Ltd", created_at="2026")
    for person_id in (1, 2, 3, 13):
        _add(connection, "person", id=person_id, name=f"P{person_id}", created_at="2026")
        _add(connection, "grant", person_id=person_id, creditor_id=1, role="lead")
    for account_id in (1, 2):
        _add(connection, "account", creditor_id=1, number=f"A{account_id}", name="Theirs", created_at="2026")
        call = {"person_id": 2, "language": "en", "started_at": "2026", "revision_mark": 0}
        _add(connection, "call", account_id=account_id, **call, submission=f"c{account_id}")
    for invoice_id in range(1, 9):
        of = 1 if invoice_id < 7 else 2
        days = {"issued_on": "2026-08-01", "due_on": f"2026-09-0{invoice_id}"}
        money = {"currency": "GBP", "amount_minor": 10000, "open_minor": 3000 if invoice_id == 2 else 10000}
        _add(connection, "invoice", account_id=of, number=f"I{invoice_id}", **days, **money)
    # Paid in part, so that the part which is disputed is all that is left.
    _add(connection, "ledger_statement", invoice_id=2, open_minor=3000, as_of="2026-10-15")
    # What the first release kept for its list: only a dispute without an amount put an invoice aside.
    for account_id, oldest in ((1, "2026-09-02"), (2, "9999-12-31")):
        connection.execute("update account set oldest_due_on = ? where id = ?", [oldest, account_id])
        handed = {"person_id": 2, "assigned_at": "2026", "oldest_due_on": oldest}
        _add(connection, "assignment", account_id=account_id, **handed)
    for commitment_id, of in ((7, 1), (8, 1), (9, 2)):
        made = {"made_at": "2026", "made_by": 2, "submission": f"s{commitment_id}"}
        _add(connection, "commitment", id=commitment_id, call_id=of, account_id=of, kind="dispute_details", **made)
        _add(connection, "commitment_event", commitment_id=commitment_id, kind="read_back", at="2026", reason="r")
    _promise(connection)
    for dispute in DISPUTES:
        _add(connection, "dispute", **dispute)
    for person_id, what, noun, noun_id in AUDIT:
        _add(connection, "audit", at="2026", person_id=person_id, what=what, noun=noun, noun_id=noun_id, digest="d")


def _promise(connection: sqlite3.Connection) -> None:
    """Put in what was promised, for which invoices, after which ledgers, and what became of it."""
    _add(connection, "creditor", name="Elsewhere Ltd", created_at="2026")
    for run in RUNS:
        _add(connection, "import_run", **run, person_id=1, file_name="f", file_digest="d", result="{}")
    for commitment_id, promise in PROMISES.items():
        _add(connection, "commitment", id=commitment_id, **promise, submission=f"s{commitment_id}")
    for line_id, (commitment_id, invoice_id, minor) in LINES.items():
        line = {"invoice_id": invoice_id, "amount_minor": minor, "due_on": "2026-10-15"}
        _add(connection, "commitment_line", id=line_id, commitment_id=commitment_id, **line)
    for event_id, (commitment_id, kind, reason, made_by) in PROMISE_EVENTS.items():
        said = {"kind": kind, "reason": reason, "at": "2026-10-25", "made_by": made_by}
        _add(connection, "commitment_event", id=event_id, commitment_id=commitment_id, **said)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A database of the first release with something in it."""
    path = tmp_path / "first.db"
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="m0002_account_file")
        connection.execute("pragma foreign_keys = on")
        _fill(connection)
        connection.commit()
    return path


@pytest.fixture
def migrated(first: Path) -> Iterator[Store]:
    """The same database after it was brought to the present shape."""
    migrate(first)
    store = Store(first)
    yield store
    store.close()


def test_every_dispute_is_kept_with_its_amount_and_verdict(migrated):
    blank = {"amount_minor": None, "reason": "", "opened_by": None, "opened_in": None, "closed_on": None,
             "closed_as": None}  # fmt: skip
    found = rows(
        migrated,
        "select l.invoice_id, d.account_id, l.amount_minor, d.words as reason, d.opened_on, d.opened_by, d.opened_in, "
        "l.closed_on, l.closed_as from dispute_line l join dispute d on d.id = l.dispute_id order by l.id",
    )
    assert found == [{**blank, **one} for one in DISPUTES]
    # The old words were free text; the new reason is one of a list, and nobody has chosen it yet.
    assert {(one["reason"], one["wants"]) for one in rows(migrated, "select reason, wants from dispute")} == {("", "")}


def test_disputes_of_one_commitment_are_one_and_all_others_stay_apart(migrated):
    lines: dict[int, list[int]] = {}
    for line in rows(migrated, "select id, dispute_id from dispute_line order by id"):
        lines.setdefault(line["dispute_id"], []).append(line["id"])
    assert list(lines.values()) == TOGETHER
    assert [one["id"] for one in rows(migrated, "select id from dispute order by id")] == sorted(lines)


def test_disputed_sums_are_what_they_were(migrated):
    """What was open before: all of invoices 1, 3, 7 and 8, of 2 and 6 a part, which of 2 is all; none of the others."""
    file = accounts.load(migrated, 1, person_id=1, now=START)
    by_number = {one.number: one.disputed_minor for one in file.invoices}
    assert by_number == {"I1": 10000, "I2": 3000, "I3": 10000, "I4": 0, "I5": 0, "I6": 999}
    assert file.standing.disputed_minor == 23999
    assert accounts.load(migrated, 2, person_id=1, now=START).standing.disputed_minor == 20000


def test_what_is_kept_is_what_would_be_worked_out(migrated):
    assert unsettled(migrated) == []
    listed = "select a.oldest_due_on as account, s.oldest_due_on as assignment from account a join assignment s"
    assert rows(migrated, f"{listed} on s.account_id = a.id order by a.id") == [
        {"account": "2026-09-04", "assignment": "2026-09-04"},
        {"account": "9999-12-31", "assignment": "9999-12-31"},
    ]


def test_slip_still_closes_the_disputes_it_opened_and_none_else(migrated):
    ours = {index for index, one in enumerate(DISPUTES, 1) if one.get("opened_in") == 7}
    before = rows(migrated, "select * from dispute_line order by id")
    slip = {"reason": "another firm", "today": START.date()}
    commitments.record_error(migrated, 7, person_id=1, now=START, **slip)
    after = rows(migrated, "select * from dispute_line order by id")
    changed = {new["id"] for old, new in zip(before, after, strict=True) if old != new}
    assert changed == {one for one in ours if before[one - 1]["closed_on"] is None}


def test_who_was_handed_what_is_read_from_the_details(migrated):
    found = rows(migrated, "select person_id, noun_id, account_id, details from audit where what = 'assigned'")
    read = [(one["person_id"], one["noun_id"], one["account_id"], json.loads(one["details"])) for one in found]
    assert read == [(1, 1, 1, {"to": 2}), (1, 2, 2, {"to": None}), (None, 1, 1, {"to": 13})]


def test_every_row_of_the_audit_is_kept_and_knows_its_account(migrated):
    found = rows(migrated, "select * from audit order by id")
    assert [(one["person_id"], one["noun_id"], one["at"], one["digest"]) for one in found] == [
        (person_id, noun_id, "2026", "d") for person_id, _, _, noun_id in AUDIT
    ]
    assert [one["what"] for one in found] == [
        "assigned", "assigned", "script language", "assigned", "changed by import 1", "changed by import 1",
        "closed by import 1", "signed in", "granted collector",
    ]  # fmt: skip
    assert [one["account_id"] for one in found] == [1, 2, 2, 1, 2, 2, 1, None, None]
    assert json.loads(found[2]["details"]) == {"language": "zh"}
    assert {one["details"] for one in found[4:]} == {""}


def test_closing_of_a_dispute_names_its_line_as_later_ones_do(migrated):
    closed = rows(migrated, "select noun, noun_id from audit where what like 'closed by import%'")
    assert closed == [{"noun": "dispute_line", "noun_id": 8}]
    assert rows(migrated, "select invoice_id from dispute_line where id = 8") == [{"invoice_id": 5}]


def test_every_event_of_a_commitment_is_kept_by_its_id_and_knows_its_account(migrated):
    found = rows(migrated, "select * from commitment_event order by id")
    read_back = {"kind": "read_back", "because": "", "reason": "r", "at": "2026", "made_by": None}
    assert found[:3] == [
        {"id": event_id, "commitment_id": one, "account_id": of, **read_back}
        for event_id, one, of in ((1, 7, 1), (2, 8, 1), (3, 9, 2))
    ]
    assert found[3:] == [
        {"id": event_id, "commitment_id": one, "account_id": PROMISES[one]["account_id"], "kind": kind, "because": "",
         "reason": reason, "at": "2026-10-25", "made_by": made_by}
        for event_id, (one, kind, reason, made_by) in PROMISE_EVENTS.items()
    ]  # fmt: skip


def test_every_promise_is_kept_with_all_that_was_written_of_it(migrated):
    since = {"matures_on": None, "document": "", "call_at": "", "only_me": 0, "obstacle": "", "tolerance_days": 1,
             "kept_percent": 100, "allowed_by": None, "allowed_why": "", "contact_id": None}  # fmt: skip
    assert rows(migrated, "select * from commitment where id >= 20 order by id") == [
        {"id": commitment_id, **promise, "submission": f"s{commitment_id}", **since}
        for commitment_id, promise in PROMISES.items()
    ]
    assert rows(migrated, "select id, kind, account_id from commitment where id < 20 order by id") == [
        {"id": one, "kind": "dispute_details", "account_id": of} for one, of in ((7, 1), (8, 1), (9, 2))
    ]


def test_lines_are_kept_and_a_promise_without_any_has_one_of_no_invoice(migrated):
    found = rows(migrated, "select * from commitment_line order by commitment_id, id")
    kept = {one["id"]: one for one in found if one["invoice_id"] is not None}
    names = ("commitment_id", "invoice_id", "amount_minor")
    assert {line_id: tuple(one[name] for name in names) for line_id, one in kept.items()} == LINES
    made = [one for one in found if one["invoice_id"] is None]
    assert {one["commitment_id"]: one["amount_minor"] for one in made} == {21: 700, 22: 800, 23: 900}
    assert len(made) == 3
    assert not {one["id"] for one in made} & set(LINES)
    assert {one["due_on"] for one in found} == {"2026-10-15"}
    # The ledger of their own creditor that was the last one before they were made; a list of payments is none.
    assert {one["commitment_id"]: one["stated_on"] for one in found} == STATED


def test_promises_stand_as_they_were_last_judged(migrated):
    standing = rows(migrated, "select id, became from commitment_standing where id >= 20 order by id")
    became = {20: "partly_kept", 21: "broken", 22: "withdrawn", 23: "kept", 24: ""}
    assert {one["id"]: one["became"] for one in standing} == became
    by_line = rows(migrated, "select commitment_id, amount_minor, due_minor, became, event_id from line_standing")
    # Of a single line nothing was said then.
    assert {one["commitment_id"] for one in by_line} == {20, 21, 22, 23}
    assert {(one["amount_minor"] == one["due_minor"], one["became"], one["event_id"]) for one in by_line} == {
        (True, "", None)
    }


def test_old_promises_are_judged_anew_without_changing_what_was_said(migrated):
    before = rows(migrated, "select * from commitment_event order by id")
    commitments.judge_all(migrated, now=START)
    after = rows(migrated, "select * from commitment_event order by id")
    assert after[: len(before)] == before
    last = {one["commitment_id"]: one["kind"] for one in after[len(before) :]}
    # No money is on record, and of two promises for nothing in particular the later one took the place of the other.
    # What was recorded in error is judged no more, and an open call back says nothing.
    became = {20: "broken", 21: "broken", 22: "superseded", 23: "broken"}
    assert {one: kind for one, kind in last.items() if one >= 20} == became
    judged = rows(migrated, "select line_id from line_judgement")
    lines = rows(migrated, "select id from commitment_line where commitment_id <> 25")
    assert sorted(one["line_id"] for one in judged) == sorted(one["id"] for one in lines)
    assert commitments.judge_all(migrated, now=START) == 0


def test_what_a_creditor_had_settled_stays_settled(first):
    with closing(sqlite3.connect(first)) as connection:
        migrations.apply(Database(connection), stop_before="m0005_judgements")
        settled = {"creditor_id": 1, "name": "records_calls", "value": "yes", "changed_at": "2026", "changed_by": 1}
        _add(connection, "creditor_setting", **settled)
        connection.commit()
    migrate(first)
    store = Store(first)
    assert rows(store, "select * from creditor_setting") == [settled]
    store.close()


def test_events_are_guarded_again_and_the_guards_know_the_new_columns(migrated):
    found = rows(migrated, "select name, sql from sqlite_master where type = 'trigger'")
    guards = {row["name"]: row["sql"] for row in found}
    for table, erasable in EVENT_TABLES.items():
        columns = {row["name"] for row in rows(migrated, "select name from pragma_table_info(?)", table)}
        named = guards[f"{table}_not_changed"].partition(" of ")[2].partition(" on ")[0]
        assert {one.strip(' "') for one in named.split(",")} == columns - set(erasable)
        assert f"{table}_not_deleted" in guards
        assert {f"{table}_{one}_only_blanked" for one in erasable} <= set(guards)
    for table, column in (("audit", "what"), ("audit", "account_id"), ("audit", "details"),
                          ("commitment_event", "kind"), ("commitment_event", "account_id"),
                          ("payment", "made_by"), ("payment", "submission")):  # fmt: skip
        assert f'"{column}"' in guards[f"{table}_not_changed"]
    for table, column in (("audit", "details"), ("commitment_event", "account_id")):
        for statement in (f"update {table} set {column} = {column}", f"delete from {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="is only added to"), migrated.write() as writing:
                writing.connection.execute(statement)


def test_migrated_tables_are_whole(migrated):
    assert rows(migrated, "pragma foreign_key_check") == []
    assert rows(migrated, "pragma integrity_check") == [{"integrity_check": "ok"}]
    assert rows(migrated, "select name from sqlite_master where name like '%\\_of\\_000%' escape '\\'") == []
    assert rows(migrated, "select name from sqlite_master where name like '%0001%' or sql like '%of_0005%'") == []
    # What leads to a table that was made anew leads to the new one.
    leads = 'select "table" as target from pragma_foreign_key_list(?) where "from" = ?'
    for table, column, target in (
        ("dispute", "opened_in", "commitment"),
        ("commitment_line", "commitment_id", "commitment"),
        ("commitment_event", "commitment_id", "commitment"),
        ("line_judgement", "line_id", "commitment_line"),
        ("line_judgement", "event_id", "commitment_event"),
    ):
        assert rows(migrated, leads, table, column) == [{"target": target}]
    opened_in = "select distinct opened_in from dispute where opened_in is not null order by 1"
    assert [one["opened_in"] for one in rows(migrated, opened_in)] == [7, 8, 9]


def test_migration_that_fails_leaves_the_first_release_as_it_was(first, monkeypatch):
    # Half a migration would be a book that neither release can read.
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with closing(sqlite3.connect(first)) as connection:
        before = list(connection.iterdump())
    monkeypatch.setattr("rejoinder.store.migrating._guard", broken)
    with pytest.raises(sqlite3.OperationalError, match="disk full"):
        migrate(first)
    with closing(sqlite3.connect(first)) as connection:
        assert list(connection.iterdump()) == before
