"""What people say of a commitment: it was read back, is taken back, has come, was recorded in error."""

from datetime import date, datetime

from rejoinder.accounts import Author, close_opened_in
from rejoinder.commitments.judgements import judge_accounts
from rejoinder.commitments.terms import OF_MONEY
from rejoinder.errors import NotAllowed, NotFound, Refused
from rejoinder.store import Row, Store, Writing, stamp

# What they said once and for all: a team lead takes it out, if it was never said.
FOR_GOOD = ("refusal", "stop_contact")


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


def record_error(
    store: Store, commitment_id: int, *, person_id: int, today: date, now: datetime, reason: str = ""
) -> None:
    """Take a commitment out of every count: it was recorded in error. A dispute it opened is closed.

    What it had taken the place of stands again. Raises: NotFound; NotAllowed, when it is neither the person's own in a
    call under way nor a lead's to decide; Refused, for a lead who gives no reason.
    """
    with store.write() as writing:
        found = _find(writing, commitment_id, person_id)
        is_in_call = found["is_own"] and found["is_under_way"]
        if not is_in_call and not found["leads"]:
            raise NotAllowed("After the call only a team lead can take a commitment out.")
        if found["is_error"]:
            return
        if not is_in_call and not reason.strip():
            raise Refused("Write why it was an error: it will never count again.")
        _add_act(writing, found, "recorded_in_error", reason=reason, person_id=person_id, now=now)
        close_opened_in(writing, commitment_id, closed_on=today, author=Author(person_id, now))


def take_back(store: Store, commitment_id: int, *, reason: str, person_id: int, now: datetime) -> None:
    """Note that the debtor takes back what was promised, with the reason given; what had come until then counts.

    A second time changes nothing. Raises: NotFound; Refused, where nothing is open of it, or no reason is given.
    """
    with store.write() as writing:
        found = _find_open(writing, commitment_id, person_id)
        if found["taken_back"]:
            return
        if not reason.strip():
            raise Refused("Write why they take it back, in their words.")
        _add_act(writing, found, "taken_back", reason=reason, person_id=person_id, now=now)


def note_done(store: Store, commitment_id: int, *, reason: str = "", person_id: int, now: datetime) -> None:
    """Note that what was promised has come: a paper, an answer. Of money only money says so.

    A second time changes nothing. Raises: NotFound; Refused, for a promise of money, or where nothing is open of it.
    """
    with store.write() as writing:
        found = _find_open(writing, commitment_id, person_id)
        if found["kind"] in OF_MONEY:
            raise Refused("Whether money came, the payments tell. Enter the payment.")
        if not found["done"]:
            _add_act(writing, found, "done", reason=reason, person_id=person_id, now=now)


def _add_act(writing: Writing, found: Row, kind: str, *, reason: str, person_id: int, now: datetime) -> None:
    """Record what somebody said of a commitment, and judge anew what follows from it."""
    made = {"at": stamp(now), "made_by": person_id, "account_id": found["account_id"]}
    writing.add("commitment_event", commitment_id=found["id"], kind=kind, reason=reason.strip(), **made)
    judge_accounts(writing, [found["account_id"]], now=now)


def _is_decided(found: Row) -> bool:
    """Say whether nothing is open of a commitment any more; of a plan, the rest may be, though one line was missed."""
    return bool(found["became"]) and not (found["has_open_line"] or found["taken_back"] or found["done"])


def _find_open(writing: Writing, commitment_id: int, person_id: int) -> Row:
    """Find a commitment of which nothing is decided yet.

    Raises: NotFound; Refused.
    """
    found = _find(writing, commitment_id, person_id)
    if found["is_error"] or found["kind"] in FOR_GOOD or _is_decided(found):
        raise Refused("Nothing of it is open any more. See below what became of it.")
    return found


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
