"""Learn from the catalogue which grams speak for which excuse, so that no single phrase decides alone."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Grams share this many columns (feature hashing: Weinberger and others, 2009), so that learning is one
# solution of a small system of equations. In four-fold cross-validation over 1,224 phrases of twelve
# excuses 1,024 columns found 3 of 100 fewer; 4,096 found 1 more for eight times the arithmetic.
_COLUMNS = 2048
# A gram of one phrase only says nothing about others and would crowd the columns: 1 of 100 more found
# without.
_FEWEST_PHRASES = 2
# From 0.4 to 2.5 nearly the same was found.
_RIDGE = 1.0
# As many phrases are laid out in columns at once; 6,000 of them, as a full library has, took 36 MB more for a moment.
_BLOCK = 2048


@dataclass(frozen=True, eq=False, slots=True)
class Grams:
    """The grams of all phrases in one row: gram `gram[i]` is in phrase `phrase[i]` with `strength[i]`."""

    phrase: Ints
    gram: Ints
    strength: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Linear:
    """What was learnt: by gram its column and its sign, 0 for one left out; a row of weights for each column.

    `weights` is (columns + 1, classes); the last row is added to every line.
    """

    column: Ints
    sign: Floats
    weights: Floats

    def score(self, held: Ints, strength: Floats) -> Floats:
        """Say how much a line speaks for each class: about 1 for its own, about 0 for the others."""
        spoken: Floats = (self.sign[held] * strength) @ self.weights[self.column[held]] + self.weights[-1]
        return spoken


def learn(vocabulary: Iterable[str], grams: Grams, *, targets: Floats) -> Linear:
    """Fit by ridge regression; `vocabulary` in the order of gram numbers, `targets` is (phrases, classes)."""
    codes = np.array([zlib.crc32(gram.encode()) for gram in vocabulary], dtype=np.int64)
    is_shared = np.bincount(grams.gram, minlength=len(codes)) >= _FEWEST_PHRASES
    column, sign = codes % _COLUMNS, (is_shared * (1 - 2 * (codes >> 20 & 1))).astype(np.float32)
    system = np.diag(np.full(_COLUMNS + 1, _RIDGE, dtype=np.float32))
    answers = np.zeros((_COLUMNS + 1, targets.shape[1]), dtype=np.float32)
    for first in range(0, len(targets), _BLOCK):
        here = (grams.phrase >= first) & (grams.phrase < first + _BLOCK)
        block = np.zeros((len(targets[first : first + _BLOCK]), _COLUMNS + 1), dtype=np.float32)
        block[:, -1] = 1
        places = (grams.phrase[here] - first, column[grams.gram[here]])
        np.add.at(block, places, sign[grams.gram[here]] * grams.strength[here])
        system += block.T @ block
        answers += block.T @ targets[first : first + _BLOCK]
    return Linear(column, sign, np.linalg.solve(system, answers).astype(np.float32))
