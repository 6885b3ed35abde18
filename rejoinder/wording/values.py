"""The values of a script's blanks, from the account file, in the language of the script."""

from dataclasses import dataclass
from datetime import date

from rejoinder import dates, money
from rejoinder.accounts import AccountFile, Contact, Standing
from rejoinder.wording.addressing import addressed, readable
from rejoinder.wording.blanks import Values


@dataclass(frozen=True)
class HeardBefore:
    """When an account gave the same reason before: in how many calls, on which day last, and who said it then."""

    times: int
    last_on: date
    who: str = ""


@dataclass(frozen=True)
class Promised:
    """A promise to pay that was not kept; the amount in minor units."""

    amount_minor: int
    currency: str
    due_on: date


@dataclass(frozen=True)
class OnFile:
    """What the documents say: of the oldest invoice asked for, and of the account."""

    sent_on: date | None = None
    sent_to: str = ""
    delivered_on: date | None = None
    statement_on: date | None = None
    complaint_on: date | None = None


def account_values(
    file: AccountFile,
    *,
    language: str,
    collector: str,
    contact: Contact | None = None,
    currency: str = "",
    heard: HeardBefore | None = None,
    promise: Promised | None = None,
    on_file: OnFile | None = None,
) -> Values:
    """Give every blank its value, or nothing."""
    standing = file.standing_in(currency) or file.standing
    on_file = on_file or OnFile()

    def day(value: date | None) -> str | None:
        return dates.spoken(value, language, today=file.today) if value else None

    run = file.paying.next_run(file.today)
    # The last payment is looked up in one currency; beside another's figures it would mislead.
    paid = file.last_payment
    if paid is not None and (standing is None or paid.currency != standing.currency):
        paid = None
    return {
        "creditor": file.account.creditor,
        "account": file.account.name,
        "collector": collector,
        "contact": (addressed(contact, language) or None) if contact else None,
        "today": day(file.today),
        "terms_days": file.account.terms_days,
        **_standing_values(standing, language=language, today=file.today),
        "times_heard": heard.times if heard else None,
        "last_heard_on": day(heard.last_on) if heard else None,
        "last_heard_from": (readable(heard.who, language) or None) if heard else None,
        "last_payment_on": day(paid.received_on) if paid else None,
        "last_payment_amount": money.spoken(paid.amount_minor, paid.currency, language) if paid else None,
        "last_promise_on": day(promise.due_on) if promise else None,
        "last_promise_amount": money.spoken(promise.amount_minor, promise.currency, language) if promise else None,
        "next_run_on": day(run.day) if run else None,
        "sent_on": day(on_file.sent_on),
        "sent_to": readable(on_file.sent_to, language) or None,
        "delivered_on": day(on_file.delivered_on),
        "statement_on": day(on_file.statement_on),
        "complaint_on": day(on_file.complaint_on),
        "contract_number": file.account.contract_number or None,
        "approver": readable(file.paying.approver, language) or None,
    }


def _standing_values(standing: Standing | None, *, language: str, today: date) -> Values:
    """Give the figures of the currency the call is about."""
    if standing is None:
        return {}  # nothing is open, so nothing is said of it
    figures: dict[str, str | int | None] = {
        "open_total": money.spoken(standing.open_minor, standing.currency, language),
        "disputed_total": money.spoken(standing.disputed_minor, standing.currency, language)
        if standing.disputed_minor
        else None,
    }
    if standing.asked_minor > 0 and standing.oldest_due_on is not None:
        figures |= {
            "overdue_total": money.spoken(standing.asked_minor, standing.currency, language),
            "invoice_count": standing.late_count,
            "oldest_days": standing.oldest_days(today),
            "oldest_invoice": standing.oldest_number,
            "oldest_due_on": dates.spoken(standing.oldest_due_on, language, today=today),
        }
    return figures
