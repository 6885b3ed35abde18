"""Days: reading a promised one, showing and saying one, and which day it is where the debtor is."""

from rejoinder.dates.clock import days_past, today_in, zone_of
from rejoinder.dates.days import NotADay
from rejoinder.dates.reading import parse_day
from rejoinder.dates.showing import shown, spoken

__all__ = ["NotADay", "days_past", "parse_day", "shown", "spoken", "today_in", "zone_of"]
