"""Giving the payments of a list to an account's invoices, so that no money counts twice and none is lost.

What is open of an invoice is the ledger's last statement of it less what it was given of payments received after that
statement's day. So there are two ways to give money to an invoice. Received after its last statement (or without
one), a payment lowers what is open, and can give no more than that. Received before, the ledger had it already: it
lowers nothing, but it explains what the ledger says, and can give what of the invoice nobody has explained yet.

The rule, for each payment from the oldest to the newest:

1. Each invoice it names, in that order: first it takes the place of what the ledger was seen to have received for it
   (a fall between two statements that holds the payment's day), then it gives what the invoice can still take, then it
   takes the place of a later fall, for ledgers book late.
2. What is left takes the place of such falls of other invoices of the account: one of exactly this sum, else the
   earliest first. A fall is only explained by money received on or before its day, and after the statement before it.
3. What is left then goes to open invoices that are due longest, but only to those whose last statement is older than
   the payment: of the others the ledger says itself what is open.
4. What is left then stays open on the account.

Taking the place of a fall changes nothing of what is open: both were received on the same side of the statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rejoinder.importing.payments.same_money import Known, Row


@dataclass
class Owing:
    """An invoice: what is open of it, what was given to it in all, and the day of the ledger's last statement."""

    id: int
    number: str
    currency: str
    amount_minor: int
    open_minor: int
    given_minor: int
    due_on: str
    stated_on: str

    def is_moved_by(self, day: str) -> bool:
        """Say whether money received on a day changes what is open."""
        return day > self.stated_on

    def room(self, day: str) -> int:
        """Say how much of a payment it can take."""
        if self.amount_minor < 0:
            return 0
        return max(0, self.open_minor if self.is_moved_by(day) else self.amount_minor - self.given_minor)

    def settled(self, day: str) -> int:
        """Say how much of what it was given can be taken back."""
        return max(0, self.amount_minor - self.open_minor if self.is_moved_by(day) else self.given_minor)

    def give(self, day: str, minor: int) -> None:
        """Give it money that was received on a day."""
        self.given_minor += minor
        self.open_minor -= minor if self.is_moved_by(day) else 0


@dataclass
class Fall:
    """What a ledger was seen to have received for an invoice, and how much of it no payment explains yet.

    `after` is the day of the statement before it; `is_told`: the ledger itself named the day of payment.
    """

    payment: Known
    invoice: Owing
    after: str
    left_minor: int
    is_told: bool

    def holds(self, day: str) -> bool:
        """Say whether money of a day is in the fall, and not in the statement before it."""
        return self.after < day <= self.payment.received_on and not self.is_told

    def may_hold(self, day: str) -> bool:
        """Say whether money of a day can be in it, if the invoice is named: on the same side of the last statement."""
        same_side = self.invoice.is_moved_by(day) == self.invoice.is_moved_by(self.payment.received_on)
        return same_side and (self.is_told or day <= self.payment.received_on)


@dataclass
class Money:
    """A payment to be written, with its parts by invoice id; `reverses` may be one on file or one of the same list.

    `guessed` is what of the parts went to the invoices due longest, because nothing said for which it was.
    """

    line: int
    received_on: str
    currency: str
    amount_minor: int
    reference: str = ""
    note: str = ""
    source: str = "file"
    reverses: "int | Money | None" = None
    reversed_as: str | None = None
    parts: dict[int, int] = field(default_factory=dict)
    guessed: dict[int, int] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    is_reversed: bool = False

    def given(self) -> Iterator[tuple[int, int, bool]]:
        """Give what each invoice has of it, apart what went to the one due longest because nothing named another."""
        for invoice_id, minor in self.parts.items():
            guessed = self.guessed.get(invoice_id, 0)
            if minor != guessed:
                yield invoice_id, minor - guessed, False
            if guessed:
                yield invoice_id, guessed, True


@dataclass
class Allotment:
    """The invoices of one account while the rows of a list are given to them; `money` is what is to be written."""

    invoices: Sequence[Owing]
    known: Sequence[Known]
    falls: Sequence[Fall]
    money: list[Money] = field(default_factory=list)
    reversed_ids: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._by_id = {one.id: one for one in self.invoices}
        self._by_number = {(one.currency, one.number): one for one in self.invoices}
        self._falls_of: dict[int, list[Fall]] = {}
        for fall in self.falls:
            self._falls_of.setdefault(fall.invoice.id, []).append(fall)

    def allot(self, rows: Iterable[Row]) -> None:
        """Give all rows to invoices, from the oldest to the newest."""
        for row in sorted(rows, key=lambda one: (one.received_on, one.amount_minor < 0, one.line)):
            self._receive(row) if row.amount_minor > 0 else self._give_back(row)
        for fall in self.falls:
            self._replace(fall)

    def _named(self, row: Row) -> list[Owing]:
        """Give the invoices a row names, in its order."""
        there = ((row.currency, number) for number in row.numbers)
        return [self._by_number[one] for one in there if one in self._by_number]

    def _receive(self, row: Row) -> None:
        """Give money that came to invoices."""
        money, day = self._add(row), row.received_on
        for invoice in self._named(row):
            own = self._falls_of.get(invoice.id, ())
            self._explain(money, [one for one in own if one.holds(day)])
            self._give(money, invoice, invoice.room(day))
            self._explain(money, [one for one in own if one.may_hold(day)])
        if _left(money):
            self._explain(money, self._others(row))
        if _left(money):
            self._give_oldest(money)
        self._note(row, money)

    def _give_oldest(self, money: Money) -> None:
        """Give what is left to the invoices due longest whose ledger cannot have it yet."""
        for invoice in self.invoices:
            if invoice.currency == money.currency and invoice.is_moved_by(money.received_on):
                before = _left(money)
                self._give(money, invoice, invoice.room(money.received_on))
                if _left(money) < before:
                    money.guessed[invoice.id] = before - _left(money)

    def _note(self, row: Row, money: Money) -> None:
        """Keep for which invoices it is; those that were given nothing of it stand in the note of the payment."""
        given = {self._by_id[invoice_id].number for invoice_id in money.parts}
        money.numbers = frozenset(given.union(row.numbers))
        money.note = ", ".join(number for number in row.numbers if number not in given)

    def _others(self, row: Row) -> list[Fall]:
        """Give the falls that money may explain without naming the invoice: one of exactly this sum comes first."""
        there = [one for one in self.falls if one.payment.currency == row.currency and one.holds(row.received_on)]
        left_minor = _left(self.money[-1])
        return sorted(there, key=lambda one: one.left_minor != left_minor)

    def _explain(self, money: Money, falls: Iterable[Fall]) -> None:
        """Take the place of falls, as far as the money goes."""
        for fall in falls:
            minor = min(_left(money), fall.left_minor)
            if minor > 0:
                fall.left_minor -= minor
                # What the ledger had of it is taken back when all rows are given.
                fall.invoice.give(fall.payment.received_on, -minor)
                self._give(money, fall.invoice, minor)

    def _give(self, money: Money, invoice: Owing, most_minor: int) -> None:
        """Give an invoice as much as it can take of what is left."""
        minor = min(_left(money), most_minor)
        if minor > 0:
            money.parts[invoice.id] = money.parts.get(invoice.id, 0) + minor
            invoice.give(money.received_on, minor)

    def _replace(self, fall: Fall) -> None:
        """Take back what a ledger was seen to have received; what no payment explains of it is written anew."""
        one, whole = fall.payment, fall.payment.amount_minor
        if fall.left_minor == whole:
            return
        about = {"line": 0, "received_on": one.received_on, "currency": one.currency}
        error = Money(**about, amount_minor=-whole, reverses=one.id, reversed_as="error")  # type: ignore[arg-type]
        error.parts[fall.invoice.id] = -whole
        self.money.append(error)
        if fall.left_minor:
            rest = Money(**about, amount_minor=fall.left_minor, source="ledger", reference=one.reference)  # type: ignore[arg-type]
            rest.parts[fall.invoice.id] = fall.left_minor
            self.money.append(rest)

    def _give_back(self, row: Row) -> None:
        """Take a payment back that came before; where there is none of the sum, take it from the named invoices."""
        money = self._add(row)
        found = self._returned(row)
        if isinstance(found, Known):
            self.reversed_ids.add(found.id)
            money.reverses = found.id
        elif found is not None:
            found.is_reversed = True
            money.reverses = found
        if found is not None:
            money.reversed_as = "returned"
            self._take(money, {invoice_id: minor for invoice_id, minor in found.parts.items() if minor})
        else:
            self._take_from_named(money, self._named(row))
        self._note(row, money)

    def _returned(self, row: Row) -> Known | Money | None:
        """Find the last payment of the sum before it, of an invoice the row names, that was not taken back yet."""

        def suits(one: Known | Money) -> bool:
            is_sum = (one.currency, one.amount_minor) == (row.currency, -row.amount_minor)
            is_named = not row.numbers or not one.numbers.isdisjoint(row.numbers)
            return is_sum and is_named and one.received_on <= row.received_on and one.reverses is None

        ours = [one for one in self.money if suits(one) and not one.is_reversed and one.source == "file"]
        touched = {one.payment.id for one in self.falls if one.left_minor < one.payment.amount_minor}
        gone = self.reversed_ids | touched
        theirs = [one for one in self.known if suits(one) and not one.is_reversed and one.id not in gone]
        # What the ledger was only seen to have received is the last that is taken for it.
        both: list[Known | Money] = [*theirs, *ours]
        return max(both, key=lambda one: (one.source != "ledger", one.received_on), default=None)

    def _take(self, money: Money, parts: dict[int, int]) -> None:
        """Take from invoices what they were given of a payment."""
        for invoice_id, minor in parts.items():
            money.parts[invoice_id] = -minor
            self._by_id[invoice_id].give(money.received_on, -minor)
        for fall in self.falls:
            if fall.payment.id == money.reverses:
                # It went back, so that no payment explains it any more.
                fall.left_minor, fall.is_told, fall.after = fall.payment.amount_minor, False, "9999-12-31"

    def _take_from_named(self, money: Money, named: Sequence[Owing]) -> None:
        """Take money from the invoices named, of each what was paid of it; the last one is owed the rest."""
        left_minor = -money.amount_minor
        for invoice in named:
            is_last = invoice is named[-1]
            minor = left_minor if is_last else min(left_minor, invoice.settled(money.received_on))
            if minor:
                money.parts[invoice.id] = -minor
                invoice.give(money.received_on, -minor)
                left_minor -= minor

    def _add(self, row: Row) -> Money:
        """Add a payment of a row."""
        money = Money(row.line, row.received_on, row.currency, row.amount_minor, row.reference)
        self.money.append(money)
        return money


def _left(money: Money) -> int:
    """Say how much of a payment is given to no invoice yet."""
    return money.amount_minor - sum(money.parts.values())
