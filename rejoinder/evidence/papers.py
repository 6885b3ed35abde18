"""The papers of the claim: what was sent when and to whom, delivered, ordered, signed."""

from collections.abc import Iterable, Iterator

from rejoinder.accounts import Invoice
from rejoinder.evidence.case import Case, InvoiceKey
from rejoinder.evidence.findings import Days, Finding, against, fits, known, nothing

NEEDS = {
    "purchase_order": known("They want a purchase order with each invoice."),
    "statement": known("They want a signed statement of account with each invoice."),
    "delivery_note": known("They want a delivery note with each invoice."),
}
FAPIAO = {
    "special": known("They want a special VAT invoice (专票)."),
    "ordinary": known("They want an ordinary VAT invoice (普票)."),
}


def sent(case: Case) -> Iterator[Finding]:
    """Say when and to whom each of the oldest invoices was sent, and of which we have no note."""
    without = []
    for one in case.late:
        paper = case.latest("invoice_sent", one)
        if paper is None or paper.dated_on is None:
            without.append(one)
        elif paper.sent_to:
            values = {"number": one.number, "day": paper.dated_on, "to": paper.sent_to}
            yield against("Invoice %(number)s was sent on %(day)s to %(to)s.", **values)
        else:
            yield against("Invoice %(number)s was sent on %(day)s.", number=one.number, day=paper.dated_on)
    if without:
        yield fits("We have no note of sending %(numbers)s.", numbers=_numbers(without))


def delivered(case: Case) -> Iterator[Finding]:
    """Say for which of the oldest invoices there is proof of delivery."""
    without = []
    for one in case.looked_at:
        paper = case.latest("delivery_proof", one)
        if paper is None:
            without.append(one)
        elif paper.dated_on is None:
            yield against("We have proof of delivery for %(number)s.", number=one.number)
        else:
            yield against(
                "We have proof of delivery for %(number)s, of %(day)s.", number=one.number, day=paper.dated_on
            )
    if without:
        yield nothing("There is no proof of delivery for %(numbers)s.", numbers=_numbers(without))


def ordered(case: Case) -> Iterator[Finding]:
    """Say for which of the oldest invoices their order is on file."""
    there = [one for one in case.looked_at if case.latest("order", one)]
    without = [one for one in case.looked_at if one not in there]
    if there:
        yield against("Their order for %(numbers)s is on file.", numbers=_numbers(there))
    if without:
        yield nothing("No order is on file for %(numbers)s.", numbers=_numbers(without))


def signed(case: Case) -> Iterator[Finding]:
    """Say when they last signed a statement of account."""
    paper = case.checks["signed_statement"].latest
    if paper is None:
        yield nothing("No statement of account signed by them is on file.")
    elif paper.dated_on is None:
        yield against("They signed a statement of account; its day is not noted.")
    else:
        yield against("They signed a statement of account on %(day)s.", day=paper.dated_on)


def contract(case: Case) -> Iterator[Finding]:
    """Say which contract there is, and whether it is on file."""
    account = case.file.account
    if account.contract_number and account.contract_on:
        values = {"number": account.contract_number, "day": account.contract_on}
        yield known("The contract is %(number)s of %(day)s.", **values)
    elif account.contract_number:
        yield known("The contract is %(number)s.", number=account.contract_number)
    if case.checks["contract"].documents:
        yield known("The contract is among the documents: look up what it says before you answer.")
    else:
        yield nothing("The contract itself is not on file.")


def needed(case: Case) -> Iterator[Finding]:
    """Say which papers they want with an invoice."""
    paying = case.file.paying
    told = [NEEDS[one] for one in paying.needs] + ([FAPIAO[paying.fapiao]] if paying.fapiao else [])
    yield from told or (nothing("Which papers they want with an invoice is not noted."),)


def complaint_after_delivery(case: Case) -> Iterator[Finding]:
    """Say how long after the delivery of what is disputed they complained."""
    for dispute in case.disputes[:1]:
        for line in dispute.open_lines[:1]:
            paper = case.latest("delivery_proof", InvoiceKey(line.invoice_id, line.number))
            if paper and paper.dated_on and paper.dated_on <= dispute.opened_on:
                days = Days((dispute.opened_on - paper.dated_on).days)
                values = {"number": line.number, "days": days, "day": paper.dated_on}
                yield known("The complaint about %(number)s came %(days)s after its delivery on %(day)s.", **values)


def _numbers(invoices: Iterable[InvoiceKey | Invoice]) -> tuple[str, ...]:
    """Name some invoices."""
    return tuple(one.number for one in invoices)
