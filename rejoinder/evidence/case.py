"""The case: one account and one reason for not paying, with what several questions to the file have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rejoinder import commitments
from rejoinder.accounts import AccountFile, Invoice, Standing, documents
from rejoinder.accounts.disputes import Dispute, open_disputes
from rejoinder.accounts.documents import Check, Checklist, Paper
from rejoinder.commitments import Promise
from rejoinder.store import Store

# As many invoices as are looked at one by one, those due longest: they are the ones spoken of.
FEW = 3


@dataclass(frozen=True)
class InvoiceKey:
    """An invoice by its id and number."""

    id: int
    number: str


@dataclass(frozen=True)
class Case:
    """What the file is asked about: an account in the currency of the call, in this call or before one (id 0)."""

    store: Store
    file: AccountFile
    currency: str = ""
    call_id: int = 0

    @property
    def account_id(self) -> int:
        """The account."""
        return self.file.account.id

    @property
    def today(self) -> date:
        """The day it is where the debtor is."""
        return self.file.today

    @property
    def standing(self) -> Standing | None:
        """How the account stands in the currency of the call."""
        return self.file.standing_in(self.currency) or self.file.standing

    @cached_property
    def late(self) -> tuple[Invoice, ...]:
        """The invoices asked for that are due longest."""
        currency = self.standing.currency if self.standing else ""
        asked = (one for one in self.file.invoices if one.currency == currency and one.open_minor > 0)
        return tuple(one for one in asked if one.is_asked(self.today))[:FEW]

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The open disputes to be answered soonest."""
        return open_disputes(self.store, self.account_id, size=FEW)

    @cached_property
    def contested(self) -> tuple[InvoiceKey, ...]:
        """The invoices of those disputes."""
        lines = (line for one in self.disputes for line in one.open_lines)
        return tuple(InvoiceKey(line.invoice_id, line.number) for line in lines)[:FEW]

    @cached_property
    def looked_at(self) -> tuple[InvoiceKey, ...]:
        """The invoices whose papers are looked at: what is disputed, and what is due longest."""
        late = (InvoiceKey(one.id, one.number) for one in self.late)
        return tuple(dict.fromkeys((*self.contested, *late)))

    @cached_property
    def papers(self) -> Mapping[int, tuple[Paper, ...]]:
        """What there is of those invoices, by id, the oldest first."""
        return documents.papers_by_invoice(self.store, self.account_id, [one.id for one in self.looked_at])

    @cached_property
    def checklist(self) -> Checklist:
        """What there is of the claim."""
        return documents.checklist(self.store, self.account_id)

    @property
    def checks(self) -> Mapping[str, Check]:
        """What there is of the claim, by kind of document."""
        return {one.kind: one for one in self.checklist.checks}

    @cached_property
    def promise(self) -> Promise | None:
        """The last promise to pay of an earlier call."""
        return commitments.last_promise(self.store, self.account_id, before_call=self.call_id)

    def knows(self, promise: Promise) -> bool:
        """Say whether the books go up to the day until which a promise was waited for; kept by hand, they always do."""
        as_of = self.file.ledger_as_of
        return as_of is None or promise.waited_until is None or as_of >= promise.waited_until

    def latest(self, kind: str, item: InvoiceKey | Invoice) -> Paper | None:
        """The latest document of a kind for an invoice that is looked at."""
        return next((one for one in reversed(self.papers[item.id]) if one.kind == kind), None)

    def complained_on(self) -> date | None:
        """The day of the first complaint that is still open."""
        row = self.store.one("complaints", account_id=self.account_id)
        return date.fromisoformat(row["open_since"]) if row and row["open_since"] else None
