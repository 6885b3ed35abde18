"""Hear Chinese by its sound: typed in full pinyin, in initials, or with another character of the same sound."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rejoinder.matching.folding import is_han

# The characters that a table of readings covers: the common block, which holds every simplified one in use.
FIRST, LAST = 0x4E00, 0x9FFF
_LONGEST = 6
_SYLLABLES_TOGETHER = (1, 2, 3)
# Sounds that much of China does not keep apart, and input methods may mix: zh/z, ch/c, sh/s, ang/an, eng/en, ing/in.
_ONE_SOUND = re.compile(r"^(z|c|s)h|(?<=[aei]n)g$")
# No syllable begins with i, u or v.
_INITIALS = re.compile(r"[a-hj-tw-z]{3,10}")
# A word shorter than this is read as pinyin only beside longer ones: "he", "can", "long" are English as well.
_LONG_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Sounds:
    """A line as it sounds: its syllables in order, which of its words were typed pinyin, and which may be initials."""

    syllables: tuple[str, ...]
    typed: frozenset[str]
    initials: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Reader:
    """The sound of every Chinese character: `readings[code - FIRST]` is a place in `syllables`; 0 is no sound."""

    syllables: tuple[str, ...]
    readings: NDArray[np.uint16]
    spellings: frozenset[str]
    beginnings: frozenset[str]

    def read(self, text: str) -> list[str]:
        """Give the syllables of Chinese characters, without tones; a character not in the table is left out."""
        codes = (ord(character) - FIRST for character in text if FIRST <= ord(character) <= LAST)
        return [self.syllables[reading] for reading in (int(self.readings[code]) for code in codes) if reading]

    def hear(self, words: Sequence[str], *, is_known: Callable[[str], bool]) -> Sounds:
        """Read a line as `folding.words` gives it; `is_known` says whether a Latin word stands in the catalogue."""
        latin = [word for word in words if not is_han(word)]
        split = {word: found for word in latin if not is_known(word) and (found := self.split(word))}
        is_typed = sum(map(len, split)) >= _LONG_ENOUGH or any(len(found) > 1 for found in split.values())
        if is_typed and not any(is_han(word) for word in words):
            # "mei qian le": short words between pinyin are pinyin too, unless most of the line is English.
            if sum(map(len, split)) * 2 >= sum(len(word) for word in latin):
                split |= {word: found for word in latin if (found := self.split(word))}
            else:
                split = {}
        typed = frozenset(split) if is_typed else frozenset[str]()
        parts = (self.read(word) if is_han(word) else split[word] for word in words if is_han(word) or word in typed)
        rest = [word for word in latin if word not in typed and not is_known(word) and _INITIALS.fullmatch(word)]
        return Sounds(tuple(syllable for part in parts for syllable in part), typed, tuple(rest))

    def split(self, word: str) -> list[str]:
        """Split letters into the fewest syllables; [] where that cannot be. The last one may be only begun."""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST), end):
                so_far, piece = best[start], word[start:end]
                if so_far is None or not self._is_sound(piece, begun=end == len(word) and start > 0):
                    continue
                longer = best[end]
                if longer is None or len(so_far) + 1 < len(longer):
                    best[end] = [*so_far, piece]
        found = best[-1] or []
        return [piece for piece in found if piece in self.spellings]

    def _is_sound(self, piece: str, *, begun: bool) -> bool:
        return piece in self.spellings or (begun and piece in self.beginnings)


def reader(syllables: Iterable[str], readings: NDArray[np.uint16]) -> Reader:
    """Make a reader of a table, as `from_dictionary` gives it or as it was saved."""
    listed = tuple(syllables)
    spellings = frozenset(listed[1:])
    beginnings = frozenset(spelling[:end] for spelling in spellings for end in range(1, len(spelling)))
    return Reader(listed, readings, spellings, beginnings)


def from_dictionary() -> Reader:
    """Make a reader from pypinyin's table of single characters, the commonest reading of each.

    Only when the index is built: the dictionary takes fifty megabytes, the table made of it a twentieth of one.
    """
    # Told before it is first loaded, the package keeps its dictionaries once and not twice.
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin_dict
    from pypinyin.style import convert

    numbers: dict[str, int] = {"": 0}
    readings = np.zeros(LAST - FIRST + 1, dtype=np.uint16)
    for code, spelled in pinyin_dict.pinyin_dict.items():
        if FIRST <= code <= LAST:
            plain = convert(spelled.split(",")[0], Style.NORMAL, strict=False)
            readings[code - FIRST] = numbers.setdefault(plain.replace("ü", "v"), len(numbers))
    return reader(numbers, readings)


def grams(syllables: Sequence[str]) -> list[str]:
    """Give the distinct runs of one to three syllables of a line, sounds that are often mixed written as one."""
    plain = [_ONE_SOUND.sub(lambda found: found[1] or "", syllable) for syllable in syllables]
    runs = (" ".join(plain[i : i + n]) for n in _SYLLABLES_TOGETHER for i in range(len(plain) - n + 1))
    return list(dict.fromkeys(runs))


def initials(syllables: Sequence[str]) -> str:
    """Give the first letters of the syllables, as a hurried typist writes them: "fapiao meidao" is "fpmd"."""
    return "".join(syllable[0] for syllable in syllables)


def spoken(phrase: str) -> list[str]:
    """Give the syllables of a phrase, each character read as in its word: 行 is "hang" in 银行. Only when building."""
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(phrase, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return [syllable.replace("ü", "v") for syllable in read]
