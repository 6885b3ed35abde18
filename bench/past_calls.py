"""The past calls of the made-up book: who was called when, what was heard, and what was promised then."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bench.accounts import SEED, language_of
from bench.utterances import CHINESE, ENGLISH
from rejoinder.store import Row, Writing, stamp

CALLS_EACH = 5
OUTCOMES = ("no_answer", "voicemail", "no_commitment", "intention", "promise")

INVOICES = """select i.id, i.account_id, i.issued_on, i.amount_minor,
    coalesce(max(p.received_on), '9999-12-31') as paid_on
  from json_each(?) j cross join invoice i on i.account_id = j.value left join allocation l on l.invoice_id = i.id
  left join payment p on p.id = l.payment_id group by i.id"""


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
    """Enter the calls with what was heard and promised in them; what became of it is left to the judging."""
    writing.add_all("call", (_call(one, mark) for one in calls))
    writing.add_all("call_event", (event for one in calls for event in _call_events(one)))
    spoken = [one for one in calls if one["outcome"] not in ("no_answer", "voicemail")]
    writing.add_all("heard", (_heard(one, excuse_ids[one["id"] % len(excuse_ids)]) for one in spoken))
    promised = [one for one in calls if one["outcome"] == "promise"]
    owed = _owed(writing, promised)
    writing.add_all("commitment", (_promise(one, owed[one["id"]]) for one in promised))
    writing.add_all("commitment_line", (_promise_line(one, owed[one["id"]]) for one in promised))
    writing.add_all("commitment_event", (_read_back(one) for one in promised))


def _owed(writing: Writing, calls: list[Row]) -> Mapping[int, Row]:
    """Choose by call an invoice that was owed then, where there was one; if it was paid soon after, that is kept."""
    accounts = json.dumps(sorted({one["account_id"] for one in calls}))
    invoices: dict[int, list[Row]] = defaultdict(list)
    for row in writing.connection.execute(INVOICES, [accounts]):
        invoices[row["account_id"]].append(row)
    return {one["id"]: _owed_on(one["started_at"].date().isoformat(), invoices, one) for one in calls}


def _owed_on(day: str, invoices: Mapping[int, list[Row]], call: Row) -> Row:
    """Choose an invoice of a call's account that was owed on a day, else any."""
    own = invoices[call["account_id"]]
    owed = [one for one in own if one["issued_on"] <= day < one["paid_on"]] or own
    chosen: Row = owed[call["id"] % len(owed)]
    return chosen


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


def _promise(call: Row, invoice: Row) -> Row:
    """Make the promise of a call, whose id it has: to pay an invoice within a week."""
    return {
        "id": call["id"],
        "call_id": call["id"],
        "account_id": call["account_id"],
        "kind": "promise_to_pay",
        "amount_minor": invoice["amount_minor"],
        "currency": "CNY" if call["language"] == "zh" else "GBP",
        "due_on": (call["started_at"].date() + timedelta(days=7)).isoformat(),
        "method": "transfer",
        "contact_id": 2 * call["account_id"] - 1,
        "read_back": "The sentence that was read back.",
        "made_at": stamp(call["started_at"] + timedelta(minutes=3)),
        "made_by": call["person_id"],
        "submission": f"promise-{call['id']}",
    }


def _promise_line(call: Row, invoice: Row) -> Row:
    """Make the row of the invoice that was promised."""
    due_on = (call["started_at"].date() + timedelta(days=7)).isoformat()
    about = {"commitment_id": call["id"], "invoice_id": invoice["id"]}
    return {**about, "amount_minor": invoice["amount_minor"], "due_on": due_on}


def _read_back(call: Row) -> Row:
    """Make the row that says that a promise was read back."""
    about = {"commitment_id": call["id"], "account_id": call["account_id"], "kind": "read_back"}
    return {**about, "at": stamp(call["started_at"] + timedelta(minutes=4))}
