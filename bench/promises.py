"""A made-up book of promises to judge: commitments of every kind, and the money that came for some of them."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench.accounts import INVOICES_EACH, SEED, language_of, name_of, number_of
from rejoinder.store import Row, Store, Writing, migrate, stamp

PAYMENTS_EACH = INVOICES_EACH
INVOICE_MINOR = 60_000
KINDS = ("promise_to_pay",) * 15 + ("instalment_plan", "instalment_plan", "bill", "document", "call_back")
MOST_INVOICES, MOST_INSTALMENTS = 3, 6


def commitments_on(accounts: int) -> int:
    """Say how many commitments there are on so many accounts: ten on three."""
    return accounts * 10 // 3


def write_promises(path: Path, *, accounts: int, now: datetime) -> None:
    """Fill a new database with this many accounts, what they promised and what they paid, none of it judged."""
    migrate(path)
    store = Store(path)
    draw = random.Random(SEED + 2)
    ids = range(1, accounts + 1)
    calls = [_call(number, draw, accounts, now) for number in range(1, commitments_on(accounts) + 1)]
    payments = [_payment(one, draw, now) for one in range(accounts * PAYMENTS_EACH)]
    with store.write() as writing:
        made = stamp(now)
        for name in ("Mill", "Saver"):
            writing.add("creditor", name=name, created_at=made)
        writing.add("person", name="Collector", language="en", created_at=made)
        writing.add_all("account", (_account(one, made) for one in ids))
        writing.add_all("invoice", (_invoice(one, now) for one in range(accounts * INVOICES_EACH)))
        writing.add_all("call", (_row_of_call(one) for one in calls))
        _add_commitments(writing, calls, draw)
        _add_payments(writing, payments, draw)
    store.connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    store.close()


def _account(account_id: int, made: str) -> Row:
    """Make an account's row."""
    is_chinese = language_of(account_id) == "zh"
    return {
        "id": account_id,
        "creditor_id": 1,
        "number": number_of(account_id),
        "name": name_of(account_id),
        "country": "CN" if is_chinese else "GB",
        "time_zone": "Asia/Shanghai" if is_chinese else "Europe/London",
        "created_at": made,
    }


def _due(place: int, now: datetime) -> datetime:
    """Give the due date of an account's invoice by its place: one a month, the last a month ago."""
    return now - timedelta(days=30 * (INVOICES_EACH - place))


def _invoice(number: int, now: datetime) -> Row:
    """Make an invoice's row; ten in a row are an account's."""
    due = _due(number % INVOICES_EACH, now)
    return {
        "id": number + 1,
        "account_id": number // INVOICES_EACH + 1,
        "number": f"INV-{number + 1:07}",
        "issued_on": (due - timedelta(days=30)).date().isoformat(),
        "due_on": due.date().isoformat(),
        "currency": "GBP",
        "amount_minor": INVOICE_MINOR,
        "open_minor": INVOICE_MINOR,
    }


def _call(number: int, draw: random.Random, accounts: int, now: datetime) -> Row:
    """Make a call about an invoice that falls due."""
    place = draw.randrange(INVOICES_EACH)
    return {
        "id": number,
        # Those that are called far more often stand all over the book.
        "account_id": 1 + int(accounts * draw.random() ** 1.5) * 7919 % accounts,
        "place": place,
        "kind": draw.choice(KINDS),
        "started_at": _due(place, now) + timedelta(minutes=draw.randrange(-3 * 24 * 60, 12 * 24 * 60)),
        "days": draw.randrange(3, 15),
        "count": draw.randrange(1, 1 + MOST_INVOICES),
    }


def _row_of_call(call: Row) -> Row:
    """Make the row of a call."""
    told = {"id": call["id"], "account_id": call["account_id"], "person_id": 1, "language": "en", "revision_mark": 0}
    return {**told, "started_at": stamp(call["started_at"]), "submission": f"call-{call['id']}"}


def _add_commitments(writing: Writing, calls: list[Row], draw: random.Random) -> None:
    """Enter a commitment of each call, with its lines."""
    lines = {one["id"]: list(_LINES.get(one["kind"], _of_nothing)(one)) for one in calls}
    writing.add_all("commitment", (_commitment(one, lines[one["id"]]) for one in calls))
    writing.add_all("commitment_line", (line for some in lines.values() for line in some))
    taken_back = (one for one in calls if draw.random() < 0.01)
    writing.add_all("commitment_event", (_taken_back(one) for one in taken_back))


def _commitment(call: Row, lines: list[Row]) -> Row:
    """Make the row of what was promised in a call, whose id it has."""
    due_on = lines[-1]["due_on"] if lines else (call["started_at"] + timedelta(days=call["days"])).date().isoformat()
    is_bill = call["kind"] == "bill"
    return {
        "id": call["id"],
        "call_id": call["id"],
        "account_id": call["account_id"],
        "kind": call["kind"],
        "amount_minor": sum(one["amount_minor"] for one in lines) or None,
        "currency": "GBP" if lines else None,
        "due_on": due_on,
        "matures_on": due_on if is_bill else None,
        "document": "signed_statement" if call["kind"] == "document" else "",
        "made_at": stamp(call["started_at"] + timedelta(minutes=3)),
        "made_by": 1,
        "submission": f"promise-{call['id']}",
    }


def _line(call: Row, place: int, minor: int, days: int) -> Row:
    """Make the row of a sum promised for a day, of the account's invoice at a place."""
    return {
        "commitment_id": call["id"],
        "invoice_id": (call["account_id"] - 1) * INVOICES_EACH + place % INVOICES_EACH + 1,
        "amount_minor": minor,
        "due_on": (call["started_at"] + timedelta(days=days)).date().isoformat(),
        "stated_on": call["started_at"].date().isoformat(),
    }


def _of_invoices(call: Row) -> Iterator[Row]:
    """Promise some invoices whole, for one day."""
    return (_line(call, call["place"] + n, INVOICE_MINOR, call["days"]) for n in range(call["count"]))


def _of_instalments(call: Row) -> Iterator[Row]:
    """Promise one invoice in equal parts, a fortnight apart."""
    parts = MOST_INSTALMENTS // call["count"]
    return (_line(call, call["place"], INVOICE_MINOR // parts, call["days"] + 14 * n) for n in range(parts))


def _of_nothing(call: Row) -> Iterator[Row]:
    """Promise something else than money."""
    return iter(())


_LINES: dict[str, Callable[[Row], Iterator[Row]]] = {
    "promise_to_pay": _of_invoices,
    "bill": _of_invoices,
    "instalment_plan": _of_instalments,
}


def _taken_back(call: Row) -> Row:
    """Make the row that says that somebody took back what was promised."""
    about = {"account_id": call["account_id"], "commitment_id": call["id"], "kind": "taken_back", "made_by": 1}
    return {**about, "reason": "They rang.", "at": stamp(call["started_at"] + timedelta(days=2))}


def _payment(number: int, draw: random.Random, now: datetime) -> Row:
    """Make the row of a payment of an invoice, three weeks about its due date; one in four pays half of it."""
    received = min(_due(number % INVOICES_EACH, now) + timedelta(days=draw.randrange(22)), now - timedelta(days=1))
    return {
        "id": number + 1,
        "account_id": number // INVOICES_EACH + 1,
        "received_on": received.date().isoformat(),
        "currency": "GBP",
        "amount_minor": INVOICE_MINOR // draw.choice((1, 1, 1, 2)),
        "source": "file",
        "reverses": None,
        "recorded_at": stamp(received + timedelta(hours=20)),
    }


def _add_payments(writing: Writing, payments: list[Row], draw: random.Random) -> None:
    """Enter payments: of ten, eight are given to one invoice, one to two and one to none; some came back."""
    writing.add_all("payment", payments)
    writing.add_all("allocation", (given for one in payments for given in _given(one, draw)))
    returned = [one for one in payments if draw.random() < 0.01]
    writing.add_all("payment", ({**one, "id": None, "reverses": one["id"]} for one in returned))


def _given(payment: Row, draw: random.Random) -> Iterator[Row]:
    """Make the rows that say which invoices a payment was given to."""
    how, minor = draw.randrange(10), payment["amount_minor"]
    first = payment["id"]
    # The neighbour of an account's invoice, before it but for the first.
    second = first - 1 if (first - 1) % INVOICES_EACH else first + 1
    parts = {0: (), 1: ((first, minor // 2), (second, minor - minor // 2))}.get(how, ((first, minor),))
    return ({"payment_id": payment["id"], "invoice_id": one, "amount_minor": part} for one, part in parts)
