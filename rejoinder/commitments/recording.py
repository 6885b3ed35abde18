"""Recording a commitment, once, with what of it is promised for which invoice and day."""

from collections.abc import Iterator
from datetime import date, datetime

from rejoinder import dates
from rejoinder.accounts import Author, Invoice, open_dispute
from rejoinder.accounts.allocating import owed_of
from rejoinder.commitments.instalments import over_invoices
from rejoinder.commitments.judgements import judge_accounts
from rejoinder.commitments.terms import OF_MONEY, Terms
from rejoinder.store import Store, Writing, stamp


def record(
    store: Store,
    terms: Terms,
    *,
    call_id: int,
    account_id: int,
    person_id: int,
    read_back: str,
    today: date,
    submission: str,
    now: datetime,
) -> int:
    """Record what was committed in a call and give its id; sent twice it is recorded once.

    The terms are those `read_terms` found nothing wrong with. A dispute among them is opened on its invoices at
    once, so that the disputed part is not pressed any more; an open promise for the same invoices gives way to this
    one at once. `today` is the debtor's day.
    """
    with store.write() as writing:
        again = writing.one("commitment_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        commitment_id = writing.add(
            "commitment",
            call_id=call_id,
            account_id=account_id,
            kind=terms.kind,
            amount_minor=terms.amount_minor,
            currency=terms.currency,
            due_on=terms.due_on.isoformat() if terms.due_on else None,
            matures_on=terms.matures_on.isoformat() if terms.matures_on else None,
            method=terms.method,
            document=terms.document,
            call_at=dates.shown_time(terms.call_at, "en") if terms.call_at else "",
            only_me=int(terms.is_only_me),
            contact_id=terms.contact_id,
            promised_by=terms.who,
            obstacle=terms.obstacle,
            note=terms.note,
            read_back=read_back,
            **_judged_by(writing, account_id),
            allowed_by=terms.allowed_by,
            allowed_why=terms.allowed_why,
            made_at=stamp(now),
            made_by=person_id,
            submission=submission,
        )
        _add_lines(writing, commitment_id, terms, account_id=account_id)
        if terms.kind == "dispute_details":
            open_dispute(
                writing,
                account_id,
                terms.disputed,
                opened_on=today,
                author=Author(person_id, now),
                commitment_id=commitment_id,
                words=terms.note,
                reason=terms.reason,
                wants=terms.wants,
            )
        judge_accounts(writing, [account_id], now=now)
    return commitment_id


def _judged_by(writing: Writing, account_id: int) -> dict[str, int]:
    """Give how many days are waited and which share counts as kept, as the creditor has settled it today."""
    rows = writing.all("settings_of_account", account_id=account_id)
    return {row["name"]: int(row["value"]) for row in rows if row["name"] in ("tolerance_days", "kept_percent")}


def _add_lines(writing: Writing, commitment_id: int, terms: Terms, *, account_id: int) -> None:
    """Spread a promised amount over its invoices, and over the days on which it comes."""
    if terms.kind in ("document", "dispute_details"):
        _add_invoices(writing, commitment_id, terms)
    if terms.kind not in OF_MONEY or terms.amount_minor is None or terms.due_on is None:
        return
    stated = {one.id: one.stated.on.isoformat() for one in owed_of(writing, account_id, _ids(terms)) if one.stated}
    last = (writing.one("last_ledger_day", account_id=account_id) or {})["day"] or ""
    for day, invoice_id, minor in _lines(terms):
        about = {"commitment_id": commitment_id, "invoice_id": invoice_id, "due_on": day.isoformat()}
        known = stated.get(invoice_id, "") if invoice_id is not None else last
        writing.add("commitment_line", amount_minor=minor, stated_on=known, **about)


def _ids(terms: Terms) -> list[int]:
    """Give the ids of the invoices that something was promised for."""
    return [one.id for one in terms.invoices]


def _lines(terms: Terms) -> Iterator[tuple[date, int | None, int]]:
    """Give the parts of a promised sum: the day, the invoice's id or nothing, and minor units."""
    day = terms.matures_on or terms.due_on
    if terms.amount_minor is None or day is None:
        return
    parts = [(one.id, part) for one, part in spread(terms.amount_minor, terms.in_order)]
    if terms.instalments:
        yield from over_invoices(terms.instalments, _less_credits(parts))
    elif parts:
        yield from ((day, invoice_id, part) for invoice_id, part in parts)
    else:
        yield day, None, terms.amount_minor


def _less_credits(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take credit notes off the invoices due last, so that what is left is the money of a plan."""
    credit = -sum(part for _, part in parts if part < 0)
    kept: list[tuple[int, int]] = []
    for invoice_id, part in reversed([one for one in parts if one[1] > 0]):
        off = min(credit, part)
        credit -= off
        kept.append((invoice_id, part - off))
    return kept[::-1]


def _add_invoices(writing: Writing, commitment_id: int, terms: Terms) -> None:
    """Note which invoices a document or a complaint is about, with no money of theirs."""
    for one in terms.invoices:
        day = terms.due_on.isoformat() if terms.due_on else ""
        writing.add("commitment_line", commitment_id=commitment_id, invoice_id=one.id, amount_minor=0, due_on=day)


def spread(amount_minor: int, invoices: tuple[Invoice, ...]) -> Iterator[tuple[Invoice, int]]:
    """Give each invoice its part, the first ones first; credit notes take theirs off.

    What is disputed gets something only when all that is not has been covered.
    """
    left = amount_minor - sum(one.open_minor for one in invoices if one.open_minor < 0)
    undisputed = sum(one.undisputed_minor for one in invoices if one.open_minor > 0)
    left, beyond = min(left, undisputed), max(0, left - undisputed)
    for one in invoices:
        first, second = min(left, one.undisputed_minor), min(beyond, one.disputed_minor)
        part = one.open_minor if one.open_minor < 0 else first + second
        if one.open_minor > 0:
            left, beyond = left - first, beyond - second
        if part:
            yield one, part
