"""May we call: what the debtor asked of us comes before the work list."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rejoinder.errors import Refused
from rejoinder.store import Store, moment


@dataclass(frozen=True)
class Stop:
    """Somebody at the debtor asked not to be called again."""

    commitment_id: int
    asked_at: datetime
    asked_by: str


def stop_of(store: Store, account_id: int) -> Stop | None:
    """Find the request not to call an account that still stands."""
    row = store.one("stop_of_account", account_id=account_id)
    return Stop(row["id"], moment(row["made_at"]), row["asked_by"]) if row else None


def stopped(store: Store, account_ids: Iterable[int]) -> set[int]:
    """Tell which of some accounts asked not to be called."""
    return {row["account_id"] for row in store.all("stopped_accounts", account_ids=json.dumps(list(account_ids)))}


def check_call(store: Store, account_id: int) -> None:
    """Let a call begin only where nobody asked us to stop.

    Source: a reasonable request not to be called is honoured (PIPL art. 13 and 15; GB/T 45251—2025; FCA CONC 7.9
    as a benchmark for business debts).
    Raises: Refused.
    """
    if stop_of(store, account_id) is not None:
        raise Refused("They asked not to be called again. Write instead, or ask a team lead.")
