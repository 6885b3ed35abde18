"""Keeping contacts: what was read of one is saved with who did it, and nothing of her is ever deleted."""

from collections.abc import Iterable, Mapping
from datetime import date

from rejoinder.accounts.saving import Author, change, remember
from rejoinder.errors import Refused
from rejoinder.store import Store, Writing

# One thing known of somebody, noted with a single key: the column, and whether it is so.
MARKS: Mapping[str, tuple[str, bool]] = {
    "left": ("left_on", True),
    "here": ("left_on", False),
    "wrong_number": ("wrong_number_on", True),
    "right_number": ("wrong_number_on", False),
    "discusses": ("may_discuss", True),
    "discusses_not": ("may_discuss", False),
}


def add_contact(
    store: Store,
    account_id: int,
    columns: Mapping[str, object],
    *,
    apart: Iterable[int] = (),
    submission: str,
    author: Author,
) -> int:
    """Enter a contact and give her id; sent twice she is entered once.

    `apart`: contacts who look alike and are somebody else.
    """
    with store.write() as writing:
        again = writing.one("contact_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        made = {"changed_at": author.stamp, "changed_by": author.person_id, "submission": submission}
        contact_id = writing.add("contact", account_id=account_id, **columns, **made)
        remember(writing, "added", "contact", contact_id, account_id=account_id, author=author)
        set_apart(writing, account_id, contact_id, apart, author=author)
    return contact_id


def save_contact(
    store: Store,
    account_id: int,
    contact_id: int,
    columns: Mapping[str, object],
    *,
    version: int,
    apart: Iterable[int] = (),
    author: Author,
) -> tuple[str, ...]:
    """Save a contact of an account and name the columns that changed.

    Raises: ChangedElsewhere; nothing is saved then.
    """
    with store.write() as writing:
        changed = change(writing, "contact", contact_id, columns, version=version, account_id=account_id, author=author)
        set_apart(writing, account_id, contact_id, apart, author=author)
    return changed


def note_of_contact(
    store: Store, account_id: int, contact_id: int, what: str, *, today: date, author: Author
) -> tuple[str, ...]:
    """Note one thing of a contact; noted already, it stays as it was.

    Raises: Refused, for what is none of MARKS.
    """
    if what not in MARKS:
        raise Refused("Choose what is to be noted.")
    column, is_so = MARKS[what]
    with store.write() as writing:
        row = writing.row("contact", contact_id)
        value: object = int(is_so) if column == "may_discuss" else (row[column] or today.isoformat()) if is_so else None
        return change(
            writing,
            "contact",
            contact_id,
            {column: value},
            version=row["version"],
            account_id=account_id,
            author=author,
        )


def set_apart(writing: Writing, account_id: int, contact_id: int, others: Iterable[int], *, author: Author) -> None:
    """Keep in mind that contacts who look alike are different people."""
    for other in others:
        if writing.run("keep_apart", one=contact_id, other=other):
            details = {"other": other}
            remember(
                writing, "kept apart", "contact", contact_id, account_id=account_id, author=author, details=details
            )


def keep_apart(store: Store, account_id: int, contact_id: int, other_id: int, *, author: Author) -> None:
    """Keep in mind that two contacts who look alike are two people."""
    with store.write() as writing:
        set_apart(writing, account_id, contact_id, [other_id], author=author)


def is_entered(store: Store, submission: str) -> bool:
    """Say whether a new contact's form was sent before: she looks like herself then."""
    return store.one("contact_of_submission", submission=submission) is not None
