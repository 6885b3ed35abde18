"""IBM's public sample of 2,466 invoices, where somebody has put it beside the checkout."""

from datetime import date
from pathlib import Path

import pytest
from ledger_office import NOW, Office

from rejoinder.importing import Answers, Report, bring_in

FILE = Path(__file__).resolve().parents[3] / "shared" / "receivables" / "ibm_accounts_receivable.csv"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the IBM sample is not there: {FILE.name}")


def _bring_in(office: Office, as_of: date | None = None) -> Report:
    """Bring the sample in."""
    answers = Answers(creditor="IBM", currency="USD", as_of=as_of)
    return bring_in(office.store, FILE, answers, now=NOW)


def test_whole_sample_is_in_and_settled(office: Office) -> None:
    report = _bring_in(office)
    assert (report.exit_code, report.rows, report.created, report.accounts) == (0, 2466, 2466, 100)
    assert report.as_json()["totals"] == {"USD": "147703.18"}
    assert report.as_json()["open"] == {"USD": "0.00"}
    assert len(office.rows("select * from dispute")) == len(office.rows("select * from dispute_line")) == 561
    assert office.rows("select distinct terms_days from account") == [{"terms_days": 30}]
    assert office.rows("select issued_on, due_on from invoice where number = '611365'") == [
        {"issued_on": "2013-01-02", "due_on": "2013-02-01"}
    ]


def test_sample_as_of_june_shows_the_open_book(office: Office) -> None:
    report = _bring_in(office, date(2013, 6, 30))
    assert (report.created, report.left_out) == (1930, 536)
    assert (report.as_json()["open"], report.invoices_open) == ({"USD": "5119.85"}, 84)
    assert (report.invoices_overdue, report.invoices_overdue_disputed) == (12, 8)
    assert sum(office.open().values()) == 511985
    full = _bring_in(office)
    assert (full.created, full.updated, full.unchanged) == (536, 84, 1846)
    assert full.as_json()["open"] == {"USD": "0.00"}


def test_sample_again_changes_nothing(office: Office) -> None:
    _bring_in(office)
    before = office.contents(but=("import_run",))
    assert _bring_in(office).unchanged == 2466
    assert office.contents(but=("import_run",)) == before
