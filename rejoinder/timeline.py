"""The history of an account: everything that happened, newest first, with who did it and when."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from rejoinder.store import Row, Store, moment

PARTS = ("calls", "commitments", "money", "disputes", "documents", "notes", "changes")

# As many entries as one page lists, and as one printed history holds: 2,000 are some fifty sheets.
PAGE = 50
MOST_PRINTED = 2000

# As many invoices as an entry names; a payment or a mailing may be for hundreds.
FEW_INVOICES = 5

# Where nobody is named, an import did these; nobody knows who did the rest.
IMPORTED = ("paid", "disputed", "changed")
NAMES_INVOICES = ("paid", "disputed", "dispute", "document", "changed")

_PLACE = re.compile(r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{6}Z)?)\.(\d{1,18})\.([a-z_]{1,20})")


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind this entry."""

    at: str
    id: int
    source: str

    def __str__(self) -> str:
        return f"{self.at}.{self.id}.{self.source}"


# Before the newest entry.
START = Place("9999", 0, "")


@dataclass(frozen=True)
class Entry:
    """Something that happened to an account.

    `source` says what it is: call, heard, commitment, became (what became of one), confirmed (the call, in writing),
    paid, paid_by_hand, disputed (known of from the ledger), dispute, document, document_out, note, pinned, rated,
    changed. Of some only the day is known (`on`), of all others the moment (`at`). `origin` is import or sample where
    no person is the author.
    What the other fields hold depends on the source; see the query `timeline_<source>`. Text may be empty: it was left
    out, or erased. `earlier` is what stood in the words of a dispute that a change replaced. `is_out`: recorded in
    error, reversed, or taken out since.
    """

    source: str
    id: int
    at: datetime | None
    on: date | None
    author: str
    origin: Literal["", "import", "sample"]
    kind: str = ""
    noun: str = ""
    became: str = ""
    who: str = ""
    who_role: str = ""
    how: str = ""
    text: str = ""
    file: str = ""
    amount_minor: int | None = None
    currency: str = ""
    day: date | None = None
    about_id: int | None = None
    call_id: int | None = None
    call_at: datetime | None = None
    invoices: tuple[str, ...] = ()
    invoice_count: int = 0
    fields: tuple[str, ...] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    is_read_back: bool | None = None
    is_approved: bool | None = None
    is_reversal: bool = False
    is_again: bool = False
    is_out: bool = False


@dataclass(frozen=True)
class Page:
    """A page of the history; `before` is where the older ones begin, nothing at the end."""

    entries: tuple[Entry, ...]
    before: Place | None


def read_place(text: str) -> Place:
    """Read where a page begins, as an address has it; what is no place is the beginning."""
    found = _PLACE.fullmatch(text)
    return Place(found[1], int(found[2]), found[3]) if found else START


def page(
    store: Store,
    account_id: int,
    *,
    is_sample: bool,
    parts: Collection[str] = (),
    author_id: int | None = None,
    before: Place = START,
    size: int = PAGE,
) -> Page:
    """Give a page of the history, of some of its `PARTS` (none named: all) and of one author or all.

    `is_sample` says whose book the account is of: in the sample book nothing was imported.
    """
    wanted = {part: int(part in parts or not parts) for part in PARTS}
    place = {"at": before.at, "id": before.id, "source": before.source}
    keys = store.all("timeline_page", account_id=account_id, person_id=author_id, size=size + 1, **wanted, **place)
    shown = keys[:size]
    after = Place(shown[-1]["at"], shown[-1]["id"], shown[-1]["source"]) if len(keys) > size else None
    return Page(_entries(store, shown, is_sample=is_sample), after)


def authors(store: Store, account_id: int) -> tuple[tuple[int, str], ...]:
    """List who did something in an account: id and name, by name."""
    return tuple((row["id"], row["name"]) for row in store.all("timeline_authors", account_id=account_id))


def _entries(store: Store, keys: list[Row], *, is_sample: bool) -> tuple[Entry, ...]:
    """Read what the entries of a page are about: a query for each source that occurs, and one for the names."""
    told: dict[tuple[str, int], Row] = {}
    for source in {key["source"] for key in keys}:
        ids = [key["id"] for key in keys if key["source"] == source]
        told |= {(source, row["id"]): row for row in _told(store, source, ids)}
    people = {key["person_id"] for key in keys} - {None}
    names = {row["id"]: row["name"] for row in store.all("timeline_names", ids=json.dumps(sorted(people)))}
    return tuple(_entry(key, told[key["source"], key["id"]], names, is_sample=is_sample) for key in keys)


def _told(store: Store, source: str, ids: Iterable[int]) -> list[Row]:
    """Read the entries of one source."""
    name = "paid" if source == "paid_by_hand" else source
    few = {"few": FEW_INVOICES} if name in NAMES_INVOICES else {}
    return store.all(f"timeline_{name}", ids=json.dumps(list(ids)), **few)


def _entry(key: Row, row: Row, names: Mapping[int, str], *, is_sample: bool) -> Entry:
    """Put an entry together; what a row says nothing of stays as it is where there is nothing."""
    stated = {name: value for name, value in row.items() if value is not None and name not in ("id", "details")}
    is_moment = len(key["at"]) > len("2026-11-18")
    return Entry(
        source=key["source"],
        id=key["id"],
        at=moment(key["at"]) if is_moment else None,
        on=None if is_moment else date.fromisoformat(key["at"]),
        author=names.get(key["person_id"], ""),
        origin=_origin(key, is_sample=is_sample),
        **{**stated, **_read(stated), **_details(row.get("details", ""))},
    )


def _origin(key: Row, *, is_sample: bool) -> Literal["", "import", "sample"]:
    """Say where an entry comes from that no person made."""
    if key["person_id"] is not None:
        return ""
    if is_sample:
        return "sample"
    return "import" if key["source"] in IMPORTED else ""


def _read(stated: Row) -> Row:
    """Read the days, moments, lists and yes or no of a row."""
    readers = {"day": date.fromisoformat, "call_at": moment, "invoices": _list, "fields": _list, "earlier": json.loads}
    read = {name: reader(stated[name]) for name, reader in readers.items() if name in stated}
    return read | {name: bool(value) for name, value in stated.items() if name.startswith("is_")}


def _list(text: str) -> tuple[str, ...]:
    """Read a list as the database writes it, each word once."""
    return tuple(dict.fromkeys(json.loads(text)))


def _details(text: str) -> Row:
    """Read what the audit says of a change: the names of the fields, or the language chosen."""
    details = json.loads(text) if text else {}
    readers = {"fields": tuple, "language": str}
    return {name: reader(details[name]) for name, reader in readers.items() if name in details}
