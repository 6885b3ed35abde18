"""Bring what was typed and what is in the catalogue to one spelling, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import zhconv

# A pasted letter is read up to here. It bounds the work of one answer to some milliseconds.
LONGEST_TEXT = 6_000

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_GAP_IN_HAN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
_DIGIT = re.compile(r"\d")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´＇\u02bb\u2032"))
_CURLED = dict.fromkeys(map(ord, "’‘ʼ`´＇\u02bb\u2032"), "'")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or one Chinese character, and where it stands in the text as it was written: [start, end)."""

    folded: str
    start: int
    end: int


@cache
def warm_up() -> None:
    """Load the table of Chinese characters now, so that the first answer of the day is not a slow one."""
    with warnings.catch_warnings():
        # zhconv leaves the file of its table for the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        zhconv.loaddict()


def is_han(word: str) -> bool:
    """Say whether a word as `words` gives it is a run of Chinese characters."""
    return bool(_IS_HAN.match(word))


def plain(text: str) -> str:
    """Write a text in simplified characters of ordinary width, its capitals and punctuation kept.

    What is no character, half of a pair that a faulty program cut in two, becomes a question mark.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].translate(_CURLED))[:LONGEST_TEXT]
    return " ".join(_simplified(text).split())


def words(text: str) -> list[str]:
    """Split a text into words in one spelling: no capitals, punctuation, wide or traditional characters.

    A run of Chinese characters is one word. Apostrophes vanish ("hasn't" is "hasnt"), and every digit
    becomes 0: an excuse does not depend on which day or which invoice it names.
    """
    spelled = _spell(text[:LONGEST_TEXT])[:LONGEST_TEXT]
    return _WORD.findall(_GAP_IN_HAN.sub("", spelled))


@lru_cache(maxsize=8192)
def pieces(phrase: str) -> tuple[Piece, ...]:
    """Split a phrase of the catalogue into words and single Chinese characters with their places in it.

    Only for the catalogue's own wording: the answers are kept in memory, and what a debtor says must not be.
    """
    found: list[Piece] = []
    is_joined = False
    for start, end in _letters(phrase):
        letter = _spell(phrase[start:end])
        parts = _WORD.findall(letter)
        is_plain = len(parts) == 1 and parts[0] == letter and not is_han(letter)
        if is_plain and is_joined:
            found[-1] = Piece(found[-1].folded + letter, found[-1].start, end)
        else:
            single = [part for word in parts for part in (word if is_han(word) else [word])]
            found += [Piece(part, start, end) for part in single]
        is_joined = is_plain or (letter == "" and is_joined)
    return tuple(found)


def _spell(text: str) -> str:
    text = _simplified(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold())
    return _DIGIT.sub("0", text)


def _simplified(text: str) -> str:
    if text.isascii():
        return text
    warm_up()
    return str(zhconv.convert(text, "zh-cn"))


def _letters(text: str) -> list[tuple[int, int]]:
    """Cut a text where one letter ends and the next begins; accents written apart stay with their letter."""
    starts = [i for i, character in enumerate(text) if i == 0 or not unicodedata.combining(character)]
    return list(pairwise([*starts, len(text)]))
