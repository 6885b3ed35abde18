"""How an account stands in each currency: what is open, late, disputed and to be asked for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rejoinder.dates import days_past
from rejoinder.store import Row, Store

# Days past due at which a bucket ends; the field's usual four (the last has no end).
BUCKET_ENDS = (30, 60, 90)


@dataclass(frozen=True)
class Ageing:
    """The overdue sum by days past due: 1–30, 31–60, 61–90, over 90; credit notes are left out."""

    late_1: int
    late_31: int
    late_61: int
    late_91: int

    def shares(self) -> tuple[float, ...]:
        """Give each bucket's share of the whole in per cent."""
        buckets = (self.late_1, self.late_31, self.late_61, self.late_91)
        whole = sum(buckets) or 1
        return tuple(round(100 * bucket / whole, 2) for bucket in buckets)


@dataclass(frozen=True)
class Standing:
    """How an account stands in one currency; all amounts in its minor units.

    `late_count` and `oldest_number`, due on `oldest_due_on`, are of the invoices that are asked for.
    """

    currency: str
    open_count: int
    open_minor: int
    overdue_minor: int
    disputed_minor: int
    asked_minor: int
    late_count: int
    oldest_number: str
    oldest_due_on: date | None
    ageing: Ageing

    def oldest_days(self, today: date) -> int:
        """Days past due of the oldest invoice that is asked for, 0 where nothing is."""
        return days_past(self.oldest_due_on, today) if self.oldest_due_on else 0


def standings(store: Store, todays: Mapping[int, date]) -> Mapping[int, tuple[Standing, ...]]:
    """Sum up the open invoices of accounts by currency, the one with most late invoices first; never across currencies.

    `todays` gives by account id the day it is where the debtor is. What is asked for is the whole overdue sum less what
    is disputed, and less open credit notes. An account may have thousands of invoices, so what is read are their sums
    by due date, which `settle` keeps.
    """
    found: dict[int, list[Standing]] = {account_id: [] for account_id in todays}
    for row in store.all("standings", accounts=json.dumps([_days(*one) for one in todays.items()])):
        found[row["account_id"]].append(_standing(row))
    return {account_id: tuple(sorted(ones, key=_order)) for account_id, ones in found.items()}


def _days(account_id: int, today: date) -> list[int | str]:
    """Give an account with its today, and the days at which the buckets end."""
    return [account_id, today.isoformat(), *((today - timedelta(end)).isoformat() for end in BUCKET_ENDS)]


def _order(standing: Standing) -> tuple[bool, int, date, str]:
    """Put first what there is most to ask about."""
    return standing.asked_minor <= 0, -standing.late_count, standing.oldest_due_on or date.max, standing.currency


def _standing(row: Row) -> Standing:
    """Make of a row how an account stands in a currency."""
    # Credits may outweigh what is late: then there is nothing to ask for.
    is_asked = row["asked_minor"] > 0
    oldest = row["oldest"] if is_asked else None
    return Standing(
        currency=row["currency"],
        open_count=row["open_count"],
        open_minor=row["open_minor"],
        overdue_minor=row["overdue_minor"],
        disputed_minor=row["disputed_minor"],
        asked_minor=max(0, row["asked_minor"]),
        late_count=row["late_count"] if is_asked else 0,
        oldest_number=oldest[10:] if oldest else "",
        oldest_due_on=date.fromisoformat(oldest[:10]) if oldest else None,
        ageing=Ageing(row["late_1"], row["late_31"], row["late_61"], row["late_91"]),
    )
