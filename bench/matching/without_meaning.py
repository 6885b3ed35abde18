"""The program's own engine without the encoder of meanings: spelling and sound alone, to see what the encoder is worth.

The engine has no switch for it. So the index is built with an encoder that says nothing, and what could be learnt
from nothing is taken out of it, so that this judge is silent and costs no time.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rejoinder.matching import Catalogue, Index, build
from rejoinder.matching.index import Meaning, Space
from rejoinder.matching.linear import Linear
from rejoinder.matching.meaning import DIMENSIONS, Encoder
from rejoinder.matching.sparse import Floats

_NAME = "without_meaning.pickle"


@dataclass(frozen=True)
class Silence:
    """An encoder's inside that finds the same nothing in every line, and has no table of word pieces."""

    table: None = None

    def encode(self, texts: Sequence[str]) -> Floats:
        """Give a row of zeros for each line."""
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)


def write(catalogue: Catalogue, folder: Path) -> None:
    """Build the index and leave it in `folder`, for a process that has not built anything."""
    encoder = Encoder(Silence())
    built = build(catalogue, encoder=encoder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _NAME).write_bytes(pickle.dumps(replace(built, encoded=None, meaning=_silent(built, encoder))))


def read(folder: Path) -> Index:
    """Read the index that `write` left."""
    found: Index = pickle.loads((folder / _NAME).read_bytes())
    return found


def _silent(built: Index, encoder: Encoder) -> Meaning:
    """Put every phrase at the same point, in one direction only: a judge that says the same of all is not counted."""
    space = Space(np.zeros(DIMENSIONS, np.float32), np.zeros((DIMENSIONS, 1), np.float32))
    points = np.zeros((len(built.phrases), 1), np.float32)
    return Meaning(encoder, space, points, Linear(np.zeros((DIMENSIONS + 1, len(built.excuses) + 1), np.float16)))
