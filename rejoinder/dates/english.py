"""How English speakers name a promised day."""

import re
from datetime import date

from rejoinder.dates import days
from rejoinder.dates.phrases import Phrase, Phrases, phrase
from rejoinder.dates.sides import COMING, Side

WEEKDAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
MONTHS = {
    name: place
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNTS = {"a": 1, "an": 1, "fourteen": 14, **{word: place for place, word in enumerate(_COUNTS, start=1)}}

WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(COUNTS)})"
ORDINAL = r"(?:st|nd|rd|th)"
YEAR = r"(?:[0-9]{4}|[0-9]{2})"

_FIRM_LEAD = re.compile(r"(?:on|by|before|until|till|due|no later than|not later than|at latest|latest) ")
# This morning and last night keep theirs: alone, the first word names no day.
_TIME_OF_DAY = re.compile(
    r"(?<=.)(?<!this)(?<!last) (?:first thing|morning|lunchtime|noon|afternoon|evening|night|at latest)$"
)


def clean(text: str) -> str:
    """Lower case, one space between words, without the small words that change nothing: by, on, the, of."""
    text = plain(text)
    while lead := _FIRM_LEAD.match(text):
        text = text[lead.end() :]
    return _TIME_OF_DAY.sub("", text)


def clean_told(text: str) -> str:
    """As `clean`, but by, before and until stay: of a day that has been they leave open which it was."""
    return _TIME_OF_DAY.sub("", plain(text).removeprefix("on "))


def plain(text: str) -> str:
    """Lower case, one space between words, no punctuation, no articles."""
    text = re.sub(r"['\u2019]s?(?![a-z0-9])|[,;!?()]|\.(?=\s|$)", " ", text.lower())
    text = re.sub(r"(?<=[a-z])[-/.](?=[a-z0-9])|(?<=[0-9])[-/.](?=[a-z])", " ", text)
    return " ".join(re.sub(r"\b(?:the|of)\b", " ", text).split())


def weekday_in(found: re.Match[str]) -> int:
    """The place in the week, Monday being 0, of the weekday that a phrase names in one of two ways."""
    return WEEKDAYS[(found["weekday"] or found["other"])[:3]]


def counted(found: re.Match[str], today: date, *, sign: int = 1) -> date:
    """The day so many days, weeks or months on (sign 1) or back (-1)."""
    word, unit = found["count"], found["unit"].rstrip("s")
    count = sign * (COUNTS[word] if word in COUNTS else int(word))
    if unit in ("month", "year"):
        return days.after_months(today, count * (12 if unit == "year" else 1))
    if unit in ("working day", "business day", "weekday"):
        return days.after_working_days(today, count)
    return days.after(today, count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _week_after(found: re.Match[str], today: date) -> date:
    start = {"today": today, "now": today, "tomorrow": days.after(today, 1)}.get(found["from"])
    return days.after(start or days.next_weekday(today, WEEKDAYS[found["from"][:3]]), 7)


def _months_on(found: re.Match[str]) -> int:
    return {"next": 1, "last": -1, "previous": -1}.get(found["which"], 0)


def dated(side: Side) -> tuple[Phrase, ...]:
    """The ways of naming a date, with or without its month and year, on one side of today."""

    def on_date(found: re.Match[str], today: date) -> date:
        day, month, year = int(found["day"]), MONTHS[found["month"][:3]], found["year"]
        return days.on(days.full_year(year), month, day) if year else side.day_and_month(today, day, month)

    return (
        phrase(rf"(?P<day>[0-9]{{1,2}}){ORDINAL}? ?(?P<month>{MONTH})(?: ?(?P<year>{YEAR}))?", on_date),
        phrase(rf"(?P<month>{MONTH}) ?(?P<day>[0-9]{{1,2}}){ORDINAL}?(?: (?P<year>{YEAR}))?", on_date),
        phrase(
            rf"(?P<day>[0-9]{{1,2}}){ORDINAL}",
            lambda found, today: side.day_of_month(today, int(found["day"])),
        ),
        phrase(
            rf"(?P<day>[0-9]{{1,2}}){ORDINAL} (?P<which>this|next|last|previous) month",
            lambda found, today: days.day_of_month(today, int(found["day"]), months=_months_on(found)),
        ),
    )


VAGUE = (
    r".*\b(?:soon|asap|shortly|eventually|some ?time|some ?day|maybe|perhaps|probably|possibly|hopefully"
    r"|around|about|roughly|approx\w*|or so|ish|few|couple|several|when|once|if|try)\b.*"
    r"|(?:after|later|early|late|beginning|start|as)\b.*"
    r"|(?:in )?(?:(?:this|next|coming|following) )?(?:days|weeks?|months?|quarter|year|week ?end)"
    r"|week after next|end (?:(?:this|next) )?week|eow"
    rf"|(?:in |this |next )?{MONTH}(?: [0-9]{{4}})?"
)

ENGLISH = Phrases(
    clean=clean,
    side=COMING,
    refused=(
        ("past", re.compile(r"yesterday|(?:last|previous) .*|.* ago")),
        ("vague", re.compile(VAGUE)),
    ),
    relative=(
        phrase(
            r"today|tod|tonight|this (?:morning|lunchtime|noon|afternoon|evening)"
            r"|eod|cob|end (?:day|play)|close (?:business|play)",
            lambda found, today: today,
        ),
        phrase(r"tomorrow|tmr|tmrw|tmw|tomorow|tommorow", lambda found, today: days.after(today, 1)),
        phrase(r"day after (?:tomorrow|tmr|tmrw)", lambda found, today: days.after(today, 2)),
        phrase(
            rf"(?:(?:this )?coming )?(?P<weekday>{WEEKDAY})",
            lambda found, today: days.next_weekday(today, weekday_in(found)),
        ),
        phrase(
            rf"this (?:week )?(?P<weekday>{WEEKDAY})|(?P<other>{WEEKDAY}) this week",
            lambda found, today: days.weekday_of_week(today, weekday_in(found), weeks=0),
        ),
        phrase(
            rf"next (?:week )?(?P<weekday>{WEEKDAY})|(?P<other>{WEEKDAY}) next week",
            lambda found, today: days.weekday_of_week(today, weekday_in(found), weeks=1),
        ),
        phrase(rf"(?P<from>today|tomorrow|{WEEKDAY}) week", _week_after),
        phrase(rf"(?:in )?(?:a |one |1 )?week (?:on |from )?(?P<from>today|now|tomorrow|{WEEKDAY})", _week_after),
        phrase(
            rf"(?:in |within )?(?P<count>{COUNT}) "
            r"(?P<unit>(?:working |business |week)?days?|weeks?|fortnights?|months?)"
            r"(?: time| later| hence| from (?:now|today))?",
            counted,
        ),
        phrase(
            r"(?:(?:this|current) )?month end|end (?:(?:this|current) )?month|eom",
            lambda found, today: days.month_end(today),
        ),
        phrase(
            r"end next month|next month end|month end next month",
            lambda found, today: days.month_end(today, months=1),
        ),
        phrase(
            rf"end (?P<month>{MONTH})|(?P<other>{MONTH}) end",
            lambda found, today: days.named_month_end(today, MONTHS[(found["month"] or found["other"])[:3]]),
        ),
        phrase(r"(?:mid|middle) month", lambda found, today: days.day_of_month(today, 15)),
        phrase(
            r"(?:mid|middle) (?P<which>this|next) month",
            lambda found, today: days.day_of_month(today, 15, months=_months_on(found)),
        ),
        phrase(r"end (?:this )?year|year end|eoy", lambda found, today: days.on(today.year, 12, 31)),
    ),
    dated=dated(COMING),
    weekday_before=re.compile(rf"(?P<weekday>{WEEKDAY}) (?P<rest>.+)"),
    weekday_after=re.compile(rf"(?P<rest>.+) (?P<weekday>{WEEKDAY})"),
    weekdays=WEEKDAYS,
)
