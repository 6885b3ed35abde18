"""Recording a commitment, once; reading it back; taking back what was recorded in error."""

from collections.abc import Iterator
from datetime import date, datetime

from rejoinder.accounts import Author, Invoice, close_opened_in, open_dispute
from rejoinder.commitments.terms import Terms
from rejoinder.errors import NotAllowed, NotFound
from rejoinder.store import Row, Store, Writing, stamp


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
    once, so that the disputed part is not pressed any more; `today` is the debtor's day.
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
            method=terms.method,
            contact_id=terms.contact_id,
            promised_by=terms.who,
            note=terms.note,
            read_back=read_back,
            made_at=stamp(now),
            made_by=person_id,
            submission=submission,
        )
        _add_lines(writing, commitment_id, terms)
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
    return commitment_id


def _add_lines(writing: Writing, commitment_id: int, terms: Terms) -> None:
    """Spread a promised amount over its invoices."""
    if terms.amount_minor is None or terms.due_on is None:
        return
    invoices = tuple(sorted(terms.invoices, key=lambda one: one.due_on))
    for one, part in spread(terms.amount_minor, invoices):
        row = {"commitment_id": commitment_id, "invoice_id": one.id, "due_on": terms.due_on.isoformat()}
        writing.add("commitment_line", amount_minor=part, **row)


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


def stamp_read_back(store: Store, commitment_id: int, *, person_id: int, now: datetime) -> None:
    """Note that the sentence was read to the debtor, who agreed; a second time changes nothing.

    Raises: NotFound; NotAllowed, for a colleague's commitment.
    """
    with store.write() as writing:
        found = _find(writing, commitment_id, person_id)
        if not found["is_own"]:
            raise NotAllowed("Only the person who led the call can say that it was read back.")
        if writing.one("has_event", commitment_id=commitment_id, kind="read_back") is None:
            made = {"at": stamp(now), "made_by": person_id, "account_id": found["account_id"]}
            writing.add("commitment_event", commitment_id=commitment_id, kind="read_back", **made)


def record_error(store: Store, commitment_id: int, *, person_id: int, today: date, now: datetime) -> None:
    """Take a commitment out of every count: it was recorded in error. A dispute it opened is closed.

    Raises: NotFound; NotAllowed, when it is neither the person's own in a call under way nor a lead's to decide.
    """
    with store.write() as writing:
        found = _find(writing, commitment_id, person_id)
        if not (found["is_own"] and found["is_under_way"]) and not found["leads"]:
            raise NotAllowed("After the call only a team lead can take a commitment out.")
        if found["is_error"]:
            return
        made = {"at": stamp(now), "made_by": person_id, "account_id": found["account_id"]}
        writing.add("commitment_event", commitment_id=commitment_id, kind="recorded_in_error", **made)
        close_opened_in(writing, commitment_id, closed_on=today, author=Author(person_id, now))


def account_of(store: Store, commitment_id: int, *, person_id: int) -> int:
    """Give the account of a commitment the person may see.

    Raises: NotFound.
    """
    row = store.one("own_commitment", id=commitment_id, person_id=person_id)
    if row is None:
        raise NotFound("There is no such commitment, or it is not one of yours.")
    return int(row["account_id"])


def _find(writing: Writing, commitment_id: int, person_id: int) -> Row:
    """Find a commitment the person may see."""
    row = writing.one("own_commitment", id=commitment_id, person_id=person_id)
    if row is None:
        raise NotFound("There is no such commitment, or it is not one of yours.")
    return row
