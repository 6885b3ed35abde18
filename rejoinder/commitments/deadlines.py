"""Until which day money that was promised is waited for."""

from datetime import date, timedelta
from functools import lru_cache

from rejoinder.dates import banking

# A bill is presented on the day it falls due or within these days of it (PRC Negotiable Instruments Law, art. 53).
# Elsewhere the day itself is taken, which no law is stricter than (Bills of Exchange Act 1882, s. 45).
PRESENTMENT_DAYS = {"CN": 10}


@lru_cache(maxsize=4096)
def deadline(day: date, *, calendar: str, tolerance: int) -> date:
    """Give the last day on which money promised for a day still comes in time.

    `tolerance` counts banking days after the promised day. On a day without banks nothing can arrive, so it is never
    before the next one with, as in law (PRC Civil Code art. 203; BGB § 193).
    """
    last = day
    for _ in range(tolerance):
        last = banking.next_banking_day(calendar, last + timedelta(1))
    return max(last, banking.next_banking_day(calendar, day))


def presentment_end(day: date, *, country: str) -> date:
    """Give the last day on which a bill that falls due on a day may be presented where the debtor is."""
    return day + timedelta(PRESENTMENT_DAYS.get(country, 0))
