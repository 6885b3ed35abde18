"""Nothing is half done: not when an import is killed, not when two run at once, not when the book changes under one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_office import NOW, Office
from table_files import csv_of

from rejoinder.accounts import settle
from rejoinder.errors import Refused
from rejoinder.importing import Answers, Report, runs
from rejoinder.importing.preparing import Asked, Prepared, contents_of, prepare
from rejoinder.store import Writing, stamp
from tests.owing import unsettled

HEADER = ("Customer No", "Customer Name", "Invoice", "Invoice Date", "Due Date", "Amount", "Open Amount")
ROOT = Path(__file__).parents[2]


def _rows(count: int, *, left: str = "10.00", prefix: str = "A") -> list[tuple[str, ...]]:
    """Give open items of two customers."""
    return [(f"C{n % 2}", f"C{n % 2} Ltd", f"{prefix}-{n}", "2024-01-05", "2024-02-04", "10.00", left)
            for n in range(count)]  # fmt: skip


LIST = csv_of([HEADER, *_rows(10)])

# ---- killed ---------------------------------------------------------------------------------------------

IMPORT = """
import json, sys, time
from datetime import datetime
from pathlib import Path
from rejoinder.importing import Answers, bring_in, entering, undoing
from rejoinder.store import Store

store, path, now, stop = Store(Path(sys.argv[1])), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]), sys.argv[4]

def wait(*_):
    print("here", flush=True)
    time.sleep(60)

if stop == "undoing":
    undoing.settle = wait
    undoing.undo(store, int(sys.argv[5]), person_id=None, now=now)
if stop:
    setattr(entering, stop, wait)
print("ready", flush=True)
sys.stdin.readline()
report = bring_in(store, path, Answers(creditor="Mill", currency="EUR"), now=now)
print(json.dumps(report.as_json()), flush=True)
"""


@contextmanager
def _child(office: Office, path: Path, *, stop: str = "", run_id: int = 0) -> Iterator[subprocess.Popen[str]]:
    """Import in a process of its own, which waits at one place for its end."""
    command = [sys.executable, "-c", IMPORT, str(office.store.path), str(path), NOW.isoformat(), stop, str(run_id)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as child:
        try:
            yield child
        finally:
            child.kill()


def _line(child: subprocess.Popen[str]) -> str:
    """Wait for what a process says next."""
    assert child.stdout
    return child.stdout.readline().strip()


def _go(child: subprocess.Popen[str]) -> None:
    """Let a process go on that is ready."""
    assert child.stdin
    assert _line(child) == "ready"
    child.stdin.write("\n")
    child.stdin.flush()


@pytest.mark.parametrize("step", ["settle", "write_accounts", "write_changes", "assign"])
@pytest.mark.parametrize("known", [0, 6])
def test_killed_in_the_middle_an_import_leaves_nothing(office: Office, step: str, known: int) -> None:
    if known:
        office.bring_in(csv_of([HEADER, *_rows(known, left="9.00")]), now=NOW - timedelta(2))
    before = office.contents()
    with _child(office, office.file(LIST), stop=step) as child:
        _go(child)
        assert _line(child) == "here"
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    assert office.contents() == before
    report = office.bring_in(LIST)
    assert (report.exit_code, report.created, report.updated) == (0, 10 - known, known)
    assert unsettled(office.store) == []


def test_killed_in_the_middle_an_undo_leaves_everything(office: Office) -> None:
    office.bring_in(LIST)
    before = office.contents()
    with _child(office, office.file(LIST), stop="undoing", run_id=1) as child:
        assert _line(child) == "here"
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert office.contents() == before
    assert office.bring_in(LIST).unchanged == 10


# ---- two at once ----------------------------------------------------------------------------------------


def _both(office: Office, first: bytes, second: bytes) -> list[dict[str, Any]]:
    """Bring in two files in two processes at the same moment."""
    paths = office.file(first, "first.csv"), office.file(second, "second.csv")
    with _child(office, paths[0]) as one, _child(office, paths[1]) as other:
        for child in (one, other):
            assert child.stdin
            assert _line(child) == "ready"
        for child in (one, other):
            assert child.stdin
            child.stdin.write("\n")
            child.stdin.flush()
        return [json.loads(_line(child)) for child in (one, other)]


@pytest.mark.parametrize("turn", range(3))
def test_same_list_twice_at_once_comes_in_once(office: Office, turn: int) -> None:
    office.bring_in(csv_of([HEADER, *_rows(1)]), now=NOW - timedelta(1))
    content = csv_of([HEADER, *_rows(3000 + turn)])
    reports = _both(office, content, content)
    assert sorted(one["created"] for one in reports) == [0, 2999 + turn]
    assert sum(one["unchanged"] for one in reports) == 3001 + turn
    assert len(office.rows("select * from invoice")) == 3000 + turn
    assert unsettled(office.store) == []


def test_two_lists_at_once_of_a_creditor_nobody_knew_make_one_creditor(office: Office) -> None:
    reports = _both(office, csv_of([HEADER, *_rows(2000)]), csv_of([HEADER, *_rows(2000, prefix="B")]))
    came = [one for one in reports if "error" not in one]
    assert all("another import" in one["error"] for one in reports if "error" in one)
    assert len(office.rows("select * from creditor")) == 1
    assert len(office.rows("select * from invoice")) == sum(one["created"] for one in came) > 0
    assert unsettled(office.store) == []


# ---- the book changes between reading and entering ------------------------------------------------------


class Waiting:
    """A list that was read and compared, and waits for somebody to say yes."""

    def __init__(self, office: Office, content: bytes, *, name: str = "waiting", **said: Any) -> None:
        self.office = office
        self.path = office.file(content, f"{name}.csv")
        self.stage_path = office.folder / f"{name}.db"
        answers = Answers(**{"creditor": "Mill", "currency": "EUR", **said})
        self.prepared: Prepared = prepare(office.store, self.path, answers, now=NOW, stage_path=self.stage_path)

    def look(self) -> Report:
        """Say what would happen."""
        return runs.look(self.office.store, self.prepared, self.stage_path)

    def enter(self) -> Report:
        """Bring it in."""
        contents = contents_of(self.path, self.prepared.answers)
        return runs.enter(self.office.store, self.prepared, self.stage_path, contents=contents, person_id=None, now=NOW)


def _pay(office: Office, invoice_id: int, minor: int, received_on: str) -> None:
    """Record money by hand."""
    with office.store.write() as writing:
        account_id = writing.row("invoice", invoice_id)["account_id"]
        about = {"account_id": account_id, "currency": "EUR", "amount_minor": minor, "source": "hand"}
        payment_id = writing.add(
            "payment", **about, received_on=received_on, recorded_at=stamp(NOW + timedelta(hours=1))
        )
        writing.add("allocation", payment_id=payment_id, invoice_id=invoice_id, amount_minor=minor)
        settle(writing, [account_id])


def _agrees(office: Office, report: Report) -> None:
    """Look whether the report says what the book says."""
    assert sum(report.open_minor.values()) == sum(office.open().values())
    assert unsettled(office.store) == []


@pytest.mark.parametrize(("received_on", "left"), [("2024-06-14", 1000), ("2024-06-15", 700), ("2024-06-16", 700)])
def test_money_recorded_meanwhile_counts_as_if_the_list_came_after_it(
    office: Office, received_on: str, left: int
) -> None:
    office.bring_in(LIST, now=NOW - timedelta(5))
    waiting = Waiting(office, LIST)
    assert waiting.look().unchanged == 10
    _pay(office, 1, 300, received_on)
    report = waiting.enter()
    # Of the day before, the list has it already: its own figure speaks. Of today and later, it cannot.
    assert office.open()["A-0"] == left
    _agrees(office, report)
    before = office.open()
    assert office.bring_in(LIST).unchanged == 10
    assert office.open() == before


def test_money_recorded_at_the_very_last_moment_counts_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.bring_in(LIST, now=NOW - timedelta(5))
    waiting, write_much = Waiting(office, LIST), office.store.write_much

    def paid_before() -> AbstractContextManager[Writing]:
        _pay(office, 1, 300, "2024-06-16")
        return write_much()

    monkeypatch.setattr(office.store, "write_much", paid_before)
    report = waiting.enter()
    assert office.open()["A-0"] == 700
    _agrees(office, report)


def test_account_made_meanwhile_by_another_import_is_that_account(office: Office) -> None:
    office.bring_in(csv_of([HEADER, *_rows(1)]), now=NOW - timedelta(5))
    waiting = Waiting(office, csv_of([HEADER, *_rows(4)]))
    assert (waiting.look().created, waiting.look().accounts_made) == (3, 1)
    office.bring_in(csv_of([HEADER, *_rows(4)[1:2]]), missing="kept")
    report = waiting.enter()
    assert (report.created, report.unchanged, report.accounts_made) == (2, 2, 0)
    assert [one["number"] for one in office.rows("select number from account order by id")] == ["C0", "C1"]
    _agrees(office, report)


def test_other_accounts_made_meanwhile_do_not_get_mixed_up_with_its_own(office: Office) -> None:
    office.bring_in(csv_of([HEADER, *_rows(1)]), now=NOW - timedelta(5))
    waiting = Waiting(office, csv_of([HEADER, *_rows(4)]))
    office.bring_in(csv_of([HEADER, *_rows(6, prefix="F")]), creditor="Forge")
    report = waiting.enter()
    assert (report.created, report.accounts_made) == (3, 1)
    found = office.rows("select c.name, a.number, count(*) as n from creditor c join account a on a.creditor_id = c.id "
                        "join invoice i on i.account_id = a.id group by a.id order by a.id")  # fmt: skip
    assert [tuple(one.values()) for one in found] == [
        ("Mill", "C0", 2), ("Forge", "C0", 3), ("Forge", "C1", 3), ("Mill", "C1", 2),
    ]  # fmt: skip
    assert unsettled(office.store) == []


def test_invoice_that_vanishes_only_meanwhile_is_settled_or_asked_about(office: Office) -> None:
    office.bring_in(LIST, now=NOW - timedelta(5))
    waiting = Waiting(office, LIST)
    office.bring_in(csv_of([HEADER, *_rows(12)]), now=NOW - timedelta(1))
    report = waiting.enter()
    assert (report.vanished, office.open()["A-10"], office.open()["A-11"]) == (2, 0, 0)
    _agrees(office, report)


def test_what_must_be_asked_only_now_is_asked_and_nothing_is_written(office: Office) -> None:
    office.bring_in(LIST, now=NOW - timedelta(5))
    waiting = Waiting(office, LIST)
    office.bring_in(csv_of([HEADER, *_rows(60)]), now=NOW - timedelta(1))
    before = office.contents()
    with pytest.raises(Asked) as asked:
        waiting.enter()
    assert [(one.about, one.count) for one in asked.value.questions] == [("missing invoices", 50)]
    assert office.contents() == before
    # It is answered, and read again.
    assert Waiting(office, LIST, missing="kept").enter().vanished == 0


def test_creditor_made_meanwhile_stops_it_and_sent_again_it_comes_in(office: Office) -> None:
    waiting = Waiting(office, LIST)
    office.bring_in(csv_of([HEADER, *_rows(3)]))
    before = office.contents()
    with pytest.raises(Refused, match="made by another import meanwhile"):
        waiting.enter()
    assert office.contents() == before
    assert office.bring_in(LIST).created == 7


def test_same_list_waiting_twice_is_entered_once(office: Office) -> None:
    office.bring_in(csv_of([HEADER, *_rows(1)]), now=NOW - timedelta(5))
    first, second = Waiting(office, LIST, name="first"), Waiting(office, LIST, name="second")
    assert (first.enter().created, second.enter().created) == (9, 0)
    before = office.book()
    assert office.bring_in(LIST).unchanged == 10
    assert office.book() == before


def test_stage_that_waits_is_entered_by_another_process_as_it_was_written_down(office: Office) -> None:
    waiting = Waiting(office, LIST)
    waiting.prepared = replace(waiting.prepared)
    assert waiting.enter().created == 10
