"""What an ageing report leaves unsaid of an invoice, reckoned from the rest: a day, or a credit note's number.

Every credit note without a number is money of its own. It is known by its day, "CN 2026-01-21", a further one of the
same customer and day as "CN 2026-01-21 (2)".
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from rejoinder.errors import Problem
from rejoinder.store import Writing

# In this order: numbers that the file states, then those of the book, are nobody else's.
_BEFORE = ("unnumber_credits", "forget_known_credits", "index_entries", "stated_credits", "known_credits")


def later(day: Any, days: int) -> Any:
    """Give the day so many days later; of no day, its problem."""
    return day if isinstance(day, Problem) else (date.fromisoformat(day) + timedelta(days)).isoformat()


def issue_days(dues: Iterable[Any], terms: Iterable[int | None]) -> list[Any]:
    """Reckon the days of issue from the due dates: the terms earlier, or the same day where no terms are known."""
    return [later(due, -(days or 0)) for due, days in zip(dues, terms, strict=True)]


def due_days(issued: Iterable[Any], terms: Iterable[int | None]) -> list[Any]:
    """Reckon the due dates from the days of issue: the terms later, or on receipt where no terms are known."""
    return [later(day, days or 0) for day, days in zip(issued, terms, strict=True)]


def numbers_of_credits(numbers: Sequence[Any], amounts: Sequence[Any], issued: Sequence[Any]) -> list[Any]:
    """Number credit notes that have no number by their day, as ledgers leave them; an invoice without one has none.

    Those of one customer and day are told apart by `number_credits`, once all rows are read.
    """
    return [
        f"CN {day}" if isinstance(number, Problem) and _is_credit(amount) and isinstance(day, str) else number
        for number, amount, day in zip(numbers, amounts, issued, strict=True)
    ]


def _is_credit(amount: Any) -> bool:
    return isinstance(amount, int) and amount < 0


def number_credits(stage: Writing, *, is_part: bool) -> None:
    """Tell the credit notes of a customer and day apart that have no number, as far as they go as the book knows them.

    A row is first the one of the same figure, so that it stays the same though another is gone or added before it. Of
    the rest one that was used since has a lower figure; but in a part of a list it may as well be another one.
    """
    for name in _BEFORE:
        stage.run(f"stage_{name}")
    for figure in ("said", "amount"):
        stage.run("stage_same_credits", figure=figure)
    for name in ("stage_new_credits",) if is_part else ("stage_used_credits", "stage_new_credits"):
        stage.run(name)
    stage.run("stage_number_credits")
