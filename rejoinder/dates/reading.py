"""Reads a day as collectors type it, in English or Chinese: one that was promised, or one that has been."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from rejoinder.dates import days, figures
from rejoinder.dates.chinese import CHINESE
from rejoinder.dates.chinese_past import CHINESE_PAST
from rejoinder.dates.days import NotADay
from rejoinder.dates.english import ENGLISH
from rejoinder.dates.english_past import ENGLISH_PAST
from rejoinder.dates.phrases import Phrases, first_reading

# Longer than any way of naming one day; a pasted page is not searched.
MOST_TYPED = 80

_WESTERN_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_CHINESE_SIGN = re.compile(r"[\u3007\u4e00-\u9fff]")


def parse_day(text: str, today: date, *, language: str) -> date:
    """Read the day a debtor promised, as the collector typed it: fri, next tue, 30/11, 下周五前.

    English and Chinese are both understood whatever the screen's language; `language` only decides whether
    5/12 is 5 December (en) or 12 May (zh). A bare weekday is the next one after today. A word that leaves the
    day open (soon, next week, 过几天) is refused as vague, since it binds nobody. Never a day before `today`.
    Raises: NotADay.
    """
    with _text_told(text):
        return _within_reach(_read(text, today, among=(ENGLISH, CHINESE), language=language), today)


def parse_past_day(text: str, today: date, *, language: str) -> date:
    """Read a day that has been, when money came or goods went out: last fri, 3 days ago, 3/11, 上个月15号.

    Languages and figures as in `parse_day`. A part of a day is the last one gone by: a bare weekday is the last
    before today, a day without its year the latest that is not after today. A word that leaves the day open
    (recently, last week, 前几天) is refused as vague, since no letter can state it. Never a day after `today`.
    Raises: NotADay.
    """
    with _text_told(text):
        return _within_memory(_read(text, today, among=(ENGLISH_PAST, CHINESE_PAST), language=language), today)


@contextmanager
def _text_told(text: str) -> Iterator[None]:
    try:
        yield
    except NotADay as error:
        error.values["text"] = text.strip()[:MOST_TYPED]
        raise


def _read(text: str, today: date, *, among: tuple[Phrases, Phrases], language: str) -> date:
    english, chinese = among
    text = text.translate(_WESTERN_SIGNS).strip()
    if not text:
        raise NotADay("no_day")
    if len(text) > MOST_TYPED:
        raise NotADay("unknown")
    phrases = chinese if _CHINESE_SIGN.search(text) else english
    cleaned = phrases.clean(re.sub(r"(?<=[0-9]) ?([-/.]) ?(?=[0-9])", r"\1", text))
    _refuse_open(cleaned, phrases)
    day = _named(cleaned, today, phrases=phrases, month_first=language.startswith("zh"))
    if day is None:
        raise NotADay("unknown")
    return day


def _refuse_open(text: str, phrases: Phrases) -> None:
    for reason, pattern in phrases.refused:
        if pattern.fullmatch(text):
            raise NotADay(reason)


def _named(text: str, today: date, *, phrases: Phrases, month_first: bool) -> date | None:
    day = first_reading(text, today, among=phrases.relative)
    if day is None:
        day = _dated(text, today, phrases=phrases, month_first=month_first)
    if day is None:
        day = _dated_with_weekday(text, today, phrases=phrases, month_first=month_first)
    return day


def _dated(text: str, today: date, *, phrases: Phrases, month_first: bool) -> date | None:
    day = first_reading(text, today, among=phrases.dated)
    return figures.read(text, today, side=phrases.side, month_first=month_first) if day is None else day


def _dated_with_weekday(text: str, today: date, *, phrases: Phrases, month_first: bool) -> date | None:
    found = phrases.weekday_before.fullmatch(text) or phrases.weekday_after.fullmatch(text)
    if not found:
        return None
    day = _dated(found["rest"], today, phrases=phrases, month_first=month_first)
    # Friday 28 November where the 28th is a Saturday: one of the two was misheard, so it is asked back.
    if day is not None and day.weekday() != phrases.weekdays[found["weekday"][:3]]:
        raise NotADay("other_weekday", values={"day": day.isoformat()})
    return day


def _within_reach(day: date, today: date) -> date:
    if day < today:
        raise NotADay("past", values={"day": day.isoformat()})
    if day > days.after_months(today, days.MOST_MONTHS_AHEAD):
        raise NotADay("too_far", values={"day": day.isoformat()})
    return day


def _within_memory(day: date, today: date) -> date:
    if day > today:
        raise NotADay("future", values={"day": day.isoformat()})
    if day < days.after_months(today, -days.MOST_MONTHS_BACK):
        raise NotADay("too_old", values={"day": day.isoformat()})
    return day
