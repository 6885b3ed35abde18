"""What became of what was promised: money counted for it, line by line, each unit of it once.

Money counts first for the invoices it was given to, then first in, first out, by the day promised. Source of the
states: SAP Collections Management, promise to pay; of first in, first out: Oracle Banking Collections.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

JUDGED = ("kept", "partly_kept", "broken")


@dataclass(frozen=True)
class Line:
    """A sum promised for a day, of one invoice or of none in particular; minor units of the currency.

    `made_at` and `made_on`: the moment and the debtor's day of the promise. `stated_on`: the day of the ledger known
    then, "" for none. `until`: the last day on which money still comes in time; from `percent` of it on, it counts as
    kept once its time is over. `has_credit`: credit notes were taken off when it was promised. `taken_back_at`: ""
    unless it was.
    """

    id: int
    commitment_id: int
    invoice_id: int | None
    currency: str
    amount_minor: int
    due_on: date
    until: date
    made_at: str
    made_on: date
    stated_on: str = ""
    percent: int = 100
    has_credit: bool = False
    taken_back_at: str = ""
    taken_back_on: date | None = None


@dataclass(frozen=True)
class Money:
    """Money received and not taken back: as much of a payment as one invoice was given, or none (nothing).

    `credit_minor` of it is no money, but a credit note that was set off against the invoice.
    """

    payment_id: int
    invoice_id: int | None
    currency: str
    amount_minor: int
    received_on: date
    recorded_at: str
    is_by_hand: bool = False
    credit_minor: int = 0


@dataclass(frozen=True)
class Counted:
    """What of a payment counts for a line."""

    payment_id: int
    received_on: date
    amount_minor: int
    is_late: bool


@dataclass(frozen=True)
class Verdict:
    """What became of a line, and the money that says so.

    `because`: came, came_enough, came_in_part, nothing_came, replaced, taken_back, paid_before, credited, or "" while
    it is open.
    """

    line: Line
    became: str
    because: str
    due_minor: int
    counted: tuple[Counted, ...]
    followed_by: int | None = None

    @property
    def paid_minor(self) -> int:
        """What came in time."""
        return sum(one.amount_minor for one in self.counted if not one.is_late)

    @property
    def late_minor(self) -> int:
        """What came after it was broken."""
        return sum(one.amount_minor for one in self.counted if one.is_late)

    @property
    def settled_on(self) -> date | None:
        """The day on which all of it had come, in time or late."""
        if not self.due_minor or self.paid_minor + self.late_minor < self.due_minor:
            return None
        return max(one.received_on for one in self.counted)


@dataclass(frozen=True)
class _End:
    """The moment from which a line waits no more: it was taken back, or another promise took its place."""

    at: str
    on: date
    by: int | None


@dataclass
class _Open:
    """A line while money is counted for it."""

    line: Line
    end: _End | None
    due_minor: int
    is_credited: bool = False
    counted: list[Counted] = field(default_factory=list)

    @property
    def left_minor(self) -> int:
        return self.due_minor - sum(one.amount_minor for one in self.counted)

    def is_meant(self, money: Money) -> bool:
        """Say whether money is news to what was owed when this was promised, and in its currency."""
        if money.currency != self.line.currency or money.recorded_at <= self.line.made_at:
            return False
        came, stated = money.received_on.isoformat(), self.line.stated_on
        return came > stated or (came == stated and money.is_by_hand)

    def is_in_time(self, money: Money) -> bool:
        """Say whether it came while this was waited for."""
        return money.received_on <= self.line.until and self._is_before_end(money)

    def _is_before_end(self, money: Money) -> bool:
        if self.end is None or money.received_on < self.end.on:
            return True
        return money.received_on == self.end.on and money.recorded_at <= self.end.at


def judge(lines: Sequence[Line], money: Iterable[Money], *, today: date) -> dict[int, Verdict]:
    """Judge the lines promised on one account, and give the verdicts by the line's id.

    `today` is the debtor's day.
    """
    ordered = sorted(lines, key=lambda one: (one.due_on, one.made_at, one.commitment_id, one.id))
    ends = _ends(ordered)
    opened = [_Open(one, ends.get(one.id), one.amount_minor) for one in ordered]
    _count(opened, sorted(money, key=_order))
    return {one.line.id: _verdict(one, today=today) for one in opened}


def _order(money: Money) -> tuple[object, ...]:
    """Order money as it came; of one payment first what an invoice was given, so that no order is left to chance."""
    place = (money.invoice_id is None, money.invoice_id or 0)
    return (money.received_on, money.recorded_at, money.payment_id, *place)


def _ends(lines: Sequence[Line]) -> Mapping[int, _End]:
    """Find by line when it was taken back, or when a later promise for the same thing was made while it ran."""
    found: dict[int, _End] = {}
    together: dict[tuple[int | None, str], list[Line]] = {}
    for one in sorted(lines, key=lambda each: (each.made_at, each.commitment_id)):
        for before in together.setdefault((one.invoice_id, one.currency), []):
            is_other = before.commitment_id != one.commitment_id and before.id not in found
            if is_other and one.made_on <= before.until:
                found[before.id] = _End(one.made_at, one.made_on, one.commitment_id)
        together[one.invoice_id, one.currency].append(one)
    for one in lines:
        if one.taken_back_at and one.taken_back_on and one.taken_back_on <= one.until:
            end = _End(one.taken_back_at, one.taken_back_on, None)
            found[one.id] = min(end, found.get(one.id, end), key=lambda each: each.at)
    return found


def _count(opened: list[_Open], money: Sequence[Money]) -> None:
    """Count money for the lines: what was given to an invoice for that one, then what is left, the first day first."""
    by_invoice: dict[int, list[_Open]] = {}
    for one in opened:
        if one.line.invoice_id is not None:
            by_invoice.setdefault(one.line.invoice_id, []).append(one)
    on_account = [one for one in opened if one.line.invoice_id is None]
    left: list[tuple[Money, int]] = []
    for piece in money:
        minor = piece.amount_minor - piece.credit_minor
        if piece.invoice_id is not None:
            _credit(piece, by_invoice.get(piece.invoice_id, ()))
            minor = _give(piece, minor, by_invoice.get(piece.invoice_id, ()))
        left.append((piece, minor))
    late: list[tuple[Money, int]] = []
    for piece, minor in left:
        anybody = on_account if piece.invoice_id is not None else opened
        late.append((piece, _give(piece, minor, anybody)))
    for piece, minor in late:
        owed = opened if piece.invoice_id is None else (*by_invoice.get(piece.invoice_id, ()), *on_account)
        _give(piece, minor, owed, is_late=True)


def _credit(piece: Money, lines: Iterable[_Open]) -> None:
    """Take off a promise what was set off against its invoice since: so much less money is to come."""
    left = piece.credit_minor
    for one in lines:
        if left > 0 and not one.line.has_credit and one.is_meant(piece) and one.is_in_time(piece):
            taken = min(left, one.left_minor)
            one.due_minor -= taken
            one.is_credited = True
            left -= taken


def _give(piece: Money, minor: int, lines: Iterable[_Open], *, is_late: bool = False) -> int:
    """Give money to lines as far as they need it, and say how much is left."""
    for one in lines:
        if minor <= 0:
            break
        fits = one.is_meant(piece) and one.is_in_time(piece) is not is_late and not (is_late and one.end)
        part = min(minor, one.left_minor) if fits else 0
        if part > 0:
            one.counted.append(Counted(piece.payment_id, piece.received_on, part, is_late))
            _lower_later(one, piece, part, lines)
            minor -= part
    return minor


def _lower_later(counting: _Open, piece: Money, part: int, lines: Iterable[_Open]) -> None:
    """Take off a later promise of the same invoice what had come before it was made, and was not known then.

    The sum that was promised still had it in it; counted for the earlier promise, it cannot come a second time.
    """
    for one in lines:
        is_later = one.line.made_at > counting.line.made_at and one.line.commitment_id != counting.line.commitment_id
        is_same = one.line.invoice_id == counting.line.invoice_id
        if part > 0 and is_later and is_same and piece.received_on < one.line.made_on and one.is_meant(piece):
            taken = min(part, max(0, one.left_minor))
            one.due_minor -= taken
            part -= taken


def _verdict(one: _Open, *, today: date) -> Verdict:
    """Say what became of a line once all money is counted."""
    paid = sum(each.amount_minor for each in one.counted if not each.is_late)
    became, because = _state(one, paid, today=today)
    followed_by = one.end.by if one.end and because == "replaced" else None
    return Verdict(one.line, became, because, one.due_minor, tuple(one.counted), followed_by)


def _state(one: _Open, paid: int, *, today: date) -> tuple[str, str]:
    """Say what became of a line, and because of what."""
    if one.due_minor <= 0:
        return "withdrawn", "credited" if one.is_credited else "paid_before"
    if paid >= one.due_minor:
        return "kept", "came"
    if one.end is not None:
        return ("withdrawn", "taken_back") if one.end.by is None else ("superseded", "replaced")
    if today <= one.line.until:
        return "open", ""
    # In whole numbers: a share of money is never rounded into being enough.
    if paid * 100 >= one.due_minor * one.line.percent:
        return "kept", "came_enough"
    return ("partly_kept", "came_in_part") if paid else ("broken", "nothing_came")


def overall(verdicts: Iterable[Verdict]) -> str:
    """Say what became of a commitment of several lines.

    One line that was not kept makes the whole not kept, though others are still to come. Where some were kept and the
    others replaced or taken back, it was kept in part.
    """
    states = [one for one in verdicts if one.because not in ("paid_before", "credited")]
    became = {one.became for one in states}
    if not states:
        return "withdrawn"
    if became & {"partly_kept", "broken"}:
        paid = any(one.paid_minor for one in states if one.became in JUDGED)
        return "partly_kept" if paid else "broken"
    if "open" in became:
        return "open"
    if became == {"kept"}:
        return "kept"
    if "kept" in became:
        return "partly_kept"
    return "superseded" if "superseded" in became else "withdrawn"


def without_credits(lines: Iterable[Line]) -> Iterator[Line]:
    """Take credit notes among the lines of one commitment off its invoices, those promised last first.

    They were offset when the sum was promised, so that much less money is to come; of a line that they cover whole,
    none is, and there is nothing to judge.
    """
    ordered = sorted(lines, key=lambda one: (one.due_on, one.id))
    has_credit = any(one.amount_minor <= 0 for one in ordered)
    credit = -sum(one.amount_minor for one in ordered if one.amount_minor < 0)
    for one in reversed(ordered):
        if one.amount_minor > 0:
            off = min(credit, one.amount_minor)
            credit -= off
            if one.amount_minor > off:
                yield replace(one, amount_minor=one.amount_minor - off, has_credit=has_credit)
