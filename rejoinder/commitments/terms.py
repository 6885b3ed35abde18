"""The terms of a commitment, read from what the collector typed; each mistake beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rejoinder import dates, money
from rejoinder.accounts import AccountFile, Invoice
from rejoinder.errors import Problem, Refused, mark

KINDS = (
    "promise_to_pay",
    "document",
    "dispute_details",
    "call_back",
    "other_person",
    "refusal",
    "stop_contact",
)
METHODS = ("transfer", "cheque", "bill", "card", "cash", "direct_debit")

# What a kind cannot be recorded without. The rest is asked for and shown as missing.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "promise_to_pay": ("amount", "day"),
    "document": ("day",),
    "dispute_details": ("day", "invoices"),
    "call_back": ("day",),
    "other_person": ("who",),
    "refusal": (),
    "stop_contact": (),
}

# What each kind's form asks for, in the order of asking.
ASKS: Mapping[str, tuple[str, ...]] = {
    "promise_to_pay": ("amount", "day", "method", "who", "invoices"),
    "document": ("day", "who", "invoices"),
    "dispute_details": ("invoices", "day", "who"),
    "call_back": ("day", "who"),
    "other_person": ("who", "day"),
    "refusal": ("who",),
    "stop_contact": ("who",),
}

AMOUNT_SENTENCES = {
    "no_amount": mark("Write the amount they promised."),
    "zero": mark("An amount of zero is no promise. Write what they will pay."),
    "negative": mark("The amount cannot be below zero. Write what they will pay."),
    "not_a_number": mark("“%(text)s” is no amount. Write it like 12,300.50 or 1.2万."),
    "exponent": mark("“%(text)s” is no amount. Write it out, like 12,300.50."),
    "ambiguous": mark("“%(text)s” can be read in two ways. Write it like 1,234.50."),
    "too_precise": mark("“%(text)s” has more decimals than %(currency)s has."),
    "too_large": mark("“%(text)s” is too large to be an amount. Check the figure."),
    "other_currency": mark("“%(text)s” names another currency than %(currency)s. Choose the currency first."),
}
DAY_SENTENCES = {
    "no_day": mark("Ask which day, and write it: fri, 30/11, month end, 下周五."),
    "vague": mark("“%(text)s” is no day yet. Ask which day it will be."),
    "past": mark("%(day)s has passed. Ask for a day to come."),
    "does_not_exist": mark("There is no such day: “%(text)s”. Check the date."),
    "other_weekday": mark("“%(text)s”: this date falls on another weekday. Ask which of the two they mean."),
    "too_far": mark("“%(text)s” is more than three years away. Check the date."),
    "unknown": mark("“%(text)s” is not a day we can read. Write it like fri, 30/11, month end, 下周五 or 12月5号."),
}


@dataclass(frozen=True)
class Terms:
    """What was committed; amount in minor units of the currency, nothing where the kind has none."""

    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    method: str
    contact_id: int | None
    who: str
    invoices: tuple[Invoice, ...]
    note: str


def proposal(file: AccountFile, *, kind: str, currency: str | None = None) -> Terms:
    """Propose the terms to ask for: the whole undisputed overdue sum of one currency, never a part, and no day."""
    standing = file.standing_in(currency) if currency else file.standing
    pays = kind == "promise_to_pay" and standing is not None and standing.asked_minor > 0
    return Terms(
        kind=kind,
        amount_minor=standing.asked_minor if pays and standing else None,
        currency=standing.currency if standing else None,
        due_on=None,
        method="",
        contact_id=None,
        who="",
        invoices=standing.asked if pays and standing else (),
        note="",
    )


def read_terms(
    fields: Mapping[str, str], *, invoice_ids: frozenset[int], file: AccountFile, language: str
) -> tuple[Terms, dict[str, Problem]]:
    """Read typed fields into terms, and say for each field what is wrong.

    `fields`: kind, amount, currency, day, method, who, note; `invoice_ids`: the invoices chosen.
    Returns: terms with what could be read, and the problems by field (empty: it can be recorded).
    """
    problems: dict[str, Problem] = {}
    kind = fields.get("kind", "promise_to_pay")
    if kind not in KINDS:
        problems["kind"] = Refused("Choose what they committed to.")
    needs = NEEDS.get(kind, ())
    invoices = tuple(one for one in file.invoices if one.id in invoice_ids)
    currency, amount = None, None
    if "amount" in needs:
        currency, amount = _amount(fields, file, invoices=invoices, problems=problems, language=language)
    terms = Terms(
        kind=kind,
        amount_minor=amount,
        currency=currency,
        due_on=_day(fields, file, problems, language=language, needed="day" in needs),
        method=_choice(fields, "method", METHODS, problems, mark("Choose how they will pay.")),
        contact_id=_contact_id(fields.get("who", "").strip(), file),
        who=fields.get("who", "").strip(),
        invoices=invoices,
        note=fields.get("note", "").strip(),
    )
    _check_needs(terms, problems)
    return terms, problems


def _amount(
    fields: Mapping[str, str],
    file: AccountFile,
    *,
    invoices: tuple[Invoice, ...],
    problems: dict[str, Problem],
    language: str,
) -> tuple[str | None, int | None]:
    """Read currency and amount, and hold the amount against what is owed."""
    currency = fields.get("currency", "").strip().upper()
    if not file.standings:
        problems["amount"] = Refused("Nothing is open on this account, so there is no sum to promise.")
        return None, None
    if not money.is_currency(currency):
        problems["currency"] = Refused(
            "“%(currency)s” is no currency. Use its three letters, such as CNY.", currency=currency
        )
        return None, None
    text = fields.get("amount", "").strip()
    try:
        amount = money.parse(text, currency)
    except money.NotAnAmount as wrong:
        sentence = AMOUNT_SENTENCES.get(wrong.reason, AMOUNT_SENTENCES["not_a_number"])
        problems["amount"] = Refused(sentence, **{**wrong.values, "text": text, "currency": currency})
        return currency, None
    _check_owed(amount, currency, file, invoices=invoices, problems=problems, language=language)
    return currency, amount


def _check_owed(
    amount: int,
    currency: str,
    file: AccountFile,
    *,
    invoices: tuple[Invoice, ...],
    problems: dict[str, Problem],
    language: str,
) -> None:
    """Refuse an amount above what is open, of the invoices chosen or of all."""
    standing = file.standing_in(currency)
    if standing is None:
        problems["currency"] = Refused("Nothing is open in %(currency)s on this account.", currency=currency)
        return
    foreign = [one.number for one in invoices if one.currency != currency]
    if foreign:
        problems["invoices"] = Refused("%(number)s is not in %(currency)s.", number=foreign[0], currency=currency)
        return
    owed = sum(one.open_minor for one in invoices) if invoices else standing.open_minor
    if amount > owed:
        sentence = (
            mark("That is more than is open on these invoices: %(owed)s.")
            if invoices
            else mark("That is more than is owed: %(owed)s.")
        )
        problems["amount"] = Refused(sentence, owed=money.shown(owed, currency, language))


def _day(
    fields: Mapping[str, str], file: AccountFile, problems: dict[str, Problem], *, language: str, needed: bool
) -> date | None:
    """Read the day, seen from the debtor's today."""
    text = fields.get("day", "").strip()
    if not text and not needed:
        return None
    try:
        return dates.parse_day(text, file.today, language=language)
    except dates.NotADay as wrong:
        sentence = DAY_SENTENCES.get(wrong.reason, DAY_SENTENCES["unknown"])
        read = wrong.values.get("day")
        day = dates.shown(date.fromisoformat(read), language) if read else text
        problems["day"] = Refused(sentence, **{**wrong.values, "text": text, "day": day})
        return None


def _choice(
    fields: Mapping[str, str],
    name: str,
    choices: tuple[str, ...],
    problems: dict[str, Problem],
    sentence: str,
) -> str:
    """Take one of some choices, or none."""
    chosen = fields.get(name, "")
    if chosen and chosen not in choices:
        problems[name] = Refused(sentence)
        return ""
    return chosen


def _contact_id(who: str, file: AccountFile) -> int | None:
    """Know a contact by the name or the form of address that was typed, so that kept promises count for her."""
    return next((one.id for one in file.contacts if who and who in (one.name, one.address_as)), None)


def missing(terms: Terms) -> tuple[str, ...]:
    """Name what is asked for and not known yet, in the order of asking."""
    known = {
        "amount": terms.amount_minor is not None,
        "day": terms.due_on is not None,
        "method": bool(terms.method),
        "who": bool(terms.who) or terms.contact_id is not None,
        "invoices": bool(terms.invoices),
    }
    return tuple(name for name in ASKS.get(terms.kind, ()) if not known[name])


def _check_needs(terms: Terms, problems: dict[str, Problem]) -> None:
    """Ask for what the kind cannot be recorded without."""
    missing: dict[str, Callable[[], bool]] = {
        "who": lambda: not terms.who and terms.contact_id is None,
        "invoices": lambda: not terms.invoices,
    }
    sentences = {
        "who": mark("Ask for the name, and write it here."),
        "invoices": mark("Choose the invoices they dispute."),
    }
    for name in NEEDS.get(terms.kind, ()):
        if name in missing and missing[name]() and name not in problems:
            problems[name] = Refused(sentences[name])
