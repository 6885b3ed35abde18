"""A book is followed through eight weeks: on every day each promise is what was worked out by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rejoinder import commitments
from rejoinder.store import Store, migrate
from tests.commitments.eight_weeks import ACTS, FIRST, ITEMS, LAST, OPEN_AT_THE_END, SEEN_BY_LISTS, TABLE
from tests.commitments.office import YEAR, Office, days, morning, on
from tests.conftest import Clock, count, rows


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """The office, before its first list."""
    migrate(tmp_path / "rejoinder.db")
    store = Store(tmp_path / "rejoinder.db")
    clock.now = morning(FIRST)
    yield Office(store, clock, tmp_path, ITEMS)
    store.close()


def do(office: Office, act: tuple) -> None:
    """Do one thing; what stands last may be its names."""
    kind, *values = act
    named = values.pop() if values and isinstance(values[-1], dict) else {}
    getattr(office, kind)(*values, **named)


def expected(day: str) -> dict[str, tuple[str, str]]:
    """What the table says of each promise on a day: its last row until then."""
    return {
        name: (state, lines) for since, name, state, lines, _ in sorted(TABLE, key=lambda row: row[0]) if since <= day
    }


def differences(office: Office, day: str) -> list[str]:
    """Name the promises that are otherwise than the table says."""
    found = {name: office.told(name) for name in office.promised}
    table = expected(day)
    assert found.keys() == table.keys()
    return [f"{day} {name}: {found[name]} instead of {table[name]}" for name in found if found[name] != table[name]]


@pytest.mark.parametrize("sweep", [commitments.judge_all, commitments.judge_due])
def test_book_followed_through_eight_weeks_is_what_was_worked_out_by_hand(office: Office, sweep: Callable[..., int]):
    assert days(FIRST, LAST)[-1] == LAST and len(days(FIRST, LAST)) == 56
    wrong: list[str] = []
    for day in days(FIRST, LAST):
        office.clock.now = morning(day)
        for act in ACTS.get(day, ()):
            do(office, act)
        sweep(office.store, now=office.moment())
        wrong += differences(office, day)
        before = {table: count(office.store, table) for table in ("commitment_event", "line_judgement", "line_payment")}
        assert (office.judge(), commitments.judge_due(office.store, now=office.moment())) == (0, 0), day
        assert {table: count(office.store, table) for table in before} == before
    assert wrong == []
    check_the_books(office)


def check_the_books(office: Office) -> None:
    """Every judgement has its reason and rests on money that was there; the ledger's money was counted once."""
    assert rows(office.store, """select * from commitment_event where because = ''
        and kind in ('kept', 'partly_kept', 'broken', 'withdrawn', 'superseded')""") == []  # fmt: skip
    assert rows(office.store, """select * from line_payment l left join payment p on p.id = l.payment_id
        where p.id is null or l.amount_minor > p.amount_minor""") == []  # fmt: skip
    seen = rows(office.store, """select i.number, l.amount_minor from payment p
        join allocation l on l.payment_id = p.id join invoice i on i.id = l.invoice_id
        where p.source = 'ledger' and p.reverses is null
        and not exists (select 1 from payment r where r.reverses = p.id)
        order by p.received_on, i.number""")  # fmt: skip
    assert [(row["number"], row["amount_minor"]) for row in seen] == SEEN_BY_LISTS
    assert office.left() == OPEN_AT_THE_END


def test_table_speaks_of_every_promise_from_its_day_on():
    made = {act[1]: day for day, acts in ACTS.items() for act in acts if act[0] == "promise"}
    first: dict[str, str] = {}
    for day, name, *_ in TABLE:
        first[name] = min(day, first.get(name, day))
    assert first == made
    assert all(on(day).year == YEAR for day in ACTS)
