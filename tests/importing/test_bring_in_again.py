"""A ledger that was brought in before changes only what changed in it."""

import json
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_office import NOW, Office

from rejoinder.accounts import assign, settle
from rejoinder.importing.answers import MISSING
from rejoinder.store import stamp
from tests.owing import unsettled

PAID = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount,Date Paid,Disputed,Collector\n"
BOTH = PAID + (
    "C1,Ashby,A-1,2024-01-05,2024-02-04,100.00,,No,Ruth\n"
    "C1,Ashby,A-2,2024-01-05,2024-02-04,50.00,2024-02-01,Yes,Ruth\n"
    "C2,Birch,A-1,2024-01-05,2024-02-04,-5.00,,No,\n"
)
HANDED_OUT = "select person_id, noun_id, account_id, details from audit where what = 'assigned'"
OPEN = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount\n"


def test_same_file_again_changes_nothing_but_records_the_run(office: Office) -> None:
    office.bring_in(BOTH)
    before = office.book()
    again = office.bring_in(BOTH)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert office.book() == before
    assert len(office.rows("select * from import_run")) == 2


def test_same_open_items_on_a_later_day_change_nothing(office: Office) -> None:
    content = OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n"
    office.bring_in(content)
    before = office.book()
    assert office.bring_in(content, now=NOW + timedelta(9)).unchanged == 1
    assert office.book() == before


def test_new_settlement_is_added(office: Office) -> None:
    office.bring_in(BOTH)
    report = office.bring_in(BOTH.replace("100.00,,", "100.00,2024-06-01,"))
    assert (report.updated, report.unchanged) == (1, 2)
    assert office.rows("select received_on, amount_minor from payment order by id") == [
        {"received_on": "2024-02-01", "amount_minor": 5000},
        {"received_on": "2024-06-01", "amount_minor": 10000},
    ]
    assert report.as_json()["open"] == {"EUR": "-5.00"}


def test_settlement_that_the_ledger_took_back_is_reversed_once(office: Office) -> None:
    office.bring_in(BOTH)
    bounced = BOTH.replace("2024-02-01", "")
    assert office.bring_in(bounced).updated == 1
    assert office.bring_in(bounced).unchanged == 3
    assert office.rows("select amount_minor, reverses, received_on from payment where reverses is not null") == [
        {"amount_minor": -5000, "reverses": 1, "received_on": "2024-06-15"}
    ]
    assert office.bring_in(BOTH).as_json()["open"] == {"EUR": "95.00"}


def test_changed_due_date_is_taken_over_and_remembered(office: Office) -> None:
    office.bring_in(BOTH)
    report = office.bring_in(BOTH.replace("2024-02-04,100.00", "2024-05-04,100.00"))
    assert (report.updated, report.unchanged) == (1, 2)
    assert office.rows("select due_on from invoice where id = 1") == [{"due_on": "2024-05-04"}]
    assert office.rows("select oldest_due_on from account where id = 1") == [{"oldest_due_on": "2024-05-04"}]
    assert office.rows("select noun, noun_id, account_id, what from audit where noun = 'invoice'") == [
        {"noun": "invoice", "noun_id": 1, "account_id": 1, "what": "changed by import 2"}
    ]


def test_changed_amount_changes_what_is_open(office: Office) -> None:
    office.bring_in(BOTH)
    report = office.bring_in(BOTH.replace("100.00", "90.00").replace("50.00", "45.00"))
    assert report.updated == 2
    assert report.as_json()["open"] == {"EUR": "85.00"}
    assert office.bring_in(BOTH.replace("100.00", "90.00").replace("50.00", "45.00")).unchanged == 3


def test_other_currency_than_before_is_refused(office: Office) -> None:
    office.bring_in(BOTH)
    report = office.bring_in(BOTH, currency="USD")
    assert (len(report.refused), report.exit_code) == (3, 1)
    assert "in EUR" in str(report.refused[0].reason)
    assert office.rows("select distinct currency from invoice") == [{"currency": "EUR"}]


def test_first_as_of_a_day_then_in_full(office: Office) -> None:
    office.bring_in(BOTH, as_of=date(2024, 1, 20))
    assert office.open() == {"A-1": -500, "A-2": 5000}
    report = office.bring_in(BOTH)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 2)
    again = office.bring_in(BOTH, as_of=date(2024, 1, 20))
    assert (again.unchanged, again.as_json()["open"]) == (3, {"EUR": "95.00"})


def test_fall_of_the_open_amount_is_a_payment_and_never_counted_twice(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,80.00\n", as_of=date(2024, 3, 1))
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,30.00\n", as_of=date(2024, 4, 1))
    assert office.rows("select received_on, amount_minor, source from payment") == [
        {"received_on": "2024-04-01", "amount_minor": 5000, "source": "ledger"}
    ]
    assert office.open() == {"A-1": 3000}


def _pay_by_hand(
    office: Office, received_on: str, amount_minor: int, *, at: datetime | None = None, error_of: int | None = None
) -> int:
    """Record a payment of the first invoice that no ledger told of, or take one back as an error; gives its id."""
    with office.store.write() as writing:
        payment_id = writing.add(
            "payment",
            account_id=1,
            received_on=received_on,
            currency="EUR",
            amount_minor=amount_minor,
            source="hand",
            recorded_at=stamp(at) if at else f"{received_on}T00:00:00.000000Z",
            reverses=error_of,
            reversed_as="error" if error_of else None,
        )
        writing.add("allocation", payment_id=payment_id, invoice_id=1, amount_minor=amount_minor)
        settle(writing, [1])
    return payment_id


def _left(open_amount: str) -> str:
    """Write a list of one open invoice."""
    return f"{OPEN}C1,A-1,2024-01-05,2024-02-04,100.00,{open_amount}\n"


HOUR = timedelta(hours=1)
TODAY = NOW.date().isoformat()


def test_todays_money_entered_after_todays_list_comes_off_until_the_next_list_takes_over(office: Office) -> None:
    office.bring_in(_left("100.00"))
    _pay_by_hand(office, TODAY, 4000, at=NOW + HOUR)
    assert office.open() == {"A-1": 6000}
    # The next list of the day does not have it: its figure speaks.
    report = office.bring_in(_left("100.00"), now=NOW + 2 * HOUR)
    assert (report.updated, report.as_json()["open"], office.open()) == (1, {"EUR": "100.00"}, {"A-1": 10000})
    assert [row["source"] for row in office.rows("select source from payment")] == ["hand"]


@pytest.mark.parametrize("hours", [2, 26])
def test_list_that_agrees_with_todays_money_confirms_it_once(office: Office, hours: int) -> None:
    office.bring_in(_left("100.00"))
    paid = _pay_by_hand(office, TODAY, 4000, at=NOW + HOUR)
    report = office.bring_in(_left("60.00"), now=NOW + hours * HOUR)
    assert (report.unchanged, office.open()) == (1, {"A-1": 6000})
    assert len(office.rows("select * from ledger_statement")) == 2
    before = office.book()
    for later in (1, 30):
        assert office.bring_in(_left("60.00"), now=NOW + (hours + later) * HOUR).unchanged == 1
        assert office.book() == before
    # Entered in error after all: the list was right without it.
    _pay_by_hand(office, TODAY, -4000, at=NOW + 60 * HOUR, error_of=paid)
    assert office.open() == {"A-1": 6000}
    assert unsettled(office.store) == []


def test_todays_money_taken_back_as_an_error_before_the_next_list_is_open_again(office: Office) -> None:
    office.bring_in(_left("100.00"))
    paid = _pay_by_hand(office, TODAY, 4000, at=NOW + HOUR)
    _pay_by_hand(office, TODAY, -4000, at=NOW + 2 * HOUR, error_of=paid)
    assert office.open() == {"A-1": 10000}
    assert office.bring_in(_left("100.00"), now=NOW + 3 * HOUR).unchanged == 1
    before = office.book()
    assert office.bring_in(_left("100.00"), now=NOW + 4 * HOUR).unchanged == 1
    assert (office.open(), office.book()) == ({"A-1": 10000}, before)


def test_error_taken_back_after_a_list_that_read_its_day_in_between_changes_nothing(office: Office) -> None:
    office.bring_in(_left("100.00"))
    paid = _pay_by_hand(office, TODAY, 4000, at=NOW + HOUR)
    office.bring_in(_left("90.00"), now=NOW + 2 * HOUR)
    _pay_by_hand(office, TODAY, -4000, at=NOW + 3 * HOUR, error_of=paid)
    assert office.open() == {"A-1": 9000}


def test_money_entered_while_the_list_was_being_read_comes_off_it(office: Office) -> None:
    office.bring_in(_left("100.00"), now=NOW - HOUR)
    _pay_by_hand(office, TODAY, 4000, at=NOW + timedelta(seconds=5))
    for _ in range(2):
        report = office.bring_in(_left("90.00"))
        assert (report.as_json()["open"], office.open()) == ({"EUR": "50.00"}, {"A-1": 5000})


@pytest.mark.parametrize(("received_on", "after"), [("2024-06-14", 10000), ("2024-06-15", 6000), ("2024-06-16", 6000)])
def test_money_by_hand_counts_from_the_day_of_the_list_on(office: Office, received_on: str, after: int) -> None:
    office.bring_in(_left("100.00"))
    _pay_by_hand(office, received_on, 4000, at=NOW + HOUR)
    assert office.open() == {"A-1": after}


def test_payment_after_the_ledgers_day_comes_off_what_it_left_open(office: Office) -> None:
    header = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount,Date Paid\n"
    office.bring_in(header + "C1,A-1,2024-01-05,2024-02-04,100.00,100.00,\n", as_of=date(2024, 2, 1))
    _pay_by_hand(office, "2024-04-10", 1000)
    content = header + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00,2024-03-01\n"
    report = office.bring_in(content, as_of=date(2024, 3, 15))
    assert (report.updated, report.as_json()["open"], office.open()) == (1, {"EUR": "30.00"}, {"A-1": 3000})
    assert office.bring_in(content, as_of=date(2024, 3, 15)).unchanged == 1


def test_payment_recorded_by_hand_explains_the_fall(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,80.00\n", as_of=date(2024, 3, 1))
    _pay_by_hand(office, "2024-03-10", 5000)
    report = office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,30.00\n", as_of=date(2024, 4, 1))
    assert report.unchanged == 1
    assert len(office.rows("select * from payment")) == 1


def test_settlement_before_a_statement_is_not_taken_back_after_it(office: Office) -> None:
    paid = "Customer No,Invoice,Date,Due Date,Amount,Paid Date\nC1,A-1,2024-01-05,2024-02-04,100.00,"
    office.bring_in(paid + "2024-02-01\n", as_of=date(2024, 3, 1))
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n", as_of=date(2024, 4, 1))
    report = office.bring_in(paid + "\n", as_of=date(2024, 5, 1))
    assert (report.as_json()["open"], office.open()) == ({"EUR": "40.00"}, {"A-1": 4000})


def test_earlier_statement_does_not_undo_a_later_one(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,30.00\n", as_of=date(2024, 4, 1))
    report = office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,80.00\n", as_of=date(2024, 3, 1))
    assert (report.unchanged, office.open()) == (1, {"A-1": 3000})


def test_original_amount_is_not_lost_to_a_list_of_open_ones(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,80.00\n")
    office.bring_in("Customer No,Invoice,Date,Due Date,Balance\nC1,A-1,2024-01-05,2024-02-04,30.00\n")
    assert office.rows("select amount_minor, open_minor from invoice") == [{"amount_minor": 10000, "open_minor": 3000}]


def test_dispute_the_ledger_dropped_is_closed_and_one_a_person_judged_stays(office: Office) -> None:
    office.bring_in(BOTH)
    office.bring_in(BOTH.replace("Yes", "No"))
    closed = "select closed_on, closed_as from dispute_line"
    assert office.rows(closed) == [{"closed_on": "2024-06-15", "closed_as": None}]
    assert office.rows("select noun, noun_id, account_id, what from audit where what like 'closed%'") == [
        {"noun": "dispute_line", "noun_id": 1, "account_id": 1, "what": "closed by import 2"}
    ]
    assert office.bring_in(BOTH).updated == 1
    with office.store.write() as writing:
        writing.change("dispute_line", 2, closed_on="2024-06-15", closed_as="upheld")
    assert office.bring_in(BOTH).unchanged == 3


def test_dispute_a_collector_recorded_is_not_closed_by_the_ledger(office: Office) -> None:
    office.bring_in(BOTH.replace("Yes", "No"))
    office.dispute(1)
    assert office.bring_in(BOTH.replace("Yes", "No")).unchanged == 3
    assert office.rows("select invoice_id, closed_on from dispute_line") == [{"invoice_id": 1, "closed_on": None}]


def test_ledger_closes_its_own_dispute_and_not_a_collectors_of_another_invoice(office: Office) -> None:
    office.bring_in(BOTH)
    office.dispute(1)
    assert office.bring_in(BOTH.replace("Yes", "No")).updated == 1
    assert office.rows("select invoice_id, closed_on from dispute_line order by invoice_id") == [
        {"invoice_id": 1, "closed_on": None},
        {"invoice_id": 2, "closed_on": "2024-06-15"},
    ]


def test_ledgers_dispute_counts_after_a_persons_own_was_closed_without_a_verdict(office: Office) -> None:
    office.bring_in(BOTH.replace("Yes", "No"))
    office.dispute(2, closed_on="2024-06-02")
    assert office.bring_in(BOTH).updated == 1
    assert office.rows("select invoice_id from dispute_line where closed_on is null") == [{"invoice_id": 2}]


@pytest.mark.parametrize("verdict", ["credit", "upheld", "withdrawn"])
def test_ledgers_dispute_is_not_opened_again_after_a_verdict(office: Office, verdict: str) -> None:
    office.bring_in(BOTH.replace("Yes", "No"))
    office.dispute(2, closed_on="2024-06-02", closed_as=verdict)
    assert office.bring_in(BOTH).unchanged == 3


def test_name_is_taken_over_and_reckoned_terms_only_fill_a_gap(office: Office) -> None:
    office.bring_in(BOTH)
    office.bring_in(BOTH.replace("Ashby", "Ashby and Sons").replace("2024-02-04", "2024-02-14"))
    assert office.rows("select name, terms_days from account where id = 1") == [
        {"name": "Ashby and Sons", "terms_days": 30}
    ]
    assert office.rows("select noun_id, account_id, what from audit where noun = 'account' and what <> 'assigned'") == [
        {"noun_id": 1, "account_id": 1, "what": "changed by import 2"}
    ]


def test_person_who_is_changing_the_account_is_told_of_the_ledgers_change(office: Office) -> None:
    office.bring_in(BOTH)
    before = office.rows("select version from account order by id")
    office.bring_in(BOTH.replace("Ashby", "Ashby and Sons"))
    after = office.rows("select version, changed_by from account order by id")
    assert [(one["version"], one["changed_by"]) for one in after] == [
        (before[0]["version"] + 1, None),
        (before[1]["version"], None),
    ]


def test_collector_follows_the_ledger_until_a_lead_hands_the_account_out(office: Office) -> None:
    office.bring_in(BOTH)
    office.bring_in(BOTH.replace("Ruth", "Shen"))
    assert office.rows("select person_id from assignment") == [{"person_id": 2}]
    assert [json.loads(one["details"]) for one in office.rows(HANDED_OUT)] == [{"to": 1}, {"to": 2}]
    assert {(one["person_id"], one["noun_id"], one["account_id"]) for one in office.rows(HANDED_OUT)} == {(None, 1, 1)}
    with office.store.write() as writing:
        writing.add("grant", person_id=1, creditor_id=1, role="lead")
    assign(office.store, [1], collector_id=1, lead_id=1, now=NOW)
    office.bring_in(BOTH.replace("Ruth", "Shen"))
    assert office.rows("select person_id from assignment") == [{"person_id": 1}]


def test_somebody_who_left_is_handed_nothing(office: Office) -> None:
    with office.store.write() as writing:
        writing.add("person", name="Ruth", is_active=0, created_at="2024-01-01T00:00:00.000000Z")
    assert office.bring_in(BOTH).people_made == ()
    assert not office.rows("select * from assignment")


# ---- whatever comes -------------------------------------------------------------------------------------

CENTS = st.integers(-300, 900)
DAYS = st.one_of(st.none(), st.integers(0, 120))
LINES = st.lists(st.tuples(CENTS, st.one_of(st.none(), CENTS), DAYS, st.booleans()), min_size=1, max_size=5)
FILES = st.lists(st.tuples(LINES, st.sampled_from(["amount", "open", "paid", "both"]), DAYS), min_size=1, max_size=4)


def _file(lines: list[tuple[int, int | None, int | None, bool]], kind: str) -> str:
    """Write a ledger of one account; the kind says which columns it has."""
    header, rows = "Customer No,Invoice,Date,Due Date,Amount,Disputed", []
    header += ",Open Amount" * (kind in ("open", "both")) + ",Paid Date" * (kind in ("paid", "both"))
    for number, (amount, left, paid, is_disputed) in enumerate(lines):
        row = f"C1,A-{number},2024-01-05,2024-02-04,{amount / 100:.2f},{'Yes' if is_disputed else 'No'}"
        row += f",{(amount if left is None else left) / 100:.2f}" * (kind in ("open", "both"))
        day = "" if paid is None else (date(2024, 1, 5) + timedelta(paid)).isoformat()
        rows.append(row + f",{day}" * (kind in ("paid", "both")))
    return "\n".join([header, *rows, ""])


@given(FILES, st.sampled_from(MISSING))
@settings(max_examples=80, deadline=None)
def test_report_agrees_with_the_book_and_the_same_file_changes_nothing(
    files: list[tuple[list[tuple[int, int | None, int | None, bool]], str, int | None]], missing: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for lines, kind, day in files:
            as_of = None if day is None else date(2024, 1, 5) + timedelta(day)
            report = office.bring_in(_file(lines, kind), as_of=as_of, missing=missing)
            assert report.exit_code == 0
            assert sum(report.open_minor.values()) == sum(office.open().values())
            _assert_counts(office, report.invoices_open, report.invoices_overdue_disputed, as_of or NOW.date())
            assert unsettled(office.store) == []
            before = office.book()
            assert office.bring_in(_file(lines, kind), as_of=as_of, missing=missing).unchanged == len(lines)
            assert office.book() == before
        office.store.close()


HAND = st.tuples(st.integers(1, 900), st.integers(-1, 1), st.booleans())


@given(st.lists(st.tuples(CENTS, st.lists(HAND, max_size=2)), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_lists_and_money_by_hand_of_the_same_day_agree_and_no_list_writes_twice(
    steps: list[tuple[int, list[tuple[int, int, bool]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office, now = Office(Path(folder)), NOW
        for left, paid in steps:
            content = _left(f"{left / 100:.2f}")
            for is_again in (False, True):
                now, before = now + timedelta(minutes=1), office.book()
                report = office.bring_in(content, now=now)
                assert sum(report.open_minor.values()) == sum(office.open().values())
                assert not is_again or office.book() == before
            for minor, days, is_error in paid:
                now += timedelta(minutes=1)
                day = (now.date() + timedelta(days)).isoformat()
                payment_id = _pay_by_hand(office, day, minor, at=now)
                if is_error:
                    now += timedelta(minutes=1)
                    _pay_by_hand(office, day, -minor, at=now, error_of=payment_id)
            later = sum(minor for minor, days, is_error in paid if days >= 0 and not is_error)
            assert unsettled(office.store) == []
            if not any(days > 0 for _, earlier in steps for _, days, _ in earlier):
                assert office.open() == {"A-1": left - later}
        office.store.close()


def _assert_counts(office: Office, is_open: int, disputed: int, day: date) -> None:
    """Compare the counts of a report with the tables."""
    unpaid = office.rows("select * from invoice where open_minor > 0 and kind = 'invoice'")
    contested = {
        row["invoice_id"] for row in office.rows("select invoice_id from dispute_line where closed_on is null")
    }
    assert is_open == len(unpaid)
    assert disputed == sum(row["id"] in contested and row["due_on"] < day.isoformat() for row in unpaid)


@pytest.mark.parametrize("kind", ["amount", "open", "paid", "both"])
def test_statement_of_the_newest_file_is_what_is_open(office: Office, kind: str) -> None:
    office.bring_in(_file([(500, 500, None, False)], "open"), as_of=date(2024, 2, 1))
    office.bring_in(_file([(500, 200, 40, False)], kind), as_of=date(2024, 3, 1))
    assert office.open() == {"A-0": {"amount": 500, "open": 200, "paid": 0, "both": 200}[kind]}


def test_list_that_agrees_with_money_entered_by_hand_speaks_for_itself_from_then_on(office: Office) -> None:
    content = OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n"
    office.bring_in(content, as_of=date(2024, 6, 1))
    invoice = office.rows("select id, account_id, open_minor from invoice order by id limit 1")[0]
    with office.store.write() as writing:
        paid = writing.add("payment", account_id=invoice["account_id"], received_on="2024-06-05", currency="EUR",
                           amount_minor=100, source="hand", recorded_at="2024-06-05")  # fmt: skip
        writing.add("allocation", payment_id=paid, invoice_id=invoice["id"], amount_minor=100)
        settle(writing, [invoice["account_id"]])
    agreed = content.replace("40.00", "39.00")
    report = office.bring_in(agreed, as_of=date(2024, 6, 10))
    assert (report.updated, report.unchanged) == (0, 1)
    # Entered in error after all: it is taken back on its own day, and what the ledger said stands.
    with office.store.write() as writing:
        back = writing.add("payment", account_id=invoice["account_id"], received_on="2024-06-05", currency="EUR",
                           amount_minor=-100, source="hand", reverses=paid, recorded_at="2024-06-12")  # fmt: skip
        writing.add("allocation", payment_id=back, invoice_id=invoice["id"], amount_minor=-100)
        settle(writing, [invoice["account_id"]])
    assert office.rows("select open_minor from invoice order by id limit 1")[0]["open_minor"] == 3900
    stated = len(office.rows("select * from ledger_statement"))
    office.bring_in(agreed, as_of=date(2024, 6, 10))
    assert len(office.rows("select * from ledger_statement")) == stated
