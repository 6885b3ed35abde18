"""What people found out about the sample's debtors: contacts, facts, ways of paying, papers, disputes and notes."""

from collections.abc import Iterable, Mapping

from rejoinder.accounts.paying import NEEDS
from rejoinder.accounts.runs import stored_runs
from rejoinder.accounts.telephones import Telephone, read_telephone
from rejoinder.dates import banking
from rejoinder.errors import Refused
from rejoinder.sample.ledger import Debtor, Item, Loading, debtor_of
from rejoinder.sample.reading import Entry, entries
from rejoinder.store import stamp

# The columns that go into the tables as they stand.
CONTACT_COLUMNS = ("name", "address_as", "role", "email", "languages", "note", "best_time", "do_not_call_by")
# Days on which something was found out about a contact, each with its column in the table.
CONTACT_DAYS = {"left": "left_on", "wrong_number": "wrong_number_on", "do_not_call": "do_not_call_on"}
FACT_COLUMNS = ("size_class", "size_source", "terms_from", "interest_per", "contract_number")
PAYING_COLUMNS = ("method", "approver", "seal", "fapiao", "note")
DOCUMENT_COLUMNS = ("kind", "sent_to", "sent_by", "note")

# Only a Chinese account seals its papers and asks for a fapiao.
CHINA = "CN"


def add_contacts(loading: Loading, debtors: Mapping[str, Debtor]) -> None:
    """Enter the people at the debtors."""
    for entry in entries(loading.folder, "contacts"):
        _add_contact(loading, entry, debtor_of(entry, debtors))


def _add_contact(loading: Loading, entry: Entry, debtor: Debtor) -> None:
    """Enter one contact, with what was found out about whether to ring her.

    Raises: Refused, where it is said who asked not to be called but not when, or the reverse.
    """
    columns = {name: entry.text(name) for name in CONTACT_COLUMNS}
    days = {column: entry.past_day(name, loading.today) for name, column in CONTACT_DAYS.items()}
    if (days["do_not_call_on"] is None) != (not columns["do_not_call_by"]):
        raise entry.refused("of a request not to call both the day and who made it are known")
    phone = _telephone(entry, debtor.country)
    contact_id = entry.add(
        loading.writing,
        "contact",
        account_id=debtor.id,
        **columns,
        **days,
        phone=phone.text,
        phone_digits=phone.digits,
        may_discuss=entry.yes_or_no("may_discuss"),
    )
    debtor.contacts[columns["name"]] = contact_id


def _telephone(entry: Entry, country: str) -> Telephone:
    """Read a telephone number. Those of the book are in ranges where nobody answers, so no doubt is raised."""
    try:
        return read_telephone(entry.text("phone"), country=country, sure=True)
    except Refused:
        raise entry.refused(f"“{entry.text('phone')}” is not a telephone number") from None


def add_facts(loading: Loading, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]) -> None:
    """Enter what the ledger does not know of the accounts: size, terms, interest, contract, limit."""
    known: set[int] = set()
    for entry in entries(loading.folder, "facts"):
        debtor = debtor_of(entry, debtors)
        if debtor.id in known:
            raise entry.refused("the account stands twice")
        known.add(debtor.id)
        entry.change(loading.writing, "account", debtor.id, **_facts(loading, entry))
        if entry.text("credit_limit"):
            _add_limit(loading, entry, debtor, person_ids)


def _facts(loading: Loading, entry: Entry) -> dict[str, object]:
    """Read the facts.

    Raises: Refused, where a size is known from nowhere, a rate is for no time, or a contract has but number or day.
    """
    columns = {name: entry.text(name) for name in FACT_COLUMNS}
    rate, signed_on = entry.number("interest_ppm"), entry.past_day("contract_on", loading.today)
    if bool(columns["size_class"]) != bool(columns["size_source"]):
        raise entry.refused("a size and where it is known from belong together")
    if (rate is None) != (not columns["interest_per"]):
        raise entry.refused("a rate and its period belong together")
    if (signed_on is None) != (not columns["contract_number"]):
        raise entry.refused("the number of a contract and its day belong together")
    retains = entry.yes_or_no("retains_title")
    return {**columns, "interest_ppm": rate, "contract_on": signed_on, "retains_title": retains}


def _add_limit(loading: Loading, entry: Entry, debtor: Debtor, person_ids: Mapping[str, int]) -> None:
    """Enter a credit limit in the account's currency, and who set it when and why."""
    limit = {"limit_minor": entry.minor("credit_limit", debtor.currency), "limit_currency": debtor.currency}
    entry.change(loading.writing, "account", debtor.id, **{f"credit_{name}": value for name, value in limit.items()})
    at = loading.written_at(entry.working_day("rated", loading.today), debtor.zone)
    made = {"reason": entry.text("rating_reason"), "at": stamp(at), "made_by": _person(entry, "rated_by", person_ids)}
    entry.add(loading.writing, "credit_rating", account_id=debtor.id, grade=debtor.credit_grade, **limit, **made)


def _person(entry: Entry, column: str, person_ids: Mapping[str, int]) -> int:
    """Find who did it."""
    return entry.one_of(person_ids, entry.text(column))


def add_paying(loading: Loading, debtors: Mapping[str, Debtor]) -> None:
    """Enter how the debtors pay: when, who decides, and what has to be with an invoice."""
    for entry in entries(loading.folder, "paying"):
        debtor = debtor_of(entry, debtors)
        columns = {name: entry.text(name) for name in PAYING_COLUMNS}
        if debtor.country != CHINA and (columns["seal"] or columns["fapiao"]):
            raise entry.refused("only a Chinese account has a seal and a fapiao")
        when = {"runs": _runs(entry), "cut_off_days": entry.number("cut_off_days"), "calendar": _calendar(entry)}
        if when["cut_off_days"] is not None and not when["runs"]:
            raise entry.refused("a cut-off needs payment runs")
        entry.add(loading.writing, "paying", id=debtor.id, **columns, **when, needs=_needs(entry))


def _runs(entry: Entry) -> str:
    """Read payment runs in their short form, w4 m15 m31."""
    try:
        stored_runs(entry.text("runs"))
    except ValueError:
        raise entry.refused(f"“{entry.text('runs')}” are no payment runs") from None
    return entry.text("runs")


def _calendar(entry: Entry) -> str:
    """Read whose bank holidays hold; nothing: those of the account's country."""
    code = entry.text("calendar")
    if code and not banking.is_calendar(code):
        raise entry.refused(f"“{code}” is not a calendar")
    return code


def _needs(entry: Entry) -> str:
    """Read what has to be with an invoice."""
    return " ".join(entry.one_of({need: need for need in NEEDS}, one) for one in entry.text("needs").split())


def add_documents(loading: Loading, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]) -> None:
    """Enter the papers of the claims, and the invoices that were sent, again where they had not arrived."""
    for entry in entries(loading.folder, "documents"):
        debtor = debtor_of(entry, debtors)
        items = tuple(_items(entry, debtor))
        day = entry.past_day("dated", loading.today)
        if day is None:
            raise entry.refused("the day is missing")
        if entry.text("kind") == "invoice_sent" and not all(item.issued_on.isoformat() <= day for item in items):
            raise entry.refused("an invoice is sent before it was issued")
        at = loading.written_at(entry.working_day("dated", loading.today), debtor.zone)
        document_id = entry.add(
            loading.writing,
            "document",
            account_id=debtor.id,
            **{name: entry.text(name) for name in DOCUMENT_COLUMNS},
            dated_on=day,
            made_at=stamp(at),
            made_by=_person(entry, "collector", person_ids),
            submission=f"sample-document-{entry.line}",
        )
        for item in items:
            entry.add(loading.writing, "document_invoice", document_id=document_id, invoice_id=item.id)


def _items(entry: Entry, debtor: Debtor) -> Iterable[Item]:
    """Find the invoices that a line is about."""
    for number in filter(None, entry.text("invoices").split(";")):
        yield entry.one_of(debtor.items, number)


def add_disputes(loading: Loading, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]) -> None:
    """Enter what the debtors contest; without an amount it is the whole invoice."""
    for entry in entries(loading.folder, "disputes"):
        debtor = debtor_of(entry, debtors)
        item = entry.one_of(debtor.items, entry.text("invoice"))
        amount = entry.minor("amount", item.currency) if entry.text("amount") else None
        if amount is not None and amount > item.amount_minor:
            raise entry.refused("more is disputed than the invoice amounts to")
        days = {f"{name}_on": entry.day(name, loading.today).isoformat() for name in ("opened", "due")}
        words = {name: entry.text(name) for name in ("reason", "words", "wants")}
        about = {"account_id": debtor.id, "owner_id": _person(entry, "owner", person_ids)}
        dispute_id = entry.add(loading.writing, "dispute", **about, **words, **days)
        line = {"dispute_id": dispute_id, "invoice_id": item.id, "amount_minor": amount}
        entry.add(loading.writing, "dispute_line", **line)


def add_notes(loading: Loading, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]) -> None:
    """Enter the notes of the files, and which of them are pinned to the top."""
    for entry in entries(loading.folder, "notes"):
        debtor = debtor_of(entry, debtors)
        at = stamp(loading.written_at(entry.working_day("day", loading.today), debtor.zone))
        by = {"account_id": debtor.id, "made_by": _person(entry, "author", person_ids)}
        name = f"sample-note-{entry.line}"
        text = entry.text("text")
        note_id = entry.add(loading.writing, "note", **by, kind="note", text=text, made_at=at, submission=name)
        if entry.yes_or_no("pinned"):
            entry.add(loading.writing, "note_event", **by, note_id=note_id, kind="pinned", at=at)
