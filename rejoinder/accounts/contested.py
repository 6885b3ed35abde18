"""What is typed about a dispute: how much of which invoices, what is wrong, who answers it and by when."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from rejoinder import dates, money
from rejoinder.accounts.dispute_changes import IN_DISPUTE
from rejoinder.accounts.disputes import REASONS, Dispute, Line
from rejoinder.accounts.files import Account
from rejoinder.accounts.invoices import Invoice
from rejoinder.accounts.typed import DAY_SENTENCES, read_amount, read_day
from rejoinder.errors import Doubtful, Problem, Refused, mark

FIELDS = ("reason", "words", "wants", "owner", "due")
DUE_SENTENCES = {
    **DAY_SENTENCES,
    "past": mark("%(day)s has passed. Write the day by which we answer."),
    "vague": mark("“%(text)s” is no day yet. Write the day by which we answer."),
    "other_weekday": mark("“%(text)s”: this date falls on another weekday. Check which of the two it is."),
}
_AMOUNT_FIELD = re.compile(r"disputed-([0-9]{1,18})")


def amount_field(invoice_id: int) -> str:
    """Name the field in which it is typed how much of an invoice is contested."""
    return f"disputed-{invoice_id}"


def amounts_typed(fields: Mapping[str, str]) -> frozenset[int]:
    """Name the invoices beside which something is typed: they are meant, ticked or not."""
    found = ((_AMOUNT_FIELD.fullmatch(name), text) for name, text in fields.items())
    return frozenset(int(field[1]) for field, text in found if field and text.strip())


def read_disputed(text: str, of: Invoice | Line, *, language: str) -> int | None:
    """Read the contested part of an invoice in minor units; nothing typed, or all of it, means the whole invoice.

    Raises: Refused, for what is no amount, for more than is open, and where nothing is open.
    """
    if of.open_minor < 0:
        raise Refused("%(number)s is a credit in their favour, so nothing of it is disputed.", number=of.number)
    if of.open_minor == 0:
        raise Refused("%(number)s is settled, so nothing of it is left to dispute.", number=of.number)
    if not text.strip():
        return None
    minor = read_amount(text, of.currency)
    if minor > of.open_minor:
        owed = money.shown(of.open_minor, of.currency, language)
        sentence = mark("Only %(owed)s of %(number)s is open, so no more than that can be disputed.")
        raise Refused(sentence, number=of.number, owed=owed)
    return None if minor == of.open_minor else minor


def read_contested(
    fields: Mapping[str, str], invoices: Collection[Invoice], *, language: str
) -> tuple[dict[int, int | None], dict[str, Problem]]:
    """Read how much is contested of each chosen invoice, and say beside each what is wrong.

    Returns: by invoice id minor units, or nothing for the whole of it; and the problems by field.
    """
    amounts: dict[int, int | None] = {}
    problems: dict[str, Problem] = {}
    if not invoices:
        problems["invoices"] = Refused("Choose the invoices they dispute.")
    if len({one.currency for one in invoices}) > 1:
        problems["invoices"] = Refused("A dispute is about invoices of one currency. Open another for the rest.")
    for one in invoices:
        try:
            if one.disputed_on is not None:
                raise Refused(IN_DISPUTE, number=one.number)
            amounts[one.id] = read_disputed(fields.get(amount_field(one.id), ""), one, language=language)
        except Refused as problem:
            problems[amount_field(one.id)] = problem
    return amounts, problems


def fields_of(dispute: Dispute) -> dict[str, str]:
    """Give a dispute as the fields of a form have it, with the amount of each open line."""
    return {
        "reason": dispute.reason,
        "words": dispute.words,
        "wants": dispute.wants,
        "owner": str(dispute.owner_id or ""),
        "due": dispute.due_on.isoformat() if dispute.due_on else "",
        **{amount_field(one.invoice_id): _amount_of(one) for one in dispute.open_lines},
    }


def _amount_of(line: Line) -> str:
    """Write how much of an invoice is contested; nothing for the whole of it."""
    return "" if line.amount_minor is None else money.plain(line.amount_minor, line.currency)


def read_changed(
    fields: Mapping[str, str], dispute: Dispute, *, language: str
) -> tuple[dict[int, int | None], dict[str, Problem]]:
    """Read by line how much is contested now; an amount left as it was stands, whatever was paid meanwhile."""
    amounts: dict[int, int | None] = {}
    problems: dict[str, Problem] = {}
    for one in dispute.open_lines:
        name = amount_field(one.invoice_id)
        text = fields.get(name, "").strip()
        try:
            is_kept = text == _amount_of(one)
            amounts[one.id] = one.amount_minor if is_kept else read_disputed(text, one, language=language)
        except Refused as problem:
            problems[name] = problem
    return amounts, problems


def read_wording(
    fields: Mapping[str, str],
    *,
    account: Account,
    owners: Mapping[str, str],
    today: date,
    sure: Collection[str],
    was: Mapping[str, str],
    language: str,
) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read what a dispute is about into its columns, and say for each field what is wrong.

    `owners` names by id who may see to it; `today` is the creditor's, whose people answer; `sure` names the fields
    whose doubtful content was confirmed; `was` is what stands on file.
    """
    problems: dict[str, Problem] = {}
    reason, owner = fields.get("reason", ""), fields.get("owner", "")
    words = fields.get("words", "").strip()
    if reason not in ("", *REASONS):
        problems["reason"] = Refused("Choose one of the list.")
    if not reason and not words:
        problems["words"] = Refused("Say what is wrong: choose a reason, or write down their words.")
    if owner and owner not in owners:
        problems["owner"] = Refused("Choose one of the list.")
    due_on = was.get("due", "") or None
    if fields.get("due", "").strip() != was.get("due", ""):
        due_on = _due(fields.get("due", ""), account, today, problems, sure=sure, language=language)
    columns: dict[str, object] = {"reason": reason, "words": words, "wants": fields.get("wants", "").strip()}
    return {**columns, "owner_id": int(owner) if owner in owners else None, "due_on": due_on}, problems


def _due(
    text: str, account: Account, today: date, problems: dict[str, Problem], *, sure: Collection[str], language: str
) -> str | None:
    """Read the day by which we answer, and ask again where nobody works on it."""
    if not text.strip():
        return None
    try:
        day = read_day(text, today, language=language, sentences=DUE_SENTENCES)
    except Refused as problem:
        problems["due"] = problem
        return None
    if "due" not in sure and not dates.is_banking_day(account.creditor_country, day):
        problems["due"] = _day_off(day, account.creditor_country, today, language)
    return day.isoformat()


def _day_off(day: date, country: str, today: date, language: str) -> Doubtful:
    """Say that nobody works on a day, why, and which day is nearest on which somebody does."""
    nearest = dates.shown(nearest_working_day(country, day, today), language, today=today)
    holiday = dates.holiday_name(country, day, language=language)
    shown = dates.shown(day, language, today=today)
    if holiday:
        sentence = mark("%(day)s is a holiday here: %(holiday)s. The nearest working day is %(nearest)s.")
        return Doubtful(sentence, day=shown, holiday=holiday, nearest=nearest)
    return Doubtful("%(day)s is no working day here. The nearest is %(nearest)s.", day=shown, nearest=nearest)


def nearest_working_day(country: str, day: date, today: date) -> date:
    """Give the working day nearest to one on which nobody works; the earlier of two, but none that has passed."""
    after = dates.next_banking_day(country, day)
    before = dates.previous_banking_day(country, day)
    return before if today <= before and day - before <= after - day else after


def left_undisputed(invoices: Iterable[Invoice], amounts: Mapping[int, int | None]) -> tuple[tuple[Invoice, int], ...]:
    """Give what of each invoice remains to be paid while the rest of it is in dispute, in minor units."""
    parts = ((one, amounts.get(one.id)) for one in invoices)
    return tuple((one, one.open_minor - minor) for one, minor in parts if minor is not None and minor < one.open_minor)
