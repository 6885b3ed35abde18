"""Days: reading one promised or gone by, showing and saying one, and which day it is where the debtor is."""

from rejoinder.dates.banking import (
    banking_days_before,
    calendars,
    holiday_name,
    is_banking_day,
    is_calendar,
    next_banking_day,
    previous_banking_day,
)
from rejoinder.dates.clock import days_past, today_in, zone_of
from rejoinder.dates.days import NotADay
from rejoinder.dates.reading import parse_day, parse_past_day
from rejoinder.dates.showing import shown, spoken

__all__ = [
    "NotADay",
    "banking_days_before",
    "calendars",
    "days_past",
    "holiday_name",
    "is_banking_day",
    "is_calendar",
    "next_banking_day",
    "parse_day",
    "parse_past_day",
    "previous_banking_day",
    "shown",
    "spoken",
    "today_in",
    "zone_of",
]
