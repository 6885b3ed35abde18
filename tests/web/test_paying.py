"""How a debtor pays, kept in the browser and used wherever a day is proposed."""

import pytest

from rejoinder import accounts, wording
from rejoinder.store import Store
from tests.conftest import START, Visitor, account_id, begin, field, rows

NUMBER = "GB-1017"
PROMISE = {"kind": "promise_to_pay", "currency": "GBP", "amount": "100"}


def address(store: Store) -> str:
    """Give the address of how an account pays."""
    return f"/accounts/{account_id(store, NUMBER)}/paying"


def save(visitor: Visitor, store: Store, **typed: object) -> str:
    """Open the form, change some fields, send it, and give the answer's page."""
    page = visitor.get(address(store)).get_data(as_text=True)
    names = ("runs", "cut_off_days", "calendar", "method", "fapiao", "approver", "seal")
    found = {name: field(page, name) or "" for name in names}
    was = {f"was-{name}": value for name, value in found.items()}
    sent = {**found, **was, "version": field(page, "version"), **typed}
    return visitor.post(address(store), sent, htmx=True).get_data(as_text=True)


def preview(visitor: Visitor, store: Store, day: str) -> str:
    """Type a day into a promise and give what is said of it."""
    call_id = begin(visitor, store, NUMBER)
    return visitor.post(f"/calls/{call_id}/commitments/preview", {**PROMISE, "day": day}, htmx=True).get_data(
        as_text=True
    )


def test_runs_are_read_in_words_and_said_back_with_the_next_one(collector, store):
    page = save(collector, store, runs="每周五, 25", cut_off_days="2", approver="Mrs Holt", seal="finance seal",
                needs=["purchase_order", "statement"], fapiao="special", method="bill",
                note="closed in August")  # fmt: skip
    assert "every Friday and on the 25th" in page
    row = rows(store, "select * from paying where id = ?", account_id(store, NUMBER))[0]
    assert (row["runs"], row["cut_off_days"], row["needs"]) == ("w4 m25", 2, "purchase_order statement")
    desk = collector.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
    # It is Wednesday 18 November: Friday the 20th can still be approved today.
    for words in ("Next run Fri 20 Nov", "approved by Wed 18 Nov", "approves: Mrs Holt", "seal: finance seal",
                  "a purchase order number", "special VAT fapiao", "acceptance bill", "closed in August"):  # fmt: skip
        assert words in desk, words


def test_next_runs_that_can_be_reached_are_proposed_for_the_promise(collector, store):
    save(collector, store, runs="fri", cut_off_days="3")
    begin(collector, store, NUMBER)
    desk = collector.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
    assert 'data-day="2026-11-27"' in desk
    assert 'data-day="2026-12-04"' in desk
    assert 'data-day="2026-11-20"' not in desk


def test_without_runs_the_next_banking_day_is_proposed(collector, store):
    begin(collector, store, NUMBER)
    desk = collector.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
    assert 'data-day="2026-11-19"' in desk


def test_promised_day_between_two_runs_is_said_with_both(collector, store):
    save(collector, store, runs="fri")
    said = preview(collector, store, "tue 1 dec")
    assert "They do not pay on that day. Ask for their run of Fri 27 Nov 2026; the one after is Fri 4 Dec 2026." in said


def test_promised_run_day_is_not_doubted(collector, store):
    save(collector, store, runs="fri")
    assert "notice" not in preview(collector, store, "fri")


@pytest.mark.parametrize(
    ("calendar", "day", "sentence"),
    [
        ("GB-ENG", "25 dec", "closed that day (Christmas Day). The next day they can pay is Tue 29 Dec 2026"),
        ("GB-ENG", "sat 21 nov", "closed that day. The next day they can pay is Mon 23 Nov 2026"),
    ],
)
def test_day_without_banks_is_said_with_the_next_one(collector, store, calendar, day, sentence):
    save(collector, store, calendar=calendar)
    assert sentence in preview(collector, store, day)


def test_doubted_day_can_be_recorded_all_the_same(collector, store):
    save(collector, store, runs="fri")
    call_id = begin(collector, store, NUMBER)
    answer = collector.post(f"/calls/{call_id}/commitments", {**PROMISE, "day": "tue 1 dec"}, htmx=True)
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"runs": "every full moon"}, "is no payment day we can read"),
        ({"runs": "every second friday"}, "neither every week nor on fixed days"),
        ({"cut_off_days": "-1"}, "Write a number of banking days"),
        ({"cut_off_days": "61"}, "Write a number of banking days"),
        ({"cut_off_days": "000000000" + "9" * 30}, "Write a number of banking days"),
        ({"calendar": "XX"}, "There is no calendar"),
        ({"method": "pigeon"}, "Choose one of the list"),
    ],
)
def test_bad_input_is_said_beside_its_field(collector, store, typed, sentence):
    page = save(collector, store, approver="Mrs Holt", **typed)
    assert sentence in page
    assert field(page, "approver") == "Mrs Holt"
    assert rows(store, "select * from paying where id = ?", account_id(store, NUMBER)) == []


def test_two_first_saves_at_once_are_told_of_each_other(collector, colleague, store):
    sent = {"runs": "fri", "was-runs": "", "version": "0"}
    assert collector.post(address(store), sent).status_code == 303
    answer = colleague.post(address(store), {**sent, "runs": "month end"})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert field(page, "runs") == "month end"
    assert "every Friday" in page


def test_next_run_can_be_written_into_a_script(collector, store):
    save(collector, store, runs="fri")
    file = accounts.load(store, account_id(store, NUMBER), person_id=collector.person_id, now=START)
    values = wording.account_values(file, language="zh", collector="x")
    assert values["next_run_on"] == "11月20日（周五）"
