"""The preparation of a call: what the file has and what it lacks, as a checklist before the number is dialled."""

from collections.abc import Iterator
from dataclasses import dataclass

from rejoinder.evidence.case import Case
from rejoinder.evidence.contested import complaints
from rejoinder.evidence.deciding import promises
from rejoinder.evidence.findings import Finding, known, nothing
from rejoinder.evidence.terms import agreed


@dataclass(frozen=True)
class Item:
    """One thing to have looked at: what it is about, and what the file says of it."""

    about: str
    finding: Finding

    @property
    def is_there(self) -> bool:
        """Say whether the file has it."""
        return self.finding.side != "nothing"


def prepare(case: Case) -> tuple[Item, ...]:
    """Go through the file before a call: terms, delivery proof, invoices sent, last promise, disputes."""
    return (
        Item("terms", next(agreed(case), nothing("No payment terms are on file."))),
        Item("delivery_proof", _covered(case, "delivery_proof")),
        Item("invoice_sent", _covered(case, "invoice_sent")),
        Item("promise", _last(promises(case), nothing("They have promised nothing so far."))),
        Item("dispute", next(complaints(case))),
    )


def _last(found: Iterator[Finding], otherwise: Finding) -> Finding:
    """Take the last thing said: what became of the last promise, behind how many were kept."""
    return next(iter(reversed(tuple(found))), otherwise)


def _covered(case: Case, kind: str) -> Finding:
    """Say for how many of the open invoices there is a document of a kind."""
    covered, open_count = case.checks[kind].invoices, case.checklist.open_count
    if not open_count:
        return known("Nothing is open.")
    if not covered:
        return nothing("For none of the open invoices.")
    return known("For %(covered)s of %(open)s open invoices.", covered=covered, open=open_count)
