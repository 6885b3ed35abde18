"""On which days banks work where a debtor is, so that a payment is expected only on a day that can carry it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rejoinder.dates.days import SATURDAY

if TYPE_CHECKING:
    from holidays import HolidayBase

# What keeps banks shut is, in the library's words, public holidays and, where it knows them, the banks' own days
# (Japan's 31 December, Belgium's Good Friday). Sweden's list of those counts afternoons on which banks close early.
_OWN_DAYS = "bank"
_CATEGORIES = {"SE": ("public", "de_facto")}

# The library's English writes the day a holiday was moved from as 01/04/2026, which half the readers take for April.
_AMERICAN_DATE = re.compile(r"\b([0-9]{2})/([0-9]{2})/([0-9]{4})\b")


@lru_cache(maxsize=1)
def calendars() -> tuple[str, ...]:
    """The codes of all calendars we have, in order: CN, DE, DE-BY, GB, GB-ENG.

    A country's bare code has only what holds in every part of it: GB lacks England's Easter Monday.
    """
    from holidays import list_supported_countries

    countries = list_supported_countries(include_aliases=False)
    parts = (f"{country}-{part}" for country, its_parts in countries.items() for part in its_parts)
    return tuple(sorted([*countries, *parts]))


def is_calendar(code: str) -> bool:
    """Whether we have the calendar of that code; written exactly so, in capitals."""
    return code in calendars()


def holiday_name(code: str, day: date, *, language: str) -> str:
    """What keeps the banks shut on that day, "" if nothing but a weekend or nothing at all does.

    `language` is en or zh; where the library has no such name, it stands in the country's own language. Names of
    days whose date follows the moon, or is still to be published, say themselves that they are estimated.
    """
    return _names(code, day.year, language=language[:2]).get(day, "")


def is_banking_day(code: str, day: date) -> bool:
    """Whether banks work on that day: no weekend of that country and no holiday, or a weekend day made a workday.

    With a code that is empty or unknown only Saturdays and Sundays are off. China publishes its make-up workdays
    each November for the next year; until then a later year has holidays only.
    """
    return day in _banking_days(code, day.year)


def next_banking_day(code: str, day: date) -> date:
    """That day, or else the first banking day after it."""
    while not is_banking_day(code, day):
        day += timedelta(1)
    return day


def previous_banking_day(code: str, day: date) -> date:
    """That day, or else the last banking day before it."""
    while not is_banking_day(code, day):
        day -= timedelta(1)
    return day


def banking_days_before(code: str, day: date, *, count: int) -> date:
    """The banking day that lies so many banking days before that day; the day itself for 0."""
    for _ in range(count):
        day = previous_banking_day(code, day - timedelta(1))
    return day


@lru_cache(maxsize=1024)
def _banking_days(code: str, year: int) -> frozenset[date]:
    days = _days_of(year)
    if not is_calendar(code):
        return frozenset(day for day in days if day.weekday() < SATURDAY)
    calendar = _calendar(code, year)
    return frozenset(day for day in days if calendar.is_working_day(day))


@lru_cache(maxsize=256)
def _names(code: str, year: int, *, language: str) -> Mapping[date, str]:
    if not is_calendar(code):
        return {}
    calendar = _calendar(code, year, language=language)
    if calendar.language != "en_US":
        return dict(calendar.items())
    return {day: _AMERICAN_DATE.sub(r"\3-\1-\2", name) for day, name in calendar.items()}


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days) for days in range(date(year, 12, 31).timetuple().tm_yday)]


def _calendar(code: str, year: int, *, language: str = "") -> "HolidayBase":
    # Imported here: it takes about 65 ms, which no start of the program and no test without holidays should pay.
    from holidays import country_holidays

    country, _, part = code.partition("-")
    known = country_holidays(country)
    own = ("public", _OWN_DAYS) if _OWN_DAYS in known.supported_categories else ("public",)
    # One whole year and no more: a calendar that grows while it is asked gives a second thread half a year.
    return country_holidays(
        country,
        part or None,
        years=year,
        expand=False,
        categories=_CATEGORIES.get(country, own),
        language=_spoken(language, known),
    )


def _spoken(language: str, known: "HolidayBase") -> str | None:
    """The library's name of that language; always one by name, or the server's locale would choose."""
    own = known.default_language
    spoken = [name for name in ("zh_CN", own, *known.supported_languages) if name in known.supported_languages]
    return next((name for name in spoken if language and name.startswith(language)), own)
