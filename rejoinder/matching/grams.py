"""Cut words into the short pieces by which a typed line is compared with the phrases of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rejoinder.matching.folding import is_han

_LETTERS = (3, 4)
_CHARACTERS = (1, 2, 3)
# Words that turn round what follows, as they are folded; so far they reach, in words (after Das and Chen, "Yahoo! for
# Amazon", 2001, who mark every word that follows). In Chinese the grams themselves hold 没, 不 and 未.
_NEGATIONS = """
not no never nor none nobody nothing neither without cannot havent hasnt hadnt didnt dont doesnt isnt wasnt wont
cant couldnt aint arent wouldnt werent yet unable
"""
_NEGATION = frozenset(_NEGATIONS.split())
_REACH = 3
_LONG_ENOUGH = 3


def cut(words: Sequence[str]) -> list[str]:
    """Give the distinct grams of a line, in the order they come up.

    Three or four neighbouring letters forgive typing errors and find a phrase while it is being typed; words
    and pairs of words keep "not paid" apart from "paid". Of Chinese, one to three neighbouring characters.
    """
    found: dict[str, None] = {}
    for word in words:
        found.update(dict.fromkeys(_neighbours(word, _CHARACTERS) if is_han(word) else _of_word(word)))
    pairs = (f"{left} {right}" for left, right in pairwise(words) if not (is_han(left) or is_han(right)))
    found.update(dict.fromkeys([*pairs, *_turned(words)]))
    return list(found)


def _turned(words: Sequence[str]) -> Iterable[str]:
    """Say of each word whether it was denied: "receive" in "didn't receive" is another thing than in "did receive"."""
    since = _REACH
    for word in words:
        since = 0 if word in _NEGATION else since + 1
        if since and len(word) >= _LONG_ENOUGH and not is_han(word):
            yield f"!{word}" if since <= _REACH else f"+{word}"


def _of_word(word: str) -> list[str]:
    return [f"={word}", *_neighbours(f"^{word}$", _LETTERS)]


def _neighbours(text: str, sizes: Iterable[int]) -> list[str]:
    return [text[i : i + size] for size in sizes for i in range(len(text) - size + 1)]
