"""Open invoices that a newer list of open items no longer names count as settled, or are asked about."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from ledger_office import NOW, Office
from table_files import WRITERS, Cell

from rejoinder.accounts import settle
from rejoinder.importing import Report
from rejoinder.importing.undoing import undo
from rejoinder.store import stamp
from tests.importing.test_undoing import _book
from tests.owing import unsettled

HEADER = ("Customer No", "Customer Name", "Invoice", "Invoice Date", "Due Date", "Currency", "Amount", "Open Amount")
MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
Item = tuple[Cell, ...]


def _item(number: str, *, customer: str = "C1", currency: str = "EUR", left: str = "10.00") -> Item:
    return (customer, f"{customer} Ltd", number, "2024-01-05", "2024-02-04", currency, "10.00", left)


TEN = tuple(_item(f"A-{n}") for n in range(10))
EIGHT_AND_TWO = TEN[:8] + tuple(_item(f"B-{n}", customer="C2") for n in range(2))


@pytest.fixture(params=WRITERS)
def kind(request: pytest.FixtureRequest) -> str:
    """The name of a file as text, then as a workbook."""
    return str(request.param)


def _list(office: Office, items: Sequence[Item], day: date, kind: str = "ledger.csv", **said: Any) -> Report:
    """Bring in the open items of a day."""
    return office.bring_in(WRITERS[kind]([HEADER, *items]), kind, currency="", as_of=day, **said)


def _undo_last(office: Office) -> None:
    """Take the last import back."""
    (last,) = office.rows("select max(id) as id from import_run")
    undo(office.store, last["id"], person_id=None, now=NOW + timedelta(1))


def _asked(report: Report) -> dict[str, Any]:
    """Give the one question that was asked."""
    (question,) = report.as_json()["questions"]
    return dict(question)


# ---- settled without a question -------------------------------------------------------------------------


def test_few_that_vanished_are_settled_on_the_day_of_the_list(office: Office, kind: str) -> None:
    _list(office, TEN, MAY, kind)
    report = _list(office, TEN[2:], JUNE, kind)
    assert (report.exit_code, report.unchanged, report.vanished) == (0, 8, 2)
    assert report.as_json()["vanished_open"] == {"EUR": "20.00"}
    assert report.as_json()["open"] == {"EUR": "80.00"}
    assert office.open() == {f"A-{n}": 0 if n < 2 else 1000 for n in range(10)}
    assert (
        office.rows("select received_on, amount_minor, source from payment")
        == [{"received_on": "2024-06-01", "amount_minor": 1000, "source": "ledger"}] * 2
    )
    assert unsettled(office.store) == []


def test_credit_note_that_vanished_is_settled_too(office: Office) -> None:
    credit = ("C1", "C1 Ltd", "CN-1", "2024-01-05", "2024-02-04", "EUR", "-10.00", "-10.00")
    _list(office, (*TEN, credit), MAY)
    report = _list(office, TEN, JUNE)
    assert (report.vanished, report.as_json()["open"], office.open()["CN-1"]) == (1, {"EUR": "100.00"}, 0)


def test_what_a_newer_list_names_again_is_open_again(office: Office) -> None:
    _list(office, TEN, MAY)
    _list(office, TEN[1:], JUNE)
    report = _list(office, TEN, JUNE + timedelta(1))
    assert (report.updated, office.open()["A-0"]) == (1, 1000)
    assert unsettled(office.store) == []


def test_money_that_came_after_the_list_is_not_swallowed_by_it(office: Office) -> None:
    _list(office, TEN, MAY)
    with office.store.write() as writing:
        about = {"account_id": 1, "currency": "EUR", "amount_minor": 400}
        payment_id = writing.add("payment", **about, received_on="2024-06-03", source="hand", recorded_at=stamp(NOW))
        writing.add("allocation", payment_id=payment_id, invoice_id=1, amount_minor=400)
        settle(writing, [1])
    report = _list(office, TEN[1:], JUNE)
    # The list of 1 June has it settled; what came on 3 June is too much.
    assert (report.vanished, office.open()["A-0"]) == (1, -400)
    assert sum(report.open_minor.values()) == sum(office.open().values())
    assert unsettled(office.store) == []


def test_what_is_settled_but_for_later_money_does_not_vanish_again(office: Office) -> None:
    _list(office, TEN, MAY)
    with office.store.write() as writing:
        about = {"account_id": 1, "currency": "EUR", "amount_minor": 400}
        payment_id = writing.add("payment", **about, received_on="2024-06-03", source="hand", recorded_at=stamp(NOW))
        writing.add("allocation", payment_id=payment_id, invoice_id=1, amount_minor=400)
        settle(writing, [1])
    assert _list(office, TEN[1:], JUNE).vanished == 1
    before = office.book()
    assert _list(office, TEN[1:], JUNE).vanished == 0
    assert (office.book(), office.open()["A-0"]) == (before, -400)


def test_invoice_issued_after_the_day_of_the_list_has_not_vanished(office: Office) -> None:
    late = ("C1", "C1 Ltd", "A-99", "2024-05-20", "2024-06-20", "EUR", "10.00", "10.00")
    _list(office, (*TEN, late), JUNE)
    report = _list(office, TEN, date(2024, 5, 10))
    assert (report.vanished, office.open()["A-99"]) == (0, 1000)


def test_invoice_named_by_a_refused_row_has_not_vanished(office: Office, kind: str) -> None:
    _list(office, TEN, MAY, kind)
    broken = (*TEN[0][:4], "00:00.0", *TEN[0][5:])
    report = _list(office, (broken, *TEN[1:]), JUNE, kind)
    assert (report.vanished, len(report.refused), office.open()["A-0"]) == (0, 1, 1000)


@pytest.mark.parametrize("settled", ["0.00", ""])
def test_list_that_has_settled_invoices_too_settles_nothing_by_silence(office: Office, settled: str) -> None:
    _list(office, TEN, MAY)
    items = (_item("A-1", left=settled), *TEN[2:])
    report = _list(office, items, JUNE)
    if settled:
        assert (report.vanished, office.open()["A-0"], office.open()["A-1"]) == (0, 1000, 0)
    else:
        # An empty open amount is refused; the row names its invoice, so that it is not taken for settled.
        assert (report.vanished, len(report.refused), office.open()["A-1"]) == (1, 1, 1000)


def test_list_without_open_amounts_settles_nothing_by_silence(office: Office) -> None:
    _list(office, TEN, MAY)
    rows = [HEADER[:-1], *(item[:-1] for item in TEN[5:])]
    report = office.bring_in(WRITERS["ledger.csv"](rows), as_of=JUNE)
    assert (report.vanished, report.unchanged) == (0, 5)


def test_refused_rows_mended_and_sent_again_settle_nothing_by_silence(office: Office) -> None:
    _list(office, TEN, MAY)
    mended = [(*HEADER, "Why it did not come in"), (*TEN[0], "x")]
    report = office.bring_in(WRITERS["ledger.csv"](mended), currency="", as_of=JUNE)
    assert (report.exit_code, report.vanished, report.unchanged) == (0, 0, 1)


# ---- asked about ----------------------------------------------------------------------------------------

YEN = tuple(_item(f"Y-{n}", currency="JPY", left="10") for n in range(3))
UNNAMED = ("C1", "C1 Ltd", "", "2024-01-05", "2024-02-04", "EUR", "10.00", "10.00")
PARTIAL = {
    "more than usual": (TEN, TEN[7:], {"count": 7, "of": 10, "examples": [f"A-{n}" for n in range(5)]}),
    "a whole currency": (TEN * 1 + YEN, TEN, {"count": 3, "of": 13, "examples": ["Y-0", "Y-1", "Y-2"]}),
    "one customer only": (EIGHT_AND_TWO, TEN[:8], {"count": 2, "of": 10, "examples": ["B-0", "B-1"]}),
    "a row nobody can name": (TEN, (*TEN[1:], UNNAMED), {"count": 1, "of": 10, "examples": ["A-0"]}),
}


@pytest.mark.parametrize("name", PARTIAL)
def test_list_that_looks_partial_is_asked_about_and_writes_nothing(office: Office, kind: str, name: str) -> None:
    first, second, figures = PARTIAL[name]
    assert _list(office, first, MAY, kind).exit_code == 0
    before = office.contents()
    question = _asked(_list(office, second, JUNE, kind))
    assert question == {"about": "missing invoices", "choices": ["settled", "kept"], **figures}
    assert office.contents() == before


@pytest.mark.parametrize("name", PARTIAL)
@pytest.mark.parametrize("answer", ["settled", "kept"])
def test_vanished_are_as_was_answered(office: Office, name: str, answer: str) -> None:
    first, second, figures = PARTIAL[name]
    _list(office, first, MAY)
    before = office.open()
    report = _list(office, second, JUNE, missing=answer)
    gone = {str(item[2]) for item in first} - {str(item[2]) for item in second}
    assert report.vanished == (figures["count"] if answer == "settled" else 0)
    assert office.open() == {number: 0 if number in gone and answer == "settled" else minor
                             for number, minor in before.items()}  # fmt: skip
    assert unsettled(office.store) == []


def test_answer_about_vanished_invoices_is_not_remembered(office: Office) -> None:
    _list(office, TEN, MAY)
    _list(office, TEN[5:], MAY + timedelta(1), missing="kept")
    assert _asked(_list(office, TEN[7:], JUNE))["count"] == 7


def test_new_creditor_is_asked_nothing(office: Office) -> None:
    _list(office, TEN, MAY)
    assert _list(office, TEN[:1], JUNE, creditor="Forge").exit_code == 0
    assert sum(office.open().values()) == 10 * 1000


# ---- again, before, and back ----------------------------------------------------------------------------


@pytest.mark.parametrize(("items", "answer"), [(TEN[2:], ""), (TEN[7:], "settled"), (TEN[7:], "kept")])
def test_same_list_again_changes_nothing(office: Office, kind: str, items: Sequence[Item], answer: str) -> None:
    _list(office, TEN, MAY, kind)
    _list(office, items, JUNE, kind, missing=answer)
    before = office.book()
    report = _list(office, items, JUNE, kind, missing=answer)
    assert (report.exit_code, report.unchanged, report.vanished) == (0, len(items), 0)
    assert office.book() == before


@pytest.mark.parametrize("answer", ["settled", "kept"])
@pytest.mark.parametrize("older", [TEN, TEN[:5], TEN[2:3]])
def test_older_list_after_a_newer_one_changes_no_money(office: Office, older: Sequence[Item], answer: str) -> None:
    _list(office, TEN, MAY)
    _list(office, TEN[2:], JUNE)
    before = {name: office.rows(f"select * from {name}") for name in ("invoice", "payment", "ledger_statement")}
    report = _list(office, older, date(2024, 5, 15), missing=answer)
    assert (report.vanished, report.updated, report.unchanged) == (0, 0, len(older))
    assert {name: office.rows(f"select * from {name}") for name in before} == before


@pytest.mark.parametrize("name", PARTIAL)
@pytest.mark.parametrize("answer", ["settled", "kept"])
def test_undone_it_is_as_before(office: Office, name: str, answer: str) -> None:
    first, second, _ = PARTIAL[name]
    _list(office, first, MAY)
    before = _book(office)
    _list(office, second, JUNE, missing=answer)
    _undo_last(office)
    assert _book(office) == before
    assert unsettled(office.store) == []
    # And the list before it can be undone then, and both come in again.
    _undo_last_two(office, first, second, answer)


def _undo_last_two(office: Office, first: Sequence[Item], second: Sequence[Item], answer: str) -> None:
    """Undo the first list too, then bring in both again."""
    undo(office.store, 1, person_id=None, now=NOW + timedelta(2))
    assert office.rows("select * from invoice") == []
    assert _list(office, first, MAY).created == len(first)
    assert _list(office, second, JUNE, missing=answer).exit_code in (0, 1)


def test_older_list_undone_leaves_the_newer_one_as_it_was(office: Office) -> None:
    _list(office, TEN, MAY)
    _list(office, TEN[2:], JUNE)
    before = _book(office)
    _list(office, (*TEN, _item("Z-1")), date(2024, 5, 15))
    assert _book(office) != before
    _undo_last(office)
    assert _book(office) == before
