"""Adding a document to a claim, or an invoice sent (again), and taking one out that does not belong there."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from rejoinder.accounts.documents import KINDS, PER_INVOICE, WAYS
from rejoinder.accounts.files import AccountFile
from rejoinder.accounts.invoices import Invoice, numbered
from rejoinder.accounts.saving import Author, remember
from rejoinder.accounts.typed import past_day_of
from rejoinder.accounts.uploads import Upload, check_upload
from rejoinder.errors import Doubtful, Problem, Refused, mark
from rejoinder.store import Store, Writing

FIELDS = ("kind", "dated_on", "sent_to", "sent_by", "invoice", "whole", "numbers", "note", "link")
# What may be said instead of ticking invoices one by one: the longest list that a form shows is a page of them.
WHOLE = ("overdue", "open")
LONGEST_LINK = 2000


@dataclass(frozen=True)
class Chosen:
    """The invoices that are meant: some by their ids, and all open ones due before a day."""

    ids: frozenset[int] = frozenset()
    due_before: str = ""

    def where(self, account_id: int) -> dict[str, object]:
        """Give them as the queries take them."""
        return {
            "account_id": account_id,
            "invoice_ids": json.dumps(sorted(self.ids)),
            "due_before": self.due_before,
        }


@dataclass(frozen=True)
class Entry:
    """A document that may be added: its columns, the invoices it is for, and its file."""

    columns: Mapping[str, object]
    chosen: Chosen
    upload: Upload | None


def read_entry(
    store: Store,
    file: AccountFile,
    fields: Mapping[str, str],
    *,
    given: tuple[str, bytes] | None,
    sure: frozenset[str],
    language: str,
) -> tuple[Entry, dict[str, Problem]]:
    """Read a typed document, and say for each field what is wrong.

    `given` is a file by its name and content; `sure` names the fields whose doubtful content was confirmed.
    Returns: the entry with what could be read, and the problems by field (empty: it can be added).
    Raises: Refused, for a kind that no form offers.
    """
    kind = fields.get("kind", "")
    if kind not in KINDS:
        raise Refused("There is no such kind of document. Open the list again and choose one there.")
    problems: dict[str, Problem] = {}
    columns = {
        "kind": kind,
        "dated_on": past_day_of(fields, "dated_on", file.today, problems, language=language),
        "sent_to": fields.get("sent_to", "").strip(),
        "sent_by": _way(fields, problems),
        "note": fields.get("note", "").strip(),
        "link": _link(fields, problems),
    }
    upload = _file(given, problems)
    chosen = _chosen(store, file, fields, problems) if kind in PER_INVOICE else Chosen()
    entry = Entry(columns, chosen, upload)
    if not problems:
        problems |= _missing(entry)
    if not problems and kind in PER_INVOICE:
        problems |= _doubts(store, file, entry, sure)
    return entry, problems


def _way(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read how it was sent."""
    way = fields.get("sent_by", "")
    if way not in ("", *WAYS):
        problems["sent_by"] = Refused("Choose one of the list.")
    return way


def _link(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read an address of the web; no other kind of link is ever shown to be followed."""
    link = fields.get("link", "").strip()
    if link and not _is_web_address(link):
        sentence = mark("“%(link)s” is no address of the web. It begins with https:// or http://.")
        problems["link"] = Refused(sentence, link=link[:60])
    elif len(link) > LONGEST_LINK:
        problems["link"] = Refused("The link is longer than %(most)s characters. Use a shorter one.", most=LONGEST_LINK)
    return link


def _is_web_address(link: str) -> bool:
    """Say whether a text is an http or https address of some host."""
    # urlsplit drops line breaks and tabs, which a browser drops too: java\nscript: is javascript: to both.
    if re.search(r"[\s\x00-\x1f\x7f\\]", link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _file(given: tuple[str, bytes] | None, problems: dict[str, Problem]) -> Upload | None:
    """Check the file."""
    if given is None:
        return None
    try:
        return check_upload(*given)
    except Refused as problem:
        problems["file"] = problem
        return None


def _chosen(store: Store, file: AccountFile, fields: Mapping[str, str], problems: dict[str, Problem]) -> Chosen:
    """Read which invoices the document is for."""
    account_id, ticked = file.account.id, set(fields.get("invoice", "").split())
    ids = {int(one) for one in ticked if one.isdecimal() and len(one) <= 18}
    found = store.all("chosen_invoices", account_id=account_id, invoice_ids=json.dumps(sorted(ids)))
    if len(found) != len(ticked):
        problems["invoice"] = Refused("One of the invoices is not of this account. Tick them again.")
    named: tuple[Invoice, ...] = ()
    try:
        named = numbered(store, account_id, fields.get("numbers", ""))
    except Refused as problem:
        problems["numbers"] = problem
    ids = {row["id"] for row in found} | {one.id for one in named}
    return Chosen(frozenset(ids), _due_before(fields.get("whole", ""), file.today))


def _due_before(whole: str, today: date) -> str:
    """Give the day before which an open invoice is due to be meant; nothing: none is meant by its day."""
    if "open" in whole.split():
        return date.max.isoformat()
    return today.isoformat() if "overdue" in whole.split() else ""


def _missing(entry: Entry) -> dict[str, Problem]:
    """Say what is needed besides the kind."""
    columns = entry.columns
    if columns["kind"] == "invoice_sent" and columns["dated_on"] is None:
        return {"dated_on": Refused("Write the day on which it was sent, like today, 3/11 or 11月3号.")}
    if entry.upload is None and not any(columns[name] for name in ("dated_on", "link", "note")):
        return {"dated_on": Refused("Nothing is given yet. Write the day, a link or a note, or add the file.")}
    return {}


def _doubts(store: Store, file: AccountFile, entry: Entry, sure: frozenset[str]) -> dict[str, Problem]:
    """Say what is odd about the invoices, unless it was confirmed."""
    row = store.one("last_issued", **entry.chosen.where(file.account.id))
    if row is None:
        sentence = mark("No invoice is ticked, so it counts for none. Tick those it is for.")
        return {} if "invoice" in sure else {"invoice": Doubtful(sentence)}
    day = entry.columns["dated_on"]
    if entry.columns["kind"] == "invoice_sent" and row["issued_on"] > str(day) and "dated_on" not in sure:
        sentence = mark("Invoice %(number)s was issued later, %(day)s. Check the day and the invoices.")
        issued_on = date.fromisoformat(row["issued_on"])
        return {"dated_on": Doubtful(sentence, number=row["number"], day=issued_on)}
    return {}


def add_document(
    store: Store, account_id: int, entry: Entry, *, call_id: int | None, submission: str, author: Author
) -> int:
    """Add a document to the claim and give its id; sent twice, once."""
    with store.write() as writing:
        again = writing.one("document_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        document_id = writing.add(
            "document",
            account_id=account_id,
            **entry.columns,
            file_name=entry.upload.name if entry.upload else "",
            attachment_id=_keep(writing, entry.upload),
            call_id=call_id,
            made_at=author.stamp,
            made_by=author.person_id,
            submission=submission,
        )
        writing.run("add_document_invoices", document_id=document_id, **entry.chosen.where(account_id))
        about = {"kind": entry.columns["kind"]}
        remember(writing, "added", "document", document_id, account_id=account_id, author=author, details=about)
    return document_id


def _keep(writing: Writing, upload: Upload | None) -> int | None:
    """Keep a file, one that is there already only once, and give its id."""
    if upload is None:
        return None
    there = writing.one("attachment_of_digest", digest=upload.digest)
    if there is not None:
        return int(there["id"])
    content = upload.content
    about = {"digest": upload.digest, "media_type": upload.media_type}
    return writing.add("attachment", **about, size=len(content), content=content)


def take_out(store: Store, account_id: int, document_id: int, reason: str, *, author: Author) -> None:
    """Take a document out of the checklist; its row stays, with the reason. Sent twice, once.

    Raises: Refused, without a reason.
    """
    if not reason.strip():
        raise Refused("Write why it is taken out, so that others understand it later.")
    with store.write() as writing:
        if writing.one("taken_out", document_id=document_id) is not None:
            return
        about = {"account_id": account_id, "document_id": document_id, "kind": "taken_out"}
        writing.add("document_event", **about, reason=reason.strip(), at=author.stamp, made_by=author.person_id)
        remember(writing, "taken out", "document", document_id, account_id=account_id, author=author)


def empty_fields(file: AccountFile, kind: str, *, again: bool) -> dict[str, str]:
    """Propose what stands in an empty form; where an invoice is sent again, today and the overdue invoices."""
    fields = dict.fromkeys(FIELDS, "") | {"kind": kind}
    if kind == "contract" and file.account.contract_on:
        fields["dated_on"] = file.account.contract_on.isoformat()
    if not again:
        return fields
    # A form lists a page of invoices, the longest due first: where there are more overdue ones, one word means all.
    is_listed_whole = file.open_count <= len(file.invoices) or file.invoices[-1].due_on >= file.today
    overdue = " ".join(str(one.id) for one in file.invoices if one.days_late(file.today) > 0)
    chosen = {"invoice": overdue} if is_listed_whole else {"whole": "overdue"}
    return {**fields, "dated_on": file.today.isoformat(), **chosen}
