"""How English speakers name a day that has been."""

import re
from dataclasses import replace
from functools import partial

from rejoinder.dates import days
from rejoinder.dates.english import (
    COUNT,
    ENGLISH,
    MONTH,
    MONTHS,
    VAGUE,
    WEEKDAY,
    clean_told,
    counted,
    dated,
    weekday_in,
)
from rejoinder.dates.phrases import phrase
from rejoinder.dates.sides import GONE, last_month_end, last_year_end

_SEASON = r"(?:weeks?|week ?end|quarter|spring|summer|autumn|fall|winter)"
# Mid month is the 15th where somebody promises it; told of money that came it is a guess, and so no day.
_VAGUE = (
    rf"{VAGUE}"
    r"|.*\b(?:recent(?:ly)?|lately|previously|already|ages|while|long|other day|many|or|nearly|almost|over"
    r"|more than|less than|at least|earlier(?! today))\b.*"
    r"|(?:by|before|until|till|no later than|not later than|since|between|from|mid|middle)\b.*"
    rf"|(?:in )?(?:last|previous|(?:this )?past) (?:{_SEASON}|months?|year|{MONTH})|end (?:last|previous) {_SEASON}"
    rf"|(?:{_SEASON}|month|year) before last"
    r"|(?:in )?(?:19|20)[0-9]{2}|(?:days|weeks|months|years) (?:ago|back)"
)

ENGLISH_PAST = replace(
    ENGLISH,
    clean=clean_told,
    side=GONE,
    refused=(("vague", re.compile(_VAGUE)),),
    # Ways of naming a day to come are read too, so that the refusal can say which day that is.
    relative=(
        phrase(r"just now|now|earlier today", lambda found, today: today),
        phrase(r"yesterday|yday|last (?:night|evening)", lambda found, today: days.after(today, -1)),
        phrase(r"day before yesterday", lambda found, today: days.after(today, -2)),
        phrase(
            rf"(?:(?:last|previous|(?:this )?past) )?(?P<weekday>{WEEKDAY})(?: (?:just )?(?:gone|past|passed))?",
            lambda found, today: GONE.weekday(today, weekday_in(found)),
        ),
        phrase(
            rf"(?:last|previous) week (?:on )?(?P<weekday>{WEEKDAY})|(?P<other>{WEEKDAY}) (?:last|previous) week",
            lambda found, today: days.weekday_of_week(today, weekday_in(found), weeks=-1),
        ),
        phrase(
            rf"(?:a |one |1 )?week (?:ago|(?:ago )?last|ago on) (?P<weekday>{WEEKDAY})"
            rf"|(?P<other>{WEEKDAY}) before last",
            lambda found, today: days.after(GONE.weekday(today, weekday_in(found)), -7),
        ),
        phrase(
            rf"(?P<count>{COUNT}) (?P<unit>(?:working |business |week)?days?|weeks?|fortnights?|months?|years?)"
            r" (?:ago(?: today)?|back|before (?:now|today))",
            partial(counted, sign=-1),
        ),
        phrase(r"month end|end month|eom", lambda found, today: last_month_end(today)),
        phrase(
            r"end (?:last|previous) month|(?:last|previous) month end|month end (?:last|previous) month",
            lambda found, today: days.month_end(today, months=-1),
        ),
        phrase(
            rf"end (?:last )?(?P<month>{MONTH})|(?P<other>{MONTH}) end",
            lambda found, today: GONE.named_month_end(today, MONTHS[(found["month"] or found["other"])[:3]]),
        ),
        phrase(r"end year|year end|eoy", lambda found, today: last_year_end(today)),
        phrase(
            r"end (?:last|previous) year|(?:last|previous) year end",
            lambda found, today: days.on(today.year - 1, 12, 31),
        ),
        *ENGLISH.relative,
    ),
    dated=dated(GONE),
)
