"""What they contest: since when, how much, and what is owed all the same."""

from collections.abc import Iterator

from rejoinder.accounts.disputes import closed_disputes
from rejoinder.evidence.case import FEW, Case
from rejoinder.evidence.findings import Finding, Reason, Sum, against, fits, known, nothing


def complaints(case: Case) -> Iterator[Finding]:
    """Say what is disputed since when and for what, or that there was no complaint before this call."""
    for one in case.disputes:
        amounts = tuple(Sum(minor, currency) for minor, currency in one.disputed)
        numbers = tuple(line.number for line in one.open_lines)[:FEW]
        values = {"day": one.opened_on, "numbers": numbers, "amounts": amounts, "reason": Reason(one.reason)}
        if one.reason:
            yield known("Disputed since %(day)s (%(reason)s): %(numbers)s, %(amounts)s.", **values)
        else:
            yield known("Disputed since %(day)s: %(numbers)s, %(amounts)s.", **values)
    closed = closed_disputes(case.store, case.account_id, size=1)
    if closed:
        days = [line.closed_on for line in closed[0].closed_lines if line.closed_on]
        if days:
            yield known("An earlier dispute was closed on %(day)s.", day=max(days))
    if not case.disputes and not closed:
        yield nothing("No complaint is on file so far.")


def undisputed(case: Case) -> Iterator[Finding]:
    """Say what is overdue and not disputed: that part is asked for whatever becomes of the rest."""
    standing = case.standing
    if standing and standing.asked_minor > 0:
        amount = Sum(standing.asked_minor, standing.currency)
        yield against("Overdue and not disputed: %(amount)s.", amount=amount)
    else:
        yield fits("Nothing undisputed is overdue.")
