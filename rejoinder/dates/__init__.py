"""Days and times of day: reading, showing and saying them, and which day it is where the debtor is."""

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
from rejoinder.dates.showing import shown, spoken, written
from rejoinder.dates.times import NotATime, parse_time, shown_time, spoken_time

__all__ = [
    "NotADay",
    "NotATime",
    "banking_days_before",
    "calendars",
    "days_past",
    "holiday_name",
    "is_banking_day",
    "is_calendar",
    "next_banking_day",
    "parse_day",
    "parse_past_day",
    "parse_time",
    "previous_banking_day",
    "shown",
    "shown_time",
    "spoken",
    "spoken_time",
    "today_in",
    "written",
    "zone_of",
]
