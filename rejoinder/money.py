"""Money as people type it, see it and say it: whole minor units beside an ISO 4217 currency."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from babel.numbers import list_currencies

# Above every trade debt, and below 2**53, so that the figure is still exact in a browser.
MOST_MINOR = 10**15
# Longer than any amount with its currency in words; keeps a pasted page from being read digit by digit.
MOST_TYPED = 80

# ISO 4217, list one. CLDR counts the decimals in use instead (none for RSD), and changes them: what is stored
# would mean another amount after an update.
_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DIGITS = {code: places for places, codes in _DECIMALS.items() for code in codes.split()}

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"


class NotAnAmount(ValueError):
    """What was typed cannot be recorded as an amount; `reason` says why, `values` what a sentence may name.

    Reasons: no_amount, not_a_number, exponent, ambiguous, zero, negative, too_precise (value `digits`),
    too_large, other_currency (value `mark`), no_currency. After `parse`, `values` has `text` and `currency`.
    """

    def __init__(self, reason: str, *, values: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = dict(values or {})


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())


def is_currency(code: str) -> bool:
    """Whether this is a currency code such as CNY, in capitals. Source: ISO 4217 as Babel (CLDR) lists it."""
    return code in _codes()


def digits(currency: str) -> int:
    """How many decimals the currency has: none for JPY, two for most, three for KWD.

    Raises: NotAnAmount (no_currency). Source: ISO 4217, minor unit.
    """
    if not is_currency(currency):
        raise NotAnAmount("no_currency", values={"currency": currency})
    return _DIGITS.get(currency, 2)


# ---- what people type ------------------------------------------------------------------------------------

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = str.maketrans(
    "\u3000\u00a0\u2007\u2009\u202f￥￡’\u2212\u2013萬億圓圆塊兩两一二三四五六七八九",
    "     ¥£'--万亿元元块22123456789",
)
_DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP FJD JMD TTD BND BBD BSD BZD BMD KYD XCD NAD"
_MARKS = {
    "¥": "CNY JPY", "cn¥": "CNY", "rmb": "CNY", "人民币": "CNY", "yuan": "CNY", "块": "CNY", "块钱": "CNY",
    "元": "CNY HKD TWD MOP", "jp¥": "JPY", "円": "JPY", "日元": "JPY", "yen": "JPY",
    "$": _DOLLARS, "dollar": _DOLLARS, "dollars": _DOLLARS, "us$": "USD", "美元": "USD", "美金": "USD",
    "hk$": "HKD", "港元": "HKD", "港币": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "s$": "SGD", "nz$": "NZD", "£": "GBP GIP FKP SHP EGP", "英镑": "GBP",
    "pound": "GBP GIP FKP SHP EGP", "pounds": "GBP GIP FKP SHP EGP", "€": "EUR", "欧元": "EUR", "euro": "EUR",
    "euros": "EUR", "₩": "KRW", "₹": "INR", "฿": "THB", "₫": "VND", "₽": "RUB", "₺": "TRY",
}  # fmt: skip

_NEGATIVE = re.compile(r"[-(负].*[0-9].*|.*[0-9]-")
_EXPONENT = re.compile(r"[0-9.]e[-+]?[0-9]")
_SCALED = re.compile(r"(?P<figure>.*?) ?(?P<word>k|thousand|million)")
# In trade credit "M" is a thousand to some and a million to others, so it is asked back.
_M_ALONE = re.compile(r"[0-9.,' ]+m")
_SCALES = {"k": 10**3, "thousand": 10**3, "million": 10**6}
_FIGURE = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sign>[,' ])[0-9]{3}(?:(?P=sign)[0-9]{3})*|[0-9]*)(?:\.(?P<part>[0-9]*))?"
)
_CONTINENTAL = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<part>[0-9]{2})")


def parse(text: str, currency: str) -> int:
    """Read the amount a person typed, in whole minor units of the account's currency.

    Understands full-width figures, 1.2万, 12万3千, 3.5k, and the currency's own signs, codes and words on
    either side. What could be read in two ways is asked back, never guessed: 1,23, or 2万5.
    Raises: NotAnAmount.
    """
    try:
        places = digits(currency)
        figure = _without_marks(_in_western_signs(text), currency)
        return _in_minor_units(_number(_unsigned(figure), places), places)
    except NotAnAmount as error:
        error.values.update(text=text.strip()[:MOST_TYPED], currency=currency)
        raise


def _in_western_signs(text: str) -> str:
    if len(text) > MOST_TYPED:
        raise NotAnAmount("not_a_number")
    return " ".join(text.translate(_FULL_WIDTH).translate(_ALIKE).lower().split())


@lru_cache(maxsize=1)
def _mark_at_either_end() -> re.Pattern[str]:
    words = sorted({*_MARKS, *(code.lower() for code in _codes())}, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"^(?:{either})|(?:{either})$")


def _without_marks(text: str, currency: str) -> str:
    text = text.removesuffix("整").removesuffix("正")
    while found := _mark_at_either_end().search(text):
        mark = found.group()
        if currency not in _MARKS.get(mark, mark.upper()).split():
            raise NotAnAmount("other_currency", values={"mark": mark.upper()})
        text = (text[: found.start()] + text[found.end() :]).strip()
    return text


def _unsigned(figure: str) -> str:
    if not figure:
        raise NotAnAmount("no_amount")
    if _NEGATIVE.fullmatch(figure):
        raise NotAnAmount("negative")
    return figure


def _number(figure: str, places: int) -> Fraction:
    if _EXPONENT.search(figure):
        raise NotAnAmount("exponent")
    if _M_ALONE.fullmatch(figure):
        raise NotAnAmount("ambiguous")
    if scaled := _SCALED.fullmatch(figure):
        return _figure(scaled["figure"]) * _SCALES[scaled["word"]]
    if re.search("[万亿千百十w]", figure):
        return _with_chinese_units(figure.replace(" ", "").replace("w", "万"))
    return _figure(figure, places=places)


def _figure(text: str, *, places: int | None = None) -> Fraction:
    # Decimals are counted as written, zeros too: 12.500 is twelve and a half to some and 12,500 to others.
    found = _FIGURE.fullmatch(text) or _CONTINENTAL.fullmatch(text)
    if not found or not re.search("[0-9]", text):
        raise NotAnAmount("ambiguous" if re.fullmatch("[0-9.,' ]*[0-9][0-9.,' ]*", text) else "not_a_number")
    whole, part = re.sub("[^0-9]", "", found["whole"]), found["part"] or ""
    if places is not None and len(part) > places:
        raise NotAnAmount("too_precise", values={"digits": str(places)})
    return Fraction(int(whole + part), 10 ** len(part))


def _with_chinese_units(text: str) -> Fraction:
    for unit, zeros in (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1)):
        before, found, after = text.rpartition(unit)
        if found:
            head = Fraction(1) if unit == "十" and not before else _with_chinese_units(before)
            if after and head.denominator != 1:
                raise NotAnAmount("ambiguous")
            return head * int(10**zeros) + _after_unit(after, zeros)
    return _figure(text)


def _after_unit(text: str, zeros: int) -> Fraction:
    if not text:
        return Fraction(0)
    # 2万5 is 25,000 in speech and 20,005 by the letter: a bare figure must fill every place, or follow 零.
    is_bare = re.fullmatch(r"[0-9,]+(?:\.[0-9]*)?", text)
    if is_bare and len(text.partition(".")[0].replace(",", "")) != zeros:
        raise NotAnAmount("ambiguous")
    rest = _with_chinese_units(text.removeprefix("零"))
    if rest >= 10**zeros:
        raise NotAnAmount("ambiguous")
    return rest


def _in_minor_units(amount: Fraction, places: int) -> int:
    minor = amount * 10**places
    if minor.denominator != 1:
        raise NotAnAmount("too_precise", values={"digits": str(places)})
    if minor == 0:
        raise NotAnAmount("zero")
    if minor > MOST_MINOR:
        raise NotAnAmount("too_large")
    return int(minor)


# ---- what people see and say -----------------------------------------------------------------------------

_UNITS_SAID = {"CNY": "元", "USD": "美元", "GBP": "英镑", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
_MYRIADS = (("亿", 10**8), ("万", 10**4))
_CAPITAL_STEPS = (*_MYRIADS, ("仟", 1000), ("佰", 100), ("拾", 10))
_CAPITAL_FIGURES = "零壹贰叁肆伍陆柒捌玖"


def plain(amount_minor: int, currency: str) -> str:
    """The bare figure for input fields and tables, 144,500.00, grouped by thousands in every language."""
    places = digits(currency)
    whole, part = divmod(abs(amount_minor), 10**places)
    sign = MINUS if amount_minor < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{places}}" if places else "")


def shown(amount_minor: int, currency: str, language: str) -> str:
    """The amount with its currency, as it stands on screen: CNY 144,500.00, in Chinese ¥144,500.00.

    The code is tied to the figure by a no-break space; only the yuan in Chinese has a sign of its own, since
    ¥ and $ are ambiguous elsewhere.
    """
    figure = plain(amount_minor, currency)
    if language.startswith("zh") and currency == "CNY":
        return f"{MINUS}¥{figure.removeprefix(MINUS)}" if amount_minor < 0 else f"¥{figure}"
    return f"{currency}{NO_BREAK}{figure}"


def spoken(amount_minor: int, currency: str, language: str) -> str:
    """The amount as it is read out, never rounded: in Chinese by 万 and 亿, 14万4500元."""
    if not language.startswith("zh"):
        return shown(amount_minor, currency, language)
    unit = _UNITS_SAID.get(currency, NO_BREAK + currency)
    sign = "负" if amount_minor < 0 else ""
    return sign + _said_in_chinese(abs(amount_minor), currency) + unit


def _said_in_chinese(amount_minor: int, currency: str) -> str:
    places = digits(currency)
    whole, part = divmod(amount_minor, 10**places)
    if not part:
        return _by_steps(whole, _MYRIADS, str)
    if whole >= 10**4 and whole % 10**4 == 0:
        return plain(amount_minor, currency)  # 10万零0.50 is said by nobody
    return f"{_by_steps(whole, _MYRIADS, str)}.{part:0{places}}"


def capitals(amount_minor: int) -> str:
    """A yuan amount in the capital figures of bills and receipts: 壹拾肆万肆仟伍佰元整.

    人民币 goes right before it. Where the rule leaves a choice: 零 after a round 元 (捌拾元零叁角), none
    after a round 万 (壹拾万柒仟), 整 after 角, so that nothing can be written behind it.
    Raises: NotAnAmount (negative).
    Source: 《支付结算办法》附件一《正确填写票据和结算凭证的基本规定》 1, 2 and 5.
    """
    if amount_minor < 0:
        raise NotAnAmount("negative")
    yuan, cents = divmod(amount_minor, 100)
    jiao, fen = divmod(cents, 10)
    text = _by_steps(yuan, _CAPITAL_STEPS, _capital) + "元" if yuan or not cents else ""
    if cents and yuan and (not jiao or yuan % 10 == 0):
        text += "零"
    text += f"{_capital(jiao)}角" if jiao else ""
    return text + (f"{_capital(fen)}分" if fen else "整")


def _capital(figure: int) -> str:
    return _CAPITAL_FIGURES[figure]


def _by_steps(number: int, steps: Sequence[tuple[str, int]], name: Callable[[int], str]) -> str:
    for unit, scale in steps:
        if number >= scale:
            head, rest = divmod(number, scale)
            link = "零" if 0 < rest < scale // 10 else ""
            tail = _by_steps(rest, steps, name) if rest else ""
            return _by_steps(head, steps, name) + unit + link + tail
    return name(number)
