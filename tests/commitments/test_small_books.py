"""What lists, files, hands and undone imports do to a promise: money counts once, and what is none not at all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rejoinder import commitments
from rejoinder.importing.undoing import undo
from rejoinder.store import Store, migrate
from tests.commitments.office import Item, Office, morning
from tests.conftest import Clock, rows

A, B = (Item("ASH", "Ashby", due, "GBP", 300) for due in ("2026-01-10", "2026-02-01"))
CREDIT = Item("ASH", "Ashby", "2026-01-20", "GBP", -50)
# Somebody else's, so that no list is empty.
OTHER = Item("OTH", "Other", "2026-01-10", "GBP", 9)
TWO_PARTS = {"kind": "instalment_plan", "instalments": "2026-02-18 100\n2026-02-27 200"}


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Office]]:
    """Makes an office that knows some invoices on 16 February, and waits no day longer than was promised."""

    migrate(tmp_path / "rejoinder.db")
    store = Store(tmp_path / "rejoinder.db")

    def make(**items: Item) -> Office:
        clock.now = morning("02-16")
        office = Office(store, clock, tmp_path, {**items, "Z": OTHER})
        office.listed("02-13")
        office.settings(tolerance_days=0, kept_percent=100)
        return office

    yield make
    store.close()


def at(office: Office, day: str) -> Office:
    """Let it be the morning of a day."""
    office.clock.now = morning(day)
    return office


def judged(office: Office, name: str = "p") -> tuple[str, str]:
    """Judge all, and tell what became of a promise."""
    office.judge()
    return office.told(name)


# ---- credit notes -------------------------------------------------------------------------------------------------


def test_credit_that_the_ledger_offsets_is_no_money_that_came(book):
    office = book(A=A, C=CREDIT)
    at(office, "02-17").promise("p", "ASH", 250, "02-27", "A", "C")
    at(office, "03-02").listed("02-27", A=250, C=0)
    assert judged(office) == ("broken", "A broken 0/250 until 02-27")


def test_credit_offset_in_what_was_paid_keeps_no_other_promise(book):
    office = book(A=A, C=CREDIT, B=B)
    at(office, "02-17").promise("p", "ASH", 250, "02-27", "A", "C")
    office.promise("on account", "ASH", 80, "03-27")
    at(office, "03-02").listed("02-27", A=0, C=0)
    assert judged(office) == ("kept", "A kept 250/250 until 02-27 + 250 ledger 02-27")
    assert judged(office, "on account")[1].startswith("account open 0/80")


# ---- the same money -----------------------------------------------------------------------------------------------


def test_money_by_hand_that_was_given_to_none_and_then_falls_in_a_list_counts_once(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A")
    at(office, "02-18").hand("H", "ASH", 100, "02-18")
    at(office, "02-20").listed("02-19", A=200)
    assert judged(office)[1].startswith("A open 100/300")


def test_money_by_hand_then_in_a_list_then_in_a_file_counts_once(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A")
    at(office, "02-18").hand("H", "ASH", 100, "02-18", A=100)
    at(office, "02-20").listed("02-19", A=200)
    office.file("ASH 02-18 100,A,H,GBP")
    assert judged(office) == ("open", "A open 100/300 until 02-27 + 100 hand 02-18")


def test_fall_known_when_it_was_promised_does_not_count_when_a_file_dates_it_later(book):
    office = book(A=A)
    at(office, "02-17").listed("02-16", A=200)
    office.promise("p", "ASH", 200, "02-27", "A")
    # The file explains 60 of the 100; what it leaves is written anew as the ledger's.
    at(office, "02-18").file("ASH 02-15 60,A,R-1,GBP")
    assert judged(office) == ("open", "A open 0/200")


def test_import_that_is_undone_takes_its_money_out_of_the_judgement(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A")
    at(office, "02-23").file("ASH 02-20 300,A,R-1,GBP")
    assert judged(office) == ("kept", "A kept 300/300 until 02-27 + 300 file 02-20")
    (last,) = rows(office.store, "select max(id) as id from import_run")
    undo(office.store, last["id"], person_id=None, now=at(office, "02-28").moment())
    assert judged(office) == ("broken", "A broken 0/300 until 02-27")


def test_payment_that_a_file_takes_back_counts_no_more(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A")
    at(office, "02-20").file("ASH 02-19 300,A,R-1,GBP")
    assert judged(office)[0] == "kept"
    at(office, "03-02").file("ASH 02-27 -300,A,R-1,GBP")
    assert judged(office) == ("broken", "A broken 0/300 until 02-27")


# ---- plans --------------------------------------------------------------------------------------------------------


def half_paid(office: Office) -> Office:
    """A plan of two instalments, of which the first is paid."""
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A", **TWO_PARTS)
    at(office, "02-18").hand("H", "ASH", 100, "02-18", A=100)
    return office


def test_plan_of_which_one_part_was_kept_and_one_broken_is_judged_with_a_reason(book):
    office = at(half_paid(book(A=A)), "02-28")
    assert judged(office)[0] == "partly_kept"
    assert office.story("p").because != ""


def test_plan_whose_rest_was_replaced_is_judged_with_a_reason(book):
    office = half_paid(book(A=A))
    office.promise("q", "ASH", 200, "03-02", "A")
    told = "A kept 100/100 until 02-18 + 100 hand 02-18 | A superseded 0/200 until 02-27"
    assert judged(office)[1] == told
    assert office.story("p").became == "" or office.story("p").because != ""


def test_later_instalments_are_judged_on_their_day_though_an_earlier_one_was_missed(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A", **TWO_PARTS)
    for day in ("02-19", "02-28"):
        commitments.judge_due(office.store, now=at(office, day).moment())
    assert office.told("p") == ("broken", "A broken 0/100 until 02-18 | A broken 0/200 until 02-27")
    assert office.judge() == 0


def test_rest_of_a_plan_can_be_taken_back_after_a_missed_instalment(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-27", "A", **TWO_PARTS)
    assert judged(at(office, "02-19"))[0] == "broken"
    office.take_back("p")
    assert judged(office)[1] == "A broken 0/100 until 02-18 | A withdrawn 0/200 until 02-27"


# ---- levels -------------------------------------------------------------------------------------------------------


def test_promise_for_what_had_been_paid_raises_no_level(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 100, "02-20", "A")
    at(office, "02-23").promise("q", "ASH", 100, "02-27", "A")
    assert judged(office, "q") == ("open", "A open 0/100 level 1")
    office.file("ASH 02-20 100,A,R-1,GBP")
    assert judged(office, "q") == ("withdrawn", "A withdrawn 0/0 until 02-27")
    at(office, "02-24").promise("r", "ASH", 200, "02-27", "A")
    assert judged(office, "r") == ("open", "A open 0/200")


# ---- limits -------------------------------------------------------------------------------------------------------


def test_promise_for_what_had_been_paid_is_none_that_was_not_kept(book):
    office = book(A=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-20", "A")
    at(office, "02-23").promise("q", "ASH", 300, "02-27", "A")
    assert judged(office)[0] == "broken"
    office.file("ASH 02-20 300,A,R-1,GBP")
    assert (judged(office)[0], judged(office, "q")[0]) == ("kept", "withdrawn")
    assert commitments.limits.not_kept_in_a_row(office.store, office.account("ASH")) == 0


# ---- money for which nobody named an invoice ------------------------------------------------------------------------


def test_sum_promised_for_a_newer_invoice_is_kept_by_money_that_names_none(book):
    office = book(A=A, B=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-20", "B")
    at(office, "02-18").file("ASH 02-18 300,,R-1,GBP")
    assert judged(office) == ("kept", "B kept 300/300 until 02-20 + 300 file 02-18")


def test_sum_promised_for_another_invoice_is_not_kept_by_money_that_names_one(book):
    office = book(A=A, B=A)
    at(office, "02-17").promise("p", "ASH", 300, "02-20", "B")
    at(office, "02-18").file("ASH 02-18 300,A,R-1,GBP")
    assert judged(at(office, "02-24"))[0] == "broken"
