"""What an ageing report leaves unsaid of an invoice, reckoned from the rest: a day, or a credit note's number."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from rejoinder.errors import Problem


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
    """Number credit notes that have no number by their day, as ledgers leave them; an invoice without one has none."""
    return [
        f"CN {day}" if isinstance(number, Problem) and _is_credit(amount) and isinstance(day, str) else number
        for number, amount, day in zip(numbers, amounts, issued, strict=True)
    ]


def _is_credit(amount: Any) -> bool:
    return isinstance(amount, int) and amount < 0
