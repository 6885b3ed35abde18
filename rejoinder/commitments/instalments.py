"""The instalments of a plan: read line by line as they are typed, held against the sum, spread over invoices."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rejoinder import money
from rejoinder.accounts import typed
from rejoinder.commitments.terms import Instalment
from rejoinder.dates.days import after_months
from rejoinder.errors import Refused, mark

# Two years of months; who needs longer has no plan but a loan.
MOST = 24
# How far apart instalments are, where they are spread evenly.
EVERY = ("week", "two_weeks", "month")

# A line is a day and, behind it, an amount, divided by a space or what one would put there; behind 日 or 号 by nothing.
_LINE = re.compile(
    r"(?P<day>.*?(?:[日号]|[\s:：=＝,，、;；-]))[\s:：=＝,，、;；-]*(?P<amount>[^\s:：=＝、;；]+(?:\s*[A-Za-z元万块]+)?)"
)
_BETWEEN = " :：=＝,，、;；-"
_REST = ("rest", "the rest", "remainder", "余款", "剩余", "剩下", "其余", "余下")
_ADD_UP: Mapping[bool, str] = {
    True: mark("The instalments come to %(sum)s. %(difference)s is missing: ask when that is paid."),
    False: mark("The instalments come to %(sum)s, %(difference)s more than the sum. Change one of them, or the sum."),
}


def read_instalments(
    text: str, *, amount_minor: int, currency: str, today: date, language: str
) -> tuple[Instalment, ...]:
    """Read the instalments of a sum, one a line: `fri 2,000`, `15/12 2000`, `月底 余款`; gives them by their days.

    The last may be "rest". Raises: Refused, for a line that cannot be read, a day named twice, or a sum that differs.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused("Ask for each day and its amount, and write one a line: fri 2,000.")
    if len(lines) > MOST:
        raise Refused("A plan has at most %(most)s instalments. Ask for fewer and larger ones.", most=MOST)
    found: list[Instalment] = []
    for number, line in enumerate(lines, 1):
        left = amount_minor - sum(one.amount_minor for one in found)
        found.append(_instalment(line, number, left=left, currency=currency, today=today, language=language))
    _check(found, amount_minor, currency, language)
    return tuple(sorted(found, key=lambda one: one.day))


def _instalment(line: str, number: int, *, left: int, currency: str, today: date, language: str) -> Instalment:
    """Read one line. Raises: Refused."""
    found = _LINE.fullmatch(line)
    if not found:
        raise Refused("Line %(number)s: write a day and an amount, like fri 2,000.", number=number)
    named, amount = _with_currency(found["day"].strip(_BETWEEN), found["amount"].strip())
    try:
        day = typed.read_day(named, today, language=language)
        minor = _rest(left) if amount.lower() in _REST else typed.read_amount(amount, currency)
    except Refused as problem:
        raise Refused("Line %(number)s: %(problem)s", number=number, problem=problem) from None
    return Instalment(day, minor)


def _with_currency(day: str, amount: str) -> tuple[str, str]:
    """Put a currency that stands between day and amount to the amount, which is then refused for another one's."""
    before, _, last = day.rpartition(" ")
    return (before.strip(_BETWEEN), f"{last} {amount}") if before and money.is_currency(last.upper()) else (day, amount)


def _rest(left: int) -> int:
    """Give what is left of the sum. Raises: Refused."""
    if left <= 0:
        raise Refused("Nothing is left of the sum.")
    return left


def _check(found: Sequence[Instalment], amount_minor: int, currency: str, language: str) -> None:
    """Hold instalments against each other and against their sum. Raises: Refused."""
    days = [one.day for one in found]
    twice = next((one for one in days if days.count(one) > 1), None)
    if twice is not None:
        raise Refused("%(day)s stands there twice. Put the two amounts together.", day=twice)
    total = sum(one.amount_minor for one in found)
    if total != amount_minor:
        shown = {
            "sum": money.shown(total, currency, language),
            "difference": money.shown(abs(amount_minor - total), currency, language),
        }
        raise Refused(_ADD_UP[total < amount_minor], **shown)


def spread_evenly(amount_minor: int, *, count: int, first: date, every: str) -> tuple[Instalment, ...]:
    """Divide a sum into equal instalments from a day on; what does not divide goes to the last one.

    Raises: Refused, for a number or a distance there is not.
    """
    if not 2 <= count <= MOST or every not in EVERY:
        raise Refused("Choose 2 to %(most)s instalments.", most=MOST)
    part = amount_minor // count
    if part == 0:
        raise Refused("The sum is too small for so many instalments.")
    parts = [part] * (count - 1) + [amount_minor - part * (count - 1)]
    return tuple(Instalment(_nth(first, nth, every), minor) for nth, minor in enumerate(parts))


def _nth(first: date, nth: int, every: str) -> date:
    """Give the day so many steps after the first."""
    if every == "month":
        return after_months(first, nth)
    return first + timedelta(nth * (7 if every == "week" else 14))


def written(instalments: Iterable[Instalment], currency: str) -> str:
    """Write instalments down as the form has them, one a line."""
    return "\n".join(f"{one.day.isoformat()} {money.plain(one.amount_minor, currency)}" for one in instalments)


def over_invoices(
    instalments: Iterable[Instalment], parts: Iterable[tuple[int, int]]
) -> Iterator[tuple[date, int | None, int]]:
    """Give each instalment to invoices, the first ones first: the day, the invoice's id and the amount.

    `parts` are what of each invoice is promised, by its id. What no invoice has left for stands for none.
    """
    left = [list(one) for one in parts]
    for one in instalments:
        minor = one.amount_minor
        for part in left:
            taken = min(minor, part[1])
            if taken > 0:
                part[1] -= taken
                minor -= taken
                yield one.day, part[0], taken
        if minor:
            yield one.day, None, minor
