"""Tones: the same answer, said differently in a first reminder, after a broken promise, and the third time."""

import re
from collections.abc import Collection

FIRST, USUAL, BROKEN, THIRD = "first reminder", "usual", "broken promise", "third time"
TONES = (FIRST, USUAL, BROKEN, THIRD)
# Besides the tone a part may depend on the call itself: whether it is recorded.
RECORDED = "recorded"
CONDITIONS = frozenset((*TONES, RECORDED))

# Up to a month late is the normal course of trade; a reminder is enough.
REMINDER_DAYS = 30
# Said in two earlier calls, it is the third time now.
TIMES_BEFORE = 2

# As a keyboard gives them: capitals, full-width marks, and blanks before a mark are meant in the same way.
_CONDITION = re.compile(r"\s*([A-Za-z][A-Za-z ,;，；、]*?)\s*[:：]\s*(?=\S)")
_BETWEEN = re.compile(r"\s*[,;，；、]\s*")


def tone(*, oldest_days: int, times_heard: int, is_promise_broken: bool) -> str:
    """Choose the tone by the age of the debt and the record of those who owe it.

    `oldest_days` is of the oldest invoice that is asked for, `times_heard` counts the earlier calls in which they
    gave the same reason.
    """
    if times_heard >= TIMES_BEFORE:
        return THIRD
    if is_promise_broken:
        return BROKEN
    return FIRST if times_heard == 0 and oldest_days <= REMINDER_DAYS else USUAL


def parted(part: str) -> tuple[frozenset[str], str]:
    """Part what stands in double brackets into its conditions and its words.

    Words that only look like conditions are given back as conditions too, so that they can be listed as a problem.
    """
    found = _CONDITION.match(part)
    if found is None:
        return frozenset(), part
    return frozenset(one.lower() for one in _BETWEEN.split(found[1]) if one), part[found.end() :]


def applies(conditions: Collection[str], when: Collection[str]) -> bool:
    """Say whether a part is read out: it has no condition, or one of them holds."""
    return not conditions or any(one in when for one in conditions)
