"""The terms of a commitment, read from what the collector typed; each mistake beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rejoinder import money
from rejoinder.accounts import AccountFile, Invoice, Standing, contested, disputes, typed
from rejoinder.accounts.paying import METHODS, day_doubts
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
    **typed.AMOUNT_SENTENCES,
    "no_amount": mark("Write the amount they promised."),
    "zero": mark("An amount of zero is no promise. Write what they will pay."),
    "negative": mark("The amount cannot be below zero. Write what they will pay."),
}
DAY_SENTENCES = {**typed.DAY_SENTENCES, "no_day": mark("Ask which day, and write it: fri, 30/11, month end, 下周五.")}


@dataclass(frozen=True)
class Terms:
    """What was committed; amount in minor units of the currency, nothing where the kind has none.

    `beyond` counts the invoices chosen behind those that stand in `invoices`: of thousands, not each one is read before
    they are recorded. Of a dispute, `disputed` gives by invoice id the contested amount, or nothing for the whole.
    """

    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    method: str
    contact_id: int | None
    who: str
    invoices: tuple[Invoice, ...]
    note: str
    beyond: int = 0
    reason: str = ""
    wants: str = ""
    disputed: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def undisputed(self) -> tuple[tuple[Invoice, int], ...]:
        """What of the disputed invoices remains to be paid all the same, in minor units."""
        return contested.left_undisputed(self.invoices, self.disputed)


def proposal(
    file: AccountFile, *, kind: str, currency: str | None = None, listed: tuple[Invoice, ...] | None = None
) -> Terms:
    """Propose the terms to ask for: the whole undisputed overdue sum of one currency, never a part, and no day.

    `listed` are the invoices that stand in the form, where they are others than the file's first page.
    """
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
        invoices=_asked(file, standing, listed) if pays and standing else (),
        note="",
    )


def _asked(file: AccountFile, standing: Standing, listed: tuple[Invoice, ...] | None) -> tuple[Invoice, ...]:
    """Give the invoices asked for in a currency, as far as they are listed."""
    ones = file.invoices if listed is None else listed
    return tuple(one for one in ones if one.currency == standing.currency and one.is_asked(file.today))


def read_terms(
    fields: Mapping[str, str], *, invoices: tuple[Invoice, ...], file: AccountFile, language: str, beyond: int = 0
) -> tuple[Terms, dict[str, Problem]]:
    """Read typed fields into terms, and say for each field what is wrong.

    `fields`: kind, amount, currency, day, method, who, note, and of a dispute reason, wants and, by invoice,
    `disputed-<id>`; `invoices`: those chosen, and `beyond` how many more behind them.
    Returns: terms with what could be read, and the problems by field (empty: it can be recorded).
    """
    problems: dict[str, Problem] = {}
    kind = fields.get("kind", "promise_to_pay")
    if kind not in KINDS:
        problems["kind"] = Refused("Choose what they committed to.")
    needs = NEEDS.get(kind, ())
    currency, amount = None, None
    if "amount" in needs:
        # With invoices among them that were not read one by one, the amount is held against all that is open.
        held = () if beyond else invoices
        currency, amount = _amount(fields, file, invoices=held, problems=problems, language=language)
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
        beyond=beyond,
        reason=_choice(fields, "reason", disputes.REASONS, problems, mark("Choose what it is about.")),
        wants=fields.get("wants", "").strip(),
        disputed=_disputed(fields, invoices, problems, language) if kind == "dispute_details" else {},
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
        amount = typed.read_amount(text, currency, sentences=AMOUNT_SENTENCES)
    except Refused as problem:
        problems["amount"] = problem
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


def _disputed(
    fields: Mapping[str, str], invoices: tuple[Invoice, ...], problems: dict[str, Problem], language: str
) -> dict[int, int | None]:
    """Read how much is contested of each invoice; what is left empty means the whole of it."""
    amounts, wrong = contested.read_contested(fields, invoices, language=language)
    problems.update(wrong)
    return amounts


def _day(
    fields: Mapping[str, str], file: AccountFile, problems: dict[str, Problem], *, language: str, needed: bool
) -> date | None:
    """Read the day, seen from the debtor's today."""
    text = fields.get("day", "").strip()
    if not text and not needed:
        return None
    try:
        return typed.read_day(text, file.today, language=language, sentences=DAY_SENTENCES)
    except Refused as problem:
        problems["day"] = problem
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
    return next((one.id for one in file.contacts if who in one.names), None)


def doubts(terms: Terms, file: AccountFile, *, language: str) -> tuple[Problem, ...]:
    """Say why they may be unable to pay on the day they promised; it can be recorded all the same."""
    if terms.kind != "promise_to_pay" or terms.due_on is None:
        return ()
    return day_doubts(file.paying, terms.due_on, today=file.today, language=language)


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
