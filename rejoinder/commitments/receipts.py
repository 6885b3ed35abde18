"""What of the payments on record is money that came, each unit once: without credit notes, refunds, and repetitions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rejoinder.commitments.judging import Money
from rejoinder.store import Row


@dataclass
class _Piece:
    """A part of a payment while it is looked at; its amount is what is left of it."""

    row: Row
    left_minor: int
    credit_minor: int = 0


def receipts(rows: Sequence[Row]) -> list[Money]:
    """Give the money of one account, from the parts of its payments (query `money_to_count`).

    A part below zero takes something off the others: on a credit note, what was set off against an invoice at the same
    time; on an invoice, what had come for it before. What no invoice was named for is told once more when a ledger
    shows for which it was; then it counts there and no longer by itself.
    """
    pieces = [_Piece(row, row["amount_minor"]) for row in rows]
    came = [one for one in pieces if one.left_minor > 0]
    for one in (each for each in pieces if each.left_minor < 0):
        if one.row["is_credit"]:
            _set_off(-one.left_minor, [each for each in came if _same_time(each, one)])
        else:
            _refund(-one.left_minor, [each for each in came if _was_before(each, one)])
    _tell_once(came)
    return [_money(one) for one in came if one.left_minor > 0]


def _same_time(one: _Piece, credit: _Piece) -> bool:
    """Say whether money and a credit came about together: in one payment, or in one reading of the ledger."""
    names = ("import_run_id", "received_on", "currency") if credit.row["source"] == "ledger" else ("payment_id",)
    is_same = all(one.row[name] == credit.row[name] for name in names)
    return is_same and one.row["source"] == credit.row["source"] and one.row["invoice_id"] is not None


def _set_off(credit_minor: int, came: list[_Piece]) -> None:
    """Say against which invoices a credit was set off: one with exactly this sum, else the smallest first."""
    for one in sorted(came, key=lambda each: (each.left_minor != credit_minor, each.left_minor)):
        taken = min(credit_minor, one.left_minor - one.credit_minor)
        one.credit_minor += taken
        credit_minor -= taken


def _was_before(one: _Piece, refund: _Piece) -> bool:
    """Say whether money had come for an invoice before some of it went back."""
    is_same = one.row["invoice_id"] == refund.row["invoice_id"] and one.row["currency"] == refund.row["currency"]
    return is_same and (one.row["received_on"], one.row["payment_id"]) < _place(refund)


def _place(one: _Piece) -> tuple[str, int]:
    """Give where a part stands in time."""
    return one.row["received_on"], one.row["payment_id"]


def _refund(minor: int, came: list[_Piece]) -> None:
    """Take back what came last."""
    for one in sorted(came, key=_place, reverse=True):
        taken = min(minor, one.left_minor)
        one.left_minor -= taken
        minor -= taken


def _tell_once(came: Iterable[_Piece]) -> None:
    """Leave out of what no invoice was named for what a later ledger shows as received for some of them."""
    ordered = sorted(came, key=_place)
    untold = {id(one): one.left_minor - one.credit_minor for one in ordered if one.row["source"] == "ledger"}
    for one in ordered:
        if one.row["invoice_id"] is None and one.row["source"] != "ledger":
            for fall in (each for each in ordered if id(each) in untold and _tells_again(each, one)):
                taken = min(one.left_minor, untold[id(fall)])
                one.left_minor -= taken
                untold[id(fall)] -= taken


def _tells_again(fall: _Piece, one: _Piece) -> bool:
    """Say whether what a ledger shows may be money that was known already."""
    is_later = fall.row["recorded_at"] > one.row["recorded_at"] and fall.row["received_on"] >= one.row["received_on"]
    return bool(is_later and fall.row["currency"] == one.row["currency"])


def _money(one: _Piece) -> Money:
    """Make money of what is left of a part."""
    names = ("payment_id", "invoice_id", "currency", "recorded_at")
    return Money(
        **{name: one.row[name] for name in names},
        amount_minor=one.left_minor,
        received_on=date.fromisoformat(one.row["received_on"]),
        is_by_hand=one.row["source"] == "hand",
        credit_minor=min(one.credit_minor, one.left_minor),
    )
