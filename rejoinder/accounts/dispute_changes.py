"""Opening, changing, noting and closing disputes, each with who did it and when."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from rejoinder.accounts.disputes import Dispute, Line, is_recorded, load_dispute
from rejoinder.accounts.ledger import settle
from rejoinder.accounts.saving import Author, change, check_version, remember
from rejoinder.errors import ChangedElsewhere, Refused, mark
from rejoinder.store import Row, Store, Writing

IN_DISPUTE = mark("%(number)s is in dispute already. Change that dispute, or close it first.")
# The one column of a line that people change.
AMOUNT = "amount_minor"
# What people write; changed, the history keeps what stood there.
WORDS = ("words", "wants")


def open_dispute(
    writing: Writing,
    account_id: int,
    amounts: Mapping[int, int | None],
    *,
    opened_on: date,
    author: Author,
    commitment_id: int | None = None,
    submission: str | None = None,
    **words: object,
) -> int | None:
    """Open a dispute of some invoices and give its id; those in dispute already are left as they are.

    `amounts` gives by invoice id how much is disputed in minor units, or nothing for the whole invoice; `words` are the
    columns reason, words, wants, owner_id and due_on, as far as known; unless somebody else is named, the account's
    collector sees to it. Nothing is opened where nothing is left.
    """
    lines = {one: minor for one, minor in amounts.items() if writing.one("disputed_now", invoice_id=one) is None}
    if not lines:
        return None
    if "owner_id" not in words:
        assigned = writing.one("assigned_to", account_id=account_id)
        words["owner_id"] = assigned["person_id"] if assigned else author.person_id
    opened = {"opened_on": opened_on.isoformat(), "opened_by": author.person_id, "opened_in": commitment_id}
    dispute_id = writing.add("dispute", account_id=account_id, **opened, **words)
    for invoice_id, minor in lines.items():
        writing.add("dispute_line", dispute_id=dispute_id, invoice_id=invoice_id, amount_minor=minor)
    _tell(writing, dispute_id, "opened", account_id=account_id, author=author, submission=submission)
    remember(writing, "opened", "dispute", dispute_id, account_id=account_id, author=author)
    settle(writing, [account_id])
    return dispute_id


def open_by_hand(
    store: Store,
    account_id: int,
    amounts: Mapping[int, int | None],
    columns: Mapping[str, Any],
    *,
    opened_on: date,
    submission: str,
    author: Author,
) -> None:
    """Open a dispute as it was typed in the file; sent twice it is opened once.

    Raises: Refused, where an invoice is in dispute already; nothing is opened then.
    """
    with store.write() as writing:
        if is_recorded(writing, submission):
            return
        for invoice_id in amounts:
            if writing.one("disputed_now", invoice_id=invoice_id) is not None:
                raise Refused(IN_DISPUTE, number=writing.row("invoice", invoice_id)["number"])
        open_dispute(writing, account_id, amounts, opened_on=opened_on, author=author, submission=submission, **columns)


def change_dispute(
    store: Store,
    dispute: Dispute,
    columns: Mapping[str, object],
    amounts: Mapping[int, int | None],
    *,
    version: int,
    submission: str,
    author: Author,
) -> tuple[str, ...]:
    """Save what is written about a dispute, and by line how much is contested; name what changed.

    Raises: ChangedElsewhere; nothing is saved then.
    """
    here = dispute.account_id
    with store.write() as writing:
        # The amounts stand in rows of their own, which are of this version too.
        was = writing.row("dispute", dispute.id)
        check_version(was, version)
        if not load_dispute(writing, dispute.id).open_lines:
            # A ledger closes it without counting a version.
            raise ChangedElsewhere("Somebody else has changed this meanwhile. Both versions stand below.")
        changed = change(writing, "dispute", dispute.id, columns, version=version, account_id=here, author=author)
        if _change_amounts(writing, dispute, amounts):
            if not changed:
                _raise_version(writing, dispute.id, author)
            changed = (*changed, AMOUNT)
            remember(
                writing, "changed", "dispute", dispute.id, account_id=here, author=author, details={"fields": [AMOUNT]}
            )
            settle(writing, [here])
        if changed:
            text = _earlier(was, changed)
            _tell(writing, dispute.id, "changed", account_id=here, author=author, submission=submission, text=text)
    return changed


def _earlier(was: Row, changed: Collection[str]) -> str:
    """Write down what stood in the words that changed: in the history's own text, which can be erased."""
    earlier = {name: was[name] for name in WORDS if name in changed}
    return json.dumps(earlier, ensure_ascii=False) if earlier else ""


def _change_amounts(writing: Writing, dispute: Dispute, amounts: Mapping[int, int | None]) -> bool:
    """Write how much is contested of the open lines, and say whether anything differs from before."""
    moved = False
    for line_id, minor in amounts.items():
        row = writing.row("dispute_line", line_id)
        if row["dispute_id"] == dispute.id and row["closed_on"] is None and row["amount_minor"] != minor:
            writing.change("dispute_line", line_id, amount_minor=minor)
            moved = True
    return moved


def note_dispute(store: Store, dispute: Dispute, text: str, *, submission: str, author: Author) -> None:
    """Add a note to a dispute's history; sent twice it is added once.

    Raises: Refused, for an empty note.
    """
    if not text.strip():
        raise Refused("Write the note.")
    with store.write() as writing:
        if not is_recorded(writing, submission):
            _tell(
                writing,
                dispute.id,
                "noted",
                account_id=dispute.account_id,
                author=author,
                submission=submission,
                text=text.strip(),
            )


def close_dispute(
    store: Store,
    dispute_id: int,
    line_ids: Collection[int],
    *,
    closed_as: str,
    note: str,
    closed_on: date,
    submission: str,
    author: Author,
) -> None:
    """Close a dispute for some of its invoices, which may be asked for again; sent twice it is closed once.

    `credit` only says that a credit note is due: the ledger is changed by the ledger alone.
    Raises: Refused, where one of them is closed already; nothing is closed then.
    """
    with store.write() as writing:
        if is_recorded(writing, submission):
            return
        dispute = load_dispute(writing, dispute_id)
        lines = [one for one in dispute.lines if one.id in line_ids]
        closed = [one.number for one in lines if not one.is_open]
        if closed:
            raise Refused("%(number)s is closed already. See below how, and close the rest.", number=closed[0])
        for one in lines:
            writing.change("dispute_line", one.id, closed_on=closed_on.isoformat(), closed_as=closed_as)
        _close(writing, dispute, lines, closed_as=closed_as, note=note.strip(), submission=submission, author=author)


def close_opened_in(writing: Writing, commitment_id: int, *, closed_on: date, author: Author) -> None:
    """Close what a commitment opened, because it was recorded in error.

    Without a verdict: a slip says nothing of the goods.
    """
    rows = writing.all("lines_opened_in", commitment_id=commitment_id)
    for row in rows:
        writing.change("dispute_line", row["id"], closed_on=closed_on.isoformat())
    for dispute_id in {row["dispute_id"] for row in rows}:
        dispute = load_dispute(writing, dispute_id)
        lines = [one for one in dispute.lines if one.id in {row["id"] for row in rows}]
        _close(writing, dispute, lines, closed_as=None, note="", submission=None, author=author)


def _close(
    writing: Writing,
    dispute: Dispute,
    lines: Iterable[Line],
    *,
    closed_as: str | None,
    note: str,
    submission: str | None,
    author: Author,
) -> None:
    """Write down that a dispute was closed for some invoices, and let them be asked for again."""
    _raise_version(writing, dispute.id, author)
    details = {"invoices": [one.invoice_id for one in lines]}
    account_id = dispute.account_id
    remember(writing, "closed", "dispute", dispute.id, account_id=account_id, author=author, details=details)
    _tell(
        writing,
        dispute.id,
        "closed",
        account_id=account_id,
        author=author,
        submission=submission,
        text=note,
        closed_as=closed_as,
    )
    settle(writing, [account_id])


def _raise_version(writing: Writing, dispute_id: int, author: Author) -> None:
    """Count a save that left the dispute's own row as it was, so that whoever changes it meanwhile is told."""
    version = writing.row("dispute", dispute_id)["version"] + 1
    writing.change("dispute", dispute_id, version=version, changed_at=author.stamp, changed_by=author.person_id)


def _tell(
    writing: Writing,
    dispute_id: int,
    kind: str,
    *,
    account_id: int,
    author: Author,
    submission: str | None,
    text: str = "",
    closed_as: str | None = None,
) -> None:
    """Add to a dispute's history."""
    about = {"account_id": account_id, "dispute_id": dispute_id, "kind": kind, "closed_as": closed_as, "text": text}
    writing.add("dispute_event", **about, at=author.stamp, made_by=author.person_id, submission=submission)
