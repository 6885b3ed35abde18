"""Writing what stands compared on the stage into the book: accounts, invoices, statements, payments, disputes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder import people
from rejoinder.accounts import settle
from rejoinder.accounts.saving import written
from rejoinder.errors import Refused, mark
from rejoinder.importing.choices import Creditor
from rejoinder.store import Row, Writing, stamp

MADE_MEANWHILE = mark("%(name)s has been made by another import meanwhile. Send the file again.")


@dataclass(frozen=True)
class Run:
    """The import under way: its id, whose ledger, the day it speaks of, and the highest ids before it.

    `now` is the moment at which the file was read: what people entered since, it cannot have. `entered_at` is when its
    money came into the book: a promise made in between knew nothing of it.
    """

    id: int
    creditor_id: int
    day: date
    now: datetime
    entered_at: datetime
    after: Mapping[str, int]


@dataclass(frozen=True)
class Collectors:
    """The people the ledger names: the ids by name of those who may have accounts, and who of them was made for it.

    Those `without_role` are in the house already, but do not collect for this creditor.
    """

    ids: Mapping[str, int]
    made: tuple[str, ...]
    without_role: tuple[str, ...]


def begin(
    writing: Writing, creditor: Creditor, *, day: date, now: datetime, entered_at: datetime, person_id: int | None
) -> Run:
    """Choose the run's id, and make the creditor where it is new; who brings in its first ledger leads it.

    Raises: Refused, where another import has made it since the file was read.
    """
    last = writing.one("last_ids") or {}
    creditor_id = creditor.id
    if creditor_id is None:
        if any(row["name"].casefold() == creditor.name.casefold() for row in writing.all("creditors")):
            raise Refused(MADE_MEANWHILE, name=creditor.name)
        zone = {"time_zone": creditor.time_zone, "country": creditor.country}
        creditor_id = writing.add("creditor", name=creditor.name, **zone, created_at=stamp(now))
        if person_id is not None:
            people.grant(writing, person_id, creditor_id=creditor_id, role="lead", now=now)
    return Run(last["import_run"] + 1, creditor_id, day, now, entered_at, last)


def write_accounts(writing: Writing, run: Run, creditor: Creditor) -> None:
    """Add the accounts that are new, and change those that are called otherwise now."""
    about = {"run_id": run.id, "creditor_id": run.creditor_id, "now": stamp(run.now)}
    writing.run("enter_accounts", **about, country=creditor.country, time_zone=creditor.time_zone)
    for row in writing.all("stage_changed_customers"):
        _change(writing, row, run)


def _change(writing: Writing, row: Row, run: Run) -> None:
    """Give a known account the name and terms the ledger has now."""
    before = {"name": row["known_name"], "terms_days": row["known_terms"]}
    writing.run("change_account", id=row["id"], name=row["name"], terms_days=row["terms_days"], now=stamp(run.now))
    remember(writing, run, f"changed by import {run.id}", "account", row["id"], account_id=row["id"])
    keep_before(writing, run, "account", row["id"], before)


def remember(
    writing: Writing,
    run: Run,
    what: str,
    noun: str,
    noun_id: int,
    *,
    account_id: int,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add a row to the audit of what an import changed."""
    about = {"noun": noun, "noun_id": noun_id, "account_id": account_id}
    writing.add("audit", at=stamp(run.now), person_id=None, what=what, **about, details=written(details))


def keep_before(writing: Writing, run: Run, noun: str, noun_id: int, columns: Mapping[str, object]) -> None:
    """Keep what stood there before, so that the import can be undone."""
    text = json.dumps(columns, ensure_ascii=False)
    writing.add("import_before", import_run_id=run.id, noun=noun, noun_id=noun_id, columns=text)


def find_collectors(writing: Writing, run: Run) -> Collectors:
    """Find the people the ledger names as collectors; who is not known is made, and may see this creditor's accounts.

    A file grants nothing to people who are in the house already: a namesake who works for another creditor would see
    accounts that are not hers to see. Somebody who left is handed nothing either.
    """
    ids: dict[str, int] = {}
    made: list[str] = []
    without_role: list[str] = []
    for row in writing.all("stage_collector_names"):
        name = row["collector"]
        known = writing.one("collector_by_name", name=name, creditor_id=run.creditor_id)
        if known is None:
            ids[name] = _make_collector(writing, name, run)
            made.append(name)
        elif not known["collects"]:
            without_role.append(name)
        elif known["is_active"]:
            ids[name] = known["id"]
    return Collectors(ids, tuple(made), tuple(without_role))


def _make_collector(writing: Writing, name: str, run: Run) -> int:
    """Enter a person nobody knew, who collects for this creditor."""
    person_id = people.add(writing, name, language="en", now=run.now)
    people.grant(writing, person_id, creditor_id=run.creditor_id, role="collector", now=run.now)
    return person_id


def assign(writing: Writing, collectors: Collectors, run: Run) -> None:
    """Hand accounts to the collectors the ledger names; one that a team lead handed out stays where it is."""
    for row in writing.all("stage_collected") if collectors.ids else ():
        person_id, account_id = collectors.ids.get(row["collector"]), row["account_id"]
        if person_id is None or row["is_handed_out"] or row["collector_id"] == person_id:
            continue
        writing.run("assign", account_id=account_id, person_id=person_id, now=stamp(run.now))
        remember(writing, run, "assigned", "account", account_id, account_id=account_id, details={"to": person_id})
        keep_before(writing, run, "assignment", account_id, {"person_id": row["collector_id"]})


def write_changes(writing: Writing, run: Run) -> None:
    """Write every change of an invoice; then work out anew what is open on the accounts touched."""
    about = {"run_id": run.id}
    day, now = run.day.isoformat(), stamp(run.now)
    writing.run("enter_before_invoices", **about)
    writing.run("enter_before_statements", **about)
    writing.run("enter_invoices", **about)
    writing.run("enter_changed_invoices")
    writing.run("enter_audit_of_invoices", **about, now=now)
    writing.run("enter_stated_in", **about)
    writing.run("enter_statements", **about, day=day)
    _write_payments(writing, run)
    _open_disputes(writing, run)
    _close_disputes(writing, run)
    # What is open of new accounts has been worked out on the stage already.
    writing.run("enter_open_days")
    settle(writing, [row["account_id"] for row in writing.all("stage_touched")])


def _write_payments(writing: Writing, run: Run) -> None:
    """Add what the ledger has received, each payment allocated to its invoice."""
    writing.run("stage_fill_payments", day=run.day.isoformat())
    after = run.after["payment"]
    writing.run("enter_payments", run_id=run.id, after=after, now=stamp(run.entered_at))
    writing.run("enter_allocations", after=after)


def _open_disputes(writing: Writing, run: Run) -> None:
    """Open a dispute of each whole invoice the ledger calls disputed; it does not say since when, nor why."""
    opened = list(enumerate(writing.all("stage_disputed"), run.after["dispute"] + 1))
    disputes: Iterable[Row] = [
        {"id": dispute_id, "account_id": row["account_id"], "opened_on": row["issued_on"], "made_in": run.id}
        for dispute_id, row in opened
    ]
    writing.add_all("dispute", disputes)
    writing.add_all("dispute_line", [{"dispute_id": id_, "invoice_id": row["invoice_id"]} for id_, row in opened])


def _close_disputes(writing: Writing, run: Run) -> None:
    """Close the disputes of which the ledger no longer tells; those a collector recorded stay."""
    for row in writing.all("stage_undisputed"):
        line_id, account_id = row["closes_line"], row["account_id"]
        writing.run("close_dispute_of_ledger", line_id=line_id, day=run.day.isoformat())
        remember(writing, run, f"closed by import {run.id}", "dispute_line", line_id, account_id=account_id)
        keep_before(writing, run, "dispute_line", line_id, {"closed_on": None})
