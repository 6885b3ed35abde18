"""Whatever the ledger, its layout and its encoding: no row is lost, the money adds up, and an undo leaves nothing."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledger_office import NOW, Office
from ledgers import CELLS, DAY, LAYOUTS, STYLES, Ledger, Written, ledgers
from table_files import Rows, csv_of, xlsx_of

from rejoinder.accounts import settle
from rejoinder.importing import Report
from rejoinder.importing.undoing import undo
from rejoinder.store import stamp
from tests.importing.test_undoing import _book
from tests.owing import unsettled

Write = Callable[[Rows], bytes]

TEXTS: dict[str, Write] = {
    "utf-8": csv_of,
    "utf-8 with a mark": partial(csv_of, encoding="utf-8-sig"),
    "utf-16": partial(csv_of, encoding="utf-16"),
    "tabs": partial(csv_of, sign="\t"),
    "semicolons": partial(csv_of, sign=";"),
}


@pytest.fixture(scope="module")
def known_creditor(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows the creditor Mill and nothing else, to be copied."""
    folder = tmp_path_factory.mktemp("known")
    copyfile(empty_store, folder / "rejoinder.db")
    office = Office(folder)
    with office.store.write() as writing:
        writing.add("creditor", name="Mill", created_at="2024-01-01T00:00:00.000000Z")
    office.store.connection.execute("vacuum into ?", [str(folder / "whole.db")])
    office.store.close()
    return folder / "whole.db"


@contextmanager
def _office(known_creditor: Path) -> Iterator[Office]:
    """Give an office that knows the creditor."""
    with tempfile.TemporaryDirectory() as folder:
        copyfile(known_creditor, Path(folder) / "rejoinder.db")
        office = Office(Path(folder))
        yield office
        office.store.close()


def _tell(written: Written, report: Report) -> str:
    """Give what failed, to be read: the rows and the report."""
    rows = "\n".join(f"{line}: {row}" for line, row in enumerate(written.rows, 1))
    return f"{rows}\n{report.as_json()}"


def _assert_nothing_is_lost(office: Office, ledger: Ledger, written: Written, report: Report) -> None:
    """Compare the report and the book with what was written down."""
    told = _tell(written, report)
    assert report.exit_code in (0, 1), told
    parts = (report.created, report.updated, report.unchanged, report.skipped, report.left_out, len(report.refused))
    assert sum(parts) == report.rows == len(written.items), told
    broken = [line for line, item in written.items if item.is_broken]
    assert [one.row for one in report.refused] == broken, told
    assert report.created == len(ledger.good), told
    assert report.totals_minor == ledger.sums("amount_minor"), told
    assert {code: minor for code, minor in report.open_minor.items() if code in report.totals_minor} == (
        ledger.sums("open_minor")
    ), told
    assert _standing(office) == {
        key: (one.open_minor, one.currency, one.is_disputed) for key, one in ledger.good.items()
    }, told
    assert unsettled(office.store) == [], told


def _standing(office: Office) -> dict[tuple[str, str], tuple[int, str, bool]]:
    """Give what is open of each invoice, by the customer's name and its number."""
    query = """select a.name, i.number, i.open_minor, i.currency,
      exists (select 1 from dispute_line l where l.invoice_id = i.id) as is_disputed
      from invoice i join account a on a.id = i.account_id"""
    return {
        (one["name"], one["number"]): (one["open_minor"], one["currency"], bool(one["is_disputed"]))
        for one in office.rows(query)
    }


def _brought_in_twice_and_undone(
    known_creditor: Path, ledger: Ledger, written: Written, content: bytes, name: str, **said: Any
) -> None:
    """Bring a ledger in, bring it in again, and take both back."""
    with _office(known_creditor) as office:
        before = _book(office)
        bring_in = partial(office.bring_in, content, name, currency="", as_of=DAY, repeated="first", **said)
        report = bring_in()
        _assert_nothing_is_lost(office, ledger, written, report)
        book = office.book()
        again = bring_in(now=NOW + timedelta(1))
        assert (again.created, again.updated, again.unchanged) == (0, 0, report.created), _tell(written, again)
        # All but the rows that were set aside, which are remembered with each run.
        assert office.book() | {"import_line": []} == book | {"import_line": []}
        for run_id in (2, 1):
            undo(office.store, run_id, person_id=None, now=NOW + timedelta(2))
        assert _book(office) == before
        assert unsettled(office.store) == []


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    ledger=ledgers(),
    layout=st.sampled_from(sorted(LAYOUTS)),
    style=st.sampled_from(sorted(STYLES)),
    text=st.sampled_from(sorted(TEXTS)),
)
def test_any_ledger_in_any_layout_comes_in_from_text(
    known_creditor: Path, ledger: Ledger, layout: str, style: str, text: str
) -> None:
    used = STYLES[style]
    written = LAYOUTS[layout](ledger, used)
    content = TEXTS[text](written.rows)
    _brought_in_twice_and_undone(
        known_creditor, ledger, written, content, "ledger.csv", dates=used.dates, decimal=used.decimal
    )


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(ledger=ledgers(), layout=st.sampled_from(sorted(LAYOUTS)))
def test_any_ledger_in_any_layout_comes_in_from_a_workbook(known_creditor: Path, ledger: Ledger, layout: str) -> None:
    written = LAYOUTS[layout](ledger, CELLS)
    _brought_in_twice_and_undone(known_creditor, ledger, written, xlsx_of(written.rows), "ledger.xlsx")


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(ledger=ledgers(is_chinese=True), layout=st.sampled_from(sorted(LAYOUTS)))
def test_any_chinese_ledger_comes_in_from_gb18030(known_creditor: Path, ledger: Ledger, layout: str) -> None:
    written = LAYOUTS[layout](ledger, STYLES["iso"])
    content = csv_of(written.rows, encoding="gb18030")
    _brought_in_twice_and_undone(known_creditor, ledger, written, content, "ledger.csv", encoding="gb18030")


# ---- list upon list, and money by hand between them -----------------------------------------------------

ITEMS = ("Customer No", "Customer Name", "Invoice", "Invoice Date", "Due Date", "Currency", "Amount", "Open Amount")
BILLED = {"A-1": 10000, "A-2": 5000, "A-3": -2500, "B-1": 7000, "B-2": 300}
START = date(2024, 5, 1)


def _row(number: str, minor: int) -> tuple[str, ...]:
    customer = number[0]
    amounts = (f"{BILLED[number] / 100:.2f}", f"{minor / 100:.2f}")
    return (customer, f"{customer} Ltd", number, "2024-04-01", "2024-05-01", "EUR", *amounts)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, int, dict[str, int], str]:
    """A list of open items of a day: what is open of each that it names, and whether the others are settled."""
    named = draw(st.lists(st.sampled_from(sorted(BILLED)), min_size=1, unique=True))
    part = st.sampled_from([1, 2, 5])
    left = {number: int(BILLED[number] / draw(part)) for number in named}
    return "list", draw(st.integers(0, 20)), left, draw(st.sampled_from(["settled", "kept"]))


# Money for the nth invoice known, on a day.
MONEY = st.tuples(st.just("money"), st.integers(0, 20), st.integers(0, 4), st.integers(1, 4000))
STEPS = st.lists(st.one_of(lists(), MONEY), min_size=2, max_size=7)


@dataclass
class Truth:
    """What must be open: of each invoice the newest statement, less the money by hand that it cannot have.

    A statement is a day, the moment it was read and an amount; money a day, the moment it was recorded, an amount.
    """

    stated: dict[str, tuple[int, datetime, int]] = field(default_factory=dict)
    money: dict[str, list[tuple[int, datetime, int]]] = field(default_factory=dict)

    def open(self) -> dict[str, int]:
        """Give what is open of each invoice."""
        return {number: self.open_of(number) for number in self.stated}

    def open_of(self, number: str) -> int:
        """Give what is open of one."""
        day, at, left = self.stated[number]
        return left - self.later(number, day, at)

    def later(self, number: str, day: int, at: datetime) -> int:
        """Add up the money by hand that a list of that day, read at that moment, cannot have."""
        return sum(minor for on, known, minor in self.money.get(number, []) if (on, known) > (day, at))

    def read(self, day: int, at: datetime, left: dict[str, int], *, others_are_settled: bool) -> None:
        """Read a list; of what a newer one has stated, it says nothing, nor of what only later money has left open."""
        gone = {one for one in self.stated if one not in left and self.open_of(one)} if others_are_settled else set()
        gone = {one for one in gone if self.open_of(one) + self.later(one, day, at)}
        for number, minor in {**left, **dict.fromkeys(gone, 0)}.items():
            if number not in self.stated or self.stated[number][0] <= day:
                self.stated[number] = (day, at, minor)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(steps=STEPS)
def test_open_is_the_newest_list_less_the_money_it_cannot_have(known_creditor: Path, steps: list[Any]) -> None:
    with _office(known_creditor) as office:
        truth, now = Truth(), NOW
        for step in steps:
            now += timedelta(minutes=1)
            if step[0] == "list":
                _, day, left, missing = step
                content = csv_of([ITEMS, *(_row(number, minor) for number, minor in left.items())])
                said = {"as_of": START + timedelta(day), "missing": missing, "now": now}
                report = office.bring_in(content, currency="", **said)
                assert (report.exit_code, report.rows) == (0, len(left))
                truth.read(day, now, left, others_are_settled=missing == "settled")
                assert report.open_minor == {"EUR": sum(truth.open().values())}
                before = office.book()
                office.bring_in(content, currency="", **said | {"now": now + timedelta(seconds=1)})
                assert office.book() == before
            elif truth.stated:
                _, day, nth, minor = step
                number = sorted(truth.stated)[nth % len(truth.stated)]
                _record(office, number, minor, START + timedelta(day), now)
                truth.money.setdefault(number, []).append((day, now, minor))
            assert office.open() == truth.open()
            assert unsettled(office.store) == []


def _record(office: Office, number: str, minor: int, day: date, now: datetime) -> None:
    """Record money by hand."""
    (invoice,) = office.rows(f"select id, account_id from invoice where number = '{number}'")
    with office.store.write() as writing:
        about = {"account_id": invoice["account_id"], "currency": "EUR", "amount_minor": minor, "source": "hand"}
        payment_id = writing.add("payment", **about, received_on=day.isoformat(), recorded_at=stamp(now))
        writing.add("allocation", payment_id=payment_id, invoice_id=invoice["id"], amount_minor=minor)
        settle(writing, [invoice["account_id"]])


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(first=lists(), second=lists())
def test_newest_list_undone_is_as_if_it_had_never_come(known_creditor: Path, first: Any, second: Any) -> None:
    with _office(known_creditor) as office:
        for nth, (_, day, left, missing) in enumerate((first, second)):
            before = _book(office)
            content = csv_of([ITEMS, *(_row(number, minor) for number, minor in left.items())])
            said = {"as_of": START + timedelta(day), "missing": missing, "now": NOW + timedelta(nth)}
            assert office.bring_in(content, currency="", **said).exit_code == 0
        undo(office.store, 2, person_id=None, now=NOW + timedelta(2))
        assert _book(office) == before
        assert unsettled(office.store) == []
