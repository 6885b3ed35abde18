"""Whatever is wrong with a file is told in a sentence; what is right in it comes in, and nothing is made up."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from ledger_office import NOW, Office
from table_files import WRITERS, Cell, csv_of, xlsx_of

from rejoinder import people
from rejoinder.errors import Problem
from rejoinder.importing import Report, history
from rejoinder.importing.files import bounds
from rejoinder.importing.files import opening as files

HEADER = ("Customer No", "Customer Name", "Invoice", "Invoice Date", "Due Date", "Amount")
ISSUED, DUE = "2024-01-05", "2024-02-04"
FIRST = ("C1", "Ashby Ltd", "A-1", ISSUED, DUE, "100.00")
SECOND = ("C2", "Birch Ltd", "B-1", ISSUED, DUE, "50.00")

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(params=WRITERS)
def kind(request: pytest.FixtureRequest) -> str:
    """The name of a file as text, then as a workbook."""
    return str(request.param)


def _in(office: Office, kind: str, *rows: Sequence[Cell], **said: Any) -> Report:
    """Bring in rows below the header."""
    return office.bring_in(WRITERS[kind]([HEADER, *rows]), kind, **said)


def _said(report: Report) -> list[tuple[str, int, list[int]]]:
    """Give the notices of a report."""
    return [(one["reason"], one["count"], one["lines"]) for one in report.as_json()["warnings"]]


# ---- nothing comes in -----------------------------------------------------------------------------------


NO_LISTS = {
    "empty.csv": (lambda: b"", "This file is empty."),
    "blank.csv": (lambda: b"\xef\xbb\xbf\r\n \r\n", "This file is empty."),
    "empty.xlsx": (lambda: xlsx_of([]), "is empty"),
    "header.csv": (lambda: csv_of([HEADER]), "This file has a header and no rows below it."),
    "header.xlsx": (lambda: xlsx_of([HEADER]), "This file has a header and no rows below it."),
    "picture.xlsx": (lambda: PNG, "This is a picture."),
    "picture.csv": (lambda: PNG, "This is a picture."),
    "torn.xlsx": (lambda: xlsx_of([HEADER, FIRST])[:-200], "This workbook is damaged."),
    "letter.csv": (
        lambda: b"Dear Sir or Madam,\nplease find enclosed\nour list.\n",
        "No line with known names of columns was found.",
    ),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_is_told_in_a_sentence_and_nothing_is_written(office: Office, name: str) -> None:
    before = office.contents()
    write, sentence = NO_LISTS[name]
    report = office.bring_in(write(), name)
    assert sentence in report.as_json()["error"]
    assert (report.exit_code, office.contents()) == (2, before)


def test_bomb_is_not_unpacked_and_nothing_is_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 20_000_000)
    before, content = office.contents(), io.BytesIO(xlsx_of([HEADER, FIRST]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.png", bytes(bounds.MOST_UNPACKED))
    assert "unpacks to more than 600 MB" in office.bring_in(content.getvalue(), "bomb.xlsx").as_json()["error"]
    assert office.contents() == before


def test_more_rows_than_can_be_read_are_refused_and_nothing_is_written(
    office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 200)
    before = office.contents()
    report = _in(office, kind, *(("C1", "Ashby Ltd", f"A-{n}", ISSUED, DUE, "1.00") for n in range(400)))
    assert "This file has more than 200 rows." in report.as_json()["error"]
    assert (report.exit_code, office.contents()) == (2, before)


def test_two_million_rows_are_refused(office: Office) -> None:
    report = office.bring_in(csv_of([HEADER, FIRST]) + b"C1,,A,,,1\n" * 2_000_000)
    assert "This file has more than 1000000 rows." in report.as_json()["error"]


# ---- what is destroyed ----------------------------------------------------------------------------------


def test_destroyed_date_is_refused_with_its_row_and_the_reason(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("C2", "Birch Ltd", "B-1", "00:00.0", DUE, "50.00"))
    assert (report.exit_code, report.created) == (1, 1)
    (refused,) = report.as_json()["refused"]
    assert (refused["row"], refused["column"], refused["value"]) == (3, "Invoice Date", "00:00.0")
    assert refused["reason"].startswith("Only a time of day is left of this date.")
    assert office.rows("select name from account") == [{"name": "Ashby Ltd"}]


def test_customer_number_that_a_workbook_made_a_float_is_that_number(office: Office, kind: str) -> None:
    _in(office, kind, ("1042", *FIRST[1:2], "7001", *FIRST[3:]))
    report = _in(office, kind, (1042.0, *FIRST[1:2], 7001.0, *FIRST[3:]))
    assert (report.unchanged, office.rows("select number from account")) == (1, [{"number": "1042"}])


ZEROS = ("0042", "Ashby Ltd", "007", ISSUED, DUE, "100.00")
BARE = (42, "Ashby Ltd", 7, ISSUED, DUE, "100.00")


def test_lost_zeros_of_a_customer_are_asked_about(office: Office, kind: str) -> None:
    _in(office, kind, ZEROS)
    before = office.contents()
    report = _in(office, kind, BARE)
    (question,) = report.as_json()["questions"]
    assert question == {
        "about": "leading zeros",
        "examples": ["42 / 0042"],
        "count": 1,
        "choices": ["same", "different"],
    }
    assert office.contents() == before


@pytest.mark.parametrize(
    ("answer", "numbers"), [("same", [("0042", "007")]), ("different", [("0042", "007"), ("42", "7")])]
)
def test_lost_zeros_are_as_was_answered_and_so_they_stay(
    office: Office, kind: str, answer: str, numbers: list[tuple[str, str]]
) -> None:
    _in(office, kind, ZEROS)
    report = _in(office, kind, BARE, zeros=answer)
    assert (report.exit_code, report.created) == (0, len(numbers) - 1)
    before = office.book()
    for again in (BARE, ZEROS):
        assert _in(office, kind, again).unchanged == 1
    assert office.book() == before
    found = office.rows("select a.number, i.number as invoice from account a join invoice i on i.account_id = a.id")
    assert [(one["number"], one["invoice"]) for one in found] == numbers


def test_lost_zeros_of_an_invoice_are_asked_about(office: Office, kind: str) -> None:
    _in(office, kind, ("C1", *ZEROS[1:]))
    report = _in(office, kind, ("C1", *BARE[1:]))
    assert report.as_json()["questions"][0]["examples"] == ["7 / 007"]


# ---- formulas and long texts ----------------------------------------------------------------------------

FORMULAS = ("=cmd|'/c calc'!A1", "@SUM(1+1)*cmd", "+44 20 7946 0000", "-Ashby", '=HYPERLINK("http://x","y")')


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_is_kept_as_its_text(office: Office, kind: str, formula: str) -> None:
    report = _in(office, kind, ("C1", formula, "=1+1", ISSUED, DUE, "100.00"))
    assert (report.exit_code, report.as_json()["totals"]) == (0, {"EUR": "100.00"})
    assert office.rows("select a.name, i.number from account a join invoice i") == [{"name": formula, "number": "=1+1"}]


def test_formula_in_place_of_an_amount_is_refused(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("C2", "Birch", "B-1", ISSUED, DUE, "=1+1"))
    assert [(one.row, one.column, one.value) for one in report.refused] == [(3, "Amount", "=1+1")]


def _refused_file(office: Office) -> str:
    """Give the refused rows of the last import as the file that is downloaded."""
    with office.store.write() as writing:
        known = writing.one("collector_by_name", name="Ann", creditor_id=1)
        person_id = known["id"] if known else people.add(writing, "Ann", language="en", now=NOW)
        if not known:
            people.grant(writing, person_id, creditor_id=1, role="collector", now=NOW)
    past = history.runs(office.store, person_id)[0]
    return history.refused_file(office.store, past, say=_sentence, reason="Why it did not come in").decode("utf-8-sig")


def _sentence(problem: Problem) -> str:
    return str(problem)


@pytest.mark.parametrize("formula", FORMULAS)
def test_refused_rows_are_defused_in_their_file_and_come_back_as_they_were(
    office: Office, kind: str, formula: str
) -> None:
    _in(office, kind, FIRST, ("C2", formula, "@2", "00:00.0", DUE, "-50.00"))
    refused = _refused_file(office)
    header, row = refused.splitlines()
    assert header == ",".join((*HEADER, "Why it did not come in"))
    # No spreadsheet takes a cell of it for a formula, and an amount below zero is none.
    cells = next(csv.reader([row]))
    assert (cells[1], cells[2], cells[5]) == (f"'{formula}", "'@2", "-50.00")
    report = office.bring_in(refused.replace("00:00.0", ISSUED), "mended.csv")
    assert (report.exit_code, report.created, report.as_json()["totals"]) == (0, 1, {"EUR": "-50.00"})
    assert office.rows("select a.name, i.number from account a join invoice i on i.account_id = a.id "
                       "where a.number = 'C2'") == [{"name": formula, "number": "@2"}]  # fmt: skip


def test_mended_file_sent_again_changes_nothing_else(office: Office, kind: str) -> None:
    _in(office, kind, FIRST, ("C2", "Birch", "B-1", "00:00.0", DUE, "50.00"), SECOND)
    mended = _refused_file(office).replace("00:00.0", ISSUED)
    office.bring_in(mended, "mended.csv")
    before = office.book()
    assert office.bring_in(mended, "mended.csv").unchanged == 1
    assert office.book() == before


LONG = "x" * 10_000


def test_name_of_ten_thousand_characters_comes_in_whole(office: Office, kind: str) -> None:
    report = _in(office, kind, ("C1", LONG, "A-1", ISSUED, DUE, "100.00"))
    assert (report.exit_code, office.rows("select name from account")) == (0, [{"name": LONG}])


@pytest.mark.parametrize("place", [3, 4, 5])
def test_day_or_amount_of_ten_thousand_characters_is_refused(office: Office, kind: str, place: int) -> None:
    row: list[Cell] = list(SECOND)
    row[place] = "9" * 10_000
    report = _in(office, kind, FIRST, row)
    assert [(one.row, one.column) for one in report.refused] == [(3, HEADER[place])]
    assert office.open() == {"A-1": 10000}


# ---- money ----------------------------------------------------------------------------------------------


def test_currencies_are_never_summed_and_no_total_row_is_held_against_them(office: Office, kind: str) -> None:
    rows = [(*HEADER, "Currency"), (*FIRST, "EUR"), (*SECOND, "JPY"), (*FIRST[:2], "A-2", *FIRST[3:], "USD")]
    report = office.bring_in(WRITERS[kind]([*rows, ("Total", "", "", "", "", "250.00", "")]), kind)
    sums = {"EUR": "100.00", "JPY": "50", "USD": "100.00"}
    assert (report.as_json()["totals"], report.as_json()["open"], report.notices) == (sums, sums, ())


def test_list_whose_total_is_below_zero_comes_in_as_credit_notes(office: Office, kind: str) -> None:
    report = _in(office, kind, ("C1", "Ashby Ltd", "CN-1", ISSUED, DUE, "-80.00"), ("C1", "", "A-1", ISSUED, DUE, 30.0))
    assert report.as_json()["totals"] == report.as_json()["open"] == {"EUR": "-50.00"}
    assert _said(report) == [("An amount below zero comes in as a credit note.", 1, [2])]
    assert office.rows("select kind, open_minor from invoice") == [
        {"kind": "credit_note", "open_minor": -8000},
        {"kind": "invoice", "open_minor": 3000},
    ]


def test_due_date_before_the_invoice_date_comes_in_with_a_notice(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("C2", "Birch Ltd", "B-1", DUE, ISSUED, "50.00"))
    assert (report.exit_code, report.created) == (0, 2)
    assert _said(report) == [("The due date is before the invoice date.", 1, [3])]


def test_one_invoice_number_on_two_customers_is_two_invoices_and_a_notice(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("C2", "Birch Ltd", "A-1", ISSUED, DUE, "50.00"))
    assert (report.created, report.as_json()["totals"]) == (2, {"EUR": "150.00"})
    assert _said(report) == [("Two customers have an invoice of the same number. They are kept apart.", 1, [2])]
    assert _in(office, kind, FIRST, ("C2", "Birch Ltd", "A-1", ISSUED, DUE, "50.00")).unchanged == 2


def test_total_row_that_contradicts_its_rows_is_told_and_the_rows_count(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, SECOND, ("Total", "", "", "", "", "0.00"))
    assert (report.exit_code, report.rows, report.as_json()["open"]) == (0, 2, {"EUR": "150.00"})
    sentence = "“Total” says 0.00 EUR, but the rows above it add up to 150.00 EUR. The rows count."
    assert _said(report) == [(sentence, 1, [4])]


@pytest.mark.parametrize("total", ["150.00", 150])
def test_total_row_that_agrees_is_no_invoice_and_says_nothing(office: Office, kind: str, total: Cell) -> None:
    report = _in(office, kind, FIRST, SECOND, ("Total", "", "", "", "", total))
    assert (report.rows, report.created, report.notices) == (2, 2, ())


# ---- rows of one invoice, names of one customer ---------------------------------------------------------

OTHER = ("C1", "Ashby Ltd", "A-1", ISSUED, "2024-01-25", "30.00")


def test_rows_that_say_the_same_are_skipped_and_counted(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, SECOND, FIRST, FIRST)
    assert (report.rows, report.created, report.skipped, report.exit_code) == (4, 2, 2, 0)
    assert report.as_json()["totals"] == {"EUR": "150.00"}
    assert office.rows("select line, state from import_line") == [
        {"line": 4, "state": "skipped"}, {"line": 5, "state": "skipped"},
    ]  # fmt: skip


def test_rows_of_one_invoice_that_differ_are_asked_about(office: Office, kind: str) -> None:
    before = office.contents()
    report = _in(office, kind, FIRST, SECOND, FIRST, OTHER)
    (question,) = report.as_json()["questions"]
    choices = ["first", "last", "sum", "refuse"]
    assert question == {"about": "repeated invoices", "examples": ["A-1"], "count": 1, "choices": choices}
    assert (report.rows, office.contents()) == (4, before)


@pytest.mark.parametrize(
    ("answer", "amount", "due", "skipped", "refused"),
    [("first", 10000, DUE, 1, 0), ("last", 3000, "2024-01-25", 1, 0), ("sum", 13000, "2024-01-25", 1, 0),
     ("refuse", 10000, DUE, 0, 1)],
)  # fmt: skip
def test_rows_of_one_invoice_count_as_was_answered(
    office: Office, kind: str, answer: str, amount: int, due: str, skipped: int, refused: int
) -> None:
    report = _in(office, kind, FIRST, SECOND, OTHER, repeated=answer)
    assert (report.rows, report.created, report.skipped, len(report.refused)) == (3, 2, skipped, refused)
    assert office.rows("select amount_minor, open_minor, due_on from invoice where number = 'A-1'") == [
        {"amount_minor": amount, "open_minor": amount, "due_on": due}
    ]
    assert report.totals_minor == {"EUR": amount + 5000}
    before = office.book()
    # Tomorrow's file of the same header asks nothing, and changes nothing but the record.
    again = _in(office, kind, FIRST, SECOND, OTHER)
    assert (again.unchanged, again.skipped, len(again.refused)) == (2, skipped, refused)
    del before["import_line"]
    assert {name: rows for name, rows in office.book().items() if name != "import_line"} == before


def test_names_that_vary_under_one_number_are_one_account_with_the_first_name(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("C1", "ASHBY LIMITED", "A-2", ISSUED, DUE, "5.00"), SECOND)
    assert (report.created, report.accounts_made) == (3, 2)
    assert _said(report) == [("One customer number stands with several names. The first name counts.", 1, [2])]
    assert office.rows("select number, name from account order by id") == [
        {"number": "C1", "name": "Ashby Ltd"}, {"number": "C2", "name": "Birch Ltd"},
    ]  # fmt: skip


def test_row_without_a_number_belongs_to_the_customer_of_its_name(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("", "Ashby Ltd", "A-2", ISSUED, DUE, "5.00"))
    assert (report.created, report.accounts_made, report.notices) == (2, 1, ())


def test_customer_without_any_number_comes_in_under_its_name_with_a_notice(office: Office, kind: str) -> None:
    rows = (FIRST, ("", "Birch Ltd", "B-1", ISSUED, DUE, "5.00"))
    report = _in(office, kind, *rows)
    assert _said(report) == [("A customer without a number comes in under the name.", 1, [3])]
    assert [one["number"] for one in office.rows("select number from account order by id")] == ["C1", "Birch Ltd"]
    # Once the ledger gives it a number, it is that account still.
    report = _in(office, kind, FIRST, ("C2", "Birch Ltd", "B-1", ISSUED, DUE, "5.00"))
    assert (report.unchanged, report.accounts_made) == (2, 0)


def test_row_with_neither_number_nor_name_is_refused(office: Office, kind: str) -> None:
    report = _in(office, kind, FIRST, ("", "", "B-1", ISSUED, DUE, "5.00"))
    assert [(one.row, one.column, str(one.reason)) for one in report.refused] == [
        (3, "Customer No", "The customer is missing.")
    ]


def test_what_a_workbook_holds_as_days_and_figures_is_what_a_text_says(office: Office) -> None:
    days = (date.fromisoformat(ISSUED), date.fromisoformat(DUE), 100.0)
    office.bring_in(xlsx_of([HEADER, (*FIRST[:3], *days)]), "ledger.xlsx")
    assert office.bring_in(csv_of([HEADER, FIRST])).unchanged == 1


# ---- columns of amounts that hold none --------------------------------------------------------------------


def _with_open(office: Office, kind: str, header: str, *cells: str, **said: Any) -> Report:
    """Bring in a list of open items with one more column."""
    rows = [(*row, cell) for row, cell in zip((FIRST, SECOND), cells, strict=True)]
    return office.bring_in(WRITERS[kind]([(*HEADER[:-1], "Open Amount", header), *rows]), kind, **said)


def test_column_of_amounts_with_nothing_but_words_is_told_of(office: Office, kind: str) -> None:
    report = _with_open(office, kind, "Amount", "much", "see letter")
    sentence = "The column “Amount” holds no amounts. It is not read, and what is open counts as the amount."
    assert _said(report) == [(sentence, 1, [])]
    assert report.as_json()["totals"] == {"EUR": "150.00"}


def test_other_columns_of_amounts_with_nothing_but_words_are_told_of_too(office: Office) -> None:
    content = csv_of([(*HEADER, "Paid Amount"), (*FIRST, "no"), (*SECOND, "half")])
    assert _said(office.bring_in(content)) == [("The column “Paid Amount” holds no amounts, so it is not read.", 1, [])]


@pytest.mark.parametrize("cells", [("", ""), ("much", "50.00")])
def test_column_of_amounts_that_is_empty_or_read_is_not_told_of(office: Office, cells: tuple[str, str]) -> None:
    assert [one for one in _said(_with_open(office, "ledger.csv", "Amount", *cells)) if "holds no" in one[0]] == []


def test_words_are_not_told_of_where_another_column_has_the_amounts(office: Office) -> None:
    content = csv_of([(*HEADER[:-1], "Invoice Amount", "Amount"), (*FIRST, "see letter"), (*SECOND, "much")])
    assert _said(office.bring_in(content)) == []


def test_column_of_words_that_somebody_chose_is_refused_row_by_row(office: Office) -> None:
    report = _with_open(office, "ledger.csv", "Amount", "much", "see letter", columns={"amount": "Amount"})
    assert [(one.row, one.value) for one in report.refused] == [(2, "much"), (3, "see letter")]
    left_away = _with_open(office, "ledger.csv", "Amount", "much", "see letter", columns={"amount": ""})
    assert (left_away.created, _said(left_away)) == (2, [])
