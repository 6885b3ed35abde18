"""The values of a script's blanks, from the account file, in the language of the script."""

from datetime import date

from rejoinder import dates, money
from rejoinder.accounts import AccountFile, Contact, Standing
from rejoinder.wording.blanks import Values


def account_values(
    file: AccountFile,
    *,
    language: str,
    collector: str,
    contact: Contact | None = None,
    currency: str = "",
    heard: tuple[int, date] | None = None,
    promise: tuple[int, str, date] | None = None,
) -> Values:
    """Give every blank its value, or nothing.

    `heard`: how often the account gave this excuse before, and the last day; `promise`: amount in minor units,
    currency and day of the last promise to pay.
    """
    standing = file.standing_in(currency) or file.standing

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
        "contact": (contact.named or None) if contact else None,
        "today": day(file.today),
        "terms_days": file.account.terms_days,
        **_standing_values(standing, language=language, today=file.today),
        "times_heard": heard[0] if heard else None,
        "last_heard_on": day(heard[1]) if heard else None,
        "last_payment_on": day(paid.received_on) if paid else None,
        "last_payment_amount": money.spoken(paid.amount_minor, paid.currency, language) if paid else None,
        "last_promise_on": day(promise[2]) if promise else None,
        "last_promise_amount": money.spoken(promise[0], promise[1], language) if promise else None,
        "next_run_on": day(run.day) if run else None,
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
