"""The values of the sentence that reads a commitment back, and of the letter that confirms it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

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
DOCUMENTS = {
    "en": {
        "transfer_slip": "the transfer slip",
        "signed_statement": "the signed statement of account",
        "delivery_proof": "the proof of delivery",
        "invoice_copy": "a copy of the invoice",
    },
    "zh": {
        "transfer_slip": "转账回单",
        "signed_statement": "盖章的对账单",
        "delivery_proof": "签收单",
        "invoice_copy": "发票副本",
    },
}
# More numbers than this are not read out one by one, nor more instalments.
MOST_NUMBERS = 4
# Of these a letter takes three lines; where there are more, the ledger is enclosed or asked for anyway.
MOST_WRITTEN = 20


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
    instalments: Sequence[tuple[date, int]] = (),
    matures_on: date | None = None,
    document: str = "",
    call_at: time | None = None,
    is_written: bool = False,
) -> Values:
    """Give the blanks of a read-back their values; `amount` is in minor units with its currency;
    `beyond` counts invoices that are not named; `instalments` are days with minor units of its currency.

    Written, every day has its year, every instalment is named, and many more invoices. In Chinese a yuan amount is also
    given in capitals, as it is written where it must not be altered.
    """
    in_capitals = language == "zh" and amount is not None and amount[1] == "CNY"
    said = _Saying(language, None if is_written else today)
    return {
        "amount": said.sum_(*amount) if amount else None,
        "amount_capitals": money.capitals(amount[0]) if in_capitals and amount else None,
        "day": said.day(day) if day else None,
        "method": METHODS[language].get(method),
        "who": who or None,
        "invoices": _listed(
            invoices,
            language,
            credits=credits,
            beyond=beyond,
            most=MOST_WRITTEN if is_written else MOST_NUMBERS,
        ),
        "note": _document(document, note, language) or None,
        "instalments": said.instalments(instalments, amount[1]) if instalments and amount else None,
        "matures_on": said.day(matures_on) if matures_on else None,
        "time": dates.spoken_time(call_at, language) if call_at else None,
    }


@dataclass(frozen=True)
class _Saying:
    """How days and sums are said in a language; in writing there is no `today` that lets a year go without saying."""

    language: str
    today: date | None

    def day(self, day: date) -> str:
        """Give a day in full."""
        if self.today is None:
            return dates.written(day, self.language)
        return dates.spoken(day, self.language, today=self.today)

    def sum_(self, minor: int, currency: str) -> str:
        """Give a sum with its currency."""
        if self.today is None:
            return money.shown(minor, currency, self.language)
        return money.spoken(minor, currency, self.language)

    def instalments(self, ones: Sequence[tuple[date, int]], currency: str) -> str:
        """Name each instalment; of many equal ones, read out, the number, the first day and the last."""
        parts = {minor for _, minor in ones}
        if self.today is not None and len(ones) > MOST_NUMBERS and len(parts) == 1:
            return self._counted(ones, currency)
        if self.language == "zh":
            return "、".join(f"{self.day(day)}付{self.sum_(minor, currency)}" for day, minor in ones)
        named = [f"{self.sum_(minor, currency)} on {self.day(day)}" for day, minor in ones]
        return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]

    def _counted(self, ones: Sequence[tuple[date, int]], currency: str) -> str:
        """Count equal instalments."""
        first, last, part = self.day(ones[0][0]), self.day(ones[-1][0]), self.sum_(ones[0][1], currency)
        if self.language == "zh":
            return f"分{len(ones)}期，每期{part}，第一期{first}，最后一期{last}"
        return f"{len(ones)} instalments of {part}, the first on {first}, the last on {last}"


def _document(document: str, note: str, language: str) -> str:
    """Name a document, with what was noted of it."""
    name = DOCUMENTS[language].get(document, "")
    if not name or not note:
        return name or note
    return f"{name}（{note}）" if language == "zh" else f"{name} ({note})"


def _listed(numbers: tuple[str, ...], language: str, *, credits: tuple[str, ...], beyond: int, most: int) -> str | None:
    """List invoice numbers as one says them, and the credits taken off, or the sum would not seem to agree."""
    if not numbers:
        return None
    said = _numbers(numbers, language, beyond=beyond, most=most)
    if not credits:
        return said
    if language == "zh":
        return f"{said}（已扣减{'、'.join(credits)}）"
    return f"{said}, less {' and '.join(credits)}"


def _numbers(numbers: tuple[str, ...], language: str, *, beyond: int, most: int) -> str:
    """List invoice numbers, or only count them where they are many."""
    count = len(numbers) + beyond
    if language == "zh":
        return f"{count}张发票" if count > most else "、".join(numbers) + "号发票"
    if count > most:
        return f"{count} invoices"
    if len(numbers) == 1:
        return f"invoice {numbers[0]}"
    return f"invoices {', '.join(numbers[:-1])} and {numbers[-1]}"
