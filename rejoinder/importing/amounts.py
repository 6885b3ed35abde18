"""Reading a ledger's amounts: signs, brackets, currency marks, and which of point and comma is the decimal one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rejoinder.errors import Refused
from rejoinder.money import MOST_MINOR, digits, is_currency

Decimal = Literal[".", ","]

# A mark and the currencies it may stand for; any other is a figure in another currency than the row's.
_SIGNS = {
    "$": {
        "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "FJD", "JMD", "TTD", "BND", "BBD",
        "BSD", "BZD", "BMD", "KYD", "XCD", "NAD",
    },
    "us$": {"USD"}, "hk$": {"HKD"}, "a$": {"AUD"}, "c$": {"CAD"}, "nt$": {"TWD"}, "s$": {"SGD"},
    "¥": {"CNY", "JPY"}, "元": {"CNY", "HKD", "TWD"}, "rmb": {"CNY"}, "€": {"EUR"}, "£": {"GBP", "EGP", "GIP"},
    "₹": {"INR"}, "₩": {"KRW"}, "kr": {"SEK", "NOK", "DKK", "ISK"}, "zł": {"PLN"}, "fr": {"CHF"},
}  # fmt: skip
_WORDS = {
    "RMB": "CNY", "人民币": "CNY", "元": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP",
    "港币": "HKD", "港元": "HKD", "日元": "JPY", "台币": "TWD",
}  # fmt: skip

# Longer than any amount with its currency.
MOST_FIGURES = 60

_ALIKE = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'"})
_PARTS = re.compile(r"(?P<before>[^\d.,]*)(?P<figure>[\d.,][\d.,' ]*)(?P<after>[^\d]*)")
_SPACED_THOUSANDS = re.compile(r"(?<=\d)[' ](?=\d{3}(?!\d))")
# Thousands by three, or in the Indian way by two with three at the end.
_FIGURE = re.compile(r"(?P<whole>\d{1,3}(?:,\d{2,3})*,\d{3}|\d*)(?:\.(?P<part>\d*))?")
# Which side of the account it stands on, as Tally and Sage write it.
_CREDIT = re.compile(r"\bcr\b|贷", re.IGNORECASE)
_SIDE = re.compile(r"\b[cd]r\b|[借贷]", re.IGNORECASE)
_OPEN_POINT = re.compile(r"\D*\d{1,3}\.\d{3}\D*")
_SWAPPED = str.maketrans(".,", ",.")


def currency_of(cell: str) -> str:
    """Read a currency as ledgers write it: its code, or its Chinese name. Raises: Refused."""
    code = _WORDS.get(cell, cell.upper())
    if not is_currency(code):
        raise Refused("This is not a currency code such as USD.")
    return code


@dataclass(frozen=True)
class DecimalProof:
    """What cells say of the decimal sign: how many can have only the one, or could have either."""

    points: int = 0
    commas: int = 0
    either: int = 0

    def __add__(self, other: "DecimalProof") -> "DecimalProof":
        return DecimalProof(self.points + other.points, self.commas + other.commas, self.either + other.either)

    @property
    def decimal(self) -> Decimal | None:
        """Give the sign that is proven, or nothing."""
        if self.points == self.commas:
            return None
        return "." if self.points > self.commas else ","

    @property
    def is_needed(self) -> bool:
        """Say whether some amount means another one with the other sign."""
        return self.decimal is None and self.either > 0


def prove_decimal(cells: Iterable[str]) -> DecimalProof:
    """Count what the cells of the amount columns prove of the decimal sign.

    `1.234,56` and `12,5` prove the comma, `1,234.50` and `12.5` the point; `1,234` proves nothing, nor does `1.234`,
    which of the two is the only one that ledgers write for both.
    """
    different = set(cells)
    proofs = [_proof(cell) for cell in different]
    either = sum(_OPEN_POINT.fullmatch(cell) is not None for cell in different)
    return DecimalProof(proofs.count("."), proofs.count(","), either)


def _proof(cell: str) -> Decimal | None:
    """Say what one cell proves."""
    found = _PARTS.fullmatch(_plain(cell))
    figure = found["figure"] if found else ""
    last: Decimal = "." if figure.rfind(".") > figure.rfind(",") else ","
    other: Decimal = "," if last == "." else "."
    if last not in figure:
        return None
    if figure.count(last) > 1:
        return other if other not in figure else None
    is_open = other not in figure and len(figure.rpartition(last)[2]) == 3
    return None if is_open else last


def read_amount(cell: str, currency: str, *, decimal: Decimal | None) -> int:
    """Read an amount of the ledger in minor units of its currency; one in brackets or with a minus is below zero.

    Raises: Refused, when it is no amount, is in another currency, or could be read in two ways.
    """
    if not cell:
        raise Refused("The amount is missing.")
    found = _PARTS.fullmatch(_plain(cell))
    if found is None or len(cell) > MOST_FIGURES:
        raise Refused("This is not an amount.")
    sign = _sign(found["before"], found["after"])
    scale = _scale(found["before"] + " " + found["after"], currency)
    minor = sign * _minor(found["figure"].strip(), digits(currency), scale=scale, decimal=decimal)
    if abs(minor) > MOST_MINOR:
        raise Refused("This amount is too large to be right.")
    return minor


def _plain(cell: str) -> str:
    """Write full-width figures, odd spaces and minus signs as plain ones, without spaces between thousands."""
    return _SPACED_THOUSANDS.sub("", unicodedata.normalize("NFKC", cell).translate(_ALIKE).strip())


def _sign(before: str, after: str) -> int:
    """Give -1 for an amount in brackets, with one minus before or behind it, or to our debit: 100.00 Cr."""
    signs = "".join(one for one in before + after if one in "-()")
    is_credit = _CREDIT.search(f"{before} {after}") is not None
    if signs not in ("", "-", "()") or (signs and is_credit):
        raise Refused("This is not an amount.")
    return -1 if signs or is_credit else 1


def _scale(around: str, currency: str) -> int:
    """Give the zeros that 万 adds; every other word or mark around the figure must be the row's own currency."""
    marks = _SIDE.sub(" ", re.sub(r"[-()]", " ", around)).lower()
    scale = 4 if "万" in marks else 0
    for mark in marks.replace("万", " ", 1).split():
        if mark != currency.lower() and currency not in _SIGNS.get(mark, ()):
            raise Refused("“%(mark)s” does not belong to an amount in %(currency)s.", mark=mark, currency=currency)
    return scale


def _minor(figure: str, places: int, *, scale: int, decimal: Decimal | None) -> int:
    """Turn the bare figure into minor units."""
    if decimal is None and places != 3 and re.fullmatch(r"\d{1,3}\.\d{3}", figure):
        raise Refused("This could be read in two ways: the point may divide thousands or decimals.")
    found = _FIGURE.fullmatch(figure.translate(_SWAPPED) if decimal == "," else figure)
    if found is None or not re.search(r"\d", figure):
        raise Refused("This is not an amount.")
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    shift = places + scale - len(part)
    value = int(whole + part)
    if shift >= 0:
        return value * int(10**shift)
    if value % int(10**-shift):
        raise Refused("This amount has more decimals than its currency.")
    return value // int(10**-shift)
