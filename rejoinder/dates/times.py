"""Times of day: one as a collector types it, in English or Chinese, and how it is shown and said."""

import re
from collections.abc import Mapping
from datetime import time

from rejoinder.dates.reading import MOST_TYPED

# As a keyboard gives them: full-width marks, blanks that do not break, and traditional characters.
_WESTERN_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0x2019: "'"}
_SIMPLIFIED = str.maketrans("點兩鐘鍾時後淩裡裏", "点两钟钟时后凌里里")
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_CHINESE_SIGN = re.compile(r"[\u3007\u4e00-\u9fff]")


class NotATime(ValueError):
    """What was typed is no time of day; `reason` says why, `values` what a sentence may name.

    Reasons: no_time; unknown, also of what leaves the hour open (morning, 3ish, 下午); ambiguous, of two times (2-3),
    of half a minute figure (2.3), of an hour that its part of the day does not have (14:30 am), and of 12 am.
    After reading, `values` has `text`.
    """

    def __init__(self, reason: str, *, values: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = dict(values or {})


def parse_time(text: str) -> time:
    """Read a time of day as a collector types it: 14:30, 1430, 2.30pm, half past two, 下午两点半, 差一刻三点.

    English and Chinese are both understood. An hour alone is one of working hours: 1 to 6 are in the afternoon, 7 to
    12 from 07:00 to 12:59. An hour with a nought before it is on the 24-hour clock: 02:30 is in the night.
    Raises: NotATime.
    """
    plain = " ".join(text.translate(_WESTERN_SIGNS).lower().split())
    try:
        return _read(plain)
    except NotATime as error:
        error.values["text"] = text.strip()[:MOST_TYPED]
        raise


def shown_time(at: time, language: str) -> str:
    """The time as it stands on screen: 14:30, in every language."""
    return f"{at.hour:02}:{at.minute:02}"


def spoken_time(at: time, language: str) -> str:
    """The time as it is read out: 2.30 pm, 9 am, noon, midnight; in Chinese 下午2点30分, 上午9点, 中午12点."""
    if language.startswith("zh"):
        minutes = f"{at.minute}分" if at.minute else ""
        return f"{_chinese_part(at.hour)}{(at.hour - 1) % 12 + 1 if at.hour else 0}点{minutes}"
    if at.minute == 0 and at.hour in (0, 12):
        return "noon" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes} {'am' if at.hour < 12 else 'pm'}"


def _chinese_part(hour: int) -> str:
    return next(
        part for end, part in ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上")) if hour < end
    )


# ---- the hour meant, by the part of the day ----------------------------------------------------------------


def _same(first: int, last: int) -> dict[int, int]:
    return {hour: hour for hour in range(first, last + 1)}


def _later(first: int, last: int) -> dict[int, int]:
    """Hours of the second half of the day, as they are called: 2 is 14."""
    return {hour: hour + 12 for hour in range(first, last + 1)}


_ALONE = {0: 0, **_later(1, 6), **_same(7, 23)}
_AM = {**_same(0, 11), 12: 0}
_PM = {**_later(1, 11), **_same(12, 23)}
_EVENING = {**_later(5, 11), **_same(17, 23), 12: 0}
# 上午12点 is noon, while 12.30 am is in the night.
_UNTIL_NOON = _same(1, 12)
_ENGLISH_PARTS = {"a": _AM, "morning": _AM, "p": _PM, "afternoon": _PM, "evening": _EVENING, "night": _EVENING}
_CHINESE_PARTS = {
    "凌晨": {**_same(0, 6), 12: 0}, "早上": _UNTIL_NOON, "早晨": _UNTIL_NOON, "上午": _UNTIL_NOON, "早": _UNTIL_NOON,
    "中午": {**_same(10, 15), **_later(1, 3)}, "下午": _PM, "傍晚": _EVENING, "晚上": _EVENING, "晚": _EVENING,
}  # fmt: skip
_PARTS: Mapping[str, Mapping[int, int]] = {**_ENGLISH_PARTS, **_CHINESE_PARTS}


def _hour_meant(hour: str, part: str | None, *, minute: int) -> int:
    number = int(hour)
    # 12 am is midnight by the letter and noon to many who write it (NIST, Times of Day FAQs).
    if part == "a" and (number, minute) == (12, 0):
        raise NotATime("ambiguous")
    if part is None and hour.startswith("0"):
        return number
    hours = _PARTS[part] if part else _ALONE
    if number > 23:
        raise NotATime("unknown")
    if number not in hours:
        raise NotATime("ambiguous")
    return hours[number]


# ---- what people type --------------------------------------------------------------------------------------

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_FIVES = {f"{ten} five": value + 5 for ten, value in _TENS.items() if value >= 20}
_COUNTS = {"quarter": 15, "half": 30, **{word: place for place, word in enumerate(_WORDS, start=1)}, **_FIVES, **_TENS}
_NAMED = {
    "noon": 12, "midday": 12, "12 noon": 12, "twelve noon": 12, "midnight": 0, "12 midnight": 0,
    "中午": 12, "正午": 12, "午夜": 0,
}  # fmt: skip

_HOUR = rf"(?P<hour>[0-9]{{1,2}}|{'|'.join(_WORDS)})"
_PART = (
    r"(?: ?(?P<part>[ap])(?:\.? ?m)?\.?| in the (?P<named>morning|afternoon|evening)| at (?P<night>night)"
    r"| ?(?:o'?clock|hrs?|hours|h))?"
)
# As on the face of a clock: eight to nine is no time, but two of them.
_STROKES = "quarter|twenty five|twenty|ten|five"
_ENGLISH = tuple(
    re.compile(pattern + _PART)
    for pattern in (
        rf"{_HOUR}(?: ?o'?clock)?",
        r"(?P<hour>[0-9]{1,2}) ?[:.h] ?(?P<minute>[0-9]{2})",
        r"(?P<hour>[0-9]{1,2})(?P<minute>[0-9]{2})",
        rf"{_HOUR} (?P<minute>{'|'.join((*_FIVES, *_TENS))})",
        rf"(?P<minute>half) {_HOUR}",
        rf"(?:a )?(?P<minute>half|{_STROKES}|[0-9]{{1,2}})(?: min(?:ute)?s?)? (?:past|after) {_HOUR}",
        # In figures 5 to 6 may as well be the hour between them; nobody is free from 20 to 3.
        rf"(?:a )?(?P<before>{_STROKES}|2[05]|[0-9]{{1,2}}(?= min))(?: min(?:ute)?s?)? (?:to|before) {_HOUR}",
    )
)

_CHINESE_HOUR = rf"(?:(?P<part>{'|'.join(_CHINESE_PARTS)}) ?)?(?P<hour>[0-9]{{1,2}})"
_CHINESE_LESS = r"差(?P<before>[0-9]{1,2}分钟?|[13]刻)"
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_CHINESE_HOUR}(?:[点时](?:钟|整)?)?",
        rf"{_CHINESE_HOUR}[点时] ?(?P<minute>半|[13]刻|[0-9]{{1,2}}分|[0-9]{{2}})",
        rf"{_CHINESE_HOUR} ?[:.] ?(?P<minute>[0-9]{{2}})",
        rf"{_CHINESE_HOUR}[点时]{_CHINESE_LESS}",
        rf"{_CHINESE_LESS}到?{_CHINESE_HOUR}[点时]钟?",
        rf"(?:(?P<part>{'|'.join(_CHINESE_PARTS)}) ?){_CHINESE_LESS}到?(?P<hour>[0-9]{{1,2}})[点时]钟?",
    )
)

_LEAD = re.compile(r"^(?:(?:at|by|before) |@ ?|在 ?)+")
_DEADLINE = re.compile(r" ?(?:之前|以前|前)$")
_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十]+")
_COUNT = rf"(?:[0-9]|\b(?:{'|'.join(_WORDS)})\b)"
_OPEN = re.compile(
    rf".*{_COUNT}.*(?:[-/~–—到至或和]|还是|\b(?:or|to|and|till|until)\b).*{_COUNT}.*"
    # 2.3 and 2点3 may be three minutes past, thirty, or a third of the hour.
    r"|.*(?<![0-9])[0-9]{1,2} ?[:.点时] ?[0-9](?![0-9分刻]).*"
)


def _read(text: str) -> time:
    if not text:
        raise NotATime("no_time")
    if len(text) > MOST_TYPED:
        raise NotATime("unknown")
    is_chinese = _CHINESE_SIGN.search(text)
    text = _clean_chinese(text) if is_chinese else _clean_english(text)
    if text in _NAMED:
        return time(_NAMED[text])
    for pattern in _CHINESE if is_chinese else _ENGLISH:
        if found := pattern.fullmatch(text):
            return _on_clock(found.groupdict())
    raise NotATime("ambiguous" if _OPEN.fullmatch(text) else "unknown")


def _clean_english(text: str) -> str:
    text = _LEAD.sub("", text.rstrip(" ,;!?")).removesuffix(" sharp")
    return re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)


def _clean_chinese(text: str) -> str:
    text = _LEAD.sub("", text.translate(_SIMPLIFIED).rstrip(" ,;!?。"))
    return _NUMERAL.sub(lambda found: _in_digits(found[0]), _DEADLINE.sub("", text))


def _in_digits(numeral: str) -> str:
    """Write 三, 十二, 二十三 or 零五 in digits; what is no such number, as 三四, stays."""
    signs = numeral.translate(_DIGITS)
    if tens := re.fullmatch(r"([2-5]?)十([1-9]?)", signs):
        return f"{tens[1] or '1'}{tens[2] or '0'}"
    return signs if re.fullmatch(r"0?[0-9]", signs) else numeral


def _on_clock(found: Mapping[str, str | None]) -> time:
    """The time that an hour, minutes past or before it, and a part of the day name. Raises: NotATime."""
    hour, minute = _figures(found["hour"]), _minutes(found.get("minute"))
    if before := _minutes(found.get("before")):
        # A quarter to one is 12.45, and to be read as that.
        hour, minute = _hour_before(int(hour)), 60 - before
    if not 0 <= minute <= 59:
        raise NotATime("unknown")
    part = found.get("part") or found.get("named") or found.get("night")
    return time(_hour_meant(hour, part, minute=minute), minute)


def _hour_before(hour: int) -> str:
    return str((hour - 2) % 12 + 1 if 1 <= hour <= 12 else (hour - 1) % 24)


def _minutes(word: str | None) -> int:
    """How many minutes were named: 半 is 30, 一刻 15."""
    if word is None or word == "半":
        return 30 if word else 0
    if word.endswith("刻"):
        return 15 * int(word[0])
    return int(_figures(word.removesuffix("钟").removesuffix("分")))


def _figures(word: str | None) -> str:
    """A number in figures that may have been typed as a word."""
    return str(_COUNTS.get(word, word)) if word else "0"
