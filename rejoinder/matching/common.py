"""Mark what a phrase has in common with what was said, so that the eye sees why the phrase was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from rejoinder.matching.folding import Piece, is_han, pieces

Span = tuple[int, int]

# Words that are in nearly every line: alone they explain nothing.
_FILLING_WORDS = """
a an and are as at be been but by can did do does for from had has have he i if in is it its im ive me my
no not of on or our so that the their then there they this to us was we were weve will with would you your
"""
_FILLING = frozenset(_FILLING_WORDS.split()) | frozenset(
    "的了是在我你他们就都也还这那吗吧呢啊么个不有没要会把给到跟和很能先再又说让被得着过去来"
)
# From this likeness two words of four letters or more are one with a slip of the fingers: "chekc", "check".
_SLIP = 79
_LONG_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, ready for comparison: words and single Chinese characters, and the word begun last.

    `sounds` are the syllables that were typed in letters; `read` gives the sound of a Chinese character.
    """

    words: frozenset[str]
    long_words: tuple[str, ...]
    begun: str
    sounds: frozenset[str] = frozenset()
    read: Callable[[str], list[str]] = list

    @classmethod
    def of(
        cls, said: Iterable[str], *, sounds: frozenset[str] = frozenset(), read: Callable[[str], list[str]] = list
    ) -> Heard:
        """Take a line as `folding.words` gives it."""
        parts = [part for word in said for part in (word if is_han(word) else [word])]
        long_words = {word for word in parts if len(word) >= _LONG_ENOUGH}
        return cls(frozenset(parts), tuple(sorted(long_words)), parts[-1] if parts else "", sounds, read)


def spans(phrase: str, heard: Heard) -> tuple[Span, ...]:
    """Give the places in `phrase`, [start, end) and in order, of the words or Chinese characters also said.

    Neighbours are joined. A place that holds only filling words ("the", "of") is left out.
    """
    found: list[Span] = []
    run: list[Piece] = []
    for piece in pieces(phrase):
        if run and phrase[run[-1].end : piece.start].strip():
            found, run = found + _close(run), []
        if _is_heard(piece.folded, heard):
            run.append(piece)
        else:
            found, run = found + _close(run), []
    return tuple(found + _close(run))


def _close(run: list[Piece]) -> list[Span]:
    if all(piece.folded in _FILLING for piece in run):
        return []
    return [(run[0].start, run[-1].end)]


def _is_heard(word: str, heard: Heard) -> bool:
    if word in heard.words or (heard.sounds and is_han(word) and not heard.sounds.isdisjoint(heard.read(word))):
        return True
    if len(word) < _LONG_ENOUGH:
        return False
    if len(heard.begun) >= _LONG_ENOUGH - 1 and word.startswith(heard.begun):
        return True
    return process.extractOne(word, heard.long_words, scorer=fuzz.ratio, score_cutoff=_SLIP) is not None
