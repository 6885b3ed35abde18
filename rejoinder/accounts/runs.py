"""Payment runs: the days on which a debtor pays its suppliers, as a collector types, reads and counts them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from rejoinder.dates import banking, english
from rejoinder.errors import Refused, mark

MONTH_END = 31
# Longer than every day of the week and of the month written out.
MOST_TYPED = 500
_MOST_NAMED = 80

_UNREAD = mark("“%(text)s” is no payment day we can read. Write it like fri, 15, 25, month end, 每周五 or 15号.")
_UNEVEN = mark("“%(text)s” comes neither every week nor on fixed days of the month. Write it in the note instead.")

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SIGNS = "一二三四五六日"
_NUMERALS = {  # 一 to 三十一
    tens + ones: day
    for day, (tens, ones) in enumerate(product(("", "十", "二十", "三十"), ("", *"一二三四五六七八九")))
    if 1 <= day <= 31
}


@dataclass(frozen=True)
class Runs:
    """On which days a debtor pays; false when none is known."""

    # Ascending. Monday is 0; in the month 31 means its last day, as 29 and 30 do in a shorter one.
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not all(0 <= day <= 6 for day in self.weekdays) or not all(1 <= day <= 31 for day in self.month_days):
            raise ValueError("no day of the week or of the month")

    def __bool__(self) -> bool:
        return bool(self.weekdays or self.month_days)


@dataclass(frozen=True)
class Run:
    """One day on which a debtor pays, and the last day on which an invoice can be approved for it."""

    day: date
    approve_by: date


@dataclass(frozen=True)
class Nearest:
    """The last run before a promised day that can still be reached, and the first on or after it."""

    before: date | None
    after: date


# English letters in either case, and no other sign that counts as one of them, as ſ does for s.
_LETTERS = re.IGNORECASE | re.ASCII
# Signs are exchanged one for one, so that a place in the text is the same place in what was typed.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\u3000\xa0’‐‑週號個禮與還雙單兩後點", "  '--周号个礼与还双单两后点"
)
_SPLIT = re.compile(r"[,;&、。\n]| and |和|及")
_WEEK, _MONTH = "(?:周|星期|礼拜)", "每?个?月的?"
_ORDER = r"(?:[1-5](?:st|nd|rd|th)|first|second|third|fourth|fifth|last|other|two|three|four|[2-9])"
_NUMBER = rf"(?:{'|'.join(sorted(_NUMERALS, reverse=True))}|(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
_NUMBERS = rf"{_NUMBER}(?:[、,和及与 ]+{_NUMBER})*"
# 周五六日 are three days, but 周五三号 and 周一、二十号 are a weekday and a day of the month.
_MORE_WEEKDAYS = "(?:[一二三四五六日天](?![十号])|[、,和及与] ?(?:[一二三四五六](?![十号日])|[日天]))*"
_MORE_IN_DIGITS = "(?:[、,和及与] ?[1-7](?![0-9号日月a-z]))*"

# Every second Friday, the first Friday and the last working day are none of the days we can hold.
_IRREGULAR = re.compile(
    rf"\b{_ORDER} (?:{english.WEEKDAY}|weeks?|months?|(?:working|business|banking|bank) ?day)(?![a-z])"
    r"|\b(?:bi-?(?:week|month)ly|fortnight(?:ly)?|semi-?monthly|alternat(?:e|ing)|quarter(?:ly)?)(?![a-z])"
    rf"|隔|[单双](?:周|月)|[两二三四2-4]个?{_WEEK}一次|每[两二三四2-4]个?(?:{_WEEK}|月)"
    rf"|(?:第[一二三四五1-5]|最后[一1]?|首)个?(?:{_WEEK}|工作日)|季|半个?月",
    _LETTERS,
)
_PARTS = {
    "weekday": rf"{english.WEEKDAY}(?![a-z])",
    "weekdays": rf"每?个?{_WEEK}(?:[一二三四五六日天]{_MORE_WEEKDAYS}|[1-7](?![0-9号日]){_MORE_IN_DIGITS})",
    "month_end": (
        r"(?:at )?(?:month(?:'?s)?[ -]?end|end[ -]of[ -](?:(?:the|each|every) )?month|eom|last day)(?![a-z])"
        r"|last(?= *(?:$|[,;&]|and\b|of\b))"
        rf"|(?:{_MONTH})?最后[一1]?[天日]|{_MONTH}[底末]"
    ),
    "mid_month": rf"(?:mid|middle of (?:the )?)[ -]?month(?![a-z])|{_MONTH}中",
    # A number before 月 is a month: 5月底 is the end of May.
    "numbers": (
        rf"{_MONTH}{_NUMBERS}(?![a-z])(?: ?[号日])?|{_NUMBERS} ?[号日]"
        rf"|(?=[0-9]){_NUMBER}(?:{english.ORDINAL}(?![a-z])|(?![a-z]| *[月个年]))"
    ),
    "between": (
        r"[\s,;:&、。]|\.(?![0-9])|/(?![0-9])|(?<=[a-z])/"
        r"|(?:(?:the|each|every|per) (?:month|week)(?!(?:'?s)?[ -]?end)|weekly|monthly|every|each|on|of|the|and|also"
        r"|they|we|pays?|paid|payments?|runs?)(?![a-z])"
        rf"|每个?{_WEEK}|每个?月|以及|还有|[和与及跟的在逢]|付款日?|支付|打款|结款"
    ),
}
_PART = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PARTS.items()), _LETTERS)


def read_runs(text: str) -> Runs:
    """Read on which days a debtor pays: tue and thu, the 15th and month end, 每周五, 每月15号和25号.

    English and Chinese in any mix; nothing typed is no runs. A day that was perhaps meant otherwise is refused
    rather than guessed. Raises: Refused, naming the part that cannot be read or cannot be held.
    """
    typed = text.strip()
    plain = typed.translate(_PLAIN)
    if len(typed) > MOST_TYPED:
        raise Refused(_UNREAD, text=typed[:_MOST_NAMED])
    if found := _IRREGULAR.search(plain):
        raise Refused(_UNEVEN, text=_part_at(found.start(), typed, plain=plain))
    days = [day for part in _parts(typed, plain) for day in _DAYS[str(part.lastgroup)](part[0])]
    if typed and not days:
        raise Refused(_UNREAD, text=typed[:_MOST_NAMED])
    return stored_runs(" ".join(days))


def _parts(typed: str, plain: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(plain):
        found = _PART.match(plain, at)
        if not found:
            raise Refused(_UNREAD, text=_part_at(at, typed, plain=plain))
        yield found
        at = found.end()


def _part_at(place: int, typed: str, *, plain: str) -> str:
    """What was typed between the commas on both sides of that place."""
    before, after = _SPLIT.split(plain[:place])[-1], _SPLIT.split(plain[place:])[0]
    return (typed[place - len(before) : place + len(after)].strip() or typed)[:_MOST_NAMED]


def _weekdays(part: str) -> list[str]:
    signs = re.sub(_WEEK, "", part).replace("天", "日")
    return [f"w{'一二三四五六日1234567'.index(sign) % 7}" for sign in re.findall("[一二三四五六日1-7]", signs)]


def _month_days(part: str) -> list[str]:
    return [f"m{_NUMERALS.get(number) or int(number)}" for number in re.findall(_NUMBER, part)]


# What each kind of part names, in the form in which days are stored.
_DAYS: dict[str, Callable[[str], list[str]]] = {
    "weekday": lambda part: [f"w{english.WEEKDAYS[part[:3].lower()]}"],
    "weekdays": _weekdays,
    "month_end": lambda part: [f"m{MONTH_END}"],
    "mid_month": lambda part: ["m15"],
    "numbers": _month_days,
    "between": lambda part: [],
}


def written(runs: Runs, language: str) -> str:
    """Say in words on which days they pay, as `read_runs` reads it: every Friday, 每月15日和最后一天; "" for none."""
    if language.startswith("zh"):
        week = "每" + "、".join(f"周{_SIGNS[day]}" for day in runs.weekdays)
        days = ["最后一天" if day == MONTH_END else f"{day}日" for day in runs.month_days]
        month = "每月" + _listed(days, "、", "和")
        return "，".join([week] * bool(runs.weekdays) + [month] * bool(runs.month_days))
    week = "every " + _listed([_WEEKDAYS[day] for day in runs.weekdays], ", ", " and ")
    month = f"on {_listed([_ordinal(day) for day in runs.month_days], ', ', ' and ')} of the month"
    return " and ".join([week] * bool(runs.weekdays) + [month] * bool(runs.month_days))


def _listed(words: list[str], comma: str, last: str) -> str:
    return last.join(filter(None, [comma.join(words[:-1]), *words[-1:]]))


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return "the last day" if day == MONTH_END else f"the {day}{ending}"


def stored(runs: Runs) -> str:
    """The short form for a column of a table: w4 m15 m31; "" for none."""
    return " ".join([f"w{day}" for day in runs.weekdays] + [f"m{day}" for day in runs.month_days])


def stored_runs(text: str) -> Runs:
    """Make runs of their short form, in any order. Raises: ValueError, as for a form that was damaged."""
    words = text.split()
    if not all(re.fullmatch("[wm][0-9]{1,2}", word) for word in words):
        raise ValueError("no runs in short form")
    return Runs(weekdays=_days("w", words), month_days=_days("m", words))


def _days(kind: str, words: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({int(word[1:]) for word in words if word.startswith(kind)}))


def next_runs(runs: Runs, *, today: date, calendar: str, cut_off_days: int, count: int) -> tuple[Run, ...]:
    """The next runs an invoice can still be approved for, ascending, each day once; none when no runs are known.

    Approval is due `cut_off_days` banking days before the run, and is still in time on that very day. A run that falls
    on a day without banks moves to the next banking day, over the month's end too. That is the "following business day"
    convention (2006 ISDA Definitions, section 4.12): a choice, as debtors rarely pay early.
    """
    return tuple(islice(_reachable(runs, today=today, calendar=calendar, cut_off_days=cut_off_days), count))


def next_run(runs: Runs, *, today: date, calendar: str, cut_off_days: int) -> Run | None:
    """The first of them; None when no runs are known."""
    return next(_reachable(runs, today=today, calendar=calendar, cut_off_days=cut_off_days), None)


def nearest_run(runs: Runs, day: date, *, today: date, calendar: str, cut_off_days: int) -> Nearest | None:
    """The runs around a promised day, to ask for the earlier one; None when they pay that day or no runs are known."""
    before = None
    for run in _reachable(runs, today=today, calendar=calendar, cut_off_days=cut_off_days):
        if run.day >= day:
            return None if run.day == day else Nearest(before=before, after=run.day)
        before = run.day
    return None


def _reachable(runs: Runs, *, today: date, calendar: str, cut_off_days: int) -> Iterator[Run]:
    for day in _run_days(runs, today, calendar=calendar):
        approve_by = banking.banking_days_before(calendar, day, count=cut_off_days)
        if approve_by >= today:
            yield Run(day=day, approve_by=approve_by)


def _run_days(runs: Runs, after: date, *, calendar: str) -> Iterator[date]:
    # A run on a holiday just before may move to this day or later; one on or before a banking day cannot.
    last = nominal = banking.previous_banking_day(calendar, after - timedelta(1))
    while runs:
        nominal += timedelta(1)
        day = banking.next_banking_day(calendar, nominal)
        if day > last and _falls_on(runs, nominal):
            yield day
            last = day


def _falls_on(runs: Runs, day: date) -> bool:
    days_in_month = monthrange(day.year, day.month)[1]
    ends = day.day == days_in_month and any(other > days_in_month for other in runs.month_days)
    return ends or day.day in runs.month_days or day.weekday() in runs.weekdays
