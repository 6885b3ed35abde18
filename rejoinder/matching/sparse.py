"""Keep lines as weighted features, few of many: which grams or sounds are in which phrase, and how much each counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]

# A feature that is in no phrase makes a line less like every phrase, but it may be only a name: half weight.
_UNKNOWN = 0.5
# From so many lines on a catalogue is large: leaving out features of one line changed nothing that was measured.
_LARGE = 4_000
# A line is compared over at most so many places of its features, the rarest features first: what stands in every
# third phrase tells little and takes most of the time.
_MOST_PLACES = 60_000


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Lines side by side: line `i` holds the features `columns[starts[i]:starts[i + 1]]` with their `strengths`."""

    starts: Ints
    columns: Ints
    strengths: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """The features of the catalogue, numbered, with their rarity: 1 for one in every phrase, more the fewer hold it."""

    numbers: Mapping[str, int]
    rarity: Floats

    def weigh(self, features: Sequence[str]) -> tuple[Ints, Floats]:
        """Give a line's known features and their strengths; the squares of all, unknown ones too, add up to 1."""
        held = np.array([self.numbers[one] for one in features if one in self.numbers], dtype=np.int32)
        strengths = self.rarity[held]
        unknown = (len(features) - len(held)) * (_UNKNOWN * float(self.rarity.max(initial=1))) ** 2
        length = math.sqrt(float(strengths @ strengths) + unknown)
        return held, strengths / np.float32(max(length, 1e-9))

    def rows(self, lines: Sequence[Sequence[str]]) -> Rows:
        """Weigh several lines."""
        weighed = [self.weigh(line) for line in lines]
        starts = np.cumsum([0, *(len(held) for held, _ in weighed)], dtype=np.int32)
        columns = np.concatenate([held for held, _ in weighed] or [np.zeros(0, np.int32)])
        strengths = np.concatenate([strength for _, strength in weighed] or [np.zeros(0, np.float32)])
        return Rows(starts, columns, strengths)


def vocabulary(lines: Sequence[Sequence[str]]) -> Vocabulary:
    """Number the distinct features of all lines and weigh each by its rarity (inverse document frequency, smoothed).

    In a large catalogue a feature of one line only is left out: it says nothing of other lines, and such features
    are two thirds of all.
    """
    fewest = 1 if len(lines) < _LARGE else 2
    held_by = Counter(chain.from_iterable(map(set, lines)))
    kept = sorted(feature for feature, count in held_by.items() if count >= fewest)
    numbers = {feature: number for number, feature in enumerate(kept)}
    counts = np.array([held_by[feature] for feature in numbers], dtype=np.float32)
    return Vocabulary(numbers, (1 + np.log((1 + len(lines)) / (1 + counts))).astype(np.float32))


@dataclass(frozen=True, eq=False, slots=True)
class Postings:
    """Rows turned round: feature `f` is in the lines `lines[starts[f]:starts[f + 1]]` with these `strengths`."""

    starts: Ints
    lines: Ints
    strengths: Floats
    count: int

    def likeness(self, held: Ints, strengths: Floats) -> Floats:
        """Give the cosine of one line with every line kept, looking only at those that share a feature with it."""
        many = self.starts[held + 1] - self.starts[held]
        if many.sum() > _MOST_PLACES:
            rarest = np.argsort(many, kind="stable")
            rarest = rarest[np.cumsum(many[rarest]) <= _MOST_PLACES]
            held, strengths, many = held[rarest], strengths[rarest], many[rarest]
        first = self.starts[held]
        at = np.arange(many.sum()) + np.repeat(first - (np.cumsum(many) - many), many)
        product = self.strengths[at] * np.repeat(strengths, many)
        return np.bincount(self.lines[at], weights=product, minlength=self.count).astype(np.float32)


def turn(rows: Rows, *, width: int) -> Postings:
    """Turn rows over `width` features into postings."""
    order = np.argsort(rows.columns, kind="stable")
    line = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.starts))
    starts = np.searchsorted(rows.columns[order], np.arange(width + 1)).astype(np.int32)
    return Postings(starts, line[order], rows.strengths[order], len(rows))
