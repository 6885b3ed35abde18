"""Cut words into the short pieces by which a typed line is compared with the phrases of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rejoinder.matching.folding import is_han

_LETTERS = (2, 3, 4)
_CHARACTERS = (1, 2, 3)


def cut(words: Sequence[str]) -> list[str]:
    """Give the distinct grams of a line, in the order they come up.

    Two to four neighbouring letters forgive typing errors and find a phrase while it is being typed; words
    and pairs of words keep "not paid" apart from "paid". Of Chinese, one to three neighbouring characters.
    """
    found: dict[str, None] = {}
    for word in words:
        found.update(dict.fromkeys(_neighbours(word, _CHARACTERS) if is_han(word) else _of_word(word)))
    pairs = (f"{left} {right}" for left, right in pairwise(words) if not (is_han(left) or is_han(right)))
    found.update(dict.fromkeys(pairs))
    return list(found)


def _of_word(word: str) -> list[str]:
    return [f"={word}", *_neighbours(f"^{word}$", _LETTERS)]


def _neighbours(text: str, sizes: Iterable[int]) -> list[str]:
    return [text[i : i + size] for size in sizes for i in range(len(text) - size + 1)]
