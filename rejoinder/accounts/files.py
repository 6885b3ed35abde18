"""The prepared account file as the desk shows it, read in a handful of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.accounts.contacts import Contact, contact
from rejoinder.accounts.invoices import Invoice, open_invoices
from rejoinder.accounts.paying import Paying, paying_of
from rejoinder.accounts.standings import Standing, standings
from rejoinder.dates import today_in
from rejoinder.errors import NotFound
from rejoinder.store import Row, Store, moment


@dataclass(frozen=True)
class Account:
    """One debtor with one creditor."""

    id: int
    creditor_id: int
    number: str
    name: str
    name_other: str
    kind: str
    city: str
    country: str
    time_zone: str
    script_language: str
    terms_days: int | None
    credit_grade: str
    oldest_due_on: str
    creditor: str
    creditor_zone: str
    creditor_country: str
    is_sample: bool
    size_class: str
    size_source: str
    terms_from: str
    interest_ppm: int | None
    interest_per: str
    contract_number: str
    contract_on: date | None
    retains_title: bool | None
    legal_approved_at: datetime | None
    legal_approved_by: str
    credit_limit_minor: int | None
    credit_limit_currency: str
    records_calls: bool
    version: int
    collector_id: int | None
    collector: str


@dataclass(frozen=True)
class Payment:
    """Money received; the amount in minor units."""

    received_on: date
    amount_minor: int
    currency: str
    reference: str


@dataclass(frozen=True)
class AccountFile:
    """Everything the ledger knows of one account on one day of the debtor's.

    `invoices` are the open ones that are due longest, at most a page of them; `standings` sum up all.
    """

    account: Account
    today: date
    contacts: tuple[Contact, ...]
    invoices: tuple[Invoice, ...]
    standings: tuple[Standing, ...]
    paying: Paying
    last_payment: Payment | None
    unallocated: tuple[Payment, ...]
    ledger_as_of: date | None
    ledger_read_at: datetime | None

    @property
    def standing(self) -> Standing | None:
        """How it stands in the currency the call is about: the one with most late invoices."""
        return self.standings[0] if self.standings else None

    @property
    def open_count(self) -> int:
        """How many invoices are open, in all currencies."""
        return sum(one.open_count for one in self.standings)

    def standing_in(self, currency: str) -> Standing | None:
        """How the account stands in a currency; nothing where it has no open item in it."""
        return next((one for one in self.standings if one.currency == currency), None)

    def contact(self, contact_id: int | None) -> Contact | None:
        """Find one of the account's contacts."""
        return next((one for one in self.contacts if one.id == contact_id), None)


def load(store: Store, account_id: int, *, person_id: int, now: datetime) -> AccountFile:
    """Open an account's file for somebody who collects for its creditor.

    Raises: NotFound, also where the account exists but is another creditor's: its existence is not told.
    """
    row = store.one("visible_account", id=account_id, person_id=person_id)
    return _file(store, row, now=now)


def load_for_rehearsal(store: Store, account_id: int, *, person_id: int, now: datetime) -> AccountFile:
    """Open a sample account's file for somebody who rehearses.

    Raises: NotFound, for every account that is not of the sample book.
    """
    row = store.one("rehearsal_account", id=account_id, person_id=person_id)
    return _file(store, row, now=now)


def sample_account_ids(store: Store, person_id: int, *, language: str, now: datetime) -> tuple[int, ...]:
    """List the sample accounts that a person may rehearse on: scripts in a language, and something to ask for today.

    Without an overdue undisputed sum every sentence about money would be left out of the response.
    """
    rows = store.all("sample_accounts", person_id=person_id, language=language)
    return tuple(row["id"] for row in rows if _is_asked(store, row["id"], today_in(row["time_zone"], now)))


def _is_asked(store: Store, account_id: int, today: date) -> bool:
    """Say whether there is something to ask an account for."""
    return any(one.asked_minor > 0 for one in standings(store, {account_id: today})[account_id])


def _file(store: Store, row: Row | None, *, now: datetime) -> AccountFile:
    """Put the file together from the account's row."""
    if row is None:
        raise NotFound("There is no such account, or it is not one of yours. Look for it in the work list.")
    account = _account(row)
    today = today_in(account.time_zone, now)
    by_currency = standings(store, {account.id: today})[account.id]
    as_of, read_at = _ledger(store, account, now)
    return AccountFile(
        account=account,
        today=today,
        contacts=tuple(contact(one) for one in store.all("contacts_of", account_id=account.id)),
        invoices=open_invoices(store, account.id),
        standings=by_currency,
        paying=paying_of(store, account.id, country=account.country),
        last_payment=_last_payment(store, account.id, by_currency),
        unallocated=tuple(_unallocated(one) for one in store.all("unallocated", account_id=account.id)),
        ledger_as_of=as_of,
        ledger_read_at=read_at,
    )


def _account(row: Row) -> Account:
    """Make an account of its row."""
    approved_at, retains_title = row["legal_approved_at"], row["retains_title"]
    read = {
        "is_sample": bool(row["is_sample"]),
        "records_calls": bool(row["records_calls"]),
        "collector": row["collector"] or "",
        "contract_on": date.fromisoformat(row["contract_on"]) if row["contract_on"] else None,
        "retains_title": None if retains_title is None else bool(retains_title),
        "legal_approved_at": moment(approved_at) if approved_at else None,
        "legal_approved_by": row["legal_approved_by"] or "",
    }
    return Account(**{**row, **read})


def _last_payment(store: Store, account_id: int, by_currency: tuple[Standing, ...]) -> Payment | None:
    """Give the last payment in the currency the call is about; in any, where nothing is open."""
    currency = by_currency[0].currency if by_currency else ""
    row = store.one("last_payment", account_id=account_id, currency=currency)
    return Payment(**{**row, "received_on": date.fromisoformat(row["received_on"])}) if row else None


def _unallocated(row: Row) -> Payment:
    """Make of a row the money in one currency that no invoice has been given yet."""
    received_on = date.fromisoformat(row["received_on"])
    return Payment(received_on, row["amount_minor"], row["currency"], reference="")


def _ledger(store: Store, account: Account, now: datetime) -> tuple[date | None, datetime | None]:
    """Say of which day the figures are, and when they were read in."""
    row = store.one("ledger_as_of", creditor_id=account.creditor_id)
    if row is None:
        return None, None
    read_at = moment(row["ran_at"])
    as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else today_in(account.creditor_zone, read_at)
    return as_of, read_at
