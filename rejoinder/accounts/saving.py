"""Saving a change to the account file: with who made it in the audit, and never over somebody else's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rejoinder.errors import ChangedElsewhere
from rejoinder.store import Row, Writing, stamp


@dataclass(frozen=True)
class Author:
    """Who does it, and when."""

    person_id: int
    now: datetime

    @property
    def stamp(self) -> str:
        """The moment as the tables have it."""
        return stamp(self.now)


def change(
    writing: Writing,
    table: str,
    row_id: int,
    values: Mapping[str, object],
    *,
    version: int,
    account_id: int,
    author: Author,
) -> tuple[str, ...]:
    """Save what differs from what is on file, and name the columns that changed; nothing, where all is as it was.

    `version` is the row's as it was when the person began to change it. The same form sent twice differs in nothing.
    Raises: ChangedElsewhere, when somebody saved something else in the meantime; nothing is written then.
    """
    row = writing.row(table, row_id)
    changed = tuple(name for name, value in values.items() if row[name] != value)
    if changed:
        check_version(row, version)
        new = {name: values[name] for name in changed}
        writing.change(table, row_id, **new, version=version + 1, changed_at=author.stamp, changed_by=author.person_id)
        details = {"fields": list(changed)}
        remember(writing, "changed", table, row_id, account_id=account_id, author=author, details=details)
    return changed


def check_version(row: Row, version: int) -> None:
    """Let nobody save over what was saved since they began.

    Raises: ChangedElsewhere.
    """
    if row["version"] != version:
        raise ChangedElsewhere("Somebody else has changed this meanwhile. Both versions stand below.")


def remember(
    writing: Writing,
    what: str,
    noun: str,
    noun_id: int,
    *,
    account_id: int,
    author: Author,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add a row to the audit; `details` are ids and names of fields, never what stands in them."""
    about = {"what": what, "noun": noun, "noun_id": noun_id, "account_id": account_id}
    writing.add("audit", at=author.stamp, person_id=author.person_id, **about, details=written(details))


def written(details: Mapping[str, object] | None) -> str:
    """Write the details of an audit row."""
    return json.dumps(details) if details else ""
