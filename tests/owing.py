"""Debtors made for one test: what they owe, written straight into the tables, with and without disputes."""

from dataclasses import dataclass
from datetime import date, timedelta

from rejoinder.accounts import settle
from rejoinder.store import Row, Store, Writing
from tests.conftest import rows

TODAY = date(2026, 11, 18)

# A dispute of the whole invoice has no amount.
WHOLE = "whole"


@dataclass(frozen=True)
class Owed:
    """One invoice: `due_in` days from TODAY; disputed in whole, by an amount in minor units, or not at all.

    `was_disputed` says that it has a dispute which is closed.
    """

    number: str = "1"
    open_minor: int = 10000
    due_in: int = -30
    currency: str = "GBP"
    disputed: str | int = 0
    was_disputed: bool = False

    @property
    def due_on(self) -> date:
        """The day it is due."""
        return TODAY + timedelta(self.due_in)

    @property
    def disputed_minor(self) -> int:
        """What is contested: never more than is open, and nothing of a credit or of what is settled."""
        if self.disputed == 0 or self.open_minor <= 0:
            return 0
        return self.open_minor if self.disputed == WHOLE else min(self.open_minor, int(self.disputed))


def owe(store: Store, *owed: Owed) -> int:
    """Make an account of the sample creditor that owes this, and give its id."""
    with store.write() as writing:
        count = rows(store, "select count(*) as n from account")[0]["n"]
        creditor_id = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
        made = {"number": f"OWED-{count}", "name": "Owing Ltd", "time_zone": "Europe/London", "created_at": "2026"}
        account_id = writing.add("account", creditor_id=creditor_id, **made)
        for one in owed:
            _add(writing, account_id, one)
        settle(writing, [account_id])
    return account_id


def unsettled(store: Store) -> list[Row]:
    """Work out anew what is open on every account, and give the rows that were kept otherwise: none, if all is well."""
    before = _kept(store)
    with store.write() as writing:
        settle(writing, [row["id"] for row in rows(store, "select id from account")])
    after = _kept(store)
    return [row for row in before if row not in after] + [row for row in after if row not in before]


def _kept(store: Store) -> list[Row]:
    """Give all that is kept beside statements, payments and disputes, and could be worked out from them."""
    return [
        *rows(store, "select id as invoice, open_minor from invoice"),
        *rows(store, "select * from open_by_day"),
        *rows(store, "select id as account, oldest_due_on from account"),
        *rows(store, "select account_id as assignment, oldest_due_on from assignment"),
    ]


def _add(writing: Writing, account_id: int, owed: Owed) -> None:
    """Add an invoice with its disputes."""
    kind = "credit_note" if owed.open_minor < 0 else "invoice"
    invoice_id = writing.add(
        "invoice", account_id=account_id, number=owed.number, kind=kind, issued_on="2026-01-01",
        due_on=owed.due_on.isoformat(), currency=owed.currency, amount_minor=owed.open_minor or 100, open_minor=0,
    )  # fmt: skip
    writing.add("ledger_statement", invoice_id=invoice_id, open_minor=owed.open_minor, as_of="2026-11-01")
    opened = {"account_id": account_id, "opened_on": "2026-11-01"}
    if owed.was_disputed:
        closed = {"closed_on": "2026-11-02", "closed_as": "upheld"}
        writing.add("dispute_line", dispute_id=writing.add("dispute", **opened), invoice_id=invoice_id, **closed)
    if owed.disputed != 0:
        minor = None if owed.disputed == WHOLE else owed.disputed
        dispute_id = writing.add("dispute", **opened, words="cracked")
        writing.add("dispute_line", dispute_id=dispute_id, invoice_id=invoice_id, amount_minor=minor)
