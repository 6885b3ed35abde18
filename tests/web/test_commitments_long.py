"""The form of a promise where more is open than it lists: the rest is behind one tick, and the sum is the whole."""

import re

import pytest

from rejoinder import accounts, money
from tests.conftest import chosen_invoices, field, rows
from tests.owing import WHOLE, Owed, owe

MANY = accounts.PAGE + 7


def many(count: int, *, due_in: int, **same: object) -> list[Owed]:
    """Make invoices that differ in number and amount only, one due each day from a day on."""
    currency = same.get("currency", "GBP")
    return [Owed(f"{currency}{n:03}", open_minor=1000 + n, due_in=due_in + n, **same) for n in range(count)]


BEYOND = re.compile(r'name="beyond" value="([^"]+)" data-kept checked')
LATE = many(MANY, due_in=-200)
LEDGERS = {
    "more than listed": LATE,
    "as many as listed": LATE[: accounts.PAGE],
    "a credit behind those listed": [*LATE[: accounts.PAGE], Owed("C", open_minor=-1500, due_in=20)],
    "late ones and a credit behind": [*LATE, Owed("C", open_minor=-1500, due_in=20)],
    "only disputed ones behind": [*LATE[: accounts.PAGE], Owed("D", due_in=-1, disputed=WHOLE)],
    "one in part disputed behind": [*LATE[: accounts.PAGE], Owed("D", due_in=-1, disputed=4000)],
    "none late behind": [*LATE, *(Owed(f"N{n}", due_in=n) for n in range(9))],
    "older ones in another currency": [*many(MANY, due_in=-300, currency="CNY"), *LATE[:9]],
    "as many in another currency": [*many(MANY, due_in=-300, currency="CNY"), *LATE],
}


def asked_minor(owed: list[Owed], currency: str) -> int:
    """Reckon the whole undisputed overdue sum of a currency, less its credits."""
    ones = [one for one in owed if one.currency == currency and (one.open_minor < 0 or one.due_in < 0)]
    return sum(one.open_minor - one.disputed_minor for one in ones)


def call(visitor, store, account_id: int) -> int:
    """Start a call with an account."""
    assert visitor.post(f"/accounts/{account_id}/calls").status_code == 303
    return int(rows(store, "select max(id) as id from call")[0]["id"])


@pytest.mark.parametrize("owed", LEDGERS.values(), ids=LEDGERS)
def test_whole_sum_is_proposed_and_recorded_as_proposed(lead, store, owed):
    account_id = owe(store, *owed)
    call_id = call(lead, store, account_id)
    path = f"/calls/{call_id}/commitments"
    page = lead.get(f"{path}/new?kind=promise_to_pay&currency=GBP", htmx=True).get_data(as_text=True)
    whole = asked_minor(owed, "GBP")
    assert field(page, "amount") == money.plain(whole, "GBP")
    ticked = chosen_invoices(page)
    assert 0 < len(ticked) <= accounts.PAGE
    sent = {"kind": "promise_to_pay", "amount": field(page, "amount"), "currency": "GBP", "day": "fri",
            "invoice": sorted(ticked)}  # fmt: skip
    if tick := BEYOND.search(page):
        sent["beyond"] = tick[1]
    assert lead.post(path, sent, htmx=True).status_code == 201
    # Each invoice gets its undisputed part, and each credit takes its own off: nothing is left for another day.
    assert promised(store, call_id) == {
        one.number: one.open_minor - one.disputed_minor
        for one in owed
        if one.currency == "GBP" and (one.open_minor < 0 or one.due_in < 0) and one.open_minor != one.disputed_minor
    }


@pytest.mark.parametrize("owed", LEDGERS.values(), ids=LEDGERS)
def test_tick_says_how_many_more_there_are(lead, store, owed):
    account_id = owe(store, *owed)
    call_id = call(lead, store, account_id)
    page = lead.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay&currency=GBP", htmx=True).get_data(
        as_text=True
    )
    behind = sorted((one for one in owed if one.currency == "GBP"), key=lambda one: one.due_in)[accounts.PAGE :]
    asked = [one for one in behind if one.open_minor < 0 or (one.due_in < 0 and one.open_minor > one.disputed_minor)]
    said = re.search(r'name="beyond"[^>]*>\s*and (-?\d+) more', page)
    assert (int(said[1]) if said else 0) == len(asked)


def test_where_credits_outweigh_what_is_late_nothing_is_behind_the_tick(lead, store):
    owed = [*LATE, Owed("C", open_minor=-(10**6), due_in=-201)]
    call_id = call(lead, store, owe(store, *owed))
    page = lead.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay", htmx=True).get_data(as_text=True)
    assert field(page, "amount") == ""
    assert chosen_invoices(page) == set()
    assert not re.search(r'name="beyond"[^>]* checked', page)
    said = re.search(r'name="beyond"[^>]*>\s*and (-?\d+) more', page)
    assert said is None or int(said[1]) > 0


def promised(store, call_id: int) -> dict[str, int]:
    """Give what was promised in a call, by invoice."""
    query = (
        "select i.number, l.amount_minor from commitment_line l join commitment c on c.id = l.commitment_id "
        "join invoice i on i.id = l.invoice_id where c.call_id = ?"
    )
    return {one["number"]: one["amount_minor"] for one in rows(store, query, call_id)}


def test_what_moves_up_in_the_list_while_the_form_is_open_is_promised_all_the_same(lead, store):
    account_id = owe(store, *LATE)
    call_id = call(lead, store, account_id)
    path = f"/calls/{call_id}/commitments"
    page = lead.get(f"{path}/new?kind=promise_to_pay&currency=GBP", htmx=True).get_data(as_text=True)
    ticked, tick = sorted(chosen_invoices(page)), BEYOND.search(page)
    paid = {"amount": "10", "currency": "GBP", "day": "today", "way": "oldest"}
    assert lead.post(f"/accounts/{account_id}/payments", paid).status_code == 303
    whole = sum(one.open_minor for one in LATE[1:])
    sent = {"kind": "promise_to_pay", "amount": money.plain(whole, "GBP"), "currency": "GBP", "invoice": ticked,
            "beyond": tick[1]}  # fmt: skip
    # Refused for want of a day, the form comes back with the list as it is now: nothing has lost its tick.
    again = lead.post(path, {**sent, "day": ""}, htmx=True).get_data(as_text=True)
    assert len(chosen_invoices(again)) == accounts.PAGE
    assert BEYOND.search(again)[1] != tick[1]
    assert lead.post(path, {**sent, "day": "fri"}, htmx=True).status_code == 201
    assert promised(store, call_id) == {one.number: one.open_minor for one in LATE[1:]}
