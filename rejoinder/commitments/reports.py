"""What was committed: in this call, last time, and by whom it was kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.store import Row, Store, moment


@dataclass(frozen=True)
class Commitment:
    """One commitment made in a call; the amount in minor units of the currency.

    `is_confirmed`: what was agreed in the call was confirmed in writing after it was made.
    """

    id: int
    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    method: str
    who: str
    note: str
    read_back: str
    made_at: datetime
    is_read_back: bool
    is_error: bool
    matures_on: date | None
    document: str
    call_at: str
    obstacle: str
    is_confirmed: bool


@dataclass(frozen=True)
class Promise:
    """A promise of money and what became of it: kept, partly_kept, broken, withdrawn, superseded, or "" (open).

    `waited_until`: the day up to which money came in time, nothing where it was not judged yet; `is_settled`: all of it
    has come, be it late.
    """

    id: int
    amount_minor: int
    currency: str
    due_on: date
    method: str
    who: str
    became: str
    waited_until: date | None = None
    is_settled: bool = False

    def is_past(self, today: date) -> bool:
        """Say whether the day has passed without a judgement."""
        return not self.became and self.due_on < today


def of_call(store: Store, call_id: int) -> tuple[Commitment, ...]:
    """List a call's commitments in order, those recorded in error too."""
    return tuple(_commitment(row) for row in store.all("commitments_of_call", call_id=call_id))


def of_calls(store: Store, call_ids: Iterable[int]) -> Mapping[int, tuple[Commitment, ...]]:
    """List by call what was committed in some calls, without what was recorded in error."""
    found: dict[int, tuple[Commitment, ...]] = {}
    for row in store.all("commitments_of_calls", call_ids=json.dumps(list(call_ids))):
        call_id = row.pop("call_id")
        found[call_id] = (*found.get(call_id, ()), _commitment(row))
    return found


def _commitment(row: Row) -> Commitment:
    """Make a commitment of its row."""
    return Commitment(
        **{
            **row,
            "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            "matures_on": date.fromisoformat(row["matures_on"]) if row["matures_on"] else None,
            "made_at": moment(row["made_at"]),
            "is_read_back": bool(row["is_read_back"]),
            "is_error": bool(row["is_error"]),
            "is_confirmed": bool(row["is_confirmed"]),
        }
    )


def last_promise(store: Store, account_id: int, *, before_call: int = 0) -> Promise | None:
    """Give the last promise to pay from another call than this one."""
    row = store.one("last_promise", account_id=account_id, before_call=before_call)
    return _promise(row) if row else None


def last_promises(store: Store, account_ids: Iterable[int]) -> Mapping[int, Promise]:
    """Give the last promise of each of some accounts, by account id."""
    rows = store.all("last_promises", account_ids=json.dumps(list(account_ids)))
    return {row["account_id"]: _promise(row) for row in rows}


def _promise(row: Row) -> Promise:
    """Make a promise of its row."""
    return Promise(
        id=row["id"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        due_on=date.fromisoformat(row["due_on"]),
        method=row.get("method", ""),
        who=row.get("who", ""),
        became=row["became"],
        waited_until=date.fromisoformat(row["waited_until"]) if row.get("waited_until") else None,
        is_settled=bool(row.get("is_settled")),
    )


def kept_by_contact(store: Store, account_id: int) -> Mapping[int, tuple[int, int]]:
    """Tell by contact id how many promises were kept, of how many judged."""
    rows = store.all("kept_by_contact", account_id=account_id)
    return {row["contact_id"]: (row["kept"], row["judged"]) for row in rows}
