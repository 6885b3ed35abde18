"""Learn from the catalogue which features speak for which excuse, so that no single phrase decides alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rejoinder.matching.sparse import Floats, Ints, Rows

# The price of a phrase on the wrong side of the line, against the size of the weights.
_COST = 1.0
# Rounds over all phrases. From five on nothing changes that a collector would see.
_ROUNDS = 6


@dataclass(frozen=True, eq=False, slots=True)
class Linear:
    """What was learnt: for each feature a row of weights, one for each class; the last row is added to every line.

    Half precision: it takes half the memory and changes no ranking that was measured.
    """

    weights: NDArray[np.float16]

    def score(self, held: Ints, strengths: Floats) -> Floats:
        """Say how much a line speaks for each class: about 1 for its own, about -1 for the others."""
        spoken: Floats = strengths @ self.weights[held].astype(np.float32) + self.weights[-1]
        return spoken


def learn(rows: Rows | Floats, targets: Floats, *, width: int) -> Linear:
    """Fit one linear support vector machine for each class, all in one go.

    `rows` are sparse, or a whole table (rows, width). `targets` is (rows, classes): 1 where a row belongs to the
    class, -1 where not, 0 where it does not matter.
    Dual coordinate descent with squared loss: Hsieh and others, "A dual coordinate descent method for large-scale
    linear SVM" (2008), algorithm 1. Each step treats one row for every class at once.
    """
    weights = np.zeros((width + 1, targets.shape[1]), dtype=np.float32)
    alphas = np.zeros_like(targets)
    slack = np.float32(0.5 / _COST)
    # The same order every time: the same catalogue must give the same ranking in every process.
    chance = np.random.default_rng(0)
    for _ in range(_ROUNDS):
        for row in chance.permutation(len(rows)).tolist():
            held, strengths = _row(rows, row)
            target, alpha = targets[row], alphas[row]
            slope = target * (strengths @ weights[held] + weights[-1]) - 1 + slack * alpha
            square = float(strengths @ strengths) + 1
            moved = np.maximum(alpha - slope / (square + slack), 0) * (target != 0)
            step = (moved - alpha) * target
            alphas[row] = moved
            weights[held] += strengths[:, None] * step
            weights[-1] += step
    return Linear(weights.astype(np.float16))


def _row(rows: Rows | Floats, row: int) -> tuple[Ints | slice, Floats]:
    if isinstance(rows, Rows):
        held = slice(rows.starts[row], rows.starts[row + 1])
        return rows.columns[held], rows.strengths[held]
    return slice(0, rows.shape[1]), rows[row].astype(np.float32)
