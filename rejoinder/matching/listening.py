"""Take apart what was typed: its words, its sounds, and where in a pasted letter the excuse may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rejoinder.matching import folding, grams
from rejoinder.matching.index import Index

# Of a text longer than anybody says in one breath, only the stretches that speak most for an excuse are heard. In
# words, two Chinese characters being one.
_LETTER, _STRETCH, _STEP, _HEARD = 120, 32, 16, 3
# A word is read so far, and a line of few words for its meaning: a stuck key must not hold up the next one.
_LONGEST_WORD, _LONGEST_TEXT = 60, 300
# So many words at most are taken for initials, of which a line has one.
_MOST_INITIALS = 3
# A run of Chinese characters is cut where a stretch may begin.
_CUT = 8


@dataclass(frozen=True, slots=True)
class Line:
    """What was said, ready for the judges.

    `words` are folded and hold no pinyin; `text` is the same as it was written, for its meaning. `syllables` are the
    sounds of all that is Chinese, typed in characters or in letters; `typed` those typed in letters. `initials` are
    words that may be first letters of Chinese ones.
    """

    text: str
    words: tuple[str, ...]
    syllables: tuple[str, ...]
    typed: frozenset[str]
    initials: tuple[str, ...]


def listen(index: Index, said: str) -> Line:
    """Take apart what a debtor says."""
    words = [word if folding.is_han(word) else word[:_LONGEST_WORD] for word in folding.words(said)]
    if units(words) > _LETTER:
        words = [word for stretch in _stretches(index, words)[:_HEARD] for word in stretch]
    numbers = index.spelling.vocabulary.numbers
    sounds = index.sound.reader.hear(words, is_known=lambda word: f"={word}" in numbers)
    return Line(
        text=_without(folding.plain(said)[:_LONGEST_TEXT], sounds.typed),
        words=tuple(word for word in words if word not in sounds.typed),
        syllables=sounds.syllables,
        typed=frozenset(syllable for word in sounds.typed for syllable in index.sound.reader.split(word)),
        initials=_initials(words, sounds.initials),
    )


def units(words: Sequence[str]) -> float:
    """Count words, two Chinese characters as one."""
    return sum(len(word) / 2 if folding.is_han(word) else 1 for word in words)


def _without(text: str, typed: frozenset[str]) -> str:
    if not typed:
        return text
    # Whole words only: "le" is not to be cut out of "please". A Chinese character may stand directly beside one.
    words = "|".join(map(re.escape, sorted(typed)))
    return re.sub(rf"(?<![a-z])(?:{words})(?![a-z])", " ", text, flags=re.IGNORECASE).strip()


def _initials(words: Sequence[str], unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Take strange letters for initials only beside Chinese or alone; among English words they are a typing error."""
    is_chinese = any(map(folding.is_han, words))
    return unknown[:_MOST_INITIALS] if is_chinese or len(unknown) == len(words) else ()


def _stretches(index: Index, words: Sequence[str]) -> list[list[str]]:
    """Cut a long text into stretches that overlap by half, those that speak most for one excuse first."""
    sizes = [_CUT if folding.is_han(word) else len(word) for word in words]
    short = [word[i : i + size] for word, size in zip(words, sizes, strict=True) for i in range(0, len(word), size)]
    ends = np.cumsum([units([word]) for word in short])
    begins = np.arange(0, ends[-1] - _STEP, _STEP)
    first, last = (np.searchsorted(ends, edges, side="right") for edges in (begins, begins + _STRETCH))
    found = [short[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    return sorted(found, key=lambda stretch: -_promise(index, stretch))


def _promise(index: Index, words: Sequence[str]) -> float:
    spoken = index.spelling.learnt.score(*index.spelling.vocabulary.weigh(grams.cut(words)))
    return float(spoken[:-1].max(initial=-1)) - float(spoken[-1]) / 2
