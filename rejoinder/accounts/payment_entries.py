"""What is typed about a payment entered by hand, or about one that is taken back: read, refused or doubted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from rejoinder import dates, money
from rejoinder.accounts.allocating import WAYS, names_invoices, owed_minor, read_parts
from rejoinder.accounts.files import AccountFile
from rejoinder.accounts.payments import Received, currencies_of, load_payment
from rejoinder.accounts.typed import read_amount, read_past_day
from rejoinder.errors import Doubtful, Problem, Refused, mark
from rejoinder.store import Store

FIELDS = ("amount", "currency", "day", "reference", "note", "way", "invoice", "numbers")
REVERSALS = ("returned", "error")
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """Money that may be recorded; `given` says by invoice id how much of it settles what, in minor units.

    `is_guess`: nobody named an invoice, so that the oldest were given it.
    """

    amount_minor: int
    currency: str
    received_on: date
    reference: str
    note: str
    given: Mapping[int, int]
    is_guess: bool = False


def proposed(store: Store, file: AccountFile, *, today: date) -> dict[str, str]:
    """Give the fields of an empty form: the currency that is asked for, today, the oldest invoices first."""
    currencies = currencies_of(store, file.account.id)
    asked = file.standing.currency if file.standing else ""
    currency = asked or (currencies[0] if currencies else "")
    empty = dict.fromkeys(FIELDS, "")
    return {**empty, "currency": currency, "day": today.isoformat(), "way": WAYS[0]}


def read_entry(
    store: Store,
    file: AccountFile,
    fields: Mapping[str, str],
    *,
    today: date,
    sure: Collection[str],
    language: str,
) -> tuple[Entry | None, dict[str, Problem]]:
    """Read a typed payment, and say for each field what is wrong or in doubt.

    `today` is the creditor's, who receives the money; `sure` names the fields whose doubtful content was confirmed.
    Returns: the payment, if it could be read, and the problems by field (empty: it can be recorded).
    """
    problems: dict[str, Problem] = {}
    currency = _currency(store, file.account.id, fields, problems)
    amount_minor = _amount(fields, currency, problems)
    received_on = _day(fields, today, problems, language)
    reference, note = fields.get("reference", "").strip(), fields.get("note", "").strip()
    if len(reference) > LONGEST:
        problems["reference"] = Refused("A reference has at most %(most)s characters.", most=LONGEST)
    if amount_minor is None or received_on is None:
        return None, problems
    given, wrong = read_parts(
        store, file.account.id, fields, currency=currency, amount_minor=amount_minor, language=language
    )
    problems |= wrong
    is_guess = fields.get("way") == "oldest" and not names_invoices(fields)
    entry = Entry(amount_minor, currency, received_on, reference, note, given, is_guess)
    doubts = _doubts(store, file, entry, today, language)
    # All of them are shown until all are confirmed: one alone would come back once another is.
    if problems or not doubts.keys() <= set(sure):
        problems = {**doubts, **problems}
    return entry, problems


def _currency(store: Store, account_id: int, fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read the currency, one of the account's invoices; an account without any may be paid in whatever there is."""
    code = fields.get("currency", "").strip().upper()
    known = currencies_of(store, account_id)
    if known and code not in known:
        problems["currency"] = Refused("No invoice of this account is in this currency. Choose one of the list.")
    elif not money.is_currency(code):
        problems["currency"] = Refused(
            "“%(currency)s” is no currency. Use its three letters, such as CNY.", currency=code
        )
    return code


def _amount(fields: Mapping[str, str], currency: str, problems: dict[str, Problem]) -> int | None:
    """Read the amount, once it is known in which currency."""
    if "currency" in problems:
        return None
    try:
        return read_amount(fields.get("amount", ""), currency)
    except Refused as problem:
        problems["amount"] = problem
        return None


def _day(fields: Mapping[str, str], today: date, problems: dict[str, Problem], language: str) -> date | None:
    """Read the day on which the money was received."""
    try:
        return read_past_day(fields.get("day", ""), today, language=language)
    except Refused as problem:
        problems["day"] = problem
        return None


def _doubts(store: Store, file: AccountFile, entry: Entry, today: date, language: str) -> dict[str, Problem]:
    """Say by field what may be a slip."""
    doubts: dict[str, Problem] = {}
    over_minor = entry.amount_minor - owed_minor(store, file.account.id, entry.currency)
    if over_minor > 0:
        over = money.shown(over_minor, entry.currency, language)
        sentence = mark("That is %(over)s more than is open; if it is right, the rest stays open on the account.")
        doubts["amount"] = Doubtful(sentence, over=over)
    country = file.account.creditor_country
    if not dates.is_banking_day(country, entry.received_on):
        doubts["day"] = _closed(entry.received_on, country, today, language)
    alike = _alike(store, file.account.id, entry)
    if alike is not None:
        doubts["reference"] = _same(alike, today, language)
    return doubts


def _closed(day: date, country: str, today: date, language: str) -> Doubtful:
    """Say that no bank of the creditor's works on a day, and why."""
    holiday = dates.holiday_name(country, day, language=language)
    shown = dates.shown(day, language, today=today)
    if holiday:
        sentence = mark("Banks here are closed on %(day)s: %(holiday)s. Check the day on which the money came.")
        return Doubtful(sentence, day=shown, holiday=holiday)
    return Doubtful("Banks here are closed on %(day)s. Check the day on which the money came.", day=shown)


def _alike(store: Store, account_id: int, entry: Entry) -> Received | None:
    """Find a payment on file that may be the same money."""
    row = store.one(
        "payment_alike",
        account_id=account_id,
        currency=entry.currency,
        amount_minor=entry.amount_minor,
        day=entry.received_on.isoformat(),
        reference=entry.reference,
    )
    return load_payment(store, row["id"]) if row else None


def _same(alike: Received, today: date, language: str) -> Doubtful:
    """Name the payment that may be the same."""
    amount = money.shown(alike.amount_minor, alike.currency, language)
    day = dates.shown(alike.received_on, language, today=today)
    if alike.reference:
        sentence = mark("%(amount)s of %(day)s, reference %(reference)s, is on file already. Is this another payment?")
        return Doubtful(sentence, amount=amount, day=day, reference=alike.reference)
    return Doubtful("%(amount)s of %(day)s is on file already. Is this another payment?", amount=amount, day=day)


def read_reversal(
    payment: Received, fields: Mapping[str, str], *, today: date, language: str
) -> tuple[date, dict[str, Problem]]:
    """Read why a payment is taken back, and give the day on which that counts.

    Money that went back counts from the day it went. What never came must not count on any day, so it is taken back on
    the payment's own: a ledger stated in between has neither.
    Returns: the day, and the problems by field (empty: it can be reversed).
    """
    problems: dict[str, Problem] = {}
    kind, day = fields.get("kind", ""), payment.received_on
    if kind not in REVERSALS:
        problems["kind"] = Refused("Choose why it is taken back.")
    elif kind == "returned":
        day = _day(fields, today, problems, language) or day
        if day < payment.received_on:
            received = dates.shown(payment.received_on, language, today=today)
            problems["day"] = Refused("It was received on %(day)s, so it cannot have come back before.", day=received)
    return day, problems
