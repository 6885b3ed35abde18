"""The sample book: a made-up ledger that fills an empty installation, so that there is something to look at."""

from datetime import datetime
from pathlib import Path

from rejoinder.accounts import settle
from rejoinder.errors import Refused
from rejoinder.sample.learnt import add_contacts, add_disputes, add_documents, add_facts, add_notes, add_paying
from rejoinder.sample.ledger import add_debtors, add_payments, add_people, begin
from rejoinder.sample.past_calls import add_calls, judge_as_days_went_by
from rejoinder.store import Store

__all__ = ["FOLDER", "is_empty", "load_sample"]

# Where the book's files stand; README.md beside them says how they are written.
FOLDER = Path(__file__).parent


def is_empty(store: Store) -> bool:
    """Say whether nobody has begun to use this installation: it has no creditor and no person."""
    row = store.connection.execute(
        "select exists (select 1 from creditor) or exists (select 1 from person) as is_used"
    ).fetchone()
    return not row["is_used"]


def load_sample(store: Store, *, now: datetime, folder: Path = FOLDER) -> int:
    """Load the sample book, all of it or nothing, and give the id of its team lead.

    `now` is an aware time; every day of the book is counted from the creditor's day at that moment. The newest
    wording is noted with the calls, so the library is loaded first.
    Raises: Refused, where the installation is in use, or where the book contradicts itself.
    """
    with store.write() as writing:
        if not is_empty(store):
            raise Refused("This installation is in use already. The sample book is only loaded into an empty one.")
        loading = begin(writing, folder, now=now)
        person_ids, lead_id = add_people(loading)
        debtors = add_debtors(loading, person_ids)
        add_contacts(loading, debtors)
        add_payments(loading, debtors)
        add_facts(loading, debtors, person_ids)
        add_paying(loading, debtors)
        add_documents(loading, debtors, person_ids)
        add_disputes(loading, debtors, person_ids)
        add_notes(loading, debtors, person_ids)
        settle(writing, [debtor.id for debtor in debtors.values()])
        add_calls(loading, debtors, person_ids)
        judge_as_days_went_by(loading, debtors.values())
    return lead_id
