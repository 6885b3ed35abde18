"""Prepare the catalogue for searching, by three judges: how phrases are spelled, how they sound, and what they mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from rejoinder.matching import folding, grams, linear, meaning, pinyin, sparse
from rejoinder.matching.linear import Linear
from rejoinder.matching.meaning import Encoder
from rejoinder.matching.pinyin import Reader
from rejoinder.matching.sparse import Floats, Ints, Postings, Vocabulary

# Meanings are compared in so many directions, those in which the phrases differ most: as good as all 512, at a
# quarter of the arithmetic.
_DIRECTIONS = 128
# A counter-phrase is another excuse if it lies so much nearer to one than to what is no excuse.
_ANOTHER = 0.05
# So many phrases are worked on at once: more would only take more memory.
_AT_ONCE = 1_024


@dataclass(frozen=True)
class Catalogue:
    """What debtors say: by excuse id its phrases and its counter-phrases, and lines that are no excuse.

    A counter-phrase sounds like the excuse and means something else. Both languages stand together.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_excuse: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """Where the phrases stand: those of all excuses, then all counter-phrases, then the no-excuse lines.

    `said` and `counter` are (excuses, most phrases): places in the row of phrases, filled up with the place after
    the last. `against` are the places of all phrases that speak for no excuse: the no-excuse lines, and those
    counter-phrases that do not belong to another excuse.
    """

    said: Ints
    counter: Ints
    against: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Spelling:
    """Which grams are in which phrase, and what they speak for."""

    vocabulary: Vocabulary
    postings: Postings
    learnt: Linear


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """How the Chinese phrases sound; `places` says where in the row of phrases each of them stands."""

    reader: Reader
    places: Ints
    initials: tuple[str, ...]
    lengths: Ints
    vocabulary: Vocabulary
    postings: Postings
    learnt: Linear


@dataclass(frozen=True, eq=False, slots=True)
class Space:
    """The directions in which the meanings of the phrases differ most, (512, directions), seen from their centre."""

    centre: Floats
    directions: Floats

    def place(self, points: Floats) -> Floats:
        """Bring encoded lines (lines, 512) into these directions, each of length 1."""
        return _of_length_one(points @ self.directions - self.centre @ self.directions)


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """Where the phrases lie among meanings: `points`, (phrases, directions), each of length 1."""

    encoder: Encoder
    space: Space
    points: Floats
    learnt: Linear


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """The catalogue made ready by `build`: everything `rank` needs, never changed afterwards.

    `encoded` are their meanings as the encoder gave them, (phrases, 512), for the
    next index to take over; an index read from disk has none.
    """

    excuses: tuple[str, ...]
    phrases: tuple[str, ...]
    places: Places
    spelling: Spelling
    sound: Sound
    meaning: Meaning
    encoded: Floats | None = None


def build(catalogue: Catalogue, *, encoder: Encoder, encoded: Mapping[str, Floats] | None = None) -> Index:
    """Prepare a catalogue for `rank`: some twenty seconds for the whole library, no files read or written.

    `encoded` may give the meanings of phrases known from an earlier index; encoding takes most of the time. Excuses
    without any phrase are left out: nothing could be shown for them.
    """
    folding.warm_up()
    excuses = tuple(sorted(excuse for excuse, phrases in catalogue.said.items() if phrases))
    said = [catalogue.said[excuse] for excuse in excuses]
    counter = [catalogue.counter.get(excuse, ()) for excuse in excuses]
    phrases = tuple(chain(*said, *counter, catalogue.no_excuse))
    words = [folding.words(phrase) for phrase in phrases]
    points = _encode(encoder, phrases, encoded or {})
    encoder.let_go()
    space = _space(points)
    placed = np.concatenate([space.place(points[block]) for block in _blocks(range(len(points)))] or [points[:, :0]])
    places = _places(said, counter, placed)
    targets = _targets(places, count=len(phrases))
    return Index(
        excuses=excuses,
        phrases=phrases,
        places=places,
        spelling=_spelling(words, targets),
        sound=_sound(phrases, words, targets),
        meaning=Meaning(encoder, space, placed, linear.learn(points, targets, width=meaning.DIMENSIONS)),
        encoded=points,
    )


def _spelling(words: Sequence[Sequence[str]], targets: Floats) -> Spelling:
    # One string for each gram, however often it comes up: a tenth of the memory.
    cuts = [list(map(sys.intern, grams.cut(line))) for line in words]
    vocabulary = sparse.vocabulary(cuts)
    rows, width = vocabulary.rows(cuts), len(vocabulary.numbers)
    return Spelling(vocabulary, sparse.turn(rows, width=width), linear.learn(rows, targets, width=width))


def _sound(phrases: Sequence[str], words: Sequence[Sequence[str]], targets: Floats) -> Sound:
    reader = pinyin.from_dictionary()
    places = [i for i, line in enumerate(words) if any(map(folding.is_han, line))]
    # Twice, by character and by word: characters typed will be read one by one, and pinyin is typed by word.
    read = [[syllable for word in words[i] for syllable in reader.read(word)] for i in places]
    spoken = [pinyin.spoken(phrases[i]) for i in places]
    cuts = [
        pinyin.grams(by_character) + pinyin.grams(by_word) for by_character, by_word in zip(read, spoken, strict=True)
    ]
    cuts = [list(dict.fromkeys(map(sys.intern, cut))) for cut in cuts]
    vocabulary = sparse.vocabulary(cuts)
    rows, width = vocabulary.rows(cuts), len(vocabulary.numbers)
    return Sound(
        reader=reader,
        places=np.array(places, dtype=np.int32),
        initials=tuple(map(pinyin.initials, spoken)),
        lengths=np.array(list(map(len, spoken)), dtype=np.int32),
        vocabulary=vocabulary,
        postings=sparse.turn(rows, width=width),
        learnt=linear.learn(rows, targets[places], width=width),
    )


def _space(points: Floats) -> Space:
    width = points.shape[1]
    centre, spread = np.zeros(width, np.float32), np.zeros((width, width), np.float32)
    for block in _blocks(range(len(points))):
        here = points[block].astype(np.float32)
        centre += here.sum(axis=0) / len(points)
        spread += here.T @ here
    spread -= len(points) * np.outer(centre, centre)
    return Space(centre, np.linalg.eigh(spread)[1][:, ::-1][:, :_DIRECTIONS].astype(np.float32))


def _encode(encoder: Encoder, phrases: Sequence[str], known: Mapping[str, Floats]) -> Floats:
    """Give the meanings of all phrases, in half precision: together they are the largest thing in memory."""
    points = np.empty((len(phrases), meaning.DIMENSIONS), dtype=np.float16)
    missing = [at for at, phrase in enumerate(phrases) if phrase not in known]
    for block in _blocks(missing):
        points[block] = encoder.encode([folding.plain(phrases[at]) for at in block])
    for at in set(range(len(phrases))).difference(missing):
        points[at] = known[phrases[at]]
    return points


def _blocks(places: Sequence[int]) -> Iterator[Sequence[int]]:
    return (places[first : first + _AT_ONCE] for first in range(0, len(places), _AT_ONCE))


def _places(said: Sequence[Sequence[str]], counter: Sequence[Sequence[str]], points: Floats) -> Places:
    """Number the phrases, and find the counter-phrases that speak for no excuse at all.

    Many a counter-phrase is another excuse ("we paid that" under "the cheque is in the post"). One that lies nearer
    to phrases of another excuse than to lines that are no excuse is taken for that.
    """
    own = _table(said, first=0, missing=len(points))
    against = _table(counter, first=sum(map(len, said)), missing=len(points))
    rest = np.arange(sum(map(len, said)) + sum(map(len, counter)), len(points))
    free = [rest]
    for excuse, row in enumerate(against):
        row = row[row < len(points)]
        others = np.delete(own, excuse, axis=0)
        near_others = near(points[row] @ points[others[others < len(points)]].T)
        free.append(row[near_others <= near(points[row] @ points[rest].T) + _ANOTHER])
    return Places(own, against, np.sort(np.concatenate(free)))


def _table(groups: Sequence[Sequence[str]], *, first: int, missing: int) -> Ints:
    table = np.full((len(groups), max(map(len, groups), default=0)), missing, dtype=np.int32)
    for row, group in zip(table, groups, strict=True):
        row[: len(group)] = np.arange(first, first + len(group))
        first += len(group)
    return table


def _targets(places: Places, *, count: int) -> Floats:
    """Say what each phrase speaks for: (phrases, excuses + 1), the last column being "no excuse".

    1 is for, -1 against, 0 neither: a counter-phrase speaks against its excuse, and of the others says nothing.
    """
    table = np.zeros((count + 1, len(places.said) + 1), dtype=np.float32)
    table[places.said] = -1
    table[places.against[places.against > places.counter.max(initial=-1)]] = -1
    for excuse, (own, counter) in enumerate(zip(places.said, places.counter, strict=True)):
        table[own, excuse] = 1
        table[counter, excuse] = -1
    table[places.against, -1] = 1
    return table[:count]


def near(likeness: Floats) -> Floats:
    """Give for each row half the greatest likeness and half the mean of the greatest three; 0 for an empty row."""
    count = min(3, likeness.shape[1])
    if count == 0:
        return np.zeros(len(likeness), dtype=np.float32)
    three = np.partition(likeness, -count, axis=1)[:, -count:]
    found: Floats = (three.max(axis=1) + three.mean(axis=1)) / 2
    return found


def _of_length_one(rows: Floats) -> Floats:
    scaled: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), np.float32(1e-9))
    return scaled
