"""The documents of a claim: which papers we have, and which invoices were sent when and to whom."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.errors import NotFound
from rejoinder.store import Row, Store, moment

KINDS = ("contract", "order", "delivery_proof", "invoice_sent", "signed_statement", "other")
# Each invoice needs its own; the others are the account's.
PER_INVOICE = ("order", "delivery_proof", "invoice_sent")
WAYS = ("email", "post", "courier", "portal", "hand")
# As many documents as one page lists, and as many invoices as are named of one.
PAGE = 50
MOST_NUMBERS = 6
MOST_WITHOUT = 5
# What a browser shows by itself without running anything; all else is only saved.
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True)
class Paper:
    """A document in short: of which day, and where it was sent."""

    kind: str
    dated_on: date | None
    sent_to: str


@dataclass(frozen=True)
class Check:
    """One line of the checklist: how many documents of a kind there are, the latest, and for how many open invoices."""

    kind: str
    documents: int
    latest: Paper | None
    invoices: int

    @property
    def is_per_invoice(self) -> bool:
        """Say whether each invoice needs its own."""
        return self.kind in PER_INVOICE


@dataclass(frozen=True)
class Checklist:
    """What there is of the claim, by kind; documents taken out do not count."""

    checks: tuple[Check, ...]
    open_count: int


@dataclass(frozen=True)
class TakenOut:
    """Why a document does not count any more, and who says so."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Document:
    """A document as listed; `numbers` are the first of its `invoice_count` invoices, `size` is in bytes."""

    id: int
    kind: str
    dated_on: date | None
    sent_to: str
    sent_by: str
    note: str
    link: str
    file_name: str
    media_type: str
    size: int | None
    made_at: datetime
    made_by: str
    numbers: tuple[str, ...]
    invoice_count: int
    is_again: bool
    out: TakenOut | None

    @property
    def is_shown_inline(self) -> bool:
        """Say whether a browser may show the file instead of saving it."""
        return self.media_type in SHOWN_INLINE


@dataclass(frozen=True)
class Attached:
    """The file of a document."""

    name: str
    media_type: str
    content: bytes


def checklist(store: Store, account_id: int) -> Checklist:
    """Say what there is of the claim. Counted by the database: an account may have thousands of invoices."""
    latest = {row["kind"]: row for row in store.all("latest_documents", account_id=account_id, kinds=json.dumps(KINDS))}
    counted = store.one("documented_invoices", account_id=account_id) or {}
    checks = tuple(_check(kind, latest.get(kind), counted.get(kind, 0)) for kind in KINDS)
    return Checklist(checks, open_count=counted.get("open_count", 0))


def _check(kind: str, row: Row | None, invoices: int) -> Check:
    """Make a line of the checklist of its row, or of nothing."""
    if row is None:
        return Check(kind, documents=0, latest=None, invoices=0)
    return Check(kind, documents=row["documents"], latest=_paper(row), invoices=invoices)


def _paper(row: Row) -> Paper:
    """Make a document in short of its row."""
    return Paper(row["kind"], _day(row["dated_on"]), row["sent_to"])


def _day(text: str | None) -> date | None:
    """Read a day of a table."""
    return date.fromisoformat(text) if text else None


def numbers_without(store: Store, account_id: int, found: Checklist) -> Mapping[str, tuple[str, ...]]:
    """Name by kind the first of the open invoices of which there is no such document."""
    kinds = [one.kind for one in found.checks if one.is_per_invoice and 0 < one.invoices < found.open_count]
    return {kind: _without(store, account_id, kind) for kind in kinds}


def _without(store: Store, account_id: int, kind: str) -> tuple[str, ...]:
    """Name the first open invoices that lack a kind of document."""
    rows = store.all("invoices_without", account_id=account_id, kind=kind, size=MOST_WITHOUT)
    return tuple(row["number"] for row in rows)


def papers_by_invoice(store: Store, account_id: int, invoice_ids: Iterable[int]) -> Mapping[int, tuple[Paper, ...]]:
    """Give what there is of some invoices, by their ids, the oldest first."""
    found: dict[int, tuple[Paper, ...]] = dict.fromkeys(invoice_ids, ())
    for row in store.all("papers_of_invoices", account_id=account_id, invoice_ids=json.dumps(list(found))):
        found[row["invoice_id"]] += (_paper(row),)
    return found


def documents_of(store: Store, account_id: int, *, before: int | None = None) -> tuple[Document, ...]:
    """Give a page of documents, newest first, those taken out too; `before` is the last id seen."""
    limit = 2**62 if before is None else before
    rows = store.all("documents_of", account_id=account_id, before=limit, most_numbers=MOST_NUMBERS, size=PAGE)
    return tuple(_document(row) for row in rows)


def _document(row: Row) -> Document:
    """Make a document of its row."""
    out_at, out_by, reason = row.pop("out_at"), row.pop("out_by"), row.pop("reason")
    read = {
        "dated_on": _day(row["dated_on"]),
        "media_type": row["media_type"] or "",
        "made_at": moment(row["made_at"]),
        "made_by": row["made_by"] or "",
        "numbers": tuple(json.loads(row["numbers"])),
        "is_again": bool(row["is_again"]),
        "out": TakenOut(reason, moment(out_at), out_by) if out_at else None,
    }
    return Document(**{**row, **read})


def account_of(store: Store, document_id: int) -> int:
    """Find the account a document belongs to, without asking who wants to know; 0 where there is no such document."""
    row = store.one("account_of_document", id=document_id)
    return int(row["account_id"]) if row else 0


def attached(store: Store, document_id: int) -> Attached:
    """Give the file of a document.

    Raises: NotFound, where it has none.
    """
    row = store.one("attached_file", id=document_id)
    if row is None:
        raise NotFound("There is no file with this document.")
    # The name may have been blanked by erasure.
    return Attached(row["file_name"] or f"document-{document_id}", row["media_type"], row["content"])
