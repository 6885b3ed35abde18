"""What was agreed: terms and due days, interest, credit limit, title to the goods, and how far we may go."""

from collections.abc import Iterator

from rejoinder.errors import mark
from rejoinder.evidence.case import Case
from rejoinder.evidence.findings import Days, Finding, Sum, against, fits, known, nothing


def agreed(case: Case) -> Iterator[Finding]:
    """Say which terms were agreed, and how far past due the oldest invoice is."""
    terms = case.file.account.terms_days
    if terms is None:
        yield nothing("No payment terms are on file.")
    elif not case.late:
        yield known("Terms are %(terms)s; nothing undisputed is past due.", terms=Days(terms))
    for one in case.late[:1]:
        late = {"number": one.number, "days": Days(one.days_late(case.today)), "day": one.due_on}
        if terms is None:
            yield against("Invoice %(number)s was due on %(day)s, %(days)s ago.", **late)
        else:
            sentence = mark("Terms are %(terms)s. Invoice %(number)s was due on %(day)s, %(days)s ago.")
            yield against(sentence, terms=Days(terms), **late)


def due_days(case: Case) -> Iterator[Finding]:
    """Say of the oldest invoices when they were issued and when due, or that nothing is."""
    for one in case.late:
        values = {"number": one.number, "issued": one.issued_on, "due": one.due_on}
        yield against("Invoice %(number)s of %(issued)s was due on %(due)s.", **values)
    if not case.late:
        yield fits("Nothing is past due today.")
    standing = case.standing
    if standing and standing.open_minor > standing.overdue_minor:
        coming = Sum(standing.open_minor - standing.overdue_minor, standing.currency)
        yield known("Not due yet: %(amount)s.", amount=coming)


def interest(case: Case) -> Iterator[Finding]:
    """Say whether interest for late payment was agreed."""
    if case.file.account.interest_ppm is None:
        yield nothing("No interest for late payment is on file.")
    else:
        yield known("Interest for late payment is agreed. Whether it is claimed, a team lead decides.")


def limit(case: Case) -> Iterator[Finding]:
    """Say how what is open compares with the credit limit."""
    account = case.file.account
    minor, currency = account.credit_limit_minor, account.credit_limit_currency
    standing = case.file.standing_in(currency)
    if minor is None:
        yield nothing("No credit limit is on file.")
        return
    open_minor = standing.open_minor if standing else 0
    values = {"limit": Sum(minor, currency), "open": Sum(open_minor, currency)}
    if open_minor > minor:
        yield against("The credit limit of %(limit)s is exceeded: %(open)s is open.", **values)
    else:
        yield known("The credit limit is %(limit)s; %(open)s is open.", **values)


def title(case: Case) -> Iterator[Finding]:
    """Say whether the goods are ours until they are paid."""
    if case.file.account.retains_title:
        yield known("The goods stay ours until they are paid. Tell your team lead at once.")
    else:
        yield nothing("Nothing is noted of goods staying ours until they are paid.")


def legal_steps(case: Case) -> Iterator[Finding]:
    """Say whether legal action is approved; where it is not, nobody speaks of it."""
    account = case.file.account
    if account.legal_approved_at is None:
        yield known("No legal action is approved. Do not speak of any.")
    else:
        day = account.legal_approved_at.date()
        yield known("Legal action was approved on %(day)s by %(by)s.", day=day, by=account.legal_approved_by)
