"""Promises and money for the tests of judging, all in one November; days are numbers, amounts minor units."""

from collections.abc import Mapping, Sequence
from datetime import date

from rejoinder.commitments.judging import Line, Money, Verdict, judge


def nov(day: int) -> date:
    """A day of November 2026; the 20th is a Friday."""
    return date(2026, 11, day)


def at(day: int, hour: int = 9) -> str:
    """A moment as the tables have it."""
    return f"2026-11-{day:02}T{hour:02}:00:00.000000Z"


def line(
    id: int = 1,
    *,
    of: int = 0,
    invoice: int | None = 1,
    minor: int = 10000,
    due: int = 20,
    until: int = 0,
    made: int = 2,
    hour: int = 9,
    currency: str = "GBP",
    stated: int = 0,
    percent: int = 100,
    back: int = 0,
) -> Line:
    """Something promised in the commitment `of` (its own, unless said); `back` is the day it was taken back."""
    return Line(
        id=id,
        commitment_id=of or id,
        invoice_id=invoice,
        currency=currency,
        amount_minor=minor,
        due_on=nov(due),
        until=nov(until or due),
        made_at=at(made, hour),
        made_on=nov(made),
        stated_on=nov(stated).isoformat() if stated else "",
        percent=percent,
        taken_back_at=at(back, 15) if back else "",
        taken_back_on=nov(back) if back else None,
    )


def came(
    minor: int,
    day: int,
    *,
    id: int = 1,
    invoice: int | None = 1,
    currency: str = "GBP",
    known: int = 0,
    hour: int = 12,
    by_hand: bool = False,
) -> Money:
    """Money received on a day and `known` (recorded) on that day, unless said otherwise."""
    return Money(id, invoice, currency, minor, nov(day), at(known or day, hour), by_hand)


def judged(lines: Sequence[Line], *money: Money, today: int) -> Mapping[int, Verdict]:
    """Judge on a day of November."""
    return judge(lines, money, today=nov(today))


def told(lines: Sequence[Line], *money: Money, today: int) -> list[tuple[str, int, int]]:
    """What became of each line, what came in time and what late, in the order of the lines."""
    found = judged(lines, *money, today=today)
    return [(found[one.id].became, found[one.id].paid_minor, found[one.id].late_minor) for one in lines]
