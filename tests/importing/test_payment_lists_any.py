"""Whatever lists of open items and payments come in, in whatever order, no money counts twice and none is lost."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_office import Office

START = date(2024, 3, 1)
LAST = 20
BILLED = {"A-1": 10000, "A-2": 5000, "A-3": 2500}
INVOICES = "Customer No,Invoice,Invoice Date,Due Date,Amount\n"
ITEMS = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount\n"
PAYMENTS = "Customer No,Payment Date,Amount Received,Invoice,Payment Number\n"
DUES = {"A-1": "2024-02-01", "A-2": "2024-02-15", "A-3": "2024-02-10"}


@dataclass(frozen=True)
class Came:
    """Money that came on a day, for an invoice."""

    nth: int
    day: int
    number: str
    minor: int

    def row(self, *, is_named: bool) -> str:
        """Write it as a list of payments does."""
        invoice = self.number if is_named else ""
        return f"C1,{_day(self.day)},{self.minor / 100:.2f},{invoice},P-{self.nth}\n"


@dataclass(frozen=True)
class World:
    """What really happened, and in which order we were told of it: ("items", day) or ("payments", from, to)."""

    came: tuple[Came, ...]
    told: tuple[tuple[str, int, int], ...]

    def open_on(self, day: int) -> dict[str, int]:
        """Give what was open by invoice at the end of a day."""
        paid: Counter[str] = Counter()
        for one in self.came:
            if one.day <= day:
                paid[one.number] += one.minor
        return {number: billed - paid[number] for number, billed in BILLED.items()}


def _day(nth: int) -> date:
    return START + timedelta(nth)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Payments that never come to more than was billed, and a mixed order of telling."""
    left = dict(BILLED)
    came: list[Came] = []
    for nth in range(draw(st.integers(1, 6))):
        number = draw(st.sampled_from(sorted(left)))
        minor = draw(st.one_of(st.just(left[number]), st.integers(1, max(1, left[number]))))
        if 0 < minor <= left[number]:
            came.append(Came(nth, draw(st.integers(1, LAST)), number, minor))
            left[number] -= minor
    items = st.integers(0, LAST).map(lambda day: ("items", day, 0))
    payments = st.tuples(st.just("payments"), st.integers(0, LAST), st.integers(0, LAST))
    return World(tuple(came), tuple(draw(st.lists(st.one_of(items, payments), min_size=1, max_size=6))))


@pytest.fixture(scope="module")
def known_invoices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows the invoices, to be copied."""
    office = Office(tmp_path_factory.mktemp("known"))
    rows = "".join(f"C1,{one},2024-01-01,{DUES[one]},{minor / 100:.2f}\n" for one, minor in BILLED.items())
    office.bring_in(INVOICES + rows)
    office.store.connection.execute("vacuum into ?", [str(office.folder / "whole.db")])
    office.store.close()
    return office.folder / "whole.db"


@contextmanager
def _office(known_invoices: Path) -> Iterator[Office]:
    """Give an office that knows the invoices."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(known_invoices, Path(folder) / "rejoinder.db")
        office = Office(Path(folder))
        yield office
        office.store.close()


def _tell_items(office: Office, world: World, day: int) -> None:
    """Bring in the open items of a day, the settled ones among them."""
    rows = (
        f"C1,{number},2024-01-01,{DUES[number]},{BILLED[number] / 100:.2f},{minor / 100:.2f}\n"
        for number, minor in world.open_on(day).items()
    )
    assert office.bring_in(ITEMS + "".join(rows), as_of=_day(day)).exit_code == 0


def _tell_payments(office: Office, world: World, first: int, last: int, *, is_named: bool) -> set[Came]:
    """Bring in the payments of some days, and say which."""
    told = {one for one in world.came if first <= one.day <= last}
    rows = "".join(one.row(is_named=is_named) for one in sorted(told, key=lambda one: -one.nth))
    if told:
        report = office.bring_in(PAYMENTS + rows, kind="payments", name="payments.csv")
        assert (report.exit_code, report.created + report.unchanged) == (0, len(told))
        assert report.open_minor == {"EUR": sum(office.open().values())}
    return told


def _live(office: Office, source: str) -> list[int]:
    """Give the payments of a source that were not taken back, in minor units."""
    query = f"""select amount_minor from payment p where source = '{source}' and reverses is null
      and not exists (select 1 from payment r where r.reverses = p.id)"""
    return sorted(row["amount_minor"] for row in office.rows(query))


@settings(max_examples=40, deadline=None)
@given(world=worlds())
def test_open_is_the_last_statement_less_the_payments_received_after_its_day(
    known_invoices: Path, world: World
) -> None:
    with _office(known_invoices) as office:
        spoken, known = -1, set[Came]()
        for what, first, last in world.told:
            if what == "items":
                _tell_items(office, world, first)
                spoken = max(spoken, first)
            else:
                known |= _tell_payments(office, world, first, last, is_named=True)
            stated = world.open_on(spoken)
            for one in known:
                stated[one.number] -= one.minor if one.day > spoken else 0
            assert office.open() == stated


@settings(max_examples=40, deadline=None)
@given(world=worlds())
def test_all_money_stands_in_the_book_exactly_once(known_invoices: Path, world: World) -> None:
    with _office(known_invoices) as office:
        spoken, known = -1, set[Came]()
        for what, first, last in world.told:
            if what == "items":
                _tell_items(office, world, first)
                spoken = max(spoken, first)
            else:
                known |= _tell_payments(office, world, first, last, is_named=True)
            assert _live(office, "file") == sorted(one.minor for one in known)
            # What the ledger has received and no payment tells of stands in the book as the ledger's.
            untold = [one.minor for one in world.came if one.day <= spoken and one not in known]
            assert sum(_live(office, "ledger")) == sum(untold)


@settings(max_examples=40, deadline=None)
@given(world=worlds())
def test_money_that_names_no_invoice_lowers_the_whole_as_much(known_invoices: Path, world: World) -> None:
    with _office(known_invoices) as office:
        spoken, known = -1, set[Came]()
        for what, first, last in world.told:
            if what == "items":
                _tell_items(office, world, first)
                spoken = max(spoken, first)
            else:
                known |= _tell_payments(office, world, first, last, is_named=False)
            after = sum(one.minor for one in known if one.day > spoken)
            assert sum(office.open().values()) == sum(world.open_on(spoken).values()) - after
            assert _live(office, "file") == sorted(one.minor for one in known)


@settings(max_examples=40, deadline=None)
@given(world=worlds(), is_named=st.booleans())
def test_same_files_again_change_nothing(known_invoices: Path, world: World, is_named: bool) -> None:
    with _office(known_invoices) as office:
        for what, first, last in world.told:
            if what == "items":
                _tell_items(office, world, first)
            else:
                _tell_payments(office, world, first, last, is_named=is_named)
        before = office.book()
        for what, first, last in world.told:
            if what == "payments":
                _tell_payments(office, world, first, last, is_named=is_named)
        assert office.book() == before
