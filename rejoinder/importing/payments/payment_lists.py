"""Lists of payments: what came in, for which invoices; what the book has already is not written again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rejoinder.accounts import settle
from rejoinder.dates import today_in
from rejoinder.errors import Problem, Refused, mark
from rejoinder.importing.comparing import Aside
from rejoinder.importing.entering import Collectors, Run
from rejoinder.importing.notices import of_payments
from rejoinder.importing.payments.allotting import Allotment, Money
from rejoinder.importing.payments.naming import named_in
from rejoinder.importing.payments.payers import find_payers, refuse
from rejoinder.importing.payments.payment_book import read_book
from rejoinder.importing.payments.payment_reading import PaymentReading as Reading
from rejoinder.importing.payments.same_money import Row as Paid
from rejoinder.importing.payments.same_money import meet
from rejoinder.importing.report import Question, Report
from rejoinder.store import Row, Writing, stamp

if TYPE_CHECKING:
    from rejoinder.importing.preparing import Prepared

__all__ = ["Reading", "again", "compare", "count", "write"]

SAME_ROW = mark("This row is the same as one above it, cell by cell.")
TO_COME = mark("This day is still to come.")
OTHER_CURRENCY = mark("Invoice %(number)s is in %(currency)s.")
NO_CREDITOR = mark("There is no creditor “%(name)s” yet. Bring in its invoices before its payments.")
UNKNOWN_INVOICE = mark("A row names an invoice that is not known. Its money went to the invoices due longest, if any.")
LEFT = mark("Nothing that is open can take all of this money. What is left stays open on the account.")
RETURNED = mark("Money that came in before was taken back.")
TAKEN = mark("An amount below zero comes in by itself: no payment of this sum was received before.")


def compare(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Work out what each row changes. Raises: Refused, for a creditor nobody knows."""
    if prepared.scope.creditor_id is None:
        raise Refused(NO_CREDITOR, name=prepared.creditor.name)
    repeated = [row["line"] for row in stage.all("paid_repeated")]
    aside.put("skipped", {line: Refused(SAME_ROW) for line in repeated})
    for line in repeated:
        stage.run("paid_skip", line=line)
    return again(stage, aside, prepared)


def again(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Compare with the book as it is now."""
    for name in ("money", "given", "left_open", "remarks", "aside", "rows"):
        stage.run(f"paid_clear_{name}")
    columns, scope = prepared.columns, prepared.scope
    today = today_in(prepared.creditor.time_zone, prepared.now).isoformat()
    future = {row["line"]: (row["received_on"], Refused(TO_COME)) for row in stage.all("paid_future", today=today)}
    refuse(stage, aside, future, column=columns.name("received_on"))
    stage.run("paid_leave_out", last_day=scope.last_day)
    names = {one: columns.name(one) for one in ("account_number", "account_name", "number")}
    asked = find_payers(stage, aside, scope.creditor_id or 0, prepared.answers, names=names)
    if asked:
        return (asked,)
    planning = _Planning(stage, aside, currency_column=columns.name("currency") or columns.name("amount"))
    for account_id, rows in groupby(stage.all("paid_rows"), key=lambda row: row["account_id"]):
        planning.plan(account_id, list(rows))
    return ()


class _Planning:
    """Writes onto the stage what is to be written into the book, account by account."""

    def __init__(self, stage: Writing, aside: Aside, *, currency_column: str) -> None:
        self.stage, self.aside, self.currency_column = stage, aside, currency_column
        self.last = 0

    def plan(self, account_id: int, rows: list[Row]) -> None:
        """Plan the payments of one account."""
        allotment = read_book(self.stage, account_id)
        known = {one.number: one.currency for one in allotment.invoices}
        paid = [_paid(row, known) for row in rows]
        others = {one.line: _other(one, known) for one in paid if _other(one, known)}
        problems: dict[int, tuple[str, Problem]] = {
            one.line: (one.currency, Refused(OTHER_CURRENCY, number=others[one.line], currency=known[others[one.line]]))
            for one in paid
            if one.line in others
        }
        if problems:
            refuse(self.stage, self.aside, problems, column=self.currency_column)
        paid = [one for one in paid if one.line not in others]
        met = meet(paid, allotment.known)
        new = [one for one in paid if one.line not in met]
        before = {one.id: one.open_minor for one in allotment.invoices}
        allotment.allot(new)
        self._become("unchanged", met)
        self._become("created", [one.line for one in new])
        self._put(account_id, allotment, before)
        remarks = [(one.line, sentence) for one in allotment.money if one.line for sentence in _remarks(one, known)]
        self.stage.connection.executemany("insert into stage.remark values (?, ?)", remarks)

    def _become(self, what: str, lines: list[int] | dict[int, int]) -> None:
        """Note what becomes of rows."""
        rows = ((what, line) for line in lines)
        self.stage.connection.executemany("update stage.paid set becomes = ? where line = ?", rows)

    def _put(self, account_id: int, allotment: Allotment, before: dict[int, int]) -> None:
        """Put what is to be written onto the stage."""
        places = {id(one): place for place, one in enumerate(allotment.money, self.last + 1)}
        self.last += len(places)
        run = self.stage.connection.executemany
        marks = ", ".join("?" * 12)
        run(f"insert into stage.money values ({marks})", _rows(account_id, allotment.money, places))  # noqa: S608
        given = ((places[id(one)], *part) for one in allotment.money for part in one.given())
        run("insert into stage.given values (?, ?, ?, ?)", given)
        changed = ((one.id, one.open_minor) for one in allotment.invoices if one.open_minor != before[one.id])
        run("insert into stage.left_open values (?, ?)", changed)


def _paid(row: Row, known: dict[str, str]) -> Paid:
    """Make of a row on the stage a payment, with the invoices it names."""
    numbers = named_in(row["numbers"], known.__contains__)
    return Paid(
        row["line"], row["received_on"], row["currency"], row["amount_minor"], row["reference"], numbers
    )  # fmt: skip


def _other(one: Paid, known: dict[str, str]) -> str:
    """Name an invoice that a row pays in another currency than its own, if there is one."""
    return next((number for number in one.numbers if known.get(number, one.currency) != one.currency), "")


def _rows(account_id: int, money: list[Money], places: dict[int, int]) -> Iterator[tuple[object, ...]]:
    """Give payments as the stage has them."""
    for one in money:
        reverses = one.reverses if isinstance(one.reverses, int) else None
        reverses_nth = places[id(one.reverses)] if isinstance(one.reverses, Money) else None
        yield (
            places[id(one)], one.line, account_id, one.received_on, one.currency, one.amount_minor, one.reference,
            one.note, one.source, reverses, reverses_nth, one.reversed_as,
        )  # fmt: skip


def _remarks(one: Money, known: dict[str, str]) -> Iterator[str]:
    """Say what somebody should look at in a payment."""
    if one.amount_minor < 0:
        yield RETURNED if one.reverses is not None else TAKEN
    elif any(number not in known for number in one.numbers):
        yield UNKNOWN_INVOICE
    if one.amount_minor > 0 and sum(one.parts.values()) < one.amount_minor and not one.is_reversed:
        yield LEFT


def count(stage: Writing, prepared: Prepared) -> Report:
    """Say what becomes of the rows, and how the creditor's book stands then."""
    scope = prepared.scope
    about = {"creditor_id": scope.creditor_id}
    counts = stage.one("paid_counts") or {}
    standing = stage.one("paid_standing", **about, day=scope.day.isoformat()) or {}
    return Report(
        created=counts["created"],
        unchanged=counts["unchanged"],
        left_out=counts["left_out"],
        totals_minor={row["currency"]: row["amount_minor"] for row in stage.all("paid_totals")},
        open_minor={row["currency"]: row["open_minor"] for row in stage.all("paid_open", **about)},
        accounts=counts["accounts"],
        invoices_open=standing["open"],
        invoices_overdue=standing["overdue"],
        invoices_overdue_disputed=standing["disputed"],
        notices=of_payments(stage, decimal=prepared.decimal),
    )


def write(writing: Writing, run: Run, prepared: Prepared, collectors: Collectors) -> None:
    """Write it into the book."""
    after = run.after["payment"]
    writing.run("enter_money", run_id=run.id, after=after, now=stamp(run.entered_at))
    writing.run("enter_given", after=after)
    settle(writing, [row["account_id"] for row in writing.all("enter_paid_accounts")])
