"""The shape in which one language's ways of naming a day are written down."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rejoinder.dates.sides import Side

Reader = Callable[[re.Match[str], date], date]
Phrase = tuple[re.Pattern[str], Reader]


@dataclass(frozen=True)
class Phrases:
    """How one language names days: each pattern is held against the whole of the cleaned text."""

    clean: Callable[[str], str]
    side: Side
    # What names no day, or none on this side of today, with the reason it is refused for; tried in this order.
    refused: tuple[tuple[str, re.Pattern[str]], ...]
    relative: tuple[Phrase, ...]
    dated: tuple[Phrase, ...]
    # Groups `before` and `after`, one of them a weekday that stands beside a date: Fri 27 Nov.
    weekday_before: re.Pattern[str]
    weekday_after: re.Pattern[str]
    weekdays: Mapping[str, int]


def phrase(pattern: str, reader: Reader) -> Phrase:
    """One way of naming a day, and how to count to it."""
    return re.compile(pattern), reader


def first_reading(text: str, today: date, *, among: Iterable[Phrase]) -> date | None:
    """The day the first fitting phrase names, or None when none fits. Raises: NotADay."""
    for pattern, reader in among:
        if found := pattern.fullmatch(text):
            return reader(found, today)
    return None
