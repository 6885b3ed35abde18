"""Recording a payment by hand, giving to invoices what was left open of one, and taking one back: each a new row."""

from collections.abc import Mapping
from datetime import date

from rejoinder.accounts.allocating import TOO_MUCH, owed_of
from rejoinder.accounts.ledger import settle
from rejoinder.accounts.payment_entries import Entry
from rejoinder.accounts.payments import Received, load_payment
from rejoinder.accounts.saving import Author, remember
from rejoinder.errors import NotAllowed, Refused, mark
from rejoinder.money import plain
from rejoinder.store import Store, Writing

REVERSED = mark("This payment was taken back already. See below how.")


def is_recorded(store: Store | Writing, submission: str) -> bool:
    """Say whether a form was recorded already, sent twice."""
    names = ("payment_of_submission", "allocation_of_submission")
    return any(store.one(name, submission=submission) is not None for name in names)


def record(store: Store, account_id: int, entry: Entry, *, submission: str, author: Author) -> None:
    """Record money as it was entered by hand, with what it settles; sent twice it is recorded once.

    Raises: Refused, where an invoice was paid meanwhile; nothing is recorded then.
    """
    with store.write() as writing:
        if is_recorded(writing, submission):
            return
        payment_id = writing.add(
            "payment",
            account_id=account_id,
            received_on=entry.received_on.isoformat(),
            currency=entry.currency,
            amount_minor=entry.amount_minor,
            reference=entry.reference,
            note=entry.note,
            source="hand",
            recorded_at=author.stamp,
            made_by=author.person_id,
            submission=submission,
        )
        payment = load_payment(writing, payment_id)
        _give(writing, payment, entry.given, is_guess=entry.is_guess)
        _finish(writing, "recorded", payment, entry.given, author=author)


def allocate(store: Store, payment_id: int, given: Mapping[int, int], *, submission: str, author: Author) -> None:
    """Give what was left open of a payment to invoices; sent twice it is given once.

    Raises: Refused, where somebody gave it, took it back, or settled an invoice meanwhile; nothing is given then.
    """
    with store.write() as writing:
        if is_recorded(writing, submission):
            return
        payment = load_payment(writing, payment_id)
        if payment.reversal is not None:
            raise Refused(REVERSED)
        _give(writing, payment, given, submission=submission)
        _finish(writing, "allocated", payment, given, author=author)


def reverse(store: Store, payment_id: int, *, kind: str, day: date, note: str, submission: str, author: Author) -> None:
    """Take a payment back, and with it all that it was given to; sent twice it is taken back once.

    Raises: Refused, for one that was taken back already; NotAllowed, for one that the ledger or a file told of unless
    the person leads the account's creditor.
    """
    with store.write() as writing:
        if is_recorded(writing, submission):
            return
        payment = load_payment(writing, payment_id)
        if payment.reversal is not None:
            raise Refused(REVERSED)
        check_may_reverse(writing, payment, author.person_id)
        made = {"source": "hand", "recorded_at": author.stamp, "made_by": author.person_id, "submission": submission}
        reversal_id = writing.add(
            "payment",
            account_id=payment.account_id,
            received_on=day.isoformat(),
            currency=payment.currency,
            amount_minor=-payment.amount_minor,
            note=note.strip(),
            reverses=payment.id,
            reversed_as=kind,
            **made,
        )
        given = {one.invoice_id: -one.amount_minor for one in payment.allocated}
        _add(writing, reversal_id, given, None)
        _finish(writing, "reversed", payment, given, author=author)


def check_may_reverse(store: Store | Writing, payment: Received, person_id: int) -> None:
    """Let a payment by hand be taken back by any collector of the account, the ledger's only by a lead.

    Raises: NotAllowed.
    """
    if payment.source == "hand":
        return
    if store.one("leads_account", id=payment.account_id, person_id=person_id) is None:
        raise NotAllowed("Only a team lead takes back a payment that the ledger or a file told of.")


def _give(
    writing: Writing,
    payment: Received,
    given: Mapping[int, int],
    *,
    submission: str | None = None,
    is_guess: bool = False,
) -> None:
    """Give a payment's money to invoices, never more than there is of it or than is open of them.

    Raises: Refused.
    """
    if sum(given.values()) > payment.open_minor:
        raise Refused("There is not so much left of this payment. Somebody gave it to invoices meanwhile.")
    for one in owed_of(writing, payment.account_id, given):
        if one.currency != payment.currency or given[one.id] > one.open_minor:
            open_minor = max(0, one.open_minor)
            raise Refused(TOO_MUCH, open=f"{one.currency} {plain(open_minor, one.currency)}", number=one.number)
    _add(writing, payment.id, given, submission, is_guess=is_guess)


def _add(
    writing: Writing, payment_id: int, given: Mapping[int, int], submission: str | None, *, is_guess: bool = False
) -> None:
    """Add what of a payment goes to which invoice."""
    for invoice_id, minor in given.items():
        row = {"payment_id": payment_id, "invoice_id": invoice_id, "amount_minor": minor}
        writing.add("allocation", **row, submission=submission, is_guess=int(is_guess))


def _finish(writing: Writing, what: str, payment: Received, given: Mapping[int, int], *, author: Author) -> None:
    """Work out what is open now, and remember who did it."""
    settle(writing, [payment.account_id])
    details = {"invoices": sorted(given), "minor": sum(given.values())}
    remember(writing, what, "payment", payment.id, account_id=payment.account_id, author=author, details=details)
