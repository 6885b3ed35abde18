"""Credit notes without a number are each money of their own, and stay the same from one list to the next."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_office import NOW, Office

from rejoinder.importing import Answers, Report, history, pieces, undoing
from rejoinder.importing.preparing import prepare
from rejoinder.importing.runs import enter

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Open Amount\n"
INVOICE = "C1,Ashby,A-1,2024-01-05,2024-02-04,100.00\n"
CREDIT = "C1,Ashby,,2024-01-21,2024-01-21,-{}.00\n"
FIRST, SECOND, THIRD = "CN 2024-01-21", "CN 2024-01-21 (2)", "CN 2024-01-21 (3)"


def listed(*amounts: int) -> str:
    """Write an open list with an invoice and credit notes without a number, in this order."""
    return HEADER + INVOICE + "".join(CREDIT.format(one) for one in amounts)


def bring_in(office: Office, *amounts: int, after: int = 0) -> Report:
    return office.bring_in(listed(*amounts), now=NOW + timedelta(after))


def credits_of(office: Office) -> dict[str, int]:
    """Give what is open of credit notes, in whole euros."""
    return {number: minor // 100 for number, minor in office.open().items() if number != "A-1"}


def test_two_of_one_day_and_amount_both_come_in(office: Office) -> None:
    report = bring_in(office, 4, 4)
    assert (report.created, report.skipped, report.questions) == (3, 0, ())
    assert report.as_json()["open"] == {"EUR": "92.00"}
    assert credits_of(office) == {FIRST: -4, SECOND: -4}


def test_two_of_one_day_with_different_amounts_both_come_in_and_nothing_is_asked(office: Office) -> None:
    assert bring_in(office, 4, 5).questions == ()
    assert credits_of(office) == {FIRST: -4, SECOND: -5}


def test_notice_names_every_one_of_them(office: Office) -> None:
    notices = [one for one in bring_in(office, 4, 4).notices if "without a number" in str(one.problem)]
    assert [(one.count, one.lines) for one in notices] == [(2, (3, 4))]


def test_same_list_again_changes_nothing(office: Office) -> None:
    bring_in(office, 4, 5, 4)
    before = office.book()
    again = bring_in(office, 4, 5, 4, after=1)
    assert (again.created, again.updated, again.unchanged, again.skipped) == (0, 0, 4, 0)
    assert office.book() == before


def test_others_of_one_customer_and_day_are_counted_apart(office: Office) -> None:
    rows = ("C2,Birch,,2024-01-21,2024-01-21,-4.00\n", "C1,Ashby,,2024-01-22,2024-01-22,-4.00\n")
    office.bring_in(listed(4) + "".join(rows))
    numbers = [
        row["number"] for row in office.rows("select number from invoice where kind = 'credit_note' order by id")
    ]
    assert numbers == [FIRST, FIRST, "CN 2024-01-22"]


def test_counting_goes_on_from_piece_to_piece(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 2)
    assert bring_in(office, 4, 4, 4, 4).created == 5
    assert credits_of(office) == {FIRST: -4, SECOND: -4, THIRD: -4, "CN 2024-01-21 (4)": -4}
    assert bring_in(office, 4, 4, 4, 4).unchanged == 5


def test_one_of_two_alike_that_is_gone_is_settled(office: Office) -> None:
    bring_in(office, 4, 4)
    report = bring_in(office, 4, after=1)
    assert (report.vanished, report.unchanged, report.created) == (1, 2, 0)
    assert credits_of(office) == {FIRST: -4, SECOND: 0}


def test_second_keeps_its_number_when_the_first_is_gone(office: Office) -> None:
    bring_in(office, 4, 5)
    report = bring_in(office, 5, after=1)
    assert (report.vanished, report.unchanged, report.updated) == (1, 2, 0)
    assert credits_of(office) == {FIRST: 0, SECOND: -5}


@pytest.mark.parametrize("amounts", [(7, 4, 5), (4, 7, 5), (5, 4, 7), (4, 5, 4), (4, 4, 5)])
def test_third_is_new_wherever_it_stands(office: Office, amounts: tuple[int, ...]) -> None:
    bring_in(office, 4, 5)
    report = bring_in(office, *amounts, after=1)
    assert (report.created, report.unchanged, report.updated, report.vanished) == (1, 3, 0, 0)
    assert credits_of(office) == {FIRST: -4, SECOND: -5, THIRD: -(sum(amounts) - 9)}


def test_one_that_was_used_in_part_stays_the_same(office: Office) -> None:
    bring_in(office, 4, 5)
    report = bring_in(office, 4, 3, after=1)
    assert (report.updated, report.created, report.vanished) == (1, 0, 0)
    assert credits_of(office) == {FIRST: -4, SECOND: -3}


def test_larger_one_in_place_of_another_is_new(office: Office) -> None:
    bring_in(office, 4)
    report = bring_in(office, 9, after=1)
    assert (report.created, report.vanished) == (1, 1)
    assert credits_of(office) == {FIRST: 0, SECOND: -9}


def test_older_list_after_a_newer_one_changes_no_money(office: Office) -> None:
    for amounts, day in (((4, 5), 0), ((5,), 1), ((3,), 2)):
        bring_in(office, *amounts, after=day)
    before = office.book()
    for amounts, day in (((4, 5), 0), ((5,), 1)):
        bring_in(office, *amounts, after=day)
    assert office.book() == before


def test_undone_list_leaves_them_as_before(office: Office) -> None:
    bring_in(office, 4, 4)
    before = office.book()
    run_id = bring_in(office, 4, 6, after=1).run_id
    assert credits_of(office) == {FIRST: -4, SECOND: 0, THIRD: -6}
    undoing.undo(office.store, run_id, person_id=None, now=NOW + timedelta(1))
    assert credits_of(office) == {FIRST: -4, SECOND: -4}
    assert [office.book()[table] for table in ("account", "invoice", "payment")] == [
        before[table] for table in ("account", "invoice", "payment")
    ]
    assert bring_in(office, 4, 4, after=2).unchanged == 3


def test_stated_number_stays_and_is_nobody_elses(office: Office) -> None:
    content = listed(4, 4) + f"C1,Ashby,{SECOND},2024-03-01,2024-03-01,-4.00\n"
    content += f"C1,Ashby,{FIRST},2024-03-01,2024-03-01,-6.00\n"
    office.bring_in(content)
    assert credits_of(office) == {SECOND: -4, FIRST: -6, THIRD: -4, "CN 2024-01-21 (4)": -4}
    assert office.bring_in(content, now=NOW + timedelta(1)).unchanged == 5


def test_stated_number_in_several_rows_is_asked_about_as_ever(office: Office) -> None:
    row = f"C1,Ashby,{FIRST},2024-01-21,2024-01-21,-6.00\n"
    assert office.bring_in(listed(4, 4) + row + row).skipped == 1
    asked = office.bring_in(listed(4, 4) + row + row.replace("6", "7"), now=NOW + timedelta(1))
    assert [(one.about, one.count) for one in asked.questions] == [("repeated invoices", 1)]


def test_row_that_names_its_customer_only_is_counted_with_the_others(office: Office) -> None:
    content = listed(4) + CREDIT.format(4).replace("C1", "")
    assert office.bring_in(content).created == 3
    assert credits_of(office) == {FIRST: -4, SECOND: -4}
    assert office.bring_in(content, now=NOW + timedelta(1)).unchanged == 3


def test_other_currency_is_another_credit_note(office: Office) -> None:
    content = HEADER.replace("\n", ",Currency\n") + CREDIT.format(4).replace("\n", ",{}\n")
    office.bring_in(content.format("EUR"))
    assert office.bring_in(content.format("USD"), missing="kept", now=NOW + timedelta(1)).created == 1
    assert credits_of(office) == {FIRST: -4, SECOND: -4}


def test_one_that_is_refused_is_not_taken_for_settled(office: Office) -> None:
    bring_in(office, 4, 5)
    broken = listed(4) + CREDIT.format(5).replace("2024-01-21,-", "soon,-")
    report = office.bring_in(broken, now=NOW + timedelta(1))
    assert ([one.row for one in report.refused], report.vanished) == ([4], 0)
    assert credits_of(office) == {FIRST: -4, SECOND: -5}


def test_mended_row_comes_in_beside_the_others(office: Office) -> None:
    office.bring_in(listed(9) + CREDIT.format(5).replace("2024-01-21,-", "soon,-"))
    assert credits_of(office) == {FIRST: -9}
    past = history.PastRun(1, "", 1, "", "", NOW.date(), NOW, "", {}, tuple(HEADER.strip().split(",")), None, None)
    refused = history.refused_file(office.store, past, say=str, reason=history.REASON).decode("utf-8-sig")
    for created, unchanged in ((1, 0), (0, 1)):
        report = office.bring_in(refused.replace("soon", "2024-01-21"), now=NOW + timedelta(1))
        assert (report.created, report.unchanged, report.vanished) == (created, unchanged, 0)
        assert credits_of(office) == {FIRST: -9, SECOND: -5}


def test_original_amount_tells_them_apart_in_a_list_that_has_it(office: Office) -> None:
    header = HEADER.replace("Open Amount", "Amount,Open Amount")
    rows = [CREDIT.format(one).replace("\n", ",-{}.00\n") for one in (8, 6)]
    office.bring_in(header + rows[0].format(8) + rows[1].format(6))
    report = office.bring_in(header + rows[1].format(6) + rows[0].format(6), now=NOW + timedelta(1))
    assert (report.unchanged, report.updated, report.created) == (1, 1, 0)
    assert credits_of(office) == {FIRST: -6, SECOND: -6}
    assert office.bring_in(header + rows[1].format(6), now=NOW + timedelta(2)).vanished == 1
    assert credits_of(office) == {FIRST: 0, SECOND: -6}


def test_another_list_of_what_was_billed_adds_its_own(office: Office) -> None:
    header = HEADER.replace("Open Amount", "Amount")
    office.bring_in(header + CREDIT.format(4))
    office.bring_in(header + CREDIT.format(6), now=NOW + timedelta(1))
    assert credits_of(office) == {FIRST: -4, SECOND: -6}


def test_book_that_changed_meanwhile_is_looked_at_again(office: Office) -> None:
    path, stage_path = office.file(listed(4, 6), "waiting.csv"), office.folder / "stage.db"
    office.bring_in(HEADER + INVOICE)
    prepared = prepare(office.store, path, Answers(creditor="Mill", currency="EUR"), now=NOW, stage_path=stage_path)
    bring_in(office, 6)
    report = enter(office.store, prepared, stage_path, contents=lambda lines: {}, person_id=None, now=prepared.now)
    assert (report.created, report.unchanged, report.vanished) == (1, 2, 0)
    assert credits_of(office) == {FIRST: -6, SECOND: -4}


@settings(max_examples=40, deadline=None)
@given(lists=st.lists(st.lists(st.integers(1, 6), max_size=5), min_size=1, max_size=4))
def test_what_is_open_is_what_the_newest_list_says(lists: list[list[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for day, amounts in enumerate(lists):
            for _ in range(2):
                report = office.bring_in(listed(*amounts), missing="settled", now=NOW + timedelta(day))
                assert (report.skipped, report.refused, report.questions) == (0, (), ())
            assert (report.created, report.updated, report.unchanged) == (0, 0, len(amounts) + 1)
            left = Counter(-minor for minor in credits_of(office).values() if minor)
            assert left == Counter(amounts)
        office.store.close()
