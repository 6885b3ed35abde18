"""Gaps: sentences left out of what collectors read, because a file lacked the figure; a team lead sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rejoinder.store import Store, moment, stamp

# Older gaps were mended, or do not hurt.
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Gap:
    """A blank without a value in one script, how often, and the account it happened with last."""

    excuse: str
    language: str
    blank: str
    times: int
    last_at: datetime
    account: str
    account_id: int


def gaps(store: Store, person_id: int, *, now: datetime) -> tuple[Gap, ...]:
    """List the gaps of the last 30 days with the creditors that a person leads, the most frequent first."""
    rows = store.all("gaps", person_id=person_id, since=stamp(now - LATELY))
    return tuple(Gap(**{**row, "last_at": moment(row["last_at"])}) for row in rows)
