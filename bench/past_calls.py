"""The past calls of the made-up book: who was called when, what was heard, what was promised and what became of it."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from bench.accounts import INVOICES_EACH, SEED, language_of
from bench.utterances import CHINESE, ENGLISH
from rejoinder.store import Row, Writing, stamp

CALLS_EACH = 5
OUTCOMES = ("no_answer", "voicemail", "no_commitment", "intention", "promise")


def past_calls(accounts: int, person_ids: list[int], *, now: datetime) -> list[Row]:
    """Make the calls of the last ten months in the order in which they were led."""
    draw = random.Random(SEED + 1)
    began = (now - timedelta(minutes=draw.randrange(60 * 24, 60 * 24 * 300)) for _ in range(accounts * CALLS_EACH))
    return [
        {
            "id": number,
            "account_id": account_id,
            "person_id": person_ids[account_id % len(person_ids)],
            "language": language_of(account_id),
            "started_at": started_at,
            "outcome": draw.choice(OUTCOMES),
        }
        for number, (started_at, account_id) in enumerate(
            sorted((moment, place % accounts + 1) for place, moment in enumerate(began)), 1
        )
    ]


def add_calls(writing: Writing, calls: list[Row], excuse_ids: list[str], *, mark: int) -> None:
    """Enter the calls with what was heard and promised in them."""
    writing.add_all("call", (_call(one, mark) for one in calls))
    writing.add_all("call_event", (event for one in calls for event in _call_events(one)))
    spoken = [one for one in calls if one["outcome"] not in ("no_answer", "voicemail")]
    writing.add_all("heard", (_heard(one, excuse_ids[one["id"] % len(excuse_ids)]) for one in spoken))
    promised = [one for one in calls if one["outcome"] == "promise"]
    writing.add_all("commitment", (_promise(one) for one in promised))
    writing.add_all("commitment_line", (_promise_line(one) for one in promised))
    writing.add_all("commitment_event", (event for one in promised for event in _promise_events(one)))


def _call(call: Row, mark: int) -> Row:
    """Make a call's row."""
    columns = {name: call[name] for name in ("id", "account_id", "person_id", "language")}
    named = {"revision_mark": mark, "submission": f"call-{call['id']}"}
    return {**columns, "started_at": stamp(call["started_at"]), **named}


def _call_events(call: Row) -> Iterator[Row]:
    """Make the rows that say who came to the phone, and how the call ended."""
    event = {"call_id": call["id"], "at": stamp(call["started_at"] + timedelta(minutes=5))}
    contact_id = 2 * call["account_id"] - 1
    if call["outcome"] not in ("no_answer", "voicemail"):
        yield {**event, "kind": "reached", "contact_id": contact_id, "outcome": None}
    yield {**event, "kind": "ended", "contact_id": None, "outcome": call["outcome"]}


def _heard(call: Row, excuse_id: str) -> Row:
    """Make the row of the excuse heard in a call."""
    said = CHINESE if call["language"] == "zh" else ENGLISH
    return {
        "call_id": call["id"],
        "account_id": call["account_id"],
        "excuse": excuse_id,
        "said": said[call["id"] % len(said)],
        "shown": "The words shown to the collector then. " * 10,
        "heard_at": stamp(call["started_at"] + timedelta(minutes=2)),
        "submission": f"heard-{call['id']}",
    }


def _promise(call: Row) -> Row:
    """Make the promise of a call, whose id it has."""
    return {
        "id": call["id"],
        "call_id": call["id"],
        "account_id": call["account_id"],
        "kind": "promise_to_pay",
        "amount_minor": 100_000,
        "currency": "CNY" if call["language"] == "zh" else "GBP",
        "due_on": (call["started_at"].date() + timedelta(days=7)).isoformat(),
        "method": "transfer",
        "contact_id": 2 * call["account_id"] - 1,
        "read_back": "The sentence that was read back.",
        "made_at": stamp(call["started_at"] + timedelta(minutes=3)),
        "made_by": call["person_id"],
        "submission": f"promise-{call['id']}",
    }


def _promise_line(call: Row) -> Row:
    """Make the row of the invoice that was promised."""
    due_on = (call["started_at"].date() + timedelta(days=7)).isoformat()
    invoice_id = call["account_id"] * INVOICES_EACH
    return {"commitment_id": call["id"], "invoice_id": invoice_id, "amount_minor": 100_000, "due_on": due_on}


def _promise_events(call: Row) -> Iterator[Row]:
    """Make the rows that say that a promise was read back, and what became of it."""
    at, about = call["started_at"], {"commitment_id": call["id"], "account_id": call["account_id"]}
    yield {**about, "kind": "read_back", "at": stamp(at + timedelta(minutes=4))}
    became = ("kept", "partly_kept", "broken")[call["id"] % 3]
    yield {**about, "kind": became, "at": stamp(at + timedelta(days=8))}
