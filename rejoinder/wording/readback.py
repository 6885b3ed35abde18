"""The values of the sentence that reads a commitment back."""

from datetime import date

from rejoinder import dates, money
from rejoinder.wording.blanks import Values

METHODS = {
    "en": {
        "transfer": "by bank transfer",
        "cheque": "by cheque",
        "bill": "by acceptance bill",
        "card": "by card",
        "cash": "in cash",
        "direct_debit": "by direct debit",
    },
    "zh": {
        "transfer": "转账",
        "cheque": "支票",
        "bill": "承兑汇票",
        "card": "刷卡",
        "cash": "现金",
        "direct_debit": "银行代扣",
    },
}
# More numbers than this are not read out one by one.
MOST_NUMBERS = 4


def commitment_values(
    *,
    language: str,
    today: date,
    amount: tuple[int, str] | None = None,
    day: date | None = None,
    method: str = "",
    who: str = "",
    invoices: tuple[str, ...] = (),
    credits: tuple[str, ...] = (),
    beyond: int = 0,
    note: str = "",
) -> Values:
    """Give the blanks of a read-back their values; `amount` is in minor units with its currency;
    `beyond` counts invoices that are not named.

    In Chinese a yuan amount is also given in capitals, as it is written where it must not be altered.
    """
    in_capitals = language == "zh" and amount is not None and amount[1] == "CNY"
    return {
        "amount": money.spoken(amount[0], amount[1], language) if amount else None,
        "amount_capitals": money.capitals(amount[0]) if in_capitals and amount else None,
        "day": dates.spoken(day, language, today=today) if day else None,
        "method": METHODS[language].get(method),
        "who": who or None,
        "invoices": _listed(invoices, language, credits=credits, beyond=beyond),
        "note": note or None,
    }


def _listed(numbers: tuple[str, ...], language: str, *, credits: tuple[str, ...], beyond: int) -> str | None:
    """List invoice numbers as one says them, and the credits taken off, or the sum would not seem to agree."""
    if not numbers:
        return None
    said = _numbers(numbers, language, beyond=beyond)
    if not credits:
        return said
    if language == "zh":
        return f"{said}（已扣减{'、'.join(credits)}）"
    return f"{said}, less {' and '.join(credits)}"


def _numbers(numbers: tuple[str, ...], language: str, *, beyond: int) -> str:
    """List invoice numbers, or only count them where they are many."""
    count = len(numbers) + beyond
    if language == "zh":
        return f"{count}张发票" if count > MOST_NUMBERS else "、".join(numbers) + "号发票"
    if count > MOST_NUMBERS:
        return f"{count} invoices"
    if len(numbers) == 1:
        return f"invoice {numbers[0]}"
    return f"invoices {', '.join(numbers[:-1])} and {numbers[-1]}"
