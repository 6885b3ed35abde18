"""The excuse box: what each letter typed costs, from the form sent to the list of excuses answered."""

import time

from bench.accounts import language_of
from bench.tables import Line, Times, p95_under
from bench.utterances import CHINESE, ENGLISH, pasted, prefixes
from bench.visitor import Visitor
from rejoinder import matching

# So that with the way through network and server a list is there before the next letter is typed.
TARGET_MS = 15
PASTED_TARGET_MS = 50


def type_all(visitor: Visitor, index: matching.Index, *, utterances: int, pastes: int) -> list[Line]:
    """Type utterances in both languages letter by letter, and paste long texts, in one call in each language."""
    lines: list[Line] = []
    for language, said in (("en", ENGLISH[:utterances]), ("zh", CHINESE[:utterances])):
        account_id = next(one for one in (101, 102) if language_of(one) == language)
        call_id, _ = visitor.start_call(account_id)
        typed = [words for utterance in said for words in prefixes(utterance)]
        sent = Times([visitor.post(f"/calls/{call_id}/said", {"said": words})[1] for words in typed])
        lines.append(p95_under(f"a letter typed, {language}", sent, TARGET_MS))
        ranked = Times([_rank(index, words) for words in typed])
        lines.append(Line("  of it ranking alone", ranked.shown(with_most=True)))
        text = pasted()[language == "zh"]
        long = Times([visitor.post(f"/calls/{call_id}/said", {"said": text})[1] for _ in range(pastes)])
        lines.append(p95_under(f"{len(text):,} characters pasted, {language}", long, PASTED_TARGET_MS))
        visitor.post(f"/calls/{call_id}/end", {"outcome": "no_commitment"})
    return lines


def _rank(index: matching.Index, words: str) -> float:
    """Give the milliseconds that ranking takes."""
    started = time.perf_counter()
    matching.rank(index, words)
    return (time.perf_counter() - started) * 1000
