"""What came in: payments that may be the one they speak of, parts paid of open invoices, credits of theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

from rejoinder.errors import mark
from rejoinder.evidence.case import FEW, Case
from rejoinder.evidence.findings import Finding, Sum, against, fits, known, nothing
from rejoinder.store import Row

# Who says "already paid" speaks of the last weeks; bank charges and exchange take less than this share off an amount.
RECENT = timedelta(days=30)
NEAR_PER_CENT = 1


def money_received(case: Case) -> Iterator[Finding]:
    """Show the payments of the last 30 days, those first that may be the one meant; or since when none came."""
    since = case.today - RECENT
    rows = case.store.all("money_since", account_id=case.account_id, day=since.isoformat())
    told = sorted((_payment(case, row) for row in rows), key=lambda one: one.side != "fits")[:FEW]
    yield from told or (_none(case),)
    recent = {row["currency"] for row in rows if row["left_minor"] > 0}
    for one in case.file.unallocated:
        if one.currency not in recent:
            amount = Sum(one.amount_minor, one.currency)
            yield fits(
                "%(amount)s, received up to %(day)s, is allocated to no invoice.", amount=amount, day=one.received_on
            )
    as_of = case.file.ledger_as_of
    if as_of is not None and as_of < case.today:
        yield known("The ledger is of %(day)s; what came in later is not in it.", day=as_of)


def _payment(case: Case, row: Row) -> Finding:
    """Say of a payment whether it may be the one they speak of."""
    day, amount = date.fromisoformat(row["received_on"]), Sum(row["amount_minor"], row["currency"])
    values = {"amount": amount, "day": day, "reference": row["reference"] or "–"}
    if 0 < row["left_minor"] < row["amount_minor"]:
        sentence = mark(
            "%(left)s of the %(amount)s of %(day)s is allocated to no invoice yet. Reference: %(reference)s."
        )
        return fits(sentence, left=Sum(row["left_minor"], row["currency"]), **values)
    if row["left_minor"] > 0:
        return fits(
            "%(amount)s came in on %(day)s and is allocated to no invoice yet. Reference: %(reference)s.", **values
        )
    near = _near(case, row["amount_minor"], row["currency"])
    if near:
        sentence = mark("%(amount)s came in on %(day)s, about the amount of %(number)s. Reference: %(reference)s.")
        return fits(sentence, number=near, **values)
    return known(
        "%(amount)s came in on %(day)s and is allocated to other invoices. Reference: %(reference)s.", **values
    )


def _near(case: Case, minor: int, currency: str) -> str:
    """Name the late invoice whose open or original amount a payment comes near."""
    for one in case.late:
        amounts = (one.open_minor, one.amount_minor)
        if one.currency == currency and any(abs(minor - each) * 100 <= each * NEAR_PER_CENT for each in amounts):
            return one.number
    return ""


def _none(case: Case) -> Finding:
    """Say since when nothing came in."""
    last = case.file.last_payment
    if last is None:
        return nothing("No payment of theirs is on file.")
    return nothing("No payment since %(day)s.", day=last.received_on)


def part_payments(case: Case) -> Iterator[Finding]:
    """Show the open invoices of which they paid a part: they have had these, and owed them."""
    rows = case.store.all("part_payments", account_id=case.account_id, size=FEW)
    for row in rows:
        amount, day = Sum(row["paid_minor"], row["currency"]), date.fromisoformat(row["received_on"])
        sentence = mark("They have paid %(amount)s of invoice %(number)s, last on %(day)s.")
        yield against(sentence, amount=amount, number=row["number"], day=day)
    if not rows:
        yield nothing("No open invoice was paid in part.")


def credits_open(case: Case) -> Iterator[Finding]:
    """Show what they have to their credit; it is taken off the sum already."""
    rows = case.store.all("open_credits", account_id=case.account_id)
    for row in rows:
        amount = Sum(row["amount_minor"], row["currency"])
        if case.standing and case.standing.currency == row["currency"]:
            yield fits("%(amount)s stands to their credit and is taken off the sum asked for.", amount=amount)
        else:
            yield known("%(amount)s stands to their credit.", amount=amount)
    if not rows:
        yield nothing("No credit note of theirs is open.")


def usual_method(case: Case) -> Iterator[Finding]:
    """Say whether a bill is how they pay."""
    method = case.file.paying.method
    if method == "bill":
        yield fits("By our file they pay by bill.")
    elif method:
        yield against("By our file they do not pay by bill.")
    else:
        yield nothing("How they pay is not noted.")
