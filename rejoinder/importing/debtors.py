"""The accounts of an import: made where they are new, renamed, and handed to the collector the ledger names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rejoinder import people
from rejoinder.importing.choices import Creditor
from rejoinder.importing.known import Book, KnownAccount
from rejoinder.importing.rows import Row
from rejoinder.importing.writing import Run, audit_row
from rejoinder.store import Row as StoreRow
from rejoinder.store import Writing, stamp


@dataclass(frozen=True)
class Debtor:
    """What the rows of one customer say together; an empty name or collector is not said.

    `has_own_terms`: the days are from a column of terms, not reckoned from the invoices.
    """

    number: str
    name: str
    terms_days: int | None
    has_own_terms: bool
    collector: str


@dataclass(frozen=True)
class Collectors:
    """The people the ledger names: the ids by name of those who may have accounts, and who of them was made for it.

    Those `without_role` are in the house already, but do not collect for this creditor.
    """

    ids: Mapping[str, int]
    made: tuple[str, ...]
    without_role: tuple[str, ...]


def debtors(rows: Iterable[Row]) -> tuple[Debtor, ...]:
    """Gather the customers of a file, in the order of their first rows."""
    by_number: dict[str, list[Row]] = {}
    for row in rows:
        by_number.setdefault(row.account, []).append(row)
    return tuple(_debtor(number, ones) for number, ones in by_number.items())


def _debtor(number: str, rows: list[Row]) -> Debtor:
    """Put one customer together: the first name, the last collector, terms on which all its rows agree."""
    said = {row.terms_days for row in rows if row.terms_days is not None}
    # A credit note is due when it is issued, so it says nothing of the terms.
    reckoned = {(row.due_on - row.issued_on).days for row in rows if row.amount_minor >= 0}
    terms = said or reckoned
    terms_days = min(terms) if len(terms) == 1 else None
    return Debtor(
        number=number,
        name=next((row.account_name for row in rows if row.account_name), ""),
        terms_days=terms_days if terms_days is not None and terms_days >= 0 else None,
        has_own_terms=bool(said),
        collector=next((row.collector for row in reversed(rows) if row.collector), ""),
    )


def write_accounts(
    writing: Writing, found: Iterable[Debtor], book: Book, run: Run, *, creditor: Creditor
) -> dict[str, int]:
    """Add the accounts that are new, change those that are called otherwise now, and give all ids by number."""
    last = writing.one("last_ids") or {}
    ids = {number: one.id for number, one in book.accounts.items()}
    new: list[StoreRow] = []
    for one in found:
        known = book.accounts.get(one.number)
        if known is not None:
            _change(writing, one, known, run)
            continue
        ids[one.number] = last["account"] + 1 + len(new)
        new.append(_account(one, ids[one.number], run, creditor))
    writing.add_all("account", new)
    return ids


def _account(debtor: Debtor, account_id: int, run: Run, creditor: Creditor) -> StoreRow:
    """Make the row of a new account; until somebody says otherwise it lives where its creditor does."""
    name = debtor.name or debtor.number
    return {
        "id": account_id,
        "creditor_id": run.creditor_id,
        "number": debtor.number,
        "name": name,
        "country": creditor.country,
        "time_zone": creditor.time_zone,
        "script_language": "zh" if _is_chinese(name) else "en",
        "terms_days": debtor.terms_days,
        "created_at": stamp(run.now),
    }


def _is_chinese(name: str) -> bool:
    """Say whether a name has Chinese characters, so that its scripts are first shown in Chinese."""
    return any("\u4e00" <= character <= "\u9fff" for character in name)


def _change(writing: Writing, debtor: Debtor, known: KnownAccount, run: Run) -> None:
    """Give a known account the name and terms the ledger has now; reckoned terms only fill a gap."""
    name = debtor.name or known.name
    is_better = debtor.terms_days is not None and (debtor.has_own_terms or known.terms_days is None)
    terms_days = debtor.terms_days if is_better else known.terms_days
    if (name, terms_days) == (known.name, known.terms_days):
        return
    writing.run("change_account", id=known.id, name=name, terms_days=terms_days, now=stamp(run.now))
    writing.add_all("audit", [audit_row(run, f"changed by import {run.id}", "account", known.id, account_id=known.id)])


def find_collectors(writing: Writing, found: Iterable[Debtor], run: Run) -> Collectors:
    """Find the people the ledger names as collectors; who is not known is made, and may see this creditor's accounts.

    A file grants nothing to people who are in the house already: a namesake who works for another creditor would see
    accounts that are not hers to see. Somebody who left is handed nothing either.
    """
    ids: dict[str, int] = {}
    made: list[str] = []
    without_role: list[str] = []
    for name in dict.fromkeys(one.collector for one in found if one.collector):
        known = writing.one("collector_by_name", name=name, creditor_id=run.creditor_id)
        if known is None:
            ids[name] = _make_collector(writing, name, run)
            made.append(name)
        elif not known["collects"]:
            without_role.append(name)
        elif known["is_active"]:
            ids[name] = known["id"]
    return Collectors(ids, tuple(made), tuple(without_role))


def _make_collector(writing: Writing, name: str, run: Run) -> int:
    """Enter a person nobody knew, who collects for this creditor."""
    person_id = people.add(writing, name, language="en", now=run.now)
    people.grant(writing, person_id, creditor_id=run.creditor_id, role="collector", now=run.now)
    return person_id


def assign(
    writing: Writing,
    found: Iterable[Debtor],
    collectors: Collectors,
    book: Book,
    account_ids: Mapping[str, int],
    run: Run,
) -> None:
    """Hand accounts to the collectors the ledger names; one that a team lead handed out stays where it is."""
    audit = []
    for one in found:
        person_id, known = collectors.ids.get(one.collector), book.accounts.get(one.number)
        if person_id is None or (known and (known.is_handed_out or known.collector_id == person_id)):
            continue
        account_id = account_ids[one.number]
        writing.run("assign", account_id=account_id, person_id=person_id, now=stamp(run.now))
        audit.append(
            audit_row(run, "assigned", "account", account_id, account_id=account_id, details={"to": person_id})
        )
    writing.add_all("audit", audit)
