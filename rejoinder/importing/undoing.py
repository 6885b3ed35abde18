"""Taking an import back by a reversing run, as long as nothing was built on it."""

import json
from datetime import datetime

from rejoinder.accounts import settle
from rejoinder.commitments import judge_in_turn
from rejoinder.errors import NotFound, Problem, Refused, mark
from rejoinder.store import Row, Store, Writing, stamp

LATER = mark("A later import has read the book as this one left it: %(file)s. Undo that one first.")
BUILT_ON = {
    "commitments": mark("Promises or other commitments have been recorded since about what it brought."),
    "payments": mark("Payments have been recorded since on what it brought."),
    "disputes": mark("Disputes have been recorded since about invoices it brought."),
    "calls": mark("Accounts it made have been called since."),
    "notes": mark("Notes have been written since on accounts it made."),
    "contacts": mark("Contacts have been added or changed since on what it brought."),
    "documents": mark("Documents have been attached since to what it brought."),
    "facts": mark("Facts of accounts it made have been changed since."),
    "rehearsed": mark("Accounts it made have been rehearsed with since."),
}

# In this order nothing is deleted that something else still refers to.
STEPS = (
    "undo_allocations", "undo_payments", "undo_statements", "undo_dispute_lines", "undo_disputes", "undo_contacts",
)  # fmt: skip
LAST_STEPS = ("undo_invoices", "undo_open_days", "undo_assignments", "undo_audit", "undo_made_accounts")


def may_undo(store: Store | Writing, run_id: int) -> Problem | None:
    """Say why an import cannot be undone, or nothing where it can."""
    run = store.one("import_run_alone", id=run_id)
    if run is None or run["kind"] not in ("invoices", "payments", "contacts"):
        return Refused("This is no import that can be undone.")
    if run["reversed_by"]:
        return Refused("This import has been undone already.")
    later = store.one("undo_later_run", id=run_id, creditor_id=run["creditor_id"])
    if later:
        return Refused(LATER, file=later["file_name"])
    built = store.one("undo_built_on", run_id=run_id, ran_at=run["ran_at"]) or {}
    return next((Refused(sentence) for name, sentence in BUILT_ON.items() if built[name]), None)


def undo(store: Store, run_id: int, *, person_id: int | None, now: datetime) -> int:
    """Take an import back whole, and give the id of the run that reverses it.

    What it made is gone afterwards, what it changed is as before; both runs stay on record, with their lines.
    Raises: NotFound; Refused, where something was built on it.
    """
    with store.write() as writing:
        run = writing.one("import_run_alone", id=run_id)
        if run is None:
            raise NotFound("There is no such import.")
        problem = may_undo(writing, run_id)
        if problem is not None:
            raise problem
        accounts = {row["account_id"] for row in writing.all("undo_accounts", run_id=run_id)}
        reversing = _record(writing, run, person_id=person_id, now=now)
        for name in STEPS:
            writing.run(name, run_id=run_id)
        _restore(writing, run_id, reversing, now=now)
        for name in LAST_STEPS:
            writing.run(name, run_id=run_id)
        settle(writing, accounts)
    judge_in_turn(store, accounts, now=now)
    return reversing


def _record(writing: Writing, run: Row, *, person_id: int | None, now: datetime) -> int:
    """Record the run that reverses another; from then on the rows of that one may go."""
    last = writing.one("last_ids") or {}
    return writing.add(
        "import_run",
        creditor_id=run["creditor_id"],
        person_id=person_id,
        file_name=run["file_name"],
        file_digest=run["file_digest"],
        kind="undo",
        day=run["day"],
        ran_at=stamp(now),
        result=json.dumps({"undone": run["id"]}),
        reverses=run["id"],
        last_account_id=last["account"],
        last_invoice_id=last["invoice"],
    )


def _restore(writing: Writing, run_id: int, reversing: int, *, now: datetime) -> None:
    """Put back what stood there before."""
    _restore_statements(writing, run_id)
    for row in writing.all("undo_before", run_id=run_id, noun="dispute_line"):
        writing.run("undo_dispute_line", id=row["noun_id"])
    for row in writing.all("undo_before", run_id=run_id, noun="assignment"):
        _restore_assignment(writing, row, now=now)
    for noun in ("account", "contact", "invoice"):
        for row in writing.all("undo_before", run_id=run_id, noun=noun):
            _restore_row(writing, noun, row, reversing, now=now)


def _restore_statements(writing: Writing, run_id: int) -> None:
    """Say again which import each invoice was last stated in."""
    rows = writing.all("undo_before", run_id=run_id, noun="stated")
    for row in rows:
        if row["columns"]:
            writing.run("undo_stated_some", ids=row["columns"], before=row["noun_id"])
    for row in rows:
        if not row["columns"]:
            writing.run("undo_stated_usual", run_id=run_id, before=row["noun_id"])


def _restore_assignment(writing: Writing, row: Row, *, now: datetime) -> None:
    """Hand an account back to who had it."""
    person_id = json.loads(row["columns"])["person_id"]
    writing.run("unassign", account_id=row["noun_id"])
    if person_id is not None:
        writing.run("assign", account_id=row["noun_id"], person_id=person_id, now=stamp(now))


def _restore_row(writing: Writing, noun: str, row: Row, reversing: int, *, now: datetime) -> None:
    """Give a row its columns back; somebody who is changing it at this moment is told of it."""
    columns = json.loads(row["columns"])
    if noun == "invoice":
        columns["kind"] = "credit_note" if columns["amount_minor"] < 0 else "invoice"
    else:
        version = writing.row(noun, row["noun_id"])["version"] + 1
        columns |= {"version": version, "changed_at": stamp(now), "changed_by": None}
    writing.change(noun, row["noun_id"], **columns)
    account_id = row["noun_id"] if noun == "account" else writing.row(noun, row["noun_id"])["account_id"]
    what = {"at": stamp(now), "person_id": None, "what": f"changed by import {reversing}"}
    writing.add("audit", **what, noun=noun, noun_id=row["noun_id"], account_id=account_id)
