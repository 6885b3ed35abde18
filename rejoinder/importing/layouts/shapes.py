"""What a cell looks like: a day, a figure, words of a total. It is asked of the few rows that are no plain item."""

import re
from collections.abc import Sequence
from datetime import date

from rejoinder.importing.lines import Cell, text_of

_DAY = re.compile(
    r"\d{1,4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,4}日?(?:[ T].*)?"
    r"|(?:19|20|21)\d{6}(?:\.0+)?"
    r"|(?:[a-z]{3,9},? )?\d{1,2}(?:st|nd|rd|th)?[- /]?[a-z]{3,9}\.?,?[- /]?\d{2,4}(?: .*)?"
    r"|(?:[a-z]{3,9},? )?[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?: .*)?",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"[-+(]?\s*(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}|R|kr)?\s*[-(]?\s*\d[\d.,' \u00a0]*万?\s*(?:[-)]|元|[€£$]|[A-Z]{3}|dr|cr)*\s*"
    r"|[-–—]|[.,]\d+",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:grand|sub|report|net|overall|account|customer|page|running)?[ -]?totals?\b(?!-)|sum\b|sum of\b|balance [bc]/[fd]\b"
    r"|(?:opening|closing|ending|beginning) balance\b|(?:balance )?(?:brought|carried) forward\b|percent(?:age|s)?\b"
    r"|(?:本页|本期)?(?:合\s*计|总\s*计|小\s*计|累计)|总额|共计|期[初末]余额",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(
    r".*(?:[(（](?:小计|合计|总计)[)）]|[ :：-](?:sub)?totals?|小计|合计|总计)[:：]?", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:turnover|credit limit|page\b|printed|generated|report (?:date|generated)|ageing by|aging by|created (?:on|by)"
    r"|as (?:of|at|on)\b|end of report|note:|\*|注[:：]|制表|打印|备注[:：]|编制|第\s*\d+\s*页"
    r"|(?:(?:accrual|cash) basis,? ?)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,? [a-z]+\.? \d|(?:accrual|cash) basis$)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-=_*~.\s—─]+")
# Where the words of a total stand: before this many cells with text.
FIRST_TEXTS = 3


def is_day(cell: Cell) -> bool:
    """Say whether a cell looks like a day; it may yet be none in the calendar."""
    if isinstance(cell, str):
        return _DAY.fullmatch(cell) is not None
    return isinstance(cell, date) or (isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell > 0)


def is_figure(cell: Cell) -> bool:
    """Say whether a cell looks like an amount."""
    if isinstance(cell, str):
        return bool(cell) and _FIGURE.fullmatch(cell) is not None
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def texts(cells: Sequence[Cell]) -> list[str]:
    """Give the different words of a row from left to right, without figures and days."""
    found = (one for one in cells if isinstance(one, str) and one and not is_figure(one) and not is_day(one))
    return list(dict.fromkeys(found))


def total_of(cells: Sequence[Cell]) -> str | None:
    """Give what a row says it is the total of (perhaps nothing: of all), or none where it has no words of a total."""
    for text in texts(cells)[:FIRST_TEXTS]:
        if found := _TOTAL.match(text):
            return re.sub(r"^(?:\s*(?:for|of)\b|[\s:：-]+)", "", text[found.end() :], flags=re.IGNORECASE).strip(" :：")
        if _TOTAL_BEHIND.fullmatch(text):
            return re.split(r"[(（]?(?:小计|合计|总计)|[ :：-](?:sub)?totals?", text, flags=re.IGNORECASE)[0]
    return None


def is_note(cells: Sequence[Cell]) -> bool:
    """Say whether a row only says something about the report, or draws a line."""
    filled = [text_of(one) for one in cells if one != ""]
    return all(_RULE.fullmatch(one) for one in filled) or _NOTE.match(filled[0]) is not None
