"""Who decides and when they pay: approver, payment days, whom we may talk to, and what they promised before."""

from collections.abc import Iterator
from datetime import date, timedelta

from rejoinder import calls
from rejoinder.dates import banking, today_in
from rejoinder.errors import mark
from rejoinder.evidence.case import FEW, Case
from rejoinder.evidence.findings import Finding, Sum, against, fits, known, nothing

# A closing that begins later than this is no reason today.
NEAR = timedelta(days=10)


def approver(case: Case) -> Iterator[Finding]:
    """Say who approves their payments."""
    who = case.file.paying.approver
    yield known("Payments are approved by %(who)s.", who=who) if who else nothing("Who approves payments is not noted.")


def payment_days(case: Case) -> Iterator[Finding]:
    """Say when they pay next, and by when an invoice has to be approved for it."""
    run = case.file.paying.next_run(case.today)
    if run is None:
        yield nothing("On which days they pay is not noted.")
    elif run.approve_by < run.day:
        values = {"day": run.day, "by": run.approve_by}
        yield known("Their next payment run is %(day)s; an invoice must be approved by %(by)s.", **values)
    else:
        yield known("Their next payment run is %(day)s.", day=run.day)


def deciders(case: Case) -> Iterator[Finding]:
    """Name who may discuss payables with us."""
    named = tuple(one.named for one in case.file.contacts if one.may_discuss and one.may_be_rung and one.named)
    if named:
        yield known("May discuss payables: %(names)s.", names=named[:FEW])
    else:
        yield nothing("Nobody on file is known to deal with the payables.")


def reached_lately(case: Case) -> Iterator[Finding]:
    """Say who was reached here last, and which numbers are known to be wrong."""
    for one in case.file.contacts:
        if one.wrong_number_on:
            yield fits("The number of %(who)s is noted as wrong.", who=one.named or one.phone_shown)
        if one.left_on:
            yield known("%(who)s has left, as noted on %(day)s.", who=one.named or one.phone_shown, day=one.left_on)
    past = (one for one in calls.history(case.store, case.account_id, size=10) if one.id != case.call_id)
    last = next((one for one in past if one.contact), None)
    if last is None:
        yield nothing("Nobody was reached here in earlier calls.")
    else:
        day = today_in(case.file.account.time_zone, last.started_at)
        yield against("%(who)s was reached here on %(day)s.", who=last.contact, day=day)


def closings(case: Case) -> Iterator[Finding]:
    """Say which days without banks are near, as far as we know their calendar."""
    calendar = case.file.paying.calendar
    if not calendar:
        yield nothing("Their calendar of holidays is not known.")
        return
    days = (case.today + timedelta(n) for n in range(NEAR.days + 1))
    named = [(day, name) for day in days if (name := banking.holiday_name(calendar, day, language="en"))]
    for day, _ in named[:1]:
        yield fits("Their banks are closed on %(day)s.", day=day)
    if not named:
        yield against("No holiday is near: their banks work on %(day)s.", day=_next_banking_day(calendar, case.today))


def _next_banking_day(calendar: str, today: date) -> date:
    """Give today, or the next day on which their banks work."""
    return today if banking.is_banking_day(calendar, today) else banking.next_banking_day(calendar, today)


def promises(case: Case) -> Iterator[Finding]:
    """Say how many promises were kept, and what became of the last one."""
    row = case.store.one("kept_of_account", account_id=case.account_id)
    if row and row["judged"]:
        told = fits if row["kept"] * 2 > row["judged"] else against
        yield told(mark("They kept %(kept)s of %(judged)s promises."), kept=row["kept"], judged=row["judged"])
    last = case.promise
    if last is None:
        yield nothing("They have promised nothing so far.")
        return
    values = {"amount": Sum(last.amount_minor, last.currency), "day": last.due_on}
    if last.became in ("broken", "partly_kept"):
        yield against("The last promise, %(amount)s for %(day)s, was not kept.", **values)
    elif last.became == "kept":
        yield fits("The last promise, %(amount)s for %(day)s, was kept.", **values)
    elif not last.became and last.due_on < case.today:
        yield known("The day of the last promise, %(amount)s for %(day)s, has passed; it is not judged yet.", **values)
    elif not last.became:
        yield known("A promise is open: %(amount)s for %(day)s.", **values)


def put_off(case: Case) -> Iterator[Finding]:
    """Say whether they put us off to another call before."""
    row = case.store.one("asked_to_call_back", account_id=case.account_id, before_call=case.call_id)
    if row is None or not row["times"]:
        yield nothing("They have not put us off to another call before.")
    elif row["last_on"]:
        day = date.fromisoformat(row["last_on"])
        yield against("They put us off to another call before, last to %(day)s.", day=day)
    else:
        yield against("They put us off to another call before.")
