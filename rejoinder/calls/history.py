"""The last calls with an account, as the desk shows them."""

import json
from dataclasses import dataclass
from datetime import datetime

from rejoinder.store import Store, moment


@dataclass(frozen=True)
class PastCall:
    """A call that was led: when, by whom, with whom, how it ended, which excuses were heard."""

    id: int
    started_at: datetime
    person: str
    contact: str
    contact_role: str
    outcome: str
    note: str
    excuses: tuple[str, ...]


def history(store: Store, account_id: int, *, size: int = 5) -> tuple[PastCall, ...]:
    """List an account's last calls, newest first."""
    rows = store.all("call_history", account_id=account_id, size=size)
    heard: dict[int, list[str]] = {}
    for one in store.all("heard_in_calls", call_ids=json.dumps([row["id"] for row in rows])):
        heard.setdefault(one["call_id"], []).append(one["excuse"])
    return tuple(
        PastCall(
            id=row["id"],
            started_at=moment(row["started_at"]),
            person=row["person"],
            contact=row["contact"] or "",
            contact_role=row["contact_role"] or "",
            outcome=row["outcome"] or "",
            note=row["note"] or "",
            excuses=tuple(dict.fromkeys(heard.get(row["id"], ()))),
        )
        for row in rows
    )
