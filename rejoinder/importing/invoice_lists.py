"""Lists of invoices: open items, invoices with payments, details of an ageing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.importing import comparing, entering
from rejoinder.importing.comparing import Aside
from rejoinder.importing.entering import Collectors, Run
from rejoinder.importing.history import REASONS
from rejoinder.importing.notices import of_invoices
from rejoinder.importing.reading import InvoiceReading as Reading
from rejoinder.importing.report import Question, Report
from rejoinder.importing.unsaid import number_credits
from rejoinder.store import Writing

if TYPE_CHECKING:
    from rejoinder.importing.preparing import Prepared

__all__ = ["Reading", "again", "compare", "count", "write"]


def compare(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Work out what each row changes, and which open invoices the list does not name any more."""
    joined = comparing.join_customers(stage)
    asked: tuple[Question, ...] = ()
    if joined or "repeated" in _flags(stage):
        asked = comparing.settle_repeated(stage, aside, prepared)
    return asked + again(stage, aside, prepared)


def again(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Compare with the book as it is now."""
    columns, scope = prepared.columns, prepared.scope
    stage.run("stage_forget_new_accounts")
    asked = _match(stage, prepared)
    comparing.number_accounts(stage)
    comparing.compare(stage, aside, scope, currency_column=columns.name("currency"))
    vanished: tuple[Question, ...] = ()
    # What is asked may find more invoices known, so that fewer have disappeared.
    if not asked and _is_open_list(stage, prepared):
        vanished = comparing.find_vanished(stage, scope, prepared.answers)
    return tuple(one for one in (asked, *vanished) if one)


def _match(stage: Writing, prepared: Prepared) -> Question | None:
    """Find the accounts and the invoices that the book knows, and what must be asked for it."""
    creditor_id, answers, asked = prepared.scope.creditor_id, prepared.answers, None
    if creditor_id is not None:
        has_numbers = prepared.columns.has("account_number")
        asked = comparing.match_accounts(stage, creditor_id, answers, has_numbers=has_numbers)
    if "unnumbered" in _flags(stage):
        number_credits(stage, is_part=_is_part(prepared))
    if creditor_id is not None:
        asked = asked or comparing.match_numbers(stage, answers)
        comparing.keep_days(stage)
    return asked


def _flags(stage: Writing) -> set[str]:
    """Give what was noticed while reading."""
    return {row["name"] for row in stage.all("stage_flags")}


def _is_part(prepared: Prepared) -> bool:
    """Say whether the file is a part of a list, sent in again with its rows mended."""
    return not REASONS.isdisjoint(prepared.columns.header)


def _is_open_list(stage: Writing, prepared: Prepared) -> bool:
    """Say whether the file lists all that is open and nothing that is settled."""
    columns = prepared.columns
    if _is_part(prepared):
        return False
    has_open = columns.has("open") or prepared.has_buckets
    return has_open and not columns.has("paid_on") and not (stage.one("stage_settled_rows") or {})["settled"]


def count(stage: Writing, prepared: Prepared) -> Report:
    """Say what becomes of the rows, and how the creditor's book stands then."""
    scope = prepared.scope
    about = {"creditor_id": scope.creditor_id}
    counts = stage.one("stage_counts", last_day=scope.last_day) or {}
    columns = prepared.columns
    standing = stage.one("stage_standing", **about, day=scope.day.isoformat()) or {}
    open_minor = {row["currency"]: row["open_minor"] for row in stage.all("stage_open", **about)}
    return Report(
        created=counts["created"],
        unchanged=counts["unchanged"],
        updated=counts["changes"] - counts["created"] - counts["unchanged"],
        left_out=counts["left_out"],
        totals_minor={row["currency"]: row["amount_minor"] for row in stage.all("stage_totals")},
        open_minor=open_minor,
        accounts=counts["accounts"],
        accounts_made=counts["new_accounts"],
        invoices_open=standing["open"],
        invoices_overdue=standing["overdue"],
        invoices_overdue_disputed=standing["disputed"],
        vanished=counts["vanished"],
        vanished_minor={row["currency"]: row["open_minor"] for row in stage.all("stage_vanished_sums")},
        notices=of_invoices(
            stage, decimal=prepared.decimal, has_numbers=columns.has("account_number"), wordy=columns.wordy
        ),
    )


def write(writing: Writing, run: Run, prepared: Prepared, collectors: Collectors) -> None:
    """Write it into the book."""
    entering.write_accounts(writing, run, prepared.creditor)
    entering.write_changes(writing, run)
    entering.assign(writing, collectors, run)
