"""Telling the ageing columns of a report: "Current", "31 - 60", "< 1 Month", "91 and over", "0-30天", "账龄>60天"."""

import re
import unicodedata

_SPAN = r"\d{1,4}\s*(?:-|–|~|to|至)\s*\d{1,4}"
_UNIT = r"(?:days?|d\.?|months?|mths?)?(?:\s*(?:past due|overdue|old))?"
_BUCKET = re.compile(
    rf"""(?:age|aged|aging|ageing|overdue|past\ due)?\s*(?:
    current | older | future | (?:not\ (?:yet\ )?due(?:\ on)?|at\ date|as\ of)\s*:?\s*[\d./-]* | period\ \d
    | {_SPAN}\s*{_UNIT}
    | \d{{1,3}}\s*(?:days?|months?|mths?)
    | (?:<|<=|≤|>|>=|over|above|more\ than|under)\s*\d{{1,4}}\s*{_UNIT}
    | \d{{1,4}}\s*{_UNIT}\s*(?:\+|-\s*above|(?:and|&)\s*(?:over|above|older))
    )""",
    re.VERBOSE,
)
_CHINESE = re.compile(
    r"(?:[账帐]龄|逾期|超期)?[(（]?(?:\d{1,4}\s*[-~至]\s*\d{1,4}\s*(?:天|日|个?月|年)?"
    r"|[<>≤≥]=?\s*\d{1,4}\s*(?:天|日|个?月|年)|\d{1,4}\s*(?:天|日|个?月|年)(?:以上|以内|内)?)[)）]?(?:金额)?"
    r"|未逾期(?:金额)?|未到期(?:金额)?|[账帐]期内(?:金额)?|[一二三]年以[上内](?:金额)?"
)
_BASIS = re.compile(r"^(?:原币|本位币|本币)\s*")


def is_bucket(header: str) -> bool:
    """Say whether a column's header is a span of days past due."""
    text = unicodedata.normalize("NFKC", header).casefold().strip().rstrip(".").strip()
    bare = _BASIS.sub("", text)
    return bool(bare) and (_BUCKET.fullmatch(bare) is not None or _CHINESE.fullmatch(bare) is not None)


def buckets(header: tuple[str, ...], *, used: set[int]) -> tuple[int, ...]:
    """Give the places of the ageing columns; a single one is none."""
    found = tuple(place for place, one in enumerate(header) if place not in used and is_bucket(one))
    return found if len(found) > 1 else ()
