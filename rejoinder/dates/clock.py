"""Which day it is where the debtor is, and how long a day has passed."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo


def today_in(zone: str, now: datetime) -> date:
    """The debtor's day at this moment; a zone that is not known counts as UTC.

    `zone` is an IANA name such as Asia/Shanghai, `now` an aware time. Raises: ValueError for a naive one.
    """
    if now.tzinfo is None:
        raise ValueError("a time without its zone")
    return now.astimezone(zone_of(zone)).date()


def days_past(due_on: date, today: date) -> int:
    """How many days the due date lies back: 0 on the day itself, below 0 while it is still to come."""
    return (today - due_on).days


def zone_of(name: str) -> tzinfo:
    """Give the time zone of an IANA name; one that is not known counts as UTC, for a debtor's file must open."""
    # A folder such as "Asia" or a name with a slash in front fails in other ways than an unknown name.
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
