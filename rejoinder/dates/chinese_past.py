"""How Chinese speakers name a day that has been, in simplified or traditional characters."""

import re
from dataclasses import replace
from functools import partial

from rejoinder.dates import days
from rejoinder.dates.chinese import CHINESE, VAGUE, WEEKDAYS, clean_told, counted, dated, steps_on, weekday_of_week
from rejoinder.dates.phrases import phrase
from rejoinder.dates.sides import GONE, last_month_end, last_year_end

_BEFORE = r"(?:之前|以前|前)"
_UNIT = r"(?:天|日|周|个?星期|个?礼拜|个月|年|个?工作日)"
# 月中 is the 15th where somebody promises it; told of money that came it is a guess, and so no day.
# 周五前 and 3月1日前 only name the day after; 3天前 counts back.
_VAGUE = (
    rf"{VAGUE}"
    r"|.*(?:几|前2天|前些|[前这那]阵|那天|早就|早已|已经|好久|很久|多天|多月|多年|以来|月中|[上下]半[月年]).*"
    r"|(?:(?:[0-9]{4}|[0-9]{2}|[今明去前])年)?[0-9]{1,2}月份?|(?:[0-9]{4}|[去前])年"
    r"|上+个?(?:周|星期|礼拜|月|季度)"
    rf"|(?!(?:[0-9]{{1,3}}{_UNIT}|半个?月|半年){_BEFORE}$).*{_BEFORE}"
)

CHINESE_PAST = replace(
    CHINESE,
    clean=clean_told,
    side=GONE,
    refused=(("vague", re.compile(_VAGUE)),),
    # Ways of naming a day to come are read too, so that the refusal can say which day that is.
    relative=(
        phrase(r"刚[才刚]", lambda found, today: today),
        phrase(r"昨(?:天|日)?", lambda found, today: days.after(today, -1)),
        phrase(r"前[天日]", lambda found, today: days.after(today, -2)),
        phrase(r"大前[天日]", lambda found, today: days.after(today, -3)),
        phrase(
            r"周(?P<weekday>[1-7]) ?",
            lambda found, today: GONE.weekday(today, WEEKDAYS[found["weekday"]]),
        ),
        phrase(r"(?P<which>上+)个?(?:周|星期|礼拜)?周(?P<weekday>[1-7]) ?", weekday_of_week),
        phrase(rf"(?P<count>[0-9]{{1,3}})(?P<unit>{_UNIT}){_BEFORE}", partial(counted, sign=-1)),
        phrase(rf"半个?月{_BEFORE}", lambda found, today: days.after(today, -15)),
        phrase(rf"半年{_BEFORE}", lambda found, today: days.after_months(today, -6)),
        phrase(r"月[底末]", lambda found, today: last_month_end(today)),
        phrase(r"(?P<which>上+)个?月[底末]", lambda found, today: days.month_end(today, months=steps_on(found))),
        phrase(
            r"(?P<month>[0-9]{1,2})月[底末]",
            lambda found, today: GONE.named_month_end(today, int(found["month"])),
        ),
        phrase(r"年[底末]", lambda found, today: last_year_end(today)),
        phrase(r"去年(?:年)?[底末]", lambda found, today: days.on(today.year - 1, 12, 31)),
        *CHINESE.relative,
    ),
    dated=dated(GONE),
)
