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
    for dispute in DISPUTES:
        _add(connection, "dispute", **dispute)
    for person_id, what, noun, noun_id in AUDIT:
        _add(connection, "audit", at="2026", person_id=person_id, what=what, noun=noun, noun_id=noun_id, digest="d")


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


def test_every_event_of_a_commitment_knows_its_account(migrated):
    found = rows(migrated, "select commitment_id, account_id, kind, reason from commitment_event order by id")
    event = {"kind": "read_back", "reason": "r"}
    assert found == [{"commitment_id": one, "account_id": of, **event} for one, of in ((7, 1), (8, 1), (9, 2))]


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
    assert rows(migrated, "select name from sqlite_master where name like '%0001%'") == []


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
