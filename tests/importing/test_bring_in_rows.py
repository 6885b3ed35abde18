"""What becomes of single rows: refused, skipped, counted; and of the whole: all or nothing."""

import json
from datetime import date

import pytest
from ledger_office import Office

from rejoinder.importing import entering
from rejoinder.store import Writing
from tests.importing.test_bring_in import HEADER, TWO

# ---- refused and skipped rows ---------------------------------------------------------------------------

BAD_ROWS = {
    "C1,X,A-2,00:00.0,2024-02-04,5": ("Invoice Date", "00:00.0"),
    "C1,X,A-2,2024-01-05,2024-02-30,5": ("Due Date", "2024-02-30"),
    "C1,X,A-2,2024-01-05,,5": ("Due Date", ""),
    "C1,X,A-2,2024-01-05,2024-02-04,": ("Amount", ""),
    "C1,X,A-2,2024-01-05,2024-02-04,five": ("Amount", "five"),
    "C1,X,,2024-01-05,2024-02-04,5": ("Invoice", ""),
    ",,A-2,2024-01-05,2024-02-04,5": ("Customer No", ""),
    "C1,X,A-2,2024-01-05,2024-02-04": ("", ""),
    "C1,X,A-2,2024-01-05,2024-02-04,5,6": ("", ""),
    "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,999.00": ("Invoice", "A-1"),
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_bad_row_is_refused_and_the_rest_is_in(office: Office, row: str) -> None:
    report = office.bring_in(TWO + row + "\n", repeated="refuse")
    assert (report.exit_code, report.created, report.rows) == (1, 2, 3)
    (refused,) = report.as_json()["refused"]
    assert (refused["row"], refused["column"], refused["value"]) == (4, *BAD_ROWS[row])
    assert refused["reason"].endswith(".")
    assert report.as_json()["totals"] == {"EUR": "150.00"}
    (line,) = office.rows("select line, state, content from import_line")
    assert line == {"line": 4, "state": "refused", "content": json.dumps(row.split(","))}


def test_exact_duplicate_is_skipped_and_counted(office: Office) -> None:
    report = office.bring_in(TWO + TWO.splitlines()[1] + "\n")
    assert (report.exit_code, report.created, report.skipped, report.refused) == (0, 2, 1, ())
    assert report.as_json()["totals"] == {"EUR": "150.00"}
    assert office.rows("select line, state from import_line") == [{"line": 4, "state": "skipped"}]


def test_counts_add_up_to_the_rows(office: Office) -> None:
    rows = TWO + "".join(row + "\n" for row in BAD_ROWS) + TWO.splitlines()[1] + "\n"
    report = office.bring_in(rows, as_of=date(2024, 5, 1), repeated="refuse")
    parts = (report.created, report.updated, report.unchanged, report.skipped, report.left_out, len(report.refused))
    assert sum(parts) == report.rows == 13


def test_quotation_mark_that_swallows_rows_is_told_with_its_line(office: Office) -> None:
    report = office.bring_in(TWO + 'C1,"X,A-2,2024-01-05,2024-02-04,5\nC1,X,A-3,2024-01-05,2024-02-04,5\n')
    assert (report.exit_code, "line 4" in str(report.error)) == (2, True)


# ---- all or nothing -------------------------------------------------------------------------------------


def test_dry_run_tells_everything_and_writes_nothing(office: Office) -> None:
    before = office.contents()
    tried = office.bring_in(TWO, dry_run=True)
    assert office.contents() == before
    assert tried.as_json() == office.bring_in(TWO).as_json()


def test_import_that_breaks_off_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(writing: Writing, account_ids: object) -> None:
        raise KeyboardInterrupt

    before = office.contents()
    with monkeypatch.context() as patched:
        patched.setattr(entering, "settle", break_off)
        with pytest.raises(KeyboardInterrupt):
            office.bring_in(TWO)
    assert office.contents() == before
    assert office.bring_in(TWO).created == 2


def test_creditors_stay_apart(office: Office) -> None:
    office.bring_in(TWO, creditor="Mill")
    report = office.bring_in(TWO.replace("100.00", "1.00"), creditor="Forge")
    assert (report.created, report.as_json()["open"]) == (2, {"EUR": "51.00"})
    assert office.bring_in(TWO, creditor="Mill").unchanged == 2


def test_names_and_numbers_may_hold_anything(office: Office) -> None:
    row = '"C\'1","=cmd|\'x\'; drop table invoice;--","{a}%s","2024-01-05",2024-02-04,1\n'
    report = office.bring_in(HEADER + row, creditor="100% Mill %(x)s")
    assert report.created == 1
    assert office.rows("select a.number, a.name, i.number as invoice from account a join invoice i") == [
        {"number": "C'1", "name": "=cmd|'x'; drop table invoice;--", "invoice": "{a}%s"}
    ]
