"""Agreed interest: read as people write a rate, kept in millionths of the sum per period, shown in per cent."""

import re
from decimal import Decimal, InvalidOperation

from rejoinder.errors import Refused, mark

PERIODS = ("year", "month", "day")

# A year at more than this is a slip of the finger, or no interest any court would grant.
MOST_PPM = 1_000_000

NO_RATE = mark("“%(text)s” is no rate. Write it like 8 %%, 0.05 %% or 万分之五.")

_CHINESE = {"百": 10_000, "千": 1_000, "万": 100}
_NUMERALS = {sign: str(place) for place, sign in enumerate("零一二三四五六七八九")} | {"两": "2"}
# 万分之五, 千分之0.5, 百分之十二; behind it nothing more.
_IN_WORDS = re.compile(r"([百千万])分之(.+)")
_SIGNS = {"%": 10_000, "‰": 1_000, "‱": 100}


def read_interest(text: str) -> int | None:
    """Read a rate in millionths: 8 and 8 % are 80000, 0.5‰ and 万分之五 are 500; nothing typed is no rate.

    Raises: Refused.
    """
    bare = text.strip().replace(" ", "").replace("％", "%").replace(",", ".")
    if not bare:
        return None
    words = _IN_WORDS.fullmatch(bare)
    if words:
        unit, figure = _CHINESE[words[1]], _figure(words[2])
    else:
        unit, figure = _SIGNS.get(bare[-1], _SIGNS["%"]), bare.rstrip("%‰‱")
    try:
        ppm = Decimal(figure) * unit
    except InvalidOperation:
        raise Refused(NO_RATE, text=text.strip()) from None
    if not ppm.is_finite() or not 0 <= ppm <= MOST_PPM or ppm != int(ppm):
        raise Refused("“%(text)s” cannot be an agreed rate. Check the contract.", text=text.strip())
    return int(ppm)


def _figure(words: str) -> str:
    """Give a Chinese numeral up to nineteen in digits; figures stay as they are."""
    if words.startswith("十"):
        return "1" + (_NUMERALS.get(words[1:], words[1:]) or "0")
    return "".join(_NUMERALS.get(sign, sign) for sign in words)


def shown_interest(ppm: int) -> str:
    """Show a rate in per cent, without decimals that say nothing: 8 %, 0.05 %."""
    return f"{(Decimal(ppm) / _SIGNS['%']).normalize():f} %"
