"""How accounts stand: the database's sums are those of a few plain lines of Python, whatever is owed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rejoinder import accounts
from rejoinder.accounts import Ageing, Standing, standings
from rejoinder.accounts.invoices import Place
from rejoinder.store import Store
from tests.owing import TODAY, WHOLE, Owed, owe

NAMES = ("GBP", "CNY", "JPY")
MINOR = st.integers(-(10**6), 10**6)
# Both sides of every bucket's end, and few enough days that several invoices fall on one.
DAYS = st.one_of(st.sampled_from([-91, -90, -61, -60, -31, -30, -2, -1, 0, 1]), st.integers(-200, 60))
OWED = st.builds(
    Owed,
    number=st.text("AB19-é号 ", min_size=1, max_size=3),
    open_minor=st.one_of(MINOR, st.integers(-3, 3)),
    due_in=DAYS,
    currency=st.sampled_from(NAMES),
    disputed=st.one_of(st.just(0), st.just(WHOLE), st.integers(1, 2 * 10**6), st.integers(1, 3)),
    was_disputed=st.booleans(),
)
LEDGER = st.lists(OWED, max_size=8, unique_by=lambda one: one.number)
WITH_THE_STORE = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def expected(owed: Sequence[Owed], today: date) -> tuple[Standing, ...]:
    """Reckon how an account stands without a database, one currency after the other, as people would with a pencil."""
    found = []
    for currency in sorted({one.currency for one in owed if one.open_minor != 0}):
        ours = [one for one in owed if one.currency == currency and one.open_minor != 0]
        late = [one for one in ours if one.open_minor > 0 and one.due_on < today]
        credits = [one for one in ours if one.open_minor < 0]
        overdue = sum(one.open_minor for one in late) + sum(one.open_minor for one in credits)
        disputed = sum(one.disputed_minor for one in ours)
        asked = max(0, overdue - sum(one.disputed_minor for one in late))
        pressed = [one for one in late if one.open_minor > one.disputed_minor] if asked else []
        oldest = sorted((one.due_on, one.number) for one in pressed)[:1]
        standing = Standing(
            currency=currency,
            open_count=len(ours),
            open_minor=sum(one.open_minor for one in ours),
            overdue_minor=overdue,
            disputed_minor=disputed,
            asked_minor=asked,
            late_count=len(pressed),
            oldest_number=oldest[0][1] if oldest else "",
            oldest_due_on=oldest[0][0] if oldest else None,
            ageing=aged(late, today),
        )
        found.append(standing)
    # First a currency there is something to ask for in, then most invoices, then the oldest of them.
    never = date(9999, 12, 31)
    found.sort(key=lambda s: (s.asked_minor == 0, -s.late_count, s.oldest_due_on or never, s.currency))
    return tuple(found)


def aged(late: Sequence[Owed], today: date) -> Ageing:
    """Sort late invoices into their buckets, one by one."""
    buckets = [0, 0, 0, 0]
    for one in late:
        days = (today - one.due_on).days
        buckets[0 if days <= 30 else 1 if days <= 60 else 2 if days <= 90 else 3] += one.open_minor
    return Ageing(*buckets)


def stands(store: Store, *owed: Owed, today: date = TODAY) -> tuple[Standing, ...]:
    """Give how an account stands that owes this."""
    made = owe(store, *owed)
    return standings(store, {made: today})[made]


@WITH_THE_STORE
@given(st.lists(st.tuples(LEDGER, st.integers(-3, 3)), min_size=1, max_size=4))
@example([([Owed("2"), Owed("10"), Owed("1", disputed=WHOLE)], 0), ([Owed("B", due_in=-3), Owed("A", due_in=-3)], -2)])
@example([([Owed("1", open_minor=5, disputed=5), Owed("2", open_minor=5, disputed=4, due_in=-31)], 1), ([], 0)])
def test_accounts_stand_as_reckoned_by_hand_each_on_its_own_day(store: Store, ledgers):
    todays, by_hand = {}, {}
    for owed, offset in ledgers:
        today = TODAY + timedelta(offset)
        made = owe(store, *owed)
        todays[made], by_hand[made] = today, expected(owed, today)
    # Others owe as well, and are not asked about.
    owe(store, Owed("1"), Owed("2", currency="CNY"))
    assert standings(store, todays) == by_hand


@WITH_THE_STORE
@given(LEDGER)
def test_sums_never_cross_currencies(store: Store, owed):
    found = stands(store, *owed)
    assert sorted(one.currency for one in found) == sorted({one.currency for one in owed if one.open_minor != 0})
    for one in found:
        assert stands(store, *(each for each in owed if each.currency == one.currency)) == (one,)


@WITH_THE_STORE
@given(LEDGER, st.permutations(range(8)))
def test_sums_do_not_hang_on_the_order_of_entry(store: Store, owed, order):
    assert stands(store, *owed) == stands(store, *(owed[place] for place in order if place < len(owed)))


@WITH_THE_STORE
@given(LEDGER, st.integers(0, 9))
@example([Owed("1", disputed=10000), Owed("2", disputed=9999), Owed("3", open_minor=-1)], 0)
def test_sum_asked_for_is_that_of_the_invoices_it_is_asked_for(store: Store, owed, shown):
    """The form lists so many and names the rest: together they are what the sum is made of, none twice."""
    account_id = owe(store, *owed)
    for standing in standings(store, {account_id: TODAY})[account_id]:
        currency = standing.currency
        listed = accounts.open_invoices(store, account_id, currency=currency, size=shown)
        first = {one.id for one in listed if one.is_asked(TODAY)}
        place = Place(listed[-1].due_on.isoformat(), listed[-1].number) if listed else Place("", "")
        beyond = accounts.asked_beyond(store, account_id, place, currency=currency, today=TODAY)
        assert not beyond & {one.id for one in listed}
        asked = accounts.chosen_invoices(store, account_id, first | beyond)
        assert sorted(one.number for one in asked) == sorted(
            one.number
            for one in owed
            if one.currency == currency
            and (one.open_minor < 0 or (one.due_on < TODAY and one.open_minor > one.disputed_minor))
        )
        credits = sum(one.open_minor < 0 for one in asked if one.id in beyond)
        counted = accounts.count_asked_beyond(store, account_id, place, currency=currency, today=TODAY)
        assert (counted.late, counted.credits) == (len(beyond) - credits, credits)
        assert standing.asked_minor == max(0, sum(one.undisputed_minor for one in asked))
        late = [one for one in asked if one.undisputed_minor > 0]
        if standing.asked_minor:
            assert standing.late_count == len(late)
            assert (standing.oldest_due_on, standing.oldest_number) == (late[0].due_on, late[0].number)


@WITH_THE_STORE
@given(LEDGER)
def test_invoice_says_of_itself_what_the_sums_say_of_it(store: Store, owed):
    account_id = owe(store, *owed)
    is_open = sorted((one for one in owed if one.open_minor), key=lambda one: (one.due_on, one.number))
    found = accounts.open_invoices(store, account_id)
    assert [(one.number, one.open_minor, one.disputed_minor) for one in found] == [
        (one.number, one.open_minor, one.disputed_minor) for one in is_open
    ]
    assert [one.days_late(TODAY) for one in found] == [
        max(0, -one.due_in) if one.open_minor > 0 else 0 for one in is_open
    ]
    assert [one.dispute_words for one in found] == ["cracked" if one.disputed else "" for one in is_open]
    assert sum(one.open_minor for one in found if one.counts(TODAY)) == sum(
        one.overdue_minor for one in standings(store, {account_id: TODAY})[account_id]
    )


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, None), (1, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (4000, 3), (-1, None)]
)
def test_ageing_buckets_end_at_30_60_and_90_days(store, days, bucket):
    ageing = stands(store, Owed(due_in=-days))[0].ageing
    late = (ageing.late_1, ageing.late_31, ageing.late_61, ageing.late_91)
    assert late == tuple(10000 if place == bucket else 0 for place in range(4))


def test_invoice_due_today_is_not_late(store):
    standing = stands(store, Owed(due_in=0))[0]
    assert (standing.open_minor, standing.overdue_minor, standing.asked_minor) == (10000, 0, 0)
    assert (standing.oldest_number, standing.oldest_due_on, standing.oldest_days(TODAY)) == ("", None, 0)


def test_account_that_owes_nothing_stands_in_no_currency(store):
    settled = owe(store, Owed(open_minor=0, disputed=WHOLE))
    assert standings(store, {settled: TODAY}) == {settled: ()}
    assert standings(store, {}) == {}


def test_disputed_part_and_open_credit_are_not_asked_for(store):
    found = stands(store, Owed("1", disputed=4000), Owed("2"), Owed("3", open_minor=-1500))[0]
    assert found.overdue_minor == 18500
    assert found.asked_minor == 14500
    assert found.disputed_minor == 4000


def test_wholly_disputed_invoice_is_not_the_oldest_asked_for(store):
    account_id = owe(store, Owed("1", due_in=-90, disputed=WHOLE), Owed("2"))
    found = standings(store, {account_id: TODAY})[account_id][0]
    assert (found.oldest_number, found.oldest_days(TODAY), found.late_count) == ("2", 30, 1)
    asked = [one for one in accounts.open_invoices(store, account_id) if one.is_asked(TODAY)]
    assert [one.number for one in asked] == ["2"]


def test_invoice_disputed_by_more_than_is_left_of_it_is_wholly_disputed(store):
    """Paid in part since the dispute was opened: what is contested is no more than what is open."""
    found = stands(store, Owed("1", due_in=-90, open_minor=3000, disputed=9000), Owed("2"))[0]
    assert (found.disputed_minor, found.asked_minor, found.oldest_number) == (3000, 10000, "2")


def test_closed_dispute_takes_nothing_off(store):
    assert stands(store, Owed(was_disputed=True)) == stands(store, Owed())


def test_of_two_invoices_due_on_one_day_the_first_by_number_is_the_oldest(store):
    found = stands(store, Owed("26-0101", due_in=-40), Owed("26-0099", due_in=-40), Owed("26-0001", due_in=-39))[0]
    assert (found.oldest_number, found.oldest_due_on) == ("26-0099", TODAY - timedelta(40))


def test_credit_that_outweighs_what_is_late_leaves_nothing_to_ask_for(store):
    found = stands(store, Owed("1"), Owed("2", open_minor=-20000))[0]
    assert (found.asked_minor, found.late_count, found.oldest_number, found.oldest_due_on) == (0, 0, "", None)


def test_call_is_about_the_currency_with_something_to_ask_for(store):
    yuan = [Owed(str(n), currency="CNY", due_in=0) for n in (2, 3)]
    assert [one.currency for one in stands(store, *yuan, Owed())] == ["GBP", "CNY"]


def test_overpaid_invoice_is_a_credit_and_never_the_oldest(store):
    late = Owed("A2", open_minor=50000, due_in=-8)
    overpaid = Owed("A1", open_minor=-3000, due_in=-170)
    standing = stands(store, overpaid, late, Owed("A3", open_minor=-500, due_in=20))[0]
    assert (standing.asked_minor, standing.late_count, standing.oldest_number) == (46500, 1, "A2")
    assert standing.oldest_due_on == late.due_on
    assert standing.ageing.shares() == (100.0, 0.0, 0.0, 0.0)
    assert standing.ageing == stands(store, replace(late, number="1"))[0].ageing
