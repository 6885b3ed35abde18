"""A list of payments comes in: each row is money once, for the invoices it names, then for those due longest."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_office import NOW, Office

from rejoinder.accounts import settle
from rejoinder.importing import Answers, bring_in
from rejoinder.importing.payments.naming import named_in
from rejoinder.importing.undoing import undo
from rejoinder.store import stamp

NINJA = Path(__file__).parents[3] / "shared" / "receivables" / "invoiceninja"

INVOICES = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"
BOOK = INVOICES + (
    "C1,Ashby Ltd,A-1,2024-01-05,2024-03-04,100.00\n"
    "C1,Ashby Ltd,A-2,2024-01-05,2024-02-04,50.00\n"
    "C1,Ashby Ltd,A-3,2024-01-05,2024-04-04,25.00\n"
    "C2,Birch Ltd,B-1,2024-01-05,2024-02-04,80.00\n"
)
ITEMS = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount\n"
HEADER = "Customer No,Payment Date,Amount Received,Invoice,Payment Number\n"


@pytest.fixture
def book(office: Office) -> Office:
    """An office that knows four invoices of two customers."""
    office.bring_in(BOOK)
    return office


def _items(*open_amounts: str) -> str:
    """Write a list of the open items of Ashby, in the order of the book."""
    rows = [line.split(",") for line in BOOK.splitlines()[1:4]]
    return ITEMS + "".join(
        f"{','.join([one[0], *one[2:]])},{left}\n" for one, left in zip(rows, open_amounts, strict=True)
    )


def _given(office: Office) -> list[tuple[int, str, int]]:
    """Give which payment gave how much to which invoice."""
    query = """select l.payment_id, i.number, l.amount_minor from allocation l join invoice i on i.id = l.invoice_id
      order by l.id"""
    return [(row["payment_id"], row["number"], row["amount_minor"]) for row in office.rows(query)]


def _by_hand(office: Office, amount_minor: int, day: str, *, reference: str = "", number: str = "") -> int:
    """Record a payment of the first account, as a collector does."""
    with office.store.write() as writing:
        about: dict[str, Any] = {"account_id": 1, "currency": "EUR", "source": "hand", "recorded_at": stamp(NOW)}
        payment_id = writing.add("payment", received_on=day, amount_minor=amount_minor, reference=reference, **about)
        for row in office.rows(f"select id from invoice where number = '{number}'"):
            writing.add("allocation", payment_id=payment_id, invoice_id=row["id"], amount_minor=amount_minor)
        settle(writing, [1])
    return payment_id


# ---- what it is given to --------------------------------------------------------------------------------


def test_money_goes_to_the_named_invoices_in_their_order_then_to_those_due_longest(book: Office) -> None:
    report = book.bring_in(HEADER + 'C1,2024-06-01,140.00,"A-3, A-1",P-1\n')
    assert (report.kind, report.created, report.exit_code) == ("payments", 1, 0)
    assert _given(book) == [(1, "A-1", 10000), (1, "A-2", 1500), (1, "A-3", 2500)]
    assert book.open() == {"A-1": 0, "A-2": 3500, "A-3": 0, "B-1": 8000}
    (payment,) = book.rows("select source, reference, import_run_id, received_on from payment")
    assert payment == {"source": "file", "reference": "P-1", "import_run_id": 2, "received_on": "2024-06-01"}


def test_report_says_what_is_open_afterwards(book: Office) -> None:
    report = book.bring_in(HEADER + "C1,2024-06-01,140.00,A-1,P-1\nC2,2024-06-02,100.00,,P-2\n")
    told = report.as_json()
    assert (told["totals"], told["open"]) == ({"EUR": "240.00"}, {"EUR": "35.00"})
    assert (told["accounts"], told["accounts_made"], told["invoices_open"]) == (2, 0, 2)
    assert sum(book.open().values()) == 3500


def test_money_beyond_what_is_open_stays_open_on_the_account_and_is_told_of(book: Office) -> None:
    report = book.bring_in(HEADER + "C2,2024-06-01,100.00,B-1,P-1\n")
    assert _given(book) == [(1, "B-1", 8000)]
    assert [(one.count, one.lines) for one in report.notices] == [(1, (2,))]
    assert "stays open on the account" in str(report.notices[0].problem)


def test_invoice_nobody_knows_stands_in_the_note_of_the_payment(book: Office) -> None:
    report = book.bring_in(HEADER + "C1,2024-06-01,20.00,A-99;A-3,P-1\n")
    assert book.rows("select note from payment") == [{"note": "A-99"}]
    assert _given(book) == [(1, "A-3", 2000)]
    assert "names an invoice that is not known" in str(report.notices[0].problem)


@pytest.mark.parametrize("cell", ["A-1, A-2", "A-1;A-2", "A-1/A-2", "A-1 A-2", "A-1、A-2", "A-1，A-2", "#A-1 & A-2"])
def test_several_invoices_stand_in_one_cell(cell: str) -> None:
    assert named_in(cell, {"A-1", "A-2"}.__contains__) == ("A-1", "A-2")


def test_number_with_a_slash_is_one_number_where_it_is_known() -> None:
    assert named_in("INV/2016/00002, 7.0", {"INV/2016/00002", "7"}.__contains__) == ("INV/2016/00002", "7")


# ---- whose it is ----------------------------------------------------------------------------------------


def test_customer_is_found_by_name(book: Office) -> None:
    book.bring_in("Customer,Payment Date,Amount Received\nASHBY LTD,2024-06-01,10.00\n")
    assert book.rows("select account_id from payment") == [{"account_id": 1}]


def test_customer_is_found_by_an_invoice_that_only_one_account_has(book: Office) -> None:
    book.bring_in(INVOICES + "C2,Birch Ltd,A-1,2024-01-05,2024-02-04,30.00\n")
    report = book.bring_in("Payment Date,Amount Received,Invoice\n2024-06-01,10.00,B-1\n2024-06-02,10.00,A-1\n")
    assert (report.created, [one.row for one in report.refused]) == (1, [3])
    assert book.rows("select account_id from payment") == [{"account_id": 2}]
    assert "several customers" in str(report.refused[0].reason)


def test_unknown_customer_is_refused_and_no_account_made(book: Office) -> None:
    report = book.bring_in(HEADER + "C9,2024-06-01,10.00,A-1,P-1\nC1,2024-06-01,10.00,A-1,P-2\n")
    (refused,) = report.as_json()["refused"]
    assert (refused["row"], refused["column"], refused["value"]) == (2, "Customer No", "C9")
    assert refused["reason"].startswith("This customer is not known.")
    assert (report.created, report.as_json()["totals"], report.accounts_made) == (1, {"EUR": "10.00"}, 0)
    assert len(book.rows("select * from account")) == 2


def test_creditor_nobody_knows_is_not_made_by_payments(office: Office) -> None:
    report = office.bring_in(HEADER + "C1,2024-06-01,10.00,A-1,P-1\n")
    assert "no creditor “Mill”" in report.as_json()["error"]
    assert not office.rows("select * from creditor")


def test_customer_number_that_lost_its_zeros_is_asked_about(office: Office) -> None:
    office.bring_in(BOOK.replace("C1", "0042"))
    content = HEADER + "42,2024-06-01,10.00,A-1,P-1\n"
    assert [one.about for one in office.bring_in(content).questions] == ["leading zeros"]
    assert office.bring_in(content, zeros="same").created == 1


# ---- rows that do not come in ---------------------------------------------------------------------------


def test_bad_rows_are_refused_one_by_one_and_the_counts_add_up(book: Office) -> None:
    rows = (
        "C1,2024-06-01,10.00,A-1,P-1\nC1,2024-06-16,10.00,A-1,P-2\nC1,2024-02-30,10.00,A-1,P-3\n"
        "C1,2024-06-01,ten,A-1,P-4\nC1,2024-06-01,10.00,A-1,P-1\nC1,2024-06-14,10.00,A-1,P-5\n,2024-06-01,5,,\n"
        "C1,2024-06-01,0.00,A-1,P-6\n"
    )
    report = book.bring_in(HEADER + rows, as_of=date(2024, 6, 10))
    parts = (report.created, report.updated, report.unchanged, report.skipped, report.left_out, len(report.refused))
    assert (parts, report.rows) == ((1, 0, 0, 1, 2, 4), 8)
    assert [(one.row, one.value) for one in report.refused] == [
        (3, "2024-06-16"), (4, "2024-02-30"), (5, "ten"), (8, ""),
    ]  # fmt: skip
    assert "still to come" in str(report.refused[0].reason)
    # What was left out for its day counts in the totals, as invoices do.
    assert report.as_json()["totals"] == {"EUR": "20.00"}


def test_row_in_another_currency_than_its_invoice_is_refused(book: Office) -> None:
    header = HEADER.replace("Payment Number", "Currency")
    report = book.bring_in(header + "C1,2024-06-01,10.00,A-1,USD\nC1,2024-06-01,10.00,,USD\n")
    assert [str(one.reason) for one in report.refused] == ["Invoice A-1 is in EUR."]
    # Dollars go to no invoice in euros.
    assert (report.created, _given(book)) == (1, [])


def test_sum_below_the_rows_that_is_none_is_told_of(book: Office) -> None:
    rows = "C1,2024-06-01,10.00,A-1,P-1\nC1,2024-06-02,10.00,A-1,P-2\nTotal,,25.00,,\n"
    report = book.bring_in(HEADER + rows)
    assert ["25.00 EUR" in str(one.problem) for one in report.notices] == [True]


# ---- the same money -------------------------------------------------------------------------------------


def test_same_file_again_changes_nothing(book: Office) -> None:
    content = HEADER + "C1,2024-06-01,140.00,A-9 A-1,P-1\nC1,2024-06-01,140.00,A-2,P-2\nC2,2024-06-02,-5.00,B-1,\n"
    assert book.bring_in(content).created == 3
    before = book.book()
    again = book.bring_in(content)
    assert (again.created, again.unchanged) == (0, 3)
    assert book.book() == before


def test_rows_that_differ_in_any_cell_are_two_payments_and_equal_ones_are_one(book: Office) -> None:
    header = HEADER.replace("\n", ",Bank\n")
    report = book.bring_in(header + "C1,2024-06-01,5.00,,,N\nC1,2024-06-01,5.00,,,S\nC1,2024-06-01,5.00,,,N\n")
    assert (report.created, report.skipped) == (2, 1)


def test_two_equal_payments_of_which_one_is_known_bring_one(book: Office) -> None:
    header = HEADER.replace("\n", ",Bank\n")
    book.bring_in(header + "C1,2024-06-01,5.00,,,N\n")
    report = book.bring_in(header + "C1,2024-06-01,5.00,,,N\nC1,2024-06-01,5.00,,,S\n")
    assert (report.created, report.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("row", "created"),
    [
        ("C1,2024-06-01,10.00,A-1,typed otherwise 7", 0),
        ("C1,2024-06-03,10.00,A-1,TR 77", 0),
        ("C1,2024-06-03,10.00,A-1,TR 78", 1),
        ("C1,2024-06-30,10.00,A-1,TR 77", 1),
        ("C1,2024-06-01,10.01,A-1,TR 77", 1),
        ("C2,2024-06-01,10.00,B-1,TR 77", 1),
    ],
)
def test_payment_entered_by_hand_is_known_by_its_day_or_its_reference(book: Office, row: str, created: int) -> None:
    _by_hand(book, 1000, "2024-06-01", reference="tr 77", number="A-1")
    report = book.bring_in(HEADER + row + "\n", now=datetime.fromisoformat("2024-07-15T09:00:00+00:00"))
    assert (report.created, report.unchanged) == (created, 1 - created)


def test_reference_without_a_figure_tells_nothing_of_another_day(book: Office) -> None:
    book.bring_in(HEADER + "C1,2024-06-01,10.00,,rent\n")
    assert book.bring_in(HEADER + "C1,2024-06-08,10.00,,rent\n").created == 1


def test_payments_with_two_references_or_for_two_invoices_are_two(book: Office) -> None:
    book.bring_in(HEADER + "C1,2024-06-01,10.00,A-1,P-1\nC1,2024-06-02,10.00,A-1,\n")
    assert book.bring_in(HEADER + "C1,2024-06-01,10.00,A-1,P-2\nC1,2024-06-02,10.00,A-2,\n").created == 2


def test_sum_entered_by_hand_is_known_though_the_file_divides_it(book: Office) -> None:
    _by_hand(book, 15000, "2024-06-01")
    report = book.bring_in(HEADER + "C1,2024-06-01,100.00,A-1,P-1\nC1,2024-06-01,50.00,A-2,P-1\n")
    assert (report.created, report.unchanged) == (0, 2)


def test_payment_that_the_ledger_dated_is_known(office: Office) -> None:
    paid = "Customer No,Invoice,Invoice Date,Due Date,Amount,Date Paid\n"
    office.bring_in(paid + "C1,A-1,2024-01-05,2024-02-04,100.00,2024-02-03\n")
    report = office.bring_in(HEADER + "C1,2024-02-01,100.00,A-1,P-1\n")
    assert (report.created, report.unchanged, office.open()) == (0, 1, {"A-1": 0})


def test_payment_from_a_file_that_a_person_took_back_does_not_come_again(book: Office) -> None:
    content = HEADER + "C1,2024-06-01,10.00,A-1,P-1\n"
    book.bring_in(content)
    with book.store.write() as writing:
        about = {"account_id": 1, "currency": "EUR", "source": "hand", "recorded_at": stamp(NOW)}
        writing.add("payment", **about, received_on="2024-06-01", amount_minor=-1000, reverses=1, reversed_as="error")
    assert book.bring_in(content).unchanged == 1


# ---- beside the ledger's statements ---------------------------------------------------------------------


def test_payment_before_the_last_statement_explains_it_and_changes_nothing(book: Office) -> None:
    book.bring_in(_items("60.00", "50.00", "25.00"), as_of=date(2024, 6, 10), missing="kept")
    before = book.open()
    report = book.bring_in(HEADER + "C1,2024-06-05,40.00,A-1,P-1\n")
    assert book.open() == before
    assert report.as_json()["open"] == {"EUR": "215.00"}
    # The fall that the ledger showed is taken back: the money stands in the book once.
    assert book.rows("select source, amount_minor, reverses, reversed_as, received_on from payment") == [
        {"source": "ledger", "amount_minor": 4000, "reverses": None, "reversed_as": None, "received_on": "2024-06-10"},
        {"source": "file", "amount_minor": 4000, "reverses": None, "reversed_as": None, "received_on": "2024-06-05"},
        {"source": "file", "amount_minor": -4000, "reverses": 1, "reversed_as": "error", "received_on": "2024-06-10"},
    ]
    assert _given(book) == [(1, "A-1", 4000), (2, "A-1", 4000), (3, "A-1", -4000)]


def test_what_a_payment_does_not_explain_of_a_fall_stays_the_ledgers(book: Office) -> None:
    book.bring_in(_items("60.00", "50.00", "25.00"), as_of=date(2024, 6, 10), missing="kept")
    book.bring_in(HEADER + "C1,2024-06-05,15.00,A-1,P-1\n")
    live = """select source, amount_minor from payment p where reverses is null
      and not exists (select 1 from payment r where r.reverses = p.id) order by source"""
    assert book.rows(live) == [{"source": "file", "amount_minor": 1500}, {"source": "ledger", "amount_minor": 2500}]
    book.bring_in(HEADER + "C1,2024-06-07,25.00,A-1,P-2\n")
    assert [row["source"] for row in book.rows(live)] == ["file", "file"]
    assert book.open()["A-1"] == 6000


def test_money_that_names_nothing_explains_the_fall_of_exactly_its_sum(book: Office) -> None:
    book.bring_in(_items("60.00", "0.00", "0.00"), as_of=date(2024, 6, 10), missing="kept")
    book.bring_in(HEADER + "C1,2024-06-05,25.00,,P-1\n")
    assert _given(book)[-2:] == [(4, "A-3", 2500), (5, "A-3", -2500)]


def test_rest_is_not_spent_on_what_a_later_statement_says_is_open(book: Office) -> None:
    book.bring_in(_items("100.00", "50.00", "25.00"), as_of=date(2024, 6, 10), missing="kept")
    book.bring_in(HEADER + "C1,2024-06-05,30.00,,P-1\nC1,2024-06-12,30.00,,P-2\n")
    assert _given(book) == [(2, "A-2", 3000)]
    assert book.open()["A-2"] == 2000


def test_later_statement_that_has_the_payment_counts_it_once(book: Office) -> None:
    book.bring_in(HEADER + "C1,2024-06-05,40.00,A-1,P-1\n")
    assert book.open()["A-1"] == 6000
    book.bring_in(_items("60.00", "50.00", "25.00"), as_of=date(2024, 6, 10), missing="kept")
    assert book.open()["A-1"] == 6000
    assert len(book.rows("select * from payment")) == 1


# ---- money that went back -------------------------------------------------------------------------------


def test_returned_payment_is_reversed_with_all_that_it_was_given_to(book: Office) -> None:
    report = book.bring_in(HEADER + "C1,2024-06-01,140.00,A-1,P-1\nC1,2024-06-05,(140.00),,P-1\n")
    assert (report.created, report.as_json()["totals"]) == (2, {"EUR": "0.00"})
    assert book.rows("select reverses, reversed_as, received_on from payment where id = 2") == [
        {"reverses": 1, "reversed_as": "returned", "received_on": "2024-06-05"}
    ]
    assert book.open() == {"A-1": 10000, "A-2": 5000, "A-3": 2500, "B-1": 8000}


def test_payment_is_returned_once_and_of_the_invoice_that_is_named(book: Office) -> None:
    book.bring_in(HEADER + "C1,2024-06-01,10.00,A-1,P-1\nC1,2024-06-02,10.00,A-2,P-2\n")
    back = HEADER + "C1,2024-06-05,-10.00,A-1,R-1\nC1,2024-06-06,-10.00,A-1,R-2\n"
    book.bring_in(back)
    assert [row["reverses"] for row in book.rows("select reverses from payment order by id")] == [None, None, 1, None]
    assert book.open()["A-1"] == 11000
    assert book.bring_in(back).unchanged == 2


def test_refund_without_a_payment_is_owed_by_the_named_invoice_or_by_none(book: Office) -> None:
    report = book.bring_in(HEADER + "C1,2024-06-01,-7.00,A-1,R-1\nC1,2024-06-01,-9.00,A-77,R-2\n")
    assert _given(book) == [(1, "A-1", -700)]
    assert book.open()["A-1"] == 10700
    assert [one.count for one in report.notices] == [2]


def test_return_that_a_collector_recorded_already_is_known(book: Office) -> None:
    book.bring_in(HEADER + "C1,2024-06-01,10.00,A-1,P-1\n")
    with book.store.write() as writing:
        about = {"account_id": 1, "currency": "EUR", "source": "hand", "recorded_at": stamp(NOW)}
        taken = {"received_on": "2024-06-05", "amount_minor": -1000, "reverses": 1, "reversed_as": "returned"}
        payment_id = writing.add("payment", **about, **taken)
        writing.add("allocation", payment_id=payment_id, invoice_id=1, amount_minor=-1000)
        settle(writing, [1])
    assert book.bring_in(HEADER + "C1,2024-06-05,-10.00,A-1,P-1\n").unchanged == 1


# ---- all or nothing -------------------------------------------------------------------------------------


def test_dry_run_tells_everything_and_writes_nothing(book: Office) -> None:
    content = HEADER + "C1,2024-06-01,140.00,A-1,P-1\nC9,2024-06-01,1.00,,\n"
    before = book.contents()
    tried = book.bring_in(content, dry_run=True)
    assert book.contents() == before
    assert tried.as_json() == book.bring_in(content).as_json()


def test_payments_undone_leave_the_book_as_it_was(book: Office) -> None:
    book.bring_in(_items("60.00", "50.00", "25.00"), as_of=date(2024, 6, 10), missing="kept")
    before = book.book()
    report = book.bring_in(HEADER + "C1,2024-06-05,15.00,A-1,P-1\nC1,2024-06-12,9.00,,\nC1,2024-06-13,-9.00,,\n")
    assert report.run_id is not None
    undo(book.store, report.run_id, person_id=None, now=NOW)
    assert book.book() == before


def test_invoice_ninjas_payments_come_in_beside_its_invoices(office: Office) -> None:
    if not NINJA.exists():
        pytest.skip("the sample files of Invoice Ninja are not here")
    now = datetime.fromisoformat("2021-01-15T09:00:00+00:00")
    said = Answers(creditor="Ninja", currency="USD", repeated="first")
    bring_in(office.store, NINJA / "invoice.csv", said, now=now)
    report = bring_in(office.store, NINJA / "payments.csv", said, now=now)
    told = report.as_json()
    # Of 403 rows two repeat another one. Each pays its invoice in full (11,860.87 in all), though the list of invoices
    # calls most of them part-paid: that list speaks of a later day, so that what it says is open stays open (6,174.66).
    # The last row takes 400.00 back of an invoice 801 that nobody knows.
    assert (told["rows"], told["created"], told["skipped"], told["refused"]) == (403, 401, 2, [])
    assert (told["totals"], told["open"]) == ({"USD": "11460.87"}, {"USD": "6174.66"})
    assert (told["accounts"], told["accounts_made"]) == (20, 0)
    assert office.rows("select sum(amount_minor) as given from allocation") == [{"given": 1186087}]
    assert office.rows("select amount_minor, note from payment where amount_minor < 0") == [
        {"amount_minor": -40000, "note": "801"}
    ]
    assert bring_in(office.store, NINJA / "payments.csv", said, now=now).unchanged == 401
