"""Reading the terms of a commitment from what the collector typed; each mistake beside its field."""

from collections.abc import Callable, Mapping
from datetime import date, time

from rejoinder import dates, money
from rejoinder.accounts import AccountFile, Invoice, contested, disputes, typed
from rejoinder.accounts.paying import METHODS
from rejoinder.commitments.instalments import read_instalments
from rejoinder.commitments.softness import soft_words
from rejoinder.commitments.terms import DOCUMENTS, KINDS, NEEDS, OF_MONEY, Instalment, Terms
from rejoinder.errors import Problem, Refused, mark

AMOUNT_SENTENCES = {
    **typed.AMOUNT_SENTENCES,
    "no_amount": mark("Write the amount they promised."),
    "zero": mark("An amount of zero is no promise. Write what they will pay."),
    "negative": mark("The amount cannot be below zero. Write what they will pay."),
}
DAY_SENTENCES = {**typed.DAY_SENTENCES, "no_day": mark("Ask which day, and write it: fri, 30/11, month end, 下周五.")}
# Where a debtor's own words may stand.
SOFT_FIELDS = ("amount", "day", "matures", "instalments", "note")
METHOD_SENTENCE = mark("Choose how they will pay.")


def read_terms(
    fields: Mapping[str, str], *, invoices: tuple[Invoice, ...], file: AccountFile, language: str, beyond: int = 0
) -> tuple[Terms, dict[str, Problem]]:
    """Read typed fields into terms, and say for each field what is wrong.

    `fields`: kind, amount, currency, day, method, who, obstacle, note; of a plan instalments, of a bill matures, of a
    document document, of a call back time and only_me; of a dispute reason, wants and, by invoice, `disputed-<id>`.
    `invoices`: those chosen, and `beyond` how many more behind them.
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
        invoices = _open_ones(invoices, problems)
    sum_ = (amount, currency) if amount is not None and currency is not None else None
    plan = _instalments(fields, file, problems, sum_=sum_, language=language) if "instalments" in needs else ()
    day = _day(fields, "day", file, problems, language=language, needed="day" in needs)
    terms = Terms(
        kind=kind,
        amount_minor=amount,
        currency=currency,
        due_on=plan[-1].day if plan else day,
        method="bill" if kind == "bill" else _choice(fields, "method", METHODS, problems, METHOD_SENTENCE),
        contact_id=_contact_id(fields.get("who", "").strip(), file),
        who=fields.get("who", "").strip(),
        invoices=invoices,
        note=fields.get("note", "").strip(),
        beyond=beyond,
        reason=_choice(fields, "reason", disputes.REASONS, problems, mark("Choose what it is about.")),
        wants=fields.get("wants", "").strip(),
        disputed=_disputed(fields, invoices, problems, language) if kind == "dispute_details" else {},
        instalments=plan,
        matures_on=_matures(fields, file, problems, day=day, language=language) if kind == "bill" else None,
        document=_choice(fields, "document", DOCUMENTS, problems, mark("Choose which document it is.")),
        call_at=_time(fields, problems) if kind == "call_back" else None,
        is_only_me=kind == "call_back" and fields.get("only_me", "") == "yes",
        obstacle=fields.get("obstacle", "").strip(),
    )
    _check_needs(terms, problems)
    return terms, problems


def soft_in(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give the soft words in what was typed of a promise; none once they have said it firmly (`firm`: yes)."""
    if fields.get("kind") not in OF_MONEY or fields.get("firm") == "yes":
        return ()
    return soft_words(*(fields.get(name, "") for name in SOFT_FIELDS))


def is_only_soft(fields: Mapping[str, str], problems: Mapping[str, Problem]) -> bool:
    """Say whether nothing is wrong but soft words (try fri); where nothing else was said (soon), it is asked again."""
    return all(name in SOFT_FIELDS and _has_soft(fields.get(name, "").strip()) for name in problems)


def _has_soft(text: str) -> bool:
    """Say whether a text has soft words and something besides."""
    found = soft_words(text)
    return bool(found) and text.lower() not in found


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


def _open_ones(invoices: tuple[Invoice, ...], problems: dict[str, Problem]) -> tuple[Invoice, ...]:
    """Leave out what was paid since it was ticked; where nothing else is ticked, there is nothing left to promise."""
    still_open = tuple(one for one in invoices if one.open_minor)
    if invoices and not still_open:
        sentence = mark("%(number)s is paid already. Choose what is still open.")
        problems["invoices"] = Refused(sentence, number=invoices[0].number)
        problems.pop("amount", None)
    return still_open


def _instalments(
    fields: Mapping[str, str],
    file: AccountFile,
    problems: dict[str, Problem],
    *,
    sum_: tuple[int, str] | None,
    language: str,
) -> tuple[Instalment, ...]:
    """Read the instalments of a plan; without a sum to hold them against they cannot be."""
    text = fields.get("instalments", "")
    if sum_ is None:
        return ()
    try:
        return read_instalments(text, amount_minor=sum_[0], currency=sum_[1], today=file.today, language=language)
    except Refused as problem:
        problems["instalments"] = problem
        return ()


def _matures(
    fields: Mapping[str, str], file: AccountFile, problems: dict[str, Problem], *, day: date | None, language: str
) -> date | None:
    """Read the day on which a bill falls due; not before we have it."""
    found = _day(fields, "matures", file, problems, language=language, needed=True)
    if found is not None and day is not None and found < day:
        problems["matures"] = Refused("A bill cannot fall due before we have it. Check the two days.")
        return None
    return found


def _time(fields: Mapping[str, str], problems: dict[str, Problem]) -> time | None:
    """Read the time at which to ring, on the debtor's clock; it may be left open."""
    text = fields.get("time", "").strip()
    if not text:
        return None
    try:
        return dates.parse_time(text)
    except dates.NotATime:
        problems["time"] = Refused("“%(text)s” is no time we can read. Write it like 14:30, 2pm or 下午2点.", text=text)
        return None


def _day(
    fields: Mapping[str, str],
    name: str,
    file: AccountFile,
    problems: dict[str, Problem],
    *,
    language: str,
    needed: bool,
) -> date | None:
    """Read a day, seen from the debtor's today."""
    text = fields.get(name, "").strip()
    if not text and not needed:
        return None
    try:
        return typed.read_day(text, file.today, language=language, sentences=DAY_SENTENCES)
    except Refused as problem:
        problems[name] = problem
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
