"""How Chinese speakers name a promised day, in simplified or traditional characters."""

import re
from datetime import date

from rejoinder.dates import days
from rejoinder.dates.phrases import Phrase, Phrases, phrase
from rejoinder.dates.sides import COMING, Side

WEEKDAYS = {str(place + 1): place for place in range(7)}
_WEEKDAY_SIGNS = dict(zip("一二三四五六日天1234567", "123456771234567", strict=True))
_NUMERALS = {sign: str(place) for place, sign in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_SIMPLIFIED = str.maketrans(
    "週號後這個內兩禮間過幾儘盡馬會節應該爭當還點剛陣", "周号后这个内两礼间过几尽尽马会节应该争当还点刚阵"
)

_YEARS_ON = {"明": 1, "今": 0, "去": -1, "前": -2}

_PUNCTUATION = re.compile(r"[,;:!?()，。；：、“”的]|\.(?![0-9])")
_WEEKDAY_NAME = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![0-9]))")
# 两三天 is a few days, and no 23.
_FEW = re.compile(
    r"(?<![〇零一二两三四五六七八九十])(?:一两|[二两]三|三四|四五|五六|六七|七八|八九)"
    r"(?=天|日|周|号|个|星期|礼拜|月|年(?:之|以)?前)"
)
_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十]+")
_TENS = re.compile(r"([1-9]?)十([1-9]?)")
# 周五前 is Friday at the latest; 3天前 was three days ago, and stays as it is.
_DEADLINE = re.compile(
    r"(?:(?<![0-9]天)(?<![0-9]周)(?<!星期)(?<!礼拜)(?<!个月)(?<![0-9]年) ?(?:之前|以前|前)"
    r"|(?<![0-9]日) ?(?:之内|以内|内))$"
)
_TIME_OF_DAY = re.compile(r"(?<=.) ?(?:上午|下午|早上|晚上|中午|傍晚|早|晚)$")


def clean(text: str) -> str:
    """Simplified characters, figures in digits, weekdays as 周1 to 周7, without 之前 and the time of day."""
    return _TIME_OF_DAY.sub("", _DEADLINE.sub("", plain(text)))


def clean_told(text: str) -> str:
    """As `clean`, but 前 stays: 3天前 counts back, and 周五前 of a day that has been leaves open which it was."""
    return _TIME_OF_DAY.sub("", plain(text))


def plain(text: str) -> str:
    """Simplified characters, figures in digits, weekdays as 周1 to 周7, without punctuation."""
    text = _PUNCTUATION.sub(" ", text.lower().translate(_SIMPLIFIED))
    text = _WEEKDAY_NAME.sub(lambda found: f" 周{_WEEKDAY_SIGNS[found[1]]} ", text)
    text = _NUMERAL.sub(lambda found: _in_digits(found[0]), _FEW.sub("几", text))
    # The space behind a weekday stays, or 周2 and 15号 would run together; and 2、3天 is not 23天.
    return re.sub(r"(?<!周[1-7])(?:(?<![0-9]) | (?![0-9]))", "", " ".join(text.split()))


def _in_digits(numeral: str) -> str:
    text = "".join(_NUMERALS.get(sign, sign) for sign in numeral)
    if tens := _TENS.fullmatch(text):
        return f"{tens[1] or '1'}{tens[2] or '0'}"
    return text


def counted(found: re.Match[str], today: date, *, sign: int = 1) -> date:
    """The day so many days, weeks or months on (sign 1) or back (-1)."""
    count, unit = sign * int(found["count"]), found["unit"].removeprefix("个")
    if unit in ("月", "年"):
        return days.after_months(today, count * (12 if unit == "年" else 1))
    if unit == "工作日":
        return days.after_working_days(today, count)
    return days.after(today, count if unit in ("天", "日") else count * 7)


def weekday_of_week(found: re.Match[str], today: date) -> date:
    """The weekday of the week named by 这, 下 or 上, each 下 a week on and each 上 one back."""
    return days.weekday_of_week(today, WEEKDAYS[found["weekday"]], weeks=steps_on(found))


def steps_on(found: re.Match[str]) -> int:
    """How many weeks or months on `which` is: 下下 is 2, 这 is 0, 上 is -1."""
    return found["which"].count("下") - found["which"].count("上")


def dated(side: Side) -> tuple[Phrase, ...]:
    """The ways of naming a date, with or without its month and year, on one side of today."""

    def on_date(found: re.Match[str], today: date) -> date:
        day, month = int(found["day"]), int(found["month"])
        if found["year"]:
            return days.on(days.full_year(found["year"]), month, day)
        if found["named_year"]:
            return days.on(today.year + _YEARS_ON[found["named_year"]], month, day)
        return side.day_and_month(today, day, month)

    return (
        phrase(
            r"(?:(?P<year>[0-9]{4}|[0-9]{2})年|(?P<named_year>[今明去前])年)?"
            r"(?P<month>[0-9]{1,2})月份?(?P<day>[0-9]{1,2})[号日]?",
            on_date,
        ),
        phrase(
            r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})[号日]",
            lambda found, today: side.day_and_month(today, int(found["day"]), int(found["month"])),
        ),
        phrase(
            r"(?P<which>[这本当下]|上+)个?月(?P<day>[0-9]{1,2})[号日]?",
            lambda found, today: days.day_of_month(today, int(found["day"]), months=steps_on(found)),
        ),
        phrase(r"(?P<day>[0-9]{1,2})[号日]", lambda found, today: side.day_of_month(today, int(found["day"]))),
    )


VAGUE = (
    r".*(?:左右|前后|大概|大约|可能|应该|差不多|争取|尽量|尽快|尽早|马上|很快|稍后|回头|改天|几天|几个|近期"
    r"|最近|不久|随时|等|如果|再说|[上中下]旬|月初|年初|周末|春节|过年|节后|节前|收到|这2天).*"
    r"|过2天|过?年后?|月"
    r"|(?:这|本|下+)个?(?:周|星期|礼拜|月|季度)|[0-9]{1,2}月份?|[今明]年"
)

CHINESE = Phrases(
    clean=clean,
    side=COMING,
    refused=(
        (
            "past",
            re.compile(r"昨.*|大?前天.*|上+个?(?:周|星期|礼拜|月).*|去年.*|[0-9]+(?:天|周|个.+|年)(?:之|以)?前"),
        ),
        ("vague", re.compile(VAGUE)),
    ),
    relative=(
        phrase(r"今(?:天|日)?|当天", lambda found, today: today),
        phrase(r"明(?:天|日)?", lambda found, today: days.after(today, 1)),
        phrase(r"后天", lambda found, today: days.after(today, 2)),
        phrase(r"大后天", lambda found, today: days.after(today, 3)),
        phrase(
            r"周(?P<weekday>[1-7]) ?",
            lambda found, today: days.next_weekday(today, WEEKDAYS[found["weekday"]]),
        ),
        phrase(r"(?P<which>这|本|下+)个?(?:周|星期|礼拜)?周(?P<weekday>[1-7]) ?", weekday_of_week),
        phrase(
            r"再?过?(?P<count>[0-9]{1,3})(?P<unit>天|个?周|个?星期|个?礼拜|个月|个?工作日)(?:之|以)?[后内]?",
            counted,
        ),
        phrase(r"(?P<count>[0-9]{1,3})(?P<unit>日)(?:之|以)?[后内]", counted),
        phrase(r"半个?月(?:之|以)?[后内]?", lambda found, today: days.after(today, 15)),
        phrase(r"(?:[这本当]个?)?月[底末]", lambda found, today: days.month_end(today)),
        phrase(r"下个?月[底末]", lambda found, today: days.month_end(today, months=1)),
        phrase(
            r"(?P<month>[0-9]{1,2})月[底末]",
            lambda found, today: days.named_month_end(today, int(found["month"])),
        ),
        phrase(r"月中", lambda found, today: days.day_of_month(today, 15)),
        phrase(
            r"(?P<which>[这本当下])个?月中",
            lambda found, today: days.day_of_month(today, 15, months=steps_on(found)),
        ),
        phrase(r"(?:今年|年|今年年)[底末]", lambda found, today: days.on(today.year, 12, 31)),
    ),
    dated=dated(COMING),
    weekday_before=re.compile(r"周(?P<weekday>[1-7]) ?(?P<rest>.+)"),
    weekday_after=re.compile(r"(?P<rest>.+)周(?P<weekday>[1-7]) ?"),
    weekdays=WEEKDAYS,
)
