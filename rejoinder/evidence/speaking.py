"""What a script is filled with for one account: its figures, its record with us, and the tone that follows."""

from collections.abc import Collection
from dataclasses import dataclass

from rejoinder import wording
from rejoinder.accounts import Contact
from rejoinder.evidence.case import Case
from rejoinder.evidence.hearings import Record
from rejoinder.library import Script
from rejoinder.wording import HeardBefore, OnFile, Promised, Values


@dataclass(frozen=True)
class Speech:
    """The values of the blanks, and the conditions that hold: the tone, and whether the call is recorded."""

    values: Values
    when: frozenset[str]

    def fill(self, script: Script) -> wording.Filled:
        """Fill a script for reading out."""
        return wording.fill_script(script, self.values, self.when)


def speech(
    case: Case,
    *,
    collector: str,
    language: str = "",
    contact: Contact | None = None,
    record: Record | None = None,
    earlier: Collection[Record] = (),
) -> Speech:
    """Gather what scripts are filled with; `record` is of the reason that is answered.

    Where none is answered yet, `earlier` are the records of all reasons they ever gave: the first reminder is the one
    before any of them.
    """
    promise = _broken(case)
    standing = case.standing
    tone = wording.tone(
        oldest_days=standing.oldest_days(case.today) if standing else 0,
        times_heard=record.times if record else min(1, len(earlier)),
        is_promise_broken=promise is not None,
    )
    values = wording.account_values(
        case.file,
        language=language or case.file.account.script_language,
        collector=collector,
        contact=contact,
        currency=case.currency,
        heard=_heard(record, contact) if record else None,
        promise=promise,
        on_file=_on_file(case, contact),
    )
    recorded = {wording.RECORDED} if case.file.account.records_calls else frozenset[str]()
    return Speech(values, frozenset({tone, *recorded}))


def _heard(record: Record, contact: Contact | None) -> HeardBefore:
    """Give when they said it before, and who did."""
    return HeardBefore(record.times, record.last.mention.heard_on, _third_person(record.last.who, contact))


def _third_person(name: str, contact: Contact | None) -> str:
    """Give a name, unless it is that of the one on the telephone: nobody is told her own name."""
    return "" if contact is not None and name in contact.names else name


def _broken(case: Case) -> Promised | None:
    """Give the last promise where it is known to be broken and the money has not come since.

    Of one that was paid late nothing is left to be named; and nobody is told that nothing came while the ledger that
    would show it is older than the day that was waited for.
    """
    last = case.promise
    if last is None or last.became not in ("broken", "partly_kept") or last.is_settled or not case.knows(last):
        return None
    return Promised(last.amount_minor, last.currency, last.due_on)


def _on_file(case: Case, contact: Contact | None) -> OnFile:
    """Give what the documents say of the oldest invoice asked for, and of the account."""
    oldest = case.late[0] if case.late else None
    sent = case.latest("invoice_sent", oldest) if oldest else None
    proof = case.latest("delivery_proof", oldest) if oldest else None
    statement = case.checks["signed_statement"].latest
    return OnFile(
        sent_on=sent.dated_on if sent else None,
        sent_to=_third_person(sent.sent_to, contact) if sent else "",
        delivered_on=proof.dated_on if proof else None,
        statement_on=statement.dated_on if statement else None,
        complaint_on=case.complained_on(),
    )
