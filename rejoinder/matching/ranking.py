"""Rank the excuses for what a debtor said, and judge how likely it is no excuse at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from rejoinder.matching import common, folding, grams
from rejoinder.matching.common import Heard, Span
from rejoinder.matching.index import Index
from rejoinder.matching.linear import Floats, Ints

# Two judges are added up: what was learnt, and the likeness to the nearest phrases (half the best one, half
# the mean of the best three). Plain weights: fitted ones follow the catalogue more than they follow real
# calls.
_LIKENESS = 1.0
_BEST_OF_THREE = 0.5
# From here on a phrase is as good as the same, and decides more than anything learnt.
_SAME = 0.85
# How far a nearer counter-phrase pushes its excuse down, for each unit of likeness it is nearer.
_AGAINST = 2.0
# A gram that is in no phrase makes a line less like every phrase, but it may be only a name: half weight.
_UNKNOWN = 0.5
# The nearest phrases are compared once more by their spelling, which makes up this share of the likeness.
_COMPARED_AGAIN, _SPELLING = 40, 0.1
# A longer text is read in windows of so many words (a Chinese character counts half), the best three of them.
_WINDOW, _STEP, _WINDOWS = 48, 24, 3
# From what speaks for an excuse (0 to about 3) to the chance that it is the one: logistic regression on the
# lines held back in four-fold cross-validation over twelve excuses of about 100 phrases.
_SCORE_AT_ZERO, _SCORE_SLOPE = -5.3, 8.6
# From what speaks for "no excuse" less what speaks for the best excuse to the chance that it is none: the
# same cross-validation with 200 lines that are no excuse, shifted to one such line in four, as in collected
# wordings.
_NONE_AT_ZERO, _NONE_SLOPE = -1.0, 4.5


@dataclass(frozen=True)
class Match:
    """One excuse found: how sure (0 to 1), the phrase it resembles, and what of that phrase was said."""

    excuse: str
    score: float
    phrase: str
    shared: tuple[Span, ...]


@dataclass(frozen=True)
class Ranking:
    """The chance (0 to 1) that what was said is no excuse, and the excuses it resembles, best first."""

    none: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Weighed:
    """What speaks for each excuse, its nearest phrase (or -1), and what speaks for "no excuse"."""

    excuses: Floats
    nearest: Ints
    none: float


def rank(index: Index, said: str, *, limit: int = 5) -> Ranking:
    """Say which excuses a debtor's words resemble, at most `limit`, and the chance that they are none.

    Any text is answered. One that shares nothing with any phrase has no matches and none = 1. Equal scores
    stand in the order of excuse ids.
    """
    words = folding.words(said)
    if not words or not index.phrases:
        return Ranking(none=1.0, matches=())
    windows = _best_windows(index, words)
    weighed = _strongest([_weigh(index, window) for window in windows])
    scores = [round(_chance(_SCORE_AT_ZERO + _SCORE_SLOPE * float(spoken)), 6) for spoken in weighed.excuses]
    found = sorted((-scores[at], int(at)) for at in np.flatnonzero(weighed.nearest >= 0))
    heard = Heard.of([word for window in windows for word in window])
    matches = tuple(_match(index, weighed, heard, at=at, score=-minus) for minus, at in found[: max(0, limit)])
    return Ranking(none=_chance_of_none(weighed), matches=matches)


def _match(index: Index, weighed: _Weighed, heard: Heard, *, at: int, score: float) -> Match:
    phrase = index.phrases[weighed.nearest[at]]
    return Match(index.excuses[at], score, phrase, common.spans(phrase, heard))


def _chance_of_none(weighed: _Weighed) -> float:
    spoken = weighed.excuses[weighed.nearest >= 0]
    if not spoken.size:
        return 1.0
    return round(_chance(_NONE_AT_ZERO + _NONE_SLOPE * (weighed.none - float(spoken.max()))), 6)


def _chance(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _weigh(index: Index, words: Sequence[str]) -> _Weighed:
    held, strength = _strengths(index, grams.cut(words))
    by_grams = _likeness(index, held, strength)
    likeness = np.append(_mix_in_spelling(index, by_grams, " ".join(words)), np.float32(0))
    learnt = index.model.score(held, strength)
    said, counter = likeness[index.said_at], likeness[index.counter_at].max(axis=1, initial=0)
    best = said.max(axis=1, initial=0)
    excuses = learnt[:-1] + _LIKENESS * _near(said) + _verdict(best, counter)
    nearest = index.said_at[np.arange(len(best)), said.argmax(axis=1)] if said.size else np.zeros(0, np.int64)
    against = np.append(likeness[index.no_excuse_from : -1], counter)[None]
    none = learnt[-1:] + _LIKENESS * _near(against) + _sameness(against.max(axis=1, initial=0))
    return _Weighed(excuses, np.where(best > 0, nearest, -1), float(none[0]))


def _strengths(index: Index, found: Sequence[str]) -> tuple[Ints, Floats]:
    held = np.array([index.gram_ids[gram] for gram in found if gram in index.gram_ids], dtype=np.int64)
    strength = index.rarity[held]
    unknown = (len(found) - len(held)) * (_UNKNOWN * float(index.rarity.max(initial=1))) ** 2
    length = math.sqrt(float(strength @ strength) + unknown)
    return held, strength / np.float32(max(length, 1e-9))


def _likeness(index: Index, held: Ints, strength: Floats) -> Floats:
    """Give the cosine of the line with every phrase, looking only at phrases that share a gram with it."""
    first, many = index.starts[held], index.starts[held + 1] - index.starts[held]
    at = np.arange(many.sum()) + np.repeat(first - (np.cumsum(many) - many), many)
    product = index.shares[at] * np.repeat(strength, many)
    return np.bincount(index.postings[at], weights=product, minlength=len(index.phrases)).astype(np.float32)


def _mix_in_spelling(index: Index, likeness: Floats, spelled: str) -> Floats:
    """Mix the likeness by spelling into that by grams, only for the nearest phrases, since each takes time."""
    mixed = likeness * np.float32(1 - _SPELLING)
    count = min(_COMPARED_AGAIN, len(likeness))
    for at in np.argpartition(likeness, -count)[-count:]:
        if likeness[at] > 0:
            other = index.spelled[at]
            alike = fuzz.ratio(spelled, other) + fuzz.token_set_ratio(spelled, other)
            mixed[at] += _SPELLING * alike / 200
    return mixed


def _near(likeness: Floats) -> Floats:
    """Give for each row the nearest phrase's likeness mixed with the mean of the nearest three."""
    count = min(3, likeness.shape[1])
    if count == 0:
        return np.zeros(len(likeness), dtype=np.float32)
    three = np.partition(likeness, -count, axis=1)[:, -count:]
    near: Floats = (1 - _BEST_OF_THREE) * three.max(axis=1) + _BEST_OF_THREE * three.mean(axis=1)
    return near


def _verdict(best: Floats, counter: Floats) -> Floats:
    """Raise an excuse with a phrase as good as the same; lower it where a counter-phrase is nearer."""
    lowered = -_sameness(counter) - _AGAINST * (counter - best)
    return np.where(counter > best, lowered, _sameness(best))


def _sameness(likeness: Floats) -> Floats:
    near: Floats = np.maximum(0, likeness - _SAME) / (1 - _SAME)
    return near


def _best_windows(index: Index, words: list[str]) -> list[list[str]]:
    """Keep a line whole; of a long text, keep the windows in which the most speaks for one excuse."""
    short = [word[i : i + _STEP] for word in words for i in range(0, len(word), _STEP)]
    ends = np.cumsum([len(word) / 2 if folding.is_han(word) else 1 for word in short])
    if ends[-1] <= _WINDOW:
        return [words]
    begins = np.arange(0, ends[-1] - _STEP, _STEP)
    first, last = (np.searchsorted(ends, edges, side="right") for edges in (begins, begins + _WINDOW))
    windows = [short[a:b] for a, b in zip(first, last, strict=True)]
    return sorted(windows, key=lambda window: -_promise(index, window))[:_WINDOWS]


def _promise(index: Index, words: Sequence[str]) -> float:
    return float(index.model.score(*_strengths(index, grams.cut(words)))[:-1].max(initial=-1))


def _strongest(weighed: Sequence[_Weighed]) -> _Weighed:
    """Take for each excuse the window that speaks for it most, and for none the best window of all."""
    spoken = np.array([window.excuses for window in weighed])
    nearest = np.array([window.nearest for window in weighed])
    # A window without any phrase for an excuse must not hide one that has a phrase.
    chosen = np.where(nearest >= 0, spoken, -np.inf).argmax(axis=0), np.arange(spoken.shape[1])
    return _Weighed(spoken[chosen], nearest[chosen], weighed[0].none)
