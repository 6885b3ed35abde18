"""Let the judges say how much a line speaks for each excuse: how it is spelled, what it means, how it sounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from rejoinder.matching import grams, meaning, pinyin
from rejoinder.matching.index import Index, near
from rejoinder.matching.listening import Line, units
from rejoinder.matching.sparse import Floats, Ints

# Each judge is brought to the same scale over all excuses, and then counts so much. Plain weights: fitted ones follow
# the catalogue more than they follow real calls.
_LEARNT, _ALIKE, _SOUND, _INITIALS = 1.0, 0.5, 0.7, 2.5
# Where nothing was typed but pinyin, the sound speaks for all judges.
_SOUND_ALONE = 3.0
# How far a counter-phrase that is nearer than any phrase of its excuse pushes that excuse down.
_AGAINST = 10.0
# Initials must stand in a row in a phrase; of so many letters, one may be wrong. This much counts how much of the
# phrase they are.
_ONE_WRONG, _OF_THE_PHRASE = 6, 0.6
# The meaning of a line shorter than this, in words, is trusted only so far: two words may mean anything. In one longer
# than that the excuse is buried among other meanings, and the encoder's time grows with the length: there spelling
# speaks for both, which found as many.
_FULL_MEANING, _LONGEST_MEANING = 5, 24
# A line of which less than this is known, by weight of its grams, is strange: its meaning is trusted less, and it is
# the more likely no excuse.
_KNOWN, _STRANGE = 0.5, 8.0
# A judge whose scores all lie so close together has said nothing.
_SILENT = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Judgement:
    """What speaks for each excuse and, in the last place, for "no excuse"; and how near each phrase is.

    `nearness` is (phrases): the cosines of spelling and of meaning added up, and of sound where it was typed.
    """

    spoken: Floats
    nearness: Floats


def judge(index: Index, line: Line) -> Judgement:
    """Add up the judges that have something to go by; with nothing to go by all is 0."""
    row = index.spelling.vocabulary.weigh(grams.cut(line.words))
    known = min(1, float(row[1] @ row[1]) / _KNOWN)
    length = units(line.words)
    trust = known * min(1, length / _FULL_MEANING) if length <= _LONGEST_MEANING else 0
    nothing = Judgement(np.zeros(len(index.excuses) + 1, np.float32), np.zeros(len(index.phrases), np.float32))
    by_initials = _by_initials(index, line) if line.initials else nothing
    heard = [
        _by_spelling(index, *row, weight=1 if length <= _LONGEST_MEANING else 2) if known else nothing,
        _by_meaning(index, line.text, trust=trust) if trust else nothing,
        _by_sound(index, line) if line.syllables else nothing,
        by_initials,
    ]
    spoken: Floats = np.sum([one.spoken for one in heard], axis=0)
    if line.words and not line.syllables and not by_initials.nearness.any():
        spoken[-1] += _STRANGE * (1 - known)
    return Judgement(spoken, np.sum([one.nearness for one in heard], axis=0))


def _by_spelling(index: Index, held: Ints, strengths: Floats, *, weight: int) -> Judgement:
    alike = index.spelling.postings.likeness(held, strengths)
    learnt = index.spelling.learnt.score(held, strengths)
    return Judgement(weight * (_LEARNT * _one_scale(learnt) + _alike(index, alike)), alike)


def _by_meaning(index: Index, text: str, *, trust: float) -> Judgement:
    point = index.meaning.encoder.encode([text])
    learnt = index.meaning.learnt.score(np.arange(meaning.DIMENSIONS), point[0])
    alike = index.meaning.points @ index.meaning.space.place(point)[0]
    spoken = trust * (_LEARNT * _one_scale(learnt) + _alike(index, alike))
    return Judgement(spoken, trust * np.maximum(alike, 0))


def _by_sound(index: Index, line: Line) -> Judgement:
    held, strengths = index.sound.vocabulary.weigh(pinyin.grams(line.syllables))
    nearness = np.zeros(len(index.phrases), dtype=np.float32)
    if line.typed:
        nearness[index.sound.places] = index.sound.postings.likeness(held, strengths)
    weight = _SOUND if line.words else _SOUND_ALONE
    spoken = weight * _one_scale(index.sound.learnt.score(held, strengths))
    return Judgement(spoken, nearness)


def _by_initials(index: Index, line: Line) -> Judgement:
    nearness = np.zeros(len(index.phrases), dtype=np.float32)
    for typed in line.initials:
        # A phrase shorter than what was typed would be found inside it; asked is the other way round.
        long_enough = index.sound.lengths >= len(typed)
        least = 100 * (1 - 1 / len(typed)) if len(typed) >= _ONE_WRONG else 100
        in_a_row = process.cdist([typed], index.sound.initials, scorer=fuzz.partial_ratio, score_cutoff=least)[0]
        for at in np.flatnonzero(long_enough & (in_a_row > 0)):
            of_the_phrase = fuzz.ratio(typed, index.sound.initials[at])
            share = ((1 - _OF_THE_PHRASE) * in_a_row[at] + _OF_THE_PHRASE * of_the_phrase) / 100
            place = index.sound.places[at]
            nearness[place] = max(nearness[place], share)
    # What speaks for no excuse is left out: a few letters stand in a row in too many phrases.
    nearness[index.places.against] = 0
    return Judgement(_INITIALS * _one_scale(_nearest(index, nearness)), nearness)


def _alike(index: Index, alike: Floats) -> Floats:
    """Say how near the phrases of each excuse are, and lower an excuse that has a counter-phrase nearer still."""
    at_hand = np.append(alike, np.float32(0))
    said = at_hand[index.places.said].max(axis=1, initial=0)
    counter = at_hand[index.places.counter].max(axis=1, initial=0)
    lowered = np.append(np.maximum(counter - said, 0), np.float32(0))
    scaled: Floats = _ALIKE * _one_scale(_nearest(index, alike)) - _AGAINST * lowered
    return scaled


def _nearest(index: Index, alike: Floats) -> Floats:
    """Give how near the nearest phrases of each excuse are, and in the last place those that speak for none."""
    said = np.append(alike, np.float32(0))[index.places.said]
    return np.append(near(said), near(alike[None, index.places.against]))


def _one_scale(scores: Floats) -> Floats:
    """Bring scores to mean 0 and deviation 1, so that no judge speaks louder than another."""
    spread = float(scores.std())
    scaled: Floats = (scores - scores.mean()) / spread if spread > _SILENT else np.zeros_like(scores)
    return scaled
