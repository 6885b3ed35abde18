"""Amounts and days as people type them: read, or refused with a sentence that says how to write them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from rejoinder import dates, money
from rejoinder.errors import Problem, Refused, mark

AMOUNT_SENTENCES: Mapping[str, str] = {
    "no_amount": mark("Write the amount."),
    "zero": mark("The amount cannot be zero. Check the figure."),
    "negative": mark("The amount cannot be below zero. Check the figure."),
    "not_a_number": mark("“%(text)s” is no amount. Write it like 12,300.50 or 1.2万."),
    "exponent": mark("“%(text)s” is no amount. Write it out, like 12,300.50."),
    "ambiguous": mark("“%(text)s” can be read in two ways. Write it like 1,234.50."),
    "too_precise": mark("“%(text)s” has more decimals than %(currency)s has."),
    "too_large": mark("“%(text)s” is too large to be an amount. Check the figure."),
    "other_currency": mark("“%(text)s” names another currency than %(currency)s. Choose the currency first."),
    "no_currency": mark("“%(currency)s” is no currency. Use its three letters, such as CNY."),
}
DAY_SENTENCES: Mapping[str, str] = {
    "no_day": mark("Write the day, like fri, 30/11, month end or 下周五."),
    "vague": mark("“%(text)s” is no day yet. Ask which day it will be."),
    "past": mark("%(day)s has passed. Ask for a day to come."),
    "does_not_exist": mark("There is no such day: “%(text)s”. Check the date."),
    "other_weekday": mark("“%(text)s”: this date falls on another weekday. Ask which of the two they mean."),
    "too_far": mark("“%(text)s” is more than three years away. Check the date."),
    "unknown": mark("“%(text)s” is not a day we can read. Write it like fri, 30/11, month end, 下周五 or 12月5号."),
}
PAST_DAY_SENTENCES: Mapping[str, str] = {
    **DAY_SENTENCES,
    "no_day": mark("Write the day on which it was, like yesterday, 3/11 or 11月3号."),
    "vague": mark("“%(text)s” is no day. Write the date, or leave it for the note."),
    "future": mark("%(day)s is still to come. Write the day on which it was."),
    "too_old": mark("“%(text)s” is more than thirty years ago. Check the date."),
    "unknown": mark("“%(text)s” is not a day we can read. Write it like yesterday, 3/11, 2026-11-03 or 11月3号."),
}


def read_amount(text: str, currency: str, *, sentences: Mapping[str, str] = AMOUNT_SENTENCES) -> int:
    """Read an amount above zero in minor units of a currency.

    Raises: Refused.
    """
    text = text.strip()
    try:
        return money.parse(text, currency)
    except money.NotAnAmount as wrong:
        sentence = sentences.get(wrong.reason, sentences["not_a_number"])
        raise Refused(sentence, **{**wrong.values, "text": text, "currency": currency}) from None


SUM_SENTENCE = mark("“%(text)s”: write the sum with its currency, like GBP 500.")
# A comma divides two sums unless figures stand on both sides of it: GBP 500, CNY 5,000.
_BETWEEN_SUMS = re.compile(r"[;、\n]|,(?![0-9])|(?<![0-9]),")
_SUM = re.compile(r"(?P<code>[A-Za-z]{3}) ?(?P<figure>.+)|(?P<figure_first>.+?) ?(?P<code_last>[A-Za-z]{3})")


def read_sums(text: str) -> dict[str, int]:
    """Read sums of several currencies, divided by commas or semicolons, into minor units by currency.

    Raises: Refused, for what is no sum with its currency, and for a currency named twice.
    """
    sums: dict[str, int] = {}
    for one in _BETWEEN_SUMS.split(unicodedata.normalize("NFKC", text)):
        if not one.strip():
            continue
        currency, figure = _currency_and_figure(" ".join(one.split()))
        if currency in sums:
            raise Refused("%(currency)s stands here twice. Keep one of the two.", currency=currency)
        sums[currency] = read_amount(figure, currency)
    return sums


def _currency_and_figure(text: str) -> tuple[str, str]:
    """Divide a sum into its currency, which may stand on either side, and its figure."""
    found = _SUM.fullmatch(text)
    if found is None:
        raise Refused(SUM_SENTENCE, text=text[: money.MOST_TYPED])
    currency = (found["code"] or found["code_last"]).upper()
    if not money.is_currency(currency):
        sentence = AMOUNT_SENTENCES["no_currency"]
        raise Refused(sentence, currency=currency)
    return currency, found["figure"] or found["figure_first"]


def written_sums(sums: Mapping[str, int]) -> str:
    """Write sums as a field has them: GBP 500, CNY 5,000.50."""
    return ", ".join(f"{currency} {_without_zeros(minor, currency)}" for currency, minor in sums.items())


def _without_zeros(minor: int, currency: str) -> str:
    """Write an amount, without the decimals of a round one."""
    return money.plain(minor, currency).removesuffix("." + "0" * money.digits(currency))


def read_day(text: str, today: date, *, language: str, sentences: Mapping[str, str] = DAY_SENTENCES) -> date:
    """Read a day to come, seen from today; `language` is that of the screen.

    Raises: Refused.
    """
    text = text.strip()
    try:
        return dates.parse_day(text, today, language=language)
    except dates.NotADay as wrong:
        raise _refused(wrong, text, language, sentences) from None


def read_past_day(text: str, today: date, *, language: str) -> date:
    """Read a day that has been, or today.

    Raises: Refused.
    """
    text = text.strip()
    try:
        return dates.parse_past_day(text, today, language=language)
    except dates.NotADay as wrong:
        raise _refused(wrong, text, language, PAST_DAY_SENTENCES) from None


def past_day_of(
    fields: Mapping[str, str], name: str, today: date, problems: dict[str, Problem], *, language: str
) -> str | None:
    """Read a field for a day that has been, as a table has it; it may be empty. What is wrong with it is noted."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    try:
        return read_past_day(text, today, language=language).isoformat()
    except Refused as problem:
        problems[name] = problem
        return None


def _refused(wrong: dates.NotADay, text: str, language: str, sentences: Mapping[str, str]) -> Refused:
    """Say what is wrong with a day, naming it as the screen writes it where it was understood."""
    read = wrong.values.get("day")
    day = dates.shown(date.fromisoformat(read), language) if read else text
    return Refused(sentences.get(wrong.reason, sentences["unknown"]), **{**wrong.values, "text": text, "day": day})
