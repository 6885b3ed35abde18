"""An import is undone whole, as long as nothing was built on it; afterwards the book is as it was before."""

from datetime import date, timedelta

import pytest
from ledger_office import NOW, Office

from rejoinder.errors import Refused
from rejoinder.importing.undoing import may_undo, undo
from tests.owing import unsettled

OPEN = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount,Open Amount,Disputed,Collector\n"
FIRST = OPEN + (
    "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,100.00,100.00,no,Ann\n"
    "C1,Ashby Ltd,A-2,2024-02-05,2024-03-04,80.00,80.00,yes,Ann\n"
    "C2,Birch Ltd,B-1,2024-03-05,2024-04-04,50.00,50.00,no,Ann\n"
)
SECOND = OPEN + (
    "C1,Ashby & Sons,A-1,2024-01-05,2024-02-14,100.00,60.00,yes,Ben\n"
    "C1,Ashby & Sons,A-2,2024-02-05,2024-03-04,80.00,80.00,no,Ben\n"
    "C3,Cedar Ltd,D-1,2024-03-15,2024-04-14,70.00,70.00,yes,Ann\n"
    "C1,Ashby & Sons,A-3,2024-03-25,2024-04-24,-10.00,-10.00,no,Ben\n"
)


def _last_run(office: Office) -> int:
    return int(office.rows("select max(id) as id from import_run")[0]["id"])


def _book(office: Office) -> dict[str, object]:
    """Give the book as people see it: what remembers that something was changed and changed back is left away."""
    found = {name: rows for name, rows in office.contents().items() if name not in MEMORY}
    for rows in found.values():
        for row in rows:
            row.update({name: None for name in ("version", "changed_at", "assigned_at") if name in row})
    return dict(found)


MEMORY = ("import_run", "import_line", "import_before", "import_answer", "audit", "person", "grant",
          "account_words_data", "account_words_idx", "account_words_docsize", "sqlite_sequence")  # fmt: skip


def _undo(office: Office) -> int:
    return undo(office.store, _last_run(office), person_id=None, now=NOW + timedelta(10))


def test_newest_import_is_undone_and_the_book_is_as_before(office: Office) -> None:
    office.bring_in(FIRST, as_of=date(2024, 5, 1))
    before = _book(office)
    report = office.bring_in(SECOND, as_of=date(2024, 6, 1), missing="settled")
    assert (report.created, report.updated, report.vanished) == (2, 2, 1)
    assert _book(office) != before
    _undo(office)
    assert _book(office) == before
    assert unsettled(office.store) == []
    assert [row["kind"] for row in office.rows("select kind from import_run order by id")] == [
        "invoices",
        "invoices",
        "undo",
    ]


def test_first_import_is_undone_to_nothing_and_comes_in_again(office: Office) -> None:
    office.bring_in(FIRST)
    ids = [row["id"] for row in office.rows("select id from account")]
    _undo(office)
    assert office.rows("select * from account") == office.rows("select * from invoice") == []
    assert office.rows("select * from ledger_statement") == []
    assert office.bring_in(FIRST).created == 3
    assert not set(ids) & {row["id"] for row in office.rows("select id from account")}, (
        "an id never means another account"
    )


def test_undone_import_is_not_undone_again(office: Office) -> None:
    office.bring_in(FIRST)
    run_id = _last_run(office)
    _undo(office)
    with pytest.raises(Refused, match="undone already"):
        undo(office.store, run_id, person_id=None, now=NOW)
    with pytest.raises(Refused, match="no import that can be undone"):
        undo(office.store, run_id + 1, person_id=None, now=NOW)


def test_only_the_newest_import_is_undone(office: Office) -> None:
    office.bring_in(FIRST)
    run_id = _last_run(office)
    office.bring_in(SECOND, name="second.csv", missing="settled", now=NOW + timedelta(1))
    with pytest.raises(Refused, match=r"second\.csv"):
        undo(office.store, run_id, person_id=None, now=NOW)
    _undo(office)
    assert may_undo(office.store, run_id) is None


BUILT = {
    "Payments": "insert into payment (account_id, received_on, currency, amount_minor, source, recorded_at) "
    "values (1, '2024-06-16', 'EUR', 100, 'hand', '2024-06-16T09:00:00.000000Z')",
    "Notes": "insert into note (account_id, kind, text, made_at, made_by, submission) "
    "values (1, 'note', 'x', '2024-06-16', 1, 's')",
}


@pytest.mark.parametrize("word", BUILT)
def test_import_on_which_something_was_built_stays(office: Office, word: str) -> None:
    office.bring_in(FIRST)
    office.store.connection.execute(BUILT[word])
    before = office.contents()
    with pytest.raises(Refused, match=word):
        _undo(office)
    assert office.contents() == before


def test_rows_of_an_import_that_stands_are_never_deleted(office: Office) -> None:
    office.bring_in(FIRST)
    for table in ("ledger_statement", "payment", "allocation"):
        if office.rows(f"select 1 from {table}"):
            with pytest.raises(Exception, match="only added to"):
                office.store.connection.execute(f"delete from {table}")
